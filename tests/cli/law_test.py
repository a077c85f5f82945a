"""juece law: the matrix as outside scripts read it, its exit statuses, and the edits that it must notice."""
import os
import unittest

from support import CliTest, NATIONAL, SOURCE


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

    def test_local_rules_stand_by_their_own_clauses(self):
        for place in ("anhui", "heilongjiang", "shanghai", "hebei", "guangdong-hearing", "beijing-business"):
            overlay = os.path.join(SOURCE, "workflows", "overlays", place + ".xml")
            report = self.json(0, "law", NATIONAL, "--overlay", overlay)
            self.assertEqual(report["findings"], [])

    def test_exceptions_as_a_tree(self):
        statutes = {s["id"]: s["clauses"] for s in self.json(0, "law", NATIONAL, "--exceptions")["statutes"]}
        def under(statute, article):
            return next(c["exceptions"] for c in statutes[statute] if c["article"] == article)
        heard = under("R713", "R713:14-1")[0]
        self.assertEqual((heard["id"], heard["kind"], heard["condition"]), ("R713#lawfully-undisclosed", "carve-out", "lawfully_undisclosed"))
        # Trade secrets stay unpublished, but for consent: an exception to an exception, under it and nowhere else.
        secrets = next(e for e in under("GI", "GI:19") if e["id"] == "GI#third-party")
        self.assertEqual([e["id"] for e in secrets["exceptions"]], ["GI#third-party-agrees"])
        self.assertEqual(secrets["effect"], "trade_secret_or_privacy and not(consent_or_public_good)")
        self.assertNotIn("GI:15", [c["article"] for c in statutes["GI"]])
        # An exception that another statute states stands under the clause that it takes something from.
        self.assertEqual([e["article"] for e in under("FC", "FC:16")], ["FCM:28"])
        for language, words in (("zh", ("[R713 第22条第1款]", "└─ 同一风险已按规定评估的,不重复评估(不适用,见 R713 第22条第2款) R713#risk-already-evaluated")),
                                ("en", ("[R713:22-1]", "not assessed again (not applicable, stated in R713:22-2)"))):
            text = self.expect(0, "law", NATIONAL, "--exceptions", "--lang", language).stdout.decode("utf-8")
            for word in words:
                self.assertIn(word, text)

    def test_numbers_as_dated_series(self):
        report = self.json(0, "law", NATIONAL, "--parameters")
        term = next(p for p in report["parameters"] if p["id"] == "consultation-term")
        self.assertEqual(term["unit"], "calendar-days")
        value = term["values"][0]
        self.assertEqual((value["amount"], value["from"], value["to"], value["reference"]), ("30", "2019-09-01", None, "R713:15-1"))
        self.assertEqual(report["overdue"], 0)
        late = self.json(1, "law", NATIONAL, "--parameters", "--checked-since", "2030-01-01")
        self.assertEqual(late["overdue"], sum(len(p["values"]) for p in late["parameters"]))
        self.assertIn("应再核对", self.expect(1, "law", NATIONAL, "--parameters", "--checked-since", "2030-01-01").stdout.decode("utf-8"))
        self.assertEqual(self.json(0, "law", NATIONAL, "--parameters", "--checked-since", "2019-01-01")["overdue"], 0)
        self.complaint("law", NATIONAL, "--parameters", "--checked-since", "2030-02-30")
        self.complaint("law", NATIONAL, "--checked-since", "2030-01-01")

    def test_rules_on_one_outcome(self):
        pairs = self.json(0, "law", NATIONAL, "--relations")["relations"]
        self.assertTrue(pairs)
        for pair in pairs:
            self.assertIn(pair["relation"], ("exclusive", "agreeing", "over"), pair)
            self.assertTrue(pair["reason"])
        self.complaint("law", NATIONAL, "--relations", "--exceptions")
        self.complaint("law", NATIONAL, "--relations", "--format", "html")

    def test_pages_in_two_languages(self):
        for language, word in (("zh", "法律条文与程序环节对照"), ("en", "The law and the steps that carry it")):
            for form in ("text", "html"):
                done = self.expect(0, "law", NATIONAL, "--lang", language, "--format", form)
                self.assertIn(word, done.stdout.decode("utf-8"))


if __name__ == "__main__":
    unittest.main()
