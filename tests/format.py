#!/usr/bin/env python3
"""clang-format decides the layout of every .c and .h but the generated parser. Fix: tests/format.py --fix"""
import glob, os, shutil, subprocess, sys

os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
if not shutil.which("clang-format"):
    print("clang-format is not installed, so the layout was not looked at")
    sys.exit(77)
paths = sorted(path for top in ("src", "tests", "grammar", "rules")
               for path in glob.glob(top + "/**/*.[ch]", recursive=True)
               if not path.startswith("grammar/generated/"))
how = ["-i"] if sys.argv[1:] == ["--fix"] else ["--dry-run", "-Werror"]
sys.exit(subprocess.run(["clang-format", "--style=file"] + how + paths).returncode if paths else 0)
