#include "commands/check_sensitivity.h"

#include <fmt/format.h>
#include <unistd.h>

#include "base/json.h"
#include "report/review_report.h"
#include "sensitivity/sensitivity.h"

namespace juece::cli {
namespace {

// Every single edit of the matter, reviewed like the matter itself; progress where somebody looks at it.
SensitivityReport Probed(const Session& session, const ReviewBooks& books, const Matter& matter, const ReviewOptions& options) {
  SensitivityProgress progress;
  if (isatty(STDERR_FILENO) != 0) {
    progress = [chinese = session.language() == Language::kChinese](std::size_t done, std::size_t all) {
      constexpr std::size_t kEvery = 250;
      if (done % kEvery != 0 && done != all) return;
      fmt::print(stderr, fmt::runtime(chinese ? "\r已试改 {}/{}" : "\r{}/{} edits tried"), done, all);
      if (done == all) fmt::print(stderr, "\n");
    };
  }
  const SubjectJudge judge = [&](const Subject& subject) { return JudgeMatter(books, {subject, matter.local}, options); };
  return Probe(matter.subject, *books.vocabulary, *books.statutes, *books.calendar, judge, progress);
}

}  // namespace

std::string WithSensitivity(Session& session, const ReviewBooks& books, const Matter& matter, const ReviewReport& report, const ReviewOptions& options) {
  const SensitivityReport probed = Probed(session, books, matter, options);
  if (session.json()) {
    return ToPrettyJson(ToData(report, session.language()).Set("sensitivity", ToData(probed, matter.subject, session.language())));
  }
  return ReviewText(report, session.language()) + ToText(probed, matter.subject, *books.vocabulary, session.language());
}

}  // namespace juece::cli
