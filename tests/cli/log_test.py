"""Event logs on the command line: the sample, its JSON, what cannot be read; dossiers exported as XES and OCEL."""
import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import unittest
import xml.etree.ElementTree as ET

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

    def test_compressed_under_another_name(self):
        with open(LOG, "rb") as log, open(RULES, "rb") as rules:
            packed, packed_rules = gzip.compress(log.read()), gzip.compress(rules.read())
        for wrong, command in [(packed, ["--log", "IT", "--rules", RULES]), (packed_rules, ["--log", LOG, "--rules", "IT"])]:
            path = self.path("packed.xml", "")
            with open(path, "wb") as file:
                file.write(wrong)
            ran = juece("check", *[path if word == "IT" else word for word in command], "--lang", "en")
            self.assertEqual((ran.returncode, ran.stdout), (2, b""))
            self.assertIn("compressed file; unpack it first", ran.stderr.decode())
            self.assertNotIn("\ufffd", ran.stderr.decode())

    def test_what_is_not_shown_is_not_ticked(self):
        with open(LOG, encoding="utf-8") as file:
            untimed = self.path("untimed.xes", re.sub('<date key="time:timestamp"[^>]*/>', "", file.read()))
        text = self.expect(1, "check", "--log", untimed, "--rules", RULES, "--lang", "zh").stdout.decode()
        self.assertIn("? seven-days 受理到审查不少于7日;未显示 1(2025-001)", text)
        self.assertIn("✓ one-approval", text)

    def test_a_log_without_cases_is_not_passed(self):
        empty = self.path("empty.xes", "<log/>")
        self.assertEqual([f["code"] for f in self.json(0, "check", "--log", empty, "--rules", RULES)["findings"]], ["no-cases"])
        self.assertNotIn("✓", self.expect(0, "check", "--log", empty, "--rules", RULES).stdout.decode())

    def test_names_that_the_log_does_not_have(self):
        rules = self.path("rules.xml", '<log-rules xmlns="urn:juece:log-rules:1" id="t"><rule id="r" template="absence" a="批 准"/></log-rules>')
        found = self.json(0, "check", "--log", LOG, "--rules", rules)
        self.assertEqual([f["code"] for f in found["findings"]], ["name-not-in-log"])
        self.assertIn("批 准", self.expect(0, "check", "--log", LOG, "--rules", rules, "--lang", "zh").stderr.decode())

    def test_bench_of_the_logs(self):
        figures = {f["name"]: f["value"] for f in self.json(0, "bench", "--only", "logs", "--cases", "2000")["figures"]}
        for name in ["log_2000_44", "log_2000_44_speed", "log_2000_44_sax_speed", "log_2000_44_to_sax", "log_2000_44_memory"]:
            self.assertGreater(figures[name], 0, name)


