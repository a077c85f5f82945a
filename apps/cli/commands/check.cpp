// juece check: the compliance review of dossiers and of records of procedures that ran elsewhere. Reads only what it is given.
#include <fmt/format.h>

#include <iterator>

#include "commands/commands.h"
#include "commands/matters.h"
#include "exchange/package_signatures.h"
#include "report/review_report.h"
#include "runtime/package_folder.h"
#include "runtime/package_verify.h"

namespace juece::cli {
namespace {

// Where the law and the rules lie: in the installation, or in the package that is reviewed by itself.
std::optional<ReviewPlaces> PlacesFor(Session& session, const CheckArguments& arguments) {
  if (!arguments.package.empty()) return PlacesIn(arguments.package, arguments.rules);
  const auto paths = session.paths();
  if (!paths) return std::nullopt;
  return ReviewPlaces{*paths, CalendarFileOf(*paths), arguments.rules};
}

// A package that is not whole is no ground for a verdict.
bool ReadPackage(Session& session, const std::string& folder, std::vector<Matter>& matters) {
  FolderSource source(folder);
  const auto contents = CheckPackage(source);
  if (!contents) {
    session.Fail(contents.error());
    return false;
  }
  std::vector<Finding> findings = contents->findings;
  for (Finding& finding : CheckSignatures(source, *contents, {})) findings.push_back(std::move(finding));
  if (HasError(findings)) {
    session.PrintFindings(findings, true);
    session.Complain({fmt::format("归档包 {} 应完整无误才能审查,但有上面的问题。见 juece verify-package。", folder),
                      fmt::format("Expected the package {} to be whole before it is reviewed, but it is not; see juece verify-package.", folder)});
    return false;
  }
  matters.push_back(MatterOfPackage(*contents));
  return true;
}

void PrintReports(Session& session, const std::vector<ReviewReport>& reports) {
  if (session.json()) {
    Data list = Data::EmptyList();
    for (const ReviewReport& report : reports) {
      list.Append(ToData(report, session.language()));
    }
    session.Print(Data::OfMembers({{"subjects", list}}));
  } else if (session.common().format == "html") {
    session.Print(ReviewHtml(reports, session.language()));
  } else {
    for (const ReviewReport& report : reports) {
      session.Print(ReviewText(report, session.language()));
    }
  }
}

}  // namespace

int Run(Session& session, const CheckArguments& arguments) {
  if (!arguments.log.empty()) {
    return CheckLogFile(session, arguments);
  }
  const bool stored = !arguments.dossier.empty() || arguments.all || !arguments.records.empty();
  if (stored == !arguments.package.empty()) {
    session.Complain({"应给出案卷编号、--all、--record 文件、--log 文件,或者只给 --package 归档包。见 juece check --help。",
                      "Expected a dossier id, --all, --record FILE, or --log FILE; or --package DIR alone. See juece check --help."});
    return kImpossible;
  }
  const auto options = ReadReviewOptions(session, arguments.as_of);
  std::vector<Matter> matters;
  if (!options || (!arguments.package.empty() && !ReadPackage(session, arguments.package, matters))) {
    return kImpossible;
  }
  const auto places = PlacesFor(session, arguments);
  auto books = places ? ReadBooks(session, *places) : std::nullopt;
  const bool one = !arguments.dossier.empty() && !arguments.all;
  const Chosen chosen{one ? std::vector<std::string>{arguments.dossier} : std::vector<std::string>{}, arguments.all, arguments.records};
  auto more = books ? ReadMatters(session, chosen, *books) : std::nullopt;
  if (!more) {
    return kImpossible;
  }
  matters.insert(matters.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
  std::vector<ReviewReport> reports;
  bool violated = false;
  for (const Matter& matter : matters) {
    if (!ReadLocal(session, *books, matter)) {
      return kImpossible;
    }
    reports.push_back(JudgeMatter(*books, matter, *options));
    violated = violated || reports.back().verdict == OverallVerdict::kViolated;
  }
  PrintReports(session, reports);
  return violated ? kWrong : kDone;
}

}  // namespace juece::cli
