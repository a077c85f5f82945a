import re
"""juece plan: dates of the national procedure, counted by hand on the calendar of 2026, and everything that can be asked wrongly."""
import os
import unittest

from support import CliTest, NATIONAL, SOURCE

PROCEDURE = "cn.major-decision"


class Plan(CliTest):
    def plan(self, status, *arguments):
        return self.json(status, "plan", PROCEDURE, *arguments)

    def step(self, plan, step):
        return next(s for s in plan["steps"] if s["id"] == step)

    def test_the_earliest_date(self):
        # 30 days behind 5 January (Monday) are over on 4 February; 7 working days behind that on Friday 13 February.
        plan = self.plan(0, "--from", "2026-01-05", "--fact", "lawfully_undisclosed=false")
        self.assertEqual(plan["goal"], "decision")
        self.assertEqual(plan["earliest"], {"date": "2026-02-13"})
        self.assertEqual(plan["critical_path"], ["public_participation", "legality_review"])
        self.assertEqual(self.step(plan, "public_participation")["ends"], {"date": "2026-02-04"})
        self.assertEqual(self.step(plan, "expert_argumentation")["unknown_facts"], ["technical"])
        legality = next(p for p in plan["periods"] if p["period"] == "legality_time")
        self.assertEqual(legality["articles"], ["R713:26-2"])
        self.assertEqual(legality["count"]["counted"], ["2026-02-05", "2026-02-06", "2026-02-09", "2026-02-10", "2026-02-11", "2026-02-12",
                                                        "2026-02-13"])
        # Issued on the same day, it must be public within 20 working days; the Spring Festival does not count.
        limit = next(p for p in plan["periods"] if p["period"] == "publication_limit")
        self.assertEqual(limit["count"]["due"], "2026-03-19")
        self.assertIn({"date": "2026-02-17", "why": "春节"}, self.json(0, "plan", PROCEDURE, "--from", "2026-01-05", "--lang", "zh")["periods"][3]["count"]["skipped"])

    def test_an_unknown_fact_is_planned_for_the_stricter_and_both_dates_are_shown(self):
        plan = self.plan(0, "--from", "2026-01-05")
        self.assertEqual(plan["earliest"], {"date": "2026-02-13"})
        self.assertEqual(plan["best_case"], {"date": "2026-01-14"})
        fact = next(f for f in plan["unknown_facts"] if f["matters"])
        self.assertEqual(fact, {"fact": "lawfully_undisclosed", "assumed": False, "matters": True, "if_true": {"date": "2026-01-14"},
                                "if_false": {"date": "2026-02-13"}})

    def test_backward(self):
        plan = self.plan(0, "--from", "2026-01-05", "--decide-on", "2026-04-10", "--duration", "drafting=20wd")
        self.assertTrue(plan["backward"]["possible"])
        self.assertEqual(plan["backward"]["start_by"], "2026-01-26")
        self.assertEqual(self.step(plan, "legality_review")["last_start"], "2026-03-31")
        self.assertEqual(self.step(plan, "public_participation")["last_start"], "2026-03-01")
        # The last starts are the last: a day later it cannot be done.
        last = self.plan(0, "--from", "2026-01-26", "--decide-on", "2026-04-10", "--duration", "drafting=20wd")
        self.assertTrue(last["backward"]["possible"])
        late = self.plan(1, "--from", "2026-01-27", "--decide-on", "2026-04-10", "--duration", "drafting=20wd")
        self.assertFalse(late["backward"]["possible"])
        self.assertEqual(late["backward"]["start_by"], "2026-01-26")

    def test_backward_without_a_start(self):
        plan = self.plan(0, "--decide-on", "2026-04-10")
        self.assertIsNone(plan["earliest"])
        self.assertEqual(plan["backward"]["start_by"], "2026-03-01")
        self.assertEqual(plan["steps"][0]["last_start"], "2026-03-01")

    def test_a_soft_minimum_may_be_shortened_and_the_reason_is_asked_for(self):
        plan = self.plan(0, "--from", "2026-01-05", "--shorten", "public_participation/consultation=10")
        self.assertEqual(plan["earliest"], {"date": "2026-01-26"})
        period = next(p for p in plan["periods"] if p["period"] == "consultation")
        self.assertEqual((period["shortened_from"], period["reason_in"]), (30, "consultation_opened/reason_for_shortening"))

    def test_a_local_rule(self):
        # Anhui gives the fair competition review seven working days of its own (AH:28-2), so the decision comes later.
        overlay = os.path.join(SOURCE, "workflows", "overlays", "anhui.xml")
        plan = self.plan(0, "--from", "2026-01-05", "--overlay", overlay)
        self.assertEqual(plan["earliest"], {"date": "2026-03-02"})
        self.assertEqual(plan["critical_path"], ["public_participation", "fair_competition_review", "legality_review"])
        self.assertEqual({f["fact"] for f in plan["unknown_facts"] if f["matters"]}, {"lawfully_undisclosed", "touches_market"})

    def test_settings_and_working_days(self):
        self.assertEqual(self.plan(0, "--from", "2026-01-05", "--setting", "first_day=counted")["earliest"], {"date": "2026-02-11"})
        plan = self.plan(0, "--from", "2026-01-03", "--working-days-only")
        self.assertEqual(plan["steps"][0]["starts"], {"date": "2026-01-04"})  # a Sunday that is worked

    def test_a_year_that_no_calendar_knows(self):
        done = self.expect(2, "plan", PROCEDURE, "--from", "2026-12-10", "--lang", "zh")
        self.assertIn("2027", done.stdout.decode())
        self.assertIn("不能推算", done.stdout.decode())
        plan = self.plan(2, "--from", "2026-12-10")
        self.assertEqual(plan["earliest"]["unknown_year"], 2027)
        self.assertNotIn("date", plan["earliest"])

    def test_a_limit_that_a_duration_breaks_is_named(self):
        with open(NATIONAL, encoding="utf-8") as definition:
            text = definition.read()
        text = text.replace('to="decision_published" first-day', 'to="left" first-day').replace('statutes="R713 FC FCM GI"', 'statutes="R713 FC FCM"')
        text = re.sub(r' GI:\d+', "", text.replace(' article="GI:26"', ""))  # what cites a statute must claim it
        edited = self.path("edited.xml", text)
        report = self.json(0, "verify", edited)["definitions"][0]
        self.assertTrue(report["ok"], report["findings"])
        plan = self.json(0, "plan", edited, "--from", "2026-01-05", "--duration", "publication=40wd")
        publication = next(m for m in plan["milestones"] if m["id"] == "publication")
        self.assertIsNone(publication["earliest"])
        self.assertEqual(publication["broken"], "publication/publication_limit")

    def test_no_way(self):
        plan = self.plan(1, "--from", "2026-01-05", "--outcome", "collective_deliberation=rejected")
        self.assertFalse(plan["reachable"])
        self.assertIsNone(plan["earliest"])

    def test_what_is_asked_wrongly(self):
        start = ["plan", PROCEDURE, "--lang", "zh", "--from", "2026-01-05"]
        for more, words in [(["--fact", "no=true"], "没有“no”"), (["--fact", "technical=3"], "boolean"), (["--fact", "technical"], "--fact"),
                            (["--setting", "first_day=maybe"], "not-counted counted"), (["--setting", "no=1"], "没有“no”"),
                            (["--duration", "drafting=soon"], "--duration"), (["--duration", "no=3"], "没有“no”"),
                            (["--duration", "drafting=-1"], "0 到 3650"), (["--outcome", "drafting=no"], "drafted"),
                            (["--shorten", "public_participation/hearing_materials=3"], "R713:16-3"),
                            (["--shorten", "public_participation/consultation=31"], "0 到 30"),
                            (["--shorten", "no/no=1"], "public_participation/consultation"),
                            (["--without", "publication/publication_limit"], "GI:26"), (["--decide-on", "2026-02-30"], "2026-02-30"),
                            (["--decide-on", "3000-01-01"], "2999")]:
            with self.subTest(more=more):
                self.assertIn(words, self.complaint(*start, *more))
        self.assertIn("--decide-on", self.complaint("plan", PROCEDURE, "--lang", "zh"))

    def test_only_what_is_proved_is_planned(self):
        with open(NATIONAL, encoding="utf-8") as definition:
            text = definition.read()
        broken = self.path("broken.xml", text.replace('<on outcome="unlawful" to="drafting"/>', '<on outcome="unlawful" to="submission"/>'))
        self.assertIn("gate-outcome-passes", self.complaint("plan", broken, "--from", "2026-01-05", "--lang", "zh", status=1))

    def test_the_text_for_a_head_of_office(self):
        for language, words in (("zh", ["依法最早(作出决定):2026-02-13", "● 公众参与", "怎样数的", "春节 2026-02-15至02-23", "CC:201"]),
                                ("en", ["2026-02-13", "● Public participation", "How the days are counted", "CC:201"])):
            text = self.expect(0, "plan", PROCEDURE, "--from", "2026-01-05", "--lang", language).stdout.decode()
            for word in words:
                self.assertIn(word, text)


if __name__ == "__main__":
    unittest.main()
