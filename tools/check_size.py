#!/usr/bin/env python3
"""Keeps files and functions small enough to be read at one sitting.

Hard limits: 600 lines a file, 200 lines a header, 80 lines a function (functions through universal-ctags; where it is not
installed this is said, and only files are measured). tools/size_allow.txt names what may be larger, one "path limit" or
"path:function limit" a line; an entry that is no longer needed is an error, so that the list only shrinks.
With --all it also lists what is above the aim (400, 40) without failing.

Usage: check_size.py [--all] [ROOT]
"""

import json
import pathlib
import shutil
import subprocess
import sys

FILE_HARD, HEADER_HARD, FUNCTION_HARD = 600, 200, 80
FILE_AIM, FUNCTION_AIM = 400, 40
FOLDERS = ["engine", "apps", "plugins", "sdk", "tests", "tools", "samples"]
CODE = {".h", ".hpp", ".c", ".cc", ".cpp", ".py"}
HEADERS = {".h", ".hpp"}
SKIPPED = {"node_modules", "fixtures", "__pycache__"}


def code_files(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in CODE and path.is_file() and not SKIPPED & set(path.relative_to(root).parts):
                yield path


def read_allowed(path):
    """{"path" or "path:function": (limit, line)}"""
    allowed = {}
    if not path.is_file():
        return allowed
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.split("#")[0].split()
        if len(words) == 2 and words[1].isdigit():
            allowed[words[0]] = (int(words[1]), number)
        elif words:
            raise SystemExit(f"{path}:{number}: expected \"path limit\" or \"path:function limit\", but found: {line}")
    return allowed


def universal_ctags():
    """The command, or None."""
    for name in ("ctags-universal", "ctags"):
        command = shutil.which(name)
        if command:
            version = subprocess.run([command, "--version"], capture_output=True, text=True, check=False).stdout
            if "Universal Ctags" in version:
                return command
    return None


def functions(ctags, root, files):
    """(relative path, name, first line, number of lines) of each function."""
    options = [ctags, "--output-format=json", "--fields=+ne", "--kinds-C=f", "--kinds-C++=f", "--kinds-Python=fm", "-L", "-"]
    listed = "\n".join(str(f.relative_to(root)) for f in files)
    run = subprocess.run(options, input=listed, capture_output=True, text=True, cwd=root, check=True)
    for line in run.stdout.splitlines():
        tag = json.loads(line)
        if tag.get("_type") == "tag" and "end" in tag:
            yield tag["path"], tag["name"], tag["line"], tag["end"] - tag["line"] + 1


def measure(root):
    """(key, place, what, size, hard limit, aim) of everything that has a size."""
    files = list(code_files(root))
    for path in files:
        relative = path.relative_to(root).as_posix()
        lines = path.read_text(encoding="utf-8", errors="replace").count("\n")
        is_header = path.suffix in HEADERS
        hard, aim = (HEADER_HARD, HEADER_HARD) if is_header else (FILE_HARD, FILE_AIM)
        yield relative, f"{relative}:1", "header" if is_header else "file", lines, hard, aim
    ctags = universal_ctags()
    if ctags is None:
        print("skipped: functions are not measured, for universal-ctags is not installed")
        return
    for path, name, line, size in functions(ctags, root, files):
        yield f"{path}:{name}", f"{path}:{line}", f"function {name}", size, FUNCTION_HARD, FUNCTION_AIM


def main(arguments):
    show_all = "--all" in arguments
    roots = [a for a in arguments if a != "--all"]
    root = pathlib.Path(roots[0] if roots else pathlib.Path(__file__).resolve().parent.parent).resolve()
    list_path = root / "tools" / "size_allow.txt"
    allowed = read_allowed(list_path)
    used, problems = set(), []
    for key, place, what, size, hard, aim in measure(root):
        if size > hard:
            used.add(key)
            if size > allowed.get(key, (hard, 0))[0]:
                problems.append(f"{place}: {what} has {size} lines, more than {allowed.get(key, (hard, 0))[0]}; split it")
        elif size > aim and show_all:
            print(f"{place}: {what} has {size} lines, more than the aim of {aim}")
    functions_measured = universal_ctags() is not None
    for key, (_, line) in allowed.items():
        if key not in used and (functions_measured or ":" not in key):
            problems.append(f"{list_path}:{line}: {key} needs no exception any more; remove the line")
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("every file and function keeps to its size")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
