{{/* A value that may hold templates, as text or as a tree. */}}
{{- define "common.render" -}}
{{- $value := typeIs "string" .value | ternary .value (.value | toYaml) -}}
{{- if contains "{{" (toJson .value) -}}
{{- tpl $value .root -}}
{{- else -}}
{{- $value -}}
{{- end -}}
{{- end -}}

{{- define "common.image" -}}
{{- $registry := .image.registry -}}
{{- if .global -}}{{- $registry = .global.imageRegistry | default $registry -}}{{- end -}}
{{- $separator := ":" -}}
{{- $end := .image.tag | toString -}}
{{- if .image.digest -}}
{{- $separator = "@" -}}
{{- $end = .image.digest | toString -}}
{{- end -}}
{{- if $registry -}}
{{- printf "%s/%s%s%s" $registry .image.repository $separator $end -}}
{{- else -}}
{{- printf "%s%s%s" .image.repository $separator $end -}}
{{- end -}}
{{- end -}}

{{- define "common.securityContext" -}}
{{- $defaults := dict "runAsNonRoot" true "allowPrivilegeEscalation" false "capabilities" (dict "drop" (list "ALL")) -}}
{{- omit (mustMergeOverwrite (deepCopy $defaults) (.context | default dict)) "enabled" | toYaml -}}
{{- end -}}

{{- define "common.apiVersion" -}}
{{- $version := .Capabilities.KubeVersion.Version -}}
{{- if semverCompare "<1.21-0" $version -}}policy/v1beta1{{- else -}}policy/v1{{- end -}}
{{- end -}}
