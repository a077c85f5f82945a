#include "unit/plan/oracle.h"

#include <algorithm>
#include <functional>
#include <set>

namespace juece::plan_oracle {
namespace {

struct Item;
using Line = std::vector<Item>;

struct Item {
  const Node* node = nullptr;
  std::string outcome;
  std::vector<Line> branches;  // of a composite; empty where abandoned
};

struct Ended {
  Line line;
  const Node* end = nullptr;  // nullptr: the decision was reached
};

bool Holds(const std::string& guard, const Facts& facts) { return guard.empty() || (guard == "f" ? facts.f : facts.g); }

std::vector<Row> RowsOf(const Node& step, const Facts& facts) {
  const bool must_skip = (step.applies == Applies::kIfF && !facts.f) || (step.applies == Applies::kIfNotG && facts.g);
  const bool may_skip = must_skip || step.applies == Applies::kDiscretion;
  std::vector<Row> rows;
  std::set<std::string> done;
  for (const Row& row : step.rows) {
    const bool skip = row.outcome == "not_applicable";
    if (done.contains(row.outcome) || !Holds(row.guard, facts) || (skip && !may_skip) || (!skip && must_skip)) continue;
    done.insert(row.outcome);
    rows.push_back(row);
  }
  return rows;
}

void Walk(const Region& region, const Facts& facts, int node, const Line& line, std::set<int> seen, std::vector<Ended>& all);

void LeaveComposite(const Region& region, const Facts& facts, const Node& composite, const Line& line, const std::set<int>& seen,
                    std::vector<Ended>& all) {
  std::vector<std::vector<Ended>> ways;
  for (const Region& branch : composite.branches) {
    ways.emplace_back();
    Walk(branch, facts, 0, {}, {}, ways.back());
  }
  const auto go = [&](std::vector<Line> branches, int target) {
    Line longer = line;
    longer.push_back({&composite, "", std::move(branches)});
    Walk(region, facts, target, longer, seen, all);
  };
  for (std::size_t b = 0; b < ways.size(); ++b) {
    for (const Ended& way : ways[b]) {
      if (!way.end->cancels) continue;
      std::vector<Line> branches(ways.size());
      branches[b] = way.line;
      for (const Exit& exit : composite.exits) {
        if (exit.cancelling && exit.branch == static_cast<int>(b) && exit.outcome == way.end->outcome) go(branches, exit.target);
      }
    }
  }
  const std::function<void(std::size_t, std::vector<const Ended*>)> combine = [&](std::size_t b, std::vector<const Ended*> chosen) {
    if (b < ways.size()) {
      for (const Ended& way : ways[b]) {
        if (way.end->cancels) continue;
        chosen.push_back(&way);
        combine(b + 1, chosen);
        chosen.pop_back();
      }
      return;
    }
    std::vector<Line> branches;
    for (const Ended* way : chosen) branches.push_back(way->line);
    int otherwise = -1;
    for (const Exit& exit : composite.exits) {
      if (exit.cancelling) continue;
      if (exit.branch < 0) {
        otherwise = exit.target;
      } else if (chosen[static_cast<std::size_t>(exit.branch)]->end->outcome == exit.outcome) {
        go(branches, exit.target);
        return;
      }
    }
    go(branches, otherwise);
  };
  combine(0, {});
}

void Walk(const Region& region, const Facts& facts, int node, const Line& line, std::set<int> seen, std::vector<Ended>& all) {
  if (!seen.insert(node).second) return;
  const Node& at = region.nodes[static_cast<std::size_t>(node)];
  if (at.kind == Node::Kind::kEnd) {
    all.push_back({line, &at});
    return;
  }
  if (at.kind == Node::Kind::kComposite) {
    LeaveComposite(region, facts, at, line, seen, all);
    return;
  }
  for (const Row& row : RowsOf(at, facts)) {
    Line longer = line;
    longer.push_back({&at, row.outcome, {}});
    if (at.goal && row.outcome == "a") all.push_back({longer, nullptr});
    Walk(region, facts, row.target, longer, seen, all);
  }
}

// ---- days ----

int Over(const Period& period, int from) {
  int day = period.first_counted ? from : from + 1;
  for (int left = period.amount;; ++day) {
    if (!period.working || Works(day)) --left;
    if (left == 0) break;
  }
  while (period.roll && !Works(day)) ++day;
  return day;
}

struct Visit {
  const Node* step = nullptr;
  bool applied = true;
  std::vector<int> after;      // visits whose last leaving is its entry; empty: the start
  std::vector<int> place;      // composite, branch, composite, branch …
  std::vector<std::string> events;
};

// One way with all choices of days for it.
class Days {
 public:
  Days(const Question& question, const Line& line) : question_(question) {
    last_ = Flatten(line, {}, {});
    for (const Visit& visit : visits_) NameEvents(visit);
    for (std::size_t v = 0; v < visits_.size(); ++v) CollectRules(static_cast<int>(v));
  }

