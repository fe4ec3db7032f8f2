#!/usr/bin/env python3
"""Binds all rules and their pages into one rulebook.c.

    rulebook.py OUTPUT RULE.c...
    rulebook.py --list          the rule files

Each rule file begins with its page, a comment in Markdown, and holds one RULE(name). The page must say
what the rule is about and prove it: a `bad` example, and a `good` or `fixed` one. What the rule asks to
see (.command, .manager, .instruction) is read from the source and becomes constant dispatch tables. One
that sees the layers of an image shows which in a `layers` block. What several rules share stands in
rules/shared and has no page.
"""
import os, re, sys

PAGE = re.compile(r"\A/\*\n(.*?)\n\*/", re.S)
RULE = re.compile(r"^RULE\((\w+)\)\s*=\s*\{(.*?)^\};", re.S | re.M)
FIELD = re.compile(r'\.(\w+)\s*=\s*((?:"(?:\\.|[^"\\])*"\s*)+|[^,{}]+)')
FENCE = re.compile(r"^(`{3,})(\w*) *(\w*)[^\n]*$", re.M)

INSTRUCTIONS = ("ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL "
                "STOPSIGNAL USER VOLUME WORKDIR").split()
CODE = re.compile(r"^SC[123]\d{3} [A-Za-z`].*\.$")
IMAGE_VISITS = {"each_entry", "each_spare", "each_layer"}
LISTED = ("each_file", "each_stage", "at_end", "each_entry", "each_spare", "each_layer", "each_unused")
VISITS = LISTED + ("each_instruction", "each_command")


class Wrong(Exception):
    pass


def c_string(text):
    """A C literal; long ones in pieces, since compilers need not take more than 4095 bytes."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?").replace("\n", "\\n\"\n    \"")
    return '"%s"' % quoted


def literal(value):
    return "".join(re.findall(r'"((?:\\.|[^"\\])*)"', value))


def summary_of(page, path):
    lines = page.split("\n", 2)
    if len(lines) < 3 or lines[1]:
        raise Wrong("%s: a title, an empty line, then the first sentence" % path)
    paragraph = " ".join(lines[2].split("\n\n", 1)[0].split())
    sentence = re.match(r"(.+?[.!?])(?=\s|$)", paragraph)
    if not sentence:
        raise Wrong("%s: the first paragraph has no sentence that ends" % path)
    return sentence[1]


def check_examples(page, path):
    kinds, inside = [], None
    for fence in FENCE.finditer(page):
        if inside is None:
            inside = fence[1]
            kinds.append(fence[3])
        elif fence[1] == inside and not fence[2]:
            inside = None
    if inside is not None:
        raise Wrong("%s: an example is not closed" % path)
    if "bad" not in kinds:
        raise Wrong("%s: no ```dockerfile bad example: nothing shows what it finds" % path)
    if "good" not in kinds and "fixed" not in kinds:
        raise Wrong("%s: no good or fixed example: nothing shows what it leaves alone" % path)
    return kinds


class Rule:
    def __init__(self, path):
        self.path = path
        self.id = os.path.splitext(os.path.basename(path))[0].replace("_", "-")
        self.category = os.path.basename(os.path.dirname(path))
        with open(path, encoding="utf8") as file:
            text = file.read()
        page = PAGE.match(text)
        if not page:
            raise Wrong("%s: a rule begins with its page, in a comment" % path)
        self.page = page[1].strip() + "\n"
        if self.page.split("\n", 1)[0] != "# " + self.id:
            raise Wrong("%s: the title of the page is not # %s" % (path, self.id))
        self.summary = summary_of(self.page, path)
        self.kinds = check_examples(self.page, path)
        rules = RULE.findall(text)
        if len(rules) != 1 or rules[0][0] != self.id.replace("-", "_"):
            raise Wrong("%s: one RULE(%s) = {...}; stands in the file" % (path, self.id.replace("-", "_")))
        self.name = rules[0][0]
        self.fields = {key: value.strip() for key, value in FIELD.findall(rules[0][1])}
        self.check_fields()

    def check_fields(self):
        if not any(visit in self.fields for visit in VISITS):
            raise Wrong("%s: nothing calls the rule: set one of %s" % (self.path, ", ".join(VISITS)))
        if ("command" in self.fields or "manager" in self.fields) and "each_command" not in self.fields:
            raise Wrong("%s: .command or .manager without .each_command" % self.path)
        if {"command", "manager"} <= self.fields.keys():
            raise Wrong("%s: .command and .manager: it would see some commands twice" % self.path)
        if "instruction" in self.fields and "each_instruction" not in self.fields:
            raise Wrong("%s: .instruction without .each_instruction" % self.path)
        if IMAGE_VISITS & self.fields.keys() and "layers" not in self.kinds:
            raise Wrong("%s: no ```text layers example: nothing shows which image it speaks of" % self.path)
        for name in self.instructions():
            if name not in INSTRUCTIONS:
                raise Wrong("%s: %s is no instruction" % (self.path, name))

    def instructions(self):
        words = literal(self.fields.get("instruction", '"*"')).split()
        return INSTRUCTIONS if words == ["*"] else words

    def commands(self):
        """(program, verb) of each alternative; the verb may be empty."""
        for alternative in literal(self.fields.get("command", "")).split("|"):
            program, _, verb = alternative.strip().partition(" ")
            if program:
                yield program, verb.strip()

    def managers(self):
        return literal(self.fields.get("manager", "")).split()


def rows(rules, field):
    return [i for i, rule in enumerate(rules) if field in rule.fields]


def table(out, name, numbers):
    out.append("const uint16_t %s[] = {%s};" % (name, ", ".join(map(str, numbers + [0xFFFF]))))


def dispatch(out, name, entries):
    """entries: (key, rule, verb). Sorted by key, of which the first letter says where to look; by rule, so that
    a rule is called once for a command that several of its alternatives match."""
    entries = sorted(entries)
    out.append("static const RuleMatch %s_rows[] = {" % name)
    for key, rule, verb in entries:
        out.append("    {STR_INIT(%s), STR_INIT(%s), %d}," % (c_string(key), c_string(verb), rule))
    out.append("    {STR_INIT(\"\"), STR_INIT(\"\"), 0xFFFF}};")
    starts = [sum(key.encode()[0] < letter for key, _, _ in entries) for letter in range(257)]
    out.append("const RuleMatches %s = {%s_rows, {%s}};" % (name, name, ",".join(map(str, starts))))


def codes():
    """A sentence on each of ShellCheck's codes."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shellcheck.txt")
    with open(path, encoding="utf8") as file:
        lines = [line for line in file.read().splitlines() if not line.startswith("#")]
    wrong = [line for line in lines if not CODE.match(line)]
    if wrong or lines != sorted({line[:6]: line for line in lines}.values()):
        raise Wrong("%s: codes of ShellCheck, each once, in their order, with a sentence: %s" % (path, wrong[:1]))
    return "".join("\n" + line for line in lines)


