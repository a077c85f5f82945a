"""Every function of the ABI tables, every struct and enum has its comment; a good part of the headers is comment."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
failures = 0
for header in sorted((root / "sdk/include/juece/abi").glob("*.h")):
    text = header.read_text(encoding="utf-8")
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if not re.search(r"\(\*\w+\)\(|^typedef (struct|enum) \w+ \{|^struct \w+ \{", line):
            continue
        before = next((l for l in reversed(lines[: number - 1]) if l.strip()), "")
        if not before.rstrip().endswith("*/"):
            failures += 1
            print(f"{header.name}:{number}: expected a comment before '{line.strip()}'")
sys.exit(1 if failures else 0)
