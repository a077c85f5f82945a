"""Bad input: a clear error on standard error, the right exit status, nothing lost, nothing half written."""
import gzip
import json
import os
import sqlite3
import subprocess
import unittest

from support import CliTest, JUECE, NATIONAL, SOURCE

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class WrongFile(CliTest):
    """A file that is not what the option reads is told as what it is, with the option that reads it."""

    def test_packed_record(self):
        packed = self.path("record.json", gzip.compress(b"{}"))
        error = self.complaint("check", "--record", packed)
        self.assertIn("record.json", error)
        self.assertIn("压缩", error)

    def test_record_in_the_place_of_a_dossier(self):
        record = os.path.join(SOURCE, "samples", "records", "huadu_boundary_2025.json")
        error = self.complaint("check", record, "--lang", "en")
        self.assertIn("--record FILE", error)
        self.assertIn(record, error)
        self.assertIn("--package", self.complaint("check", self.folder.name))


class BadXml(CliTest):
    def refuse(self, name, content, *wanted):
        path = self.path(name, content)
        done = self.expect(2, "verify", path)
        text = (done.stdout + done.stderr).decode()
        for want in (name, *wanted):
            self.assertIn(want, text)
        findings = json.loads(self.expect(2, "verify", path, "--format", "json").stdout.decode())["definitions"][0]["findings"]
        self.assertIn("unreadable", {f["code"] for f in findings})

    def test_missing(self):
        done = self.expect(2, "verify", os.path.join(self.folder.name, "absent.xml"))
        self.assertIn("absent.xml", (done.stdout + done.stderr).decode())

    def test_folder(self):
        self.expect(2, "verify", self.folder.name)

    def test_empty(self):
        self.refuse("empty.xml", "")

    def test_truncated(self):
        with open(NATIONAL, "rb") as full:
            text = full.read()
        self.refuse("truncated.xml", text[: len(text) // 2])

    def test_doctype(self):
        self.refuse("dtd.xml", HEAD + '<!DOCTYPE p [<!ENTITY a "b">]>\n<p>&a;</p>\n', "DOCTYPE")

    def test_not_utf8(self):
        self.refuse("gbk.xml", HEAD.encode() + "<p title='决策'/>".encode("gb18030"))

    def test_deep(self):
        self.refuse("deep.xml", HEAD + "<a>" * 100_000 + "</a>" * 100_000)

    def test_large(self):
        path = self.path("large.xml")
        with open(path, "wb") as out:
            out.write(HEAD.encode() + b"<a>")
            out.truncate(100 << 20)
        self.expect(2, "verify", path)

    def test_duplicate_attribute_two_roots_text_after_root_prefix(self):
        self.refuse("attribute.xml", HEAD + '<p a="1" a="2"/>\n')
        self.refuse("roots.xml", HEAD + "<p/><q/>\n")
        self.refuse("tail.xml", HEAD + "<p/>tail\n")
        self.refuse("prefix.xml", HEAD + "<x:p/>\n")


class BadScript(CliTest):
    def sample(self):
        with open(os.path.join(SOURCE, "samples", "dossiers", "public-work.json"), encoding="utf-8") as script:
            return json.load(script)

    def run_script(self, script, status):
        path = os.path.join(SOURCE, "samples", "dossiers", ".bad-input-test.json")  # materials are found beside the script
        self.addCleanup(lambda: os.path.exists(path) and os.remove(path))
        with open(path, "w", encoding="utf-8") as out:
            json.dump(script, out, ensure_ascii=False)
        return self.expect(status, "run", path, "--store", self.store, "--format", "json")

    def test_not_json(self):
        self.assertIn("1", self.complaint("run", self.path("s.json", "{"), "--store", self.store))

    def test_missing_file(self):
        self.assertIn("nowhere.json", self.complaint("run", "nowhere.json", "--store", self.store))

    def test_unknown_step(self):
        script = self.sample()
        script["entries"] = script["entries"][:1]
        script["entries"][0]["step"] = "no_such_step"
        error = self.run_script(script, 2).stderr.decode()
        self.assertIn("/entries/0/step", error)
        self.assertIn("no_such_step", error)
        self.assertEqual(self.json(0, "list", "--store", self.store)["dossiers"], [])  # nothing was opened

    def test_id_used_twice(self):
        script = self.sample()
        script["entries"] = script["entries"][:1]
        script["entries"][0]["materials"].append(dict(script["entries"][0]["materials"][0], id="M1"))
        script["entries"][0]["materials"][0]["id"] = "M1"
        self.run_script(script, 2)

    def test_time_backwards(self):
        script = self.sample()
        script["entries"] = script["entries"][:2]
        script["entries"][1]["at"] = "2001-01-01T09:00:00+08:00"
        script["entries"][1].pop("late", None)
        result = json.loads(self.run_script(script, 1).stdout)
        self.assertEqual([r["entry"] for r in result["rejections"]], [1])
        self.assertIn(result["rejections"][0]["code"], ["time-backwards", "late-reason-missing"])

    def test_unknown_procedure(self):
        script = self.sample()
        script["procedure"] = "no.such"
        self.run_script(script, 2)


class BadStore(CliTest):
    def test_not_a_database(self):
        self.path("juece.db", "this is not a database, it is a letter " * 100)
        self.complaint("list", "--store", self.store)

    def test_somebody_elses_database(self):
        other = sqlite3.connect(self.store)
        other.execute("create table letters(text)")
        other.commit()
        other.close()
        with open(self.store, "rb") as content:
            before = content.read()
        self.complaint("list", "--store", self.store)
        self.complaint("open", "--procedure", "cn.major-decision", "--title", "t", "--organ", "o", "--actor", "a", "--role", "undertaking_unit",
                       "--store", self.store)
        with open(self.store, "rb") as content:
            self.assertEqual(content.read(), before)

    def test_absent_for_reading(self):
        self.complaint("list", "--store", os.path.join(self.folder.name, "absent", "x.db"))
        self.assertFalse(os.path.exists(os.path.join(self.folder.name, "absent")))

    def test_no_such_dossier(self):
        self.open_dossier()
        self.assertIn("1999-0001", self.complaint("show", "1999-0001", "--store", self.store))

    def test_locked(self):
        dossier = self.open_dossier()
        holder = sqlite3.connect(self.store, isolation_level=None)
        holder.execute("begin immediate")
        error = self.complaint("set-fact", dossier, "technical=true", "--actor", "a", "--role", "undertaking_unit", "--authority", "x",
                               "--reason", "y", "--store", self.store)
        self.assertTrue(error)
        self.expect(0, "show", dossier, "--store", self.store)  # reading goes on
        holder.execute("rollback")
        holder.close()
        self.json(0, "set-fact", dossier, "technical=true", "--actor", "a", "--role", "undertaking_unit", "--authority", "x", "--reason", "y",
                  "--store", self.store)

    def test_read_only(self):
        dossier = self.open_dossier()
        if os.geteuid() == 0:
            if subprocess.run(["chattr", "+i", self.store], capture_output=True).returncode != 0:
                self.skipTest("root ignores permissions, and this file system knows no immutable files")
            self.addCleanup(lambda: subprocess.run(["chattr", "-i", self.store]))
        else:
            os.chmod(self.store, 0o444)
        self.complaint("set-fact", dossier, "technical=true", "--actor", "a", "--role", "undertaking_unit", "--authority", "x", "--reason", "y",
                       "--store", self.store)

    def test_full_disk(self):
        """A file system of 4 MiB: the store fills, the command fails clearly, what was accepted stays."""
        mount = self.path("small")
        os.mkdir(mount)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount], capture_output=True).returncode != 0:
            self.skipTest("no right to mount a small file system here")
        self.addCleanup(lambda: subprocess.run(["umount", mount]))
        store = os.path.join(mount, "juece.db")
        self.store = store
        dossier = self.open_dossier()
        filler = os.path.join(mount, "filler")
        with open(filler, "wb", buffering=0) as out:
            try:
                while True:
                    out.write(b"x" * 4096)
            except OSError:
                pass
        refused = None
        for i in range(200):
            done = subprocess.run([JUECE, "set-fact", dossier, f"technical={'true' if i % 2 else 'false'}", "--actor", "a", "--role",
                                   "undertaking_unit", "--authority", "x", "--reason", "满" * 500, "--store", store],
                                  capture_output=True, timeout=60)
            if done.returncode != 0:
                refused = done
                break
        self.assertIsNotNone(refused)
        self.assertEqual(refused.returncode, 2, refused.stderr)
        self.assertTrue(refused.stderr)
        os.remove(filler)
        self.assertTrue(self.json(0, "audit", "--store", store)["ok"])
        self.assertTrue(self.json(0, "replay", dossier, "--store", store)["ok"])


