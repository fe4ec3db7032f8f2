#!/usr/bin/env python3
"""Writes a rulebook of made-up rules, to see what the number of rules costs.

    synthetic.py COUNT OUTPUT.c

They ask to see what real ones do, in about the same shares: most of them a command, by program or by package
manager, fewer an instruction, a stage or the whole file; each looks at what it is given and finds nothing.
"""
import os, sys
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rules"))
import rulebook

PROGRAMS = ("apt-get apk yum dnf pip npm rm mv chown chmod curl wget tar unzip git make gcc cp ln mkdir echo sed "
            "useradd sudo cd ssh python java node go cargo gem bundle composer mvn gradle").split()
MANAGERS = "apt-get apk dnf yum pip npm yarn gem go cargo".split()
VISITS = {
    "command": ("each_command", "static void check_%s(const Command *command, Report *out)\n{\n"
                "    if (command->operands.len > 100000)\n        report(out, command->span, \"%s\");\n}\n"),
    "instruction": ("each_instruction", "static void check_%s(const Step *step, Report *out)\n{\n"
                    "    if (step->instruction->span.end == 0)\n        report(out, step->instruction->span, \"%s\");\n}\n"),
    "stage": ("each_stage", "static void check_%s(const Stage *stage, Report *out)\n{\n"
              "    if (stage->steps.len > 100000)\n        report(out, stage->from->written->span, \"%s\");\n}\n"),
    "end": ("at_end", "static void check_%s(Report *out)\n{\n"
            "    if (report_file(out)->stages.len > 100000)\n        report(out, (Span){0}, \"%s\");\n}\n"),
}
# One of each ten rules; what it asks to see.
SHARES = ["program", "program", "program", "manager", "manager", "program", "instruction", "program", "stage", "instruction"]


class Made(rulebook.Rule):
    def __init__(self, number):
        kind = SHARES[number % 10]
        turn = number // 10
        self.id, self.name = "made-%03d" % number, "made_%03d" % number
        self.category, self.summary, self.page = "size", "One of many.", "# made\n"
        visit = kind if kind in VISITS else "command"
        self.fields = {VISITS[visit][0]: "check_" + self.name}
        if kind == "program":
            self.fields["command"] = '"%s"' % PROGRAMS[(number * 7 + turn) % len(PROGRAMS)]
        elif kind == "manager":
            self.fields["manager"] = '"%s"' % MANAGERS[(number + turn) % len(MANAGERS)]
        elif kind == "instruction":
            self.fields["instruction"] = '"%s"' % rulebook.INSTRUCTIONS[(number + turn) % len(rulebook.INSTRUCTIONS)]
        self.code = VISITS[visit][1] % (self.name, self.id) + "\nRULE(%s) = {%s};\n" % (
            self.name, ", ".join(".%s = %s" % field for field in self.fields.items()))


def main():
    rules = [Made(number) for number in range(int(sys.argv[1]))]
    with open(sys.argv[2], "w", encoding="utf8") as file:
        file.write('#include "lint/rule.h"\n\n' + "\n".join(rule.code for rule in rules))
        file.write("\n" + rulebook.write(rules))


if __name__ == "__main__":
    main()
