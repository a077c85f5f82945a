"""Ways round the record that were once open."""
import datetime
import json
import os
import re
import unittest

from support import CliTest, JUECE, SOURCE

import subprocess


class Ways(CliTest):
    def run_until(self, step, action):
        """Runs the road up to just before that action; the dossier and what remains."""
        folder = os.path.join(SOURCE, "samples", "dossiers")
        with open(os.path.join(folder, "public-work.json"), encoding="utf-8") as file:
            script = json.load(file)
        at = next(i for i, e in enumerate(script["entries"]) if e.get("step") == step and e.get("action") == action)
        rest = script["entries"][at:]
        self.reviewer = next(e for e in script["entries"] if e.get("action") == "issue_opinion")
        script["entries"] = script["entries"][:at]
        for entry in script["entries"]:
            for material in entry.get("materials", []):
                if "file" in material:
                    material["file"] = os.path.join(folder, material["file"])
        script["office"] = os.path.join(folder, script["office"])
        ran = self.json(0, "run", self.path("script.json", json.dumps(script, ensure_ascii=False)), "--store", self.store)
        return ran["dossier"], rest

    def position_of(self, dossier, event):
        history = self.expect(0, "show", dossier, "--history", "--store", self.store).stdout.decode()
        return re.findall(rf"^ *(\d+)  .*:{event}\b", history, re.MULTILINE)[-1]

    def test_a_corrected_opinion_is_stale(self):
        dossier, rest = self.run_until("submission", "check_bundle")
        position = self.position_of(dossier, "legality_opinion_issued")
        data = json.dumps({"conclusion": "lawful", "powers": "conforms", "procedure": "conforms", "content": "conforms"})
        late = ["--at", rest[0]["at"], "--late-reason", "试验", "--confirmed-by", "某人", "--authority", "试验", "--reason", "笔误"]
        somebody = self.json(1, "correct", dossier, position, "--data", data, "--actor", "甲", "--role", "expert", *late, "--store", self.store)
        self.assertIn(somebody["rejection"]["code"], ["wrong-role", "actor-not-in-office"])
        self.json(0, "correct", dossier, position, "--data", data, "--actor", self.reviewer["actor"], "--role", self.reviewer["role"], *late,
                  "--store", self.store)
        bundle = rest[0]
        refused = self.json(1, "submit", dossier, "submission", "check_bundle", "--data", json.dumps(bundle["data"]), "--actor", bundle["actor"],
                            "--role", bundle["role"], *late[:6], "--store", self.store)
        self.assertEqual((refused["rejection"]["code"], refused["rejection"]["article"]), ("review-stale", "R713:25"))

    def test_blank_names_and_late_reasons(self):
        error = self.complaint("open", "--procedure", "cn.major-decision", "--title", "  ", "--organ", "o", "--actor", "a", "--role",
                               "undertaking_unit", "--store", self.store)
        self.assertIn("--title", error)
        self.complaint("open", "--procedure", "cn.major-decision", "--title", "a\x1b[2Jb", "--organ", "o", "--actor", "a", "--role",
                       "undertaking_unit", "--store", self.store)
        refused = self.expect(1, "open", "--procedure", "cn.major-decision", "--title", "t", "--organ", "o", "--actor", "a", "--role",
                              "undertaking_unit", "--at", "2024-01-01T09:00:00+08:00", "--late-reason", " ", "--confirmed-by", " ",
                              "--store", self.store, "--format", "json")
        self.assertIn("late-reason-missing", refused.stdout.decode())

    def act(self, dossier, entry, *more, status=0, data=None, **changes):
        entry = dict(entry, **changes)
        return self.json(status, "submit", dossier, entry["step"], entry["action"], "--data", json.dumps(entry.get("data", {}) if data is None else data),
                         "--actor", entry["actor"], "--role", entry["role"], "--at", entry["at"], "--late-reason", "试验", "--confirmed-by", "某人",
                         "--store", self.store, *more)

    def test_a_consultation_runs_to_its_announced_day(self):
        dossier, rest = self.run_until("public_participation", "close_consultation")
        early = self.act(dossier, rest[0], status=1, at="2022-06-25T17:00:00+08:00")  # the thirty days are over, the announced day is not
        self.assertEqual((early["rejection"]["code"], early["rejection"]["article"]), ("announced-day-not-over", "R713:15"))
        self.assertIn("2022-06-27", early["rejection"]["message"])
        extension = {"step": "public_participation", "action": "extend_consultation", "actor": rest[0]["actor"], "role": rest[0]["role"],
                     "at": "2022-06-26T09:00:00+08:00"}
        self.act(dossier, extension, data={"until": "2022-07-04", "reason": "来信较多"})
        extended = self.act(dossier, rest[0], status=1)
        self.assertIn("2022-07-04", extended["rejection"]["message"])
        self.act(dossier, rest[0], at="2022-07-04T17:00:00+08:00")

    def test_a_slip_in_the_kind_of_a_material(self):
        dossier = self.open_dossier()
        paper = self.path("paper.txt", "建议")
        refused = self.json(1, "submit", dossier, "initiation", "propose", "--data", '{"source":"leader","proposer":"某市长"}', "--material",
                            f"D1O1={paper}", "--actor", "a", "--role", "undertaking_unit", "--store", self.store)
        self.assertEqual(refused["rejection"]["code"], "unknown-material")

    def test_a_number_beyond_all_bounds(self):
        dossier, rest = self.run_until("public_participation", "record_opinions")
        entry = rest[0]
        refused = self.json(1, "submit", dossier, "public_participation", "record_opinions", "--data", '{"count": 1e400}', "--actor",
                            entry["actor"], "--role", entry["role"], "--at", entry["at"], "--late-reason", "试验", "--confirmed-by", "某人",
                            "--store", self.store)
        self.assertEqual(refused["rejection"]["code"], "payload-invalid")

    def test_an_answer_that_nobody_could_read(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([JUECE, "due", "2024-02-09", "+7", "working-days"], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertTrue(done.stderr)

    def test_first_use_makes_the_default_store(self):
        home = {"XDG_DATA_HOME": self.path("data")}
        self.assertEqual(self.json(0, "list", env=home), {"dossiers": []})
        self.assertTrue(os.path.exists(os.path.join(self.path("data"), "juece", "juece.db")))

    def test_many_at_once(self):
        dossier = self.open_dossier()
        command = [JUECE, "set-fact", dossier, "technical=true", "--actor", "a", "--role", "undertaking_unit", "--authority", "x", "--reason", "y",
                   "--store", self.store]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(6)]
        for process in running:
            output, error = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, (output + error).decode())
        self.assertTrue(self.json(0, "audit", "--store", self.store)["ok"])

    def test_a_statute_that_nobody_knows(self):
        record = {"title": "t", "organ": "o", "level": "city", "statutes": ["r713"], "overlays": [], "complete": False, "facts": {}, "events": []}
        self.assertIn("r713", self.complaint("check", "--record", self.path("r.json", json.dumps(record))))

    def test_a_rule_is_no_ground_before_it_was_in_force(self):
        """The fair competition rules are of 2024 and 2025; in 2022 the Regulation alone is the ground."""
        with open(os.path.join(SOURCE, "samples", "forbidden", "fc14-no-first-opinion.json"), encoding="utf-8") as file:
            text = file.read()
        earlier = re.sub(r"(?<!\d)20\d\d-\d\d-\d\d(?!\d)",
                         lambda day: str(datetime.date.fromisoformat(day.group()) - datetime.timedelta(weeks=156)), text)
        script = json.loads(earlier)
        del script["entries"][-1]["expect"]
        ran = self.json(1, "run", self.path("earlier.json", json.dumps(script)), "--store", self.store)
        self.assertEqual([(r["code"], r["article"]) for r in ran["rejections"]], [("first-opinion-missing", "R713:29")])
        self.assertNotIn("FC:", ran["rejections"][0]["message"])

    def test_unknown_commands_are_named(self):
        self.assertIn("foo", self.complaint("foo"))
        self.assertIn("foo", self.complaint("foo", "--help"))


if __name__ == "__main__":
    unittest.main()
