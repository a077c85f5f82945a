#!/usr/bin/env python3
"""Writes tests/scenario/local/*.json: the sample of the public work as it runs under each local rule, everything in order.

Run after a change of samples/dossiers/public-work.json or of a local rule; `--check` only says whether the files are up to date, and which
clause of a local rule no move of local/moves.json fires.
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ET

from make_forbidden import add_market, base, find, paper, pretty, shifted

OUT = pathlib.Path(__file__).resolve().parent / "local"
OVERLAYS = pathlib.Path(__file__).resolve().parents[2] / "workflows/overlays"
UNDERTAKER = ("林晓舟", "undertaking_unit")
NINE_POINTS = ["matter", "basis", "goal", "tasks", "measures", "schedule", "executors", "budget", "evaluation"]


def entry(at, who, step, action, data, *kinds):
    made = {"at": f"{at}+08:00", "actor": who[0], "role": who[1], "step": step, "action": action, "data": data}
    if kinds:
        made["materials"] = [paper(kind, f"{kind}(地方规定要求)") for kind in kinds]
    return made


class Case:
    """The lawful sample, with what a local rule adds."""

    def __init__(self, overlays, facts, market=False):
        self.script = base("public-work", False)
        if market:
            add_market(self.script)
        self.script["overlays"] = overlays
        self.script["title"] += f"({'、'.join(overlays)})"
        self.script["facts"].update(facts)

    def at(self, step, action, which=1):
        return self.script["entries"][find(self.script["entries"], step, action, which)]

    def say(self, step, action, which=1, **data):
        self.at(step, action, which)["data"].update(data)

    def attach(self, step, action, *kinds):
        self.at(step, action).setdefault("materials", []).extend(paper(kind, f"{kind}(地方规定要求)") for kind in kinds)

    def move(self, step, action, at):
        self.at(step, action)["at"] = f"{at}+08:00"

    def add(self, *entries):
        self.script["entries"].extend(entries)

    def drop(self, step):
        self.script["entries"] = [e for e in self.script["entries"] if e["step"] != step]

    def cut_after(self, step, action):
        entries = sorted(self.script["entries"], key=lambda e: e["at"])
        self.script["entries"] = entries[:find(entries, step, action, 1) + 1]

    def own_review(self):
        self.add(entry("2022-07-18T14:00:00", UNDERTAKER, "own_review", "check_legality", {"conclusion": "lawful"}, "D701"),
                 entry("2022-07-19T09:00:00", UNDERTAKER, "own_review", "discuss", {"adopted": True, "meeting": "局务会议"}))

    def early_notice(self):
        self.move("public_participation", "publish_hearing_notice", "2022-06-02T09:00:00")
        self.move("public_participation", "publish_selection_method", "2022-06-02T09:20:00")

    def report_on_participation(self):
        self.add(entry("2022-07-15T15:00:00", UNDERTAKER, "public_participation", "publish_report",
                       {"contents": ["basics", "opinions", "adoption", "other"], "channels": ["website"]}, "D307"))

    def report_on_hearing(self):
        self.add(entry("2022-07-08T09:00:00", UNDERTAKER, "public_participation", "report_hearing",
                       {"contents": ["organisation", "participants", "opinions", "disputes", "analysis", "other"]}, "D316"))

    # Every kind of document of the dossier stands in its file list.
    def finished(self, shift=False):
        entries = self.script["entries"]
        entries.sort(key=lambda e: e["at"])
        archive = next((e for e in entries if e["action"] == "archive"), None)
        if archive is not None:
            listed = {item["kind"] for item in archive["data"]["items"]}
            kinds = {m["kind"] for e in entries if e["at"] < archive["at"] for m in e.get("materials", [])}
            archive["data"]["items"] += [{"kind": kind, "document": f"{kind}(地方规定要求)", "maker": "承办单位", "date": "2022-08-01"}
                                         for kind in sorted(kinds - listed)]
        return shifted(self.script) if shift else self.script


def heilongjiang():
    case = Case(["cn.heilongjiang"], {"wide_or_disputed": False, "may_harm_ecology_or_finance": False, "major_economic": False,
                                      "in_democratic_consultation": False, "needs_superior_approval": False})
    case.attach("initiation", "decide_start", "D103")
    case.say("drafting", "complete_draft", contents=NINE_POINTS)
    case.early_notice()
    case.report_on_participation()
    case.say("expert_argumentation", "select_experts", pool="省决策咨询论证专家库", form="meeting")
    case.say("expert_argumentation", "give_materials", documents=["D204", "D205", "D201"])
    case.add(entry("2022-06-17T09:00:00", UNDERTAKER, "expert_argumentation", "hold_expert_meeting",
                   {"experts": ["韦承远", "苏静仪", "樊立新"], "unit_leader": "分管副局长"}, "D404"))
    case.attach("expert_argumentation", "conclude", "D406")
    case.say("risk_assessment", "submit_report", kinds_assessed=["stability", "safety", "ecology", "finance", "opinion"])
    case.add(entry("2022-07-01T09:00:00", UNDERTAKER, "risk_assessment", "review_report",
                   {"reviewers": ["何其正"], "no_interest": True, "opinion": "同意报告结论"}, "D505"))
    case.own_review()
    case.at("submission", "submit_bundle")["data"]["items"] += [{"kind": "D701"}, {"kind": "D207"}]
    case.say("collective_deliberation", "convene", materials_delivered_on="2022-08-18")
    case.say("collective_deliberation", "hold_meeting", leader_in_charge="建议通过",
             reports=[{"role": "undertaking_unit", "name": "林晓舟"}, {"role": "review_department", "name": "许正衡"}])
    case.say("execution", "assign", tasks=[{"task": "一标段施工", "unit": "云川市重点工程建设中心"}])
    case.say("execution_suspension", "suspend", damage_control="抽排积水,加固边坡")
    case.say("post_evaluation", "report", contents=["basics", "content", "problems", "proposal", "other"])
    return case.finished()


def shanghai():
    case = Case(["cn.shanghai"], {"basis_changed": False, "below_expectation": False, "many_opinions": False,
                                  "evaluation_needed": True})
    case.attach("initiation", "decide_start", "D103")
    case.say("initiation", "decide_start", finish_by="2022-12-31")
    case.early_notice()
    case.report_on_hearing()
    case.say("risk_assessment", "submit_report", level="中")
    case.own_review()
    members = case.at("collective_deliberation", "convene")["data"]["members"]
    held = case.at("collective_deliberation", "hold_meeting")
    case.add(entry("2023-07-27T09:00:00", ("沈怀瑾", "government_office"), "suspension_deliberation", "convene",
                   {"kind": "standing", "members": members}, "D804"),
             entry("2023-07-28T09:00:00", (held["actor"], held["role"]), "suspension_deliberation", "hold_meeting", held["data"],
                   "D805", "D806"))
    return case.finished()


def anhui():
    case = Case(["cn.anhui"], {"vital_interest": True, "livelihood": True, "wide_or_disputed": False, "risk_listed": True,
                               "in_democratic_consultation": False, "needs_superior_approval": False})
    case.say("public_participation", "choose_forms", forms=["open_consultation", "hearing", "survey"])
    case.add(entry("2022-06-10T09:00:00", UNDERTAKER, "public_participation", "run_survey", {"sample": 1200}, "D304"))
    case.say("public_participation", "publish_participant_list", reason_for_fewer="报名人数不足,已两次公告")
    case.report_on_participation()
    case.say("expert_argumentation", "select_experts", form="written")
    case.say("risk_assessment", "submit_report", level="中")
    case.say("post_evaluation", "report", contents=["execution", "cost_benefit", "public_views", "problems", "result"])
    return case.finished()


def hebei():
    return Case(["cn.hebei"], {}).finished()


def hearing(case):
    """What the hearing rule of 广东 asks."""
    case.add(entry("2022-06-20T15:00:00", UNDERTAKER, "public_participation", "receive_hearing_proposal",
                   {"proposer": "青岚商会", "comments_until": "2022-06-27"}),
             entry("2022-07-01T15:00:00", UNDERTAKER, "public_participation", "answer_hearing_proposal",
                   {"proposer": "青岚商会", "held": True}, "D318"))
    case.say("public_participation", "publish_participant_list", host="郭主持", presenters=["林晓舟"], recorder="乔记录",
             reason_for_fewer="报名人数不足,已两次公告")
    case.say("public_participation", "hold_hearing", host="郭主持", recorder="乔记录", most_object=False,
             stages=["verification", "opening", "presentation", "statements", "debate", "final_statements", "closing", "confirmation"],
             role_signatures=[{"role": "host", "name": "郭主持"}, {"role": "presenter", "name": "林晓舟"},
                              {"role": "recorder", "name": "乔记录"}])
    case.report_on_hearing()
    case.add(entry("2022-07-15T16:00:00", UNDERTAKER, "public_participation", "answer_participants",
                   {"written": True, "channels": ["website"]}, "D317"))


def guangdong_hearing():
    case = Case(["cn.guangdong-hearing"], {})
    hearing(case)
    case.cut_after("archiving", "archive")
    return case.finished(shift=True)


def anhui_with_guangdong_hearing():
    """A province's rule and a rule on hearings at once: the stricter of each binds."""
    case = Case(["cn.anhui", "cn.guangdong-hearing"],
                {"vital_interest": True, "livelihood": False, "wide_or_disputed": False, "risk_listed": True,
                 "in_democratic_consultation": False, "needs_superior_approval": False})
    hearing(case)
    case.report_on_participation()
    case.say("expert_argumentation", "select_experts", form="written")
    case.say("risk_assessment", "submit_report", level="中")
    case.cut_after("archiving", "archive")
    return case.finished(shift=True)


