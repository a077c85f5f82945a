// Every outcome of a step, and every combination of outcomes of a composite's branches, goes exactly one way.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "definition/reporter.h"
#include "proof/checks.h"
#include "proof/otherwise.h"

namespace juece {
namespace {

bool Contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

void CheckOutcome(CheckContext& context, const StepNode& step, const std::string& outcome, bool has_otherwise) {
  const Transition* settled = nullptr;  // the row that takes the outcome whatever the facts are
  bool guarded = false;
  const Text name = Quote(step.title, step.id);
  for (const Transition& row : step.transitions) {
    if (row.otherwise || !Contains(row.outcomes, outcome)) continue;
    if (settled != nullptr) {
      context.Error("ambiguous-choice", row.place,
                    {fmt::format("环节{}的结果“{}”应只有一个去向,但前面已有无条件的流转(到“{}”),此行不会生效", name.zh, outcome, settled->to),
                     fmt::format("Expected one way for outcome \"{}\" of {}, but an earlier row without a guard already takes it (to "
                                 "\"{}\"), so this row never does",
                                 outcome, name.en, settled->to)})
          .step = step.id;
      return;
    }
    guarded = true;
    if (row.when.IsAlways()) settled = &row;
  }
  if (settled != nullptr || has_otherwise) return;
  const std::string_view why_zh = guarded ? "只写了有条件的流转,条件都不成立时无处可去" : "没有写流转";
  const std::string_view why_en = guarded ? "has only rows with guards, and none may hold" : "has no row";
  context.Error("unhandled-outcome", step.place,
                {fmt::format("环节{}的每个结果都应有去向,但结果“{}”{}", name.zh, outcome, why_zh),
                 fmt::format("Expected a way for every outcome of {}, but \"{}\" {}", name.en, outcome, why_en)})
      .step = step.id;
}

void CheckStep(CheckContext& context, const StepNode& step, const StepType& type) {
  const auto otherwise = std::find_if(step.transitions.begin(), step.transitions.end(), [](const Transition& t) { return t.otherwise; });
  const bool has_otherwise = otherwise != step.transitions.end();
  for (const std::string& outcome : OutcomesOf(step, type)) CheckOutcome(context, step, outcome, has_otherwise);
  if (has_otherwise && otherwise + 1 != step.transitions.end()) {
    context.Error("ambiguous-choice", (otherwise + 1)->place,
                  {"otherwise=\"true\" 应写在最后,但其后还有流转",
                   "Expected otherwise=\"true\" to be the last row, but another one follows it"})
        .step = step.id;
  }
}

// ---- composites ----

struct BranchOutcomes {
  std::vector<std::string> ordinary;
  std::vector<std::string> cancelling;
};

BranchOutcomes OutcomesOf(const Region& region) {
  BranchOutcomes out;
  for (const Node& node : region.nodes) {
    const auto* end = std::get_if<EndNode>(&node);
    if (end == nullptr) continue;
    auto& list = end->cancels_siblings ? out.cancelling : out.ordinary;
    if (!Contains(list, end->outcome)) list.push_back(end->outcome);
  }
  return out;
}

class TableChecker {
 public:
  TableChecker(CheckContext& context, const CompositeNode& composite) : context_(context), composite_(composite) {
    for (const Branch& branch : composite.branches) outcomes_.push_back(OutcomesOf(*branch.region));
  }

  void Check() {
    CheckNames();
    CheckCancelling();
    CheckOverlap();
    CheckCovered();
  }

 private:
  void Report(std::string_view code, const SourcePlace& place, Text message) {
    context_.Error(code, place, std::move(message)).step = composite_.id;
  }

  void CheckNames() {
    for (const ExitRow& row : composite_.rows) {
      for (std::size_t b = 0; b < outcomes_.size(); ++b) {
        const auto named = row.when.find(composite_.branches[b].id);
        if (named == row.when.end()) continue;
        const auto& known = row.cancelling ? outcomes_[b].cancelling : outcomes_[b].ordinary;
        for (const std::string& outcome : named->second) {
          if (!Contains(known, outcome)) ReportUnknown(row, composite_.branches[b], outcome, known);
        }
      }
    }
  }

  void ReportUnknown(const ExitRow& row, const Branch& branch, const std::string& outcome, const std::vector<std::string>& known) {
    const Text hint = Suggest(outcome, std::vector<std::string_view>(known.begin(), known.end()));
    const std::string list = known.empty() ? "–" : JoinWords(known, ", ");
    const Text kind = row.cancelling ? Text{"终止其他分支的终点", "cancelling ends"} : Text{"一般终点(不终止其他分支的)", "ordinary ends"};
    Report("unknown-reference", row.place,
           {fmt::format("分支“{}”的{}的结果应为 {} 之一,但写了“{}”{}", branch.id, kind.zh, list, outcome, hint.zh),
            fmt::format("Expected an outcome of the {} of branch \"{}\" ({}), but found \"{}\"{}", kind.en, branch.id, list, outcome,
                        hint.en)});
  }

  void CheckCancelling() {
    for (std::size_t b = 0; b < outcomes_.size(); ++b) {
      for (const std::string& outcome : outcomes_[b].cancelling) {
        const ExitRow* taken = nullptr;
        for (const ExitRow& row : composite_.rows) {
          const auto named = row.when.find(composite_.branches[b].id);
          if (!row.cancelling || named == row.when.end() || !Contains(named->second, outcome)) continue;
          if (taken != nullptr) ReportTwice(row, composite_.branches[b].id, outcome);
          taken = &row;
        }
        if (taken == nullptr) ReportNoRow(composite_.branches[b].id, outcome);
      }
    }
  }

