"""Rule checks, renderers and notifiers of plugins as a person uses them: juece check --rules, juece render, juece notify."""
import email
import email.policy
import json
import os
import shutil
import subprocess
import unittest

from support import SOURCE, CliTest, JUECE

SAMPLE = os.path.join(SOURCE, "samples", "dossiers", "public-work.json")
RULES = os.path.join(SOURCE, "samples", "rulebooks", "record-checks.xml")
BUILD = os.path.dirname(os.path.dirname(JUECE))


class Functions(CliTest):
    def run_sample(self, change=None):
        with open(SAMPLE) as text:
            script = json.load(text)
        base = os.path.dirname(SAMPLE)
        for entry in script["entries"]:
            for material in entry.get("materials", []):
                if "file" in material:
                    material["file"] = os.path.join(base, material["file"])
        if "/" in script["procedure"]:
            script["procedure"] = os.path.join(base, script["procedure"])
        if "office" in script:
            script["office"] = os.path.join(base, script["office"])
        if change:
            change(script)
        return self.json(0, "run", self.path("script.json", json.dumps(script)), "--store", self.store)["dossier"]

    def rules(self, dossier, status=0):
        told = self.json(status, "check", dossier, "--store", self.store, "--rules", RULES)
        return {rule["id"]: rule for rule in told["subjects"][0]["rules"]}

    def test_the_functions_are_listed(self):
        told = self.json(0, "plugin", "list")
        kinds = {function["kind"] for plugin in told["plugins"] for function in plugin["functions"]}
        self.assertEqual(kinds, {"rule_check", "renderer", "notifier"})
        text = self.expect(0, "plugin", "list", "--lang", "en").stdout.decode()
        self.assertIn("volume_catalogue", text)

    def test_a_rule_check_finds_a_number_that_is_not_one(self):
        rules = self.rules(self.run_sample())
        self.assertEqual(rules["decision-number"]["verdict"], "satisfied")

        def spoil(script):
            for entry in script["entries"]:
                if entry.get("action") == "sign":
                    entry["data"]["number"] = "云政发[2022]031号"

        rules = self.rules(self.run_sample(spoil), status=1)
        self.assertEqual(rules["decision-number"]["verdict"], "violated")
        self.assertIn("〔〕", rules["decision-number"]["findings"][0]["message"])

    def test_a_rule_check_that_is_not_there_shows_nothing(self):
        with open(RULES) as text:
            rules = text.read().replace('check="document_number"', 'check="no_such_check"')
        told = self.json(0, "check", self.run_sample(), "--store", self.store, "--rules", self.path("rules.xml", rules), "--lang", "en")
        rule = told["subjects"][0]["rules"][0]
        self.assertEqual((rule["verdict"], rule["findings"][0]["code"]), ("not_shown", "check-not-installed"))

    def test_documents_of_a_dossier(self):
        dossier = self.run_sample()
        page = self.expect(0, "render", dossier, "--with", "volume_catalogue", "--store", self.store, "--lang", "zh").stdout.decode()
        self.assertIn("<h1>卷内目录</h1>", page)
        self.assertEqual(page, self.expect(0, "render", dossier, "--with", "volume_catalogue", "--store", self.store, "--lang", "zh").stdout.decode())
        output = self.path("catalogue.md")
        self.expect(0, "render", dossier, "--with", "volume_catalogue", "--configuration", '{"format":"markdown"}', "--output", output, "--store", self.store, "--lang", "en")
        with open(output) as text:
            self.assertIn("# Catalogue of the dossier", text.read())
        notice = self.expect(0, "render", dossier, "--with", "consultation_notice", "--store", self.store, "--lang", "zh").stdout.decode()
        self.assertIn("政府网站、政务新媒体、报刊", notice)  # the words of the law, not the codes of the form
        self.assertIn("公告", notice)
        # In a process of its own the same bytes come out.
        hosted = {"JUECE_PLUGINS": self.path("plugins.xml", '<plugins xmlns="urn:juece:plugins:1" hosting="child"/>')}
        for renderer, whole in (("volume_catalogue", page), ("consultation_notice", notice)):
            self.assertEqual(self.expect(0, "render", dossier, "--with", renderer, "--store", self.store, "--lang", "zh", env=hosted).stdout.decode(), whole)
        self.assertIn("volume_catalogue", self.complaint("render", dossier, "--with", "no_such", "--store", self.store, "--lang", "en"))
        self.assertIn("format", self.complaint("render", dossier, "--with", "volume_catalogue", "--configuration", '{"format":"pdf"}', "--store", self.store, "--lang", "en"))
        self.complaint("render", "no-such-dossier", "--with", "volume_catalogue", "--store", self.store)

    def test_notices_are_delivered_once(self):
        dossier = self.open_dossier("--at", "2024-03-01T09:00:00+08:00", "--late-reason", "试验", "--confirmed-by", "李四")
        spool = self.path("outbox")
        os.mkdir(spool)
        notify = ["notify", "--with", "reminder_json", "--to", spool, "--store", self.store, "--at", "2024-03-04T09:00:00+08:00"]
        told = self.json(0, *notify)["notices"]
        self.assertTrue(told)
        self.assertEqual({n["state"] for n in told}, {"delivered"})
        self.assertEqual({n["dossier"] for n in told}, {dossier})
        self.assertEqual(sorted(os.listdir(spool)), sorted(n["file"] for n in told))
        with open(os.path.join(spool, told[0]["file"])) as text:
            self.assertEqual(json.load(text)["id"], told[0]["id"])
        self.assertEqual({n["state"] for n in self.json(0, *notify)["notices"]}, {"known"})
        self.assertIn(told[0]["sentence"]["zh"][:6], self.expect(0, *notify, "--dry-run", "--lang", "zh").stdout.decode())

    def test_mails_fail_without_an_address_and_are_tried_again(self):
        self.open_dossier("--at", "2024-03-01T09:00:00+08:00", "--late-reason", "试验", "--confirmed-by", "李四")
        spool = self.path("outbox")
        os.mkdir(spool)
        notify = ["notify", "--with", "reminder_mail", "--to", spool, "--store", self.store, "--lang", "zh"]
        told = self.json(1, *notify, "--configuration", '{"from":"juece@example.org","addresses":{}}')["notices"]
        self.assertEqual({n["state"] for n in told}, {"failed"})
        self.assertEqual(os.listdir(spool), [])
        roles = {role: f"{role}@example.org" for notice in told for role in notice["roles"]}
        told = self.json(0, *notify, "--configuration", json.dumps({"from": "juece@example.org", "addresses": roles}))["notices"]
        self.assertEqual({(n["state"], n["attempts"]) for n in told}, {("delivered", 2)})
        with open(os.path.join(spool, told[0]["file"]), "rb") as raw:
            mail = email.message_from_binary_file(raw, policy=email.policy.default)
        self.assertEqual(mail["Subject"], told[0]["sentence"]["zh"])
        self.assertEqual(mail["Message-ID"], f"<{told[0]['id']}@juece>")
        self.assertIn("试验道路", mail.get_content())
        self.assertIn("address", self.complaint(*notify[:-2], "--lang", "en", "--configuration", '{"from":"nobody","addresses":{}}'))
        self.assertIn("--to", self.complaint("notify", "--with", "reminder_json", "--store", self.store, "--lang", "en"))
        self.assertIn("folder", self.complaint("notify", "--with", "reminder_json", "--to", self.path("none"), "--store", self.store, "--lang", "en"))


