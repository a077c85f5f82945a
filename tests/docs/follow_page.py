"""Follows a page of the documentation as a stranger would: in an empty folder, with an installed juece on the PATH.

A block ```sh is run, all of them in one shell, in order. A block that a line `NAME`: introduces is written to that file. Each line of a
block ```text must stand in what the commands before it printed. Nothing else is done: what the page does not say, the reader does not know.

Usage: follow_page.py PREFIX PAGE
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"(?:^`([\w./-]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.S | re.M)
MARK = "@@ after block"


def script_of(page):
    """The shell script of the page, and what each block of commands must print."""
    lines = ["set -euo pipefail"]
    expected = []
    for name, kind, body in BLOCK.findall(page):
        if name:
            lines += [f"mkdir -p \"$(dirname '{name}')\"", f"cat > '{name}' <<'END_OF_PAGE_FILE'", body.rstrip("\n"), "END_OF_PAGE_FILE"]
        elif kind == "sh":
            lines += [body.rstrip("\n"), f"echo '{MARK} {len(expected)}'"]
            expected.append([])
        elif kind == "text" and expected:
            expected[-1] += [line.strip() for line in body.splitlines() if line.strip()]
    return "\n".join(lines) + "\n", expected


def main():
    prefix, path = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    script, expected = script_of(path.read_text(encoding="utf-8"))
    if not expected or not any(expected):
        print(f"{path.name}: expected commands and what they print, but found none")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder, "home")
        home.mkdir()
        work = pathlib.Path(folder, "work")
        work.mkdir()
        environment = {"PATH": f"{prefix / 'bin'}:{os.environ['PATH']}", "HOME": str(home), "LC_ALL": "C.UTF-8", "XDG_DATA_HOME": str(home / "data")}
        done = subprocess.run(["bash", "-c", script], cwd=work, env=environment, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        print(f"{path.name}: a command failed with {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return 1
    printed = re.split(rf"^{MARK} \d+$", done.stdout, flags=re.M)
    wrong = 0
    for number, wanted in enumerate(expected):
        for line in wanted:
            if line not in printed[number]:
                wrong += 1
                print(f"{path.name}, commands {number + 1}: expected to read “{line}”, but found:\n{printed[number][-2000:]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
