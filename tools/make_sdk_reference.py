#!/usr/bin/env python3
"""Writes docs/reference/sdk.md from the headers under sdk/include, so that the page cannot say anything else than they do.

A comment directly before a declaration is its description; the comment at the head of a file describes the file. Bodies are left out, private
members too.

Usage: make_sdk_reference.py [--check]      (--check: exit 1 where the page is not what would be written)
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/sdk.md"
C_COMMENT = re.compile(r"/\*(.*?)\*/", re.S)


def plain(text):
    """The text of a comment in one paragraph a blank line."""
    lines = [re.sub(r"^\s*(//|\*)? ?", "", line).rstrip() for line in text.strip().splitlines()]
    return re.sub(r"(?<!\n)\n(?!\n)", " ", "\n".join(lines)).strip()


def cell(text):
    return plain(text).replace("\n\n", " ").replace("|", "\\|")


# --- the C interface ---------------------------------------------------------------------------------------------

def split_members(body):
    """(comment, declaration) of each member; a comment may stand before it or behind it on its line."""
    members = []
    pending = ""
    rest = body
    while rest.strip():
        rest = rest.lstrip()
        if rest.startswith("/*"):
            end = rest.index("*/") + 2
            comment, rest = rest[2:end - 2], rest[end:]
            if members and not members[-1][0] and members[-1][2]:
                members[-1][0] = comment
            else:
                pending = comment
            continue
        ends = [i for i in (rest.find(";"), rest.find(",")) if i >= 0 and rest[:i].count("(") == rest[:i].count(")")]
        depth = 0
        stop = len(rest)
        for i, c in enumerate(rest):
            depth += c == "("
            depth -= c == ")"
            if c in ";," and depth == 0:
                stop = i
                break
        declaration = rest[:stop]
        inner = C_COMMENT.search(declaration)
        if inner and not declaration[:inner.start()].strip() == "":
            pending = pending or inner[1]
            declaration = C_COMMENT.sub("", declaration)
        rest = rest[stop + 1:]
        behind = bool(re.match(r"[ \t]*/\*", rest))
        members.append([pending, " ".join(declaration.split()), behind and not pending])
        pending = ""
    return [(comment, declaration) for comment, declaration, _ in members if declaration]


def c_header(path):
    text = path.read_text(encoding="utf-8")
    out = [f"## `juece/abi/{path.name}`", ""]
    head = C_COMMENT.search(text)
    out += [plain(head[1]), ""]
    pattern = re.compile(r"(?:/\*((?:(?!\*/).)*)\*/\s*)?(?:typedef\s+)?(struct|enum)\s+(juece_\w+)\s*\{(.*?)\n\}[^;]*;", re.S)
    for comment, kind, name, body in pattern.findall(text):
        out += [f"### {kind} `{name}`", "", plain(comment), "", "| | |", "|---|---|"]
        out += [f"| `{declaration.replace('|', chr(92) + '|')}` | {cell(said)} |" for said, declaration in split_members(body)]
        out.append("")
    for comment, name, value in re.findall(r"/\*((?:(?!\*/).)*)\*/\s*#define (JUECE_\w+_ID) (\"[^\"]+\")", text, re.S):
        out += [f"### `{name}` = `{value}`", "", plain(comment), ""]
    for comment, declaration in re.findall(r"/\*((?:(?!\*/).)*)\*/\s*(JUECE_EXPORT [^;{]+);", text, re.S):
        out += [f"### `{' '.join(declaration.split())}`", "", plain(comment), ""]
    return out


# --- the C++ kit -------------------------------------------------------------------------------------------------

def statements(text):
    """(comment, head, body or None, is_block) of each declaration of a scope."""
    comment = []
    i = 0
    found = []
    while i < len(text):
        if text[i].isspace():
            blank = re.match(r"\s*", text[i:])[0]
            if blank.count("\n") > 1:
                comment = []
            i += len(blank)
            continue
        if text.startswith("//", i):
            end = text.find("\n", i)
            comment.append(text[i + 2:end])
            i = end + 1
            continue
        if text[i] == "#":
            i = end_of_directive(text, i)
            comment = []
            continue
        head, body, i = declaration_at(text, i)
        behind = re.match(r"[ \t]*//([^\n]*)", text[i:])  # a comment on the same line is its own
        if behind:
            i += len(behind[0])
            comment = comment or [behind[1]]
        found.append(("\n".join(comment), head, body))
        comment = []
    return found


def end_of_directive(text, i):
    while True:
        end = text.find("\n", i)
        if end < 0:
            return len(text)
        if text[end - 1] != "\\":
            return end + 1
        i = end + 1


def declaration_at(text, i):
    """The head up to ; or {, the body between the braces or None, and where the next declaration begins."""
    depth = 0
    start = i
    while i < len(text):
        c = text[i]
        if text.startswith("//", i):
            i = text.find("\n", i)
            continue
        if c in "\"'":
            i = end_of_literal(text, i)
            continue
        depth += c in "(["
        depth -= c in ")]"
        if c == ";" and depth == 0:
            return text[start:i], None, i + 1
        if c == ":" and text[start:i].strip() in ("public", "private", "protected"):
            return text[start:i + 1].strip(), None, i + 1
        if c == "{" and depth == 0:
            end = matching(text, i)
            after = re.match(r"\s*;", text[end + 1:])
            return text[start:i], text[i + 1:end], end + 1 + (len(after[0]) if after else 0)
        i += 1
    return text[start:], None, len(text)


def end_of_literal(text, i):
    quote = text[i]
    i += 1
    while text[i] != quote:
        i += 2 if text[i] == "\\" else 1
    return i + 1


def matching(text, i):
    depth = 0
    while i < len(text):
        if text.startswith("//", i):
            i = text.find("\n", i)
            continue
        if text[i] in "\"'":
            i = end_of_literal(text, i)
            continue
        depth += text[i] == "{"
        depth -= text[i] == "}"
        if depth == 0:
            return i
        i += 1
    raise SystemExit("a brace that is not closed")


def signature(head):
    one = " ".join(re.sub(r"//[^\n]*", "", head).split())
    one = re.sub(r"\s*:\s*\w+_?\(.*$", "", one) if re.match(r"(explicit )?\w+\(.*\) ?: ?\w", one) else one  # initialisers
    return one.replace("[[nodiscard]] ", "").replace("|", "\\|")


def members_of(body, kind):
    """Rows of the public members."""
    public = kind == "struct"
    rows = []
    for comment, head, inner in statements(body):
        word = head.strip()
        if word in ("public:", "private:", "protected:"):
            public = word == "public:"
            continue
        if not public or not word or word.startswith(("friend", "using ", "~")):
            continue
        nested = re.match(r"(class|struct) (\w+)", word)
        if nested and inner is not None:
            continue
        rows.append(f"| `{signature(head)}` | {cell(comment)} |")
    return rows


def cpp_header(path):
    text = path.read_text(encoding="utf-8")
    head = re.match(r"((?://[^\n]*\n)+)", text)
    intro = []
    code = []
    for line in head[1].splitlines():
        line = line[2:]
        (code if line.startswith("   ") else intro).append(line)
    out = [f"## `juece/sdk/{path.name}`", "", plain("\n".join(intro)), ""]
    if any(line.strip() for line in code):
        out += ["```cpp", *[line[3:] for line in code if line.strip()], "```", ""]
    scope = re.search(r"namespace juece::sdk \{", text)
    body = text[scope.end() - 1:] if scope else ""
    for comment, declared, inner in statements(body[1:matching(body, 0)]) if scope else []:
        word = " ".join(declared.split())
        kind = re.match(r"(?:template <[^>]*> )?(class|struct) (\w+)", word)
        if kind and inner is not None:
            out += [f"### {kind[1]} `{kind[2]}`", "", plain(comment), ""]
            rows = members_of(inner, kind[1])
            out += ["| | |", "|---|---|", *rows, ""] if rows else []
        elif word and comment:
            out += [f"### `{signature(declared)}`", "", plain(comment), ""]
    for comment, name, arguments in re.findall(r"((?:// [^\n]*\n)+)#define (JUECE_\w+)\(([^)]*)\)", text):
        out += [f"### `{name}({arguments})`", "", plain(comment), ""]
    return out


def page():
    out = ["# The SDK, header by header", "", "Generated by `tools/make_sdk_reference.py` from `sdk/include`; do not edit. The promises that hold for all of it are in "
           "[abi.md](../abi.md); where to begin is [the tutorial](../tutorial.md).", "", "# The C++20 kit", ""]
    for path in sorted((ROOT / "sdk/include/juece/sdk").glob("*.h")):
        out += cpp_header(path)
    out += ["# The C11 interface", ""]
    for path in sorted((ROOT / "sdk/include/juece/abi").glob("*.h")):
        out += c_header(path)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).rstrip("\n") + "\n"


def main():
    text = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"expected {PAGE} to be what the headers say, but it differs; run tools/make_sdk_reference.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
