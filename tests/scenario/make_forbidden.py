#!/usr/bin/env python3
"""Writes samples/forbidden/*.json: each is a sample dossier, lawful up to one move that a hard gate forbids. Most are made from the
public work, those of the other procedures from the samples named there.

Run after a change of samples/dossiers; `--check` only says whether the files are up to date.
"""
import copy
import datetime
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2] / "samples"
OUT = ROOT / "forbidden"
TARGET_WIDTH = 118
REVISED = "2022-08-11T16:00:00+08:00"  # the draft of the public work, after its reviews

# file, where the forbidden move stands (step, action, which one), refusal, and how the move or what precedes it differs:
#   data / remove / actor / role / at / materials: of the move itself; omit: earlier entries left out (step, action);
#   before: changes of earlier entries; facts, settings: of the opening; market: with the fair competition review;
#   of: the sample that it is made from, where that is not the public work; revise: when the draft is changed after its reviews.
MOVES = [
    ("08-congress-resolution-missing", "congress_report", "report", 1, "resolution-missing", "R713:8-1",
     {"data": {"form": "resolution"}}),
    ("10-start-without-study", "initiation", "decide_start", 1, "not-studied", "R713:10", {"omit": [("initiation", "study")]}),
    ("10-proposal-not-argued", "initiation", "propose", 1, "proposal-not-argued", "R713:10", {"remove": ["feasibility"]}),
    ("11-undertaker-not-named", "initiation", "decide_start", 1, "undertaker-not-named", "R713:11",
     {"remove": ["undertaking_units", "lead_unit"]}),
    ("11-no-lead-among-two", "initiation", "decide_start", 1, "lead-unit-not-named", "R713:11", {"remove": ["lead_unit"]}),
    ("12-draft-without-research", "drafting", "complete_draft", 1, "research-missing", "R713:12-1",
     {"omit": [("drafting", "record_research")]}),
    ("13-dispute-hidden", "coordination", "conclude", 1, "dispute-not-stated", "R713:13",
     {"before": [("coordination", "consult_unit", 2, {"agreed": False, "opinion": "不同意,匝道影响区属学校用地"})]}),
    ("14-nobody-heard", "public_participation", "conclude", 1, "form-not-carried-out", "R713:14-1",
     {"omit_after": ("public_participation", "choose_forms"), "keep_steps": []}),
    ("14-special-group-not-met", "public_participation", "conclude", 1, "special-group-not-met", "R713:14-3",
     {"omit": [("public_participation", "meet_special_group")]}),
    ("15-short-without-reason-in-notice", "public_participation", "open_consultation", 1, "period-too-short", "R713:15",
     {"data": {"until": "2022-06-10"}}),
    ("15-closed-too-soon", "public_participation", "close_consultation", 1, "period-too-short", "R713:15",
     {"at": "2022-06-23T17:00:00+08:00"}),
    ("16-hearing-too-soon-after-service", "public_participation", "hold_hearing", 1, "period-too-short", "R713:16-3",
     {"at": "2022-06-30T17:00:00+08:00"}),
    ("16-participant-not-served", "public_participation", "hold_hearing", 1, "hearing-materials-not-served", "R713:16-3",
     {"omit": [("public_participation", "serve_hearing_materials")]}),
    ("17-record-not-signed", "public_participation", "hold_hearing", 1, "signature-missing", "R713:17",
     {"data": {"signatures": [{"name": "薛广平", "signed": True}, {"name": "卢月华", "signed": False},
                              {"name": "邵振东", "signed": True}]}}),
    ("18-opinion-not-answered", "public_participation", "adopt_opinions", 1, "opinion-not-answered", "R713:18",
     {"drop_items": 1}),
    ("19-opinion-not-signed", "expert_argumentation", "submit_opinion", 1, "opinion-not-signed", "R713:19-2",
     {"data": {"signed": False, "sealed": False}}),
    ("20-interested-expert", "expert_argumentation", "give_materials", 1, "expert-interested", "R713:20",
     {"before": [("expert_argumentation", "declare_interest", 1, {"direct_interest": True})]}),
    ("20-interest-not-declared", "expert_argumentation", "give_materials", 1, "interest-not-declared", "R713:20",
     {"omit": [("expert_argumentation", "declare_interest")]}),
    ("23-report-without-plan", "risk_assessment", "submit_report", 1, "contingency-plan-missing", "R713:23-2",
     {"remove": ["contingency_plan"]}),
    ("24-controllable-without-measures", "risk_assessment", "judge", 1, "measures-not-stated", "R713:24",
     {"remove": ["measures"]}),
    ("24-judged-without-report", "risk_assessment", "judge", 1, "risk-report-missing", "R713:24",
     {"omit": [("risk_assessment", "submit_report")]}),
    ("24-uncontrollable-yet-submitted", "legality_review", "submit_materials", 1, "step-not-active", "R713:12",
     {"before": [("risk_assessment", "judge", 1, {"conclusion": "uncontrollable", "reason": "群体性风险无法化解"})]}),
    ("25-submitted-without-review", "submission", "submit_bundle", 1, "step-not-active", "R713:25",
     {"until": ("legality_review", "submit_materials")}),
    ("14-reviewed-before-anybody-was-heard", "legality_review", "submit_materials", 1, "step-not-active", "R713:14",
     {"until": ("public_participation", "choose_forms")}),
    ("25-review-replaced", "legality_review", "issue_opinion", 1, "review-replaced", "R713:25-1",
     {"data": {"in_place_of_review": True}}),
    ("25-review-stale", "submission", "check_bundle", 1, "review-stale", "R713:25", {"revise": REVISED}),
    ("25-unlawful-yet-submitted", "submission", "submit_bundle", 1, "step-not-active", "R713:25", {"unlawful": True}),
    ("25-not-an-exploratory-reform", "legality_review", "issue_opinion", 1, "not-exploratory", "R713:25-2",
     {"data": {"conclusion": "exploratory", "risk_statement": "国家尚无明确规定"}}),
    ("25-reviewer-is-undertaker", "legality_review", "receive", 1, "separation-of-duties", "R713:25", {"actor": "林晓舟"}),
    ("26-opinion-too-early", "legality_review", "issue_opinion", 1, "period-too-short", "R713:26-2",
     {"at": "2022-07-29T10:00:00+08:00", "settings": {"early_legality_opinion": "refused"}}),
    ("27-content-not-judged", "legality_review", "issue_opinion", 1, "item-not-judged", "R713:27", {"remove": ["content"]}),
    ("28-counsel-not-heard", "legality_review", "issue_opinion", 1, "counsel-opinion-missing", "R713:28",
     {"omit": [("legality_review", "counsel_opinion")]}),
    ("28-point-not-answered", "legality_review", "adjust_draft", 1, "point-not-answered", "R713:28",
     {"data": {"points": [{"no": "9", "adjustment": "已调整"}]}}),
    ("29-bundle-incomplete", "submission", "submit_bundle", 1, "bundle-incomplete", "R713:29", {"drop_items": 2}),
    ("30-wrong-kind-of-meeting", "collective_deliberation", "convene", 1, "meeting-kind-wrong", "R713:30-1",
     {"data": {"kind": "office"}}),
    ("30-head-not-last", "collective_deliberation", "hold_meeting", 1, "head-not-last", "R713:30-2", {"head_first": True}),
    ("30-against-majority-without-reason", "collective_deliberation", "hold_meeting", 1, "head-reason-missing", "R713:30-2",
     {"all_disagree": True}),
    ("30-dissent-not-recorded", "collective_deliberation", "hold_meeting", 1, "dissent-not-recorded", "R713:30-3",
     {"silence_dissent": True}),
    ("31-not-reported", "party_report", "reply", 1, "not-reported", "R713:31", {"omit": [("party_report", "report")]}),
    ("31-issued-before-party-reply", "issue", "sign", 1, "step-not-active", "R713:31",
     {"omit": [("party_report", "reply"), ("congress_report", "report")]}),
    ("32-not-published", "publication", "conclude", 1, "not-published", "R713:32",
     {"omit": [("publication", "publish"), ("publication", "interpret")]}),
    ("32-withheld-without-ground", "publication", "withhold", 1, "withholding-not-allowed", "R713:32",
     {"like": ("publication", "publish"), "replace_data": {"ground": "不宜公开"}, "actor": "程立言", "role": "decision_organ",
      "materials": [{"kind": "D902", "title": "不予公开理由", "carrier": "paper"}]}),
    ("33-archive-incomplete", "archiving", "archive", 1, "archive-incomplete", "R713:33", {"drop_items": 3}),
    ("34-executor-not-named", "issue", "sign", 1, "executor-not-named", "R713:34", {"remove": ["executing_units"]}),
    ("34-completed-without-report", "execution", "complete", 1, "no-execution-report", "R713:34",
     {"until": ("execution", "assign"), "at": "2022-12-30T10:00:00+08:00"}),
    ("36-evaluator-was-assessor", "post_evaluation", "commission", 1, "evaluator-not-independent", "R713:36-2",
     {"data": {"evaluator": "云川安和风险评估中心"}}),
    ("37-suspension-without-problem", "execution", "request_suspension", 1, "suspension-not-grounded", "R713:37",
     {"omit": [("execution", "report_problem")]}),
    ("37-suspended-by-another", "execution_suspension", "suspend", 1, "wrong-role", "R713:37",
     {"actor": "程立言", "role": "decision_organ"}),
    ("37-change-without-problem", "execution", "request_adjustment", 1, "adjustment-not-grounded", "R713:37",
     {"like": ("execution", "request_suspension"), "replace_data": {"reason": "调整建设标准"},
      "omit": [("execution", "report_problem")]}),
    ("fc14-no-first-opinion", "fair_competition_review", "request_review", 1, "first-opinion-missing", "FC:14",
     {"market": True, "omit": [("fair_competition_review", "first_opinion")]}),
    ("fcm29-exception-without-term", "fair_competition_review", "conclude", 1, "exception-incomplete", "FCM:29",
     {"market": True, "replace_data": {"conclusion": "exception_granted", "written": True, "effect": "限制部分时段施工车辆",
                                       "ground": "保障公共安全", "least_harm": "没有影响更小的方案"}}),
    ("fcm32-review-replaced", "fair_competition_review", "conclude", 1, "review-replaced", "FCM:32",
     {"market": True, "data": {"in_place_of_review": True}}),
    ("fcm27-changed-after-review", "submission", "check_bundle", 1, "review-stale", "FCM:27", {"market": True, "revise": REVISED}),
    # 规范性文件(八环节、六环节)、年度目录、乡镇四项程序、合同
    ("nd8-deliberated-without-review", "submission", "submit_bundle", 1, "step-not-active", "NDM:6",
     {"of": "charging-rule", "until": ("legality_review", "submit_materials")}),
    ("nd8-not-all-seven-judged", "legality_review", "issue_opinion", 1, "item-not-judged", "NDM:6",
     {"of": "charging-rule", "remove": ["duties_shifted"]}),
    ("nd8-number-malformed", "unified_registration", "assign_number", 1, "number-malformed", "本机关公文编号规则",
     {"of": "charging-rule", "data": {"number": "云政规2025-3"}}),
    ("nd8-published-without-number", "publication", "publish", 1, "step-not-active", "NDM:8",
     {"of": "charging-rule", "omit": [("unified_registration", "assign_number"), ("issue", "sign")]}),
    ("nd8-too-few-copies-filed", "filing", "submit_filing", 1, "copies-missing", "S003:2",
     {"of": "charging-rule", "data": {"copies": 1}}),
    ("nd8-drafter-reviews-own-filing", "filing", "conclude", 1, "separation-of-duties", "NDM:10",
     {"of": "charging-rule", "actor": "林晓舟"}),
    ("nd8-cleanup-not-decided", "document_cleanup", "publish_result", 1, "cleanup-not-decided", "S004:6",
     {"of": "charging-rule", "omit": [("document_cleanup", "decide")]}),
    ("nd6-short-without-reason-in-notice", "public_participation", "open_consultation", 1, "period-too-short", "OBE:62",
     {"of": "market-rule", "remove": ["reason_for_shortening"]}),
    ("nd6-dispute-hidden", "coordination", "conclude", 1, "dispute-not-stated", "S000:2",
     {"of": "market-rule", "omit": [("coordination", "state_dispute")]}),
    ("nd6-review-stale", "submission", "check_bundle", 1, "review-stale", "NDM:6",
     {"of": "market-rule", "revise": "2025-05-20T16:00:00+08:00"}),
    ("nd6-filing-not-submitted-again", "filing", "conclude", 2, "filing-not-submitted", "NDM:10",
     {"of": "market-rule", "until": ("filing", "conclude")}),
    ("catalogue-item-without-date", "catalogue_solicitation", "propose_item", 1, "item-incomplete", "S004:5",
     {"of": "annual-catalogue", "remove": ["finish_by"]}),
    ("catalogue-above-threshold-left-out", "catalogue_review", "judge_item", 1, "threshold-met", "本级重大行政决策事项标准",
     {"of": "annual-catalogue", "data": {"verdict": "not_listed", "reason": "另行研究"}}),
    ("catalogue-published-without-consent", "publication", "publish", 1, "step-not-active", "R713:3-3",
     {"of": "annual-catalogue", "until": ("party_report", "report")}),
    ("catalogue-adjusted-without-reason", "catalogue_adjustment", "adjust", 1, "reason-missing", "R713:3-3",
     {"of": "annual-catalogue", "remove": ["reason"]}),
    ("town-discussed-without-review", "submission", "submit_bundle", 1, "step-not-active", "S002:2",
     {"of": "town-lighting", "until": ("legality_review", "submit_materials")}),
    ("town-head-not-last", "collective_deliberation", "hold_meeting", 1, "head-not-last", "R713:30-2",
     {"of": "town-lighting", "head_first": True}),
    ("town-feedback-not-answered", "feedback", "conclude", 1, "feedback-not-answered", "S002:4",
     {"of": "town-lighting", "omit": [("feedback", "answer")]}),
    ("contract-signed-without-review", "contract_signing", "sign", 1, "step-not-active", "S000:9",
     {"of": "concession-contract", "until": ("legality_review", "submit_materials")}),
    ("contract-reviewer-is-undertaker", "legality_review", "receive", 1, "separation-of-duties", "S000:9",
     {"of": "concession-contract", "actor": "林晓舟"}),
    ("contract-with-another-party", "contract_signing", "sign", 1, "counterparty-differs", "S000:9",
     {"of": "concession-contract", "data": {"counterparty": "清源水务(东港)有限公司"}}),
    ("contract-signer-not-authorised", "contract_signing", "sign", 1, "authorisation-missing", "本机关合同管理制度",
     {"of": "concession-contract", "remove": ["authorisation"]}),
]


