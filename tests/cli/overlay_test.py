"""Local rules on the command line: proved, refused, pinned, drawn, and tried on cases."""
import json
import os
import unittest

from support import CliTest, SOURCE

RULE = """<overlay xmlns="urn:juece:definition:1" id="test.rule" version="1.0.0" title-zh="某省规定" title-en="A rule" extends="cn.major-decision"
 level="province" region="某省" in-force="{since}">
<period step="public_participation" ref="consultation" minimum="{days}" article="R713:15"/>
<left-to-floor article="R713:3" zh="较宽" en="Looser"/>
</overlay>
"""
SAMPLE = os.path.join(SOURCE, "samples", "dossiers", "public-work.json")


class Overlays(CliTest):
    def rule(self, days=40, since="2020-01-01", name="rule.xml"):
        return self.path(name, RULE.format(days=days, since=since))

    def verified(self, status, *more):
        return self.json(status, "verify", "cn.major-decision", *more)["definitions"][0]

    def test_a_stricter_rule_is_proved_and_told_clause_by_clause(self):
        report = self.verified(0, "--overlay", self.rule())
        self.assertTrue(report["ok"])
        overlay, = report["overlays"]
        self.assertEqual(overlay["id"], "test.rule")
        self.assertEqual([c["strictness"] for c in overlay["clauses"]], ["stricter"])
        self.assertEqual(overlay["left_to_floor"][0]["articles"], ["R713:3"])
        self.assertNotEqual(report["digest"], self.verified(0)["digest"])
        self.assertNotIn("overlays", self.verified(0))

    def test_a_looser_rule_is_refused_in_both_languages(self):
        file = self.rule(20)
        report = self.verified(1, "--overlay", file)
        finding, = [f for f in report["findings"] if f["severity"] == "error"]
        self.assertEqual((finding["code"], finding["article"], finding["file"], finding["line"]), ("overlay-loosens", "R713:15", file, 3))
        self.assertIn("不少于20日", self.expect(1, "verify", "cn.major-decision", "--overlay", file, "--lang", "zh").stdout.decode())
        self.assertIn("at least 20 calendar days", self.expect(1, "verify", "cn.major-decision", "--overlay", file, "--lang", "en").stdout.decode())

    def test_what_cannot_be_read_could_not_be_done(self):
        for bad in (self.path("no.xml", "<overlay"), self.path("folder-less", ""), "no.such.overlay"):
            self.expect(2, "verify", "cn.major-decision", "--overlay", bad)
        self.complaint("open", "--procedure", "cn.major-decision", "--overlay", "no.such.overlay", "--title", "t", "--organ", "o", "--actor", "a",
                       "--role", "undertaking_unit", "--store", self.store)

    def test_a_dossier_is_bound_by_the_rule_that_it_was_opened_with(self):
        file = self.rule()
        opened = self.open_dossier("--overlay", file)
        self.path("rule.xml", "gone")
        state = self.json(0, "show", opened, "--store", self.store)
        self.assertEqual(state["digest"], self.verified(0, "--overlay", self.rule())["digest"])
        self.assertEqual(self.json(0, "replay", opened, "--store", self.store), {"ok": True})
        self.expect(0, "check", opened, "--store", self.store)
        late = self.rule(since="2030-01-01", name="late.xml")
        self.complaint("open", "--procedure", "cn.major-decision", "--overlay", late, "--title", "t", "--organ", "o", "--actor", "a",
                       "--role", "undertaking_unit", "--store", self.store)

    def test_a_script_names_its_overlays(self):
        with open(SAMPLE, encoding="utf-8") as text:
            script = json.load(text)
        free = self.json(0, "run", SAMPLE, "--store", self.store)
        script["overlays"] = [self.rule(300)]
        script["office"] = os.path.join(SOURCE, "samples", "offices", "yunchuan.xml")
        os.symlink(os.path.join(os.path.dirname(SAMPLE), "files"), self.path("files"))
        bound = json.loads(self.expect(1, "run", self.path("script.json", json.dumps(script)), "--store", self.path("two.db"), "--format", "json").stdout)
        self.assertEqual(free["rejections"], [])
        self.assertIn("R713:15", {r["article"] for r in bound["rejections"]})

    def test_cases_become_no_milder(self):
        folder = os.path.join(SOURCE, "samples", "forbidden")
        report = self.verified(0, "--overlay", self.rule(), "--cases", folder)
        self.assertEqual(report["cases"]["milder"], [])
        self.assertGreater(report["cases"]["scripts"], 30)
        self.assertEqual(report["cases"]["unfired"], [])
        self.expect(2, "verify", "cn.major-decision", "--overlay", self.rule(), "--cases", self.path("nowhere"))

    def test_a_rule_is_drawn(self):
        file = self.path("step.xml", RULE.format(days=40, since="2020-01-01").replace("<left-to-floor", """<insert before="legality_review" article="R713:25">
<step id="own_check" type="coordination" zh="自查" en="Own check"><on outcome="agreed dispute_stated" to="next"/></step></insert><left-to-floor"""))
        self.assertIn("own_check", self.expect(0, "graph", "cn.major-decision", "--overlay", file, "--format", "dot").stdout.decode())


if __name__ == "__main__":
    unittest.main()
