#include <fmt/format.h>

#include "mutation/mutate.h"

namespace juece {

Data ToData(const MutationReport& report, Language language) {
  if (!report.done) return {};
  Data operations = Data::EmptyList();
  for (const auto& [operation, score] : report.operations) {
    operations.Append(Data::OfMembers({{"operation", operation}, {"edits", score.edits}, {"found", score.found}}));
  }
  Data survivors = Data::EmptyList();
  for (const Survivor& survivor : report.survivors) {
    survivors.Append(Data::OfMembers({{"id", survivor.id}, {"operation", survivor.operation}, {"edit", survivor.words.In(language)},
                                      {"file", survivor.place.file}, {"line", survivor.place.line}, {"column", survivor.place.column}}));
  }
  return Data::OfMembers({{"edits", report.edits}, {"found", report.found}, {"operations", operations}, {"survivors", survivors}});
}

std::string ToText(const MutationReport& report, Language language) {
  const bool chinese = language == Language::kChinese;
  if (!report.done) {
    return chinese ? "  没有试改:应先改正上述问题。\n" : "  No edit was tried: the problems above come first.\n";
  }
  std::string out = chinese ? fmt::format("  试改 {} 处,查出 {} 处,未查出 {} 处\n", report.edits, report.found, report.survivors.size())
                            : fmt::format("  {} single edits, {} found, {} not found\n", report.edits, report.found, report.survivors.size());
  for (const auto& [operation, score] : report.operations) {
    out += fmt::format("    {:<28} {:>5}/{}\n", operation, score.found, score.edits);
  }
  for (const Survivor& survivor : report.survivors) {
    out += fmt::format("  {}:{}:{}: {} [{}]\n", survivor.place.file, survivor.place.line, survivor.place.column, survivor.words.In(language), survivor.id);
  }
  return out;
}

}  // namespace juece
