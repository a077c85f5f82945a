"""Who vouches for a plugin, which dossiers stand on which build, and what becomes of a dossier when builds come and go."""
import json
import os
import shutil
import sqlite3
import unittest

from support import CliTest, JUECE

FIXTURES = os.path.join(os.path.dirname(os.path.dirname(JUECE)), "fixtures")
PROCEDURE = """<procedure xmlns="urn:juece:definition:1" id="example.twin" version="1.0.0" title-zh="试用程序" title-en="Trial procedure">
  <roles><role id="clerk" zh="经办人" en="Clerk"/></roles>
  <flow start="greet">
    <step id="greet" type="twin_greeting" zh="问候" en="Greet">
      <action id="act" roles="clerk"/>
      <on outcome="greeted" to="closed"/>
    </step>
    <end id="closed" outcome="closed" zh="办结" en="Closed"/>
  </flow>
</procedure>
"""


class PluginTrust(CliTest):
    def setUp(self):
        super().setUp()
        self.data = self.path("data")
        self.office = os.path.join(self.data, "juece", "plugins")
        self.procedure = self.path("twin.xml", PROCEDURE)
        self.env = {"XDG_DATA_HOME": self.data}
        self.key = self.path("office.key")
        self.key_id = self.json(0, "key", "new", self.key, "--scheme", "sm2")["key"]
        self.trusting = f'<signer key="{self.key_id}" name="省大数据局"/>'

    def configure(self, inside="", attributes=""):
        os.makedirs(os.path.join(self.data, "juece"), exist_ok=True)
        self.env["JUECE_PLUGINS"] = self.path("plugins.xml", f'<plugins xmlns="urn:juece:plugins:1" {attributes}>{inside}</plugins>')

    def twin(self, build):
        """The build in a folder of its own."""
        folder = self.path("from-" + build)
        os.makedirs(folder, exist_ok=True)
        file = os.path.join(folder, "twin.so")
        shutil.copyfile(os.path.join(FIXTURES, "twins", f"twin-{build}.so"), file)
        return file

    def sign_and_install(self, build):
        file = self.twin(build)
        self.expect(0, "plugin", "sign", file, "--key", self.key, env=self.env)
        return self.json(0, "plugin", "install", file, "--store", self.store, env=self.env)

    def twins(self, status=0):
        where = ("--store", self.store) if os.path.exists(self.store) else ()
        plugins = self.json(status, "plugin", "list", *where, env=self.env)["plugins"]
        return {p["version"]: p for p in plugins if p["id"] == "test.twin"}

    def open_one(self, title):
        return self.json(0, "open", "--procedure", self.procedure, "--title", title, "--organ", "某市", "--actor", "甲", "--role", "clerk",
                         "--store", self.store, env=self.env)["dossier"]

    def greet(self, dossier, status=0):
        return self.expect(status, "submit", dossier, "greet", "act", "--data", "{}", "--actor", "甲", "--role", "clerk",
                           "--store", self.store, "--lang", "en", env=self.env)

    def move(self, dossier, build, *more, status=0):
        return self.expect(status, "move-plugin", dossier, build, "--actor", "甲", "--role", "clerk", "--store", self.store, "--lang", "en", *more, env=self.env)

    def events(self, dossier):
        database = sqlite3.connect(self.store)
        rows = database.execute("SELECT bytes FROM events WHERE dossier = ? ORDER BY position", (dossier,)).fetchall()
        database.close()
        return [json.loads(row[0]) for row in rows]

    def test_shipped_plugins_need_nothing(self):
        plugins = self.json(0, "plugin", "list", env=self.env)["plugins"]
        self.assertEqual({p["trust"] for p in plugins}, {"shipped"})
        self.assertEqual({p["signer"] for p in plugins}, {None})
        self.assertIn("随本程序安装", self.expect(0, "plugin", "list", "--lang", "zh", env=self.env).stdout.decode())
        self.configure(attributes='shipped="signed"')
        done = self.expect(1, "plugin", "list", "--lang", "en", env=self.env)
        self.assertEqual(done.stdout, b"")
        self.assertIn("expected a signature, but there is none", done.stderr.decode())

    def test_signed_installed_used_and_removed(self):
        file = self.twin("1.0.0")
        why = self.complaint("plugin", "install", file, "--lang", "en", env=self.env)
        self.assertIn("expected a signature, but there is none; sign it with juece plugin sign", why)
        told = self.json(0, "plugin", "sign", file, "--key", self.key, env=self.env)
        self.assertEqual((told["key"], told["scheme"], told["signed"][0]["id"], told["signed"][0]["version"]), (self.key_id, "sm2", "test.twin", "1.0.0"))
        self.assertTrue(told["signed"][0]["digest"].startswith("sm3:"))
        why = self.complaint("plugin", "install", file, "--lang", "en", env=self.env)
        self.assertIn(f'it was signed by {self.key_id}; where you trust it, write <signer key="{self.key_id}" name="…"/> in plugins.xml', why)
        self.configure(self.trusting)
        installed = self.json(0, "plugin", "install", file, env=self.env)
        self.assertEqual((installed["file"], installed["trust"]), (os.path.join(self.office, "test.twin-1.0.0.so"), "signed"))
        twin = self.twins()["1.0.0"]
        self.assertEqual((twin["signer"], twin["signer_name"], twin["hosting"], twin["used_by"]), (self.key_id, "省大数据局", "in-process", []))
        self.assertIn(f"签名人 省大数据局({self.key_id})", self.expect(0, "plugin", "list", "--lang", "zh", env=self.env).stdout.decode())
        dossier = self.open_one("甲")
        self.assertEqual(self.twins()["1.0.0"]["used_by"], [dossier])
        why = self.complaint("plugin", "remove", "test.twin@1.0.0", "--store", self.store, "--lang", "en", env=self.env)
        self.assertIn("Expected no running dossier to be pinned to test.twin 1.0.0, but 1 are", why)
        self.assertIn(f"{dossier} 甲", why)
        self.assertTrue(os.path.exists(installed["file"]))
        self.greet(dossier)
        # It has ended: it is only read from now on, and stands on nothing.
        self.expect(0, "plugin", "remove", "test.twin@1.0.0", "--store", self.store, env=self.env)
        self.assertFalse(os.path.exists(installed["file"]))
        self.assertEqual(self.twins(), {})
        with open(os.path.join(self.office, "manifest.jsonl")) as manifest:
            self.assertEqual(manifest.read(), "")
        self.expect(0, "audit", "--store", self.store, env=self.env)

    def test_two_versions_run_side_by_side(self):
        self.configure(self.trusting)
        self.sign_and_install("1.0.0")
        old = self.open_one("旧")
        self.sign_and_install("1.1.0")
        new = self.open_one("新")
        twins = self.twins()
        self.assertEqual((twins["1.0.0"]["used_by"], twins["1.1.0"]["used_by"]), ([old], [new]))
        self.assertEqual((twins["1.0.0"]["serves_new_dossiers"], twins["1.1.0"]["serves_new_dossiers"]), (False, True))
        for dossier, build, version in ((old, "build 1.0.0", "1.0.0"), (new, "build 1.1.0", "1.1.0")):
            self.greet(dossier)
            events = self.events(dossier)
            left = [e for e in events if e["type"] == "step_left"]
            self.assertEqual(left[0]["body"]["reason"], build)
            marks = {e["type"]: e.get("plugin") for e in events}
            expected = {"id": "test.twin", "version": version, "digest": twins[version]["digest"], "signer": self.key_id}
            for kind in ("step_entered", "task_opened", "action_recorded", "step_left"):
                if kind in marks:
                    self.assertEqual(marks[kind], expected, kind)
            self.assertIsNone(marks["dossier_opened"])
            self.assertEqual({e["v"] for e in events if e.get("plugin")}, {2})
            self.assertEqual({e["v"] for e in events if not e.get("plugin")}, {1})
            self.expect(0, "replay", dossier, "--store", self.store, env=self.env)
        self.expect(0, "audit", "--store", self.store, env=self.env)

    def test_a_missing_build_is_said_with_the_dossiers_and_nobody_else_answers(self):
        self.configure(self.trusting)
        installed = self.sign_and_install("1.0.0")
        old = self.open_one("旧")
        other = self.open_one("另")
        self.sign_and_install("1.1.0")
        os.remove(installed["file"])
        why = self.greet(old, status=2).stderr.decode()
        self.assertIn("Expected the plugin that the dossier is pinned to, test.twin 1.0.0", why)
        self.assertIn("move the dossier to an installed build with juece move-plugin", why)
        self.assertIn(f"2: {old}, {other}", why)
        done = self.expect(1, "plugin", "list", "--store", self.store, "--lang", "en", env=self.env)
        self.assertIn(f"expected the plugin that running dossiers are pinned to, test.twin 1.0.0", done.stderr.decode())
        self.assertIn(f"{old} {other}", done.stderr.decode())
        # Moved with authority and reason, it goes on with the other build.
        self.assertIn("authority", self.move(old, "test.twin@1.1.0", status=1).stdout.decode() + self.move(old, "test.twin@1.1.0", status=1).stderr.decode())
        grounds = ("--authority", "〔2026〕3号", "--reason", "旧版已停用")
        self.assertIn("Expected an installed plugin (id@version), but there is no 'test.twin@9.9.9'", self.move(old, "test.twin@9.9.9", *grounds, status=2).stderr.decode())
        self.move(old, "test.twin@1.1.0", *grounds)
        moved = [e for e in self.events(old) if e["type"] == "plugin_moved"]
        self.assertEqual((moved[0]["body"]["from"]["version"], moved[0]["body"]["to"]["version"], moved[0]["body"]["authority"]), ("1.0.0", "1.1.0", "〔2026〕3号"))
        self.greet(old)
        left = [e for e in self.events(old) if e["type"] == "step_left"]
        self.assertEqual((left[0]["body"]["reason"], left[0]["plugin"]["version"]), ("build 1.1.0", "1.1.0"))
        self.expect(0, "replay", old, "--store", self.store, env=self.env)
        again = self.move(other, "juece.archiving@1.0.0", *grounds, status=1)
        self.assertIn("Expected to move to another build of a plugin that the dossier uses, but it does not use juece.archiving; it uses: test.twin",
                      again.stdout.decode() + again.stderr.decode())

    def test_replacing_a_build_in_use_is_refused(self):
        self.configure(self.trusting)
        installed = self.sign_and_install("1.1.0")
        dossier = self.open_one("甲")
        again = self.twin("1.1.0-again")
        self.expect(0, "plugin", "sign", again, "--key", self.key, env=self.env)
        why = self.complaint("plugin", "install", again, "--store", self.store, "--lang", "en", env=self.env)
        self.assertIn(f"{dossier} 甲", why)
        with open(installed["file"], "rb") as file:
            before = file.read()
        self.greet(dossier)
        self.expect(0, "plugin", "install", again, "--store", self.store, env=self.env)
        with open(installed["file"], "rb") as file:
            self.assertNotEqual(file.read(), before)

    def test_a_changed_file_is_found_before_it_runs(self):
        self.configure(self.trusting)
        installed = self.sign_and_install("1.0.0")
        with open(installed["file"], "ab") as out:
            out.write(b"\0")
        done = self.expect(1, "plugin", "list", "--lang", "en", env=self.env)
        self.assertIn("expected the file as it was signed, sm3:", done.stderr.decode())

    def test_plugins_of_a_folder_that_the_environment_names(self):
        file = self.twin("1.0.0")
        self.env["JUECE_PLUGIN_PATH"] = os.path.dirname(file)
        self.assertEqual(self.twins()["1.0.0"]["trust"], "unsigned")  # a developer's first day
        self.configure()
        done = self.expect(1, "plugin", "list", "--lang", "en", env=self.env)
        self.assertIn('allow it unsigned: <plugin file="twin.so" unsigned="sha256:', done.stderr.decode())
        self.configure('<plugin file="twin.so" unsigned="allow"/>')
        self.assertEqual(self.twins()["1.0.0"]["trust"], "unsigned")
        os.chmod(file, 0o664)
        done = self.expect(1, "plugin", "list", "--lang", "en", env=self.env)
        self.assertIn(f"{file}: expected that only its owner may write it, but its mode is 664; chmod go-w {file}", done.stderr.decode())

    def test_a_configuration_that_others_may_write_lets_nothing_in(self):
        self.configure('<plugin file="twin.so" unsigned="allow"/>')
        os.chmod(self.env["JUECE_PLUGINS"], 0o666)
        done = self.expect(1, "plugin", "list", "--lang", "en", env=self.env)
        self.assertIn("plugins.xml: expected that only its owner may write it", done.stderr.decode())
        self.assertNotIn("in the engine's process", done.stdout.decode())

    def test_describing_a_stranger_runs_it_apart(self):
        told = self.json(0, "plugin", "describe", self.twin("1.1.0"), env=self.env)
        self.assertEqual((told["trust"], told["hosting"], told["signer"]), ("unsigned", "child", None))

    def test_what_is_missing_is_asked_for(self):
        self.assertIn("juece plugin sign FILE... --key KEY", self.complaint("plugin", "sign", self.twin("1.0.0"), "--lang", "en", env=self.env))
        self.assertIn("juece plugin install FILE", self.complaint("plugin", "install", "--lang", "en", env=self.env))
        self.assertIn("came with the program", self.complaint("plugin", "remove", "juece.archiving@1.0.0", "--lang", "en", env=self.env))
        self.assertIn("there is no 'nobody'; installed: none", self.complaint("plugin", "remove", "nobody", "--lang", "en", env=self.env))
        self.assertIn("expected to open the file", self.complaint("plugin", "sign", self.path("none.so"), "--key", self.key, "--lang", "en", env=self.env))


if __name__ == "__main__":
    unittest.main()
