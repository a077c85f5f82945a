"""Shapes and exit statuses that outside scripts rely on."""
import os
import unittest

from support import CliTest, NATIONAL, SOURCE

STEPS = ["initiation", "drafting", "coordination", "public_participation", "expert_argumentation", "risk_assessment",
         "fair_competition_review", "legality_review", "submission", "collective_deliberation", "party_report", "congress_report", "issue",
         "publication", "archiving", "execution", "execution_suspension", "adjustment", "post_evaluation"]


class Contract(CliTest):
    def test_verify_national_procedure(self):
        report = self.json(0, "verify", NATIONAL)["definitions"][0]
        self.assertEqual(report["id"], "cn.major-decision")
        self.assertTrue(report["ok"])
        self.assertTrue(report["digest"])
        for step in ["initiation", "drafting", "public_participation", "legality_review", "submission", "collective_deliberation"]:
            self.assertIn(step, report["mandatory"])
        for step in ["expert_argumentation", "risk_assessment", "fair_competition_review"]:
            self.assertIn(step, report["conditional"])
        self.assertIn("step:legality_review", report["articles"]["R713:25"])
        self.assertEqual([f for f in report["findings"] if f["severity"] == "error"], [])

    def test_plugins_offer_every_step_type(self):
        plugins = self.json(0, "plugin", "list")
        plugins = plugins["plugins"] if isinstance(plugins, dict) else plugins
        types = {step["type"] for plugin in plugins for step in plugin["steps"]}
        self.assertLessEqual(set(STEPS), types)

    def test_open_show_list_tasks(self):
        dossier = self.open_dossier("--fact", "technical=true", "--at", "2024-02-20T09:00:00+08:00", "--late-reason", "试验", "--confirmed-by", "李四")
        state = self.json(0, "show", dossier, "--store", self.store)
        self.assertEqual(state["dossier"], dossier)
        self.assertEqual(state["state"], "running")
        self.assertEqual([s["id"] for s in state["steps"]], STEPS)
        self.assertEqual(state["steps"][0]["state"], "active")
        for key in ["procedure", "digest", "missing", "deadlines"]:
            self.assertIn(key, state)
        listed = self.json(0, "list", "--store", self.store)["dossiers"]
        self.assertEqual([d["dossier"] for d in listed], [dossier])
        tasks = self.json(0, "tasks", "--store", self.store)["tasks"]
        self.assertTrue(tasks)
        self.assertEqual({t["step"] for t in tasks}, {"initiation"})
        self.assertIn("deadlines", self.json(0, "deadlines", "--store", self.store))
        self.assertEqual(self.json(0, "replay", dossier, "--store", self.store), {"ok": True})
        audit = self.json(0, "audit", "--store", self.store)
        self.assertTrue(audit["ok"])
        self.assertGreater(audit["events"], 0)

    def test_refusal_shape(self):
        dossier = self.open_dossier()
        refused = self.json(1, "submit", dossier, "legality_review", "issue_opinion", "--actor", "王五", "--role", "review_department",
                            "--store", self.store)
        self.assertFalse(refused["accepted"])
        self.assertEqual(refused["events"], [])
        self.assertEqual(refused["rejection"]["code"], "step-not-active")
        self.assertIn("但", refused["rejection"]["message"])
        english = self.json(1, "submit", dossier, "legality_review", "issue_opinion", "--actor", "王五", "--role", "review_department",
                            "--store", self.store, "--lang", "en")
        self.assertTrue(english["rejection"]["message"].startswith("Expected to"))

    def test_due(self):
        due = self.json(0, "due", "2024-02-09", "+7", "working-days")
        self.assertEqual((due["from"], due["amount"], due["unit"], due["due"]), ("2024-02-09", 7, "working-days", "2024-02-26"))
        self.assertEqual(len(due["counted"]), 7)
        self.assertTrue(all({"date", "why"} <= set(day) for day in due["skipped"]))
        self.assertEqual(self.json(0, "due", "2022-04-30", "+30", "calendar-days")["due"], "2022-05-30")
        self.assertEqual(self.json(0, "due", "2022-04-30", "+30", "calendar-days", "--first-day", "counted")["due"], "2022-05-29")
        self.assertEqual(self.json(0, "due", "2024-02-26", "-7", "working-days")["due"], "2024-02-09")
        self.assertIn("2027", self.complaint("due", "2026-12-30", "+7", "working-days"))

    def test_a_new_year_is_installed_without_a_release(self):
        home = {"XDG_DATA_HOME": self.path("data")}
        self.assertNotIn(2027, self.json(0, "calendar", "show", env=home)["years"])
        self.complaint("due", "2026-12-30", "+7", "working-days", env=home)
        with open(os.path.join(SOURCE, "workflows", "calendars", "cn.xml"), encoding="utf-8") as shipped:
            text = shipped.read()
        newer = text.replace('version="2026"', 'version="2027-test"').replace(
            "</calendar>", '<year value="2027" source="test"><holiday from="2027-01-01" zh="元旦" en="New Year\'s Day"/></year></calendar>')
        installed = self.json(0, "calendar", "install", self.path("cn-2027.xml", newer), env=home)
        self.assertIn(2027, installed["years"])
        self.assertEqual(self.json(0, "due", "2026-12-30", "+7", "working-days", env=home)["from"], "2026-12-30")
        self.complaint("calendar", "install", self.path("older.xml", text.replace('version="2026"', 'version="2020"')), env=home)
        self.complaint("calendar", "install", self.path("broken.xml", text[:500]), env=home)

    def test_samples_run_check_and_replay(self):
        for name in ["public-work", "fare-change", "spatial-plan"]:
            with self.subTest(name):
                store = self.path(name + ".db")
                script = os.path.join(SOURCE, "samples", "dossiers", name + ".json")
                ran = self.json(0, "run", script, "--store", store)
                self.assertEqual(ran["state"], "closed")
                self.assertEqual([s["id"] for s in ran["steps"]], STEPS)
                dossier = ran["dossier"]
                subject = self.json(0, "check", dossier, "--store", store)["subjects"][0]
                self.assertNotEqual(subject["verdict"], "violated", subject)
                self.assertTrue(subject["rules"])
                for rule in subject["rules"]:
                    self.assertIn(rule["verdict"], ["satisfied", "not_shown", "not_applicable"])
                self.assertTrue(self.json(0, "replay", dossier, "--store", store)["ok"])
                self.assertTrue(self.json(0, "audit", dossier, "--store", store)["ok"])

    def test_each_kind_of_procedure_is_judged_by_what_speaks_of_it(self):
        # sample, statutes whose rules judge it, and one that does not
        for name, judges, silent in [("charging-rule", {"NDM", "NDR", "OBE", "S003", "S004", "FC", "FCM"}, "R713"),
                                     ("market-rule", {"NDM", "NDR", "S000"}, "R713"), ("annual-catalogue", {"R713", "S004"}, "NDM"),
                                     ("town-lighting", {"R713", "S002"}, "NDM"), ("concession-contract", {"S000"}, "R713")]:
            with self.subTest(name):
                store = self.path(name + ".db")
                ran = self.json(0, "run", os.path.join(SOURCE, "samples", "dossiers", name + ".json"), "--store", store)
                self.assertEqual((ran["state"], ran["rejections"]), ("closed", []))
                subject = self.json(0, "check", ran["dossier"], "--store", store)["subjects"][0]
                self.assertNotEqual(subject["verdict"], "violated", subject)
                satisfied = {rule["article"].split(":")[0] for rule in subject["rules"] if rule["verdict"] == "satisfied"}
                self.assertLessEqual(satisfied, judges | {"GI"})
                self.assertTrue(satisfied)
                self.assertNotIn(silent, satisfied)
                self.assertTrue(self.json(0, "replay", ran["dossier"], "--store", store)["ok"])

    def test_records_are_checked(self):
        folder = os.path.join(SOURCE, "samples", "records")
        records = [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".json") and not n.endswith(".expected.json")]
        self.assertTrue(records)
        for record in records:
            with self.subTest(os.path.basename(record)):
                done = self.expect(0, "check", "--record", record)
                self.assertTrue(done.stdout)

    def test_graph(self):
        dot = self.expect(0, "graph", NATIONAL, "--format", "dot").stdout.decode()
        self.assertIn("digraph", dot)
        self.assertIn("合法性审查", dot)
        svg = self.path("p.svg")
        self.expect(0, "graph", NATIONAL, "--output", svg)
        with open(svg, encoding="utf-8") as drawn:
            self.assertIn("<svg", drawn.read())

    def test_picture_is_golden(self):
        """The drawing as text; JUECE_UPDATE_GOLDEN=1 rewrites it. The picture in the documentation must show the same steps."""
        golden = os.path.join(SOURCE, "tests", "golden", "pictures", "major-decision.dot")
        dot = self.expect(0, "graph", NATIONAL, "--format", "dot", "--lang", "zh").stdout
        if os.environ.get("JUECE_UPDATE_GOLDEN"):
            os.makedirs(os.path.dirname(golden), exist_ok=True)
            with open(golden, "wb") as out:
                out.write(dot)
        with open(golden, "rb") as wanted:
            self.assertEqual(dot.decode(), wanted.read().decode())
        with open(os.path.join(SOURCE, "docs", "pictures", "major-decision.svg"), encoding="utf-8") as picture:
            drawn = picture.read()
        for title in ["决策启动", "公众参与", "专家论证", "风险评估", "合法性审查", "集体讨论"]:
            self.assertIn(title, drawn)

    def test_bench_of_the_proofs_of_one_size(self):
        figures = {f["name"]: f["value"] for f in self.json(0, "bench", "--steps", "3000")["figures"]}
        self.assertEqual(figures["findings"], 0)
        self.assertGreater(figures["mandatory"], 10)
        # Four of eight reviews let their closing outcome pass: each breaks four gates, two of them with a text that must be fresh.
        self.assertEqual(figures["findings_broken"], 24)
        self.assertGreater(figures["dominator_tree"], 0)

    def test_help_in_two_languages(self):
        for command in ["verify", "graph", "open", "submit", "show", "list", "tasks", "deadlines", "run", "check", "replay", "due", "plugin",
                        "return", "terminate", "withdraw", "pause", "resume", "override", "set-fact", "correct", "audit", "bench", "calendar", "log"]:
            chinese = self.expect(0, command, "--help").stdout.decode()
            english = self.expect(0, command, "--help", "--lang", "en").stdout.decode()
            self.assertRegex(chinese, "[\u4e00-\u9fff]", command)
            self.assertNotRegex(english.replace("\u2026", ""), "[\u4e00-\u9fff]", command)


if __name__ == "__main__":
    unittest.main()