  void ReportTwice(const ExitRow& row, const std::string& branch, const std::string& outcome) {
    Report("ambiguous-choice", row.place,
           {fmt::format("分支“{}”以“{}”终止其他分支时应只有一行 <exit>,但这是第二行", branch, outcome),
            fmt::format("Expected one <exit> for branch \"{}\" cancelling with \"{}\", but this is another one", branch, outcome)});
  }

  void ReportNoRow(const std::string& branch, const std::string& outcome) {
    Report("unhandled-outcome", composite_.place,
           {fmt::format("分支“{}”以“{}”终止其他分支时应有自己的 <exit cancelling=\"true\">,但没有写", branch, outcome),
            fmt::format("Expected an <exit cancelling=\"true\"> for branch \"{}\" cancelling with \"{}\", but there is none", branch, outcome)});
  }

  [[nodiscard]] std::vector<std::vector<char>> SetsOf(const ExitRow& row) const {
    std::vector<std::vector<char>> sets;
    for (std::size_t b = 0; b < outcomes_.size(); ++b) {
      const auto named = row.when.find(composite_.branches[b].id);
      sets.emplace_back();
      for (const std::string& outcome : outcomes_[b].ordinary) {
        sets.back().push_back(named == row.when.end() || Contains(named->second, outcome));
      }
    }
    return sets;
  }

  static bool Overlap(const std::vector<std::vector<char>>& a, const std::vector<std::vector<char>>& b) {
    for (std::size_t branch = 0; branch < a.size(); ++branch) {
      bool common = false;
      for (std::size_t o = 0; o < a[branch].size(); ++o) common = common || (a[branch][o] != 0 && b[branch][o] != 0);
      if (!common) return false;
    }
    return true;
  }

  void CheckOverlap() {
    std::vector<std::pair<const ExitRow*, std::vector<std::vector<char>>>> rows;
    for (const ExitRow& row : composite_.rows) {
      if (row.otherwise || row.cancelling) continue;
      auto sets = SetsOf(row);
      for (const auto& [earlier, other] : rows) {
        if (!Overlap(sets, other)) continue;
        disjoint_ = false;
        Report("ambiguous-choice", row.place,
               {fmt::format("<exit> 各行应互不重叠,但此行与到“{}”的一行(第 {} 行)可以同时符合", earlier->to, earlier->place.line),
                fmt::format("Expected the rows of <exit> to be disjoint, but this one and the one to \"{}\" (line {}) can match together",
                            earlier->to, earlier->place.line)});
      }
      rows.emplace_back(&row, std::move(sets));
    }
    const auto otherwise = std::find_if(composite_.rows.begin(), composite_.rows.end(), [](const ExitRow& r) { return r.otherwise; });
    if (otherwise != composite_.rows.end() && otherwise + 1 != composite_.rows.end()) {
      Report("ambiguous-choice", (otherwise + 1)->place,
             {"otherwise=\"true\" 的 <exit> 应写在最后,但其后还有一行",
              "Expected the <exit otherwise=\"true\"> to be the last row, but another one follows it"});
    }
  }

  void CheckCovered() {
    double combinations = 1;
    for (const BranchOutcomes& branch : outcomes_) combinations *= static_cast<double>(std::max<std::size_t>(branch.ordinary.size(), 1));
    if (combinations > kMostCombinations) {
      Report("bad-value", composite_.place,
             {"各分支结果的组合应在 10 的 18 次方以内,但超过了;请拆分并行", "Expected at most 10^18 combinations of outcomes, but there are more; "
                                                                                "split the parallel"});
      return;
    }
    const bool has_otherwise = std::any_of(composite_.rows.begin(), composite_.rows.end(), [](const ExitRow& r) { return r.otherwise; });
    if (!disjoint_ || has_otherwise) return;
    std::vector<std::vector<std::vector<char>>> sets;
    std::vector<const std::vector<std::vector<char>>*> rows;
    for (const ExitRow& row : composite_.rows) {
      if (!row.cancelling) sets.push_back(SetsOf(row));
    }
    for (const auto& set : sets) rows.push_back(&set);
    std::vector<std::vector<int>> costs;
    for (const BranchOutcomes& branch : outcomes_) costs.emplace_back(branch.ordinary.size(), 1);
    if (const auto left = CheapestUncovered(costs, rows)) ReportUncovered(*left);
  }

  void ReportUncovered(const std::vector<int>& choice) {
    std::string example;
    for (std::size_t b = 0; b < choice.size(); ++b) {
      example += fmt::format("{}{}={}", b == 0 ? "" : ", ", composite_.branches[b].id,
                             outcomes_[b].ordinary[static_cast<std::size_t>(choice[b])]);
    }
    const Text name = Quote(composite_.title, composite_.id);
    Report("unhandled-outcome", composite_.place,
           {fmt::format("并行{}的每种结果组合都应有去向,但组合({})没有对应的 <exit>,也没有 otherwise", name.zh, example),
            fmt::format("Expected an <exit> for every combination of outcomes of {}, but ({}) has none and there is no otherwise", name.en,
                        example)});
  }

  CheckContext& context_;
  const CompositeNode& composite_;
  std::vector<BranchOutcomes> outcomes_;
  bool disjoint_ = true;
};

void CheckRegion(CheckContext& context, const Region& region) {
  for (const Node& node : region.nodes) {
    if (const auto* step = std::get_if<StepNode>(&node)) {
      if (const StepType* type = context.catalog().Find(step->type)) CheckStep(context, *step, *type);
    } else if (const auto* composite = std::get_if<CompositeNode>(&node)) {
      TableChecker(context, *composite).Check();
      for (const Branch& branch : composite->branches) CheckRegion(context, *branch.region);
    }
  }
}

}  // namespace

void CheckChoices(CheckContext& context) { CheckRegion(context, context.definition().root); }

}  // namespace juece
