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

 private:
  void Add(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      if (!name.empty() && std::find(events.begin(), events.end(), name) == events.end()) events.push_back(name);
    }
  }
  void Add(const EventPattern& pattern) { Add(pattern.events); }
  void Add(const DataPath& path) { Add(std::vector<std::string>{path.event}); }

  void Take(const OccursCheck& check) {
    Add(check.event);
    Add(check.before);
    Add(check.after);
  }
  void Take(const NeverCheck& check) { Add(check.event); }
  void Take(const PeriodCheck& check) {
    Add(check.from);
    Add(check.to);
    Add(check.extended);
    periods.push_back(&check);
  }
  void Take(const DataCheck& check) {
    Add(check.event);
    Add(check.joined);
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
  void Take(const MajorityCheck& check) { Add(check.event); }
  void Take(const SequenceCheck& check) { Add(check.event); }
  void Take(const KeptOpenCheck& check) {
    Add(check.from);
    Add(check.extended);
    Add(check.to);
  }
  void Take(const AnyOfCheck& check) { Read(check.checks); }
};

Reader ReaderOf(const Rule& rule) {
  Reader reader;
  reader.Read(rule.checks);
  return reader;
}

}  // namespace

std::vector<std::string> JudgedEvents(const Rule& rule) { return ReaderOf(rule).events; }
std::vector<const PeriodCheck*> PeriodsOf(const Rule& rule) { return ReaderOf(rule).periods; }

}  // namespace juece
