// The Dockerfile language as BuildKit reads it.
//
// The language has no tokens of its own: what a byte means depends on the line joining, on the
// instruction and on where in it the byte stands. So every token comes from scanner.c, and this
// file says only how they nest. The grammar takes every input: what BuildKit would refuse is in
// the tree as a node of its own (invalid, missing_end, missing_brace, unknown_instruction), never
// as an ERROR. One broken line therefore spoils that instruction only, and an edited tree equals
// a fresh one.

/// <reference types="tree-sitter-cli/dsl" />

const KEYWORDS = [
  "add", "arg", "cmd", "copy", "entrypoint", "env", "expose", "from", "healthcheck", "label",
  "maintainer", "onbuild", "run", "shell", "stopsignal", "user", "volume", "workdir",
];

// The keyword and what stands before the arguments of every instruction.
const head = ($, keyword) => seq(
  alias($["_" + keyword], keyword.toUpperCase()),
  repeat($.flag),
  optional(alias($._flags_end, "--")),
);

const plain = ($, keyword, ...args) => seq(head($, keyword), ...args);

const words = ($, word) => seq(optional($._not_json), repeat1(word));

const expanded = $ => choice($.variable, $.expansion);

// A node that is nearly always one token, and then a leaf, without a reduction of its own.
const leaf = (node, token, long) => choice(alias(token, node), alias(long, node));

