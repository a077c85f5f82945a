#include "assessment/points.h"

#include <fmt/format.h>

namespace juece {
namespace {

const Points kHundred = Points::FromInteger(100);

}  // namespace

std::optional<Points> ParsePoints(std::string_view text) {
  const std::size_t point = text.find('.');
  const bool digits = text.find_first_not_of("0123456789.") == std::string_view::npos && !text.empty() && text.front() != '.';
  if (!digits || text.size() > 8 || (point != std::string_view::npos && (point + 1 == text.size() || text.size() - point > 3))) {
    return std::nullopt;
  }
  auto points = Decimal::Parse(text);
  return points && *points <= Points::FromInteger(10000) ? points : std::nullopt;
}

Points Least(const Points& a, const Points& b) { return b < a ? b : a; }

Points Less(const Points& a, const Points& b) { return a < b ? Points() : a - b; }

std::string PerCent(const Points& part, const Points& whole) {
  // In tenths of a per cent, both sides whole numbers: points have at most two digits after the point.
  const std::int64_t above = (part * Points::FromInteger(100'000)).ToInteger().value_or(0);
  const std::int64_t below = (whole * kHundred).ToInteger().value_or(1);
  const std::int64_t tenths = above / below;
  return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

bool Reaches(const Points& part, const Points& whole, const Points& percent) { return part * kHundred >= whole * percent; }

}  // namespace juece