class Exports(CliTest):
    """A whole sample dossier and an open one in one store."""

    def setUp(self):
        super().setUp()
        script = os.path.join(SOURCE, "samples", "dossiers", "public-work.json")
        self.dossier = self.json(0, "run", script, "--store", self.store)["dossier"]
        self.other = self.open_dossier()

    def events(self):
        """As many as the chain of the dossier has."""
        return self.json(0, "audit", self.dossier, "--store", self.store)["events"]

    def export(self, kind, *what):
        return self.expect(0, "log", *what, "--format", kind, "--store", self.store).stdout.decode("utf-8")

    def test_xes_is_valid_and_judged_like_the_dossier(self):
        file = self.path("out.xes")
        self.expect(0, "log", self.dossier, "--output", file, "--store", self.store)
        self.assertEqual(os.listdir(self.folder.name).count("out.xes"), 1)
        self.assertFalse([name for name in os.listdir(self.folder.name) if ".part" in name])
        if shutil.which("xmllint"):
            schema = os.path.join(SOURCE, "workflows", "schema", "xes.xsd")
            lint = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, file], capture_output=True, timeout=60)
            self.assertEqual(lint.returncode, 0, lint.stderr.decode()[-2000:])
        rules = "".join(f'<rule id="{id}" template="{template}" a="{a}" b="{b}"/>' for id, template, a, b in [
            ("reviewed", "precedence", "legality_review+complete", "collective_deliberation+start"),
            ("heard", "response", "public_participation+start", "public_participation+complete"),
            ("backwards", "precedence", "collective_deliberation+start", "legality_review+complete")])
        rules += '<rule id="eyes" template="four_eyes" a="legality_review+complete" b="drafting+complete"/>'
        rules += '<rule id="late" template="within" a="public_participation+start" b="public_participation+complete" at-least="P30D"/>'
        rules += '<rule id="kept" template="attribute" left="juece:opened_at" is="less" right="juece:closed_at"/>'
        path = self.path("rules.xml", '<log-rules xmlns="urn:juece:log-rules:1" id="t" activity="concept:name lifecycle:transition">' + rules + "</log-rules>")
        found = self.json(1, "check", "--log", file, "--rules", path)
        self.assertEqual((found["cases"], [f for f in found["findings"] if f["code"] == "name-not-in-log"]), (1, []))
        self.assertEqual({rule["id"] for rule in found["rules"] if rule["violated"]}, {"backwards"})
        self.assertEqual(found["events"], self.events())

    def test_every_event_of_the_record_is_there(self):
        log = json.loads(self.export("ocel", self.dossier))
        self.assertEqual([event["id"] for event in log["events"]], [f"{self.dossier}#{i + 1}" for i in range(self.events())])
        names = {"{http://www.xes-standard.org/}event": 0}
        for element in ET.fromstring(self.export("xes", self.dossier)).iter():
            names[element.tag] = names.get(element.tag, 0) + 1
        self.assertEqual(names["{http://www.xes-standard.org/}event"], self.events())

    def test_ocel_of_all_dossiers_is_whole(self):
        log = json.loads(self.export("ocel", "--all"))
        objects = {item["id"]: item for item in log["objects"]}
        self.assertEqual(len(objects), len(log["objects"]))
        self.assertEqual({id for id in objects if objects[id]["type"] == "dossier"}, {f"dossier:{self.dossier}", f"dossier:{self.other}"})
        self.assertGreater(sum(item["type"] == "material" for item in log["objects"]), 5)
        types = {kind["name"]: {a["name"]: a["type"] for a in kind["attributes"]} for kind in log["eventTypes"]}
        ids = set()
        for event in log["events"]:
            self.assertNotIn(event["id"], ids)
            ids.add(event["id"])
            for attribute in event["attributes"]:
                self.assertIn(attribute["name"], types[event["type"]])
            for relation in event["relationships"]:
                self.assertIn(relation["objectId"], objects)
            self.assertIn("dossier", [relation["qualifier"] for relation in event["relationships"]])

    def test_personal_values_stay_in_the_store(self):
        """What is exported shows no more than the canonical bytes, in which personal values are commitments."""
        with sqlite3.connect(self.store) as store:
            canonical = b"".join(row[0] for row in store.execute("SELECT bytes FROM events")).decode("utf-8")
            personal = [(json.loads(value), salt) for value, salt in store.execute("SELECT value, salt FROM personal")]
        hidden = [value for value, _ in personal if isinstance(value, str) and value not in canonical]
        self.assertGreater(len(hidden), 5)
        for kind in ["xes", "ocel"]:
            log = self.export(kind, "--all")
            self.assertIn(".commitment", log)
            for value in hidden:
                self.assertNotIn(value, log)
            for _, salt in personal:
                self.assertNotIn(salt, log)

    def test_all_dossiers_as_xes(self):
        file = self.path("all.xes")
        self.expect(0, "log", "--all", "--output", file, "--store", self.store)
        rules = self.path("rules.xml", '<log-rules xmlns="urn:juece:log-rules:1" id="t"><rule id="r" template="init" a="dossier_opened"/></log-rules>')
        found = self.json(0, "check", "--log", file, "--rules", rules)
        self.assertEqual((found["cases"], found["rules"][0]["violated"]), (2, 0))

    def test_what_cannot_be_exported(self):
        self.complaint("log", "--store", self.store)
        self.complaint("log", self.dossier, "--all", "--store", self.store)
        self.complaint("log", "2024-9999", "--store", self.store)
        self.complaint("log", self.dossier, "--format", "csv", "--store", self.store)
        self.complaint("log", self.dossier, "--output", os.path.join(self.folder.name, "nowhere", "x.xes"), "--store", self.store)
        self.complaint("log", "--all", "--store", self.path("none.db"))


if __name__ == "__main__":
    unittest.main()