def beijing_business():
    case = Case(["cn.beijing-business"], {"closely_tied_to_business": True, "immediate_effect": False}, market=True)
    case.report_on_participation()
    case.add(entry("2022-07-18T10:00:00", UNDERTAKER, "policy_consistency", "request_assessment", {}),
             entry("2022-07-18T11:00:00", ("高向之", "assisting_unit"), "policy_consistency", "conclude",
                   {"conclusion": "consistent", "reason": "与扩大内需的取向一致"}),
             entry("2022-09-16T09:00:00", ("沈怀瑾", "government_office"), "adaptation", "fix_effect",
                   {"published_on": "2022-09-14", "effective_on": "2022-10-20"}),
             entry("2022-10-20T09:00:00", ("沈怀瑾", "government_office"), "adaptation", "take_effect", {}))
    case.move("archiving", "archive", "2022-10-24T09:00:00")
    case.drop("execution")
    case.cut_after("archiving", "archive")
    return case.finished(shift=True)


SCRIPTS = [heilongjiang, shanghai, anhui, hebei, guangdong_hearing, anhui_with_guangdong_hearing, beijing_business]


def fired():
    """{overlay: what its moves show}: articles of refusals, limits that were missed, and what a move says that it fires."""
    shown = {}
    for table in json.loads((OUT / "moves.json").read_text(encoding="utf-8")):
        script = json.loads((OUT / table["script"]).read_text(encoding="utf-8"))
        for overlay in script["overlays"]:
            words = shown.setdefault(overlay, set())
            words.update(move["expect"]["article"] for move in table["moves"])
            words.update(move["deadline"].rsplit("/", 1)[1] for move in table.get("late", []))
            words.update(move["fires"] for move in table["moves"] + table.get("late", []) if "fires" in move)
    return shown


