#include "commands/random_procedure.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace juece::cli {
namespace {

constexpr int kDeepest = 12;
constexpr std::string_view kStatute = "RANDOM";

StepType Type(std::string id, bool waits, const std::vector<const char*>& outcomes) {
  StepType type;
  type.id = std::move(id);
  type.waits = waits;
  type.configuration_schema = Data::OfMembers({{"type", "object"}});
  for (const char* outcome : outcomes) type.outcomes.push_back({outcome, {}, std::string_view(outcome) != "bad", {}});
  return type;
}

std::string ReviewType(int k) { return fmt::format("review{}", k); }

StepCatalog Types() {
  StepCatalog catalog;
  (void)catalog.Add(Type("task", true, {"done", "redo"}));
  (void)catalog.Add(Type("choice", true, {"a", "b", "c"}));
  (void)catalog.Add(Type("edit", true, {"changed", "same"}));
  (void)catalog.Add(Type("note", false, {"sent"}));
  (void)catalog.Add(Type("meeting", true, {"passed"}));
  (void)catalog.Add(Type("issuing", true, {"issued"}));
  for (int k = 0; k < kRandomReviews; ++k) (void)catalog.Add(Type(ReviewType(k), true, {"ok", "fair", "bad"}));
  return catalog;
}

// Each review is asked for before two milestones, before the end, and before a type of step; twice it must see the last text.
StatuteBook Law() {
  Statute statute;
  statute.id = kStatute;
  statute.facts["f"] = "boolean";
  for (int k = 0; k < kRandomReviews; ++k) {
    const auto add = [&](const char* milestone, const char* before, const char* material) {
      Clause clause;
      clause.article = *ArticleRef::Parse(fmt::format("{}:{}", kStatute, statute.clauses.size() + 1));
      clause.kind = ClauseKind::kGate;
      Requirement requirement;
      requirement.article = clause.article;
      requirement.id = clause.article.ToString();
      requirement.step_types = {ReviewType(k)};
      requirement.condition = "f";
      requirement.opening_outcomes = {"ok", "fair"};
      requirement.milestone = milestone;
      requirement.before_type = before;
      requirement.fresh_material = material;
      clause.requirements.push_back(std::move(requirement));
      statute.clauses.push_back(std::move(clause));
    };
    add("submission", "", "draft");
    add("decision", "", "");
    add("end", "", "");
    add("", "issuing", "annex");
  }
  statute.articles = static_cast<int>(statute.clauses.size());
  StatuteBook book;
  book.Add(std::move(statute));
  return book;
}

class Maker {
 public:
  Maker(unsigned seed, int broken) : random_(seed), broken_(broken) {
    GuardProblem problem;
    guard_ = *Guard::Parse("f", [](std::string_view) { return FactType::kBoolean; }, problem);
  }

  Region Root(int steps) {
    Plan plan = MakePlan(std::max(1, steps - kRandomReviews - 3), 0);
    const std::size_t body = plan.items.size();
    for (int i = 0; i < kRandomReviews + 3; ++i) plan.Add(Id('s'), 0);
    plan.ends = {Id('e')};
    plan.farthest = body;  // the first of the last reviews: none of them is jumped over
    Region region;
    region.start = plan.items.front();
    region.nodes.reserve(plan.items.size() + 1);
    for (std::size_t i = 0; i < body; ++i) AddItem(plan, i, 0, region);
    for (int k = 0; k < kRandomReviews; ++k) AddLastReview(plan, body + static_cast<std::size_t>(k), k, region);
    AddLast(plan, body + kRandomReviews, "meeting", "submission", region);
    AddLast(plan, body + kRandomReviews + 1, "meeting", "decision", region);
    AddLast(plan, body + kRandomReviews + 2, "issuing", "", region);
    region.nodes.emplace_back(EndNode{plan.ends.front(), "over", {}, false, {}});
    return region;
  }

 private:
  // The nodes of a region before they are made: ids, and of a composite how many steps it gets (0: a step).
  struct Plan {
    std::vector<std::string> items;
    std::vector<int> inner;
    std::vector<std::string> ends;
    std::size_t farthest = 0;  // how far a jump ahead may go
    void Add(std::string id, int steps) {
      items.push_back(std::move(id));
      inner.push_back(steps);
    }
  };

  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool Chance(int percent) { return Pick(100) < percent; }
  std::string Id(char kind) { return fmt::format("{}{}", kind, next_++); }

