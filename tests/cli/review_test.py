"""juece review and indicators as people and scripts use them: sample, sheets, overrides, feedback, rates; and everything that must be refused."""
import json
import os
import subprocess
import sys
import unittest

from support import CliTest, JUECE, SOURCE

REDO = os.path.join(SOURCE, "tests", "oracle", "redo_draw.py")
RECORDS = os.path.join(SOURCE, "samples", "records")
BASE = os.path.join(SOURCE, "tests", "golden", "rules", "base.json")


class ReviewTest(CliTest):
    def record(self, name, **changes):
        with open(BASE, encoding="utf-8") as file:
            record = json.load(file)
        drop = changes.pop("drop", [])
        record["events"] = [e for e in record["events"] if e["event"] not in drop]
        record.update(id=name, title="事项" + name, **changes)
        return self.path(name + ".json", json.dumps(record, ensure_ascii=False))

    def records(self, *names, **changes):
        return [part for name in names for part in ("--record", self.record(name, **changes))]

    def list(self, *more, size=2, status=0, out="list.json"):
        return self.json(status, "review", "list", *more, "--size", size, "--own-unit", "外市司法局", "--seed-source", "公开摇奖号码",
                         "--actor", "郑评查", "--at", "2026-03-30T09:00:00+08:00", "--output", self.path(out))

    def draw(self, seed="48213", out="draw.json", status=0, listed="list.json"):
        return self.json(status, "review", "draw", self.path(listed), "--seed", seed, "--actor", "郑评查", "--at",
                         "2026-04-01T21:00:00+08:00", "--output", self.path(out))

    def settle(self, status, *more, sheet="a.sheet.json", unit="外市司法局", actor="郑评查"):
        return self.json(status, "review", *more[:1], self.path(sheet), *more[1:], "--actor", actor, "--unit", unit, "--at",
                         "2026-04-02T09:00:00+08:00")

    def redo(self, path):
        return subprocess.run([sys.executable, REDO, path], capture_output=True, timeout=60, text=True, encoding="utf-8")


