"""A plugin exports one symbol. Usage: check_exports.py FOLDER..."""

import pathlib
import subprocess
import sys

failures = 0
seen = 0
for folder in sys.argv[1:]:
    for library in sorted(pathlib.Path(folder).glob("*.so")):
        seen += 1
        listed = subprocess.run(["nm", "-D", "--defined-only", str(library)], check=True, capture_output=True, text=True).stdout
        symbols = [line.split()[-1] for line in listed.splitlines() if line.strip()]
        if symbols != ["juece_plugin_entry"]:
            failures += 1
            print(f"{library}: expected the one symbol juece_plugin_entry, but found {symbols}")
if seen == 0:
    print("expected plugins, but found none")
sys.exit(1 if failures or seen == 0 else 0)
