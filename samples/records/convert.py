#!/usr/bin/env python3
"""Turns published facts about real procedures into records for `juece check --record`.

    convert.py CASES OUT    reads CASES/*.json and CASES/intervals.json, writes OUT/<case>.json

Only what a source shows becomes an event. What it does not show stays out: a planned hearing has not been held, a
solicitation for the yearly catalogue or an environmental zoning is not a consultation on a decision draft, a date known to the
month stays a month, an expert review of the catalogue is no expert argumentation on a draft. Nothing is computed here; counting
is the review's work."""
import json
import pathlib
import sys


def event(step, name, date, data=None, source=None, note=None):
    entry = {"step": step, "event": name, "date": date}
    if data:
        entry["data"] = data
    if source:
        entry["source"] = source
    if note:
        entry["note"] = note
    return entry


def date_of(step, which="start"):
    if step["precision"] == "unknown":
        return None
    return step[which][:7] if step["precision"] == "month" else step[which]


def consultation(step, source, about="draft"):
    """A consultation with its end: announced where the source tells the last day, else only as far as it tells."""
    facts, events = step["facts"], []
    data = {"about": about}
    if step["precision"] == "day":
        data["until"] = step["end"]
    if facts.get("channel"):
        data["channels"] = facts["channel"]
    if facts.get("feedback_channels"):
        data["how_to_answer"] = "、".join(facts["feedback_channels"])
    events.append(event("public_participation", "consultation_opened", date_of(step), data, source))
    events.append(event("public_participation", "consultation_closed", date_of(step, "end"), None, source))
    return events


def opinions(step, source, answered):
    """What was said, and how it was answered where the source shows that too."""
    facts, events = step["facts"], []
    if facts.get("comments_received") is not None:
        events.append(event("public_participation", "opinions_recorded", None, {"count": facts["comments_received"]}, source))
    comments = facts.get("comments")
    if comments is None and facts.get("comments_received") != 0:
        return events
    items = []
    for comment in comments or []:
        item = {"opinion": f"第{len(items) + 1}条", "adopted": "yes" if comment["adopted"] else "no"}
        if "reason" in comment or "reason_given" in facts:
            item["reason"] = "来源页面载明" if comment.get("reason") else ""
        items.append(item)
    events.append(event("public_participation", "opinions_adopted", answered, {"items": items}, source))
    return events


def hearing_notice(step, hearing, source):
    data = {}
    if hearing:
        data["hearing_on"] = hearing["start"]
        if hearing["facts"].get("place"):
            data["place"] = hearing["facts"]["place"]
    if step["facts"].get("channel"):
        data["channels"] = step["facts"]["channel"]
    return event("public_participation", "hearing_notice_published", date_of(step), data, source)


# Local rules that a page itself names as its basis, and that an overlay stands for.
LOCAL_RULES = {"《广东省重大行政决策听证规定》": "cn.guangdong-hearing", "《上海市重大行政决策程序规定》": "cn.shanghai"}


def convert_case(case):
    steps = {step["step"]: step for step in case["steps"]}
    url = lambda step: case["sources"][step["source"]]["url"]
    hearing = steps.get("hearing")
    events = []
    for name, step in steps.items():
        source = url(step)
        if name == "public_consultation":
            events += consultation(step, source)
            feedback = steps.get("feedback_document_dated") or steps.get("feedback_publication")
            events += opinions(step, source, date_of(feedback) if feedback else None)
        elif name == "catalogue_solicitation":
            events += consultation(step, source, about="catalogue")
        elif name in ("hearing_notice", "hearing_notice_2"):
            events.append(hearing_notice(step, hearing, source))
            if step["facts"].get("participants_named"):
                events.append(event("public_participation", "hearing_participants_published", date_of(step),
                                    {"total": step["facts"]["participants_named"]}, source))
        elif name == "hearing_roster":
            events.append(event("public_participation", "hearing_participants_published", date_of(step), None, source))
        elif name == "hearing" and "计划" not in step["facts"].get("note", ""):
            facts = step["facts"]
            attendance = facts.get("participants") or facts.get("representatives")
            events.append(event("public_participation", "hearing_held", date_of(step),
                                {"attendance": attendance} if attendance else None, source))
        elif name == "hearing_report_publication":
            # The day on which a report is published is not the day on which it was made: that lies between the two.
            made = f"{hearing['start']}/{step['start']}" if hearing else None
            events.append(event("public_participation", "hearing_reported", made, None, source, "听证报告公布于 " + step["start"]))
        elif name == "decision_publication":
            facts = step["facts"]
            if "意见采纳情况及理由" in facts.get("same_document_contains", []):
                events.append(event("public_participation", "opinions_adopted", None, None, source))
            events.append(event("publication", "decision_published", date_of(step),
                                {"adoption_explained": "意见采纳情况及理由" in facts.get("same_document_contains", [])}, source))
    made = record(case["id"], case["title"], case["agency"], events, case["unknown"])
    overlays = [overlay for rule, overlay in LOCAL_RULES.items() if rule in case["legal_basis_cited"]]
    return made | {"overlays": overlays} if overlays else made


