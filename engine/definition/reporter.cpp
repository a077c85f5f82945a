#include "definition/reporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace juece {

void Reporter::Error(std::string_view code, SourcePlace place, Text message, std::string step) {
  Finding finding;
  finding.code = code;
  finding.place = std::move(place);
  finding.message = std::move(message);
  finding.step = std::move(step);
  findings_.push_back(std::move(finding));
}

void Reporter::Error(std::string_view code, const XmlElement& element, Text message, std::string step) {
  Error(code, document_.PlaceOf(element), std::move(message), std::move(step));
}

void Reporter::Error(std::string_view code, const XmlAttribute& attribute, Text message, std::string step) {
  Error(code, document_.PlaceOf(attribute), std::move(message), std::move(step));
}

void SortByPlace(std::vector<Finding>& findings, std::size_t from) {
  std::stable_sort(findings.begin() + static_cast<std::ptrdiff_t>(from), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
}

namespace {

// Edit distance with swaps of neighbours, given up beyond `limit`.
std::size_t Distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

std::string Nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t kShortWord = 4;
  constexpr std::size_t kLongestWord = 64;  // beyond it nobody made a slip
  if (word.empty() || word.size() > kLongestWord) return "";
  const std::size_t limit = word.size() <= kShortWord ? 1 : 2;
  std::string best;
  std::size_t least = limit + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = Distance(word, candidate, limit);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

Text Suggest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string nearest = Nearest(word, candidates);
  if (nearest.empty()) return {};
  return {fmt::format(";是否想写“{}”?", nearest), fmt::format("; did you mean \"{}\"?", nearest)};
}

}  // namespace juece
