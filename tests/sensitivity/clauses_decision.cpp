// How the clauses on issue, publication, archive, execution and evaluation read: R713 31 to 37, 8; GI 26.
#include <algorithm>
#include <map>
#include <set>

#include "reading.h"

namespace juece::reading {
namespace {

// --- After the meeting -------------------------------------------------------------------------------------------------------

Answer Public(const Matter& m, std::string_view shown_by) {
  const Answer secret = m.Fact("lawfully_undisclosed");
  return secret != Answer::kUnknown ? Not(secret) : m.Has(shown_by) ? Answer::kYes : Answer::kUnknown;
}

Verdict Happened(const Events& events) { return Precedes(events, Anything, {}); }

Verdict AdoptionExplained(const Matter& m) {
  const Answer concerned = And(Or(m.Fact("widely_noticed"), m.Fact("technical")), Not(m.Fact("lawfully_undisclosed")));
  const auto explained = [](Event event) { return Yes(event, "adoption_explained") == Answer::kYes ? kKept : kBroken; };
  return If(concerned, All({Follows(m.Of("decision_issued"), m.Of("decision_interpreted")),
                            Any({Each(m.Of("decision_published"), explained), Each(m.Of("decision_interpreted"), explained)})}));
}

// At most twenty working days after it came into being.
Verdict TwentyWorkingDays(const Matter& m) {
  const Verdict verdict = Each(m.Of("decision_issued"), [&](Event issued) {
    Event published = nullptr;
    for (Event event : m.Of("decision_published")) {
      if (published == nullptr && Before(event, issued) != Answer::kYes) published = event;
    }
    // What was published after a later decision was issued is that one's publication.
    for (Event other : m.Of("decision_issued")) {
      const bool between = published != nullptr && Before(issued, other) == Answer::kYes && Before(other, published) == Answer::kYes;
      published = between ? nullptr : published;
    }
    if (published == nullptr) return kOpen;
    int days = 0;
    for (Date day = DayOf(issued).PlusDays(1); day <= DayOf(published); day = day.PlusDays(1)) {
      days += m.calendar().IsWorkingDay(day).value_or(false) ? 1 : 0;
    }
    const int with_first = days + (m.calendar().IsWorkingDay(DayOf(issued)).value_or(false) ? 1 : 0);
    if (with_first <= 20) return IsBare(issued) || IsBare(published) ? kOpen : kKept;
    return days > 20 ? kBroken : kOpen;
  });
  return If(Public(m, "decision_published"), verdict);
}

Verdict ExecutorNamed(const Matter& m) {
  const Verdict issued = Each(m.Of("decision_issued"), [](Event event) { return Writes(event, {"executing_units"}); });
  const Verdict assigned = Each(m.Of("execution_assigned"), [](Event event) { return Writes(event, {"executing_unit"}); });
  return Any({issued, assigned, Follows(m.Of("decision_issued"), m.Of("execution_assigned"))});
}

Verdict Supervised(const Matter& m) {
  const Events assigned = m.Of("execution_assigned");
  if (assigned.empty()) return kSilent;
  return All({Follows(assigned, m.Of("execution_inspected")), Follows(assigned, m.Of("execution_reported"))});
}

// A third party that evaluates is not the one that did the main argument or assessment before.
Verdict EvaluatorApart(const Matter& m) {
  std::set<std::string> before;
  bool unnamed = false;
  const auto take = [&](std::string_view events, std::string_view member) {
    for (Event event : m.Of(events)) {
      unnamed = unnamed || !Filled(At(event, member));
      before.insert(At(event, member).AsText());
    }
  };
  take("risk_assessment_commissioned", "assessor");
  take("risk_report_submitted", "assessor");
  take("expert_opinion_given", "expert");
  return Each(m.Of("evaluation_commissioned"), [&](Event event) {
    const Answer third = Yes(event, "third_party");
    if (third == Answer::kNo) return kSilent;
    if (!Filled(At(event, "evaluator"))) return kOpen;
    if (before.count(At(event, "evaluator").AsText()) > 0) return third == Answer::kYes ? kBroken : kOpen;
    return unnamed ? kOpen : kKept;
  });
}

Verdict BySuspendingHead(Event event) {
  return All({Writes(event, {"reason"}), ActedAs({event}, {"chief_executive"}), From(Yes(event, "urgent"))});
}

Verdict AdjustedAgain(const Matter& m) {
  const Events decided = m.Of("adjustment_decided");
  if (decided.empty()) return kSilent;
  Events major;
  Verdict named = kSilent;
  for (Event event : decided) {
    const Answer is_major = Yes(event, "major");
    if (is_major == Answer::kNo) continue;
    major.push_back(event);
    const bool says = Filled(At(event, "new_procedure"));
    named = All({named, says ? kKept : is_major == Answer::kYes ? kBroken : kOpen});
  }
  if (major.empty()) return kSilent;
  Verdict linked = Follows(major, m.Of("dossier_linked"));
  if (linked == kBroken && std::any_of(major.begin(), major.end(), [](Event e) { return Yes(e, "major") == Answer::kUnknown; })) linked = kOpen;
  return Any({named, linked});
}

// The documents that the steps make, by the kind that each leaves.
Verdict DocumentsThere(const Matter& m) {
  static const std::multimap<std::string, std::string> kLeft{
      {"proposal_received", "D101"}, {"proposal_studied", "D102"}, {"initiation_decided", "D106"}, {"research_recorded", "D201"},
      {"legal_bases_listed", "D202"}, {"draft_completed", "D204"}, {"draft_completed", "D205"}, {"unit_consulted", "D207"},
      {"dispute_stated", "D208"}, {"consultation_opened", "D302"}, {"special_group_met", "D305"}, {"hearing_notice_published", "D311"},
      {"hearing_selection_published", "D312"}, {"hearing_participants_published", "D313"}, {"hearing_materials_served", "D314"},
      {"hearing_held", "D315"}, {"opinions_adopted", "D306"}, {"expert_opinion_given", "D405"}, {"expert_opinions_adopted", "D407"},
      {"departments_heard", "D503"}, {"risk_report_submitted", "D504"}, {"risk_judged", "D507"}, {"legality_materials_submitted", "D702"},
      {"counsel_opinion_given", "D704"}, {"legality_opinion_issued", "D706"}, {"draft_adjusted", "D708"}, {"bundle_submitted", "D801"},
      {"bundle_submitted", "D802"}, {"deliberation_held", "D805"}, {"deliberation_held", "D806"}, {"party_reported", "D809"},
      {"congress_reported", "D810"}, {"experts_selected", "D402"}, {"participation_forms_chosen", "D301"}, {"meeting_convened", "D804"},
      {"fair_competition_first_opinion", "D602"}, {"fair_competition_requested", "D603"}, {"fair_competition_concluded", "D604"}, {"decision_issued", "D812"}, {"decision_published", "D901"}, {"publication_withheld", "D902"},
      {"decision_interpreted", "D904"}, {"dossier_archived", "D1001"}};
  const Events withdrawn = m.Of("bundle_submitted");
  const Events discussed = m.Submissions();
  Verdict verdict = kSilent;
  for (const SubjectEvent& event : m.subject().events) {
    const bool taken_back = event.event == "bundle_submitted" && std::find(discussed.begin(), discussed.end(), &event) == discussed.end();
    const auto [from, to] = kLeft.equal_range(event.event);
    for (auto kind = from; kind != to && !taken_back; ++kind) verdict = All({verdict, HasDocument(&event, kind->second) ? kKept : kBroken});
  }
  return verdict;
}

std::vector<Clause> IssueClauses() {
  return {
      {"party-reported", {"出台前请示报告", "the Party committee is told before issue"},
       [](const Matter& m) { return Precedes(m.Of("party_reported"), Anything, m.Of("decision_issued")); }},
      {"party-reported-by-organ", {"由决策机关请示报告", "the organ reports"},
       [](const Matter& m) { return ActedAs(m.Of("party_reported party_replied"), {"decision_organ", "government_office", "chief_executive"}); }},
      {"congress-reported", {"属于人大的,出台前办理", "matters of the congress go there before issue"},
       [](const Matter& m) { return If(m.Fact("congress_matter"), Precedes(m.Of("congress_reported"), Anything, m.Of("decision_issued"))); }},
      {"congress-reported-by-organ", {"由决策机关报告", "the organ reports"},
       [](const Matter& m) { return ActedAs(m.Of("congress_reported"), {"decision_organ", "government_office"}); }},
      {"published", {"公布重大行政决策,依法不予公开的除外", "decisions are published, unless lawfully secret"},
       [](const Matter& m) {
         return If(Public(m, "consultation_opened hearing_notice_published hearing_held decision_published"), Happened(m.Of("decision_published")));
       }},
      {"published-after-issue", {"公布的是作出的决策", "what is published is the decision that was made"},
       [](const Matter& m) { return !m.Has("decision_published") ? kSilent : Precedes(m.Of("decision_issued"), Anything, m.Of("decision_published")); }},
      {"published-through-channels", {"通过公报、网站、报纸等途径公布,以发布会、访谈等方式解读", "by gazette, site and newspaper; explained at conferences and in interviews"},
       [](const Matter& m) {
         return All({Each(m.Of("decision_published"), [](Event event) { return Writes(event, {"channels"}); }),
                     Each(m.Of("decision_interpreted"), [](Event event) { return Writes(event, {"forms"}); })});
       }},
      {"withheld-with-ground", {"依法不予公开的有依据", "what is withheld has a ground"},
       [](const Matter& m) { return Each(m.Of("publication_withheld"), [](Event event) { return Writes(event, {"ground"}); }); }},
      {"adoption-explained", {"普遍关心或者专业性强的,说明采纳情况并解读", "noticed or technical decisions are explained"}, AdoptionExplained},
      {"published-by-organ", {"由决策机关公布、解读", "the organ publishes"},
       [](const Matter& m) {
         return All({ActedAs(m.Of("decision_published publication_withheld publication_concluded"), {"decision_organ", "government_office"}),
                     ActedAs(m.Of("decision_interpreted"), {"decision_organ", "government_office", "undertaking_unit"})});
       }},
      {"published-in-20-working-days", {"形成之日起20个工作日内公开", "within twenty working days"}, TwentyWorkingDays},
      {"archived", {"记录和材料及时完整归档", "records and material are filed"},
       [](const Matter& m) {
         return All({Follows(m.Of("decision_issued"), m.Of("dossier_archived")), Each(m.Of("dossier_archived"), [](Event event) { return Writes(event, {"items"}); })});
       }},
      {"archived-after-publication", {"完整:公布的材料也在其内", "complete: with the publication"},
       [](const Matter& m) {
         const Events published = m.Of("decision_published publication_withheld");
         return published.empty() ? kSilent : Precedes(published, Anything, m.Of("dossier_archived"));
       }},
      {"documents-complete", {"履行程序形成的材料完整", "the documents that the steps made are there"}, DocumentsThere},
  };
}

std::vector<Clause> ExecutionClauses() {
  const auto after_issue = [](const char* events) {
    return [events](const Matter& m) { return !m.Has(events) ? kSilent : Precedes(m.Of("decision_issued"), Anything, m.Of(events)); };
  };
  return {
      {"executor-named", {"明确决策执行单位", "the executing unit is named"}, ExecutorNamed},
      {"executed-after-issue", {"执行的是作出的决策", "what is executed is the decision"},
       after_issue("execution_assigned execution_inspected execution_reported execution_completed")},
      {"execution-supervised", {"督促检查,报告执行情况", "execution is inspected and reported"}, Supervised},
      {"executed-by-those-named", {"机关交办、督查,执行单位报告", "the organ assigns and inspects, the executing unit reports"},
       [](const Matter& m) {
         return All({ActedAs(m.Of("execution_assigned"), {"decision_organ", "government_office"}),
                     ActedAs(m.Of("execution_inspected"), {"decision_organ", "government_office", "supervisor"}),
                     ActedAs(m.Of("execution_reported"), {"executing_unit"})});
       }},
      {"problem-by-executor", {"执行单位报告问题", "the executing unit reports problems"},
       [](const Matter& m) { return ActedAs(m.Of("problem_reported"), {"executing_unit"}); }},
      {"evaluation-by-organ", {"决策机关组织后评估", "the organ has it evaluated"},
       [](const Matter& m) { return ActedAs(m.Of("evaluation_decided evaluation_commissioned"), {"decision_organ", "government_office"}); }},
      {"evaluation-grounded", {"有法定情形之一", "on one of the grounds of the law"},
       [](const Matter& m) { return Each(m.Of("evaluation_decided"), [](Event event) { return Writes(event, {"ground"}); }); }},
      {"evaluator-independent", {"承担主要论证评估的单位除外", "not by the main assessor"}, EvaluatorApart},
      {"evaluated-by-evaluator", {"由承担评估的单位评估", "the evaluator evaluates"},
       [](const Matter& m) { return ActedAs(m.Of("evaluation_reported"), {"evaluator"}); }},
      {"evaluation-with-public", {"吸收有关方面参与", "others take part"},
       [](const Matter& m) { return Each(m.Of("evaluation_reported"), [](Event event) { return Writes(event, {"participants"}); }); }},
      {"evaluation-used", {"结果作为调整的重要依据", "the result is a basis for adjusting"},
       [](const Matter& m) { return !m.Has("evaluation_reported") ? kSilent : All({Follows(m.Of("evaluation_reported"), m.Of("evaluation_used")),
                                                             Each(m.Of("evaluation_used"), [](Event event) { return Writes(event, {"decision"}); })}); }},
      {"evaluation-used-by-organ", {"由决策机关运用", "the organ uses it"}, [](const Matter& m) { return ActedAs(m.Of("evaluation_used"), {"decision_organ"}); }},
      {"suspension-by-head", {"情况紧急的,行政首长先决定中止", "in urgency the head suspends"},
       [](const Matter& m) { return Each(m.Of("execution_suspended"), BySuspendingHead); }},
      {"suspension-after-problem", {"出现第三十五条的情形才中止", "a suspension follows a problem of article 35"},
       [](const Matter& m) { return !m.Has("execution_suspended") ? kSilent : Precedes(m.Of("problem_reported"), Anything, m.Of("execution_suspended")); }},
      {"changed-after-issue", {"变更、停止的是作出的决策", "what is changed is the decision"}, after_issue("execution_suspended adjustment_decided")},
      {"changed-by-organ", {"由决策机关或者行政首长决定", "the organ or its head decides"},
       [](const Matter& m) {
         return ActedAs(m.Of("execution_resumed adjustment_required adjustment_decided"), {"decision_organ", "chief_executive"});
       }},
      {"major-adjustment-again", {"重大调整履行法定程序", "a major adjustment goes through the procedure"}, AdjustedAgain},
  };
}

}  // namespace

std::vector<Clause> DecisionClauses() {
  std::vector<Clause> clauses = IssueClauses();
  for (Clause& clause : ExecutionClauses()) clauses.push_back(std::move(clause));
  return clauses;
}

}  // namespace juece::reading