  Plan MakePlan(int steps, int depth) {
    Plan plan;
    while (steps > 0) {
      const bool composite = depth < kDeepest && steps >= 8 && Chance(5);
      // Small ones mostly, now and then one that holds half of what is left.
      int inner = 4;
      while (composite && inner * 2 <= steps / 2 && Chance(65)) inner *= 2;
      plan.Add(Id(composite ? 'c' : 's'), composite ? inner : 0);
      steps -= composite ? inner : 1;
    }
    return plan;
  }

  static const std::string& Next(const Plan& plan, std::size_t i) {
    return i + 1 < plan.items.size() ? plan.items[i + 1] : plan.ends.front();
  }
  const std::string& Ahead(const Plan& plan, std::size_t i) {
    return plan.items[std::min(plan.farthest, i + 1 + static_cast<std::size_t>(Pick(8)))];
  }
  const std::string& Back(const Plan& plan, std::size_t i) {
    const std::size_t by = static_cast<std::size_t>(Chance(2) ? Pick(100000) : Pick(50));
    return plan.items[by > i ? 0 : i - by];
  }

  static StepNode NewStep(std::string id, std::string type) {
    StepNode step;
    step.id = std::move(id);
    step.type = std::move(type);
    step.title = {"环节", "Step"};
    return step;
  }
  static void On(StepNode& step, std::vector<std::string> outcomes, const std::string& to, Guard when = Guard::Always()) {
    step.transitions.push_back({std::move(outcomes), std::move(when), false, to, {}});
  }

  void AddItem(const Plan& plan, std::size_t i, int depth, Region& region) {
    if (plan.inner[i] > 0) region.nodes.emplace_back(Composite(plan, i, depth));
    else region.nodes.emplace_back(Step(plan, i));
  }

  StepNode Step(const Plan& plan, std::size_t i) {
    const int kind = Pick(100);
    if (kind < 25) return Review(plan, i);
    StepNode step = NewStep(plan.items[i], kind < 55 ? "task" : kind < 70 ? "choice" : kind < 85 ? "edit" : "note");
    step.transitions.reserve(2);
    if (step.type == "task") {
      On(step, {"done"}, Next(plan, i));
      On(step, {"redo"}, Chance(30) ? Back(plan, i) : Ahead(plan, i));
    } else if (step.type == "choice") {
      On(step, {"a"}, Ahead(plan, i), guard_);
      On(step, {"a", "b", "c"}, Next(plan, i));
    } else if (step.type == "edit") {
      step.changes.push_back({Chance(50) ? "draft" : "annex", {"changed"}, {}});
      On(step, {"changed", "same"}, Next(plan, i));
    } else {
      On(step, {"sent"}, Next(plan, i));
    }
    return step;
  }

  StepNode Review(const Plan& plan, std::size_t i) {
    StepNode step = NewStep(plan.items[i], ReviewType(Pick(kRandomReviews)));
    step.reviews.push_back({Chance(50) ? "draft" : "annex", {"ok", "fair"}, {}});
    step.transitions.reserve(2);
    if (Chance(10)) {
      step.applicability.emplace();
      step.applicability->when = guard_;
      On(step, {"ok", "fair", "not_applicable"}, Next(plan, i));
    } else {
      On(step, {"ok", "fair"}, Next(plan, i));
    }
    // A step that may not apply does not make a loop wait.
    On(step, {"bad"}, !step.applicability && Chance(60) ? Back(plan, i) : Next(plan, i));
    return step;
  }

  void AddLastReview(const Plan& plan, std::size_t i, int k, Region& region) {
    StepNode step = NewStep(plan.items[i], ReviewType(k));
    step.reviews.push_back({"draft", {"ok", "fair"}, {}});
    step.reviews.push_back({"annex", {"ok", "fair"}, {}});
    On(step, {"ok", "fair"}, Next(plan, i));
    On(step, {"bad"}, k < broken_ ? Next(plan, i) : Back(plan, i));
    region.nodes.emplace_back(std::move(step));
  }

