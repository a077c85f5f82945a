// Where a composite leads, combination by combination of its branches' outcomes.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "difference/ways.h"

namespace juece {
namespace {

// Beyond this many combinations the tables are compared row by row.
constexpr std::size_t kMostCombinations = 4096;

std::vector<std::string> EndOutcomes(const Branch& branch, bool cancelling) {
  std::vector<std::string> outcomes;
  if (!branch.region) return outcomes;
  for (const Node& node : branch.region->nodes) {
    const auto* end = std::get_if<EndNode>(&node);
    if (end == nullptr || end->cancels_siblings != cancelling) continue;
    if (std::find(outcomes.begin(), outcomes.end(), end->outcome) == outcomes.end()) outcomes.push_back(end->outcome);
  }
  return outcomes;
}

using Combination = std::map<std::string, std::string>;  // branch -> outcome

bool Names(const ExitRow& row, const std::string& branch, const std::string& outcome, bool if_not_named) {
  const auto found = row.when.find(branch);
  if (found == row.when.end()) return if_not_named;
  return std::find(found->second.begin(), found->second.end(), outcome) != found->second.end();
}

// "" where no row is taken.
std::string TargetOf(const CompositeNode& composite, const Combination& ended) {
  const ExitRow* otherwise = nullptr;
  for (const ExitRow& row : composite.rows) {
    if (row.cancelling) continue;
    if (row.otherwise) {
      otherwise = &row;
      continue;
    }
    const bool matches = std::all_of(ended.begin(), ended.end(), [&](const auto& end) { return Names(row, end.first, end.second, true); });
    if (matches) return row.to;
  }
  return otherwise == nullptr ? "" : otherwise->to;
}

std::string CancellingTarget(const CompositeNode& composite, const std::string& branch, const std::string& outcome) {
  for (const ExitRow& row : composite.rows) {
    if (row.cancelling && Names(row, branch, outcome, false)) return row.to;
  }
  return "";
}

struct Parting {
  Text example;  // the first combination that parts
  int combinations = 0;
};

class ExitComparer {
 public:
  ExitComparer(CompareContext& context, const CompositeNode& before, const CompositeNode& after)
      : context_(context), before_(before), after_(after) {}

  void Compare() {
    Combination was;
    Combination is;
    if (Combinations() <= kMostCombinations) Vary(0, was, is);
    CompareCancelling();
    for (const auto& [targets, parting] : partings_) Say(targets.first, targets.second, parting);
  }

 private:
  [[nodiscard]] static std::vector<std::string> Both(const Branch& before, const Branch& after, bool cancelling) {
    std::vector<std::string> both;
    const std::vector<std::string> others = EndOutcomes(after, cancelling);
    for (const std::string& outcome : EndOutcomes(before, cancelling)) {
      if (std::find(others.begin(), others.end(), outcome) != others.end()) both.push_back(outcome);
    }
    return both;
  }

  [[nodiscard]] std::size_t Combinations() const {
    std::size_t count = 1;
    for (const Branch& branch : before_.branches) {
      const Branch* other = context_.match().After(branch);
      if (other != nullptr) count *= std::max<std::size_t>(1, Both(branch, *other, false).size());
      if (count > kMostCombinations) break;
    }
    return count;
  }

  // Branches that only one version has are left out of the combination: a row says nothing of them here.
  void Vary(std::size_t at, Combination& was, Combination& is) {
    if (at == before_.branches.size()) return Part(TargetOf(before_, was), TargetOf(after_, is), is);
    const Branch& branch = before_.branches[at];
    const Branch* other = context_.match().After(branch);
    const std::vector<std::string> outcomes = other == nullptr ? std::vector<std::string>{} : Both(branch, *other, false);
    if (outcomes.empty()) return Vary(at + 1, was, is);
    for (const std::string& outcome : outcomes) {
      was[branch.id] = outcome;
      is[other->id] = outcome;
      Vary(at + 1, was, is);
    }
    was.erase(branch.id);
    is.erase(other->id);
  }

  void CompareCancelling() {
    for (const Branch& branch : before_.branches) {
      const Branch* other = context_.match().After(branch);
      if (other == nullptr) continue;
      for (const std::string& outcome : Both(branch, *other, true)) {
        Part(CancellingTarget(before_, branch.id, outcome), CancellingTarget(after_, other->id, outcome), {{other->id, outcome}});
      }
    }
  }

  void Part(const std::string& was, const std::string& is, const Combination& ended) {
    if (was.empty() || is.empty() || SameWay(context_, was, is)) return;
    Parting& parting = partings_[{was, is}];
    ++parting.combinations;
    if (!parting.example.empty()) return;
    std::vector<Text> ends;
    for (const auto& [branch, outcome] : ended) {
      const auto found = std::find_if(after_.branches.begin(), after_.branches.end(), [&id = branch](const Branch& b) { return b.id == id; });
      const Text name = Named(found->title.empty() ? Text{branch, branch} : found->title);
      const Text result = EndTitle(*found, outcome);
      ends.push_back({name.zh + "为" + result.zh, name.en + " ends with " + result.en});
    }
    parting.example = JoinTexts(ends);
  }

  static Text EndTitle(const Branch& branch, const std::string& outcome) {
    for (const Node& node : branch.region->nodes) {
      const auto* end = std::get_if<EndNode>(&node);
      if (end != nullptr && end->outcome == outcome && !end->title.empty()) return Named(end->title);
    }
    return Named({outcome, outcome});
  }

  [[nodiscard]] static FromThere From(const std::string& node) {
    return [node](const std::string& goal) {
      RunQuestion question{goal};
      question.start = node;
      return question;
    };
  }

  void Say(const std::string& was, const std::string& is, const Parting& parting) {
    AheadCompared compared{Bearing::kUnclear, {}};  // of a composite inside a branch the milestones lie outside
    const bool in_root = context_.after().definition->Find(after_.id)->parent == nullptr && context_.before().definition->Find(before_.id)->parent == nullptr;
    if (context_.has_runs() && in_root) {
      const std::set<std::string> types = CommonTypes(context_);
      compared = CompareAhead(context_, LookAhead(context_.before(), From(was), types), LookAhead(context_.after(), From(is), types));
    }
    const Text name = Named(after_.title);
    const Text from = NameOfNode(context_.before(), was);
    const Text to = NameOfNode(context_.after(), is);
    const Text more = parting.combinations == 1 ? Text{} : Text{fmt::format("等 {} 种情形", parting.combinations), fmt::format(" (one of {} combinations)", parting.combinations)};
    Difference& difference = context_.Add(
        "exit-leads-elsewhere", compared.bearing, kGravityOutcome,
        {fmt::format("{}结束时,{}{},原来去往{},现在去往{}{}", name.zh, parting.example.zh, more.zh, from.zh, to.zh, compared.detail.zh),
         fmt::format("When {} is over and {}{}, the matter went to {}; now it goes to {}{}", name.en, parting.example.en, more.en, from.en, to.en, compared.detail.en)});
    difference.step = after_.id;
    difference.article = BasisOf(after_.articles);
  }

  CompareContext& context_;
  const CompositeNode& before_;
  const CompositeNode& after_;
  std::map<std::pair<std::string, std::string>, Parting> partings_;
};

}  // namespace

void CompareExits(CompareContext& context) {
  for (const Node* node : AllNodes(context.before().definition->root)) {
    const auto* before = std::get_if<CompositeNode>(node);
    const CompositeNode* after = before == nullptr ? nullptr : context.match().After(*before);
    if (after != nullptr) ExitComparer(context, *before, *after).Compare();
  }
}

}  // namespace juece
