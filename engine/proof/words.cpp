#include <fmt/format.h>
#include <fmt/ranges.h>

#include "proof/checks.h"

namespace juece {

Finding& CheckContext::Add(std::string_view code, Severity severity, const SourcePlace& place, Text message) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.place = place;
  finding.message = std::move(message);
  findings_.push_back(std::move(finding));
  return findings_.back();
}

Text Quote(const Text& title, std::string_view id) {
  return {fmt::format("“{}”({})", title.In(Language::kChinese), id), fmt::format("\"{}\" ({})", title.In(Language::kEnglish), id)};
}

Text RunText(const Model& model, const std::vector<int>& run) {
  Text out;
  for (const int step : run) {
    const Text& title = model.steps[static_cast<std::size_t>(step)].node->title;
    out.zh += (out.zh.empty() ? "" : " → ") + title.In(Language::kChinese);
    out.en += (out.en.empty() ? "" : " → ") + title.In(Language::kEnglish);
  }
  return out;
}

std::vector<std::string> RunIds(const Model& model, const std::vector<int>& run) {
  std::vector<std::string> ids;
  for (const int step : run) ids.push_back(model.steps[static_cast<std::size_t>(step)].node->id);
  return ids;
}

std::string JoinWords(const std::vector<std::string>& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

}  // namespace juece
