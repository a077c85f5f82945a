"""Personal data can leave, the proof stays: what was redacted is in no file, and everything verifies and counts as before."""
import glob
import json
import os
import shutil
import sqlite3
import tempfile

import package_test
from support import CliTest, SOURCE, juece

SAMPLE = os.path.join(SOURCE, "samples", "dossiers", "public-work.json")
GROUNDS = ("--authority", "本人申请〔2026〕3号", "--reason", "保存期限届满", "--actor", "季存真", "--role", "archivist")


def bytes_of(folder):
    return b"\0".join(package_test.read(path) for path in glob.glob(os.path.join(folder, "**"), recursive=True) if os.path.isfile(path))


class Redact(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.home.cleanup)
        cls.good = os.path.join(cls.home.name, "good.db")
        done = juece("run", SAMPLE, "--store", cls.good, "--format", "json")
        cls.dossier = json.loads(done.stdout)["dossier"]

    def setUp(self):
        super().setUp()
        shutil.copy(self.good, self.store)
        shutil.copytree(self.good + ".materials", self.store + ".materials")

    def values(self):
        return self.json(0, "redact", self.dossier, "--list", "--store", self.store)["values"]

    def secrets(self):
        """Values that stand nowhere in the bytes of events or in materials: those of officials, and of whoever signed a paper, do."""
        database = sqlite3.connect(self.store)
        elsewhere = bytes_of(self.store + ".materials") + b"".join(row[0] for row in database.execute("SELECT bytes FROM events UNION ALL SELECT bytes FROM attempts UNION ALL SELECT bytes FROM pinned"))
        salts = [row[0] for row in database.execute("SELECT salt FROM personal")]
        database.close()
        values = {value["value"] for value in self.values() if isinstance(value["value"], str)}
        return [value for value in values if len(value) > 1 and value.encode() not in elsewhere], salts

    def redact(self, status, *choice, grounds=GROUNDS):
        return self.json(status, "redact", self.dossier, *choice, *grounds, "--store", self.store)

    def verdicts(self, *subject):
        report = json.loads(juece("check", *subject, "--format", "json").stdout)["subjects"][0]
        return {rule["id"]: rule["verdict"] for rule in report["rules"]}

    def same_but_for_persons(self, before, after):
        """Who is not named cannot be compared any more, which is said; everything that is counted counts as before."""
        changed = {rule: (before[rule], after[rule]) for rule in before if before[rule] != after[rule]}
        self.assertEqual(set(changed.values()), {("satisfied", "not_shown")}, changed)
        self.assertLessEqual({"experts-without-interest", "evaluator-independent"}, changed.keys())
        self.assertLess(len(changed), 5, changed)

    def test_everything_personal_leaves_and_everything_still_verifies(self):
        secrets, salts = self.secrets()
        self.assertGreater(len(secrets), 2)
        raw = bytes_of(self.folder.name)
        self.assertTrue(all(secret.encode() in raw for secret in secrets))
        before = self.verdicts(self.dossier, "--store", self.store)
        events = self.json(0, "audit", "--store", self.store)["events"]
        positions = sorted({value["position"] for value in self.values()})
        done = self.redact(0, *(part for position in positions for part in ("--position", position)))
        self.assertEqual([event["type"] for event in done["events"]], ["personal_redacted"])
        folder = self.path("package")
        self.expect(0, "export", self.dossier, "--to", folder, "--store", self.store)
        for name, form in (("log.xes", "xes"), ("log.json", "ocel")):
            self.expect(0, "log", self.dossier, "--format", form, "--output", self.path(name), "--store", self.store)
        self.path("page.html", self.expect(0, "check", self.dossier, "--format", "html", "--store", self.store).stdout)
        self.path("show.txt", self.expect(0, "show", self.dossier, "--history", "--store", self.store).stdout)
        raw = bytes_of(self.folder.name)
        for secret in [*secrets, *salts]:
            self.assertFalse(secret.encode() in raw, secret)
        self.same_but_for_persons(before, self.verdicts(self.dossier, "--store", self.store))
        self.same_but_for_persons(before, self.verdicts("--package", folder))
        audit = self.json(0, "audit", "--store", self.store)
        self.assertEqual((audit["ok"], audit["events"], audit["broken"]), (True, events + 1, []))
        self.assertTrue(self.json(0, "replay", self.dossier, "--store", self.store)["ok"])
        self.assertTrue(self.json(0, "verify-package", folder)["ok"])
        self.assertEqual(package_test.other_program(folder)[0], 0)
        self.assertTrue(all(value["value"] is None and value["redacted_by"] == events + 1 for value in self.values()))
        self.assertIn("个人信息已删除", package_test.read(os.path.join(folder, "data", "dossier.html")).decode())

    def test_one_person_leaves_and_the_others_stay(self):
        person = next(value["value"] for value in self.values() if value["pointer"].startswith("/data/participants/0"))
        others = [value for value in self.values() if value["value"] != person]
        told = self.expect(0, "redact", self.dossier, "--person", person, *GROUNDS, "--store", self.store).stdout.decode()
        self.assertIn("删除个人信息", told)
        self.assertNotIn(person, told)
        self.assertEqual([value for value in self.values() if value["value"] is not None], others)
        for lang, words in (("zh", "号记录删除"), ("en", "redacted by entry")):
            shown = self.expect(0, "redact", self.dossier, "--list", "--lang", lang, "--store", self.store).stdout.decode()
            self.assertIn(words, shown)

    def test_a_value_that_left_without_a_command_is_found_by_both_programs(self):
        folder, name = self.path("package"), os.path.join("data", "history", "personal.jsonl")
        self.expect(0, "export", self.dossier, "--to", folder, "--store", self.store)
        lines = [json.loads(line) for line in package_test.read(os.path.join(folder, name)).splitlines()]
        lines[0].update(salt="", value="")
        package_test.write(os.path.join(folder, name), "".join(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n" for line in lines))
        package_test.reseal(folder)
        report = self.json(1, "verify-package", folder)
        self.assertIn("chain-commitment", {finding["code"] for finding in report["findings"]})
        status, text = package_test.other_program(folder)
        self.assertEqual(status, 1)
        self.assertIn("redacted without an event", text)
        with sqlite3.connect(self.store) as database:
            database.execute("UPDATE personal SET value = '', salt = '' WHERE pointer = ? AND position = ?", (lines[0]["pointer"], lines[0]["position"]))
        database.close()
        broken = self.json(1, "audit", "--store", self.store)["broken"]
        self.assertEqual([(found["position"], found["reason"]) for found in broken], [(lines[0]["position"], "commitment")])

    def test_what_cannot_be_redacted_is_refused_with_the_reason(self):
        first = self.values()[0]
        place = f"{first['position']}:{first['pointer']}"
        for choice, code in ((("--person", "查无此人"), "nothing-to-redact"), (("--field", "1:/data/title"), "not-personal"), ((), "nothing-to-redact"),
                             (("--position", "99999"), "not-personal")):
            with self.subTest(choice=choice):
                self.assertEqual(self.redact(1, *choice)["rejection"]["code"], code)
        self.assertEqual(self.redact(1, "--field", place, grounds=GROUNDS[2:])["rejection"]["code"], "authority-missing")
        self.assertEqual(self.redact(1, "--field", place, grounds=GROUNDS[:2] + GROUNDS[4:])["rejection"]["code"], "reason-missing")
        naming = ("--authority", "批示", "--reason", f"{first['value']}来信", *GROUNDS[4:])
        self.assertEqual(self.redact(1, "--field", place, grounds=naming)["rejection"]["code"], "redaction-repeats-value")
        self.redact(0, "--field", place)
        self.assertEqual(self.redact(1, "--field", place)["rejection"]["code"], "already-redacted")
        # Neither the name that was looked for nor the one in the reason was kept by being refused.
        with sqlite3.connect(self.store) as database:
            attempts = b"".join(row[0] for row in database.execute("SELECT bytes FROM attempts"))
        database.close()
        self.assertIn(b"nothing-to-redact", attempts)
        for name in ("查无此人", first["value"]):
            self.assertNotIn(name.encode(), attempts)

    def test_whoever_gives_no_name_is_told_how_to(self):
        for given, missing in (((), "--actor"), (("--actor", "季存真"), "--role")):
            error = self.complaint("redact", self.dossier, "--person", "a", *given, "--lang", "en", "--store", self.store)
            self.assertIn(missing, error)
            self.assertIn("--actor NAME --role ROLE", error)

    def test_mistakes_of_the_command_line(self):
        for arguments, words in ((("redact", "--store", self.store), "案卷编号"), (("redact", "2099-0001", "--list", "--store", self.store), "2099-0001"),
                                 (("redact", self.dossier, "--position", "x", *GROUNDS, "--store", self.store), "--position"),
                                 (("redact", self.dossier, "--field", "5", *GROUNDS, "--store", self.store), "--field"),
                                 (("redact", self.dossier, "--person", "甲", "--store", self.store), "--actor")):
            with self.subTest(arguments=arguments):
                self.assertIn(words, self.complaint(*arguments))
        self.assertIn("Expected a dossier's id", self.complaint("redact", "--lang", "en", "--store", self.store))
        self.expect(0, "redact", "--scrub", "--store", self.store)

    def test_a_reader_in_the_way_is_told_and_scrubbed_later(self):
        first = self.values()[0]
        reader = sqlite3.connect(self.store, isolation_level=None)
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        done = self.expect(1, "redact", self.dossier, "--field", f"{first['position']}:{first['pointer']}", *GROUNDS, "--store", self.store)
        self.assertIn("--scrub", done.stderr.decode())
        self.assertIn("删除个人信息", done.stdout.decode())
        self.complaint("redact", "--scrub", "--store", self.store)
        reader.execute("COMMIT")
        reader.close()
        self.expect(0, "redact", "--scrub", "--store", self.store)

    def test_a_script_can_redact(self):
        script = json.loads(package_test.read(SAMPLE))
        for entry in script["entries"]:
            for material in entry.get("materials", []):
                if "file" in material:
                    material["file"] = os.path.join(os.path.dirname(SAMPLE), material["file"])
        script["office"] = os.path.join(os.path.dirname(SAMPLE), script["office"])
        person = next(value["value"] for value in self.values() if value["pointer"].startswith("/data/participants/0"))
        last = script["entries"][-1]["at"]
        common = {"at": last, "actor": "季存真", "role": "archivist", "command": "redact", "authority": "本人申请", "reason": "保存期限届满"}
        script["entries"] += [{**common, "person": person}, {**common, "person": person, "expect": {"rejected": "nothing-to-redact"}}]
        path = self.path("script.json", json.dumps(script, ensure_ascii=False))
        report = self.json(0, "run", path, "--store", self.path("other.db"))
        self.assertNotIn("unmet", report)
        del script["entries"][-1]["person"]
        path = self.path("script.json", json.dumps(script, ensure_ascii=False))
        self.assertIn("person", self.complaint("run", path, "--store", self.path("third.db")))


if __name__ == "__main__":
    import unittest

    unittest.main()