class Draw(ReviewTest):
    def test_anyone_can_draw_again(self):
        records = self.records(*[f"r{i:02}" for i in range(12)])
        listed = self.list(*records, size=4)
        self.assertEqual(len(listed["candidates"]), 12)
        samples = set()
        for seed in ("48213", "48214", "〇七 一九", "\\n\"'"):
            drawn = self.draw(seed, out=f"draw-{len(samples)}.json")
            again = self.redo(self.path(f"draw-{len(samples)}.json"))
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertEqual(again.stdout.split(), drawn["drawn"])
            self.assertEqual(len(drawn["drawn"]), 4)
            samples.add(tuple(drawn["drawn"]))
        self.assertEqual(len(samples), 4)

    def test_each_organ(self):
        records = self.records("a", "b", "c", organ="甲市人民政府") + self.records("d", "e", organ="乙市人民政府")
        self.list(*records, "--each-organ", size=1)
        drawn = self.draw()["drawn"]
        self.assertEqual(sorted(x in "abc" for x in drawn), [False, True])
        self.assertEqual(self.redo(self.path("draw.json")).stdout.split(), drawn)

    def test_own_unit_is_left_out(self):
        listed = self.list(*self.records("a", "b"), *self.records("c", organ="外市司法局"))
        self.assertEqual([c["id"] for c in listed["candidates"]], ["a", "b"])
        self.assertEqual([e["id"] for e in listed["excluded"]], ["c"])
        error = self.complaint("review", "list", *self.records("a"), "--size", 1, "--own-unit", "市 住建局", "--seed-source", "x", "--actor", "y",
                               "--output", self.path("own.json"))
        self.assertIn("没有可抽取的", error)
        self.assertFalse(os.path.exists(self.path("own.json")))

    def test_a_misspelt_own_unit_is_told(self):
        done = self.expect(0, "review", "list", *self.records("a"), "--size", 1, "--own-unit", "外市司法局", "--seed-source", "x", "--actor", "y",
                           "--output", self.path("l.json"), "--lang", "en")
        self.assertIn("is it written as they write it", done.stderr.decode("utf-8"))

    def test_what_cannot_be_drawn(self):
        arguments = ("--own-unit", "u", "--seed-source", "s", "--actor", "a", "--output", self.path("l.json"))
        self.assertIn("应不超过可抽取的 1 件", self.complaint("review", "list", *self.records("a"), "--size", 2, *arguments))
        self.assertIn("不小于 1", self.complaint("review", "list", *self.records("a"), "--size", 0, *arguments))
        self.assertIn("出现两次", self.complaint("review", "list", *self.records("a"), *self.records("a"), "--size", 1, *arguments))
        self.open_dossier()
        self.assertIn("尚未办结", self.complaint("review", "list", "--all", "--store", self.store, "--size", 1, *arguments))
        self.assertEqual(len(self.list("--all", "--running", "--store", self.store, size=1)["candidates"]), 1)
        self.complaint("review", "list", "--size", 1, *arguments)
        self.complaint("review", "list", "--all", "--store", self.path("none.db"), "--size", 1, *arguments)

    def test_nothing_is_drawn_twice_into_one_file(self):
        self.list(*self.records("a", "b", "c"))
        self.draw()
        error = self.complaint("review", "draw", self.path("list.json"), "--seed", "2", "--actor", "x", "--output", self.path("draw.json"))
        self.assertIn("已经存在", error)

    def test_changes_show(self):
        self.list(*self.records("a", "b", "c"))
        self.draw()
        self.expect(0, "review", "verify", self.path("list.json"), self.path("draw.json"))
        with open(self.path("draw.json"), encoding="utf-8") as file:
            text = file.read()
        for old, new in (("48213", "48214"), ("事项a", "事项x"), ("公开摇奖号码", "别处")):
            self.assertIn(old, text)
            changed = self.path("changed.json", text.replace(old, new))
            self.assertFalse(self.json(1, "review", "verify", changed)["ok"])
            self.complaint("review", "score", "--draw", changed, *self.records("a"), status=1)
            self.assertEqual(self.redo(changed).returncode, 1)
        self.complaint("review", "draw", self.path("changed.json", text), "--seed", "1", "--actor", "x", "--output", self.path("d.json"))
        self.complaint("review", "verify", self.path("no.json", "{}"))
        self.complaint("review", "verify", self.path("no.json", "{"))
        self.complaint("review", "verify", self.path("absent.json.gone"))


