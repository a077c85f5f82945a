// juece check: the compliance review of dossiers and of records of procedures that ran elsewhere. Reads only what it is given.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "base/json.h"
#include "commands/check_sensitivity.h"
#include "commands/commands.h"
#include "commands/judge_all.h"
#include "commands/matters.h"
#include "commands/picture.h"
#include "exchange/package_signatures.h"
#include "report/review_report.h"
#include "runtime/package_folder.h"
#include "runtime/package_verify.h"
#include "runtime/plugin_checks.h"

namespace juece::cli {
namespace {

// Where the law and the rules lie: in the installation, or in the package that is reviewed by itself.
std::optional<ReviewPlaces> PlacesFor(Session& session, const CheckArguments& arguments) {
  if (!arguments.package.empty()) return PlacesIn(arguments.package, arguments.rules);
  const auto paths = session.paths();
  if (!paths) return std::nullopt;
  return ReviewPlaces{*paths, CalendarFileOf(*paths), arguments.rules, InstalledChecks(*paths, std::make_shared<SystemClock>())};
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

constexpr std::size_t kBatch = 256;      // dossiers that are held at once
constexpr std::size_t kMostGraphs = 20;  // graphs take Graphviz a while each

// Text and JSON are written as they come, so that memory does not grow with the dossiers; a page needs them all.
class Writer {
 public:
  Writer(Session& session, bool graphs) : session_(session), graphs_(graphs) {}

  // `dossier`: one of the store, as it stands now.
  void Add(ReviewReport report, bool dossier, bool as_it_stands) {
    violated_ = violated_ || report.verdict == OverallVerdict::kViolated;
    if (session_.json()) {
      session_.Print((count_ == 0 ? "{\"subjects\": [\n" : ",\n") + ToPrettyJson(ToData(report, session_.language())));
    } else if (session_.common().format == "html") {
      pages_.push_back(PageOf(report.subject, dossier, as_it_stands));
      reports_.push_back(std::move(report));
    } else {
      session_.Print(ReviewText(report, session_.language()));
    }
    ++count_;
  }
  // With what its verdicts rest on, as the session says: `told` stands for the report.
  void AddProbed(const ReviewReport& report, const std::string& told) {
    violated_ = violated_ || report.verdict == OverallVerdict::kViolated;
    session_.Print((!session_.json() ? "" : count_ == 0 ? "{\"subjects\": [\n" : ",\n") + told);
    ++count_;
  }
  void End() {
    if (session_.json()) {
      session_.Print(std::string(count_ == 0 ? "{\"subjects\": []}\n" : "\n]}\n"));
    } else if (session_.common().format == "html") {
      for (std::size_t i = 0; i < pages_.size(); ++i) pages_[i].report = &reports_[i];
      const auto installation = session_.installation();
      const bool named = installation != nullptr && installation->documents() != nullptr;
      session_.Print(ReviewHtml(pages_, named ? *installation->documents() : DocumentCatalog{}, session_.language()));
    }
  }
  [[nodiscard]] bool violated() const { return violated_; }

 private:
  ReviewPage PageOf(const std::string& id, bool dossier, bool as_it_stands) {
    if (!dossier) return {nullptr, "", {"这是记录或者归档包,没有状态图;经过见上图。",
                                        "This is a record or an archive package: there is no state graph, and the picture above "
                                        "shows what happened."}};
    if (!graphs_) return {nullptr, "", {fmt::format("一次审查超过 {} 件案卷的,不附状态图;请单独审查这一件。", kMostGraphs),
                                        fmt::format("With more than {} dossiers in one review no graphs are drawn: review this one alone.", kMostGraphs)}};
    if (!as_it_stands) return {nullptr, "", {"审查截至日早于案卷的最后记录,状态图只能画现状,未附。",
                                             "The review looks at an earlier day, and the graph could only show the present state; it is left out."}};
    Engine* engine = session_.engine(Session::Access::kRead);
    auto picture = engine == nullptr ? Result<Picture>(Status::Internal({"不能打开案卷库", "the store cannot be opened"})) : DossierPicture(session_, *engine, id);
    const Result<std::string> svg = picture ? picture->svg : Result<std::string>(picture.error());
    if (!svg) return {nullptr, "", svg.error().message()};
    return {nullptr, svg->substr(std::min(svg->find("<svg"), svg->size())), {}};
  }

  Session& session_;
  bool graphs_;
  bool violated_ = false;
  std::size_t count_ = 0;
  std::vector<ReviewReport> reports_;
  std::vector<ReviewPage> pages_;
};

// Only where a person watches.
void TellProgress(const Session& session, std::size_t done, std::size_t all) {
  if (all <= kBatch || isatty(STDERR_FILENO) == 0) return;
  std::cerr << session.In({fmt::format("已审查 {} / {}", done, all), fmt::format("{} of {} reviewed", done, all)}) << (done == all ? '\n' : '\r') << std::flush;
}

// The dossiers that are meant, by id; nullopt after a complaint.
std::optional<std::vector<std::string>> DossiersOf(Session& session, const CheckArguments& arguments) {
  if (!arguments.all) {
    return arguments.dossier.empty() ? std::vector<std::string>{} : std::vector<std::string>{arguments.dossier};
  }
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) {
    return std::nullopt;
  }
  auto found = store->Dossiers();
  if (!found) {
    session.Fail(found.error());
    return std::nullopt;
  }
  return *found;
}

// Judged on all cores, and written in their order. `stored`: from which matter on they are dossiers of the store. False after complaints.
bool CheckBatch(Session& session, const std::vector<Matter>& matters, std::size_t stored, ReviewBooks& books, const ReviewOptions& options,
                bool sensitivity, Writer& writer) {
  const bool readable = std::all_of(matters.begin(), matters.end(), [&](const Matter& matter) { return ReadLocal(session, books, matter); });
  if (!readable) {
    return false;
  }
  std::vector<ReviewReport> reports = JudgedAll(books, matters, options);
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (sensitivity) {
      writer.AddProbed(reports[i], WithSensitivity(session, books, matters[i], reports[i], options));
      continue;
    }
    const auto& last = matters[i].subject.last;
    writer.Add(std::move(reports[i]), i >= stored, !options.as_of || !last || *last <= *options.as_of);
  }
  return true;
}

// A path where the id of a dossier belongs: by which option it is read. Empty texts where it is none.
Text FileForDossier(const std::string& dossier) {
  std::error_code error;
  if (dossier.empty() || !std::filesystem::exists(dossier, error)) return {};
  return {fmt::format("应给出案卷编号,但“{}”是文件或文件夹。审查别处办理的程序记录:--record 文件;归档包:--package 文件夹;事件日志:--log 文件 --rules 规则集。", dossier),
          fmt::format("Expected a dossier's id, but {} is a file or folder. A record of a procedure that ran elsewhere: --record FILE; an archive package: --package DIR; "
                      "an event log: --log FILE --rules FILE.",
                      dossier)};
}

}  // namespace

