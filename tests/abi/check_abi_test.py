"""The ABI checker lets tables grow at their end and refuses everything else."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])

# name, header, what is replaced, by what, whether it is allowed (a grown ABI passes with --update)
CASES = [
    ("append to a growing table", "entry.h", "const void* (*get_factory)(const char* id);\n}", "const void* (*get_factory)(const char* id);\n  int32_t (*more)(void);\n}", True),
    ("insert before the end", "entry.h", "void (*deinit)(void);", "int32_t (*early)(void);\n  void (*deinit)(void);", False),
    ("remove a member", "effects.h", "void (*require_material)(juece_effects* effects, juece_text kind);", "", False),
    ("change a type", "request.h", "int32_t round;        /* of the step, from 1 */", "int64_t round;", False),
    ("grow a fixed struct", "request.h", "juece_text on_behalf_of;\n}", "juece_text on_behalf_of;\n  juece_text more;\n}", False),
    ("grow the note", "note.h", "char version[32];   /* the same as juece_entry.version */\n}", "char version[32];\n  char more[32];\n}", False),
    ("widen a member of the note", "note.h", "char id[96];", "char id[128];", False),
    ("swap members of the note", "note.h", "uint32_t major;     /* JUECE_VERSION_MAJOR that it was built with */", "char early[4];", False),
    ("renumber an enum", "effects.h", "JUECE_SEVERITY_WARNING = 2", "JUECE_SEVERITY_WARNING = 7", False),
    ("add to an enum", "effects.h", "JUECE_SEVERITY_NOTE = 3", "JUECE_SEVERITY_NOTE = 3,\n  JUECE_SEVERITY_HINT = 4", True),
]


def run(root, *options):
    return subprocess.run([sys.executable, str(ROOT / "tools/check_abi.py"), "--root", str(root), *options], capture_output=True, text=True)


failures = 0
for name, header, old, new, allowed in CASES:
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        shutil.copytree(ROOT / "sdk", root / "sdk")
        path = root / "sdk/include/juece/abi" / header
        text = path.read_text(encoding="utf-8")
        if old not in text:
            print(f"{name}: the case no longer fits the header")
            failures += 1
            continue
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        if run(root).returncode == 0:
            print(f"{name}: expected the checker to notice, but it did not")
            failures += 1
        if (run(root, "--update").returncode == 0) != allowed:
            print(f"{name}: expected {'growth' if allowed else 'a refusal'}")
            failures += 1
if run(ROOT).returncode != 0:
    print("the shipped headers do not keep to the baseline")
    failures += 1
sys.exit(1 if failures else 0)
