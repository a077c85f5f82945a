#include "reading.h"

#include <algorithm>

namespace juece::reading {
namespace {

int Weight(Verdict verdict) { return verdict == kBroken ? 3 : verdict == kOpen ? 2 : verdict == kKept ? 1 : 0; }

}  // namespace

Matter::Matter(const Subject& subject, const WorkCalendar& calendar) : subject_(subject), calendar_(calendar) {
  for (const SubjectEvent& event : subject.events) named_[event.event].push_back(&event);
}

Events Matter::Of(std::string_view names) const {
  Events found;
  int kinds = 0;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (const auto named = named_.find(names.substr(0, end)); named != named_.end()) {
      found.insert(found.end(), named->second.begin(), named->second.end());
      ++kinds;
    }
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  if (kinds > 1) std::sort(found.begin(), found.end());  // in the order told: they stand in one vector
  return found;
}

Answer Matter::Fact(const std::string& fact) const {
  const auto found = subject_.facts.find(fact);
  if (found == subject_.facts.end() || !found->second.is_bool()) return Answer::kUnknown;
  return found->second.AsBool() ? Answer::kYes : Answer::kNo;
}

std::string Matter::Setting(const std::string& setting) const {
  const auto found = subject_.settings.find(setting);
  return found == subject_.settings.end() ? "" : found->second;
}

Events Matter::Submissions() const {
  Events discussed;
  const Events all = Of("bundle_submitted");
  const Events meetings = Of("deliberation_held");
  for (Event bundle : all) {
    const bool replaced = std::any_of(all.begin(), all.end(), [&](Event again) {
      if (again == bundle || Before(bundle, again) != Answer::kYes) return false;
      return std::none_of(meetings.begin(), meetings.end(),
                          [&](Event meeting) { return Before(bundle, meeting) != Answer::kNo && Before(meeting, again) != Answer::kNo; });
    });
    if (!replaced) discussed.push_back(bundle);
  }
  return discussed;
}

Events Matter::BeforeDiscussion() const {
  Events gates = Submissions();
  for (Event meeting : Of("deliberation_held")) gates.push_back(meeting);
  return gates;
}

Date DayOf(Event event) {
  const Date told = event->date->first;
  const auto named = event->event == "party_reported" ? Date::Parse(At(event, "reported_on").AsText()) : std::nullopt;
  return named && *named < told ? *named : told;
}

Answer Before(Event a, Event b) {
  if (DayOf(a) != DayOf(b)) return DayOf(a) < DayOf(b) ? Answer::kYes : Answer::kNo;
  // A day that was named afterwards says nothing of the hour.
  const bool hours = a->instant && b->instant && DayOf(a) == a->date->first && DayOf(b) == b->date->first;
  if (hours && *a->instant != *b->instant) return *a->instant < *b->instant ? Answer::kYes : Answer::kNo;
  if (a < b) return Answer::kYes;
  return hours ? Answer::kNo : Answer::kUnknown;
}

bool HasDocument(Event event, std::string_view kind) {
  return std::any_of(event->materials.begin(), event->materials.end(), [&](const MaterialRecord& material) { return material.kind == kind; });
}

bool IsBare(Event event) { return event->late && event->materials.empty(); }

Answer And(Answer a, Answer b) {
  if (a == Answer::kNo || b == Answer::kNo) return Answer::kNo;
  return a == Answer::kYes && b == Answer::kYes ? Answer::kYes : Answer::kUnknown;
}

Answer Not(Answer a) { return a == Answer::kUnknown ? a : a == Answer::kYes ? Answer::kNo : Answer::kYes; }

Answer Or(Answer a, Answer b) { return Not(And(Not(a), Not(b))); }

const Data& At(Event event, std::string_view member) { return event->data[member]; }

bool Filled(const Data& value) {
  if (value.is_text()) return value.AsText().find_first_not_of(" \t\n") != std::string::npos;
  if (value.is_list()) return !value.AsList().empty();
  return !value.is_null();
}

Answer Yes(Event event, std::string_view member) {
  const Data& value = At(event, member);
  return !value.is_bool() ? Answer::kUnknown : value.AsBool() ? Answer::kYes : Answer::kNo;
}

Answer Is(Event event, std::string_view member, std::initializer_list<std::string_view> values) {
  const Data& value = At(event, member);
  if (!value.is_text()) return Answer::kUnknown;
  return std::find(values.begin(), values.end(), value.AsText()) != values.end() ? Answer::kYes : Answer::kNo;
}

Verdict All(std::initializer_list<Verdict> parts) {
  return *std::max_element(parts.begin(), parts.end(), [](Verdict a, Verdict b) { return Weight(a) < Weight(b); });
}

Verdict Any(std::initializer_list<Verdict> parts) {
  for (const Verdict wanted : {kKept, kOpen, kBroken}) {
    if (std::find(parts.begin(), parts.end(), wanted) != parts.end()) return wanted;
  }
  return kSilent;
}

Verdict Each(const Events& events, const std::function<Verdict(Event)>& judge) {
  Verdict worst = kSilent;
  for (Event event : events) worst = All({worst, judge(event)});
  return worst;
}

Answer Anything(Event /*event*/) { return Answer::kYes; }

namespace {

// One gate, or none that is told.
Verdict PrecedesOne(const Events& candidates, const Kind& good, Event gate) {
  bool bare = false;
  bool unclear = false;
  for (Event event : candidates) {
    const Answer both = And(good(event), gate == nullptr ? Answer::kYes : Before(event, gate));
    if (both == Answer::kYes && !IsBare(event)) return kKept;
    bare = bare || both == Answer::kYes;
    unclear = unclear || both == Answer::kUnknown;
  }
  return bare || unclear ? kOpen : kBroken;
}

Verdict LastPrecedesOne(const Events& candidates, const Kind& good, Event gate) {
  Events before;
  bool sure = true;
  for (Event event : candidates) {
    const Answer earlier = gate == nullptr ? Answer::kYes : Before(event, gate);
    if (earlier != Answer::kNo) before.push_back(event);
    sure = sure && earlier != Answer::kUnknown;
  }
  if (before.empty()) return kBroken;
  Verdict verdict = kSilent;
  Event last = nullptr;
  for (Event event : before) {
    const bool followed =
        std::any_of(before.begin(), before.end(), [&](Event other) { return other != event && Before(event, other) == Answer::kYes; });
    if (followed) continue;
    verdict = All({verdict, From(good(event))});
    last = event;
  }
  if (verdict == kKept && (!sure || IsBare(last))) return kOpen;
  return verdict;
}

}  // namespace

Verdict Precedes(const Events& candidates, const Kind& good, const Events& gates) {
  if (gates.empty()) return PrecedesOne(candidates, good, nullptr);
  return Each(gates, [&](Event gate) { return PrecedesOne(candidates, good, gate); });
}

Verdict LastPrecedes(const Events& candidates, const Kind& good, const Events& gates) {
  if (gates.empty()) return LastPrecedesOne(candidates, good, nullptr);
  return Each(gates, [&](Event gate) { return LastPrecedesOne(candidates, good, gate); });
}

Verdict Follows(const Events& starts, const Events& candidates, const Kind& good) {
  if (starts.empty()) return PrecedesOne(candidates, good, nullptr);
  return Each(starts, [&](Event start) {
    bool open = false;
    for (Event event : candidates) {
      const Answer both = And(good(event), Before(start, event));
      if (both == Answer::kYes && !IsBare(event)) return kKept;
      open = open || both != Answer::kNo;
    }
    return open ? kOpen : kBroken;
  });
}

Verdict HappensInTime(const Matter& matter, const Events& candidates, const Kind& good) {
  Events gates = matter.BeforeDiscussion();
  for (Event issued : matter.Of("decision_issued")) gates.push_back(issued);
  Event first = nullptr;
  for (Event gate : gates) {
    if (first == nullptr || Before(gate, first) == Answer::kYes) first = gate;
  }
  return PrecedesOne(candidates, good, first);
}

Verdict Writes(Event event, std::initializer_list<std::string_view> members) {
  return std::all_of(members.begin(), members.end(), [&](std::string_view member) { return Filled(At(event, member)); }) ? kKept : kBroken;
}

Verdict ItemsWrite(Event event, std::string_view list, std::initializer_list<std::string_view> members) {
  const Data::List& items = At(event, list).AsList();
  const bool all = std::all_of(items.begin(), items.end(), [&](const Data& item) {
    return std::all_of(members.begin(), members.end(), [&](std::string_view member) { return Filled(item[member]); });
  });
  return !items.empty() && all ? kKept : kBroken;
}

Verdict From(Answer answer) { return answer == Answer::kYes ? kKept : answer == Answer::kNo ? kBroken : kOpen; }

Verdict ActedAs(const Events& events, std::initializer_list<std::string_view> roles) {
  return Each(events, [&](Event event) {
    if (event->role.empty()) return kOpen;
    return std::find(roles.begin(), roles.end(), event->role) != roles.end() ? kKept : kBroken;
  });
}

Verdict If(Answer condition, Verdict verdict) {
  if (condition == Answer::kNo) return kSilent;
  return condition == Answer::kYes || verdict == kSilent ? verdict : kOpen;
}


// A matter of the engine says when a step ends; what was sent back before that let nothing pass.
namespace {

bool LetPass(const Matter& m, Event gate) {
  const Events ends = m.Of("step_left");
  if (ends.empty()) return true;
  for (Event event : m.Of("step_left returned")) {
    if (event > gate && event->step == gate->step) return event->event == "step_left";
  }
  return false;
}

}  // namespace

Events Passed(const Matter& m, const Events& gates) {
  Events passed;
  for (Event gate : gates) {
    if (LetPass(m, gate)) passed.push_back(gate);
  }
  return passed;
}

Events InTime(const Matter& m) {
  Events events;
  for (const SubjectEvent& event : m.subject().events) {
    auto at = events.end();
    while (at != events.begin() && Before(&event, *(at - 1)) == Answer::kYes) --at;
    events.insert(at, &event);
  }
  return events;
}

}  // namespace juece::reading
