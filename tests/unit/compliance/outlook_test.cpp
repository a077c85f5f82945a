// What a running matter can still come to, against the plainest oracle: play continuations to their end, and judge the end.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>

#include "compliance/rule_events.h"
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

using Random = std::mt19937;

int Below(Random& random, std::size_t bound) { return static_cast<int>(random() % bound); }

// Every date of the data, moved by so many days.
Data Moved(const Data& value, std::int64_t days) {
  if (value.is_text()) {
    const auto date = Date::Parse(value.AsText());
    return date ? Data(date->PlusDays(days).ToString()) : value;
  }
  if (value.is_list()) {
    Data list = Data::EmptyList();
    for (const Data& item : value.AsList()) list.Append(Moved(item, days));
    return list;
  }
  if (value.is_map()) {
    Data map = Data::EmptyMap();
    for (const Member& member : value.AsMap()) map.Set(member.name, Moved(member.value, days));
    return map;
  }
  return value;
}

SubjectEvent On(SubjectEvent event, Date day) {
  event.data = Moved(event.data, event.date ? day - event.date->first : 0);
  // What is yet to happen does not say that it happened before.
  const EventType* type = Law::Get().words->Find(event.event);
  if (event.data.is_map() && type != nullptr && !type->dated_by.empty()) {
    event.data.Remove(type->dated_by);
  }
  event.date = DateRange{day, day};
  event.data = event.data.is_map() ? event.data : Data::EmptyMap();
  event.late.reset();
  return event;
}

Data AnyValue(const MemberType& member, Date day, Random& random) {
  if (Below(random, 5) == 0) return Data();
  if (!member.values.empty()) return member.values[static_cast<std::size_t>(Below(random, member.values.size()))];
  if (member.type == "boolean") return Below(random, 2) == 0;
  if (member.type == "date") return day.PlusDays(Below(random, 40)).ToString();
  if (member.type == "text") return Below(random, 2) == 0 ? "" : "写明";
  if (member.type == "number") return Below(random, 30);
  return member.type == "list" ? Data::EmptyList() : Data();
}

SubjectEvent Varied(SubjectEvent event, Random& random) {
  const EventType* type = Law::Get().words->Find(event.event);
  for (const MemberType& member : type == nullptr ? std::vector<MemberType>{} : type->members) {
    if (member.name != type->dated_by && Below(random, 3) == 0) {
      event.data.Set(member.name, AnyValue(member, event.date->first, random));
    }
  }
  if (Below(random, 4) == 0) event.materials.clear();
  if (Below(random, 4) == 0) event.actor = Below(random, 2) == 0 ? "" : "另一单位";
  return event;
}

// A running dossier knows the moment of each event; those of one day follow one another.
void SetMoment(SubjectEvent& event, std::size_t place) {
  if (!event.date || !event.date->exact()) return;
  const Instant start = Instant::AtStartOf(event.date->first, kChinaOffsetMinutes);
  event.instant = Instant(start.unix_ms() + static_cast<std::int64_t>(place) * 60000, kChinaOffsetMinutes);
}

void Append(Subject& subject, SubjectEvent event) {
  event.id = "/events/" + std::to_string(subject.events.size());
  subject.last = std::max(subject.last.value_or(event.date->last), event.date->last);
  SetMoment(event, subject.events.size());
  subject.events.push_back(std::move(event));
}

// Closed as the engine closes: run to the end, or ended before.
Subject Closed(Subject subject, bool completed) {
  SubjectEvent end;
  end.event = "dossier_closed";
  end.data = Data::OfMembers({{"outcome", completed ? "completed" : "terminated"}});
  end.date = DateRange{*subject.last, *subject.last};
  Append(subject, std::move(end));
  subject.knowledge = Knowledge::kWhole;
  subject.ended_early = !completed;
  return subject;
}

Subject SubjectOf(const Data& record) {
  std::vector<Finding> findings;
  auto subject = SubjectFromRecord(record, *Law::Get().words, "record", findings);
  REQUIRE(subject.has_value());
  std::stable_sort(subject->events.begin(), subject->events.end(), [](const SubjectEvent& a, const SubjectEvent& b) {
    return a.date && b.date && a.date->last < b.date->first;
  });
  return std::move(*subject);
}

