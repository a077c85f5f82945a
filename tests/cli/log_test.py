"""Event logs on the command line: the sample, its JSON, and what cannot be read."""
import os
import unittest

from support import CliTest, SOURCE, juece

LOGS = os.path.join(SOURCE, "samples", "logs")
LOG = os.path.join(LOGS, "approvals.xes")
RULES = os.path.join(LOGS, "approvals-rules.xml")


class Logs(CliTest):
    def test_the_sample(self):
        found = self.json(1, "check", "--log", LOG, "--rules", RULES)
        self.assertEqual(found["cases"], 2)
        rules = {rule["id"]: rule for rule in found["rules"]}
        self.assertEqual(list(rules), ["review-before-approval", "one-approval", "seven-days", "not-the-same-person", "in-time"])
        for rule in ["review-before-approval", "not-the-same-person", "in-time"]:
            self.assertEqual((rules[rule]["violated"], rules[rule]["cases"]), (1, ["2025-002"]))
        self.assertEqual(rules["one-approval"]["violated"] + rules["seven-days"]["violated"], 0)
        text = self.expect(1, "check", "--log", LOG, "--rules", RULES, "--lang", "zh").stdout.decode()
        self.assertIn("批准之前应经合法性审查:违反 1(2025-002)", text)

    def test_what_cannot_be_read(self):
        self.complaint("check", "--log", LOG)
        self.complaint("check", "--log", LOG, "--rules", RULES, "--rules", RULES)
        self.complaint("check", "--log", LOG, "--rules", RULES, "--all")
        self.complaint("check", "--log", LOG, "--rules", RULES, "--format", "html")
        self.assertIn("nowhere.xes", self.complaint("check", "--log", "nowhere.xes", "--rules", RULES))
        with open(LOG, encoding="utf-8") as file:
            broken = self.path("broken.xes", file.read()[:-60])
        for wrong in [broken, RULES, self.path("empty.xes", ""), LOGS]:
            ran = juece("check", "--log", wrong, "--rules", RULES, "--format", "json")
            self.assertEqual((ran.returncode, ran.stdout), (2, b""), wrong)
            self.assertTrue(ran.stderr)
        self.assertIn("log-rules", self.complaint("check", "--log", LOG, "--rules", LOG))


if __name__ == "__main__":
    unittest.main()
