"""What was altered in a store is found and named: every column, every kind of change; checkpoints, keys and time stamps."""
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import tempfile
import unittest

from support import CliTest, SOURCE, juece

SAMPLE = os.path.join(SOURCE, "samples", "dossiers", "town-lighting.json")
OPENSSL = shutil.which("openssl")


def altered(value):
    if isinstance(value, int):
        return value + 1000
    if isinstance(value, bytes):
        middle = len(value) // 2
        return value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1:]
    return value[:-1] + ("0" if not value.endswith("0") else "1") if value else "x"


class Audit(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.home.cleanup)
        cls.good = os.path.join(cls.home.name, "good.db")
        for _ in range(2):
            done = juece("run", SAMPLE, "--store", cls.good, "--format", "json")
            cls.dossier = json.loads(done.stdout)["dossier"]
        for name in ("甲", "乙"):
            juece("submit", cls.dossier, "deliberation", "none", "--actor", name, "--role", "member", "--store", cls.good)
        with sqlite3.connect(cls.good) as database:
            assert database.execute("SELECT count(*) FROM attempts").fetchone()[0] >= 2
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    def altered_store(self, *statements):
        shutil.copy(self.good, self.store)
        database = sqlite3.connect(self.store, isolation_level=None)
        for trigger, in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            database.execute(*statement) if isinstance(statement, tuple) else database.execute(statement)
        database.close()

    def broken(self, *options, status=1):
        report = self.json(status, "audit", "--store", self.store, *options)
        self.assertEqual(report["ok"], status == 0)
        return {(found.get("log", "events"), found["dossier"], found["position"], found["reason"]) for found in report["broken"]}

    def test_a_whole_store_is_whole(self):
        shutil.copy(self.good, self.store)
        self.assertEqual(self.broken(status=0), set())

    def test_every_column_of_what_is_chained_counts(self):
        """`personal` is empty here; its columns are altered in the unit tests of the store."""
        shutil.copy(self.good, self.store)
        database = sqlite3.connect(self.store)
        rows = {}
        for table in ("events", "attempts", "journal"):
            names = [column[1] for column in database.execute(f"PRAGMA table_info({table})")]
            values = database.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()
            rows[table] = (names, [values[0], values[len(values) // 2], values[-1]])
        database.close()
        tried = 0
        for table, (names, picked) in rows.items():
            for row in picked:
                for name, value in zip(names, row[1:]):
                    with self.subTest(table=table, column=name, row=row[0]):
                        self.altered_store((f"UPDATE {table} SET {name} = ? WHERE rowid = ?", (altered(value), row[0])))
                        self.assertTrue(self.broken())
                        tried += 1
        self.assertGreater(tried, 50)
        for statement in ("UPDATE pinned SET bytes = CAST(bytes || ' ' AS BLOB)", "DELETE FROM pinned", "UPDATE pinned SET digest = digest || '0'"):
            with self.subTest(statement=statement):
                self.altered_store(statement)
                self.assertIn("documents", {found[0] for found in self.broken()})
        for statement in ("UPDATE meta SET value = 'sha256' WHERE key = 'algorithm'", "DELETE FROM journal"):
            with self.subTest(statement=statement):
                self.altered_store(statement)
                self.assertTrue(self.broken())

    def test_the_place_and_the_kind_are_named(self):
        with sqlite3.connect(self.good) as database:
            last = database.execute("SELECT max(position) FROM events WHERE dossier = ?", (self.dossier,)).fetchone()[0]
        database.close()
        where = f"WHERE dossier = '{self.dossier}' AND position"
        cases = {
            "changed": (f"UPDATE events SET bytes = CAST(replace(bytes, '\"position\":7', '\"position\":8') AS BLOB) {where} = 7", 7),
            "removed": (f"DELETE FROM events {where} = 7", 7),
            "truncated": (f"DELETE FROM events {where} > {last - 2}", last - 1),
        }
        for reason, (statement, position) in cases.items():
            self.altered_store(statement)
            with self.subTest(reason=reason):
                self.assertIn(("events", self.dossier, position, reason), self.broken())
                self.assertIn(("events", self.dossier, position, reason), self.broken(self.dossier))
        # The whole dossier is gone: only the journal still knows of it.
        self.altered_store(f"DELETE FROM events WHERE dossier = '{self.dossier}'")
        self.assertIn(("events", self.dossier, 1, "truncated"), self.broken())
        # An event of our own making behind the last one, chained as it should be.
        self.altered_store(f"DELETE FROM journal WHERE dossier = '{self.dossier}' AND sequence = (SELECT max(sequence) FROM journal WHERE log = 'events')")
        self.assertTrue(self.broken())

    def test_a_store_that_was_written_anew_is_found_by_a_checkpoint_kept_elsewhere(self):
        shutil.copy(self.good, self.store)
        key, copy = self.path("sign.key"), self.path("outside.jsonl")
        for scheme in ("sm2", "ed25519"):
            for path in (key, key + ".pub", copy, self.store + ".checkpoints.jsonl"):
                if os.path.exists(path):
                    os.remove(path)
            self.expect(0, "key", "new", key, "--scheme", scheme)
            self.assertEqual(stat.S_IMODE(os.stat(key).st_mode), 0o600)
            made = self.json(0, "checkpoint", "--key", key, "--to", copy, "--store", self.store)
            self.assertTrue(made["made"])
            self.assertFalse(self.json(0, "checkpoint", "--key", key, "--to", copy, "--store", self.store)["made"])
            self.assertEqual(self.broken("--checkpoints", copy, "--trust", key + ".pub", status=0), set())
            stranger = self.path("stranger-" + scheme)
            self.expect(0, "key", "new", stranger)
            self.assertIn("untrusted", {found[3] for found in self.broken("--trust", stranger + ".pub")})
        # Another history altogether, whole in itself; its keeper has thrown the checkpoints beside it away.
        other = self.path("other.db")
        juece("run", SAMPLE, "--store", other)
        juece("run", os.path.join(SOURCE, "samples", "dossiers", "annual-catalogue.json"), "--store", other)
        self.store = other
        self.assertEqual(self.broken(status=0), set())
        found = self.broken("--checkpoints", copy)
        self.assertTrue({"changed", "truncated"} & {one[3] for one in found if one[0] == "checkpoint"})

    def test_a_changed_or_shortened_list_of_checkpoints(self):
        shutil.copy(self.good, self.store)
        key, listed = self.path("k"), self.store + ".checkpoints.jsonl"
        self.expect(0, "key", "new", key)
        self.expect(0, "checkpoint", "--key", key, "--store", self.store)
        juece("run", SAMPLE, "--store", self.store)
        self.expect(0, "checkpoint", "--key", key, "--store", self.store)
        with open(listed, encoding="utf-8") as file:
            lines = file.read().splitlines(keepends=True)
        self.assertEqual(len(lines), 2)
        self.assertEqual(self.broken(status=0), set())
        for content, reason in ((lines[1], "removed"), (lines[0].replace('"at":"2', '"at":"1') + lines[1], "signature")):
            with open(listed, "w", encoding="utf-8") as file:
                file.write(content)
            self.assertIn(reason, {found[3] for found in self.broken()})
        with open(listed, "w", encoding="utf-8") as file:
            file.write(lines[0] + lines[1][:50])
        self.complaint("audit", "--store", self.store)

    def test_keys_are_kept_close(self):
        shutil.copy(self.good, self.store)
        key = self.path("open.key")
        self.expect(0, "key", "new", key)
        self.complaint("key", "new", key)  # never over another
        self.assertEqual(self.json(0, "key", "show", key + ".pub")["scheme"], "sm2")
        os.chmod(key, 0o640)
        self.assertIn("600", self.complaint("checkpoint", "--key", key, "--store", self.store))
        self.complaint("checkpoint", "--key", key + ".pub", "--store", self.store)
        self.complaint("checkpoint", "--store", self.store)
        self.complaint("checkpoint", "--key", self.path("none"), "--store", self.store)
        self.complaint("audit", "--store", self.store, "--trust", self.path("x", "no key"))
        self.assertFalse(os.path.exists(self.store + ".checkpoints.jsonl"))

    def test_checkpoints_by_themselves(self):
        key, copy = self.path("k"), self.path("copy.jsonl")
        self.expect(0, "key", "new", key, "--scheme", "ed25519")
        dossier = self.open_dossier()
        self.expect(0, "checkpoint", "--key", key, "--to", copy, "--at-closing", "--every", "3", "--remember", "--store", self.store)

        def count():
            with open(copy, encoding="utf-8") as file:
                return len(file.readlines())

        self.assertEqual(count(), 1)
        for number in range(3):
            self.expect(0, "set-fact", dossier, f"technical={'true' if number % 2 else 'false'}", "--actor", "张三", "--role", "undertaking_unit",
                        "--authority", "府办〔2024〕1号", "--reason", "核实", "--store", self.store)
        self.assertEqual(count(), 2)
        self.expect(0, "withdraw", dossier, "--actor", "张三", "--role", "undertaking_unit", "--authority", "府办〔2024〕2号", "--reason", "另行安排",
                    "--store", self.store)
        self.assertEqual(count(), 3)
        self.assertEqual(self.broken("--checkpoints", copy, "--trust", key + ".pub", status=0), set())
        # The archive package carries them, and names nobody else's dossier.
        folder = self.path("package")
        self.expect(0, "export", dossier, "--to", folder, "--store", self.store)
        report = self.json(0, "verify-package", folder, "--trust", key + ".pub")
        self.assertEqual([f["code"] for f in report["findings"] if f["code"].startswith("signature-")], [])
        self.assertIn("signature-unknown-key", {f["code"] for f in self.json(0, "verify-package", folder)["findings"]})
        stranger = self.path("stranger")
        self.expect(0, "key", "new", stranger)
        self.assertIn("signature-untrusted", {f["code"] for f in self.json(1, "verify-package", folder, "--trust", stranger + ".pub")["findings"]})
        os.remove(key)  # the key is gone: the command is recorded all the same, and the lack is told
        again = self.open_dossier()
        done = self.expect(0, "withdraw", again, "--actor", "张三", "--role", "undertaking_unit", "--authority", "府办〔2024〕3号", "--reason", "另行安排",
                           "--store", self.store)
        self.assertIn("检查点没有做成", done.stderr.decode())

    @unittest.skipUnless(OPENSSL, "skipped: no openssl command")
    def test_time_stamps(self):
        shutil.copy(self.good, self.store)
        self.make_authority()
        key = self.path("k")
        self.expect(0, "key", "new", key)
        command = f"cd '{self.folder.name}' && '{OPENSSL}' ts -reply -config ts.cnf -queryfile \"$JUECE_TS_REQUEST\" -out \"$JUECE_TS_RESPONSE\" 2>/dev/null"
        made = self.json(0, "checkpoint", "--key", key, "--time-stamp-command", command, "--store", self.store)
        self.assertTrue(made["time_stamped"])
        self.assertEqual(self.broken("--trust", self.path("ca.pem"), status=0), set())
        self.assertEqual(self.broken(status=0), set())
        other = self.path("other-ca.pem")
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "o.key", "-out", other, "-days", "2", "-subj", "/CN=other")
        self.assertIn("time-stamp", {found[3] for found in self.broken("--trust", other)})
        folder = self.path("package")
        self.expect(0, "export", self.dossier, "--to", folder, "--store", self.store)
        self.json(0, "verify-package", folder, "--trust", self.path("ca.pem"), "--trust", key + ".pub")
        self.assertIn("signature-time-stamp", {f["code"] for f in self.json(1, "verify-package", folder, "--trust", other, "--trust", key + ".pub")["findings"]})
        listed = self.store + ".checkpoints.jsonl"
        with open(listed, encoding="utf-8") as file:
            checkpoint = json.load(file)
        stamp = checkpoint["time_stamp"]
        for bad in (stamp[:-8], stamp[:200] + ("0" if stamp[200] != "0" else "1") + stamp[201:], "zz"):
            with open(listed, "w", encoding="utf-8") as file:
                file.write(json.dumps(dict(checkpoint, time_stamp=bad), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")
            self.assertIn("time-stamp", {found[3] for found in self.broken()})
        # An authority that does not answer, or answers something else: the checkpoint stands without a stamp, and that is told.
        os.remove(listed)
        for failing in ("exit 1", "true", "echo no > \"$JUECE_TS_RESPONSE\""):
            done = self.expect(1, "checkpoint", "--key", key, "--time-stamp-command", failing, "--store", self.store)
            self.assertIn("时间戳", done.stderr.decode())
            os.remove(listed)

    def openssl(self, *arguments):
        subprocess.run([OPENSSL, *arguments], check=True, capture_output=True, cwd=self.folder.name)

    def make_authority(self):
        self.path("ts.cnf", """
[ tsa ]
default_tsa = tsa1
[ tsa1 ]
serial = ./serial
signer_cert = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
certs = ./ca.pem
ess_cert_id_alg = sha256
[ stamping ]
extendedKeyUsage = critical,timeStamping
""")
        self.path("serial", "01\n")
        ec = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        self.openssl("req", "-x509", *ec, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=test authority")
        self.openssl("req", *ec, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=test stamping")
        self.openssl("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "2", "-extfile", "ts.cnf",
                     "-extensions", "stamping")


if __name__ == "__main__":
    unittest.main()
