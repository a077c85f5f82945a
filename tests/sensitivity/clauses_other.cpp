// How the sources of the other procedures read: normative documents (NDM, NDR, OBE), the annual catalogue, a town's four steps,
// contracts, and the working documents of single places that those put themselves under.
#include <algorithm>

#include "reading.h"

namespace juece::reading {
namespace {

bool Under(const Matter& m, const char* statute) {
  const auto& statutes = m.subject().statutes;
  return std::find(statutes.begin(), statutes.end(), statute) != statutes.end();
}

Answer Lawful(Event event) { return Is(event, "conclusion", {"lawful", "to_be_amended"}); }

// The first of what these events open.
Events FirstOf(Events events) {
  std::sort(events.begin(), events.end(), [](Event a, Event b) { return Before(a, b) == Answer::kYes; });
  return events.empty() ? events : Events{events.front()};
}

int WorkingDays(const Matter& m, Date from, Date to) {
  int days = 0;
  for (Date day = from.PlusDays(1); day <= to; day = day.PlusDays(1)) days += m.calendar().IsWorkingDay(day).value_or(false) ? 1 : 0;
  return days;
}

Event StartOf(const Matter& m, Event opinion, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    Event last = nullptr;
    for (Event event : m.Of(name)) {
      if (Before(event, opinion) == Answer::kYes && (last == nullptr || Before(last, event) == Answer::kYes)) last = event;
    }
    if (last != nullptr) return last;
  }
  return nullptr;
}

Verdict ReviewTook(const Matter& m, Event opinion, bool least) {
  Event start = least ? StartOf(m, opinion, {"legality_materials_received", "legality_materials_submitted"})
                      : StartOf(m, opinion, {"legality_materials_received"});
  if (start == nullptr) return kOpen;
  const int days = WorkingDays(m, DayOf(start), DayOf(opinion));
  const int with_first = days + (m.calendar().IsWorkingDay(DayOf(start)).value_or(false) ? 1 : 0);
  const bool kept = least ? days >= 5 : with_first <= 15;
  const bool broken = least ? with_first < 5 : days > 15;
  if (kept) return IsBare(start) || IsBare(opinion) ? kOpen : kKept;
  if (!broken) return kOpen;
  return least && Filled(At(opinion, "reason_for_early_opinion")) ? kKept : kBroken;
}

// A review whose adjustment the reviewer confirmed afterwards counts as reviewed; that its time was short is left open, and settled where
// an earlier review had its five days.
Verdict FiveWorkingDays(const Matter& m) {
  bool earlier_kept = false;
  return Each(m.Of("legality_opinion_issued"), [&](Event opinion) {
    Event start = StartOf(m, opinion, {"legality_materials_received", "legality_materials_submitted"});
    Verdict verdict = ReviewTook(m, opinion, true);
    const bool enough = start != nullptr && WorkingDays(m, DayOf(start), DayOf(opinion)) >= 5;
    bool carried_out = false;
    for (Event confirmed : m.Of("adjustment_confirmed")) carried_out = carried_out || (start != nullptr && Before(start, confirmed) == Answer::kYes);
    if (carried_out && !enough) verdict = earlier_kept ? kKept : kOpen;
    earlier_kept = earlier_kept || verdict == kKept;
    return verdict;
  });
}

// Within so many days of publication; nothing is said of what was published again before it was filed.
Verdict FiledWithin(const Matter& m, const char* statute, std::int64_t most) {
  if (!Under(m, statute)) return kSilent;
  const Events published = m.Of("decision_published");
  return Each(published, [&](Event start) {
    for (Event filed : m.Of("filing_submitted")) {
      if (Before(filed, start) == Answer::kYes) continue;
      const bool later = std::any_of(published.begin(), published.end(), [&](Event other) {
        return other != start && Before(start, other) == Answer::kYes && Before(other, filed) == Answer::kYes;
      });
      if (later) continue;
      const std::int64_t days = DayOf(filed) - DayOf(start);
      if (days + 1 <= most) return IsBare(start) || IsBare(filed) ? kOpen : kKept;
      return days > most ? kBroken : kOpen;
    }
    return kOpen;
  });
}

Verdict Dissent(Event event) {
  const Data::List& views = At(event, "views").AsList();
  if (views.empty()) return kBroken;
  Verdict verdict = kKept;
  for (const Data& one : views) {
    if (!Filled(one["view"])) verdict = All({verdict, Filled(one["opinion"]) ? kKept : kOpen});
    if (one["view"].AsText() == "disagree" && !Filled(one["opinion"])) verdict = kBroken;
  }
  return verdict;
}

Verdict ThirtyDaysForBusiness(const Matter& m) {
  const Events opened = m.Of("consultation_opened");
  return If(m.Fact("closely_tied_to_business"), Each(opened, [&](Event start) {
              auto announced = Date::Parse(At(start, "until").AsText());
              const auto own = [&](Event event) {
                return Before(event, start) != Answer::kYes && std::none_of(opened.begin(), opened.end(), [&](Event other) {
                  return other != start && Before(start, other) == Answer::kYes && Before(other, event) == Answer::kYes;
                });
              };
              for (Event extended : m.Of("consultation_extended")) {
                if (const auto until = Date::Parse(At(extended, "until").AsText()); until && own(extended)) announced = until;
              }
              Event closed = nullptr;
              for (Event event : m.Of("consultation_closed")) closed = closed == nullptr && own(event) ? event : closed;
              if (closed == nullptr && !announced) return kOpen;
              Date end = closed != nullptr ? DayOf(closed) : *announced;
              if (announced) end = std::min(end, *announced);
              const std::int64_t days = end - DayOf(start);
              if (days >= 30) return IsBare(start) || (closed != nullptr && IsBare(closed)) ? kOpen : kKept;
              if (days == 29) return kOpen;
              return Filled(At(start, "reason_for_shortening")) ? kKept : kBroken;
            }));
}

// By the day on which the first of these happened, or at all where none did.
Verdict By(const Events& what, const Events& due) { return Precedes(what, Anything, FirstOf(due)); }

std::vector<Clause> DocumentClauses() {
  return {
      {"document-important-argued", {"重要文件经评估论证、公开征求意见", "an important document is argued and put to the public"},
       [](const Matter& m) {
         return If(m.Fact("important_document"),
                   All({By(m.Of("expert_opinion_given"), m.BeforeDiscussion()),
                        By(m.Of("consultation_opened hearing_held symposium_held survey_conducted"), m.BeforeDiscussion())}));
       }},
      {"document-put-to-the-public", {"涉及群众切身利益的,公开征求意见", "what touches vital interests is put to the public"},
       [](const Matter& m) {
         return If(m.Fact("weighs_on_rights"), By(m.Of("consultation_opened hearing_held symposium_held survey_conducted"), m.BeforeDiscussion()));
       }},
      {"document-reviewed", {"提交集体审议前经合法性审核", "reviewed before deliberation"},
       [](const Matter& m) { return Precedes(m.Of("legality_opinion_issued"), Anything, m.BeforeDiscussion()); }},
      {"document-review-opens", {"不合法的不提交", "what is unlawful is not submitted"},
       [](const Matter& m) { return LastPrecedes(m.Of("legality_opinion_issued"), Lawful, m.BeforeDiscussion()); }},
      {"document-review-fresh", {"审议的是经审核的文本", "what is deliberated is what was reviewed"},
       [](const Matter& m) { return ReviewedText(m); }},
      {"document-office-check", {"办公机构核对程序、材料后提交审议", "the office checks before deliberation"},
       [](const Matter& m) {
         return LastPrecedes(m.Of("bundle_checked"), [](Event event) { return Yes(event, "complete"); }, m.Of("deliberation_held"));
       }},
      {"document-deliberated", {"集体审议通过后出台", "adopted before issue"},
       [](const Matter& m) {
         return LastPrecedes(m.Of("deliberation_held"), [](Event event) { return Is(event, "outcome", {"adopted", "adopted_with_changes"}); },
                             m.Of("decision_issued"));
       }},
      {"document-dissent-recorded", {"不同意见如实记录", "dissent is recorded"}, [](const Matter& m) { return Each(m.Of("deliberation_held"), Dissent); }},
      {"document-numbered", {"统一登记、编号后公布", "registered and numbered before publication"},
       [](const Matter& m) { return Precedes(m.Of("document_numbered"), Anything, m.Of("decision_published")); }},
      {"document-published", {"向社会公开发布", "published"},
       [](const Matter& m) { return By(m.Of("decision_published"), m.Of("filing_submitted dossier_archived")); }},
      {"document-filed", {"按规定备案", "filed as prescribed"},
       [](const Matter& m) { return By(m.Of("filing_submitted"), m.Of("dossier_archived cleanup_published")); }},
      {"document-review-term-least", {"审核一般不少于5个工作日", "five working days generally"}, FiveWorkingDays},
      {"document-review-term-most", {"最长15个工作日", "fifteen at most"},
       [](const Matter& m) { return Each(m.Of("legality_opinion_issued"), [&](Event e) { return ReviewTook(m, e, false); }); }},
      {"document-seven-items", {"七个方面逐项审核", "each of the seven items"},
       [](const Matter& m) {
         return Each(m.Of("legality_opinion_issued"), [](Event event) {
           return Writes(event, {"issuer", "powers", "content", "forbidden_matters", "rights_impaired", "duties_shifted", "procedure"});
         });
       }},
      {"document-review-not-replaced", {"不得以征求意见、会签等代替", "not replaced"},
       [](const Matter& m) {
         return Each(m.Of("legality_opinion_issued"), [](Event event) { return Yes(event, "in_place_of_review") == Answer::kYes ? kBroken : kKept; });
       }},
      {"document-counsel-heard", {"发挥法律顾问、公职律师作用", "counsel are heard"},
       [](const Matter& m) {
         return !m.Has("legality_opinion_issued") ? kSilent : Precedes(m.Of("counsel_opinion_given"), Anything, m.Of("legality_opinion_issued"));
       }},
      {"document-30-days-for-business", {"与生产经营密切相关的,一般不少于30日", "thirty days generally for what is tied to business"}, ThirtyDaysForBusiness},
      {"document-filed-in-15-days", {"发布之日起15日内(自列于其下的)", "within 15 days (who stands under it)"},
       [](const Matter& m) { return FiledWithin(m, "S000", 15); }},
      {"document-filed-in-30-days", {"颁布执行之日起30日内(自列于其下的)", "within 30 days (who stands under it)"},
       [](const Matter& m) { return FiledWithin(m, "S003", 30); }},
      {"document-cleanup-published", {"清理结果公布(自列于其下的)", "the result of the cleanup is published (who stands under it)"},
       [](const Matter& m) {
         return !Under(m, "S004") || !m.Has("cleanup_decided") ? kSilent : Follows(m.Of("cleanup_decided"), m.Of("cleanup_published"));
       }},
  };
}

std::vector<Clause> SmallClauses() {
  return {
      {"catalogue-consented", {"目录经同级党委同意后公布", "agreed before publication"},
       [](const Matter& m) { return Precedes(m.Of("party_replied"), [](Event event) { return Yes(event, "agreed"); }, m.Of("decision_published")); }},
      {"catalogue-entries-whole", {"逐项明确承办单位、时间、程序(自列于其下的)", "each entry names unit, dates and steps (who stands under it)"},
       [](const Matter& m) {
         return !Under(m, "S004") ? kSilent : Each(m.Of("catalogue_item_proposed"), [](Event event) { return Writes(event, {"undertaking_unit", "finish_by", "steps"}); });
       }},
      {"town-people-heard", {"酝酿时听取意见", "opinions are heard while preparing"},
       [](const Matter& m) {
         return !Under(m, "S002") ? kSilent : By(m.Of("consultation_opened symposium_held survey_conducted opinions_recorded"), m.BeforeDiscussion());
       }},
      {"town-reviewed", {"集体讨论前经合法性审查", "reviewed before deliberation"},
       [](const Matter& m) { return !Under(m, "S002") ? kSilent : LastPrecedes(m.Of("legality_opinion_issued"), Lawful, m.Of("deliberation_held")); }},
      {"town-executor-named", {"明确执行单位", "who carries it out is named"},
       [](const Matter& m) { return !Under(m, "S002") ? kSilent : By(m.Of("execution_assigned"), m.Of("feedback_concluded")); }},
      {"town-feedback-answered", {"反馈答复后作出结论", "feedback is answered before the conclusion"},
       [](const Matter& m) { return !Under(m, "S002") ? kSilent : Precedes(m.Of("feedback_answered"), Anything, m.Of("feedback_concluded")); }},
      {"contract-reviewed", {"签订前经审核", "reviewed before signing"},
       [](const Matter& m) { return !Under(m, "S000") ? kSilent : LastPrecedes(m.Of("legality_opinion_issued"), Lawful, m.Of("contract_signed")); }},
      {"contract-approved", {"签订前经审定", "approved before signing"},
       [](const Matter& m) {
         return !Under(m, "S000") ? kSilent : LastPrecedes(m.Of("contract_approved"), [](Event event) { return Yes(event, "approved"); }, m.Of("contract_signed"));
       }},
  };
}

}  // namespace

std::vector<Clause> OtherClauses() {
  std::vector<Clause> clauses = DocumentClauses();
  for (Clause& clause : SmallClauses()) clauses.push_back(std::move(clause));
  return clauses;
}

}  // namespace juece::reading