  void AddLast(const Plan& plan, std::size_t i, const char* type, const char* milestone, Region& region) {
    StepNode step = NewStep(plan.items[i], type);
    const char* outcome = std::string_view(type) == "meeting" ? "passed" : "issued";
    if (*milestone != '\0') step.milestone = MilestoneMark{milestone, {outcome}, {}};
    On(step, {outcome}, Next(plan, i));
    region.nodes.emplace_back(std::move(step));
  }

  CompositeNode Composite(const Plan& plan, std::size_t i, int depth) {
    CompositeNode composite;
    composite.id = plan.items[i];
    composite.title = {"并行", "Parallel"};
    const int branches = 2 + (Chance(25) ? 1 : 0);
    composite.branches.reserve(static_cast<std::size_t>(branches));
    for (int b = 0; b < branches; ++b) {
      Branch branch;
      branch.id = fmt::format("b{}", b);
      branch.title = {"分支", "Branch"};
      const bool fails = Chance(40);
      const bool cancels = !fails && Chance(15);
      branch.region = std::make_unique<Region>(BranchRegion(plan.inner[i] / branches, depth + 1, fails, cancels));
      if (fails && b == 0) {
        ExitRow row;
        row.when[branch.id] = {"failed"};
        row.to = Chance(60) ? Back(plan, i) : Next(plan, i);
        composite.rows.push_back(std::move(row));
      }
      if (cancels) {
        ExitRow row;
        row.when[branch.id] = {"stopped"};
        row.cancelling = true;
        row.to = Back(plan, i);
        composite.rows.push_back(std::move(row));
      }
      composite.branches.push_back(std::move(branch));
    }
    ExitRow rest;
    rest.otherwise = true;
    rest.to = Next(plan, i);
    composite.rows.push_back(std::move(rest));
    return composite;
  }

  // Begins with a step that always waits, and ends with a choice of its ends.
  Region BranchRegion(int steps, int depth, bool fails, bool cancels) {
    Plan plan = MakePlan(std::max(0, steps - 2), depth);
    plan.items.insert(plan.items.begin(), Id('s'));
    plan.inner.insert(plan.inner.begin(), 0);
    plan.Add(Id('s'), 0);
    plan.farthest = plan.items.size() - 1;
    plan.ends.push_back(Id('e'));
    if (fails || cancels) plan.ends.push_back(Id('e'));
    Region region;
    region.start = plan.items.front();
    region.nodes.reserve(plan.items.size() + plan.ends.size());
    StepNode first = NewStep(plan.items.front(), "task");
    On(first, {"done", "redo"}, Next(plan, 0));
    region.nodes.emplace_back(std::move(first));
    for (std::size_t i = 1; i + 1 < plan.items.size(); ++i) AddItem(plan, i, depth, region);
    StepNode last = NewStep(plan.items.back(), "choice");
    On(last, {"a", "b"}, plan.ends.front());
    On(last, {"c"}, plan.ends.back());
    region.nodes.emplace_back(std::move(last));
    region.nodes.emplace_back(EndNode{plan.ends.front(), "done", {}, false, {}});
    if (plan.ends.size() > 1) region.nodes.emplace_back(EndNode{plan.ends.back(), fails ? "failed" : "stopped", {}, cancels, {}});
    return region;
  }

  std::mt19937 random_;
  const int broken_;
  Guard guard_ = Guard::Always();
  int next_ = 0;
};

}  // namespace

RandomProcedure MakeRandomProcedure(int steps, unsigned seed, int broken) {
  RandomProcedure procedure{std::make_unique<Definition>(), Types(), Law()};
  Definition& definition = *procedure.definition;
  definition.id = "random";
  definition.version = "1.0.0";
  definition.title = {"随机程序", "Random procedure"};
  definition.statutes = {std::string(kStatute)};
  definition.facts.push_back({"f", FactType::kBoolean, {"事实", "Fact"}, "r", {}});
  definition.roles.push_back({"r", {"角色", "Role"}, {}});
  for (const char* id : {"draft", "annex"}) definition.materials.push_back({id, "D1", {"文本", "Text"}, {}});
  definition.root = Maker(seed, broken).Root(steps);
  definition.Index();
  return procedure;
}

}  // namespace juece::cli
