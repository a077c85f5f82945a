// Orders that local rules demand. They are demands of their own, whether or not the runs would obey them anyway.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "difference/context.h"

namespace juece {
namespace {

// A step of the side as the other version calls it; its own id where that has none.
std::string Counterpart(const CompareContext& context, const Direction& d, const std::string& step) {
  const std::string id = d.lost ? context.match().After(step) : context.match().Before(step);
  return id.empty() ? step : id;
}

// Does `other` demand at least the same? Fewer outcomes demand more; none named means any.
bool Covers(const OrderRule& other, const OrderRule& rule, const std::string& step, const std::string& before) {
  if (other.step != step || other.before != before) return false;
  if (rule.outcomes.empty()) return true;
  const std::set<std::string> allowed(rule.outcomes.begin(), rule.outcomes.end());
  return !other.outcomes.empty() &&
         std::all_of(other.outcomes.begin(), other.outcomes.end(), [&](const std::string& outcome) { return allowed.count(outcome) > 0; });
}

}  // namespace

void CompareOrders(CompareContext& context) {
  for (const Direction& d : BothDirections(context)) {
    for (const OrderRule& rule : d.had.definition->orders) {
      const std::string step = Counterpart(context, d, rule.step);
      const std::string before = Counterpart(context, d, rule.before);
      const auto& others = d.other.definition->orders;
      if (std::any_of(others.begin(), others.end(), [&](const OrderRule& other) { return Covers(other, rule, step, before); })) continue;
      const Text first = NameOfNode(d.had, rule.step);
      const Text later = NameOfNode(d.had, rule.before);
      Difference& difference = context.Add(
          d.Pick("order-rule-lost", "order-rule-gained"), d.bearing(), kGravityOrder,
          d.lost ? Text{fmt::format("新版不再要求{}在{}之前办过", first.zh, later.zh), fmt::format("The new version no longer demands {} before {}", first.en, later.en)}
                 : Text{fmt::format("新版要求{}在{}之前办过", first.zh, later.zh), fmt::format("The new version demands {} before {}", first.en, later.en)});
      difference.step = d.lost ? step : rule.step;
      difference.article = BasisOf(rule.articles);
    }
  }
}

}  // namespace juece
