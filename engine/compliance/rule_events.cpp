#include "compliance/rule_events.h"

#include <algorithm>

namespace juece {
namespace {

class Reader {
 public:
  void Read(const std::vector<Check>& checks) {
    for (const Check& check : checks) std::visit([this](const auto& form) { Take(form); }, check.form);
  }

  std::vector<std::string> events;
  std::vector<const PeriodCheck*> periods;
  std::vector<const Guard*> guards;
  std::vector<std::string> places;

 private:
  void Add(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      if (!name.empty() && std::find(events.begin(), events.end(), name) == events.end()) events.push_back(name);
    }
  }
  void Add(const EventPattern& pattern) {
    Add(pattern.events);
    Add(pattern.where, pattern.events);
  }
  void Add(const DataPath& path) {
    Add(std::vector<std::string>{path.event});
    if (!path.event.empty()) Place(path.event, path.member);
  }
  // A condition, and the members of these events that it reads.
  void Add(const std::optional<Guard>& guard, const std::vector<std::string>& names) {
    if (!guard) return;
    guards.push_back(&*guard);
    for (const std::string& name : names) {
      for (const std::string& fact : guard->facts()) Place(name, fact);
    }
  }
  void Place(const std::string& event, const std::string& member) { places.push_back(event + "/" + member); }

  void Take(const OccursCheck& check) {
    Add(check.event);
    places.insert(places.end(), check.event.events.begin(), check.event.events.end());
    Add(check.before);
    Add(check.after);
  }
  void Take(const NeverCheck& check) { Add(check.event); }
  void Take(const PeriodCheck& check) {
    Add(check.from);
    Add(check.to);
    Add(check.extended);
    Add(check.where, check.from);
    if (!check.reason.event.empty()) Place(check.reason.event, check.reason.member);
    periods.push_back(&check);
  }
  void Take(const DataCheck& check) {
    Add(check.event);
    Add(check.joined);
    Add(check.when, check.event.events);
    Add(check.holds, check.event.events);
    Add(check.item_where, {});
    for (const std::string& event : check.event.events) {
      for (const std::string& member : check.present) Place(event, member);
      if (!check.list.empty()) Place(event, check.list);
    }
  }
  void Take(const MaterialCheck& check) { Add(check.event); }
  void Take(const FreshCheck& check) {
    Add(check.gate);
    Add(check.review);
    Add(check.changes);
    Add(check.carries_out);
    Add(check.confirms);
  }
  void Take(const DisjointCheck& check) {
    Add(check.given);
    for (const DataPath& path : check.left) Add(path);
    for (const DataPath& path : check.right) Add(path);
  }
  void Take(const CoversCheck& check) {
    Add(check.asked);
    Add(check.answers);
  }
  void Take(const MajorityCheck& check) { Add(check.event); }
  void Take(const SequenceCheck& check) { Add(check.event); }
  void Take(const KeptOpenCheck& check) {
    Add(check.from);
    Add(check.extended);
    Add(check.to);
  }
  void Take(const DeclareCheck& check) {
    Add(check.a);
    Add(check.b);
  }
  void Take(const PluginCheck& check) { Add(check.event); }
  void Take(const AnyOfCheck& check) { Read(check.checks); }
};

Reader ReaderOf(const Rule& rule) {
  Reader reader;
  reader.Read(rule.checks);
  return reader;
}

}  // namespace

std::string StepOf(const Rule& rule, const Vocabulary& vocabulary) {
  std::vector<std::string> events;
  if (const auto* period = std::get_if<PeriodCheck>(&rule.checks.front().form); period != nullptr && !period->minimum) {
    events = period->to;
  } else if (const auto* fresh = std::get_if<FreshCheck>(&rule.checks.front().form)) {
    events = fresh->review;
  } else {
    events = JudgedEvents(rule);
  }
  for (const std::string& name : events) {
    const EventType* type = vocabulary.Find(name);
    if (type != nullptr && !type->step.empty()) return type->step;
  }
  return "";
}

std::vector<std::string> JudgedEvents(const Rule& rule) { return ReaderOf(rule).events; }
std::vector<const PeriodCheck*> PeriodsOf(const Rule& rule) { return ReaderOf(rule).periods; }
std::vector<const Guard*> GuardsOf(const Rule& rule) { return ReaderOf(rule).guards; }
std::vector<std::string> PlacesOf(const Rule& rule) { return ReaderOf(rule).places; }

}  // namespace juece
