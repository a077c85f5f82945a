// juece check: the compliance review of dossiers and of records of procedures that ran elsewhere. Reads only what it is given.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/json.h"
#include "commands/books.h"
#include "commands/commands.h"
#include "compliance/review.h"
#include "report/review_report.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

struct Books {
  std::shared_ptr<const Vocabulary> vocabulary;
  std::vector<std::shared_ptr<const Rulebook>> rulebooks;
  std::shared_ptr<const StatuteBook> statutes;
  std::shared_ptr<const WorkCalendar> calendar;
};

std::optional<Books> ReadBooks(Session& session, const std::vector<std::string>& named) {
  const auto paths = session.paths();
  if (!paths) {
    return std::nullopt;
  }
  Books books;
  std::vector<Finding> findings;
  books.vocabulary = ReadVocabulary(*paths, findings);
  books.statutes = StatuteBook::ReadDirectory(paths->workflows + "/statutes", findings);
  books.calendar = WorkCalendar::ReadFile(CalendarFileOf(*paths), findings);
  if (books.vocabulary && books.statutes && books.calendar) {
    books.rulebooks = ReadRulebooks(*paths, books.vocabulary, named, RulePlaces::kNational, *books.statutes, findings);
  }
  session.PrintFindings(findings, true);
  if (HasError(findings) || books.rulebooks.empty()) {
    session.Complain({"没有可用的规则集。", "No rulebook could be used."});
    return std::nullopt;
  }
  return books;
}

// One report a subject, over all rulebooks: the first one's heading, everybody's rules, the worst verdict.
ReviewReport Judged(const Books& books, const Subject& subject, const ReviewOptions& options) {
  ReviewReport all = Review(*books.rulebooks.front(), *books.statutes, *books.calendar, subject, options);
  for (std::size_t i = 1; i < books.rulebooks.size(); ++i) {
    ReviewReport more = Review(*books.rulebooks[i], *books.statutes, *books.calendar, subject, options);
    all.rulebook += " " + more.rulebook;
    all.rules.insert(all.rules.end(), std::make_move_iterator(more.rules.begin()), std::make_move_iterator(more.rules.end()));
    if (more.verdict == OverallVerdict::kViolated || all.verdict == OverallVerdict::kCompliant) {
      all.verdict = more.verdict;
    }
  }
  return all;
}

bool ReadRecords(Session& session, const CheckArguments& arguments, const Books& books, std::vector<Subject>& subjects) {
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
    subjects.push_back(std::move(*subject));
  }
  return true;
}

bool ReadDossiers(Session& session, const CheckArguments& arguments, std::vector<Subject>& subjects) {
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
    subjects.push_back(SubjectFromEvents(*events));
  }
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
  if (arguments.dossier.empty() && !arguments.all && arguments.records.empty()) {
    session.Complain({"应给出案卷编号、--all、--record 文件或 --log 文件。见 juece check --help。",
                      "Expected a dossier id, --all, --record FILE, or --log FILE. See juece check --help."});
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
  const auto books = ReadBooks(session, arguments.rules);
  std::vector<Subject> subjects;
  if (!books || !ReadRecords(session, arguments, *books, subjects) || !ReadDossiers(session, arguments, subjects)) {
    return kImpossible;
  }
  std::vector<ReviewReport> reports;
  bool violated = false;
  for (const Subject& subject : subjects) {
    reports.push_back(Judged(*books, subject, options));
    violated = violated || reports.back().verdict == OverallVerdict::kViolated;
  }
  PrintReports(session, reports);
  return violated ? kWrong : kDone;
}

}  // namespace juece::cli
