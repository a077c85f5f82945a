"""A stranger's first hour: a new plugin from the template builds outside the source tree, passes its tests and runs in a dossier, with gcc,
with clang and in C, from the build tree and from an installation; the conformance run finds what is wrong."""
import json
import os
import shutil
import subprocess
import unittest

from support import CliTest, JUECE

BUILD = os.path.dirname(os.path.dirname(JUECE))
PACKAGE = os.path.join(BUILD, "lib", "cmake", "juece")


class PluginKit(CliTest):
    def run_tool(self, *arguments, env=None):
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=300, env=dict(os.environ, **(env or {})))
        self.assertEqual(done.returncode, 0, f"{arguments}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done.stdout

    def build(self, language, package=PACKAGE, options=()):
        folder = self.path("site_visit")
        self.expect(0, "plugin", "new", "site_visit", "--to", folder, "--language", language)
        build = os.path.join(folder, "build")
        self.run_tool("cmake", "-S", folder, "-B", build, f"-Djuece_DIR={package}", *options)
        self.run_tool("cmake", "--build", build)
        return folder, build

    def try_it(self, language, **options):
        folder, build = self.build(language, **options)
        self.run_tool("ctest", "--test-dir", build, "--output-on-failure")
        env = {"JUECE_PLUGIN_PATH": build}
        result = self.json(0, "run", os.path.join(folder, "tests", "obeys.json"), "--store", self.store, env=env)
        self.assertEqual((result["state"], result["accepted"]), ("closed", 2))
        self.expect(0, "replay", result["dossier"], "--store", self.store, env=env)
        return folder, build

    def test_in_cpp_with_gcc(self):
        self.try_it("cpp", options=["-DCMAKE_CXX_COMPILER=g++", "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror"])

    def test_in_c(self):
        self.try_it("c", options=["-DCMAKE_C_FLAGS=-Wall -Wextra -Werror"])

    @unittest.skipUnless(shutil.which("clang++"), "skipped: clang is not installed")
    def test_in_cpp_with_clang(self):
        self.try_it("cpp", options=["-DCMAKE_C_COMPILER=clang", "-DCMAKE_CXX_COMPILER=clang++"])

    def test_from_an_installation(self):
        prefix = self.path("prefix")
        self.run_tool("cmake", "--install", BUILD, "--prefix", prefix)
        package = os.path.join(prefix, "lib", "cmake", "juece")
        _, build = self.build("cpp", package=package)
        # The package names the installed program, and that finds its own plugins and workflows.
        self.run_tool("ctest", "--test-dir", build, "--output-on-failure")
        installed = os.path.join(prefix, "bin", "juece")
        self.assertIn("proved", self.run_tool(installed, "verify", os.path.join(prefix, "share", "juece", "workflows", "cn", "major-decision.xml"), "--lang", "en"))
        self.run_tool(installed, "plugin", "new", "another", "--to", self.path("another"))

    def test_every_shipped_plugin_conforms(self):
        names = sorted(name for name in os.listdir(os.path.join(BUILD, "plugins")) if name.endswith(".so"))
        self.assertGreater(len(names), 10)
        for name in names:
            report = self.json(0, "plugin", "test", os.path.join(BUILD, "plugins", name))
            self.assertEqual(report["findings"], [], name)

    def test_a_plugin_that_crashes_is_said_to(self):
        report = self.json(1, "plugin", "test", os.path.join(BUILD, "fixtures", "hostile", "abort.so"), "--lang", "en")
        self.assertFalse(report["ok"])
        codes = {f["code"] for f in report["findings"]}
        self.assertLessEqual({"plugin-fails", "title-missing", "basis-missing"}, codes)
        self.assertTrue(any("aborted" in f["message"] for f in report["findings"]))

    def test_a_script_that_does_not_go_as_it_says_fails(self):
        folder, build = self.build("c")
        file = os.path.join(folder, "tests", "breaks-minimum.json")
        with open(file) as text:
            script = json.load(text)
        script["entries"][0]["data"]["people"] = 5
        with open(file, "w") as out:
            json.dump(script, out)
        report = self.json(1, "plugin", "test", os.path.join(build, "site_visit.so"), "--scripts", os.path.join(folder, "tests"))
        self.assertEqual([s["ok"] for s in report["scripts"]], [False, True])
        # Nothing is refused any more, so the refusal has not been seen by a script; on an empty dossier it was.
        os.remove(file)
        self.json(0, "plugin", "test", os.path.join(build, "site_visit.so"), "--scripts", os.path.join(folder, "tests"))

    def test_bad_names_and_full_folders(self):
        self.assertIn("lower-case letters", self.complaint("plugin", "new", "Site-Visit", "--lang", "en"))
        self.assertIn("lower-case letters", self.complaint("plugin", "new", "--lang", "en"))
        self.path("full.txt", "x")
        self.assertIn("holds something", self.complaint("plugin", "new", "visit", "--to", self.folder.name, "--lang", "en"))
        self.assertEqual(os.listdir(self.folder.name), ["full.txt"])
        self.assertIn("expected to open the file", self.complaint("plugin", "test", self.path("none.so"), "--lang", "en"))
        self.assertIn("expected a regular file", self.complaint("plugin", "test", self.folder.name, "--lang", "en"))
        self.assertIn("juece plugin test FILE", self.complaint("plugin", "test", "--lang", "en"))


if __name__ == "__main__":
    unittest.main()
