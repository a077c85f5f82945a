#!/usr/bin/env python3
"""Holds draft extensions apart from the stable interface (sdk/include/juece/draft/README.md).

No stable header includes a header of juece/draft or names an id of a draft; every id that a draft header names is a draft's, or a
stable header's.

Usage: check_draft.py [--root ROOT] | --self-test
"""

import argparse
import pathlib
import re
import shutil
import sys
import tempfile

INCLUDE = re.compile(r'#\s*include\s*["<]([^">]*)[">]')
ID = re.compile(r'"(juece\.[\w.-]+/\d+)"')
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)


def problems_in(root):
    include = root / "sdk/include/juece"
    problems, stable = [], set()
    headers = sorted([*(include / "abi").rglob("*.h"), *(include / "sdk").rglob("*.h")])
    if not headers:
        return [f"expected headers under {include}, but there are none"]
    if not (include / "draft").is_dir():
        return [f"expected the folder {include / 'draft'}, but there is none"]
    for header in headers:
        text = COMMENT.sub("", header.read_text(encoding="utf-8"))
        for name in INCLUDE.findall(text):
            if "draft" in pathlib.PurePosixPath(name).parts:
                problems.append(f"{header.relative_to(root)}: expected no draft in a stable header, but it includes {name}")
        for name in ID.findall(text):
            stable.add(name)
            if name.startswith("juece.draft."):
                problems.append(f"{header.relative_to(root)}: expected no draft in a stable header, but it names {name}")
    for header in sorted((include / "draft").rglob("*.h")):
        for name in ID.findall(COMMENT.sub("", header.read_text(encoding="utf-8"))):
            if name not in stable and not name.startswith("juece.draft."):
                problems.append(f"{header.relative_to(root)}: expected an id juece.draft.<name>/<revision>, but it names {name}")
    return problems


def self_test(root):
    cases = [
        ("abi/entry.h", '#include "juece/draft/log.h"', "includes juece/draft/log.h"),
        ("abi/step.h", '#include "../draft/log.h"', "includes ../draft/log.h"),
        ("sdk/plugin.h", "#include <juece/draft/log.h>", "includes juece/draft/log.h"),
        ("sdk/plugin.h", '#define X "juece.draft.log/1"', "names juece.draft.log/1"),
        ("draft/log.h", '#define X "juece.log/1"', "expected an id juece.draft."),
        ("draft/log.h", '#define X "juece.draft.log/1"', None),
        ("abi/entry.h", "/* see juece/draft, \"juece.draft.log/1\" */", None),
    ]
    failures = []
    for name, line, expected in cases:
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder)
            shutil.copytree(root / "sdk/include", copy / "sdk/include")
            path = copy / "sdk/include/juece" / name
            path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + line + "\n", encoding="utf-8")
            found = "\n".join(problems_in(copy))
            if (expected is None) != (found == "") or (expected or "") not in found:
                failures.append(f"{name} with {line!r}: expected {expected!r}, but found {found!r}")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    problems = self_test(options.root) if options.self_test else problems_in(options.root)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
