"""Archive packages: export, verification here and by the program that shares no code, review from the package alone."""
import contextlib
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

from support import CliTest, SOURCE, juece

sys.path.insert(0, os.path.join(SOURCE, "tools"))
import package_crypto  # noqa: E402
import verify_package  # noqa: E402

CONFORMANCE = os.path.join(SOURCE, "..", "shared", "data", "bagit-conformance")
LONG = bool(os.environ.get("JUECE_LONG_TESTS"))


def other_program(folder, *more):
    """Exit status and what it said; run in this process, which is faster."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = verify_package.main([folder, *more])
    return status, out.getvalue()


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content if isinstance(content, bytes) else content.encode())


def read(path):
    with open(path, "rb") as file:
        return file.read()


def payload_files(folder):
    return sorted(os.path.relpath(os.path.join(root, name), folder) for root, _, names in os.walk(os.path.join(folder, "data")) for name in names)


def digest(algorithm, content):
    return verify_package.digest_of(algorithm, content).split(":")[1]


def reseal(folder, index=True):
    """Makes the bag valid again, and the index's list of files, as somebody would who wants to hide a change."""
    path = os.path.join(folder, "data", "package.json")
    algorithm = json.loads(read(path))["algorithm"]
    if index:
        package = json.loads(read(path))
        package["files"] = [{"file": name, "digest": f"{algorithm}:{digest(algorithm, read(os.path.join(folder, name)))}",
                             "size": os.path.getsize(os.path.join(folder, name))} for name in payload_files(folder) if name != "data/package.json"]
        write(path, json.dumps(package, ensure_ascii=False))
    files = payload_files(folder)
    info = [line for line in read(os.path.join(folder, "bag-info.txt")).decode().splitlines() if not line.startswith("Payload-Oxum")]
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in files)
    write(os.path.join(folder, "bag-info.txt"), "\n".join([*info, f"Payload-Oxum: {size}.{len(files)}"]) + "\n")
    for name in ("sha512", algorithm):
        write(os.path.join(folder, f"manifest-{name}.txt"), "".join(f"{digest(name, read(os.path.join(folder, f)))}  {f}\n" for f in files))
    for name in ("sha512", algorithm):
        tags = ["bagit.txt", "bag-info.txt", "manifest-sha512.txt", f"manifest-{algorithm}.txt"]
        write(os.path.join(folder, f"tagmanifest-{name}.txt"), "".join(f"{digest(name, read(os.path.join(folder, f)))}  {f}\n" for f in tags))


def without_graph(page):
    """The state graph is drawn of a dossier of the store alone; everything else on the page is the same."""
    return re.sub('(<div class="picture">\\s*)?<h2>(状态图|State graph)</h2>.*?(?=<h2>(审查依据|What it was judged by)</h2>)'.encode(), b"", page, flags=re.S)


class Conformance(unittest.TestCase):
    def test_bags_of_the_conformance_suite(self):
        if not os.path.isdir(CONFORMANCE):
            self.skipTest("skipped: ../shared/data/bagit-conformance is not there")
        with open(os.path.join(CONFORMANCE, "verdicts.json"), encoding="utf-8") as file:
            verdicts = json.load(file)
        self.assertGreater(len(verdicts), 40)
        for verdict in verdicts:
            bag = os.path.join(CONFORMANCE, verdict["bag"])
            expected = 1 if verdict["expected"] == "invalid" else 0
            with self.subTest(bag=verdict["bag"]):
                done = juece("verify-package", bag, "--bag-only", "--format", "json")
                self.assertEqual(done.returncode, expected, done.stdout.decode())
                report = json.loads(done.stdout)
                self.assertEqual(report["ok"], expected == 0)
                severities = {finding["severity"] for finding in report["findings"]}
                if verdict["expected"] == "valid with warning":
                    self.assertEqual(severities, {"warning"})
                self.assertEqual(other_program(bag, "--bag-only")[0], expected)


