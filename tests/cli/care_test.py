"""backup, restore, doctor: a whole round, and what each says of what was broken on purpose."""
import json
import os
import pathlib
import shutil
import sqlite3
import unittest

from support import CliTest, SOURCE

SAMPLE = os.path.join(SOURCE, "samples", "dossiers", "public-work.json")


class Care(CliTest):
    def run_sample(self):
        self.expect(0, "run", SAMPLE, "--store", self.store)

    def backup(self, name="backup"):
        to = self.path(name)
        return to, self.json(0, "backup", "--to", to, "--store", self.store)

    def codes(self, status, *more):
        report = self.json(status, "doctor", "--store", self.store, *more)
        return {finding["code"] for finding in report["findings"]}

    def material(self):
        return next(path for path in pathlib.Path(self.store + ".materials").rglob("*") if path.is_file())

    def test_a_round(self):
        self.run_sample()
        to, made = self.backup()
        self.assertTrue(made["ok"])
        self.assertGreater(made["materials"], 0)
        self.assertEqual(sorted(os.listdir(to)), ["backup.json", "materials", "store.db"])
        self.open_dossier()  # after the backup
        other = self.path("other.db")
        done = self.json(0, "restore", to, "--store", other)
        self.assertEqual((done["dossiers"], done["link"]), (1, made["link"]))
        self.assertTrue(self.json(0, "audit", "--store", other)["ok"])
        self.assertEqual(len(self.json(0, "list", "--store", other)["dossiers"]), 1)
        self.assertTrue(self.json(0, "doctor", "--store", other)["ok"])
        self.expect(0, "open", "--procedure", "cn.major-decision", "--title", "t", "--organ", "o", "--actor", "a", "--role", "undertaking_unit", "--store", other)
        self.assertFalse(any(name.endswith((".incoming", ".lock")) for name in os.listdir(self.folder.name)))
        for language, words in (("zh", "已备份到"), ("en", "Backed up to")):
            self.assertIn(words, self.expect(0, "backup", "--to", self.path("b-" + language), "--store", self.store, "--lang", language).stdout.decode())

    def test_nothing_is_overwritten(self):
        self.run_sample()
        to, _ = self.backup()
        self.assertIn("exists", self.complaint("restore", to, "--store", self.store, "--lang", "en"))
        self.assertIn("已经存在", self.complaint("restore", to, "--store", self.store, "--lang", "zh"))
        self.complaint("backup", "--to", to, "--store", self.store)
        self.complaint("backup", "--to", self.path("b2"), "--store", self.path("none.db"))
        self.assertFalse(os.path.exists(self.path("b2")))
        self.complaint("restore", self.folder.name, "--store", self.path("new.db"))
        occupied = self.path("taken.db.materials")
        os.mkdir(occupied)
        self.complaint("restore", to, "--store", self.path("taken.db"))

    def test_a_backup_that_was_touched_is_not_restored(self):
        self.run_sample()
        to, _ = self.backup()

        def change_store(folder):
            with open(os.path.join(folder, "store.db"), "r+b") as out:
                out.seek(9000)
                out.write(b"\xff" * 40)

        def lose_material(folder):
            next(path for path in pathlib.Path(folder, "materials").rglob("*") if path.is_file()).unlink()

        def change_material(folder):
            next(path for path in pathlib.Path(folder, "materials").rglob("*") if path.is_file()).write_bytes(b"other")

        def forge(folder):  # the list is made to fit a store whose chain does not
            path = os.path.join(folder, "store.db")
            store = sqlite3.connect(path)
            store.executescript("DROP TRIGGER events_stay; UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '云川', '川云') AS BLOB)")
            store.commit()
            store.close()
            import hashlib
            listing = os.path.join(folder, "backup.json")
            data = json.loads(pathlib.Path(listing).read_text(encoding="utf-8"))
            for file in data["files"]:
                if file["path"] == "store.db":
                    file["digest"] = "sha256:" + hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
            pathlib.Path(listing).write_text(json.dumps(data), encoding="utf-8")

        def lead_outside(folder):
            listing = os.path.join(folder, "backup.json")
            data = json.loads(pathlib.Path(listing).read_text(encoding="utf-8"))
            data["files"][0]["path"] = "materials/../../../outside"
            pathlib.Path(listing).write_text(json.dumps(data), encoding="utf-8")

        for number, spoil in enumerate((change_store, lose_material, change_material, forge, lead_outside)):
            with self.subTest(spoil.__name__):
                spoiled = self.path(f"spoiled-{number}")
                shutil.copytree(to, spoiled)
                spoil(spoiled)
                place = self.path(f"restored-{number}.db")
                report = self.json(1, "restore", spoiled, "--store", place)
                self.assertFalse(report["ok"])
                self.assertTrue(report["findings"])
                self.assertFalse([name for name in os.listdir(self.folder.name) if name.startswith(f"restored-{number}")])

    def test_a_backup_without_a_lost_material_says_so(self):
        self.run_sample()
        self.material().unlink()
        report = self.json(1, "backup", "--to", self.path("b"), "--store", self.store)
        self.assertEqual({finding["code"] for finding in report["findings"]}, {"backup-material-missing"})
        self.expect(0, "restore", self.path("b"), "--store", self.path("other.db"))

    def test_the_doctor_finds_nothing_in_a_sound_store(self):
        self.run_sample()
        report = self.json(0, "doctor", "--store", self.store)
        self.assertTrue(report["ok"])
        self.assertEqual(report["dossiers"], 1)
        self.assertGreater(report["materials"], 0)
        self.complaint("doctor", "--store", self.path("none.db"))

    def test_the_doctor_names_what_is_broken(self):
        self.run_sample()
        whole = self.path("whole")
        os.mkdir(whole)

        def fresh():
            for path in pathlib.Path(self.folder.name).glob("juece.db*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            for path in pathlib.Path(whole).iterdir():
                (shutil.copytree if path.is_dir() else shutil.copy)(path, os.path.join(self.folder.name, path.name))

        for path in pathlib.Path(self.folder.name).glob("juece.db*"):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, os.path.join(whole, path.name))

        def sql(script):
            store = sqlite3.connect(self.store)
            store.executescript(script)
            store.commit()
            store.close()

        def damage():
            with open(self.store, "r+b") as out:
                out.seek(0, os.SEEK_END)
                for page in range(4, out.tell() // 4096, 3):
                    out.seek(page * 4096)
                    out.write(b"\xff" * 200)

        cases = {
            "material-missing": lambda: self.material().unlink(),
            "material-changed": lambda: self.material().write_bytes(b"other"),
            "chain-broken": lambda: sql("DROP TRIGGER events_stay; UPDATE events SET hash = replace(hash, 'a', 'b') WHERE position = 3"),
            "pinned-document-wrong": lambda: sql("DROP TRIGGER pinned_stay; UPDATE pinned SET bytes = CAST(bytes || ' ' AS BLOB) WHERE kind = 'definition'"),
            "dossier-unreadable": lambda: sql("DROP TRIGGER events_stay; UPDATE events SET bytes = CAST('{' AS BLOB) WHERE position = 2"),
            "store-damaged": damage,
            "store-open-to-all": lambda: os.chmod(self.store, 0o666),
            "signing-key": lambda: self.path("juece.db.checkpoints.json", json.dumps({"key": self.path("no.key"), "copies": [], "every": 1})),
        }
        for code, spoil in cases.items():
            with self.subTest(code):
                fresh()
                spoil()
                self.assertIn(code, self.codes(1))
        fresh()
        self.material().with_name("unused").write_bytes(b"nobody's")
        self.assertIn("material-unused", self.codes(0))


if __name__ == "__main__":
    unittest.main()