Subject Prefix(Subject subject, std::size_t events) {
  subject.events.resize(events);
  subject.knowledge = Knowledge::kSoFar;
  subject.ended_early = false;
  subject.last.reset();
  for (std::size_t i = 0; i < events; ++i) SetMoment(subject.events[i], i);
  for (const SubjectEvent& event : subject.events) {
    if (event.date) subject.last = std::max(subject.last.value_or(event.date->last), event.date->last);
  }
  return subject;
}

// What the rule reads, and what opens and closes gates around it.
std::vector<std::string> Concerned(const Rule& rule) {
  std::vector<std::string> names = JudgedEvents(rule);
  for (const std::vector<std::string>& more : {rule.given, rule.shown_by, rule.closed_by}) names.insert(names.end(), more.begin(), more.end());
  for (const char* name : {"bundle_submitted", "deliberation_held", "decision_issued", "step_left", "returned", "legality_opinion_issued",
                           "adjustment_confirmed", "consultation_extended", "draft_revised"}) {
    names.emplace_back(name);
  }
  return names;
}

SubjectEvent EventNamed(const Subject& whole, const std::string& name, Date day, Random& random) {
  std::vector<const SubjectEvent*> told;
  for (const SubjectEvent& event : whole.events) {
    if (event.event == name) told.push_back(&event);
  }
  if (!told.empty()) return On(*told[static_cast<std::size_t>(Below(random, told.size()))], day);
  SubjectEvent event;
  event.data = Data::EmptyMap();
  event.event = name;
  const EventType* type = Law::Get().words->Find(name);
  event.step = type != nullptr && !type->step.empty() ? type->step : Below(random, 2) == 0 ? "submission" : "collective_deliberation";
  event.date = DateRange{day, day};
  return event;
}

Subject RandomContinuation(const Subject& prefix, const Subject& whole, const Rule& rule, Random& random) {
  Subject subject = prefix;
  const std::vector<std::string> names = Concerned(rule);
  Date day = *subject.last;
  for (int i = Below(random, 7); i > 0; --i) {
    day = day.PlusDays(Below(random, 3) * Below(random, 15));
    SubjectEvent event = EventNamed(whole, names[static_cast<std::size_t>(Below(random, names.size()))], day, random);
    Append(subject, Below(random, 3) == 0 ? std::move(event) : Varied(std::move(event), random));
  }
  return Closed(std::move(subject), Below(random, 3) != 0);
}

// Every text that the data of these events says.
void Texts(const Data& value, std::set<std::string>& texts) {
  if (value.is_text()) texts.insert(value.AsText());
  for (const Data& item : value.AsList()) Texts(item, texts);
  for (const Member& member : value.AsMap()) Texts(member.value, texts);
}

// An event whose lists name all that was ever named, so that whoever was left out is in it.
SubjectEvent NamingAll(const EventType& type, const std::set<std::string>& names, Date day) {
  SubjectEvent event;
  event.event = type.name;
  event.step = type.step;
  event.date = DateRange{day, day};
  event.data = Data::EmptyMap();
  for (const MemberType& member : type.members) {
    if (member.type != "list") continue;
    Data list = Data::EmptyList();
    for (const std::string& name : names) {
      Data item = member.items.empty() ? Data(name) : Data::EmptyMap();
      for (const MemberType& part : member.items) {
        if (part.type == "text") item.Set(part.name, name);
      }
      list.Append(std::move(item));
    }
    event.data.Set(member.name, std::move(list));
  }
  return event;
}

// The whole lawful course, or what is left of it, once more: begun at once, with its own distances; or everything on one day.
std::vector<Subject> LawfulContinuations(const Subject& prefix, const Subject& whole, const Rule& rule) {
  std::vector<Subject> all{Closed(prefix, true), Closed(prefix, false)};
  std::set<std::string> names;
  for (const SubjectEvent& event : prefix.events) Texts(event.data, names);
  for (const std::string& name : JudgedEvents(rule)) {
    const EventType* type = Law::Get().words->Find(name);
    if (type == nullptr) continue;
    all.push_back(prefix);
    Append(all.back(), NamingAll(*type, names, *prefix.last));
    all.back() = Closed(std::move(all.back()), true);
  }
  for (std::size_t from = 0; from < whole.events.size(); ++from) {
    for (const bool at_once : {false, true}) {
      Subject subject = prefix;
      const Date begin = *prefix.last;
      for (std::size_t i = from; i < whole.events.size(); ++i) {
        if (!whole.events[i].date) continue;
        const std::int64_t distance = at_once ? 0 : whole.events[i].date->first - whole.events[from].date->first;
        Append(subject, On(whole.events[i], begin.PlusDays(distance)));
      }
      all.push_back(Closed(std::move(subject), true));
    }
  }
  return all;
}

