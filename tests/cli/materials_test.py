"""Materials: written once, checked whenever they are read, and streamed: a file larger than the memory that is allowed goes in, out and
through verification."""
import glob
import json
import os
import resource
import shutil
import subprocess

from support import CliTest, JUECE

MIB = 1 << 20
ALLOWED = 64 * MIB  # of private memory
SIZE = (256 if os.environ.get("JUECE_LONG_TESTS") else 80) * MIB
PROPOSAL = {"source": "department", "proposer": "住建局", "written": True, "problem": "拥堵", "reasons": "规划", "first_plan": "快速化", "need": "必要", "feasibility": "可行"}


class Materials(CliTest):
    def setUp(self):
        super().setUp()
        self.dossier = self.open_dossier()

    def propose(self, path):
        return ("submit", self.dossier, "initiation", "propose", "--data", json.dumps(PROPOSAL), "--material", f"D101={path}", "--actor", "张三", "--role",
                "undertaking_unit", "--store", self.store)

    def kept(self):
        return [path for path in glob.glob(self.store + ".materials/*/*/*") if os.path.isfile(path)]

    def bounded(self, *arguments):
        """Runs with 64 MiB of private memory, and says what its resident set was at most, in KiB."""
        command = ["sh", "-c", 'exec "$@"', "sh", JUECE, *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (ALLOWED, ALLOWED)))
        error = process.stderr.read()
        process.stderr.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, usage.ru_maxrss, error.decode()

    def test_a_file_larger_than_the_memory_goes_in_out_and_through(self):
        big = self.path("big.bin")
        with open(big, "wb") as file:
            file.truncate(SIZE)  # all holes: nothing is on the disk until it is copied
        package = self.path("package")
        for arguments in (self.propose(big), ("export", self.dossier, "--to", package, "--store", self.store), ("verify-package", package),
                          ("audit", "--store", self.store)):
            with self.subTest(command=arguments[0]):
                status, peak, error = self.bounded(*arguments)
                self.assertIn(status, (0, 1) if arguments[0] == "verify-package" else (0,), error)  # an unfinished dossier may break rules
                self.assertLess(peak * 1024, ALLOWED)
        self.assertEqual([os.path.getsize(path) for path in self.kept()], [SIZE])
        self.assertIn(SIZE, [os.path.getsize(path) for path in glob.glob(os.path.join(package, "data", "materials", "*"))])
        codes = {finding["code"] for finding in json.loads(subprocess.run([JUECE, "verify-package", package, "--format", "json"], capture_output=True).stdout)["findings"]}
        self.assertFalse({code for code in codes if code.startswith(("bag-", "package-material", "package-file"))})

    def test_the_same_content_is_kept_once_and_cannot_be_written_to(self):
        first, second = self.path("a.txt", "同一份材料"), self.path("b.txt", "同一份材料")
        self.expect(0, *self.propose(first))
        self.expect(0, *self.propose(second))
        kept = self.kept()
        self.assertEqual(len(kept), 1)
        self.assertEqual(os.stat(kept[0]).st_mode & 0o777, 0o444)
        self.assertEqual(os.path.basename(kept[0])[:2], os.path.basename(os.path.dirname(kept[0])))

    def test_a_material_that_was_changed_on_the_disk_is_not_handed_out(self):
        self.expect(0, *self.propose(self.path("a.txt", "原件")))
        path = self.kept()[0]
        os.chmod(path, 0o644)
        with open(path, "wb") as file:
            file.write("改件".encode())
        complaint = self.complaint("export", self.dossier, "--to", self.path("out"), "--store", self.store)
        self.assertIn("内容已被改动", complaint)
        self.assertFalse(os.path.exists(self.path("out")))
        # Handed in again, the good copy takes its place.
        self.expect(0, *self.propose(self.path("a.txt", "原件")))
        self.expect(0, "export", self.dossier, "--to", self.path("out"), "--store", self.store)
        shutil.rmtree(self.store + ".materials")
        self.assertIn("没有", self.complaint("export", self.dossier, "--to", self.path("again"), "--store", self.store))

    def test_what_is_no_file_is_refused_and_leaves_nothing(self):
        os.mkfifo(self.path("pipe"))
        for path in (self.path("none"), self.folder.name, self.path("pipe"), "/dev/null"):
            with self.subTest(path=path):
                self.complaint(*self.propose(path))
        self.assertEqual(self.kept(), [])
        left = glob.glob(self.store + ".materials/incoming-*")
        self.assertEqual(left, [])

    def test_a_full_disk_leaves_no_half_material(self):
        big = self.path("big.bin")
        with open(big, "wb") as file:
            file.truncate(4 * MIB)
        limit = MIB
        done = subprocess.run([JUECE, *map(str, self.propose(big))], capture_output=True, timeout=60,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("磁盘空间", done.stderr.decode())
        self.assertEqual(self.kept() + glob.glob(self.store + ".materials/incoming-*"), [])


if __name__ == "__main__":
    import unittest

    unittest.main()
