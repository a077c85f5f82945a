"""Code in the documents is code that is built: a block that names its file holds that file, whole."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
BLOCK = re.compile(r"`([\w./-]+)`:\n\n```\w+\n(.*?)```", re.S)

failures = 0
seen = 0
for page in ["docs/adding-a-step.md", "docs/abi.md"]:
    for name, code in BLOCK.findall((root / page).read_text(encoding="utf-8")):
        seen += 1
        path = root / name
        if not path.exists() or path.read_text(encoding="utf-8") != code:
            failures += 1
            print(f"{page}: expected the block to equal {name}, but they differ")
if seen < 2:
    failures += 1
    print(f"expected at least two blocks that name their file, but found {seen}")
sys.exit(1 if failures else 0)
