#!/usr/bin/env python3
"""Checks that released histories are as they were released.

FROZEN.sha256 in the given directory lists them, in the form of sha256sum. A listed file that is missing or has other bytes is an
error; files that are not listed yet are not released yet. `--add FILE...` freezes further files, `--self-test` shows that a change
is noticed.
"""

import hashlib
import pathlib
import sys
import tempfile

LIST = "FROZEN.sha256"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def problems_in(directory):
    """What is wrong, one sentence each."""
    frozen = directory / LIST
    if not frozen.exists():
        return [f"expected the list {frozen}, but there is none"]
    problems, seen = [], set()
    for number, line in enumerate(frozen.read_text(encoding="utf-8").splitlines(), 1):
        expected, _, name = line.partition("  ")
        path = directory / name
        if len(expected) != 64 or not name or "/" in name:
            problems.append(f"{frozen}:{number}: expected 'digest  file name', but found {line!r}")
        elif name in seen:
            problems.append(f"{frozen}:{number}: {name} is listed twice")
        elif not path.exists():
            problems.append(f"{frozen}:{number}: expected {name} to stay, but it is gone")
        elif digest(path) != expected:
            problems.append(f"{frozen}:{number}: expected {name} as it was released, but it was changed; "
                            "write a new history instead")
        seen.add(name)
    return problems


def add(files):
    for file in map(pathlib.Path, files):
        with open(file.parent / LIST, "a", encoding="utf-8") as out:
            out.write(f"{digest(file)}  {file.name}\n")


def self_test():
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        history = directory / "one.jsonl"
        history.write_text("{}\n", encoding="utf-8")
        add([history])
        assert problems_in(directory) == [], "an unchanged file must pass"
        (directory / "two.jsonl").write_text("{}\n", encoding="utf-8")
        assert problems_in(directory) == [], "a file that is not released yet must pass"
        history.write_text("{ }\n", encoding="utf-8")
        assert "was changed" in problems_in(directory)[0], "a changed file must be named"
        history.unlink()
        assert "is gone" in problems_in(directory)[0], "a removed file must be named"
        (directory / LIST).unlink()
        assert "there is none" in problems_in(directory)[0], "a missing list must be named"
    print("check_frozen notices what it should")


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        self_test()
        return 0
    if arguments[:1] == ["--add"]:
        add(arguments[1:])
        return 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    problems = problems_in(pathlib.Path(arguments[0]))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
