{{- define "who" -}}root{{- end -}}
