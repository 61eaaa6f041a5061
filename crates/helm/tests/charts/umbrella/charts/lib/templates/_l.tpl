{{- define "lib.x" -}}lib {{ .Chart.Name }} {{ .Template.Name }}{{- end -}}
{{- define "who" -}}lib{{- end -}}
