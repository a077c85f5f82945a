"""juece check --sensitivity: what each verdict rests on, for a record; shapes, languages, and what it refuses."""
import os
import unittest

from support import CliTest, SOURCE, juece

RECORD = os.path.join(SOURCE, "samples", "records", "kaiping_hearing_2024.json")


class Sensitivity(CliTest):
    def test_json_shape(self):
        subject = self.json(0, "check", "--record", RECORD, "--sensitivity")["subjects"][0]
        told = subject["sensitivity"]
        self.assertGreater(told["edits"], 50)
        self.assertEqual(told["edits"], told["noticed"] + len(told["unnoticed"]))
        self.assertEqual([rule["id"] for rule in told["rules"]], [rule["id"] for rule in subject["rules"]])
        verdicts = {rule["id"]: rule["verdict"] for rule in subject["rules"]}
        changed = 0
        for rule in told["rules"]:
            self.assertEqual(rule["verdict"], verdicts[rule["id"]])
            for one in rule["rests_on"]:
                self.assertNotEqual(one["verdict"], rule["verdict"])
                self.assertTrue(one["kind"] and one["edit"])
                changed += 1
        self.assertGreater(changed, 0)

    def test_text_in_both_languages(self):
        for language, words in (("zh", "结论的依据"), ("en", "What the verdicts rest on")):
            done = juece("check", "--record", RECORD, "--sensitivity", "--lang", language)
            self.assertIn(words, done.stdout.decode())

    def test_html_is_refused(self):
        done = juece("check", "--record", RECORD, "--sensitivity", "--format", "html", "--lang", "en")
        self.assertEqual(done.returncode, 2)
        self.assertIn("text or json", done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