class Tampering(CliTest):
    def test_a_changed_byte_is_found(self):
        dossier = self.open_dossier()
        with sqlite3.connect(self.store) as other:
            for (trigger,) in other.execute("select name from sqlite_master where type = 'trigger'").fetchall():
                other.execute(f"drop trigger {trigger}")
            position, content = other.execute("select position, bytes from events order by position limit 1").fetchone()
            changed = bytes(content).replace("试验道路".encode(), "试验铁路".encode())
            self.assertNotEqual(changed, bytes(content))
            other.execute("update events set bytes = ? where position = ?", (changed, position))
        other.close()
        audit = self.json(1, "audit", "--store", self.store)
        self.assertFalse(audit["ok"])
        self.assertEqual([(b["dossier"], b["position"]) for b in audit["broken"]][:1], [(dossier, position)])


class BadUsage(CliTest):
    def test_arguments_in_another_encoding(self):
        done = subprocess.run([JUECE.encode(), b"show", "案卷".encode("gb18030")], capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn("UTF-8", done.stderr.decode())

    def test_usage(self):
        self.complaint()
        self.complaint("no-such-command")
        self.complaint("verify")
        self.complaint("due", "2024-13-01", "+7", "working-days")
        self.complaint("due", "2024-01-01", "0", "working-days")
        self.complaint("due", "2024-01-01", "+7", "weeks")
        error = self.complaint("open", "--procedure", "cn.major-decision", "--title", "t", "--organ", "o", "--actor", "a", "--role", "undertaking_unit",
                               "--at", "yesterday", "--store", self.store)
        self.assertIn("yesterday", error)
        self.assertFalse(os.path.exists(self.store))


if __name__ == "__main__":
    unittest.main()
