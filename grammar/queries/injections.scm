; What stands in a Dockerfile in another language. A command is one text for the shell although
; continuations and comments stand in it, hence include-children.

; A marker alone is not worth it.
((run_instruction
  (shell_command) @injection.content)
  (#not-match? @injection.content "^[0-9]*[<][<][^ ]*$")
  (#set! injection.language "bash")
  (#set! injection.include-children))

([
  (cmd_instruction
    (shell_command) @injection.content)
  (entrypoint_instruction
    (shell_command) @injection.content)
  (healthcheck_instruction
    (shell_command) @injection.content)
]
  (#set! injection.language "bash")
  (#set! injection.include-children))

((json_array) @injection.content
  (#set! injection.language "json")
  (#set! injection.include-children))

; A here-document that is all of the command is a script: for the shell, unless it says otherwise.
((run_instruction
  (shell_command
    .
    (heredoc_marker)
    .)
  (heredoc
    (heredoc_body) @injection.content))
  (#not-match? @injection.content "^#!")
  (#set! injection.language "bash"))

((run_instruction
  (shell_command
    .
    (heredoc_marker)
    .)
  (heredoc
    (heredoc_body) @injection.content))
  (#match? @injection.content "^#!.*sh")
  (#set! injection.language "bash"))

((run_instruction
  (shell_command
    .
    (heredoc_marker)
    .)
  (heredoc
    (heredoc_body) @injection.content))
  (#match? @injection.content "^#!.*python")
  (#set! injection.language "python"))

; Or the command before the marker reads it.
((run_instruction
  (shell_command
    .
    (shell_fragment) @_command
    .
    (heredoc_marker)
    .)
  (heredoc
    (heredoc_body) @injection.content))
  (#match? @_command "^(/bin/)?(ba|da|a|k|z)?sh( +-[a-z]+)*$")
  (#set! injection.language "bash"))

((run_instruction
  (shell_command
    .
    (shell_fragment) @_command
    .
    (heredoc_marker)
    .)
  (heredoc
    (heredoc_body) @injection.content))
  (#match? @_command "^python[0-9.]*( +-)?$")
  (#set! injection.language "python"))