def clauses(overlay):
    """(what it is, its articles, its id) of each clause that asks for more than the national procedure."""
    for element in overlay:
        kind = element.tag.rsplit("}", 1)[-1]
        if kind == "configure":
            configuration = json.loads(element.text)
            for demand in configuration.pop("demands", []):
                yield f"demand {demand['id']}", demand["article"], ""
            if set(configuration) - {"basis"}:
                yield f"configuration of {element.get('step')}", element.get("article"), ""
        elif kind in ("add-period", "material", "insert", "applies", "order", "choose", "close", "add-branch"):
            yield f"{kind} at line of {element.get('article')}", element.get("article"), element.get("id", "")


def unfired():
    shown = fired()
    for path in sorted(OVERLAYS.glob("*.xml")):
        overlay = ET.parse(path).getroot()
        words = shown.get(overlay.get("id"), set())
        for what, articles, name in clauses(overlay):
            if not set(articles.split()) & words and name not in words:
                yield f"{path.name}: no move of tests/scenario/local/moves.json fires {what} ({articles})"


def main():
    wanted = {f"{script.__name__.replace('_', '-')}.json": pretty(script()) + "\n" for script in SCRIPTS}
    if "--check" in sys.argv[1:]:
        stale = [name for name, text in wanted.items() if not (OUT / name).is_file() or (OUT / name).read_text(encoding="utf-8") != text]
        problems = [f"{name}: differs, run tests/scenario/make_local.py" for name in stale] + list(unfired())
        print("\n".join(problems) or "up to date")
        return 1 if problems else 0
    OUT.mkdir(exist_ok=True)
    for name, text in wanted.items():
        (OUT / name).write_text(text, encoding="utf-8")
    print(f"{len(wanted)} scripts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
