"""What the descriptors say exists: document kinds, roles, articles; and a procedure or a local rule binds every action."""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(sys.argv[1])
problems = []


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def articles_of_statutes():
    """"R713:14" and "R713:14-2", each with what encloses it."""
    known = set()
    for path in (ROOT / "workflows/statutes").rglob("*.xml"):
        root = ET.parse(path).getroot()
        for clause in root.iter():
            article = clause.get("article", "")
            if local(clause) == "clause":
                parts = article.split("-")
                known |= {f"{root.get('id')}:{'-'.join(parts[:n])}" for n in range(1, len(parts) + 1)}
    return known


def check_schema(where, schema):
    for name, member in schema.get("properties", {}).items():
        if not member.get("title") or not member.get("title-zh"):
            problems.append(f"{where}/{name}: expected a title in both languages")
        inner = member.get("items", member)
        if inner.get("type") == "object":
            check_schema(f"{where}/{name}", inner)


def all_members(where, schema):
    """(where, name, member schema) of every member of a payload, at every depth."""
    for name, member in schema.get("properties", {}).items():
        yield f"{where}/{name}", name, member
        yield from all_members(f"{where}/{name}", member)
        yield from all_members(f"{where}/{name}/*", member.get("items", {}))


# What a day is called (the archive knows some documents by their month alone); such a member must be read as a date, or two offices write it in two ways.
DAY_NAME = re.compile(r"(_on|_until|^until|^due|^finish_by)$")
DAY_TITLE = re.compile(r"(日期|截止日|期限|日)$")
FORMATS = {"date", "date-time"}


def check_form(where, action, known):
    """Titles in both languages, formats, names of choices, and a legal hint with a text for each field."""
    schema = action["schema"]
    if schema.get("type") != "object" or schema.get("additionalProperties", False) is not False:
        problems.append(f"{where}: expected the schema of an object that takes no further members")
    if not action["legal_basis"]:
        problems.append(f"{where}: expected a legal basis, which is the hint of every field that names none of its own")
    for path, name, member in all_members(where, schema):
        inner = member.get("items", member)
        counts["members"] += 1
        if not member.get("title") or not member.get("title-zh"):
            problems.append(f"{path}: expected a title in both languages")
        if inner.get("type") == "string" and "format" not in inner and DAY_NAME.search(name) and DAY_TITLE.search(member.get("title-zh", "")):
            problems.append(f"{path}: expected a format, as it is a day")
        if "format" in inner:
            counts["formats"] += 1
            if inner["format"] not in FORMATS:
                problems.append(f"{path}: {inner['format']} is no format")
        if "enum" in inner:
            counts["choices"] += 1
            unnamed = [c for c in inner["enum"] if not all(inner.get("x-titles", {}).get(c, {}).get(language) for language in ("zh", "en"))]
            problems.extend(f"{path}: expected the choice {c} to be named in both languages" for c in unnamed)
        hints = member.get("x-article", "").split()
        counts["hints"] += bool(hints)
        problems.extend(f"{path}: {a} is in no statute" for a in hints if a not in known)


procedures = [ET.parse(path).getroot() for path in sorted((ROOT / "workflows/cn").glob("*.xml"))]
roles = {e.get("id") for procedure in procedures for e in procedure.iter() if local(e) == "role"}


def bound_actions():
    """{step type: actions} that a procedure or a local rule says who does."""
    steps = [e for procedure in procedures for e in procedure.iter() if local(e) == "step"]
    types = {e.get("id"): e.get("type") for e in steps}
    actors = []
    for path in sorted((ROOT / "workflows/overlays").rglob("*.xml")):
        overlay = ET.parse(path).getroot()
        steps += [e for e in overlay.iter() if local(e) == "step"]
        actors += [e for e in overlay.iter() if local(e) == "actor"]
    bound = {}
    for step in steps:
        bound.setdefault(step.get("type"), set()).update(a.get("id") for a in step if local(a) == "action")
    for actor in actors:
        bound.setdefault(types.get(actor.get("step")), set()).add(actor.get("action"))
    return bound


bound = bound_actions()
kinds = set(re.findall(r'\bid="(D\d+)"', (ROOT / "workflows/documents/cn.xml").read_text(encoding="utf-8")))
articles = articles_of_statutes()

counts = dict.fromkeys(["members", "formats", "choices", "hints"], 0)

for path in sorted((ROOT / "plugins").glob("*/descriptor.json")):
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for function in descriptor.get("functions", []):
        problems += [f"{path.parent.name}:{function['id']}: {a} is in no statute" for a in function["legal_basis"] if a not in articles]
        check_schema(f"{path.parent.name}:{function['id']}/configuration", function["configuration"])
    for step in descriptor.get("steps", []):
        where = f"{path.parent.name}:{step['type']}"
        materials = [m for action in step["actions"] for m in action["materials"]]
        cited = list(step["legal_basis"]) + [a for m in materials for a in m["article"].split()]
        cited += [a for action in step["actions"] for a in action["legal_basis"]] + [r["article"] for r in step["refusals"] if "article" in r]
        problems += [f"{where}: {a} is in no statute" for a in sorted(set(cited)) if a not in articles]
        # A refusal without an article rests on a demand of the office, whose ground the configuration names.
        # A further demand brings its ground along.
        if "basis" not in step["configuration"].get("properties", {}):
            problems += [f"{where}: {r['code']} names no article, and the configuration no basis" for r in step["refusals"]
                         if "article" not in r and r["code"] != "demand-not-met"]
        problems += [f"{where}: {m['kind']} is no document kind" for m in materials if m["kind"] not in kinds]
        for action in step["actions"]:
            problems += [f"{where}/{action['id']}: {r} is no role" for r in action["roles"] if r not in roles]
            check_form(f"{where}/{action['id']}", action, articles)
        check_schema(f"{where}/configuration", step["configuration"])
        actions = {a["id"] for a in step["actions"]}
        if bound.get(step["type"], set()) != actions:
            problems.append(f"{where}: the procedures and the plugin differ in {sorted(bound.get(step['type'], set()) ^ actions)}")
        for titles in [described["titles"] for described in [step, *step["outcomes"], *step["actions"], *step["refusals"]]]:
            if not titles.get("zh") or not titles.get("en"):
                problems.append(f"{where}: expected titles in both languages, but found {titles}")

if min(counts.values()) < 20:
    problems.append(f"expected forms to compare, but counted {counts}")
if not kinds or not roles or not articles:
    problems.append("expected documents, roles and statutes to compare with, but found none")
print("\n".join(problems) or "the descriptors name what exists")
sys.exit(1 if problems else 0)
