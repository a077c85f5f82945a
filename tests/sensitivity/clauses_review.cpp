// How the clauses on risk and legality read: R713 22 to 28.
#include <algorithm>
#include <set>

#include "reading.h"

namespace juece::reading {
namespace {

// --- Risk -----------------------------------------------------------------------------------------------------------

Answer MayHarm(const Matter& m) { return And(m.Fact("may_cause_harm"), Not(m.Fact("risk_already_evaluated"))); }

// "Decided" is the adoption by the meeting, and the issue.
Events Decisions(const Matter& m) {
  Events decisions;
  for (Event meeting : m.Of("deliberation_held")) {
    if (Is(meeting, "outcome", {"adopted", "adopted_with_changes"}) != Answer::kNo) decisions.push_back(meeting);
  }
  for (Event issued : m.Of("decision_issued")) decisions.push_back(issued);
  return decisions;
}

Verdict OnlyControllable(const Matter& m) {
  if (!m.Has("risk_report_submitted risk_judged")) return kSilent;
  const Kind controllable = [](Event event) { return Is(event, "conclusion", {"controllable", "controllable_after_measures"}); };
  Verdict verdict = kSilent;
  const Events decisions = Decisions(m);
  for (Event gate : decisions) {
    Verdict one = LastPrecedes(m.Of("risk_judged"), controllable, {gate});
    const bool unsure = gate->event == "deliberation_held" && !Filled(At(gate, "outcome"));
    verdict = All({verdict, unsure && one != kKept ? kOpen : one});
  }
  return decisions.empty() ? LastPrecedes(m.Of("risk_judged"), controllable, {}) : verdict;
}

// --- Legality -------------------------------------------------------------------------------------------------------------

std::string TextIn(Event event) {
  for (const MaterialRecord& material : event->materials) {
    if (material.kind == "D204" && !material.digest.empty()) return material.digest;
  }
  return At(event, "draft_digest").AsText();
}

// What is submitted is the text that was reviewed, or that text adjusted as the opinion asked and confirmed.
Verdict FreshAt(const Matter& m, Event gate) {
  Event review = nullptr;
  bool changed = false;
  bool adjusted = false;
  bool blank = false;
  std::string text;
  std::set<std::string> examined;
  for (Event event : InTime(m)) {
    if (event == gate || Before(event, gate) == Answer::kNo) continue;
    const std::string& name = event->event;
    const std::string digest = TextIn(event);
    if (name == "legality_opinion_issued") {
      review = event;
      changed = adjusted = blank = false;
      examined.clear();
      if (!digest.empty()) examined.insert(digest);
    } else if (name == "review_bound" || name == "review_extended") {
      if (review != nullptr && event->step == review->step) examined.insert(At(event, "digest").AsText());
    } else if (name == "adjustment_confirmed" && Yes(event, "confirmed") != Answer::kNo) {
      adjusted = false;
      blank = digest.empty() && text.empty();
      examined.insert(digest.empty() ? text : digest);
    } else {
      if (name == "draft_adjusted") (Yes(event, "other_changes") == Answer::kYes ? changed : adjusted) = true;
      if (name == "draft_completed" || name == "draft_revised") changed = true;
      if (!digest.empty() && name != "adjustment_confirmed") text = digest;
    }
  }
  if (!At(gate, "draft_digest").AsText().empty()) text = At(gate, "draft_digest").AsText();
  if (review == nullptr) return kOpen;
  const bool known = !text.empty() && !examined.empty();
  if (known && examined.count(text) > 0) return kKept;
  if (adjusted && !changed) return kOpen;
  if (changed || known) return blank && !changed ? kOpen : kBroken;
  return kKept;
}

int WorkingDaysAfter(const Matter& m, Date from, Date to) {
  int days = 0;
  for (Date day = from.PlusDays(1); day <= to; day = day.PlusDays(1)) days += m.calendar().IsWorkingDay(day).value_or(false) ? 1 : 0;
  return days;
}

Event LastBefore(const Events& events, Event end) {
  Event last = nullptr;
  for (Event event : events) {
    if (Before(event, end) == Answer::kYes && (last == nullptr || Before(last, event) == Answer::kYes)) last = event;
  }
  return last;
}

// Generally seven working days. A review whose adjustment the reviewer confirmed afterwards counts as reviewed; that its time was short is
// left open, and settled where an earlier review had its week.
Verdict SevenWorkingDays(const Matter& m) {
  const Events opinions = m.Of("legality_opinion_issued");
  bool earlier_kept = false;
  return Each(opinions, [&](Event opinion) {
    Event start = LastBefore(m.Of("legality_materials_received"), opinion);
    if (start == nullptr) start = LastBefore(m.Of("legality_materials_submitted"), opinion);
    if (start == nullptr) return kOpen;
    const int days = WorkingDaysAfter(m, DayOf(start), DayOf(opinion));
    const int with_first = days + (m.calendar().IsWorkingDay(DayOf(start)).value_or(false) ? 1 : 0);
    bool carried_out = false;
    for (Event confirmed : m.Of("adjustment_confirmed")) carried_out = carried_out || Before(start, confirmed) == Answer::kYes;
    Verdict verdict = kBroken;
    if (days >= 7) verdict = IsBare(start) || IsBare(opinion) ? kOpen : kKept;
    else if (with_first >= 7 || carried_out) verdict = carried_out && earlier_kept ? kKept : kOpen;
    else if (Filled(At(opinion, "reason_for_early_opinion"))) verdict = kKept;
    earlier_kept = earlier_kept || verdict == kKept;
    return verdict;
  });
}

Verdict Opens(const Matter& m) {
  return LastPrecedes(m.Of("legality_opinion_issued"),
                      [](Event event) { return Is(event, "conclusion", {"lawful", "to_be_amended", "exploratory"}); }, m.BeforeDiscussion());
}

Verdict ExploratoryRisk(Event event) {
  const Answer exploratory = Is(event, "conclusion", {"exploratory"});
  if (exploratory == Answer::kNo) return kSilent;
  const Verdict says = Writes(event, {"risk_statement"});
  return exploratory == Answer::kUnknown && says == kBroken ? kOpen : says;
}

Verdict OnlyReform(const Matter& m) {
  if (!m.Has("legality_opinion_issued")) return kSilent;
  return If(Not(m.Fact("exploratory_reform")), Each(m.Of("legality_opinion_issued"), [](Event event) {
              return Is(event, "conclusion", {"exploratory"}) == Answer::kYes ? kBroken : kKept;
            }));
}

Verdict Materials(const Matter& m) {
  if (!m.Has("legality_opinion_issued legality_materials_submitted")) return kSilent;
  const Events sent = m.Of("legality_materials_submitted");
  return All({Precedes(sent, Anything, m.Of("legality_opinion_issued")),
              Each(sent, [](Event event) { return Writes(event, {"bases", "statement_of_steps"}); })});
}

Verdict CarriedOut(const Matter& m) {
  if (!m.Has("legality_opinion_issued")) return kSilent;
  Events to_amend;
  Verdict asked = kSilent;
  for (Event event : m.Of("legality_opinion_issued")) {
    const Answer amend = Is(event, "conclusion", {"to_be_amended"});
    asked = All({asked, From(Not(amend))});
    if (amend != Answer::kNo) to_amend.push_back(event);
  }
  if (to_amend.empty()) return asked;
  return Any({asked, Follows(to_amend, m.Of("draft_adjusted draft_completed"))});
}

Verdict EachPoint(const Matter& m) {
  const Events opinions = m.Of("legality_opinion_issued");
  if (opinions.empty()) return kSilent;
  Events to_amend;
  Verdict each = kSilent;
  for (Event opinion : opinions) {
    const Answer amend = Is(opinion, "conclusion", {"to_be_amended"});
    if (amend == Answer::kNo) continue;
    to_amend.push_back(opinion);
    std::set<std::string> done;
    bool unnamed = false;
    for (Event adjusted : m.Of("draft_adjusted")) {
      if (Before(opinion, adjusted) == Answer::kNo) continue;
      const bool later = std::any_of(opinions.begin(), opinions.end(), [&](Event next) {
        return next != opinion && Before(opinion, next) == Answer::kYes && Before(next, adjusted) == Answer::kYes;
      });
      if (later) continue;
      for (const Data& point : At(adjusted, "points").AsList()) {
        unnamed = unnamed || !Filled(point["no"]);
        done.insert(point["no"].AsText());
      }
    }
    for (const Data& point : At(opinion, "points").AsList()) {
      const bool named = Filled(point["no"]);
      const bool found = named && done.count(point["no"].AsText()) > 0;
      each = All({each, found ? kKept : !named || unnamed || amend == Answer::kUnknown ? kOpen : kBroken});
    }
  }
  if (to_amend.empty()) return kSilent;
  const Verdict verdict = Any({each, Follows(to_amend, m.Of("draft_completed"))});
  const bool sure = std::all_of(to_amend.begin(), to_amend.end(), [](Event event) { return Filled(At(event, "conclusion")); });
  return verdict == kBroken && !sure ? kOpen : verdict;
}

std::vector<Clause> RiskClauses() {
  return {
      {"risk-assessed", {"可能造成不利影响、未作过评估的,评估风险", "what may harm, and was not evaluated before, is assessed"},
       [](const Matter& m) { return If(MayHarm(m), HappensInTime(m, m.Of("risk_report_submitted"))); }},
      {"risk-departments-heard", {"听取有关部门意见,形成评估报告", "departments are heard, and the report follows"},
       [](const Matter& m) {
         return !m.Has("risk_report_submitted") ? kSilent : Precedes(m.Of("departments_heard"), Anything, m.Of("risk_report_submitted"));
       }},
      {"risk-report-whole", {"报告明确风险点、措施和预案", "the report has points, measures and a plan"},
       [](const Matter& m) {
         return Each(m.Of("risk_report_submitted"), [](Event event) {
           return All({Writes(event, {"risk_points", "measures", "contingency_plan"}), ItemsWrite(event, "risk_points", {"point"})});
         });
       }},
      {"risk-assessed-by-assessor", {"由承办单位或者评估单位评估", "the undertaking unit or the assessor assesses"},
       [](const Matter& m) { return ActedAs(m.Of("risk_investigated departments_heard risk_report_submitted"), {"assessor", "undertaking_unit"}); }},
      {"risk-controllable", {"风险可控的,可以决策", "only a controllable risk is decided upon"}, OnlyControllable},
      {"risk-judged-on-report", {"评估结果是决策的依据:先有报告再认定", "the result of the assessment is the basis: the report comes first"},
       [](const Matter& m) {
         return !m.Has("risk_judged") ? kSilent : Precedes(m.Of("risk_report_submitted"), Anything, m.Of("risk_judged"));
       }},
      {"risk-departments-named", {"听取哪些部门的什么意见", "which departments, and what they think"},
       [](const Matter& m) {
         return Each(m.Of("departments_heard"), [](Event event) { return ItemsWrite(event, "departments", {"department", "opinion"}); });
       }},
      {"risk-measures-taken", {"不可控的,采取措施确保可控", "what is not controllable is made so by measures"},
       [](const Matter& m) {
         return Each(m.Of("risk_judged"), [](Event event) {
           const Answer after = Is(event, "conclusion", {"controllable_after_measures"});
           if (after == Answer::kNo) return kSilent;
           const Verdict says = Writes(event, {"measures"});
           return after == Answer::kUnknown && says == kBroken ? kOpen : says;
         });
       }},
      {"risk-judged-by-organ", {"由决策机关认定", "the organ judges"},
       [](const Matter& m) { return ActedAs(m.Of("risk_judged"), {"decision_organ", "chief_executive"}); }},
  };
}

std::vector<Clause> LegalityClauses() {
  return {
      {"legality-reviewed", {"提交讨论前进行合法性审查", "legality is reviewed before discussion"},
       [](const Matter& m) { return Precedes(m.Of("legality_opinion_issued"), Anything, m.BeforeDiscussion()); }},
      {"legality-by-review-department", {"由负责合法性审查的部门审查", "by the department in charge"},
       [](const Matter& m) { return ActedAs(m.Of("legality_opinion_issued adjustment_confirmed"), {"review_department"}); }},
      {"legality-not-replaced", {"不得以征求意见等方式代替", "asking for opinions is no substitute"},
       [](const Matter& m) {
         return Each(m.Of("legality_opinion_issued"), [](Event event) { return Yes(event, "in_place_of_review") == Answer::kYes ? kBroken : kKept; });
       }},
      {"legality-reviewer-apart", {"审查部门不是起草单位:审查人不是起草人", "who reviews is not who drafted"},
       [](const Matter& m) {
         const Events drafts = m.Of("draft_completed");
         return Each(m.Of("legality_opinion_issued"), [&](Event opinion) {
           Verdict verdict = opinion->actor.empty() ? kOpen : kKept;
           for (Event draft : drafts) verdict = All({verdict, draft->actor.empty() ? kOpen : draft->actor == opinion->actor ? kBroken : kKept});
           return verdict;
         });
       }},
      {"legality-opens", {"未经审查或者不合法的,不得提交讨论", "what is unlawful is not submitted"}, Opens},
      {"legality-findings-agree", {"有一项不合法的,就是经审查不合法", "what violates the law in one respect is unlawful"},
       [](const Matter& m) {
         return Each(m.Of("legality_opinion_issued"), [](Event event) {
           const Answer unlawful = Is(event, "conclusion", {"unlawful"});
           if (unlawful == Answer::kYes) return kSilent;
           Verdict verdict = kKept;
           for (const char* finding : {"powers", "procedure", "content"}) verdict = All({verdict, From(Not(Is(event, finding, {"violates"})))});
           return unlawful == Answer::kUnknown && verdict == kBroken ? kOpen : verdict;
         });
       }},
      {"legality-exploratory-risk", {"明示法律风险", "the legal risk is stated"},
       [](const Matter& m) { return Each(m.Of("legality_opinion_issued"), ExploratoryRisk); }},
      {"legality-exploratory-only-reform", {"仅限国家尚无规定的探索性改革", "only for exploratory reform"}, OnlyReform},
      {"legality-fresh", {"提交的是审查过的草案", "what is submitted is what was reviewed"}, ReviewedText},
      {"legality-materials", {"送审提供依据和程序说明", "bases and a statement of steps are sent"}, Materials},
      {"legality-sent-by-undertaker", {"承办单位送审,审查部门接收、退回", "the undertaking unit sends, the department receives and returns"},
       [](const Matter& m) {
         return All({ActedAs(m.Of("legality_materials_submitted"), {"undertaking_unit"}),
                     ActedAs(m.Of("legality_materials_received legality_materials_returned"), {"review_department"})});
       }},
      {"legality-7-working-days", {"一般不少于7个工作日", "seven working days generally"}, SevenWorkingDays},
      {"legality-three-findings", {"审查权限、程序、内容", "powers, procedure and content"},
       [](const Matter& m) { return Each(m.Of("legality_opinion_issued"), [](Event event) { return Writes(event, {"powers", "procedure", "content"}); }); }},
      {"counsel-heard", {"审查过程中组织法律顾问提出意见", "counsel are heard in the course of the review"},
       [](const Matter& m) {
         return !m.Has("legality_opinion_issued") ? kSilent : Precedes(m.Of("counsel_opinion_given"), Anything, m.Of("legality_opinion_issued"));
       }},
      {"counsel-opinion-stated", {"提出法律意见", "there is a legal opinion"},
       [](const Matter& m) { return Each(m.Of("counsel_opinion_given"), [](Event event) { return Writes(event, {"counsel", "opinion"}); }); }},
      {"counsel-by-legal-adviser", {"意见由法律顾问、公职律师提出", "counsel give it themselves"},
       [](const Matter& m) { return ActedAs(m.Of("counsel_opinion_given"), {"legal_adviser"}); }},
      {"legality-opinion-carried-out", {"根据意见进行必要的调整", "the opinion is carried out"}, CarriedOut},
      {"legality-points-each-adjusted", {"意见中的每一条", "each point of it"}, EachPoint},
      {"adjusted-by-undertaker", {"由决策承办单位调整", "the undertaking unit adjusts"},
       [](const Matter& m) { return ActedAs(m.Of("draft_adjusted"), {"undertaking_unit"}); }},
  };
}

}  // namespace

Verdict ReviewedText(const Matter& m) {
  if (!m.Has("legality_opinion_issued")) return kSilent;
  return Each(Passed(m, m.BeforeDiscussion()), [&](Event gate) { return FreshAt(m, gate); });
}

std::vector<Clause> ReviewClauses() {
  std::vector<Clause> clauses = RiskClauses();
  for (Clause& clause : LegalityClauses()) clauses.push_back(std::move(clause));
  return clauses;
}

}  // namespace juece::reading