def base(name, market):
    script = json.loads((ROOT / "dossiers" / f"{name}.json").read_text(encoding="utf-8"))
    script.pop("office", None)
    for entry in script["entries"]:
        for material in entry.get("materials", []):
            material.pop("file", None)
            material["carrier"] = "paper"
    if market:
        add_market(script)
    return script


# The fair competition rules are in force since 2024-08-01 and 2025-04-20; the road is built three years later for them, on the
# same days of the week.
MARKET_SHIFT = datetime.timedelta(weeks=156)


def shifted(script):
    text = json.dumps(script, ensure_ascii=False)
    moved = re.sub(r"(?<!\d)20\d\d-\d\d-\d\d(?!\d)", lambda day: str(datetime.date.fromisoformat(day.group()) + MARKET_SHIFT), text)
    return json.loads(moved)


def paper(kind, title):
    return {"kind": kind, "title": title, "carrier": "paper"}


def add_market(script):
    """The same matter, were it to touch operators: with a fair competition review before the legality review."""
    script["facts"]["touches_market"] = True
    step = "fair_competition_review"
    standards = [{"standard": f"FC:{n}", "finding": "conforms", "explanation": "没有此类内容"} for n in (8, 9, 10, 11)]
    review = [
        {"at": "2022-07-18T14:00:00+08:00", "actor": "林晓舟", "role": "undertaking_unit", "step": step,
         "action": "first_opinion", "data": {"standards": standards, "conclusion": "没有排除、限制竞争的内容",
                                             "opinions_heard": "已听取沿线经营者意见"},
         "materials": [paper("D602", "公平竞争审查初审意见")]},
        {"at": "2022-07-18T15:00:00+08:00", "actor": "林晓舟", "role": "undertaking_unit", "step": step,
         "action": "request_review", "data": {}, "materials": [paper("D603", "提请公平竞争审查材料")]},
        {"at": "2022-07-19T10:00:00+08:00", "actor": "梁衡", "role": "market_regulator", "step": step,
         "action": "conclude", "data": {"conclusion": "passed", "written": True},
         "materials": [paper("D604", "公平竞争审查结论")]},
    ]
    at = find(script["entries"], "legality_review", "submit_materials", 1)
    script["entries"][at:at] = review
    bundle = script["entries"][find(script["entries"], "submission", "submit_bundle", 1)]
    for item in bundle["data"]["items"]:
        if item["kind"] == "D604":
            item.pop("reason_absent", None)


