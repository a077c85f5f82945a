"""Single edits of the national procedure that a lawyer would call wrong: each is refused, with its article."""
import os
import unittest

from support import CliTest, NATIONAL


class Edits(CliTest):
    @classmethod
    def setUpClass(cls):
        with open(NATIONAL, encoding="utf-8") as definition:
            cls.text = definition.read()

    def refused(self, *edits, codes):
        text = self.text
        for old, new in edits:
            self.assertEqual(text.count(old), 1, f"the edit is not unique: {old}")
            text = text.replace(old, new)
        report = self.json(1, "verify", self.path("edited.xml", text))["definitions"][0]
        self.assertFalse(report["ok"])
        found = {(f["code"], f.get("article", "")) for f in report["findings"] if f["severity"] == "error"}
        self.assertTrue(found & set(codes), f"{found}")

    def test_a_long_list_of_findings_is_cut_and_says_how_many_more(self):
        text = self.text.replace("  </flow>\n</procedure>", "".join(
            f'<end id="nobody_{n}" outcome="never"/>' for n in range(250)) + "  </flow>\n</procedure>")
        self.assertNotEqual(text, self.text)
        path = self.path("many.xml", text)
        shown = self.expect(1, "verify", path, "--lang", "en").stdout.decode()
        self.assertEqual(shown.count("[unreachable-step]"), 100)
        self.assertIn("... and 150 more", shown)
        self.assertEqual(len(self.json(1, "verify", path)["definitions"][0]["findings"]), 250)

    def test_a_milestone_moved_to_another_step(self):
        self.refused(('<milestone id="submission" outcomes="accepted"/>', ""), codes=[("requirement-missing", "R713:29")])
        self.refused(('<milestone id="submission" outcomes="accepted"/>', '<milestone id="submission" outcomes="incomplete"/>'),
                     codes=[("requirement-missing", "R713:29")])

    def test_a_milestone_that_leaves_an_outcome_out(self):
        self.refused(('<milestone id="decision" outcomes="adopted adopted_with_changes"/>', '<milestone id="decision" outcomes="adopted"/>'),
                     codes=[("requirement-missing", "R713:30-1")])

    def test_published_without_a_decision(self):
        self.refused(('<on outcome="drafted" to="coordination"/>',
                      '<on outcome="drafted" when="technical" to="publication"/><on outcome="drafted" to="coordination"/>'),
                     codes=[("mandatory-step-bypassed", "R713:32")])

    def test_the_statute_is_not_claimed(self):
        self.refused(('statutes="R713 FC FCM GI"', 'statutes="FC FCM GI"'), codes=[("article-not-covered", "R713:2")])

    def test_a_hard_period_that_may_end_early(self):
        at = self.text.index('to="hearing_held"')
        start = self.text.rindex("<period", 0, at)
        period = self.text[start:self.text.index("/>", at) + 2]
        hollow = period.replace("<period ", '<period early="noted" ') if "early=" not in period else period.replace('early="refused"', 'early="noted"')
        self.assertNotEqual(hollow, period)
        self.refused((period, hollow), codes=[("deadline-contradiction", "R713:16-3")])

    def test_a_period_that_runs_from_the_entry(self):
        at = self.text.index('to="consultation_closed"')
        start = self.text.rindex("<period", 0, at)
        period = self.text[start:self.text.index("/>", at) + 2]
        hollow = period.replace('from="consultation_opened"', 'from="entered"')
        self.assertNotEqual(hollow, period)
        self.refused((period, hollow), codes=[("deadline-contradiction", "R713:15-1")])

    def test_steps_bypassed_and_gates_opened(self):
        self.refused(('<on outcome="accepted" to="collective_deliberation"/>', '<on outcome="accepted" to="party_report"/>'),
                     codes=[("unreachable-step", ""), ("gate-outcome-passes", "R713:30-1"), ("mandatory-step-bypassed", "R713:30-1")])
        self.refused(('<on outcome="unlawful" to="drafting"/>', '<on outcome="unlawful" to="submission"/>'),
                     codes=[("gate-outcome-passes", "R713:25-2")])


if __name__ == "__main__":
    unittest.main()
