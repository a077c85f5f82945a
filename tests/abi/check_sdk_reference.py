"""The page of the SDK says what the headers say, and leaves nothing out: every name that a reader of the headers finds stands on it."""

import pathlib
import re
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
made = subprocess.run([sys.executable, str(root / "tools/make_sdk_reference.py"), "--check"], capture_output=True, text=True)
if made.returncode != 0:
    print(made.stdout + made.stderr)
    sys.exit(1)

page = (root / "docs/reference/sdk.md").read_text(encoding="utf-8")
names = set()
for header in (root / "sdk/include/juece/abi").glob("*.h"):
    text = header.read_text(encoding="utf-8")
    names |= set(re.findall(r"\(\*(\w+)\)\(", text)) | set(re.findall(r"^(?:typedef )?(?:struct|enum) (juece_\w+) \{", text, re.M))
    names |= set(re.findall(r"\b(JUECE_[A-Z_]+) = \d", text)) | set(re.findall(r"#define (JUECE_\w+_ID)", text))
for header in (root / "sdk/include/juece/sdk").glob("*.h"):
    text = header.read_text(encoding="utf-8")
    names |= set(re.findall(r"^(?:class|struct) (\w+)", text, re.M)) | set(re.findall(r"^#define (JUECE_\w+)\(", text, re.M))
    names |= set(re.findall(r"^  \[\[nodiscard\]\] [\w:<>&* ]+ (\w+)\([^)]*\) const (?:=|\{)", text.split(" private:")[0], re.M))
internal = {"PluginTables", "FunctionTables"}
missing = sorted(name for name in names - internal if not re.search(rf"\b{name}\b", page))
if missing or len(names) < 100:
    print(f"expected every name of the headers on the page, but of {len(names)} these are missing: {', '.join(missing)}")
    sys.exit(1)
