#!/usr/bin/env python3
"""grammar/generated/ must come from grammar/grammar.js as it is now: scripts/generate notes its digest."""
import hashlib, os, sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "grammar"))
with open("grammar.js", "rb") as file:
    now = hashlib.sha256(file.read()).hexdigest()
with open("generated/grammar.sha256", encoding="ascii") as file:
    then = file.read().split()[0]
if now != then:
    sys.exit("grammar/grammar.js changed after the parser was generated: run scripts/generate")
print("the parser comes from this grammar")