// The rulebook with this rule alone: the others would only cost time.
std::shared_ptr<const Rulebook> Only(const std::string& rule) {
  const std::string text = ReadAll(Source("workflows/rulebooks/cn-713.xml"));
  const std::size_t first = text.find("<rule ");
  const std::size_t own = text.find("<rule id=\"" + rule + "\"");
  REQUIRE(own != std::string::npos);
  std::vector<Finding> findings;
  auto book = Rulebook::Read(text.substr(0, first) + text.substr(own, text.find("</rule>", own) + 7 - own) + "</rulebook>", "one.xml",
                             Law::Get().words, findings);
  INFO(Explain(findings));
  REQUIRE(book != nullptr);
  return book;
}

RuleReport JudgedOutlook(const Rulebook& book, const Subject& subject) {
  return Review(book, *Law::Get().statutes, *Law::Get().calendar, subject).rules.front();
}

bool IsGood(Verdict verdict) { return verdict == Verdict::kSatisfied || verdict == Verdict::kNotApplicable; }

std::string Told(const Subject& subject) {
  std::string text;
  for (const SubjectEvent& event : subject.events) {
    text += "  " + (event.date ? event.date->ToString() : "?") + " " + event.event + " " + ToJson(event.data) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("no continuation ends with a verdict that was ruled out, and what is still possible has one that gets there") {
  const Law& law = Law::Get();
  const Data base = ReadJson(Source("tests/golden/rules/base.json"));
  const Subject lawful = SubjectOf(base);
  const char* wanted = std::getenv("JUECE_OUTLOOK_ROUNDS");
  const int rounds = wanted == nullptr ? 2 : std::atoi(wanted);
  const int continuations = wanted == nullptr ? 12 : 200;
  Random random(20260301);
  std::map<std::string, int> states;
  for (const Rule& rule : law.book->rules()) {
    const std::shared_ptr<const Rulebook> book = Only(rule.id);
    const Data cases = ReadJson(Source("tests/golden/rules/" + rule.id + ".json"));
    for (const Data& one : cases["subjects"].AsList()) {
      const Subject whole = SubjectOf(Edit(base, one["edits"]));
      for (int round = 0; round < rounds && !whole.events.empty(); ++round) {
        const Subject prefix = Prefix(whole, 1 + static_cast<std::size_t>(Below(random, whole.events.size())));
        if (!prefix.last) continue;
        const RuleReport now = JudgedOutlook(*book, prefix);
        REQUIRE(now.outlook.has_value());
        ++states[std::string(ToString(*now.State()))];
        INFO(rule.id << " is " << ToString(*now.State()) << " (" << ToString(now.verdict) << ") after\n" << Told(prefix));
        for (int i = 0; i < continuations; ++i) {
          const Subject end = RandomContinuation(prefix, lawful, rule, random);
          const Verdict verdict = JudgedOutlook(*book, end).verdict;
          if (!now.outlook->Has(verdict)) {
            FAIL_CHECK("but ends " << ToString(verdict) << " with\n" << Told(end));
            break;
          }
        }
        if (*now.State() != RunningState::kStillPossible) continue;
        const std::vector<Subject> ways = LawfulContinuations(prefix, lawful, rule);
        bool found = std::any_of(ways.begin(), ways.end(), [&](const Subject& end) { return IsGood(JudgedOutlook(*book, end).verdict); });
        for (int i = 0; i < 400 && !found; ++i) found = IsGood(JudgedOutlook(*book, RandomContinuation(prefix, lawful, rule, random)).verdict);
        CHECK(found);
      }
    }
  }
  for (const char* state : {"satisfied", "satisfied_so_far", "still_possible", "violated_for_ever", "unclear", "not_applicable"}) {
    INFO(state);
    CHECK(states[state] > 0);
  }
}