class Sheets(ReviewTest):
    def score(self, status, *more):
        return self.json(status, "review", "score", *more, "--to", self.folder.name)

    def test_from_draw_to_feedback(self):
        records = self.records("a", "b", "c")
        self.list(*records, size=1)
        drawn = self.draw()
        scored = self.score(0, "--draw", self.path("draw.json"), *records)
        self.assertEqual([s["subject"] for s in scored["sheets"]], drawn["drawn"])
        sheet = drawn["drawn"][0] + ".sheet.json"
        for target in scored["sheets"][0]["open"]:
            self.settle(0, "override", target, "--points", "1", "--reason", "核对了原件", sheet=sheet)
        self.assertTrue(self.settle(0, "confirm", sheet=sheet)["sheet"]["confirmed"])
        self.expect(0, "review", "verify", self.path(sheet))
        for language, word in (("zh", "案卷评查反馈意见"), ("en", "Feedback of the case review")):
            for form in ("text", "html"):
                page = self.expect(0, "review", "feedback", self.path(sheet), "--lang", language, "--format", form).stdout.decode("utf-8")
                self.assertIn(word, page)
                self.assertIn(drawn["digest"], page)
                self.assertIn("核对了原件", page)

    def test_what_is_not_shown_is_neither_met_nor_lost(self):
        scored = self.json(0, "review", "score", "--record", os.path.join(RECORDS, "huadu_boundary_2025.json"))["sheets"][0]
        self.assertLess(scored["least"], scored["most"])
        self.assertNotIn("lost", {item["state"] for item in scored["items"]})
        self.assertEqual((scored["worst_grade"]["id"], scored["best_grade"]["id"]), ("unqualified", "excellent"))

    def test_a_dossier_that_fails_for_certain(self):
        scored = self.json(1, "review", "score", *self.records("a", drop=["legality_opinion_issued"]))
        self.assertEqual(scored["sheets"][0]["best_grade"]["id"], "unqualified")
        self.assertEqual(scored["summary"]["pass_rate"]["most"], "0.0")

    def test_the_same_input_gives_the_same_sheet(self):
        self.score(0, *self.records("a"))
        with open(self.path("a.sheet.json"), "rb") as file:
            first = file.read()
        os.remove(self.path("a.sheet.json"))
        self.score(0, *self.records("a"))
        with open(self.path("a.sheet.json"), "rb") as file:
            self.assertEqual(file.read(), first)
        self.complaint("review", "score", *self.records("a"), "--to", self.folder.name)

    def test_refused_entries_leave_the_sheet_as_it_was(self):
        self.score(0, *self.records("a"))
        with open(self.path("a.sheet.json"), "rb") as file:
            before = file.read()
        for more, options, words in ((("override", "traceable", "--points", "6"), {}, "应说明理由"),
                                     (("override", "traceable", "--points", "6", "--reason", "  "), {}, "应说明理由"),
                                     (("override", "traceable", "--points", "8", "--reason", "r"), {}, "0 至 7"),
                                     (("override", "nothing", "--points", "1", "--reason", "r"), {}, "没有“nothing”"),
                                     (("override", "no-review", "--points", "1", "--reason", "r"), {}, "限等事由"),
                                     (("override", "traceable", "--points", "6", "--reason", "r"), {"unit": "市住建局"}, "其他单位"),
                                     (("override", "traceable", "--points", "6", "--reason", "r"), {"actor": "王审查"}, "办理过"),
                                     (("confirm",), {}, "traceable")):
            answer = self.settle(1, *more, **options)
            self.assertFalse(answer["accepted"])
            self.assertIn(words, answer["rejection"]["message"])
            with open(self.path("a.sheet.json"), "rb") as file:
                self.assertEqual(file.read(), before)
        for bad in ("six", "-1", "1.234", "1e3", ""):
            self.complaint("review", "override", self.path("a.sheet.json"), "traceable", "--points", bad, "--reason", "r", "--actor", "x", "--unit", "y")
        self.complaint("review", "override", self.path("a.sheet.json"), "traceable", "--reason", "r", "--actor", "x", "--unit", "y")
        self.complaint("review", "override", self.path("a.sheet.json"), "traceable", "--points", "1", "--lifted", "--reason", "r", "--actor", "x", "--unit", "y")
        self.complaint("review", "confirm", self.path("a.sheet.json"), "--actor", "x", "--unit", "y", "--at", "yesterday")

    def test_a_changed_sheet_is_not_used(self):
        self.score(0, *self.records("a"))
        self.settle(0, "override", "traceable", "--points", "6", "--reason", "看过原件")
        with open(self.path("a.sheet.json"), encoding="utf-8") as file:
            text = file.read()
        for old, new in (("看过原件", "没看原件"), ("\"deduct\": 2", "\"deduct\": 1"), ("\"drawn\": \"\"", "\"drawn\": \"sha256:0\"")):
            self.assertIn(old, text)
            changed = self.path("changed.json", text.replace(old, new, 1))
            self.assertFalse(self.json(1, "review", "verify", changed)["ok"])
            self.assertIn("核对不通过", self.complaint("review", "feedback", changed, status=1))
        self.assertFalse(self.json(1, "review", "verify", self.path("more.json", text.replace("{", "{\"x\": 1,", 1)))["ok"])

    def test_criteria_with_mistakes(self):
        with open(os.path.join(SOURCE, "workflows", "criteria", "cn-decision.xml"), encoding="utf-8") as file:
            text = file.read()
        unknown = self.path("unknown.xml", text.replace("rules=\"archived\"", "rules=\"archivd\""))
        self.assertIn("最接近的是 archived", self.complaint("review", "score", *self.records("a"), "--criteria", unknown))
        uneven = self.path("uneven.xml", text.replace("total=\"100\"", "total=\"99\""))
        self.assertIn("之和为 100", self.complaint("review", "score", *self.records("a"), "--criteria", uneven))
        self.assertIn("add up", self.complaint("review", "score", *self.records("a"), "--criteria", uneven, "--lang", "en"))

    def test_another_kind_of_procedure(self):
        record = self.path("n.json", json.dumps({"title": "t", "organ": "o", "kind": "contract", "complete": False, "events": []}))
        self.assertIn("没有适用于这一类程序", self.complaint("review", "score", "--record", record))

    def test_drawn_but_not_given(self):
        records = self.records("a", "b")
        self.list(*records, size=2)
        self.draw()
        self.assertIn("抽中的“b”", self.complaint("review", "score", "--draw", self.path("draw.json"), *self.records("a")))
        self.complaint("review", "score", "--draw", self.path("draw.json"))

    def test_the_sample_runs(self):
        done = subprocess.run(["sh", os.path.join(SOURCE, "samples", "review", "example.sh"), JUECE, self.path("review")], capture_output=True,
                              timeout=120, env=dict(os.environ, LC_ALL="C.UTF-8"))
        self.assertEqual(done.returncode, 0, done.stderr.decode("utf-8"))
        with open(os.path.join(self.path("review"), "feedback.html"), encoding="utf-8") as file:
            self.assertEqual(file.read().count("<section>"), 2)
        self.assertEqual(self.redo(os.path.join(self.path("review"), "draw.json")).returncode, 0)

    def test_help_names_the_command_that_was_meant(self):
        self.assertIn("review list", self.expect(0, "review", "list", "--help").stdout.decode("utf-8"))
        self.assertIn("juece review draw --help", self.complaint("review", "draw"))
        self.complaint("review")
        self.complaint("review", "paint")


