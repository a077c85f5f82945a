#!/usr/bin/env python3
"""Writes the clause tables of workflows/overlays/README.md: for each clause of a local statute what carries it, or why nothing does.

Run after a change of a local statute, overlay or rulebook; `--check` only says whether the page is up to date.
Usage: make_overlays.py [--check] [ROOT]
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ET

MARK = "<!-- generated: clauses -->\n"
UNITS = {"calendar-days": ("日", "calendar days"), "working-days": ("个工作日", "working days")}


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def period_words(element, amount, minimum):
    unit = UNITS[element.get("unit", "calendar-days")]
    return (f"{'不少于' if minimum else '不超过'}{amount}{unit[0]}", f"{'at least' if minimum else 'at most'} {amount} {unit[1]}")


def words(element):
    """How one element of an overlay reads, in both languages; demands are listed one by one."""
    kind, step = local(element), element.get("step", "")
    if kind == "add-period":
        zh, en = period_words(element, element.get("amount"), element.get("kind") == "minimum")
        return f"`{step}` 增加期限 {zh}", f"`{step}`: period of {en}"
    if kind == "period":
        minimum = element.get("minimum") is not None
        zh, en = period_words(element, element.get("minimum") or element.get("limit"), minimum)
        return f"`{step}` 期限 {zh}", f"`{step}`: {en}"
    if kind == "material":
        when = f" ({element.get('when')})" if element.get("when") else ""
        return f"`{step}` 要求材料 {element.get('kind')}{when}", f"`{step}`: document {element.get('kind')}{when}"
    if kind == "applies":
        return f"`{step}` 适用于 {element.get('when')}", f"`{step}` applies when {element.get('when')}"
    if kind == "insert":
        nodes = ", ".join(f"`{child.get('id')}`" for child in element)
        return f"增加环节 {nodes}", f"added step {nodes}"
    if kind == "choose":
        return f"设置 `{element.get('setting')}` 为 {element.get('value')}", f"setting `{element.get('setting')}` is {element.get('value')}"
    if kind == "setting":
        return f"设置 `{element.get('id')}`", f"setting `{element.get('id')}`"
    if kind == "order":
        return f"`{step}` 在 `{element.get('before')}` 之前", f"`{step}` before `{element.get('before')}`"
    if kind == "actor":
        return f"`{step}` 的 `{element.get('action')}` 由 {element.get('roles')}", f"`{step}`: `{element.get('action')}` by {element.get('roles')}"
    if kind == "cites":
        return f"`{step}` 与国家规定一致", f"`{step}`: as the national rule"
    if kind == "left-to-floor":
        return f"**不采用**({element.get('national')}):{element.get('zh')}", f"**not taken over** ({element.get('national')}): {element.get('en')}"
    return f"`{step}` 配置", f"`{step}`: configuration"


def carriers(overlay):
    """(article, zh, en) of everything that cites an article. What only declares or binds somebody comes last."""
    found = []
    for element in overlay:
        kind = local(element)
        if kind == "configure":
            configuration = json.loads(element.text)
            demanded = set()
            for demand in configuration.pop("demands", []):
                demanded.add(demand["article"])
                found.append((demand["article"], f"`{element.get('step')}` 要求:{demand['zh']}", f"`{element.get('step')}`: {demand['en']}"))
            for article in element.get("article").split():
                if article not in demanded:
                    names = ", ".join(f"`{name}`" for name in configuration if name != "basis") or "`basis`"
                    found.append((article, f"`{element.get('step')}` 配置 {names}", f"`{element.get('step')}`: {names}"))
        elif kind in ("facts", "settings"):
            for child in element:
                if kind == "settings":
                    found += [(article, *words(child)) for article in child.get("article").split()]
        elif element.get("article"):
            found += [(article, *words(element)) for article in element.get("article").split()]
    return found


def table(root, path):
    overlay = ET.parse(path).getroot()
    rulebook = next(e.get("ref") for e in overlay if local(e) == "rulebook")
    rules = ET.parse(root / f"workflows/rulebooks/local/{rulebook}.xml").getroot()
    cited = carriers(overlay)
    for rule in rules:
        if local(rule) == "rule":
            cited.append((rule.get("article"), f"规则 `{rule.get('id')}`", f"rule `{rule.get('id')}`"))
    lines = [f"## {overlay.get('title-zh')} {overlay.get('title-en')}", "",
             f"`{overlay.get('id')}` · `{path.name}` · {overlay.get('in-force')}", "",
             "| 条 article | 要点 summary | 怎样承载 how it is carried |", "|---|---|---|"]
    for statute_id in overlay.get("statutes").split():
        statute = ET.parse(root / f"workflows/statutes/local/{statute_id}.xml").getroot()
        for clause in statute:
            if local(clause) != "clause":
                continue
            article = f"{statute_id}:{clause.get('article')}"
            own = [(zh, en) for cites, zh, en in cited if cites == article]
            reason = next((e for e in clause if local(e) == "none"), None)
            if not own and reason is not None:
                own = [(reason.get("zh"), reason.get("en"))]
            if not own:
                own = [("**没有承载**", "**carried by nothing**")]
            how = "<br>".join(f"{zh} / {en}" for zh, en in own).replace("|", "\\|")
            lines.append(f"| {clause.get('article')} | {clause.get('zh')} {clause.get('en')} | {how} |")
    return lines + [""]


def main():
    check = "--check" in sys.argv[1:]
    places = [a for a in sys.argv[1:] if a != "--check"]
    root = pathlib.Path(places[0]) if places else pathlib.Path(__file__).resolve().parents[1]
    page = root / "workflows/overlays/README.md"
    text = page.read_text(encoding="utf-8")
    head = text[:text.index(MARK) + len(MARK)]
    lines = []
    for path in sorted((root / "workflows/overlays").glob("*.xml")):
        lines += table(root, path)
    wanted = head + "\n" + "\n".join(lines)
    unmet = wanted.count("carried by nothing")
    if unmet:
        print(f"expected every clause to be carried or explained, but {unmet} are not")
        return 1
    if check:
        print("up to date" if wanted == text else "workflows/overlays/README.md differs: run tools/make_overlays.py")
        return 0 if wanted == text else 1
    page.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
