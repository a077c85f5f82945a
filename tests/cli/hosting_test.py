"""Plugins in processes of their own: a whole dossier runs as it does in the engine's process, and what goes wrong is said."""
import json
import os
import unittest

from support import CliTest, SOURCE

SCRIPT = os.path.join(SOURCE, "samples", "dossiers", "public-work.json")
ALL_HOSTED = '<plugins xmlns="urn:juece:plugins:1" hosting="child" call-ms="60000"/>'


class Hosting(CliTest):
    def run_sample(self, name, env):
        store = self.path(name)
        result = self.json(0, "run", SCRIPT, "--store", store, env=env)
        result.pop("dossier")
        return result

    def env(self, configuration=None):
        env = {"XDG_DATA_HOME": self.path("data")}
        if configuration is not None:
            env["JUECE_PLUGINS"] = self.path("plugins.xml", configuration)
        return env

    def test_a_dossier_runs_the_same_with_every_plugin_in_a_process_of_its_own(self):
        hosted = self.json(0, "plugin", "list", env=self.env(ALL_HOSTED))["plugins"]
        self.assertEqual({p["hosting"] for p in hosted}, {"child"})
        plain = self.json(0, "plugin", "list", env=self.env())["plugins"]
        self.assertEqual({p["hosting"] for p in plain}, {"in-process"})
        for one, other in zip(plain, hosted):
            self.assertEqual({**one, "hosting": ""}, {**other, "hosting": ""})
        self.assertEqual(self.run_sample("a.db", self.env()), self.run_sample("b.db", self.env(ALL_HOSTED)))
        self.assertEqual(self.json(0, "plugin", "quarantine", env=self.env(ALL_HOSTED)), {"plugins": []})

    def test_a_configuration_with_a_mistake_is_said_and_lets_nothing_in(self):
        env = self.env('<plugins xmlns="urn:juece:plugins:1">\n  <plugin file="archiving.so" hosting="chld"/>\n</plugins>')
        done = self.expect(1, "plugin", "list", "--lang", "en", env=env)
        self.assertIn('plugins.xml:2:3: error: Expected hosting to be in-process or child, but it is "chld"', done.stderr.decode())
        self.assertIn("process of its own", done.stdout.decode())
        self.assertNotIn("in the engine's process", done.stdout.decode())

    def test_lifting_wants_a_name_and_a_reason_and_something_to_lift(self):
        self.assertIn("juece plugin lift ID --actor NAME --reason TEXT", self.complaint("plugin", "lift", "x", "--lang", "en", env=self.env()))
        self.assertIn("there is no 'x'", self.complaint("plugin", "lift", "x", "--actor", "王某", "--reason", "查明", "--lang", "en", env=self.env()))

    def test_quarantined_plugins_are_listed_and_lifted(self):
        book = {"plugins": [{"digest": "sha256:00", "id": "test.bad", "version": "1.0.0", "path": "bad.so", "quarantined": True,
                             "crashes": [{"at": "2026-11-30T09:00:00+08:00", "reason": "aborted"}], "lifted": []}]}
        folder = os.path.join(self.path("data"), "juece", "plugins")
        os.makedirs(folder)
        with open(os.path.join(folder, "crashes.json"), "w") as out:
            json.dump(book, out)
        self.assertEqual(self.json(1, "plugin", "quarantine", env=self.env()), book)
        self.expect(0, "plugin", "lift", "test.bad", "--actor", "王某", "--reason", "换了新版", env=self.env())
        told = self.expect(0, "plugin", "quarantine", "--lang", "zh", env=self.env()).stdout.decode()
        self.assertIn("未隔离", told)
        self.assertIn("王某 解除隔离:换了新版", told)


if __name__ == "__main__":
    unittest.main()
