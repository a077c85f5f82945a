"""The checkers themselves: each kind of mistake is found, and a good tree passes."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"


def run(tool, root):
    done = subprocess.run([sys.executable, TOOLS / tool, root], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


class Tree:
    """A small source tree that exists for one test."""

    def __init__(self, **files):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.add("engine/CMakeLists.txt", "juece_layer(low)\njuece_layer(high DEPENDS low LIBS x::y)  # DEPENDS none\n")
        self.add("engine/low/low.h", "#include <string>\n")
        self.add("engine/high/high.cpp", '#include "low/low.h"\n#include "high/high.h"\n#include <pugixml.hpp>\n')
        self.add("plugins/p/p.cpp", '#include "juece/sdk/step.h"\n#include "own.h"\n#include <vector>\n')
        self.add("plugins/p/own.h", "")
        for path, text in files.items():
            self.add(path, text)

    def add(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return self


class CheckLayers(unittest.TestCase):
    def expect(self, tree, *messages):
        code, output = run("check_layers.py", tree.root)
        self.assertEqual(code, 1 if messages else 0, output)
        for message in messages:
            self.assertIn(message, output)

    def test_good(self):
        self.expect(Tree())

    def test_upward_include(self):
        self.expect(Tree().add("engine/low/low.cpp", '\n#include "high/high.h"\n'), "low.cpp:2: low may include only low, but")

    def test_include_without_layer(self):
        self.expect(Tree().add("engine/low/low.cpp", '#include "low.h"\n'), 'low.cpp:1: an include starts at its layer')

    def test_third_party_in_header(self):
        self.expect(Tree().add("engine/low/low.h", "#include <pugixml.hpp>\n"), "low.h:1: a header of the engine")

    def test_plugin(self):
        self.expect(Tree().add("plugins/p/p.cpp", '#include "low/low.h"\n'), "p.cpp:1: a plugin includes only the SDK")
        self.expect(Tree().add("plugins/p/p.cpp", "#include <boost/json.hpp>\n"), "p.cpp:1: a plugin includes only the SDK")

    def test_ring(self):
        tree = Tree().add("engine/CMakeLists.txt", "juece_layer(low DEPENDS high)\njuece_layer(high DEPENDS low)\n")
        self.expect(tree, "in a ring: high -> low -> high")

    def test_undeclared(self):
        self.expect(Tree().add("engine/stray/x.cpp", ""), "stray:1: the folder is no declared layer")
        self.expect(Tree().add("engine/CMakeLists.txt", "juece_layer(low DEPENDS none)\njuece_layer(high DEPENDS low)\n"),
                    "depends on none, which is no declared layer")


class CheckSize(unittest.TestCase):
    def expect(self, tree, *messages):
        code, output = run("check_size.py", tree.root)
        self.assertEqual(code, 1 if messages else 0, output)
        for message in messages:
            self.assertIn(message, output)
        return output

    def test_files(self):
        self.expect(Tree())
        self.expect(Tree().add("engine/low/low.h", "\n" * 201), "low.h:1: header has 201 lines, more than 200")
        self.expect(Tree().add("engine/low/low.cpp", "\n" * 601), "low.cpp:1: file has 601 lines, more than 600")

    def test_functions(self):
        tree = Tree().add("engine/low/low.cpp", "int f() {\n" + "  g();\n" * 80 + "}\n")
        if "skipped" in run("check_size.py", tree.root)[1]:
            self.skipTest("universal-ctags is not installed")
        self.expect(tree, "low.cpp:1: function f has 82 lines, more than 80")

    def test_exceptions_only_shrink(self):
        tree = Tree().add("engine/low/low.h", "\n" * 250).add("tools/size_allow.txt", "engine/low/low.h 260  # why\n")
        self.expect(tree)
        tree.add("engine/low/low.h", "\n" * 270)
        self.expect(tree, "header has 270 lines, more than 260")
        tree.add("engine/low/low.h", "")
        self.expect(tree, "size_allow.txt:1: engine/low/low.h needs no exception any more")


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # temporary folders go when their tree does