  // Is there a choice with the decision by `day` in which `step` is entered on `entered` (where given)?
  bool Exists(int day, const std::string& step, std::optional<int> entered) {
    day_ = day;
    step_ = step;
    entered_ = entered;
    for (int start = question_.from; start <= day; ++start) {
      if (!Allowed(start) || (step.empty() && entered && *entered != start)) continue;
      start_ = start;
      if (Assign(0)) return true;
    }
    return false;
  }

 private:
  struct Rule {
    int from_visit;
    std::string from;
    int to_visit;
    std::string to;
    const Period* period;
  };

  std::vector<int> Flatten(const Line& line, std::vector<int> after, std::vector<int> place) {
    for (const Item& item : line) {
      if (item.node->kind == Node::Kind::kStep) {
        visits_.push_back({item.node, item.outcome != "not_applicable", after, place, {}});
        after = {static_cast<int>(visits_.size()) - 1};
        continue;
      }
      std::vector<int> ends;
      const int number = composites_++;
      for (std::size_t b = 0; b < item.branches.size(); ++b) {
        if (item.branches[b].empty()) continue;
        std::vector<int> inner = place;
        inner.push_back(number);
        inner.push_back(static_cast<int>(b));
        for (const int end : Flatten(item.branches[b], after, inner)) ends.push_back(end);
      }
      after = ends;
    }
    return after;
  }

  static bool Named(const std::string& event) { return event != "entered" && event != "left"; }
  int VisitOf(const std::string& name, int self) const {
    const auto slash = name.find('/');
    if (slash == std::string::npos) return self;
    for (std::size_t v = 0; v < visits_.size(); ++v) {
      if (visits_[v].step->id == name.substr(0, slash)) return static_cast<int>(v);
    }
    return -1;
  }
  static std::string EventOf(const std::string& name) { return name.substr(name.find('/') + 1); }

  void NameEvents(const Visit& visit) {
    const int self = static_cast<int>(&visit - visits_.data());
    for (const Period& period : visit.step->periods) {
      for (const std::string& name : {period.from, period.to}) {
        const int at = VisitOf(name, self);
        if (at < 0 || !Named(EventOf(name))) continue;
        auto& events = visits_[static_cast<std::size_t>(at)].events;
        if (std::find(events.begin(), events.end(), EventOf(name)) == events.end()) events.push_back(EventOf(name));
      }
    }
  }

  bool Beside(int a, int b) const {
    const auto& x = visits_[static_cast<std::size_t>(a)].place;
    const auto& y = visits_[static_cast<std::size_t>(b)].place;
    for (std::size_t i = 0; i + 1 < std::min(x.size(), y.size()) && x[i] == y[i]; i += 2) {
      if (x[i + 1] != y[i + 1]) return true;
    }
    return false;
  }

  void CollectRules(int v) {
    const Visit& visit = visits_[static_cast<std::size_t>(v)];
    if (!visit.applied) return;
    for (const Period& period : visit.step->periods) {
      const int from = VisitOf(period.from, v);
      const int to = VisitOf(period.to, v);
      if (from < 0 || to < 0) continue;
      if (Named(EventOf(period.from)) && !visits_[static_cast<std::size_t>(from)].applied) continue;
      if (Named(EventOf(period.to)) && !visits_[static_cast<std::size_t>(to)].applied) continue;
      if (from > to && !Beside(from, to)) continue;
      rules_.push_back({from, EventOf(period.from), to, EventOf(period.to), &period});
    }
  }

