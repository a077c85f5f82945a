"""Forms: every action of every step type is shown in both languages, its example fits, and what does not fit is said at its place."""
import json
import unittest

from support import CliTest


class Form(CliTest):
    def test_every_form_is_whole_in_both_languages(self):
        listed = self.json(0, "plugin", "list")
        types = [step["type"] for plugin in listed["plugins"] for step in plugin["steps"]]
        self.assertGreater(len(types), 20)
        for step in types:
            told = self.json(0, "form", step)
            self.assertTrue(told["forms"])
            for form in told["forms"]:
                where = f"{step}/{form['action']}"
                self.assertTrue(form["articles"], where)
                for article in form["articles"]:
                    self.assertTrue(article["summary"] and article["statute"], f"{where} {article}")
                for field in form["fields"]:
                    for words in (field["titles"], field["expected"]):
                        self.assertTrue(words["zh"] and words["en"], f"{where}{field['pointer']}")
                    for choice in field["choices"] or []:
                        self.assertTrue(choice["titles"]["zh"] and choice["titles"]["en"], f"{where}{field['pointer']}")

    def test_as_a_person_reads_it(self):
        zh = self.expect(0, "form", "public_participation", "open_consultation", "--lang", "zh").stdout.decode()
        en = self.expect(0, "form", "public_participation", "open_consultation", "--lang", "en").stdout.decode()
        for words in ("* 截止日期(until)", "依据 R713:15-1", "《重大行政决策程序暂行条例》", "juece submit 案卷编号"):
            self.assertIn(words, zh)
        for words in ("(until)", "by R713:15-1", "Interim Regulation", "juece submit DOSSIER"):
            self.assertIn(words, en)
        # The roles that a procedure binds, by their names; its step is found by its own id.
        bound = self.json(0, "form", "risk_assessment", "judge", "--procedure", "cn.major-decision")
        self.assertIn("(", bound["forms"][0]["roles"][0])

    def test_an_example_is_a_beginning(self):
        example = self.expect(0, "form", "public_participation", "open_consultation", "--example").stdout.decode()
        file = self.path("notice.json", example)
        self.assertEqual(self.json(0, "form", "public_participation", "open_consultation", "--check", "@" + file), {"ok": True, "problems": []})
        payload = json.loads(example)
        payload["until"] = "2024-02-30"
        del payload["channels"]
        told = self.json(1, "form", "public_participation", "open_consultation", "--check", json.dumps(payload))
        self.assertEqual([(p["pointer"], p["value"]) for p in told["problems"]], [("/until", "2024-02-30"), ("/channels", None)])
        self.assertEqual(told["problems"][0]["expected"]["en"], "a date like 2024-03-01")
        text = self.expect(1, "form", "public_participation", "open_consultation", "--check", json.dumps(payload), "--lang", "en").stdout.decode()
        self.assertIn("Expected /until", text)

    def test_what_is_not_there(self):
        self.assertIn("public_participation", self.complaint("form", "no_such_step", "--lang", "en"))
        self.assertIn("open_consultation", self.complaint("form", "public_participation", "no_such_action", "--lang", "en"))
        self.assertIn("initiation", self.complaint("form", "no_such_step", "--procedure", "cn.major-decision", "--lang", "en"))
        self.complaint("form", "public_participation", "--example", "--lang", "en")  # of which action?
        self.complaint("form", "public_participation", "open_consultation", "--check", "{", "--lang", "en")
        self.complaint("form", "public_participation", "open_consultation", "--procedure", "no-such-procedure", "--lang", "en")


if __name__ == "__main__":
    unittest.main()