class Cryptography(unittest.TestCase):
    def test_sm3_by_hand(self):
        vectors = {b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",  # GB/T 32905-2016, appendix A
                   b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"}
        for message, value in vectors.items():
            digest = package_crypto.Sm3()
            for at in range(0, len(message), 3):
                digest.update(message[at:at + 3])
            self.assertEqual(digest.hexdigest(), value)
            self.assertEqual(digest.hexdigest(), value)
        for size in (0, 1, 55, 56, 63, 64, 65, 119, 120, 1000):
            digest = package_crypto.Sm3()
            digest.update(b"x" * size)
            self.assertEqual(f"sm3:{digest.hexdigest()}", package_crypto.digest_of("sm3", b"x" * size))


class Package(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.home.cleanup)
        cls.base_store = os.path.join(cls.home.name, "juece.db")
        cls.dossiers = {}
        for name in ("public-work", "reform-pilot", "town-lighting"):
            done = juece("run", os.path.join(SOURCE, "samples", "dossiers", name + ".json"), "--store", cls.base_store, "--format", "json")
            cls.dossiers[name] = json.loads(done.stdout)["dossier"]
        # A refused command leaves an attempt, which is archived too.
        juece("submit", cls.dossiers["public-work"], "issue", "sign", "--actor", "甲", "--role", "chief_executive", "--store", cls.base_store)
        cls.good = os.path.join(cls.home.name, "good")
        done = juece("export", cls.dossiers["public-work"], "--to", cls.good, "--store", cls.base_store)
        assert done.returncode == 0, done.stderr.decode()

    def copy(self, name="copy"):
        folder = self.path(name)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.good, folder, symlinks=True)
        return folder

    def both(self, folder, expected):
        """The codes that verify-package tells; the other program must come to the same verdict."""
        done = juece("verify-package", folder, "--format", "json")
        self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        report = json.loads(done.stdout)
        status, text = other_program(folder)
        self.assertEqual((report["ok"], status), (expected, 0 if expected else 1), f"{report['findings'][:5]}\n{text}")
        return {finding["code"] for finding in report["findings"] if finding["severity"] == "error"}

    def test_every_sample_verifies_and_is_judged_as_in_the_store(self):
        for name, dossier in self.dossiers.items():
            folder = self.path(name)
            self.expect(0, "export", dossier, "--to", folder, "--store", self.base_store)
            self.assertEqual(self.both(folder, True), set())
            for form in ("json", "text", "html") if name == "public-work" or LONG else ("json",):
                for lang in ("zh", "en") if form == "json" or LONG else ("zh",):
                    here = juece("check", dossier, "--store", self.base_store, "--format", form, "--lang", lang)
                    there = juece("check", "--package", folder, "--format", form, "--lang", lang)
                    self.assertEqual((here.returncode, without_graph(here.stdout)), (there.returncode, without_graph(there.stdout)))
                    self.assertGreater(len(there.stdout), 1000)

    def test_the_same_dossier_gives_the_same_bytes(self):
        again = self.path("again")
        self.expect(0, "export", self.dossiers["public-work"], "--to", again, "--store", self.base_store)
        names = [os.path.relpath(os.path.join(root, name), self.good) for root, _, files in os.walk(self.good) for name in files]
        self.assertGreater(len(names), 40)
        for name in names:
            self.assertEqual(read(os.path.join(self.good, name)), read(os.path.join(again, name)), name)

    def test_a_package_holds_no_path_of_this_machine(self):
        for name in payload_files(self.good):
            self.assertNotIn(os.path.realpath(SOURCE).encode(), read(os.path.join(self.good, name)), name)

    def test_export_refuses_what_is_there_and_leaves_nothing_behind(self):
        taken = self.path("taken")
        os.mkdir(taken)
        self.expect(0, "export", self.dossiers["town-lighting"], "--to", taken, "--store", self.base_store)  # an empty folder is free
        before = os.listdir(self.folder.name)
        complaint = self.complaint("export", self.dossiers["town-lighting"], "--to", taken, "--store", self.base_store)
        self.assertIn("已经存在", complaint)
        self.complaint("export", "2099-0001", "--to", self.path("none"), "--store", self.base_store)
        self.complaint("export", self.dossiers["town-lighting"], "--to", self.path("no/such/folder"), "--store", self.base_store)
        self.assertEqual(os.listdir(self.folder.name), before)

    def test_a_lost_or_changed_material_stops_the_export(self):
        store = self.path("own.db")
        shutil.copytree(self.base_store + ".materials", store + ".materials")
        shutil.copy(self.base_store, store)
        for root, _, names in os.walk(store + ".materials"):
            for name in names:
                full = os.path.join(root, name)
                content = read(full)
                os.chmod(full, 0o644)
                write(full, content + b" ")
        self.complaint("export", self.dossiers["public-work"], "--to", self.path("out"), "--store", store)
        shutil.rmtree(store + ".materials")
        self.complaint("export", self.dossiers["public-work"], "--to", self.path("out"), "--store", store)
        self.assertFalse([name for name in os.listdir(self.folder.name) if name.startswith("out")])

    def test_a_disk_that_fills_leaves_nothing_behind(self):
        limit = 50_000  # the largest file of the package does not fit
        command = [os.environ["JUECE"], "export", self.dossiers["public-work"], "--to", self.path("full"), "--store", self.base_store]
        done = subprocess.run(command, capture_output=True, timeout=120, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("磁盘空间", done.stderr.decode())
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_catalogue_and_event_log(self):
        catalogue = json.loads(read(os.path.join(self.good, "data/catalogue.json")))
        items = [item for volume in catalogue["volumes"] for item in volume["items"]]
        self.assertEqual([item["number"] for item in items], list(range(1, catalogue["items"] + 1)))
        for volume in catalogue["volumes"]:
            self.assertEqual([item["order"] for item in volume["items"]], list(range(1, len(volume["items"]) + 1)))
        package = json.loads(read(os.path.join(self.good, "data/package.json")))
        self.assertEqual(sorted(item["material"] for item in items), sorted(material["id"] for material in package["materials"]))
        codes = {note["code"] for note in catalogue["notes"]}
        self.assertLessEqual({"paper", "not-applicable"}, codes)
        xes = read(os.path.join(self.good, "data/dossier.xes"))
        self.assertEqual(xes, juece("log", self.dossiers["public-work"], "--format", "xes", "--store", self.base_store).stdout)
        metadata = read(os.path.join(self.good, "data/metadata.xml"))
        root = xml.etree.ElementTree.fromstring(metadata)
        self.assertEqual(len(root.findall("{urn:juece:archive-metadata:1}文件")), catalogue["items"])

    def test_every_file_counts(self):
        folder = self.copy()
        names = [os.path.relpath(os.path.join(root, name), folder) for root, _, files in os.walk(folder) for name in files]
        few = [name for name in names if LONG or "/workflows/" not in name and "/materials/" not in name or name.endswith(("R713.xml", "cn.xml", "0001-D101.txt"))]
        self.assertGreater(len(few), 18)
        for name in sorted(few):
            path = os.path.join(folder, name)
            content = read(path)
            places = {0, len(content) // 2, len(content) - 1} if content else set()
            for at in sorted(places if LONG else list(places)[:1]):
                write(path, content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
                with self.subTest(file=name, byte=at):
                    self.both(folder, False)
            os.remove(path)
            with self.subTest(file=name, removed=True):
                self.both(folder, False)
            write(path, content)

    def test_tampering_that_the_bag_does_not_show(self):
        """The bag and the index are made to fit again: the chain, the materials and the documents must still tell."""
        events = read(os.path.join(self.good, "data/history/events.jsonl")).decode().splitlines(keepends=True)
        chain = read(os.path.join(self.good, "data/history/chain.jsonl")).decode().splitlines(keepends=True)
        middle = len(events) // 2

        def history(new_events, new_chain=None):
            def change(folder):
                write(os.path.join(folder, "data/history/events.jsonl"), "".join(new_events))
                write(os.path.join(folder, "data/history/chain.jsonl"), "".join(chain if new_chain is None else new_chain))
            return change

        def without(lines, at):
            return lines[:at] + lines[at + 1:]

        def swapped(lines, at):
            return lines[:at] + [lines[at + 1], lines[at]] + lines[at + 2:]

        def edit(name, old, new):
            def change(folder):
                path = os.path.join(folder, name)
                content = read(path)
                self.assertIn(old, content)
                write(path, content.replace(old, new, 1))
            return change

        def index(change_index):
            def change(folder):
                path = os.path.join(folder, "data/package.json")
                package = json.loads(read(path))
                change_index(package)
                write(path, json.dumps(package, ensure_ascii=False))
            return change

        def first_material(folder):
            name = json.loads(read(os.path.join(folder, "data/package.json")))["materials"][0]["file"]
            write(os.path.join(folder, name), b"another text")

        changed = events[middle].replace('"name":"', '"name":"假', 1)
        cases = {
            "changed": (history(events[:middle] + [changed] + events[middle + 1:]), "chain-changed"),
            "removed": (history(without(events, middle), without(chain, middle)), "chain-removed"),
            "inserted": (history(events[:middle + 1] + events[middle:], chain[:middle + 1] + chain[middle:]), "chain-inserted"),
            "reordered": (history(swapped(events, middle), swapped(chain, middle)), "chain-reordered"),
            "truncated": (history(events[:-3], chain[:-3]), "chain-truncated"),
            "blank": (history([events[0].replace('":', '": ', 1)] + events[1:]), "chain-changed"),
            "crlf": (history([events[0].rstrip("\n") + "\r\n"] + events[1:]), "history-unreadable"),
            "last-newline": (history(events[:-1] + [events[-1].rstrip("\n")]), "history-unreadable"),
            "chain-shorter": (history(events, chain[:-1]), "history-unreadable"),
            "chain-hash": (history(events, [chain[0].replace('"hash":"sm3:', '"hash":"sm3:0', 1)] + chain[1:]), "chain-changed"),
            "material": (first_material, "package-material"),
            "document": (edit("data/documents/01-definition.xml", b"<", b" <"), "package-document"),
            "attempt": (edit("data/history/attempts.jsonl", "甲".encode(), "乙".encode()), "attempts-changed"),
            "attempts-gone": (lambda folder: [write(os.path.join(folder, f"data/history/{name}.jsonl"), b"") for name in ("attempts", "attempts-chain")], "attempts-truncated"),
            "title": (index(lambda package: package.update(title="另一件事")), "package-statement"),
            "state": (index(lambda package: package.update(state="running")), "package-statement"),
            "plugins": (index(lambda package: package["plugins"].pop()), "package-statement"),
            "one-material-less": (index(lambda package: package["materials"].pop()), "package-material"),
            "materials-swapped": (index(lambda package: package["materials"].reverse()), "package-material"),
            "a-member-more": (index(lambda package: package.update(more=1)), "package-index"),
            "newer": (index(lambda package: package.update(version=2)), "package-version"),
            "other-dossier": (index(lambda package: package.update(dossier="2024-0099")), "chain-changed"),
        }
        for name, (change, code) in cases.items():
            folder = self.copy()
            change(folder)
            reseal(folder)
            with self.subTest(case=name):
                if name in ("changed", "crlf") or LONG:
                    self.assertEqual(juece("verify-package", folder, "--bag-only").returncode, 0)
                self.assertIn(code, self.both(folder, False))
                if name in ("changed", "truncated", "material", "attempt", "a-member-more") or LONG:
                    self.assertEqual(juece("check", "--package", folder).returncode, 2)

    def test_a_resealed_copy_without_a_change_is_good(self):
        folder = self.copy()
        reseal(folder)
        self.both(folder, True)

    def test_hostile_folders(self):
        secret = self.path("secret", "secret")

        def link(folder):
            path = os.path.join(folder, "data/dossier.html")
            os.remove(path)
            os.symlink(secret, path)

        def folder_link(folder):
            shutil.move(os.path.join(folder, "data/materials"), self.path("elsewhere"))
            os.symlink(self.path("elsewhere"), os.path.join(folder, "data/materials"))

        def pipe(folder):
            os.mkfifo(os.path.join(folder, "data/pipe"))

        def listed(path):
            def change(folder):
                with open(os.path.join(folder, "manifest-sha512.txt"), "ab") as out:
                    out.write(b"0" * 128 + b"  " + path + b"\n")
            return change

        def extra(name):
            return lambda folder: write(os.path.join(folder, name), b"x")

        cases = {"link": link, "folder-link": folder_link, "pipe": pipe, "upwards": listed(b"data/../../secret"), "absolute": listed(b"/etc/passwd"),
                 "encoded-newline": listed(b"data/a%0D%0Ab"), "case": extra("data/DOSSIER.HTML"), "extra": extra("data/extra"),
                 "tag": extra("note.txt"), "fetch": lambda folder: write(os.path.join(folder, "fetch.txt"), b"http://127.0.0.1/x - data/../x\n")}
        for name, change in cases.items():
            folder = self.copy()
            change(folder)
            with self.subTest(case=name):
                self.both(folder, False)
        for name in ("case", "extra", "tag"):  # also where the bag and the index were made to fit
            folder = self.copy()
            cases[name](folder)
            reseal(folder, index=False)
            with self.subTest(case=name, resealed=True):
                self.assertIn("package-file-unlisted", self.both(folder, False))

    def test_signed_checkpoints_in_a_package(self):
        for scheme in ("sm2", "ed25519"):
            store, key, signed = self.path(scheme + ".db"), self.path(scheme + ".key"), self.path(scheme)
            self.expect(0, "key", "new", key, "--scheme", scheme)
            dossier = self.json(0, "run", os.path.join(SOURCE, "samples", "dossiers", "town-lighting.json"), "--store", store)["dossier"]
            self.expect(0, "checkpoint", "--key", key, "--store", store)
            self.expect(0, "export", dossier, "--to", signed, "--store", store)
            key_id = self.json(0, "key", "show", key + ".pub")["key"]
            self.assertEqual(self.both(signed, True), set())
            self.assertEqual(other_program(signed, "--trust", key_id)[0], 0)
            self.assertEqual(other_program(signed, "--trust", "sha256:" + "0" * 64)[0], 1)
            listed = "data/history/checkpoints.jsonl"
            line = json.loads(read(os.path.join(signed, listed)))
            signature, other = line["signature"], self.path(scheme + "-other")
            self.expect(0, "key", "new", other, "--scheme", scheme)
            with open(other + ".pub", encoding="utf-8") as file:
                other_pem = file.read()
            cases = {"signature": dict(line, signature=signature[:-2] + ("00" if signature[-2:] != "00" else "01")),
                     "no-signature": dict(line, signature=""),
                     "key": dict(line, public_key=other_pem),
                     "key-and-id": dict(line, public_key=other_pem, key=self.json(0, "key", "show", other + ".pub")["key"]),
                     "scheme": dict(line, scheme="rsa"),
                     "time": dict(line, statement=dict(line["statement"], at="2020-01-01T00:00:00+08:00")),
                     "leaves": dict(line, leaves=[]),
                     "member": dict(line, more=1)}
            for name, changed in cases.items():
                folder = self.path(f"{scheme}-{name}")
                shutil.copytree(signed, folder)
                write(os.path.join(folder, listed), json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")
                reseal(folder)
                with self.subTest(scheme=scheme, case=name):
                    self.assertTrue(any(code.startswith("signature-") for code in self.both(folder, False)))
            # A package of another dossier with this one's checkpoint.
            folder = self.copy(scheme + "-foreign")
            shutil.copy(os.path.join(signed, listed), os.path.join(folder, listed))
            reseal(folder)
            self.assertIn("signature-unrelated", self.both(folder, False))

    def test_a_huge_manifest_is_refused_in_little_memory(self):
        folder = self.copy()
        with open(os.path.join(folder, "manifest-sha512.txt"), "ab") as out:
            out.truncate(1 << 28)
        report = self.json(1, "verify-package", folder, "--bag-only")
        self.assertIn("bag-too-large", {finding["code"] for finding in report["findings"]})

    def test_usage(self):
        self.complaint("verify-package", self.path("none"))
        self.complaint("verify-package", self.path("file", "x"))
        self.complaint("check", "--package", self.path("none"))
        self.complaint("check", "--package", self.good, "--all", "--store", self.base_store)
        text = self.expect(0, "verify-package", self.good).stdout.decode()
        self.assertIn("✔ 记录与哈希链:无误", text)
        english = self.expect(0, "verify-package", self.good, "--lang", "en").stdout.decode()
        self.assertIn("✔ history and chain: good", english.replace(":good", ": good"))


if __name__ == "__main__":
    unittest.main()
