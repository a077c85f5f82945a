"""Every ABI header stands alone, as C11 and as C++20, with every compiler that is installed."""

import pathlib
import shutil
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
FLAGS = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
LANGUAGES = [("c", "-std=c11", ["gcc", "clang"]), ("c++", "-std=c++20", ["g++", "clang++"])]

failures = 0
for language, standard, compilers in LANGUAGES:
    for compiler in compilers:
        if shutil.which(compiler) is None:
            print(f"skipped: {compiler} is not installed")
            continue
        for header in sorted((root / "sdk/include/juece/abi").rglob("*.h")):
            # The declaration keeps a header without one (version.h) from being an empty translation unit.
            source = f'#include "{header}"\n#include "{header}"\ntypedef int juece_not_empty;\n'
            command = [compiler, "-x", language, standard, *FLAGS, f"-I{root / 'sdk/include'}", "-"]
            result = subprocess.run(command, input=source, capture_output=True, text=True)
            if result.returncode != 0:
                failures += 1
                print(f"{compiler} {standard} {header.name}:\n{result.stderr}")
sys.exit(1 if failures else 0)
