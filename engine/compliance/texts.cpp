#include "compliance/texts.h"

#include <algorithm>

namespace juece {
namespace {

// The day of the first such event picks the version for the whole matter; it then governs whatever follows, on any day.
void PickByEvent(GoverningText& text, const Subject& subject) {
  const auto found = std::find_if(subject.events.begin(), subject.events.end(),
                                  [&](const SubjectEvent& event) { return event.event == text.governance->picked_by; });
  if (found == subject.events.end() || !found->date) {
    text.picked = Truth::kUnknown;
    return;
  }
  text.by = &*found;
  text.picked = InRange(*found->date, *text.in_force);
  if (text.picked == Truth::kTrue) text.in_force = InForce{text.governance->facts_from, std::nullopt};
}

}  // namespace

Truth InRange(const DateRange& date, const InForce& in_force) {
  const bool all = in_force.from <= date.first && (!in_force.to || date.last <= *in_force.to);
  const bool none = date.last < in_force.from || (in_force.to && *in_force.to < date.first);
  return all ? Truth::kTrue : none ? Truth::kFalse : Truth::kUnknown;
}

const Clause* ClauseOf(const Rule& rule, const StatuteBook& statutes) {
  const Statute* statute = statutes.Find(rule.article.statute);
  if (statute == nullptr || rule.text.empty()) return statutes.Find(rule.article);
  const auto found = std::find_if(statute->clauses.begin(), statute->clauses.end(), [&](const Clause& clause) {
    return clause.article.Covers(rule.article) && clause.version == rule.text;
  });
  return found == statute->clauses.end() ? nullptr : &*found;
}

GoverningText TextFor(const Rule& rule, const StatuteBook& statutes, const Subject& subject) {
  GoverningText text;
  const Statute* statute = statutes.Find(rule.article.statute);
  text.clause = ClauseOf(rule, statutes);
  if (text.clause != nullptr) {
    text.in_force = InForce{text.clause->in_force_from, text.clause->in_force_to};
    text.governance = statute->GovernanceOf(*text.clause);
  } else if (statute != nullptr && rule.text.empty()) {
    text.in_force = InForce{statute->in_force_from, statute->in_force_to};
  }
  if (text.in_force && text.governance != nullptr && text.governance->picked_by != Governance::kAct) PickByEvent(text, subject);
  return text;
}

AppliedLaw LawOf(const GoverningText& text, const std::vector<const SubjectEvent*>& governed) {
  AppliedLaw law;
  if (!text.in_force) return law;
  if (text.clause != nullptr) {
    law.version = text.clause->version;
    law.from = text.clause->in_force_from.ToString();
    law.to = text.clause->in_force_to ? text.clause->in_force_to->ToString() : "";
  }
  if (text.governance != nullptr) {
    law.facts_from = text.governance->facts_from.ToString();
    law.picked_by = text.governance->picked_by;
    law.reading = text.governance->reading;
    for (const ArticleRef& article : text.governance->ground) law.ground.push_back(article.ToString());
  }
  const auto note = [&](const SubjectEvent& event) { law.events.push_back({event.id, event.event, event.date ? event.date->ToString() : ""}); };
  if (text.by != nullptr) {
    note(*text.by);
  } else {
    for (const SubjectEvent* event : governed) note(*event);
  }
  return law;
}

}  // namespace juece