module.exports = grammar({
  name: "dockerfile",

  // The order is that of `enum Token` in scanner.c.
  externals: $ => [
    $._nothing,
    $.comment,
    $.line_continuation,
    $._directive_start,
    $.directive_name,
    $.directive_value,
    ...KEYWORDS.map(keyword => $["_" + keyword]),
    $.unknown_keyword,
    $._flag_text,
    $._flags_end,
    $._as,
    $._equals,
    $._json_form,
    $._not_json,
    $._pairs,
    $._legacy,
    $._heredocs_known,
    $._list_text,
    $.path,
    $.port,
    $._list_begin,
    $._line_text,
    $._line_begin,
    $._raw_word,
    $._raw_line,
    $._key_text,
    $._glued_text,
    $.string,
    $.variable,
    $._brace_open,
    $._brace_close,
    $.missing_brace,
    $.variable_name,
    $.operator,
    $._replace,
    $._slash,
    $.shell_fragment,
    $.heredoc_marker,
    $.too_many_heredocs,
    $._heredocs,
    $.heredoc_body,
    $.heredoc_end,
    $.missing_end,
    $._json_open,
    $._json_close,
    $._json_comma,
    $.json_string,
    $.json_value,
    $._recovery,
  ],

  extras: $ => [
    /[\s\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/,
    $.comment,
    $.line_continuation,
  ],

  // Rules that only share a shape: a reduction for each would cost more than it tells.
  inline: $ => [
    $._instruction, $._command, $._copied, $._assignments, $._bodies, $._json, $._inner, $._path,
    $._port, $._image, $._stage, $._type, $._invalid, $._text, $._value, $._name,
    $._shell_part,
  ],

  rules: {
    source_file: $ => repeat(choice($.directive, $._instruction)),

    directive: $ => seq(
      alias($._directive_start, "#"),
      field("name", $.directive_name),
      alias($._equals, "="),
      field("value", $.directive_value),
    ),

    _instruction: $ => choice(
      ...KEYWORDS.map(keyword => $[keyword + "_instruction"]),
      $.unknown_instruction,
    ),

    add_instruction: $ => plain($, "add", optional($._copied)),
    arg_instruction: $ => plain($, "arg", repeat($.pair)),
    cmd_instruction: $ => plain($, "cmd", optional($._command)),
    copy_instruction: $ => plain($, "copy", optional($._copied)),
    entrypoint_instruction: $ => plain($, "entrypoint", optional($._command)),
    env_instruction: $ => plain($, "env", optional($._assignments)),
    expose_instruction: $ => plain($, "expose", repeat($._port)),
    from_instruction: $ => plain($, "from", optional(seq(
      field("image", $._image),
      optional(choice(
        repeat1($._invalid),
        seq(alias($._as, "AS"), optional(seq(field("stage", $._stage), repeat($._invalid)))),
      )),
    ))),
    healthcheck_instruction: $ => plain($, "healthcheck", optional(seq(
      field("type", $._type),
      optional($._command),
    ))),
    label_instruction: $ => plain($, "label", optional($._assignments)),
    maintainer_instruction: $ => plain($, "maintainer", optional(leaf($.text, $._raw_line, $._long_raw_line))),
    onbuild_instruction: $ => plain($, "onbuild", choice($._instruction, $._nothing)),
    run_instruction: $ => plain($, "run", optional($._command), optional($._bodies)),
    shell_instruction: $ => plain($, "shell", optional($._command)),
    stopsignal_instruction: $ => plain($, "stopsignal", optional($._text)),
    user_instruction: $ => plain($, "user", optional($._text)),
    volume_instruction: $ => plain($, "volume",
      optional(choice($.json_array, words($, $._path)))),
    workdir_instruction: $ => plain($, "workdir", optional($._text)),

    unknown_instruction: $ => seq(
      $.unknown_keyword,
      repeat($.flag),
      optional(alias($._flags_end, "--")),
      optional(leaf($.invalid, $._raw_line, $._long_raw_line)),
    ),

    flag: $ => seq(
      field("name", leaf($.flag_name, $._flag_text, $._long_flag_name)),
      optional(seq(
        alias($._equals, "="),
        optional(field("value", leaf($.flag_value, $._glued_text, $._long_flag_value))),
      )),
    ),
    _long_flag_name: $ => seq($._flag_text, repeat1($._glued_text)),
    _long_flag_value: $ => choice(
      seq($._glued_text, repeat1(choice($._glued_text, expanded($)))),
      seq(expanded($), repeat(choice($._glued_text, expanded($)))),
    ),

    // Arguments
    _command: $ => choice(
      $.json_array,
      leaf($.shell_command, $.shell_fragment, $._long_shell_command),
    ),
    // A fragment goes on over continued lines, up to a comment, a marker or the end.
    _long_shell_command: $ => choice(
      seq(choice($._not_json, $._heredocs_known, $.heredoc_marker), repeat($._shell_part)),
      seq($.shell_fragment, repeat1($._shell_part)),
    ),
    _shell_part: $ => choice($.shell_fragment, $.heredoc_marker, $._heredocs_known),
    _copied: $ => choice(
      $.json_array,
      seq(words($, choice($._path, $.heredoc_marker)), optional($._bodies)),
    ),

    // What is one piece is one token, so that long lists cost little.
    _long_word: $ => choice(
      seq($._list_text, repeat(choice($._glued_text, expanded($)))),
      seq($._list_begin, expanded($), repeat(choice($._glued_text, expanded($)))),
    ),
    _path: $ => choice($.path, alias($._long_word, $.path)),
    _port: $ => choice($.port, alias($._long_word, $.port)),
    _image: $ => alias($._long_word, $.image),

    _long_raw_word: $ => seq($._raw_word, repeat1($._glued_text)),
    _stage: $ => leaf($.stage, $._raw_word, $._long_raw_word),
    _type: $ => leaf($.health_type, $._raw_word, $._long_raw_word),
    _invalid: $ => leaf($.invalid, $._raw_word, $._long_raw_word),

    _long_line: $ => choice(
      seq($._line_text, repeat1(choice($._glued_text, expanded($)))),
      seq($._line_begin, expanded($), repeat(choice($._glued_text, expanded($)))),
    ),
    _text: $ => leaf($.text, $._line_text, $._long_line),
    _long_raw_line: $ => seq($._raw_line, repeat1($._glued_text)),

    _assignments: $ => choice(
      seq(optional($._pairs), repeat1($.pair)),
      seq(optional($._legacy), alias($.legacy_pair, $.pair)),
    ),
    legacy_pair: $ => seq(
      field("name", leaf($.name, $._raw_word, $._long_raw_word)),
      optional(field("value", leaf($.value, $._line_text, $._long_line))),
    ),
    pair: $ => seq(
      field("name", $._name),
      optional(seq(alias($._equals, "="), optional(field("value", $._value)))),
    ),
    _name: $ => leaf($.name, $._key_text, $._long_name),
    _long_name: $ => seq($._key_text, repeat1($._glued_text)),
    _value: $ => leaf($.value, $._glued_text, $._long_value),
    _long_value: $ => choice(
      seq($._glued_text, repeat1($._inner)),
      seq(choice($.string, expanded($)), repeat($._inner)),
    ),

    // ${NAME}, ${NAME:-word}, ${NAME#pattern}, ${NAME/pattern/replacement}, ...
    expansion: $ => seq(
      alias($._brace_open, "${"),
      optional($.variable_name),
      choice(
        seq(optional($.operator), repeat($._inner)),
        seq(
          alias($._replace, $.operator),
          repeat($._inner),
          optional(seq(alias($._slash, "/"), repeat($._inner))),
        ),
      ),
      choice(alias($._brace_close, "}"), $.missing_brace),
    ),
    _inner: $ => choice($._glued_text, $.string, expanded($)),

    json_array: $ => seq(
      optional($._json_form),
      alias($._json_open, "["),
      optional(seq($._json, repeat(seq(alias($._json_comma, ","), $._json)))),
      alias($._json_close, "]"),
    ),
    _json: $ => choice($.json_string, alias($.json_value, $.invalid)),

    _bodies: $ => seq(optional($.too_many_heredocs), $._heredocs, repeat1($.heredoc)),
    heredoc: $ => seq(optional($.heredoc_body), choice($.heredoc_end, $.missing_end)),
  },
});