int Run(Session& session, const CheckArguments& arguments) {
  if (!arguments.log.empty()) {
    return CheckLogFile(session, arguments);
  }
  if (const Text misplaced = FileForDossier(arguments.dossier); !misplaced.zh.empty()) {
    session.Complain(misplaced);
    return kImpossible;
  }
  const bool stored = !arguments.dossier.empty() || arguments.all || !arguments.records.empty();
  if (stored == !arguments.package.empty()) {
    session.Complain({"应给出案卷编号、--all、--record 文件、--log 文件,或者只给 --package 归档包。见 juece check --help。",
                      "Expected a dossier id, --all, --record FILE, or --log FILE; or --package DIR alone. See juece check --help."});
    return kImpossible;
  }
  if (arguments.sensitivity && session.common().format == "html") {
    session.Complain({"--sensitivity 应为 --format text 或 json,但要求的是 html。", "--sensitivity is told as --format text or json, but html was asked for."});
    return kImpossible;
  }
  const auto options = ReadReviewOptions(session, arguments.as_of);
  std::vector<Matter> matters;
  if (!options || (!arguments.package.empty() && !ReadPackage(session, arguments.package, matters))) {
    return kImpossible;
  }
  const auto places = PlacesFor(session, arguments);
  auto books = places ? ReadBooks(session, *places) : std::nullopt;
  const auto dossiers = books ? DossiersOf(session, arguments) : std::nullopt;
  if (!dossiers) {
    return kImpossible;
  }
  Writer writer(session, dossiers->size() <= kMostGraphs);
  Chosen chosen{{}, false, arguments.records};
  for (std::size_t from = 0; from == 0 || from < dossiers->size(); from += kBatch) {
    const std::size_t to = std::min(dossiers->size(), from + kBatch);
    chosen.dossiers.assign(dossiers->begin() + static_cast<std::ptrdiff_t>(from), dossiers->begin() + static_cast<std::ptrdiff_t>(to));
    auto more = ReadMatters(session, chosen, *books);
    if (!more) {
      return kImpossible;
    }
    const std::size_t given = matters.size() + chosen.records.size();  // a package, records
    matters.insert(matters.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
    if (!CheckBatch(session, matters, given, *books, *options, arguments.sensitivity, writer)) {
      return kImpossible;
    }
    matters.clear();
    chosen.records.clear();
    TellProgress(session, to, dossiers->size());
  }
  writer.End();
  return writer.violated() ? kWrong : kDone;
}

}  // namespace juece::cli