def record(identity, title, organ, events, unknown):
    return {"id": identity, "title": title, "organ": organ, "complete": False, "facts": {}, "events": events,
            "unknown": unknown}


NAMES = ["shantou_noise_zones_2025", "shaoguan_noise_zones_2023", "xianan_parking_fee_2022", "tonglu_catalogue_2023",
         "huadu_boundary_2025", "kaiping_hearing_2024", "xining_water_hearing_2017", "xingping_gas_hearing_2023",
         "putuo_participation_rule_2019", "jiaxiang_catalogue_2025"]


def convert_interval(name, entry):
    source, events = entry["url"], []
    about = "environment" if "声环境" in entry["title"] else "draft"
    if "consultation" in entry or "period" in entry:
        start, end = entry.get("consultation") or (entry["notice"], entry["expected_last_day"])
        events.append(event("public_participation", "consultation_opened", start, {"about": about, "until": end}, source))
    if "solicitation" in entry:
        events.append(event("public_participation", "consultation_opened", entry["solicitation"][0],
                            {"about": "catalogue", "until": entry["solicitation"][1]}, source))
    notice = entry.get("hearing_notice") or entry.get("hearing_notice_2") or (entry.get("registration") or [None])[0]
    if notice:
        data = {"hearing_on": entry["hearing"]} if "hearing" in entry else None
        events.append(event("public_participation", "hearing_notice_published", notice, data, source))
    if "hearing" in entry:
        events.append(event("public_participation", "hearing_held", entry["hearing"],
                            {"attendance": entry["participants"]}, source))
    if "breakdown_listed" in entry:
        seats = [{"group": group} for group, count in entry["breakdown_listed"].items() for _ in range(count)]
        events.append(event("public_participation", "hearing_participants_published", None,
                            {"participants": seats, "total": entry["participants_stated_total"]}, source,
                            "公告按类别列席位,未列姓名"))
    if "deliberation" in entry:
        events.append(event("collective_deliberation", "deliberation_held", entry["deliberation"][:10],
                            {"kind": "standing"} if "常务会议" in entry["deliberation"] else None, source))
        events.append(event("issue", "decision_issued", entry["issued"], None, source))
    if "doc" in entry:
        # The yearly catalogue itself, not a procedure of one decision.
        events.append(event("publication", "decision_published", entry["issued"], None, source))
        return record(name, entry["title"], "", events, []) | {"kind": "catalogue"}
    return record(name, entry["title"], "", events, [])


def main(cases, out):
    cases, out = pathlib.Path(cases), pathlib.Path(out)
    made = [convert_case(json.loads(path.read_text("utf-8"))) for path in sorted(cases.glob("*.json"))
            if path.name != "intervals.json"]
    intervals = json.loads((cases / "intervals.json").read_text("utf-8"))
    made += [convert_interval(name, entry) for name, entry in zip(NAMES, intervals, strict=True)]
    for one in made:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{one['id']}.json").write_text(json.dumps(one, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(made)} records")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