class Indicators(ReviewTest):
    def by_id(self, report):
        return {i["id"]: i for s in report["sets"] for i in s["indicators"]}

    def test_rates_with_what_misses_them(self):
        records = self.records("a", "b") + self.records("c", drop=["legality_opinion_issued"])
        rates = self.by_id(self.json(1, "indicators", *records))
        review = rates["decision-legality-review"]
        self.assertEqual((review["rate"], review["against_target"]), ({"least": "66.6", "most": "66.6"}, "missed"))
        self.assertEqual([m["subject"] for m in review["missed"]], ["c"])
        self.assertTrue(review["missed"][0]["why"])
        self.assertEqual(rates["decision-risk-assessment"]["against_target"], "reached")
        self.assertIsNone(rates["document-filing"]["rate"])

    def test_what_is_not_shown_is_no_failure(self):
        rates = self.by_id(self.json(0, "indicators", *[p for n in sorted(os.listdir(RECORDS)) if n.endswith(".json") and ".expected" not in n
                                                        for p in ("--record", os.path.join(RECORDS, n))]))
        review = rates["decision-legality-review"]
        self.assertEqual(review["counts"]["missed"], 0)
        self.assertGreater(review["counts"]["unsure"] + review["counts"]["not_shown"], 0)

    def test_an_office_writes_its_own(self):
        own = os.path.join(SOURCE, "samples", "review", "every-decision-assessed.xml")
        rates = self.by_id(self.json(1, "indicators", *self.records("a", drop=["risk_report_submitted"]), "--indicators", own))
        self.assertEqual(rates["every-decision-risk-assessment"]["counts"]["missed"], 1)

    def test_mistakes(self):
        self.complaint("indicators")
        self.complaint("indicators", "--all", "--store", self.path("none.db"))
        with open(os.path.join(SOURCE, "workflows", "indicators", "cn.xml"), encoding="utf-8") as file:
            text = file.read()
        bad = self.path("bad.xml", text.replace("satisfied=\"published\"", "satisfied=\"publish\""))
        self.assertIn("最接近的是 published", self.complaint("indicators", *self.records("a"), "--indicators", bad))
        self.complaint("indicators", *self.records("a"), "--as-of", "2026-02-30")

    def test_pages_in_two_languages(self):
        for language, word in (("zh", "重大行政决策合法性审查率"), ("en", "Decisions reviewed for legality")):
            for form in ("text", "html"):
                self.assertIn(word, self.expect(0, "indicators", *self.records("a"), "--lang", language, "--format", form).stdout.decode("utf-8"))


if __name__ == "__main__":
    unittest.main()
