"""juece diff as scripts use it: shape, exit statuses, both languages, versions that cannot be read or proved."""
import unittest

from support import CliTest, NATIONAL


class Diff(CliTest):
    @classmethod
    def setUpClass(cls):
        with open(NATIONAL, encoding="utf-8") as definition:
            cls.text = definition.read()

    def edited(self, old, new):
        self.assertEqual(self.text.count(old), 1, f"the edit is not unique: {old}")
        return self.path("edited.xml", self.text.replace(old, new))

    def test_a_version_and_itself(self):
        report = self.json(0, "diff", NATIONAL, NATIONAL)
        self.assertEqual(report["differences"], [])
        self.assertTrue(report["old"]["ok"] and report["new"]["ok"])
        self.assertIn("No difference", self.expect(0, "diff", NATIONAL, "--lang", "en").stdout.decode())

    def test_what_became_looser_and_back(self):
        file = self.edited('<on outcome="unlawful" to="drafting"/>', '<on outcome="unlawful" to="submission"/>')
        report = self.json(1, "diff", NATIONAL, file, "--lang", "en")
        self.assertGreater(report["looser"], 0)
        self.assertFalse(report["new"]["ok"])
        self.assertGreater(report["new"]["errors"], 0)
        first = report["differences"][0]
        self.assertEqual((first["code"], first["bearing"], first["severity"], first["step"]),
                         ("gate-opened", "looser", "warning", "legality_review"))
        self.assertEqual(first["run_of"], "new")
        self.assertEqual(first["witness"][-1], "collective_deliberation")
        self.assertTrue(first["when"] and first["run"] and first["article"].startswith("R713:25"))
        back = self.json(0, "diff", file, NATIONAL)
        self.assertEqual((back["looser"], back["stricter"]), (0, report["looser"]))
        self.assertEqual(next(d for d in back["differences"] if d["code"] == "gate-closed")["run_of"], "old")

    def test_both_languages(self):
        file = self.edited('<separation roles="expert evaluator" article="R713:36-2"/>', "")
        self.assertIn("新版允许同一人兼任", self.expect(1, "diff", NATIONAL, file, "--lang", "zh").stdout.decode())
        self.assertIn("The new version allows one person to be", self.expect(1, "diff", NATIONAL, file, "--lang", "en").stdout.decode())

    def test_periods_in_another_unit_are_tried_on_the_calendar(self):
        for amount, bearing, status in (("7", "looser", 1), ("30", "stricter", 0), ("9", "unclear", 1)):
            at = self.text.index('amount="7" unit="working-days"')
            file = self.path("unit.xml", self.text[:at] + f'amount="{amount}" unit="calendar-days"' + self.text[at + 30:])
            report = self.json(status, "diff", NATIONAL, file)
            self.assertEqual([(d["code"], d["bearing"]) for d in report["differences"]], [("period-unit", bearing)], amount)

    def test_versions_that_have_no_runs(self):
        file = self.edited('<step id="archiving" type="archiving"', '<step id="archiving" type="storing"')
        codes = [d["code"] for d in self.json(1, "diff", NATIONAL, file)["differences"]]
        self.assertEqual(codes[0], "step-removed")
        self.assertIn("runs-not-compared", codes)

    def test_what_cannot_be_read(self):
        self.assertIn("no-such-file", self.complaint("diff", NATIONAL, "no-such-file.xml"))
        self.complaint("diff", self.path("broken.xml", "<procedure"), NATIONAL)
        self.complaint("diff")


if __name__ == "__main__":
    unittest.main()
