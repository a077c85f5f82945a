"""One store, several processes: who holds it is named, what is given again with a key is recorded once."""
import concurrent.futures
import fcntl
import json
import os
import resource
import subprocess
import unittest

from support import JUECE, CliTest, juece

WHO = ["--actor", "张三", "--role", "undertaking_unit"]


class Store(CliTest):
    def fact(self, dossier, value, *more):
        return ["set-fact", dossier, f"technical={value}", "--reason", "r", "--authority", "a", *WHO, "--store", self.store, *more]

    def test_whoever_holds_the_store_is_named(self):
        dossier = self.open_dossier()
        with open(self.store + ".lock", "w", encoding="utf-8") as lock:
            json.dump({"process": 4711, "command": "juece serve", "host": "alpha", "since": "2026-01-02T03:04:05Z"}, lock)
            lock.flush()
            fcntl.flock(lock, fcntl.LOCK_EX)
            english = self.complaint(*self.fact(dossier, "true"), "--lang", "en")
            for words in ("process 4711", "juece serve", "alpha", "2026-01-02T03:04:05Z", "try again"):
                self.assertIn(words, english)
            self.assertIn("进程 4711", self.complaint(*self.fact(dossier, "true"), "--lang", "zh"))
            self.json(0, "show", dossier, "--store", self.store)  # looking goes on
        self.expect(0, *self.fact(dossier, "true"))
        self.assertFalse(os.path.exists(self.store + ".lock"))

    def test_several_processes_take_turns(self):
        dossiers = [self.open_dossier() for _ in range(2)]
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            done = list(pool.map(lambda n: juece(*self.fact(dossiers[n % 2], "true" if n % 4 < 2 else "false")), range(12)))
        self.assertEqual([run.returncode for run in done], [0] * 12, [run.stderr.decode() for run in done])
        self.assertTrue(self.json(0, "audit", "--store", self.store)["ok"])
        for dossier in dossiers:
            self.assertTrue(self.json(0, "replay", dossier, "--store", self.store)["ok"])

    def test_a_key_makes_a_retry_safe(self):
        opening = ["open", "--procedure", "cn.major-decision", "--title", "试验道路", "--organ", "安平市人民政府", *WHO, "--store", self.store, "--key", "k-0"]
        first = self.json(0, *opening)
        again = self.json(0, *opening)
        self.assertEqual(again, {**first, "repeated": True})
        dossier = first["dossier"]
        done = self.json(0, *self.fact(dossier, "true", "--key", "k-1"))
        self.assertNotIn("repeated", done)
        for _ in range(2):
            self.assertEqual(self.json(0, *self.fact(dossier, "true", "--key", "k-1")), {**done, "repeated": True})
        text = self.expect(0, *self.fact(dossier, "true", "--key", "k-1", "--lang", "en"))
        self.assertIn("nothing was recorded again", text.stderr.decode())
        refused = self.json(1, *self.fact(dossier, "false", "--key", "k-1"))
        self.assertEqual(refused["rejection"]["code"], "key-reused")
        self.assertIn(dossier, refused["rejection"]["message"])
        wrong = ["submit", dossier, "drafting", "no-such", *WHO, "--store", self.store, "--key", "k-2"]
        answers = [self.json(1, *wrong) for _ in range(2)]
        self.assertEqual(answers[1]["rejection"], answers[0]["rejection"])
        self.assertTrue(answers[1]["repeated"])
        self.complaint(*self.fact(dossier, "true", "--key", ""))
        self.complaint(*self.fact(dossier, "true", "--key", "k" * 201))
        self.assertTrue(self.json(0, "audit", "--store", self.store)["ok"])

    def test_a_disk_that_is_full_keeps_what_was_there(self):
        dossier = self.open_dossier()
        before = self.json(0, "show", dossier, "--store", self.store)
        size = os.path.getsize(self.store)
        environment = dict(os.environ, LC_ALL="C.UTF-8")

        def little_room():
            resource.setrlimit(resource.RLIMIT_FSIZE, (max(size // 8, 4096), resource.RLIM_INFINITY))

        done = subprocess.run([JUECE, *self.fact(dossier, "true", "--lang", "en")], capture_output=True, timeout=120, env=environment, preexec_fn=little_room)
        self.assertEqual(done.returncode, 2, done.stderr.decode())
        self.assertIn("full or failing", done.stderr.decode())
        self.assertEqual(self.json(0, "show", dossier, "--store", self.store), before)
        self.expect(0, *self.fact(dossier, "true"))
        self.assertTrue(self.json(0, "audit", "--store", self.store)["ok"])


if __name__ == "__main__":
    unittest.main()
