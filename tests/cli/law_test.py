"""juece law: the matrix as outside scripts read it, its exit statuses, and the edits that it must notice."""
import unittest

from support import CliTest, NATIONAL


class Law(CliTest):
    def scores(self, report):
        return {a["article"]: (a["carried"], a["demanded"]) for s in report["statutes"] for a in s["articles"]}

    def test_national(self):
        report = self.json(0, "law", NATIONAL)
        self.assertTrue(report["complete"] and report["proved"])
        self.assertEqual(report["as_of"], "2025-04-20")
        self.assertEqual([s["id"] for s in report["statutes"]], ["R713", "FC", "FCM", "GI"])
        for statute in report["statutes"]:
            self.assertEqual(statute["binding"]["partly"] + statute["binding"]["not_carried"], 0)
            for clause in statute["clauses"]:
                self.assertTrue(clause["demands"] or clause["reason"], clause["article"])
        self.assertEqual([e["element"] for e in report["without_basis"]], ["setting:pause_stops_minimums", "setting:pause_stops_limits"])

    def test_law_of_another_day(self):
        report = self.json(0, "law", NATIONAL, "--as-of", "2024-07-31")
        self.assertEqual(report["as_of"], "2024-07-31")
        fair = report["statutes"][1]
        self.assertEqual({c["status"] for c in fair["clauses"]}, {"not_yet"})
        self.assertEqual(self.json(0, "law", NATIONAL, "--as-of", "2024-08-01")["statutes"][1]["binding"]["not_yet"], 0)
        self.complaint("law", NATIONAL, "--as-of", "2024-02-30")
        self.complaint("law", self.path("none.xml"))

    def test_a_configuration_that_leaves_out_what_the_law_names(self):
        with open(NATIONAL, encoding="utf-8") as definition:
            text = definition.read()
        whole = self.scores(self.json(0, "law", NATIONAL))
        for old, new, article in (('["powers", "procedure", "content"]', '["powers", "procedure"]', "R713:27"),
                                  ('"kinds": ["standing", "plenary"]', '"kinds": ["standing", "plenary", "office"]', "R713:30"),
                                  ('"executor_required": true', '"executor_required": false', "R713:34"),
                                  ('"standards": ["FC:8", "FC:9", "FC:10", "FC:11"]', '"standards": ["FC:8", "FC:9", "FC:10"]', "FC:11")):
            self.assertEqual(text.count(old), 1, old)
            edited = self.path("edited.xml", text.replace(old, new))
            found = self.scores(self.json(1, "law", edited))
            self.assertLess(found[article][0], whole[article][0])
            self.assertEqual(found[article][1], whole[article][1])
            findings = self.json(1, "verify", edited)["definitions"][0]["findings"]
            self.assertIn(("bad-configuration", article), {(f["code"], f.get("article", "").split("-")[0]) for f in findings})

    def test_pages_in_two_languages(self):
        for language, word in (("zh", "法律条文与程序环节对照"), ("en", "The law and the steps that carry it")):
            for form in ("text", "html"):
                done = self.expect(0, "law", NATIONAL, "--lang", language, "--format", form)
                self.assertIn(word, done.stdout.decode("utf-8"))


if __name__ == "__main__":
    unittest.main()
