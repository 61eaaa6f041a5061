{{- define "common.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "common.fullname" -}}
{{- $global := .Values.global | default dict -}}
{{- $override := coalesce .Values.fullnameOverride $global.fullnameOverride -}}
{{- if $override -}}
{{- $override | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "common.name" . -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-") (contains $name .Release.Name) -}}
{{- end -}}
{{- end -}}

{{- define "common.component" -}}
{{- printf "%s-%s" (include "common.fullname" .root) (.name | kebabcase) -}}
{{- end -}}
