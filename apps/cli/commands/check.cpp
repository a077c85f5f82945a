// juece check: the compliance review of dossiers and of records of procedures that ran elsewhere. Reads only what it is given.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/json.h"
#include "commands/books.h"
#include "commands/commands.h"
#include "compliance/review.h"
#include "definition/definition.h"
#include "report/review_report.h"
#include "runtime/local_rules.h"
#include "runtime/procedure_loader.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

struct Books {
  std::shared_ptr<const Vocabulary> vocabulary;
  std::vector<std::shared_ptr<const Rulebook>> rulebooks;
  std::shared_ptr<const StatuteBook> statutes;
  std::shared_ptr<const WorkCalendar> calendar;
  std::map<std::string, std::shared_ptr<const Rulebook>> local;  // by id; read when a matter is under its local rule
};

// One matter with what its local rules bring to the review.
struct Matter {
  Subject subject;
  LocalRules local;
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

void Join(LocalRules& all, LocalRules more) {
  all.statutes.insert(all.statutes.end(), more.statutes.begin(), more.statutes.end());
  all.rulebooks.insert(all.rulebooks.end(), more.rulebooks.begin(), more.rulebooks.end());
}

// The rulebooks of the matter's local rules, each read once. False where one cannot be used: a review without it would say too little.
bool ReadLocal(Session& session, Books& books, const Matter& matter) {
  const auto paths = session.paths();
  if (!paths) {
    return false;
  }
  for (const std::string& id : matter.local.rulebooks) {
    if (books.local.count(id) > 0) {
      continue;
    }
    std::vector<Finding> findings;
    const std::string file = FindRulebookFile(*paths, id);
    auto rulebook = file.empty() ? nullptr : Rulebook::ReadFile(file, books.vocabulary, findings);
    if (rulebook) {
      CheckArticles(*rulebook, *books.statutes, findings);
    }
    session.PrintFindings(findings, true);
    if (!rulebook || HasError(findings)) {
      session.Complain({fmt::format("地方规定的规则集“{}”应在 workflows/rulebooks 下,但不能使用。", id),
                        fmt::format("Expected the local rule's rulebook \"{}\" under workflows/rulebooks, but it cannot be used.", id)});
      return false;
    }
    books.local[id] = std::move(rulebook);
  }
  return true;
}

// The national rulebooks that speak of this kind of procedure; all of them where none does.
std::vector<std::shared_ptr<const Rulebook>> RulebooksFor(const Books& books, const Subject& subject) {
  std::vector<std::shared_ptr<const Rulebook>> concerned;
  for (const auto& rulebook : books.rulebooks) {
    if (SpeaksOf(*rulebook, *books.statutes, subject.procedure_kind)) concerned.push_back(rulebook);
  }
  return concerned.empty() ? books.rulebooks : concerned;
}

// One report a subject, over its rulebooks: the first one's heading, everybody's rules, the worst verdict.
ReviewReport Judged(const Books& books, const Matter& matter, const ReviewOptions& options) {
  Subject subject = matter.subject;
  if (!subject.statutes.empty()) {  // what a record says of the nation does not take the local rules away
    subject.statutes.insert(subject.statutes.end(), matter.local.statutes.begin(), matter.local.statutes.end());
  }
  std::vector<std::shared_ptr<const Rulebook>> rulebooks = RulebooksFor(books, subject);
  for (const std::string& id : matter.local.rulebooks) {
    rulebooks.push_back(books.local.at(id));
  }
  ReviewReport all = Review(*rulebooks.front(), *books.statutes, *books.calendar, subject, options);
  for (std::size_t i = 1; i < rulebooks.size(); ++i) {
    ReviewReport more = Review(*rulebooks[i], *books.statutes, *books.calendar, subject, options);
    all.rulebook += " " + more.rulebook;
    all.rules.insert(all.rules.end(), std::make_move_iterator(more.rules.begin()), std::make_move_iterator(more.rules.end()));
    if (more.verdict == OverallVerdict::kViolated || all.verdict == OverallVerdict::kCompliant) {
      all.verdict = more.verdict;
    }
  }
  return all;
}

bool ReadRecords(Session& session, const CheckArguments& arguments, const Books& books, std::vector<Matter>& matters) {
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

// The local rules that a dossier is pinned to, by their own bytes.
LocalRules LocalRulesOfDossier(EventStore& store, const std::vector<Event>& events) {
  LocalRules all;
  const auto* opened = events.empty() ? nullptr : std::get_if<DossierOpened>(&events.front().body);
  for (std::size_t i = 0; opened != nullptr && i < opened->overlays.size(); ++i) {
    const std::string& overlay = opened->overlays[i];
    if (const auto pinned = store.FindPinned(overlay.substr(overlay.find('@') + 1))) {
      Join(all, LocalRulesOf(pinned->bytes));
    }
  }
  return all;
}

// The definition that a dossier is pinned to; with overlays, the one that they tighten. nullptr where the store does not hold it.
std::unique_ptr<Definition> PinnedDefinition(EventStore& store, const std::string& digest) {
  auto pinned = store.FindPinned(digest);
  if (!pinned) return nullptr;
  if (const auto documents = ReadProcedureManifest(pinned->bytes); documents && !documents->empty()) {
    pinned = store.FindPinned(documents->front());
    if (!pinned) return nullptr;
  }
  std::vector<Finding> ignored;  // of the reader: the dossier runs on it all the same
  return ReadDefinition(pinned->bytes, pinned->name, ignored);
}

// It says what kind of procedure it is and under which statutes it stands.
void TakeOver(EventStore& store, const std::vector<Event>& events, Subject& subject) {
  for (const Event& event : events) {
    const auto* opened = std::get_if<DossierOpened>(&event.body);
    if (opened == nullptr) continue;
    const auto definition = PinnedDefinition(store, opened->procedure_digest);
    if (definition == nullptr) return;
    subject.procedure_kind = definition->kind;
    subject.statutes = definition->statutes;
    return;
  }
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
    matters.push_back({SubjectFromEvents(*events), LocalRulesOfDossier(*store, *events)});
    TakeOver(*store, *events, matters.back().subject);
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
  auto books = ReadBooks(session, arguments.rules);
  std::vector<Matter> matters;
  if (!books || !ReadRecords(session, arguments, *books, matters) || !ReadDossiers(session, arguments, matters)) {
    return kImpossible;
  }
  std::vector<ReviewReport> reports;
  bool violated = false;
  for (const Matter& matter : matters) {
    if (!ReadLocal(session, *books, matter)) {
      return kImpossible;
    }
    reports.push_back(Judged(*books, matter, options));
    violated = violated || reports.back().verdict == OverallVerdict::kViolated;
  }
  PrintReports(session, reports);
  return violated ? kWrong : kDone;
}

}  // namespace juece::cli
