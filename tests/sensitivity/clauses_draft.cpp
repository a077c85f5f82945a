// How the clauses on the start, the draft and the experts read: R713 10 to 13, 19, 20, and 29-1-3.
#include <algorithm>
#include <map>

#include "reading.h"

namespace juece::reading {
namespace {

Answer Started(Event event) { return Yes(event, "start"); }

// Of those started, the decision names whom it asks to be named.
Verdict WhereStarted(const Matter& m, const std::function<Verdict(Event)>& judge) {
  return Each(m.Of("initiation_decided"), [&](Event event) {
    const Answer started = Started(event);
    const Verdict verdict = started == Answer::kNo ? kSilent : judge(event);
    return started == Answer::kUnknown && verdict == kBroken ? kOpen : verdict;
  });
}

Verdict LeadNamed(Event event) {
  const Data& units = At(event, "undertaking_units");
  const bool named = Filled(At(event, "lead_unit"));
  if (!units.is_list()) return named ? kKept : kOpen;  // how many they are is not told
  return units.AsList().size() < 2 ? kSilent : named ? kKept : kBroken;
}

// What counts in the end: no unit disagreed, or it was settled, or the dispute was put before the organ.
Verdict DisputeDisclosed(const Matter& m) {
  const auto agreed = [](Event event) { return From(Yes(event, "agreed")); };
  if (!m.Has("unit_consulted coordination_concluded")) return kSilent;
  return Any({Each(m.Of("unit_consulted"), agreed), Each(m.Of("coordination_concluded"), agreed), HappensInTime(m, m.Of("dispute_stated"))});
}

Verdict OpenDisputeDisclosed(const Matter& m) {
  if (!m.Has("coordination_concluded")) return kSilent;
  return Any({LastPrecedes(m.Of("coordination_concluded"), [](Event event) { return Yes(event, "agreed"); }, m.BeforeDiscussion()),
              HappensInTime(m, m.Of("dispute_stated"))});
}

// Opinions are written unless they are said not to be.
Answer Written(Event event) { return event->data.Has("written") ? Yes(event, "written") : Answer::kYes; }

Verdict Sealed(Event event) {
  const Answer written = Written(event);
  if (written == Answer::kNo) return kSilent;
  const Verdict verdict = From(Yes(event, "sealed"));
  return written == Answer::kUnknown && verdict == kBroken ? kOpen : verdict;
}

Verdict Signed(Event event) {
  const Answer written = Written(event);
  if (written == Answer::kNo) return kSilent;
  if (Yes(event, "signed") == Answer::kYes) return kKept;
  return written == Answer::kUnknown ? kOpen : kBroken;
}

// Article 20 forbids a direct interest. It is shown by what each expert declared last; an expert who declared nothing shows nothing.
Verdict NoInterest(const Matter& m) {
  const Events opinions = m.Of("expert_opinion_given");
  std::map<std::string, Event> declared;
  bool anonymous = false;
  for (Event event : m.Of("interest_declared")) {
    const std::string& expert = At(event, "expert").AsText();
    if (!Filled(At(event, "expert"))) {
      anonymous = anonymous || Yes(event, "direct_interest") != Answer::kNo;
      continue;
    }
    Event& last = declared[expert];
    if (last == nullptr || Before(last, event) == Answer::kYes) last = event;
  }
  return Each(opinions, [&](Event opinion) {
    const std::string& expert = At(opinion, "expert").AsText();
    if (!Filled(At(opinion, "expert"))) return kOpen;
    const auto found = declared.find(expert);
    if (found == declared.end()) return kOpen;
    const Answer interest = Yes(found->second, "direct_interest");
    return interest == Answer::kYes ? kBroken : interest == Answer::kNo && !anonymous ? kKept : kOpen;
  });
}

std::vector<Clause> StartClauses() {
  return {
      {"proposal-studied", {"建议先研究论证,再决定是否启动", "a proposal is studied before the start is decided"},
       [](const Matter& m) { return Precedes(m.Of("proposal_studied"), Anything, m.Of("initiation_decided")); }},
      {"proposal-argued", {"部门、下级政府的建议论证五项内容", "a department argues the five points"},
       [](const Matter& m) {
         return Each(m.Of("proposal_received"), [](Event event) {
           const Answer concerned = Is(event, "source", {"department", "lower_government"});
           if (concerned == Answer::kNo) return kSilent;
           const Verdict says = Writes(event, {"problem", "reasons", "first_plan", "need", "feasibility"});
           return concerned == Answer::kUnknown && says == kBroken ? kOpen : says;
         });
       }},
      {"proposal-handed-to-unit", {"建议交有关单位研究论证,得出结论", "a unit studies the proposal and reaches a finding"},
       [](const Matter& m) { return Each(m.Of("proposal_studied"), [](Event event) { return Writes(event, {"unit", "finding"}); }); }},
      {"citizen-proposal-written", {"公民、组织以书面提出建议", "citizens propose in writing"},
       [](const Matter& m) {
         return Each(m.Of("proposal_received"), [](Event event) {
           const Answer concerned = Is(event, "source", {"citizen"});
           if (concerned == Answer::kNo) return kSilent;
           const Verdict written = From(Yes(event, "written"));
           return concerned == Answer::kUnknown && written == kBroken ? kOpen : written;
         });
       }},
      {"start-decided", {"由决策机关决定启动,才拟订、提交和出台", "the organ decides to start before there is a draft"},
       [](const Matter& m) {
         Events gates = m.BeforeDiscussion();
         for (Event event : m.Of("draft_completed decision_issued")) gates.push_back(event);
         std::sort(gates.begin(), gates.end(), [](Event a, Event b) { return Before(a, b) == Answer::kYes; });
         return Precedes(m.Of("initiation_decided"), Started, gates.empty() ? Events{} : Events{gates.front()});
       }},
      {"start-by-organ", {"报请决策机关决定是否启动", "the organ decides whether to start"},
       [](const Matter& m) { return ActedAs(m.Of("initiation_decided"), {"decision_organ", "chief_executive"}); }},
      {"undertaking-unit-named", {"决定启动的,明确承办单位", "who decides to start names the undertaking unit"},
       [](const Matter& m) { return WhereStarted(m, [](Event event) { return Writes(event, {"undertaking_units"}); }); }},
      {"lead-unit-named", {"两个以上单位承办的,明确牵头单位", "of two or more units one is named to lead"},
       [](const Matter& m) { return WhereStarted(m, LeadNamed); }},
      {"lead-unit-among-them", {"牵头的是承办单位之一", "the one that leads is one of them"},
       [](const Matter& m) {
         return Each(m.Of("initiation_decided"), [](Event event) {
           if (!Filled(At(event, "lead_unit"))) return kSilent;
           for (const Data& unit : At(event, "undertaking_units").AsList()) {
             if (unit == At(event, "lead_unit")) return kKept;
           }
           return kBroken;
         });
       }},
      {"research-summarised", {"全面准确掌握有关信息", "the facts are gathered"},
       [](const Matter& m) { return Each(m.Of("research_recorded"), [](Event event) { return Writes(event, {"summary"}); }); }},
      {"legal-bases-named", {"梳理的是哪些依据", "which bases they are"},
       [](const Matter& m) { return Each(m.Of("legal_bases_listed"), [](Event event) { return ItemsWrite(event, "bases", {"title"}); }); }},
      {"units-named", {"同哪个单位协商,意见如何", "which unit, and what it thinks"},
       [](const Matter& m) { return Each(m.Of("unit_consulted"), [](Event event) { return Writes(event, {"unit", "opinion"}); }); }},
      {"draft-researched", {"在调查研究的基础上拟订", "the draft rests on research"},
       [](const Matter& m) { return HappensInTime(m, m.Of("research_recorded")); }},
      {"draft-completed", {"承办单位拟订决策草案,提交讨论的是草案", "what is submitted for discussion is a draft that was made"},
       [](const Matter& m) { return Precedes(m.Of("draft_completed"), Anything, m.BeforeDiscussion()); }},
      {"drafted-by-undertaker", {"由决策承办单位调研、拟订", "the undertaking unit researches and drafts"},
       [](const Matter& m) { return ActedAs(m.Of("research_recorded draft_completed"), {"undertaking_unit"}); }},
      {"legal-bases-listed", {"全面梳理法律、法规、规章和政策", "laws and policies are gone through"},
       [](const Matter& m) { return HappensInTime(m, m.Of("legal_bases_listed")); }},
      {"bases-by-undertaker", {"由决策承办单位梳理", "the undertaking unit goes through them"},
       [](const Matter& m) { return ActedAs(m.Of("legal_bases_listed"), {"undertaking_unit"}); }},
      {"units-consulted", {"涉及其他单位的,充分协商", "units that are touched are consulted"},
       [](const Matter& m) { return If(m.Fact("touches_other_units"), HappensInTime(m, m.Of("unit_consulted"))); }},
      {"dispute-disclosed", {"不能取得一致的,向决策机关说明争议", "what is not agreed is put before the organ"}, DisputeDisclosed},
      {"open-dispute-disclosed", {"协商结束仍不一致的,说明争议", "a dispute that stays open is put before the organ"}, OpenDisputeDisclosed},
      {"dispute-stated-fully", {"说明主要问题、各方意见、理由和依据", "the issue, all opinions, reasons and grounds are stated"},
       [](const Matter& m) {
         return Each(m.Of("dispute_stated"), [](Event event) { return Writes(event, {"issue", "unit_opinions", "own_opinion", "reasons"}); });
       }},
      {"coordinated-by-undertaker", {"由决策承办单位协商、说明", "the undertaking unit consults and states"},
       [](const Matter& m) { return ActedAs(m.Of("unit_consulted dispute_stated coordination_concluded"), {"undertaking_unit"}); }},
  };
}

std::vector<Clause> ExpertClauses() {
  return {
      {"experts-argued", {"专业性、技术性较强的,组织专家论证", "technical matters are argued by experts"},
       [](const Matter& m) { return If(m.Fact("technical"), HappensInTime(m, m.Of("expert_opinion_given"))); }},
      {"expert-opinion-whole", {"论证必要性、可行性、科学性", "need, feasibility and soundness are argued"},
       [](const Matter& m) {
         return Each(m.Of("expert_opinion_given"), [](Event event) { return Writes(event, {"opinion", "need", "feasibility", "soundness"}); });
       }},
      {"expert-answers-given", {"专家意见的研究采纳情况", "what became of the experts' opinions"},
       [](const Matter& m) {
         return Each(m.Of("expert_opinions_adopted"), [](Event event) { return ItemsWrite(event, "items", {"opinion", "adopted"}); });
       }},
      {"experts-organised-by-undertaker", {"由决策承办单位组织", "the undertaking unit organises it"},
       [](const Matter& m) {
         return ActedAs(m.Of("experts_selected expert_materials_given expert_opinions_adopted argumentation_concluded"), {"undertaking_unit"});
       }},
      {"expert-opinion-signed", {"书面意见署名", "a written opinion is signed"}, [](const Matter& m) { return Each(m.Of("expert_opinion_given"), Signed); }},
      {"expert-opinion-sealed", {"书面意见盖章(提示)", "a written opinion is sealed (a hint)"},
       [](const Matter& m) { return Each(m.Of("expert_opinion_given"), Sealed); }},
      {"opinion-by-expert", {"专家独立提出意见", "experts give their opinion themselves"},
       [](const Matter& m) { return ActedAs(m.Of("expert_opinion_given"), {"expert"}); }},
      {"experts-without-interest", {"不得选择有直接利害关系的专家", "no expert has a direct interest"}, NoInterest},
      {"interest-declared-by-expert", {"利害关系由本人声明", "the declaration is the expert's own"},
       [](const Matter& m) { return ActedAs(m.Of("interest_declared"), {"expert"}); }},
      {"expert-opinions-answered", {"专家意见经研究采纳,随草案报送", "what became of the experts' opinions goes with the draft"},
       [](const Matter& m) { return !m.Has("expert_opinion_given") ? kSilent : HappensInTime(m, m.Of("expert_opinions_adopted")); }},
  };
}

}  // namespace

std::vector<Clause> DraftClauses() {
  std::vector<Clause> clauses = StartClauses();
  for (Clause& clause : ExpertClauses()) clauses.push_back(std::move(clause));
  return clauses;
}

}  // namespace juece::reading
