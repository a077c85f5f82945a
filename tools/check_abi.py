#!/usr/bin/env python3
"""Holds the plugin ABI to its baseline: what was once released is still there, in the same place.

Reads the C headers of sdk/include/juece/abi, lets the C compiler measure every struct member and enumerator, and compares
with sdk/abi-baseline/MAJOR.txt. A struct that begins with struct_size may grow at its end; every other struct and every
value of an enum stays as it was; enums may gain values.

Usage: check_abi.py [--update] [--root ROOT]       (--update writes what is new into the baseline, and refuses what is broken)
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

STRUCT = re.compile(r"(?:typedef\s+)?struct\s+(juece_\w+)\s*\{(.*?)\n\}", re.S)
ENUM = re.compile(r"typedef\s+enum\s+(juece_\w+)\s*\{(.*?)\n\}", re.S)
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def member_name(declaration):
    pointer = re.search(r"\(\*\s*(\w+)\)", declaration)
    return pointer.group(1) if pointer else re.sub(r"\[.*", "", declaration).split()[-1].lstrip("*")


def declarations(body):
    return [" ".join(d.split()) for d in body.split(";") if d.strip()]


def read_headers(root):
    folder = root / "sdk/include/juece/abi"
    text = "\n".join(COMMENT.sub("", p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.h")))
    structs = {m[1]: declarations(m[2]) for m in STRUCT.finditer(text)}
    enums = {m[1]: re.findall(r"\b(JUECE_\w+)\s*=", m[2]) for m in ENUM.finditer(text)}
    major = re.search(r"define JUECE_VERSION_MAJOR (\d+)", text)[1]
    return structs, enums, major


def measured(root, structs, enums):
    """Lines "struct NAME", "  offset size declaration" and "enum NAME", "  value ENUMERATOR", as the compiler sees them."""
    out = ['#include <stdio.h>', '#include <stddef.h>', '#include "juece/abi/entry.h"', "int main(void) {"]
    for name, members in structs.items():
        out.append(f'  puts("struct {name}");')
        for d in members:
            m = member_name(d)
            out.append(f'  printf("  %zu %zu {d}\\n", offsetof(struct {name}, {m}), sizeof(((struct {name}*)0)->{m}));')
    for name, values in enums.items():
        out.append(f'  puts("enum {name}");')
        out += [f'  printf("  %d {v}\\n", (int){v});' for v in values]
    out.append("  return 0;\n}")
    with tempfile.TemporaryDirectory() as folder:
        source, binary = pathlib.Path(folder, "m.c"), pathlib.Path(folder, "m")
        source.write_text("\n".join(out), encoding="utf-8")
        subprocess.run(["cc", "-std=c11", f"-I{root / 'sdk/include'}", str(source), "-o", str(binary)], check=True)
        return subprocess.run([str(binary)], check=True, capture_output=True, text=True).stdout


def blocks(text):
    found = {}
    for line in text.splitlines():
        if line.startswith("  "):
            found[head].append(line.strip())
        elif line and not line.startswith("#"):
            head = line
            found[head] = []
    return found


def broken(old, new):
    problems = []
    for head, members in old.items():
        now = new.get(head)
        if now is None:
            problems.append(f"{head}: expected it to stay, but it is gone")
        elif head.startswith("enum"):
            problems += [f"{head}: expected '{m}' to stay, but it changed or is gone" for m in members if m not in now]
        else:
            kept = now[: len(members)]
            problems += [f"{head}: expected member '{a}', but found '{b}'" for a, b in zip(members, kept) if a != b]
            problems += [f"{head}: expected member '{m}', but it is gone" for m in members[len(kept):]]
            if len(now) > len(members) and not members[0].endswith("uint32_t struct_size"):
                problems.append(f"{head}: expected no new member, as it has no struct_size, but found '{now[len(members)]}'")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    structs, enums, major = read_headers(options.root)
    text = measured(options.root, structs, enums)
    baseline = options.root / "sdk/abi-baseline" / f"{major}.txt"
    old = blocks(baseline.read_text(encoding="utf-8")) if baseline.exists() else {}
    problems = broken(old, blocks(text))
    for problem in problems:
        print(problem)
    if problems:
        return 1
    if options.update:
        baseline.write_text("# Written by tools/check_abi.py --update. What stands here is never moved or removed.\n" + text, encoding="utf-8")
    elif old != blocks(text):
        print(f"expected {baseline} to hold every member, but new ones are missing; run tools/check_abi.py --update")
        return 1
    print("the ABI keeps to its baseline")
    return 0


if __name__ == "__main__":
    sys.exit(main())