def write(rules):
    out = ["/* Made by rules/rulebook.py from the files under rules/. */", '#include "lint/rulebook.h"', ""]
    for rule in rules:
        out.append("extern const Rule rule_%s;" % rule.name)
    out.append("\nconst RuleRow rulebook[] = {")
    for place, rule in enumerate(rules):
        out.append("    {{STR_INIT(%s), STR_INIT(%s), STR_INIT(%s), STR_INIT(%s),\n    STR_INIT(%s), %s, %s, %d}, &rule_%s}," % (
            c_string(rule.id), rule.fields.get("aka", '""'), c_string(rule.category), c_string(rule.summary),
            c_string(rule.page), rule.fields.get("severity", "SEV_STYLE"), rule.fields.get("off", "false"), place,
            rule.name))
    out.append("};\nconst size_t rulebook_count = %d;\n" % len(rules))
    out.append("const Str rulebook_codes = STR_INIT(%s);\n" % c_string(codes()))
    for visit in LISTED:
        table(out, "rulebook_" + visit, rows(rules, visit))
    out.append("const uint16_t *const rulebook_instructions[INST_COUNT] = {")
    for name in INSTRUCTIONS:
        numbers = [i for i in rows(rules, "each_instruction") if name in rules[i].instructions()]
        out.append("    [INST_%s] = (const uint16_t[]){%s}," % (name, ", ".join(map(str, numbers + [0xFFFF]))))
    unknown = [i for i in rows(rules, "each_instruction") if "instruction" not in rules[i].fields
               or literal(rules[i].fields["instruction"]) == "*"]
    out.append("    [INST_UNKNOWN] = (const uint16_t[]){%s}};" % ", ".join(map(str, unknown + [0xFFFF])))
    table(out, "rulebook_every_command", [i for i in rows(rules, "each_command")
                                          if not {"command", "manager"} & rules[i].fields.keys()])
    dispatch(out, "rulebook_commands", [(p, i, v) for i, r in enumerate(rules) for p, v in r.commands()])
    dispatch(out, "rulebook_managers", [(m, i, "") for i, r in enumerate(rules) for m in r.managers()])
    return "\n".join(out) + "\n"


def rule_files():
    root = os.path.dirname(os.path.abspath(__file__))
    return sorted(os.path.join(folder.path, name) for folder in os.scandir(root) if folder.is_dir()
                  for name in os.listdir(folder.path) if name.endswith(".c"))


def check_complete(paths):
    """meson looked for the files when it was set up: a file that came or went makes it look again."""
    if sorted(map(os.path.abspath, paths)) != rule_files():
        root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        os.utime(os.path.join(root, "meson.build"))
        raise Wrong("rule files came or went: run the build again")


def check_names(rules):
    """An id or alias means one rule, whatever its case."""
    owners = {}
    for rule in rules:
        for name in [rule.id] + literal(rule.fields.get("aka", "")).split():
            other = owners.setdefault(name.lower(), rule)
            if other is not rule:
                raise Wrong("%s and %s are both called %s" % (other.path, rule.path, name))


def main():
    if sys.argv[1] == "--list":
        return print("\n".join(rule_files()))
    output, paths = sys.argv[1], sys.argv[2:]
    try:
        check_complete(paths)
        paths = [path for path in paths if os.path.basename(os.path.dirname(path)) != "shared"]
        rules = sorted((Rule(path) for path in paths), key=lambda rule: rule.id)
        check_names(rules)
        text = write(rules)
    except Wrong as wrong:
        sys.exit("rulebook.py: %s" % wrong)
    if os.path.exists(output) and open(output, encoding="utf8").read() == text:
        return
    with open(output + ".new", "w", encoding="utf8") as file:
        file.write(text)
    os.replace(output + ".new", output)


if __name__ == "__main__":
    main()
