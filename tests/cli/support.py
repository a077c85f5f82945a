"""Runs the binary under test; every call is bounded in time."""
import json
import os
import subprocess
import tempfile
import unittest

os.umask(0o022)  # what others may write is not loaded

JUECE = os.environ["JUECE"]
SOURCE = os.environ["JUECE_SOURCE"]
NATIONAL = os.path.join(SOURCE, "workflows", "cn", "major-decision.xml")


def juece(*arguments, env=None, timeout=120):
    environment = dict(os.environ, LC_ALL="C.UTF-8", **(env or {}))
    environment.pop("JUECE_STORE", None)
    if env:
        environment.update(env)
    return subprocess.run([JUECE, *map(str, arguments)], capture_output=True, timeout=timeout, env=environment)


class CliTest(unittest.TestCase):
    """A temporary folder and store per test."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.store = os.path.join(self.folder.name, "juece.db")

    def path(self, name, content=None):
        full = os.path.join(self.folder.name, name)
        if content is not None:
            with open(full, "wb") as out:
                out.write(content if isinstance(content, bytes) else content.encode())
        return full

    def expect(self, status, *arguments, **options):
        """The finished process, after checking its exit status and that it did not crash."""
        done = juece(*arguments, **options)
        text = f"{arguments}\nstdout: {done.stdout[-2000:].decode(errors='replace')}\nstderr: {done.stderr[-2000:].decode(errors='replace')}"
        self.assertEqual(done.returncode, status, text)
        return done

    def json(self, status, *arguments, **options):
        done = self.expect(status, *arguments, "--format", "json", **options)
        return json.loads(done.stdout.decode("utf-8"))

    def complaint(self, *arguments, status=2, **options):
        """Standard error of a call that could not be done; standard output must stay empty."""
        done = self.expect(status, *arguments, **options)
        error = done.stderr.decode("utf-8")
        self.assertTrue(error.strip(), f"{arguments}: nothing on standard error")
        return error

    def open_dossier(self, *more):
        return self.json(0, "open", "--procedure", "cn.major-decision", "--title", "试验道路", "--organ", "安平市人民政府", "--actor", "张三",
                         "--role", "undertaking_unit", "--store", self.store, *more)["dossier"]
