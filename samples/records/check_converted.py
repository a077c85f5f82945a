#!/usr/bin/env python3
"""The records are what convert.py makes of the published facts. Skipped, saying so, where the facts are not there."""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parents[2] / "shared" / "data" / "cases"
SKIPPED = 77


def main():
    if not CASES.is_dir():
        print("skipped: the published facts (../shared/data/cases) are not there")
        return SKIPPED
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([sys.executable, HERE / "convert.py", CASES, out], check=True, stdout=subprocess.DEVNULL)
        made = {path.name: json.loads(path.read_text("utf-8")) for path in pathlib.Path(out).glob("*.json")}
    kept = {path.name: json.loads(path.read_text("utf-8")) for path in HERE.glob("*.json") if not path.name.endswith(".expected.json")}
    differing = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    for name in differing:
        print(f"{name}: the record is not what convert.py makes of the published facts; run it again and read the difference")
    unjudged = sorted(name for name in kept if not (HERE / name.replace(".json", ".expected.json")).exists())
    for name in unjudged:
        print(f"{name}: no expected verdicts stand beside it")
    print(f"{len(kept)} records")
    return 1 if differing or unjudged else 0


if __name__ == "__main__":
    sys.exit(main())
