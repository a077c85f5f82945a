// How the clauses on fair competition review read: FC, FCM.
#include <algorithm>

#include "reading.h"

namespace juece::reading {
namespace {

const Date kFairCompetition = *Date::Parse("2024-08-01");
const Date kMeasures = *Date::Parse("2025-04-20");

// A clause governs what happened since it is in force. Where all of it came before, it says nothing.
Events Since(const Events& events, Date from) {
  Events governed;
  for (Event event : events) {
    if (DayOf(event) >= from) governed.push_back(event);
  }
  return governed;
}

bool LiesBefore(const Matter& m, Date from) {
  const auto& events = m.subject().events;
  return std::all_of(events.begin(), events.end(), [&](const SubjectEvent& event) { return DayOf(&event) < from; });
}

Verdict Governed(const Matter& m, const Events& events, Date from, const std::function<Verdict(const Events&)>& judge) {
  const Events governed = Since(events, from);
  if (LiesBefore(m, from) || (governed.empty() && !events.empty())) return kSilent;
  return judge(governed);
}

Verdict EachSince(const Matter& m, std::string_view name, Date from, const std::function<Verdict(Event)>& judge) {
  return LiesBefore(m, from) ? kSilent : Each(Since(m.Of(name), from), judge);
}

// --- Fair competition --------------------------------------------------------------------------------------------------

Verdict Examined(const Matter& m, const std::string& standard) {
  return EachSince(m, "fair_competition_first_opinion", kFairCompetition, [&](Event event) {
    Verdict verdict = kBroken;
    for (const Data& item : At(event, "standards").AsList()) {
      if (item["standard"].AsText() == standard) return kKept;
      if (!item["standard"].is_text()) verdict = kOpen;
    }
    return verdict;
  });
}

Verdict OperatorsHeard(const Matter& m, Date from) {
  return EachSince(m, "fair_competition_first_opinion", from,
                   [](Event event) { return Any({Writes(event, {"opinions_heard"}), Writes(event, {"confidential_reason"})}); });
}

Verdict ExceptionExplained(const Matter& m, Date from) {
  return EachSince(m, "fair_competition_concluded", from, [](Event event) {
    const Answer exception = Is(event, "conclusion", {"exception_granted"});
    if (exception == Answer::kNo) return kSilent;
    const Verdict says = Writes(event, {"effect", "ground", "least_harm", "term"});
    return exception == Answer::kUnknown && says == kBroken ? kOpen : says;
  });
}

Verdict TwoSteps(const Matter& m) {
  if (!m.Has("fair_competition_concluded")) return kSilent;
  return If(m.Fact("touches_market"), Governed(m, m.Of("fair_competition_concluded"), kFairCompetition, [&](const Events& concluded) {
              return All({Precedes(m.Of("fair_competition_first_opinion"), Anything, concluded), ActedAs(concluded, {"market_regulator"})});
            }));
}

Verdict BeforeIssue(const Matter& m) {
  const Kind passed = [](Event event) { return Is(event, "conclusion", {"passed", "exception_granted"}); };
  return If(m.Fact("touches_market"), Governed(m, m.Of("decision_issued"), kFairCompetition, [&](const Events& issued) {
              return LastPrecedes(m.Of("fair_competition_concluded"), passed, issued);
            }));
}

Verdict ReviewedAgain(const Matter& m) {
  if (!m.Has("fair_competition_concluded")) return kSilent;
  return If(m.Fact("touches_market"), Governed(m, m.BeforeDiscussion(), kMeasures, [&](const Events& all) {
              return Each(Passed(m, all), [&](Event gate) {
                bool reviewed = false;
                Verdict since = kKept;
                for (Event event : InTime(m)) {
                  if (event == gate || Before(event, gate) == Answer::kNo) continue;
                  if (event->event == "fair_competition_concluded") {
                    reviewed = true;
                    since = kKept;
                  } else if (event->event == "draft_revised") {
                    const Answer major = Yes(event, "substantive");
                    since = All({since, major == Answer::kYes ? kBroken : major == Answer::kNo ? kKept : kOpen});
                  } else if (event->event == "draft_completed") {
                    since = All({since, kOpen});  // another draft: how much it changed is not told
                  }
                }
                return reviewed ? since : kOpen;
              });
            }));
}

Verdict AskedBefore(const Matter& m) {
  return If(m.Fact("touches_market"), Governed(m, m.BeforeDiscussion(), kMeasures, [&](const Events& gates) {
              return Precedes(m.Of("fair_competition_requested fair_competition_concluded"), Anything, gates);
            }));
}

Verdict NotReplaced(const Matter& m) {
  if (!m.Has("fair_competition_concluded")) return kSilent;
  return If(m.Fact("touches_market"), EachSince(m, "fair_competition_concluded", kMeasures, [](Event event) {
              return Yes(event, "in_place_of_review") == Answer::kYes ? kBroken : kKept;
            }));
}

Verdict WrittenByRegulator(const Matter& m) {
  return EachSince(m, "fair_competition_concluded", kMeasures, [](Event event) {
    return All({Writes(event, {"conclusion"}), From(Yes(event, "written")), ActedAs({event}, {"market_regulator"})});
  });
}

}  // namespace

std::vector<Clause> CompetitionClauses() {
  return {
      {"fair-competition-two-steps", {"起草单位初审后,由市场监督管理部门审查", "after the drafter's first opinion the regulator reviews"}, TwoSteps},
      {"fair-competition-drafter-first", {"由起草单位初审", "the drafter gives the first opinion"},
       [](const Matter& m) {
         return EachSince(m, "fair_competition_first_opinion", kFairCompetition, [](Event event) { return ActedAs({event}, {"undertaking_unit"}); });
       }},
      {"fair-competition-entry-examined", {"审查市场准入和退出标准", "market entry and exit are examined"}, [](const Matter& m) { return Examined(m, "FC:8"); }},
      {"fair-competition-flow-examined", {"审查自由流动标准", "free flow is examined"}, [](const Matter& m) { return Examined(m, "FC:9"); }},
      {"fair-competition-favours-examined", {"审查生产经营成本标准", "favours are examined"}, [](const Matter& m) { return Examined(m, "FC:10"); }},
      {"fair-competition-conduct-examined", {"审查经营行为标准", "conduct and prices are examined"}, [](const Matter& m) { return Examined(m, "FC:11"); }},
      {"fair-competition-operators-heard", {"听取经营者等的意见", "operators are heard"}, [](const Matter& m) { return OperatorsHeard(m, kFairCompetition); }},
      {"fair-competition-heard-or-confidential", {"听取意见,保密的说明", "operators are heard, or the secrecy is said"}, [](const Matter& m) { return OperatorsHeard(m, kMeasures); }},
      {"fair-competition-written", {"作出审查结论", "a conclusion is reached"},
       [](const Matter& m) {
         return EachSince(m, "fair_competition_concluded", kFairCompetition, [](Event event) { return All({Writes(event, {"conclusion"}), From(Yes(event, "written"))}); });
       }},
      {"fair-competition-exception", {"适用例外的详细说明", "an exception is explained"}, [](const Matter& m) { return ExceptionExplained(m, kFairCompetition); }},
      {"fair-competition-exception-in-conclusion", {"结论写明例外的四项内容", "the conclusion has the four points of an exception"}, [](const Matter& m) { return ExceptionExplained(m, kMeasures); }},
      {"fair-competition-before-issue", {"未经审查或者不合标准的,不得出台", "not issued unless reviewed and passed"}, BeforeIssue},
      {"fair-competition-again", {"审查后有重大变化的,重新审查", "after a major change it is reviewed again"}, ReviewedAgain},
      {"fair-competition-before-submission", {"报政府之前提请审查", "the regulator is asked before the draft goes to the government"}, AskedBefore},
      {"fair-competition-asked-by-drafter", {"由起草单位提请", "the drafter asks"},
       [](const Matter& m) {
         return EachSince(m, "fair_competition_requested", kMeasures, [](Event event) { return ActedAs({event}, {"undertaking_unit"}); });
       }},
      {"fair-competition-not-replaced", {"会签、征求意见不能代替审查", "countersigning and consulting are no review"}, NotReplaced},
      {"fair-competition-conclusion-in-writing", {"市场监督管理部门出具书面结论", "the regulator concludes in writing"}, WrittenByRegulator},
  };
}

}  // namespace juece::reading
