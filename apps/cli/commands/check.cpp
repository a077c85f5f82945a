// juece check: the compliance review of dossiers and of records of procedures that ran elsewhere. Reads only what it is given.
#include <fmt/format.h>

#include <filesystem>

#include "base/json.h"
#include "commands/commands.h"
#include "compliance/review.h"
#include "report/review_report.h"
#include "runtime/matter_review.h"
#include "runtime/package_folder.h"
#include "runtime/package_verify.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

std::optional<ReviewBooks> ReadBooks(Session& session, const ReviewPlaces& places) {
  std::vector<Finding> findings;
  auto books = ReadReviewBooks(places, findings);
  session.PrintFindings(findings, true);
  if (!books) session.Complain({"没有可用的规则集。", "No rulebook could be used."});
  return books;
}

// Where the law and the rules lie: in the installation, or in the package that is reviewed by itself.
std::optional<ReviewPlaces> PlacesFor(Session& session, const CheckArguments& arguments) {
  if (!arguments.package.empty()) return PlacesIn(arguments.package, arguments.rules);
  const auto paths = session.paths();
  if (!paths) return std::nullopt;
  return ReviewPlaces{*paths, CalendarFileOf(*paths), arguments.rules};
}

bool ReadRecords(Session& session, const CheckArguments& arguments, const ReviewBooks& books, std::vector<Matter>& matters) {
  for (const std::string& file : arguments.records) {
    auto text = ReadFile(file);
    auto record = text ? ParseJson(*text) : Result<Data>(text.error());
    if (!record) {
      const Text& why = record.error().message();
      session.Complain({file + ":" + why.zh, file + ": " + why.en});
      return false;
    }
    std::vector<Finding> findings;
    auto subject = SubjectFromRecord(*record, *books.vocabulary, fs::path(file).stem().string(), findings);
    for (Finding& finding : findings) {
      finding.place.file = finding.place.file.empty() ? file : finding.place.file;
    }
    session.PrintFindings(findings, true);
    if (!subject) {
      return false;
    }
    for (const std::string& statute : subject->statutes) {
      if (books.statutes->Find(statute) == nullptr) {
        session.Complain({fmt::format("{}:statutes 应为已有的法规编号(如 R713),但没有“{}”。", file, statute),
                          fmt::format("{}: statutes: expected ids of known statutes (e.g. R713), but there is no \"{}\".", file, statute)});
        return false;
      }
    }
    Matter matter{std::move(*subject), {}};
    for (const std::string& overlay : matter.subject.overlays) {
      auto local = FindLocalRules(*session.paths(), overlay);
      if (!local) {
        session.Complain({fmt::format("{}:overlays 应为已安装的叠加层,但没有“{}”。", file, overlay),
                          fmt::format("{}: overlays: expected installed overlays, but there is no \"{}\".", file, overlay)});
        return false;
      }
      Join(matter.local, std::move(*local));
    }
    matters.push_back(std::move(matter));
  }
  return true;
}

bool ReadDossiers(Session& session, const CheckArguments& arguments, std::vector<Matter>& matters) {
  if (arguments.dossier.empty() && !arguments.all) {
    return true;
  }
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) {
    return false;
  }
  std::vector<std::string> ids{arguments.dossier};
  if (arguments.all) {
    auto found = store->Dossiers();
    if (!found) {
      session.Fail(found.error());
      return false;
    }
    ids = *found;
  }
  for (const std::string& id : ids) {
    auto events = store->Read(id);
    if (!events) {
      session.Fail(events.error());
      return false;
    }
    matters.push_back(MatterOfDossier(*events, [store](const std::string& digest) { return store->FindPinned(digest); }));
  }
  return true;
}

// A package that is not whole is no ground for a verdict.
bool ReadPackage(Session& session, const std::string& folder, std::vector<Matter>& matters) {
  FolderSource source(folder);
  const auto contents = CheckPackage(source);
  if (!contents) {
    session.Fail(contents.error());
    return false;
  }
  if (HasError(contents->findings)) {
    session.PrintFindings(contents->findings, true);
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
  ReviewOptions options;
  if (!arguments.as_of.empty()) {
    const auto range = DateRange::Parse(arguments.as_of);
    if (!range) {
      session.Complain({fmt::format("--as-of 应为日期或带时区的时间,但给出的是“{}”。", arguments.as_of),
                        fmt::format("--as-of: expected a date or a time with its offset, but found \"{}\".", arguments.as_of)});
      return kImpossible;
    }
    options.as_of = range->last;
  }
  std::vector<Matter> matters;
  if (!arguments.package.empty() && !ReadPackage(session, arguments.package, matters)) {
    return kImpossible;
  }
  const auto places = PlacesFor(session, arguments);
  auto books = places ? ReadBooks(session, *places) : std::nullopt;
  if (!books || !ReadRecords(session, arguments, *books, matters) || !ReadDossiers(session, arguments, matters)) {
    return kImpossible;
  }
  std::vector<ReviewReport> reports;
  bool violated = false;
  for (const Matter& matter : matters) {
    std::vector<Finding> findings;
    const bool readable = ReadLocalRulebooks(*books, matter, findings);
    session.PrintFindings(findings, true);
    if (!readable) {
      return kImpossible;
    }
    reports.push_back(JudgeMatter(*books, matter, options));
    violated = violated || reports.back().verdict == OverallVerdict::kViolated;
  }
  PrintReports(session, reports);
  return violated ? kWrong : kDone;
}

}  // namespace juece::cli