class Scaffold(CliTest):
    def test_each_kind_builds_passes_its_tests_and_serves(self):
        package = os.path.join(BUILD, "lib", "cmake", "juece")
        dossier = self.open_dossier()
        for kind in ("rule-check", "renderer", "notifier"):
            name = "my_" + kind.replace("-", "_")
            folder = self.path(name)
            self.expect(0, "plugin", "new", name, "--kind", kind, "--to", folder)
            for command in (["cmake", "-S", folder, "-B", folder + "/build", f"-Djuece_DIR={package}", "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror"],
                            ["cmake", "--build", folder + "/build"], ["ctest", "--test-dir", folder + "/build", "--output-on-failure"]):
                done = subprocess.run(command, capture_output=True, text=True, timeout=300)
                self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr[-3000:])
            env = {"JUECE_PLUGIN_PATH": folder + "/build"}
            report = self.json(0, "plugin", "test", f"{folder}/build/{name}.so", "--scripts", folder + "/tests")
            self.assertEqual(report["findings"], [])
            self.assertTrue(report["scripts"] and all(s["ok"] for s in report["scripts"]))
            if kind == "rule-check":
                told = self.json(0, "check", dossier, "--store", self.store, "--rules", folder + "/rulebook.xml", env=env)
                self.assertEqual(told["subjects"][0]["rules"][0]["id"], "reason-stated")
            if kind == "renderer":
                self.assertIn("<h1>", self.expect(0, "render", dossier, "--with", name, "--store", self.store, env=env).stdout.decode())
            if kind == "notifier":
                spool = self.path("outbox")
                os.mkdir(spool)
                self.json(0, "notify", "--with", name, "--to", spool, "--store", self.store, env=env)
                self.assertTrue(os.listdir(spool))
            # A case that does not go as it says fails.
            case = sorted(os.listdir(folder + "/tests"))[0]
            with open(f"{folder}/tests/{case}") as text:
                script = json.load(text)
            script["expect"] = {"contains": ["what nobody says"]}
            with open(f"{folder}/tests/{case}", "w") as out:
                json.dump(script, out)
            self.json(1, "plugin", "test", f"{folder}/build/{name}.so", "--scripts", folder + "/tests")
        self.assertIn("C++", self.complaint("plugin", "new", "x", "--kind", "renderer", "--language", "c", "--to", self.path("x"), "--lang", "en"))

    def test_bad_functions_are_found_out(self):
        report = self.json(1, "plugin", "test", os.path.join(BUILD, "fixtures", "plugins", "bad_functions.so"), "--lang", "en")
        broken = {f["step"] for f in report["findings"] if f["code"] == "plugin-fails"}
        self.assertEqual(broken, {"silent", "wrong_type", "wrong_name", "no_reason", "no_verdict", "too_long", "crashes"})


if __name__ == "__main__":
    unittest.main()