def find(entries, step, action, which):
    for at, entry in enumerate(entries):
        if entry.get("step") == step and entry.get("action") == action:
            which -= 1
            if which == 0:
                return at
    raise SystemExit(f"no {step}/{action}")


def prefix_of(entries, at, how):
    """The entries before the move, with the changes that the move needs."""
    kept = entries[:at]
    if "until" in how:
        kept = entries[:find(entries, *how["until"], 1) + 1]
    for step, action, which, data in how.get("before", []):
        kept[find(kept, step, action, which)]["data"].update(data)
    omitted = set(how.get("omit", []))
    kept = [e for e in kept if (e["step"], e["action"]) not in omitted]
    if "omit_after" in how:
        start = find(kept, *how["omit_after"], 1)
        kept = [e for i, e in enumerate(kept) if i <= start or e["step"] != how["omit_after"][0]]
    return kept


def insert_revision(kept, when):
    """The draft is changed after the reviews, before the bundle goes in."""
    at = find(kept, "submission", "submit_bundle", 1)
    kept.insert(at, {"at": when, "actor": "林晓舟", "role": "undertaking_unit", "step": "submission",
                     "action": "revise_draft", "data": {"substantive": True, "reason": "增加一处下穿通道"},
                     "materials": [paper("D204", "实施方案草案(第四稿)")]})


