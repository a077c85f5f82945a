#!/usr/bin/env python3
"""Checks that the published law is as it was published: statutes, rulebooks, definitions, overlays, calendars.

  tools/check_published.py WORKFLOWS                                check, exit 1 on any problem
  tools/check_published.py WORKFLOWS --keep PATH                    before an edit: keep the published bytes of PATH aside
  tools/check_published.py WORKFLOWS --publish PATH KIND NOTE       publish the version that PATH (below WORKFLOWS) now has
  tools/check_published.py --self-test                              show that each kind of problem is noticed

WORKFLOWS/published/LEDGER lists what was published, one line each: digest, version, kind, path, note, with a blank between. The
bytes of a published version stand at its path while that is the current version, else in WORKFLOWS/published/PATH with the version
before the suffix. They never change. A file whose version was published is never edited: it gets a new version.

Kinds: first; law-change (the law itself changed: in a statute old clauses may only end, new ones may only be added); extension (more
of the same law is stated: as law-change); correction (an error of ours: the note names each article whose clause is edited, and only
the last number of the version grows).
"""

import copy
import hashlib
import pathlib
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET

KINDS = ("first", "law-change", "extension", "correction")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def version_of(path):
    return ET.parse(path).getroot().get("version", "")


def number(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


def archived(root, path, version):
    whole = root / "published" / path
    return whole.with_name(f"{whole.stem}-{version}{whole.suffix}")


def bytes_of(root, path, version):
    """Where the bytes of a version stand; None where they are gone."""
    for place in (archived(root, path, version), root / path):
        if place.exists() and version_of(place) == version:
            return place
    return None


def read_ledger(root):
    entries, problems = [], []
    ledger = root / "published" / "LEDGER"
    if not ledger.exists():
        return entries, [f"expected the list {ledger}, but there is none"]
    for line_number, line in enumerate(ledger.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        parts = line.split(" ", 4)
        if len(parts) != 5 or len(parts[0]) != 64 or parts[2] not in KINDS:
            problems.append(f"{ledger}:{line_number}: expected 'digest version kind path note', but found {line!r}")
        else:
            entries.append(parts)
    return entries, problems


def clauses_of(path):
    """(article, from) -> the clause without its end, as text; empty for what is no statute."""
    clauses = {}
    for element in ET.parse(path).getroot():
        if element.tag.endswith("}clause"):
            clause = copy.deepcopy(element)
            clause.attrib.pop("to", None)
            clause.tail = None
            clauses[clause.get("article"), clause.get("from")] = ET.tostring(clause, encoding="unicode")
    return clauses


def step_problems(root, path, old, new, kind, note):
    """Of two versions published one after the other."""
    if number(new) <= number(old):
        return [f"{path}: expected a version above {old}, but found {new}"]
    small = number(new)[:-1] == number(old)[:-1]
    if small != (kind == "correction"):
        return [f"{path} {new}: expected the last number alone to grow where an error of ours is corrected, and only there, but it is a {kind}"]
    before, after = bytes_of(root, path, old), bytes_of(root, path, new)
    if before is None or after is None:
        return []  # said already
    old_clauses, new_clauses = clauses_of(before), clauses_of(after)
    problems = []
    for key, text in old_clauses.items():
        if new_clauses.get(key) == text:
            continue
        if kind != "correction":
            problems.append(f"{path} {new}: expected article {key[0]} of {key[1]} as it was ({kind}: old clauses may only end), but it was edited; "
                            "end it and add a clause, or publish a correction")
        elif not re.search(rf"(?<![\d-]){re.escape(key[0])}(?![\d-])", note):
            problems.append(f"{path} {new}: expected the note of the correction to name article {key[0]}, which was edited, but it does not")
    return problems


def problems_in(root):
    entries, problems = read_ledger(root)
    versions = {}
    for sha, version, kind, path, note in entries:
        place = bytes_of(root, path, version)
        if place is None:
            problems.append(f"{path}: expected version {version} to stay as it was published, but it is gone; "
                            f"keep its bytes as {archived(root, path, version)}")
        elif digest(place) != sha:
            problems.append(f"{place}: expected version {version} as it was published, but it was changed; write a new version instead")
        if kind == "first" and path in versions or kind != "first" and path not in versions:
            problems.append(f"{path} {version}: expected the kind 'first' once, on the first line of a path, but found {kind}")
        elif path in versions:
            problems += step_problems(root, path, versions[path], version, kind, note)
        versions[path] = version
    for path, version in versions.items():
        current = root / path
        if current.exists() and number(version_of(current)) < number(version):
            problems.append(f"{path}: expected version {version} or a later one, but found {version_of(current)}")
    return problems


def publish(root, path, kind, note):
    current = root / path
    ledger = root / "published" / "LEDGER"
    ledger.parent.mkdir(exist_ok=True)
    version = version_of(current)
    with open(ledger, "a", encoding="utf-8") as out:
        out.write(f"{digest(current)} {version} {kind} {path} {note}\n")


def keep(root, path):
    """Before a published file is edited: keeps the bytes of its version aside."""
    current = root / path
    target = archived(root, path, version_of(current))
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(current, target)


def statute(version, clauses):
    body = "".join(f'<clause article="{a}" from="{f}"{e}>{t}</clause>' for a, f, e, t in clauses)
    return f'<statute xmlns="urn:juece:statute:1" version="{version}">{body}</statute>'


def self_test():
    first = [("1", "2020-01-01", "", "甲"), ("2", "2020-01-01", "", "乙")]
    ended = [("1", "2020-01-01", ' to="2021-12-31"', "甲"), ("1", "2022-01-01", "", "丙"), first[1]]
    edited = [("1", "2020-01-01", "", "丁"), first[1]]

    def case(steps, spoil=None):
        with tempfile.TemporaryDirectory() as name:
            root = pathlib.Path(name)
            for version, clauses, kind, note in steps:
                if (root / "T.xml").exists():
                    keep(root, "T.xml")
                (root / "T.xml").write_text(statute(version, clauses), encoding="utf-8")
                if kind:
                    publish(root, "T.xml", kind, note)
            if spoil:
                spoil(root)
            return problems_in(root)

    begin = ("1.0.0", first, "first", "-")
    assert case([begin]) == [], "what was published passes"
    assert case([begin, ("1.1.0", ended, "law-change", "第1条修改")]) == [], "a clause may end and another begin"
    assert case([begin, ("1.0.1", edited, "correction", "1: 抄错")]) == [], "a correction that says what it corrects passes"
    assert case([begin, ("1.1.0", edited, None, "")]) == [], "a version that is not published yet is free"
    for spoil, words in ((lambda r: (r / "T.xml").write_text(statute("1.0.0", edited), encoding="utf-8"), "was changed"),
                         (lambda r: (r / "T.xml").unlink(), "is gone"),
                         (lambda r: (r / "published" / "LEDGER").unlink(), "there is none"),
                         (lambda r: (r / "published" / "LEDGER").write_text("x\n"), "expected 'digest"),
                         (lambda r: (r / "T.xml").write_text(statute("0.9.0", first), encoding="utf-8"), "is gone")):
        assert words in case([begin], spoil)[0], words
    for steps, words in (([begin, ("1.1.0", edited, "law-change", "第1条")], "was edited"),
                         ([begin, ("1.0.1", edited, "correction", "抄错")], "name article 1"),
                         ([begin, ("1.0.1", ended, "law-change", "第1条")], "last number alone"),
                         ([begin, ("1.1.0", edited, "correction", "1")], "last number alone"),
                         ([begin, ("0.9.0", first, "extension", "-")], "expected a version above"),
                         ([begin, ("1.1.0", first, "first", "-")], "the kind 'first' once"),
                         ([("1.1.0", first, "extension", "-")], "the kind 'first' once")):
        found = case(steps)
        assert found and words in found[0], (words, found)
    print("check_published notices what it should")


def main(arguments):
    if arguments == ["--self-test"]:
        self_test()
        return 0
    root = pathlib.Path(arguments[0]) if arguments else None
    if root and len(arguments) == 5 and arguments[1] == "--publish" and arguments[3] in KINDS:
        publish(root, arguments[2], arguments[3], arguments[4])
    elif root and len(arguments) == 3 and arguments[1] == "--keep":
        keep(root, arguments[2])
        return 0
    elif len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    problems = problems_in(root)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(read_ledger(root)[0])} published versions checked, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
