; What the parts of a Dockerfile are, in the names that editors share. No node is named twice, so
; it does not matter which of two patterns an editor prefers.

[
  "ADD"
  "ARG"
  "AS"
  "CMD"
  "COPY"
  "ENTRYPOINT"
  "ENV"
  "EXPOSE"
  "FROM"
  "HEALTHCHECK"
  "LABEL"
  "MAINTAINER"
  "ONBUILD"
  "RUN"
  "SHELL"
  "STOPSIGNAL"
  "USER"
  "VOLUME"
  "WORKDIR"
] @keyword

(health_type) @keyword

(comment) @comment

(directive
  "#" @keyword.directive
  name: (directive_name) @keyword.directive
  value: (directive_value) @string.special)

(flag_name) @attribute

(flag_value) @string.special

(image) @module

(stage) @label

(name) @property

(value) @string

(text) @string

(string) @string

(json_string) @string

(path) @string.special.path

(port) @number

(heredoc_marker) @label

(heredoc_body) @string

(heredoc_end) @label

(variable) @variable

(variable_name) @variable

(expansion
  [
    "${"
    "}"
  ] @punctuation.special)

(expansion
  "/" @operator)

(operator) @operator

"=" @operator

(json_array
  [
    "["
    "]"
  ] @punctuation.bracket)

[
  ","
  "--"
] @punctuation.delimiter

(line_continuation) @punctuation.special

; What the builder refuses.
[
  (invalid)
  (unknown_keyword)
] @error
