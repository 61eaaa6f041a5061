{{- define "platform.secretName" -}}
{{- if .Values.auth.existingSecret -}}
{{- tpl .Values.auth.existingSecret $ -}}
{{- else -}}
{{- include "common.fullname" . -}}
{{- end -}}
{{- end -}}

{{- define "platform.validate" -}}
{{- $messages := list -}}
{{- range $name, $c := .Values.components -}}
{{- if lt (int $c.replicas) 1 -}}{{- $messages = append $messages (printf "%s needs a replica" $name) -}}{{- end -}}
{{- end -}}
{{- $messages = without $messages "" -}}
{{- if $messages -}}{{- printf "\nVALUES:\n%s" (join "\n" $messages) | fail -}}{{- end -}}
{{- end -}}
