#include "unit/proof/oracle.h"

#include <algorithm>
#include <deque>
#include <memory>

namespace juece::oracle {
namespace {

bool Has(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

std::vector<std::string> Outcomes(const StepNode& step, const Types& types) {
  std::vector<std::string> outcomes = types.outcomes.at(step.type);
  if (step.applicability) outcomes.emplace_back("not_applicable");
  return outcomes;
}

std::vector<const Transition*> Rows(const StepNode& step, const std::string& outcome) {
  std::vector<const Transition*> rows;
  bool settled = false;
  for (const Transition& row : step.transitions) {
    if (settled || row.otherwise || !Has(row.outcomes, outcome)) continue;
    rows.push_back(&row);
    settled = row.when.IsAlways();
  }
  for (const Transition& row : step.transitions) {
    if (!settled && row.otherwise) rows.push_back(&row);
  }
  return rows;
}

namespace {

// One region in a run: where its token stands, and the branches where it stands on a composite. nullptr-free by construction.
struct Token {
  const Region* region = nullptr;
  const Node* at = nullptr;
  std::vector<Token> branches;
  [[nodiscard]] bool ended() const { return std::holds_alternative<EndNode>(*at); }
};

Token Enter(const Region& region, const std::string& id) {
  Token token{&region, region.Find(id), {}};
  if (const auto* composite = std::get_if<CompositeNode>(token.at)) {
    for (const Branch& branch : composite->branches) token.branches.push_back(Enter(*branch.region, branch.region->start));
  }
  return token;
}

void Key(const Token& token, std::string& out) {
  out += IdOf(*token.at) + "(";
  for (const Token& branch : token.branches) Key(branch, out);
  out += ")";
}

// If the composite that the token stands on is to be left, leaves it; the new place may end the region, which the caller sees.
void Settle(Token& token) {
  const auto* composite = std::get_if<CompositeNode>(token.at);
  if (composite == nullptr) return;
  for (std::size_t b = 0; b < token.branches.size(); ++b) {
    const auto* end = std::get_if<EndNode>(token.branches[b].at);
    if (end == nullptr || !end->cancels_siblings) continue;
    for (const ExitRow& row : composite->rows) {
      if (row.cancelling && row.when.count(composite->branches[b].id) > 0 && Has(row.when.at(composite->branches[b].id), end->outcome)) {
        token = Enter(*token.region, row.to);
        return;
      }
    }
    return;  // no row: the run is stuck
  }
  if (!std::all_of(token.branches.begin(), token.branches.end(), [](const Token& t) { return t.ended(); })) return;
  const ExitRow* chosen = nullptr;
  for (const ExitRow& row : composite->rows) {
    if (row.cancelling) continue;
    bool matches = true;
    for (std::size_t b = 0; b < token.branches.size() && !row.otherwise; ++b) {
      const auto named = row.when.find(composite->branches[b].id);
      if (named == row.when.end()) continue;
      matches = matches && Has(named->second, std::get<EndNode>(*token.branches[b].at).outcome);
    }
    if (!matches || (row.otherwise && chosen != nullptr)) continue;
    if (chosen == nullptr || chosen->otherwise) chosen = &row;
  }
  if (chosen != nullptr) token = Enter(*token.region, chosen->to);
}

// Do the facts under which this row is the first to match all make the condition true?
bool OnlyWhile(const StepNode& step, const std::string& outcome, const Transition& row, const std::string& condition, const Types& types) {
  for (const bool f : {false, true}) {
    for (const bool g : {false, true}) {
      const Transition* first = nullptr;
      for (const Transition* candidate : Rows(step, outcome)) {
        const bool holds = candidate->when.IsAlways() || types.guards.at(candidate->when.text())(f, g);
        if (holds && first == nullptr) first = candidate;
      }
      if (first == &row && !types.guards.at(condition)(f, g)) return false;
    }
  }
  return true;
}

using OnVisit = std::function<void(const StepNode& step, const std::string& outcome, Token after, const Transition& row)>;

// Every visit that can come next. `whole` is the tree, `path` leads to the token under consideration.
void Visits(const Token& whole, std::vector<std::size_t>& path, const Types& types, const OnVisit& visit) {
  const Token* token = &whole;
  for (const std::size_t b : path) token = &token->branches[b];
  for (std::size_t b = 0; b < token->branches.size(); ++b) {
    if (token->branches[b].ended()) continue;
    path.push_back(b);
    Visits(whole, path, types, visit);
    path.pop_back();
  }
  const auto* step = std::get_if<StepNode>(token->at);
  if (step == nullptr) return;
  for (const std::string& outcome : Outcomes(*step, types)) {
    for (const Transition* row : Rows(*step, outcome)) {
      Token after = whole;
      std::vector<Token*> chain = {&after};
      for (const std::size_t b : path) chain.push_back(&chain.back()->branches[b]);
      *chain.back() = Enter(*chain.back()->region, row->to);
      // A branch that has ended may end what is around it, outwards.
      for (std::size_t i = chain.size() - 1; i-- > 0 && chain[i + 1]->ended();) Settle(*chain[i]);
      visit(*step, outcome, std::move(after), *row);
    }
  }
}

struct State {
  Token token;
  int memory = 0;
  bool decided = false;
};

std::string KeyOf(const State& state) {
  std::string key;
  Key(state.token, key);
  return key + static_cast<char>('0' + state.memory) + (state.decided ? "d" : "-");
}

bool Marks(const StepNode& step, const std::string& outcome, const std::string& milestone) {
  return step.milestone && step.milestone->milestone == milestone && Has(step.milestone->outcomes, outcome);
}

bool Uses(const std::vector<MaterialUse>& uses, const std::string& material, const std::string& outcome) {
  return std::any_of(uses.begin(), uses.end(), [&](const MaterialUse& use) {
    return use.material == material && (use.outcomes.empty() || Has(use.outcomes, outcome));
  });
}

}  // namespace

int Remember(int memory, const StepNode& step, const std::string& outcome, const Transition& row, const Demand& demand, const Types& types,
             Kind kind) {
  // Where several types will do, a step that did not apply is as if it were not there.
  const bool skipped = !demand.or_types.empty() && outcome == "not_applicable";
  const bool server = !skipped && (step.type == demand.type || demand.or_types.count(step.type) > 0);
  const auto only = demand.only_while.find(outcome);
  const bool lawful = only == demand.only_while.end() || OnlyWhile(step, outcome, row, only->second, types);
  const bool opens = server && lawful && (outcome == "not_applicable" ? demand.not_applicable_opens : demand.opening.count(outcome) > 0);
  switch (kind) {
    case Kind::kMandatory: return server ? 1 : memory;
    case Kind::kGate: return server ? (opens ? 1 : 0) : memory;
    case Kind::kFresh:
      if (Uses(step.changes, demand.material, outcome)) memory = 0;
      if (opens && (outcome == "not_applicable" || Uses(step.reviews, demand.material, outcome))) memory = 1;
      return memory;
    case Kind::kAfter:
      if (step.type == demand.after && demand.after_outcomes.count(outcome) > 0) return 0;
      return opens ? 1 : memory;
  }
  return memory;
}

int ShortestOffence(const Definition& definition, const Types& types, const Demand& demand, Kind kind) {
  const int initial = kind == Kind::kFresh || kind == Kind::kAfter ? 1 : 0;
  std::set<std::string> seen;
  std::deque<std::pair<State, int>> queue;
  const auto push = [&](State state, int visits) {
    if (seen.insert(KeyOf(state)).second) queue.emplace_back(std::move(state), visits);
  };
  push({Enter(definition.root, definition.root.start), initial, false}, 0);
  int found = -1;
  while (!queue.empty() && found < 0) {
    const auto [state, visits] = std::move(queue.front());
    queue.pop_front();
    std::vector<std::size_t> path;
    Visits(state.token, path, types, [&, &from = state, &length = visits](const StepNode& step, const std::string& outcome, Token after,
                                                                               const Transition& row) {
      const int memory = Remember(from.memory, step, outcome, row, demand, types, kind);
      const bool decided = from.decided || Marks(step, outcome, "decision");
      const bool goal = demand.milestone == "end" ? decided && after.ended() : Marks(step, outcome, demand.milestone);
      // Entering a step comes before what its visit does; that it was entered shows when it is visited.
      const bool entry = !demand.before.empty() && step.type == demand.before && from.memory == 0;
      const bool offence = demand.before.empty() ? goal && memory == 0 : entry;
      if (offence && found < 0) found = length + 1;
      push({std::move(after), memory, decided}, length + 1);
    });
  }
  return found;
}

namespace {

// memory: 1 once the last visit of a server was one that `counts` says; without servers asked always 1.
bool Reaches(const Definition& definition, const Types& types, const Demand& demand, const std::function<int(int, const StepNode&, const std::string&)>& remember,
             int initial) {
  std::set<std::string> seen;
  std::deque<State> queue;
  const auto push = [&](State state) {
    if (seen.insert(KeyOf(state)).second) queue.push_back(std::move(state));
  };
  push({Enter(definition.root, definition.root.start), initial, false});
  bool found = false;
  while (!queue.empty() && !found) {
    const State from = std::move(queue.front());
    queue.pop_front();
    std::vector<std::size_t> path;
    Visits(from.token, path, types, [&](const StepNode& step, const std::string& outcome, Token after, const Transition&) {
      const int memory = remember(from.memory, step, outcome);
      const bool decided = from.decided || Marks(step, outcome, "decision");
      const bool goal = demand.milestone == "end" ? decided && after.ended() : Marks(step, outcome, demand.milestone);
      found = found || (demand.before.empty() ? goal && memory == 1 : step.type == demand.before && from.memory == 1);
      push({std::move(after), memory, decided});
    });
  }
  return found;
}

}  // namespace

bool ReachesGoal(const Definition& definition, const Types& types, const Demand& demand) {
  return Reaches(definition, types, demand, [](int memory, const StepNode&, const std::string&) { return memory; }, 1);
}

bool ReachesGoalAfter(const Definition& definition, const Types& types, const Demand& demand, const std::set<std::string>& outcomes) {
  const auto remember = [&](int memory, const StepNode& step, const std::string& outcome) {
    const bool server = step.type == demand.type || demand.or_types.count(step.type) > 0;
    return server ? static_cast<int>(outcomes.count(outcome)) : memory;
  };
  return Reaches(definition, types, demand, remember, 0);
}

bool KeepsOpen(const StepNode& step, const std::string& outcome, const Types& types, const Demand& demand) {
  const std::string& condition = demand.only_while.at(outcome);
  for (const bool f : {false, true}) {
    for (const bool g : {false, true}) {
      if (!types.guards.at(condition)(f, g)) continue;
      const Transition* first = nullptr;
      for (const Transition* row : Rows(step, outcome)) {
        const bool holds = row->when.IsAlways() || types.guards.at(row->when.text())(f, g);
        if (holds && first == nullptr) first = row;
      }
      if (first == nullptr || first->otherwise || !OnlyWhile(step, outcome, *first, condition, types)) return false;
    }
  }
  return true;
}

int AvoidsStep(const Definition& definition, const Types& types, const std::string& step) {
  std::set<std::string> seen;
  std::deque<State> queue;
  const auto push = [&](State state) {
    if (seen.insert(KeyOf(state)).second) queue.push_back(std::move(state));
  };
  push({Enter(definition.root, definition.root.start), 0, false});
  int answer = -1;
  while (!queue.empty() && answer != 1) {
    const State state = std::move(queue.front());
    queue.pop_front();
    std::vector<std::size_t> path;
    Visits(state.token, path, types, [&](const StepNode& visited, const std::string& outcome, Token after, const Transition&) {
      const int memory = visited.id == step ? 1 : state.memory;
      if (Marks(visited, outcome, "decision")) answer = std::max(answer, memory == 0 ? 1 : 0);
      push({std::move(after), memory, false});
    });
  }
  return answer;
}

namespace {

struct Explored {
  std::vector<Token> states;
  std::vector<std::vector<std::pair<int, bool>>> next;  // state, and whether the visit waited
};

Explored ExploreAll(const Region& region, const Types& types) {
  Explored all;
  std::map<std::string, int> known;
  const auto index = [&](Token token) {
    std::string key;
    Key(token, key);
    const auto [it, fresh] = known.emplace(key, static_cast<int>(all.states.size()));
    if (fresh) {
      all.states.push_back(std::move(token));
      all.next.emplace_back();
    }
    return it->second;
  };
  index(Enter(region, region.start));
  for (std::size_t s = 0; s < all.states.size(); ++s) {
    const Token state = all.states[s];
    if (state.ended()) continue;
    std::vector<std::size_t> path;
    Visits(state, path, types, [&](const StepNode& step, const std::string&, Token after, const Transition&) {
      const bool waits = types.waiting.count(step.type) > 0 && !step.applicability;
      const int to = index(std::move(after));
      all.next[s].emplace_back(to, waits);
    });
  }
  return all;
}

bool HastyCycle(const Explored& all) {
  // Take away, again and again, states without a hasty successor; what is left lies on or leads to a cycle.
  std::vector<bool> alive(all.states.size(), true);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t s = 0; s < alive.size(); ++s) {
      if (!alive[s]) continue;
      const bool goes_on = std::any_of(all.next[s].begin(), all.next[s].end(),
                                       [&](const auto& edge) { return !edge.second && alive[static_cast<std::size_t>(edge.first)]; });
      if (!goes_on) changed = true;
      alive[s] = goes_on;
    }
  }
  return std::any_of(alive.begin(), alive.end(), [](bool a) { return a; });
}

std::vector<bool> Finishing(const Explored& all) {
  std::vector<bool> finishes(all.states.size());
  for (std::size_t s = 0; s < finishes.size(); ++s) finishes[s] = all.states[s].ended();
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t s = 0; s < finishes.size(); ++s) {
      if (finishes[s]) continue;
      for (const auto& [to, waits] : all.next[s]) finishes[s] = finishes[s] || finishes[static_cast<std::size_t>(to)];
      changed = changed || finishes[s];
    }
  }
  return finishes;
}

void ExamineRegion(const Region& region, const Types& types, Soundness& out) {
  const Explored all = ExploreAll(region, types);
  const std::vector<bool> finishes = Finishing(all);
  std::set<std::string> reached;
  std::set<std::string> able;
  for (std::size_t s = 0; s < all.states.size(); ++s) {
    reached.insert(IdOf(*all.states[s].at));
    if (finishes[s]) able.insert(IdOf(*all.states[s].at));
  }
  out.hasty_loop = out.hasty_loop || HastyCycle(all);
  for (const Node& node : region.nodes) {
    const std::string& id = IdOf(node);
    if (reached.count(id) == 0) out.unreachable.insert(id);
    if (reached.count(id) > 0 && able.count(id) == 0) out.stuck.insert(id);
    if (const auto* composite = std::get_if<CompositeNode>(&node)) {
      for (const Branch& branch : composite->branches) ExamineRegion(*branch.region, types, out);
    }
  }
}

}  // namespace

Soundness Examine(const Definition& definition, const Types& types) {
  Soundness out;
  ExamineRegion(definition.root, types, out);
  return out;
}

}  // namespace juece::oracle
