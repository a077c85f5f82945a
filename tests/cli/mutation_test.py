"""Every single edit that could break a shipped definition is found, but for those that docs/findings/equivalent-edits.md explains.

docs/findings/equivalent-edits/ID.txt lists, for a definition, the edits that are not found: a heading [reason] that the page explains,
then lines "COUNT PATTERN". A pattern is the id of an edit with * for any characters and {a,b} for alternatives. Every survivor stands in
the list, and every line covers exactly COUNT survivors: so a new survivor fails, and so does a listed edit that is now found."""

import itertools
import os
import pathlib
import re
import unittest
import xml.etree.ElementTree as ET

from support import NATIONAL, SOURCE, CliTest

LISTS = pathlib.Path(SOURCE) / "docs/findings/equivalent-edits"
PAGE = pathlib.Path(SOURCE) / "docs/findings/equivalent-edits.md"
SCORES = pathlib.Path(SOURCE) / "docs/mutation.md"


def shipped():
    """Files of definitions under workflows/, with their ids."""
    for path in sorted((pathlib.Path(SOURCE) / "workflows").rglob("*.xml")):
        root = ET.parse(path).getroot()
        if root.tag == "{urn:juece:definition:1}procedure":
            yield path, root.get("id")


def expression(pattern):
    parts = re.split(r"(\*|\{[^{}]*\})", pattern)
    out = ""
    for part in parts:
        if part == "*":
            out += ".*"
        elif part.startswith("{"):
            out += "(?:" + "|".join(re.escape(a) for a in part[1:-1].split(",")) + ")"
        else:
            out += re.escape(part)
    return re.compile(out + r"\Z", re.DOTALL)


def read_list(path):
    """[(reason, count, pattern)]"""
    entries, reason = [], None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            reason = line[1:-1]
            continue
        count, pattern = line.split(" ", 1)
        entries.append((reason, int(count), pattern))
    return entries


class Mutation(CliTest):
    scores = {}  # path: what --mutate said; it takes seconds

    def score(self, path):
        if str(path) in self.scores:
            return self.scores[str(path)]
        report = self.json(0, "verify", str(path), "--mutate")["definitions"][0]
        mutation = report["mutation"]
        self.assertEqual(mutation["edits"], mutation["found"] + len(mutation["survivors"]))
        self.assertEqual(mutation["edits"], sum(o["edits"] for o in mutation["operations"]))
        self.assertEqual(mutation["found"], sum(o["found"] for o in mutation["operations"]))
        self.scores[str(path)] = mutation
        return mutation

    def test_every_survivor_is_explained_and_every_explanation_needed(self):
        reasons = set(re.findall(r"^## `([a-z-]+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
        used = set()
        self.assertNotIn("not-judged", reasons, "an edit that nobody has judged is no explanation")
        for path, identity in shipped():
            with self.subTest(definition=identity):
                left = [s["id"] for s in self.score(path)["survivors"]]
                listed = LISTS / f"{identity}.txt"
                self.assertTrue(listed.is_file(), f"{identity} has {len(left)} survivors and no list {listed.name}")
                problems, covered = [], set()
                for reason, count, pattern in read_list(listed):
                    used.add(reason)
                    if reason not in reasons:
                        problems.append(f"the page explains no [{reason}]")
                    matched = {e for e in left if expression(pattern).match(e)}
                    covered |= matched
                    if len(matched) != count:
                        problems.append(f"{count} edits are listed, {len(matched)} are not found: {pattern}")
                problems += [f"not found and not listed: {e}" for e in left if e not in covered]
                self.assertFalse(problems, "\n".join([identity, *itertools.islice(problems, 40)]))
        self.assertEqual(reasons, used)

    def test_the_page_gives_the_score_of_every_definition(self):
        written = set(re.findall(r"^\| `(cn\.[a-z0-9.-]+)` \|.*$", SCORES.read_text(encoding="utf-8"), re.MULTILINE))
        self.assertEqual(written, {identity for _, identity in shipped()})
        for path, identity in shipped():
            mutation = self.score(path)
            row = f"| `{identity}` | {mutation['edits']} | {mutation['found']} | {len(mutation['survivors'])} |"
            self.assertIn(row, SCORES.read_text(encoding="utf-8").splitlines(), f"docs/mutation.md should say: {row}")

    def test_words_places_and_languages(self):
        lines = pathlib.Path(NATIONAL).read_text(encoding="utf-8").splitlines()
        survivors = self.score(pathlib.Path(NATIONAL))["survivors"]
        for survivor in survivors:
            self.assertTrue(survivor["edit"] and 1 <= survivor["line"] <= len(lines) and survivor["column"] >= 1, survivor)
            self.assertTrue(os.path.samefile(survivor["file"], NATIONAL))
        at = {s["id"]: lines[s["line"] - 1] for s in survivors}
        self.assertIn('id="not_adopted"', at["change:end@outcome end:not_adopted outcome=completed"])

    def test_a_definition_with_an_error_is_not_tried(self):
        text = pathlib.Path(NATIONAL).read_text(encoding="utf-8")
        wrong = self.path("wrong.xml", text.replace('<on outcome="unlawful" to="drafting"/>', '<on outcome="unlawful" to="submission"/>'))
        self.assertIsNone(self.json(1, "verify", wrong, "--mutate")["definitions"][0]["mutation"])


if __name__ == "__main__":
    unittest.main()