  bool Allowed(int day) const { return !question_.working_days_only || Works(day); }

  int Entry(const Visit& visit) const {
    if (visit.after.empty()) return start_;
    int entry = 0;
    for (const int before : visit.after) entry = std::max(entry, left_[static_cast<std::size_t>(before)]);
    return entry;
  }

  bool Assign(std::size_t v) {
    if (v == visits_.size()) return true;
    const Visit& visit = visits_[v];
    const int entry = Entry(visit);
    if (entry > day_ || !Allowed(entry) || (visit.step->id == step_ && entered_ && *entered_ != entry)) return false;
    entry_.resize(visits_.size());
    left_.resize(visits_.size());
    events_.resize(visits_.size());
    entry_[v] = entry;
    for (int left = entry; left <= (visit.applied ? day_ : entry); ++left) {
      if (!Allowed(left)) continue;
      if (visit.applied && visit.step->duration > 0 && left < entry + visit.step->duration) continue;
      left_[v] = left;
      events_[v].clear();
      if (AssignEvents(v, 0)) return true;
    }
    return false;
  }

  bool AssignEvents(std::size_t v, std::size_t e) {
    const Visit& visit = visits_[v];
    if (!visit.applied || e == visit.events.size()) return Kept(static_cast<int>(v)) && Assign(v + 1);
    for (int day = entry_[v]; day <= left_[v]; ++day) {
      if (!Allowed(day)) continue;
      events_[v][visit.events[e]] = day;
      if (AssignEvents(v, e + 1)) return true;
    }
    events_[v].erase(visit.events[e]);
    return false;
  }

  int DayOf(int v, const std::string& event) const {
    const auto at = static_cast<std::size_t>(v);
    return event == "entered" ? entry_[at] : event == "left" ? left_[at] : events_[at].at(event);
  }

  bool Kept(int v) const {
    return std::all_of(rules_.begin(), rules_.end(), [&](const Rule& rule) {
      if (std::max(rule.from_visit, rule.to_visit) != v) return true;
      const int over = Over(*rule.period, DayOf(rule.from_visit, rule.from));
      const int to = DayOf(rule.to_visit, rule.to);
      return rule.period->minimum ? to >= over : to <= over;
    });
  }

  const Question& question_;
  std::vector<Visit> visits_;
  std::vector<int> last_;
  std::vector<Rule> rules_;
  int composites_ = 0;
  int day_ = 0;
  std::string step_;
  std::optional<int> entered_;
  int start_ = 0;
  std::vector<int> entry_;
  std::vector<int> left_;
  std::vector<std::map<std::string, int>> events_;
};

bool Has(const Line& line, const std::string& step) {
  return std::any_of(line.begin(), line.end(), [&](const Item& item) {
    return item.node->id == step || std::any_of(item.branches.begin(), item.branches.end(), [&](const Line& inner) { return Has(inner, step); });
  });
}

std::vector<Line> Ways(const Question& question) {
  std::vector<Ended> all;
  Walk(*question.root, question.facts, 0, {}, {}, all);
  std::vector<Line> ways;
  for (Ended& ended : all) {
    if (ended.end == nullptr) ways.push_back(std::move(ended.line));
  }
  return ways;
}

}  // namespace

bool Works(int day) {
  if (day == 5) return true;
  return day % 7 < 5 && day != 9 && day != 10;
}

bool Reachable(const Question& question) { return !Ways(question).empty(); }

std::optional<int> Earliest(const Question& question, int horizon) {
  const std::vector<Line> ways = Ways(question);
  for (int day = question.from; day <= horizon; ++day) {
    for (const Line& way : ways) {
      if (Days(question, way).Exists(day, "", std::nullopt)) return day;
    }
  }
  return std::nullopt;
}

std::optional<int> LastStart(const Question& question, const std::string& step, int day) {
  const std::vector<Line> ways = Ways(question);
  for (int entered = day; entered >= question.from; --entered) {
    for (const Line& way : ways) {
      if ((step.empty() || Has(way, step)) && Days(question, way).Exists(day, step, entered)) return entered;
    }
  }
  return std::nullopt;
}

}  // namespace juece::plan_oracle
