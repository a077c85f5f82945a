#!/usr/bin/env python3
"""Draws a sample again from the files alone, as docs/case-review.md describes it; shares no code with the system.

Usage: redo_draw.py DRAW.json        prints the drawn ids, exits with 1 and says what differs where the file says otherwise
"""

import hashlib
import json
import sys


def canonical(value):
    """Members sorted, no blanks, UTF-8 (RFC 8785; the files hold whole numbers and ASCII member names only)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def digest(content):
    return "sha256:" + hashlib.sha256(canonical({k: v for k, v in content.items() if k != "digest"})).hexdigest()


def draw(plan, candidates, list_digest, seed):
    """The drawn ids in the order of their keys."""
    def key(candidate):
        return hashlib.sha256(f"{list_digest}\n{seed}\n{candidate['id']}".encode("utf-8")).hexdigest()

    taken, drawn = {}, []
    for candidate in sorted(candidates, key=lambda c: (key(c), c["id"].encode("utf-8"))):
        group = candidate["organ"] if plan["each"] == "organ" else ""
        taken[group] = taken.get(group, 0) + 1
        if taken[group] <= plan["size"]:
            drawn.append(candidate["id"])
    return drawn


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        made = json.load(file)
    listed = made["list"]
    problems = []
    if digest(listed) != listed["digest"]:
        problems.append("the list is not what its digest says")
    if digest(made) != made["digest"]:
        problems.append("the draw is not what its digest says")
    drawn = draw(listed["plan"], listed["candidates"], listed["digest"], made["seed"])
    if drawn != made["drawn"]:
        problems.append(f"drawing again gives {drawn}, but the file says {made['drawn']}")
    print("\n".join(drawn))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