def make_unlawful(kept):
    at = find(kept, "legality_review", "issue_opinion", 1)
    del kept[at + 1:]
    data = kept[at]["data"]
    data.update({"conclusion": "unlawful", "content": "violates", "reason": "资金安排违反政府投资管理规定"})
    data.pop("points")


def reshape_views(move, how):
    views = move["data"]["views"]
    if how.get("head_first"):
        views.insert(0, views.pop())
    if how.get("all_disagree"):
        for view in views[:-1]:
            view.update({"view": "disagree", "opinion": "不同意,投资过大"})
        move["data"]["against_majority"] = True
    if how.get("silence_dissent"):
        next(v for v in views if v["view"] == "disagree").pop("opinion")


def shape_move(move, how):
    move["data"].update(how.get("data", {}))
    if "replace_data" in how:
        move["data"] = copy.deepcopy(how["replace_data"])
    for name in how.get("remove", []):
        move["data"].pop(name, None)
    for name in ("at", "actor", "role", "materials"):
        if name in how:
            move[name] = copy.deepcopy(how[name])
    if "drop_items" in how:
        del move["data"]["items"][-how["drop_items"]:]
    if "views" in move["data"]:
        reshape_views(move, how)


def make(name, step, action, which, code, article, how):
    script = base(how.get("of", "public-work"), how.get("market", False))
    like = how.get("like", (step, action))
    at = find(script["entries"], *like, which)
    move = copy.deepcopy(script["entries"][at])
    kept = prefix_of(script["entries"], at, how)
    if "revise" in how:
        insert_revision(kept, how["revise"])
    if how.get("unlawful"):
        make_unlawful(kept)
    move.update({"step": step, "action": action})
    shape_move(move, how)
    kept = [e for e in kept if e["at"] <= move["at"]]
    move["expect"] = {"rejected": code, "article": article}
    script["facts"].update(how.get("facts", {}))
    if "settings" in how:
        script["settings"] = how["settings"]
    script["title"] += f"(不可为之举:{name})"
    script["entries"] = kept + [move]
    return shifted(script) if how.get("market") else script


def width(text):
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)


def pretty(value, indent=0):
    line = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, (dict, list)) or indent + width(line) <= TARGET_WIDTH:
        return line
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        rows = [f"{pad}{json.dumps(k, ensure_ascii=False)}: {pretty(v, indent + 2)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + pretty(v, indent + 2) for v in value) + "\n" + " " * indent + "]"


def main():
    check = "--check" in sys.argv[1:]
    wanted = {f"{move[0]}.json": pretty(make(*move)) + "\n" for move in MOVES}
    present = {p.name: p.read_text(encoding="utf-8") for p in OUT.glob("*.json")}
    if check:
        stale = sorted(n for n in wanted.keys() | present.keys() if wanted.get(n) != present.get(n))
        print("\n".join(f"{n}: differs, run tests/scenario/make_forbidden.py" for n in stale) or "up to date")
        return 1 if stale else 0
    OUT.mkdir(exist_ok=True)
    for name in present.keys() - wanted.keys():
        (OUT / name).unlink()
    for name, text in wanted.items():
        (OUT / name).write_text(text, encoding="utf-8")
    print(f"{len(wanted)} scripts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
