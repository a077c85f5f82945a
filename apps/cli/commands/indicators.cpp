// juece indicators: rates over a set of dossiers and records, each with what misses it.
#include <algorithm>
#include <filesystem>

#include "assessment/indicator.h"
#include "commands/commands.h"
#include "commands/review_common.h"
#include "report/indicator_report.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

using Sets = std::vector<std::shared_ptr<const IndicatorSet>>;

std::vector<std::string> IndicatorFiles(Session& session, const std::vector<std::string>& named) {
  if (!named.empty()) return named;
  std::vector<std::string> files;
  const auto paths = session.paths();
  std::error_code error;
  if (paths) {
    for (fs::directory_iterator entry(paths->workflows + "/indicators", error), end; !error && entry != end; entry.increment(error)) {
      if (entry->path().extension() == ".xml") files.push_back(entry->path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::optional<Sets> ReadSets(Session& session, const ReviewBooks& books, const IndicatorsArguments& arguments) {
  Sets sets;
  std::vector<Finding> findings;
  const std::set<std::string> known = KnownRules(books);
  for (const std::string& file : IndicatorFiles(session, arguments.files)) {
    if (auto set = IndicatorSet::ReadFile(file, books.vocabulary, findings)) {
      CheckRules(*set, known, findings);
      sets.push_back(std::move(set));
    }
  }
  session.PrintFindings(findings, true);
  if (HasError(findings) || sets.empty()) {
    session.Complain({"没有可用的指标,原因见上。", "No indicators could be used; see above."});
    return std::nullopt;
  }
  return sets;
}

}  // namespace

int Run(Session& session, const IndicatorsArguments& arguments) {
  const auto judgement = Judge(session, arguments.choosing);
  const auto sets = judgement ? ReadSets(session, judgement->books, arguments) : std::nullopt;
  if (!sets) return kImpossible;
  if (judgement->subjects.empty()) {
    session.Complain({"库中没有案卷,没有可计算的。", "The store has no dossiers; there is nothing to count."});
    return kImpossible;
  }
  std::vector<MatterView> matters;
  for (std::size_t i = 0; i < judgement->subjects.size(); ++i) matters.push_back({&judgement->subjects[i], &judgement->reports[i]});
  std::vector<Measured> measured;
  bool missed = false;
  for (const auto& set : *sets) {
    measured.push_back(Measure(*set, matters));
    const auto& results = measured.back().results;
    missed = missed || std::any_of(results.begin(), results.end(), [](const IndicatorResult& one) { return one.Against() == Target::kMissed; });
  }
  if (session.json()) {
    Data all = Data::EmptyList();
    for (const Measured& one : measured) all.Append(ToData(one, session.language()));
    session.Print(Data::OfMembers({{"sets", std::move(all)}}));
  } else {
    session.Print(session.common().format == "html" ? IndicatorsHtml(measured, session.language()) : IndicatorsText(measured, session.language()));
  }
  return missed ? kWrong : kDone;
}

}  // namespace juece::cli
