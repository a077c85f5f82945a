#include "runtime/overlay_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/json.h"
#include "compliance/review.h"
#include "runtime/local_rules.h"
#include "runtime/script.h"

namespace juece {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t kMostBytes = 16U << 20U;

// Mildest first.
int RankOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNotApplicable: return 0;
    case Verdict::kSatisfied: return 1;
    case Verdict::kNotShown: return 2;
    case Verdict::kViolated: return 3;
  }
  return 3;
}

Result<Data> ReadCase(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (error || size > kMostBytes) return Status::InvalidArgument({"应为不超过16 MiB的文件", "expected a file of at most 16 MiB"});
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return ParseJson(text.str());
}

class CaseRunner {
 public:
  CaseRunner(const std::shared_ptr<const Installation>& installation, const std::string& procedure, const std::vector<std::string>& overlays,
             const VerifyReport& report)
      : installation_(installation), procedure_(procedure), overlays_(overlays), report_(report) {}

  Status ReadBooks() {
    const InstallationPaths& paths = installation_->paths();
    std::vector<Finding> findings;
    vocabulary_ = Vocabulary::ReadFile(paths.workflows + "/rulebooks/vocabulary.xml", findings);
    if (vocabulary_ != nullptr) national_ = Rulebook::ReadFile(paths.workflows + "/rulebooks/cn-713.xml", vocabulary_, findings);
    std::set<std::string> wanted;
    for (const OverlayReport& one : report_.overlays) {
      wanted.insert(one.overlay->rulebooks.begin(), one.overlay->rulebooks.end());
      statutes_.insert(statutes_.end(), one.overlay->statutes.begin(), one.overlay->statutes.end());
    }
    for (const std::string& id : wanted) {
      const std::string file = FindRulebookFile(paths, id);
      auto book = file.empty() || vocabulary_ == nullptr ? nullptr : Rulebook::ReadFile(file, vocabulary_, findings);
      if (book == nullptr) {
        return Status::NotFound({fmt::format("应有规则集“{}”(workflows/rulebooks),但不能使用", id),
                                 fmt::format("Expected the rulebook \"{}\" under workflows/rulebooks, but it cannot be used", id)});
      }
      local_.push_back(std::move(book));
    }
    if (national_ != nullptr) return Status::Ok();
    return Status::NotFound({"应有国家规则集 workflows/rulebooks/cn-713.xml,但不能使用",
                             "Expected the national rulebook workflows/rulebooks/cn-713.xml, but it cannot be used"});
  }

  void Try(const fs::path& file) {
    const auto data = ReadCase(file);
    if (!data) return Skip(file, data.error().message());
    if (data->Has("entries")) {
      TryScript(file, *data);
    } else if (data->Has("events")) {
      TryRecord(file, *data);
    } else {
      Skip(file, {"既不是脚本,也不是记录", "neither a script nor a record"});
    }
  }

  OverlayCases Finish() {
    for (const OverlayReport& one : report_.overlays) {
      for (const ClauseJudgement& judgement : one.clauses) {
        if (judgement.strictness == Strictness::kNeutral || Fired(*one.overlay, *judgement.clause)) continue;
        cases_.unfired.push_back({one.overlay->id, judgement.clause});
      }
    }
    return std::move(cases_);
  }

 private:
  struct Played {
    std::map<std::int64_t, Rejection> refused;  // by entry
    std::shared_ptr<const Dossier> state;
    std::vector<Event> events;
  };

  void Skip(const fs::path& file, Text why) { cases_.skipped.push_back({file.string(), std::move(why)}); }

  Result<Played> Play(const fs::path& file, Data script, bool with_overlays) {
    Data overlays = Data::EmptyList();
    for (std::size_t i = 0; with_overlays && i < overlays_.size(); ++i) overlays.Append(overlays_[i]);
    script.Set("procedure", procedure_);
    script.Set("overlays", std::move(overlays));
    const std::unique_ptr<EventStore> store = MakeMemoryStore();
    Engine engine(installation_, *store);
    ScriptOptions options;
    options.base_directory = file.parent_path().string();
    auto result = RunScript(engine, script, options);
    if (!result) return result.error();
    Played played;
    for (const ScriptRejection& one : result->rejections) played.refused.emplace(one.entry, one.rejection);
    played.state = result->state_after;
    if (result->dossier.empty()) return played;
    auto events = store->Read(result->dossier);
    if (!events) return events.error();
    played.events = std::move(*events);
    return played;
  }

  // A command that is refused without the local rules is refused with them too.
  void TryScript(const fs::path& file, const Data& script) {
    const auto base = Play(file, script, false);
    if (!base) return Skip(file, base.error().message());
    const auto local = Play(file, script, true);
    if (!local) return Skip(file, local.error().message());
    ++cases_.scripts;
    const bool opened = local->refused.count(-1) == 0;
    for (const auto& [entry, rejection] : base->refused) {
      if (!opened || local->refused.count(entry) > 0) continue;
      cases_.milder.push_back({file.string(),
                               entry < 0 ? "/opened" : fmt::format("/entries/{}", entry),
                               {"不用叠加层时被拒绝,用了以后被受理:" + rejection.message.zh,
                                "refused without the overlays, accepted with them: " + rejection.message.en}});
    }
    for (const auto& [entry, rejection] : local->refused) Cite(rejection.article);
    for (const Event& event : local->events) {
      if (const auto* entered = std::get_if<StepEntered>(&event.body)) entered_.insert(entered->step);
    }
    Subject subject = SubjectFromEvents(local->events);
    for (const auto& book : local_) Note(Review(*book, *installation_->statutes(), *installation_->calendar(), subject));
  }

  // Every rule that speaks without the local rules speaks no milder with them.
  void TryRecord(const fs::path& file, const Data& record) {
    std::vector<Finding> findings;
    auto subject = SubjectFromRecord(record, *vocabulary_, file.stem().string(), findings);
    if (!subject) return Skip(file, findings.empty() ? Text{"不是记录", "no record"} : findings.front().message);
    ++cases_.records;
    const ReviewReport base = Review(*national_, *installation_->statutes(), *installation_->calendar(), *subject);
    if (!subject->statutes.empty()) subject->statutes.insert(subject->statutes.end(), statutes_.begin(), statutes_.end());
    std::map<std::string, Verdict> now;
    const auto judge = [&](const Rulebook& book) {
      ReviewReport report = Review(book, *installation_->statutes(), *installation_->calendar(), *subject);
      for (const RuleReport& rule : report.rules) now[rule.id] = rule.verdict;
      return report;
    };
    judge(*national_);
    for (const auto& book : local_) Note(judge(*book));
    for (const RuleReport& rule : base.rules) {
      const auto found = now.find(rule.id);
      if (found != now.end() && RankOf(found->second) >= RankOf(rule.verdict)) continue;
      const Text before = TitleOf(rule.verdict);
      const Text after = found == now.end() ? Text{"不再评判", "not judged"} : TitleOf(found->second);
      cases_.milder.push_back({file.string(), rule.id,
                               {fmt::format("由“{}”变为“{}”", before.zh, after.zh), fmt::format("was {}, is {}", before.en, after.en)}});
    }
  }

  void Note(const ReviewReport& report) {
    for (const RuleReport& rule : report.rules) {
      if (rule.verdict == Verdict::kSatisfied || rule.verdict == Verdict::kViolated) Cite(rule.article);
    }
  }

  void Cite(const std::string& article) {
    if (const auto ref = ArticleRef::Parse(article)) cited_.insert(*ref);
  }

  // Where the clause names articles of the rule's own statutes, only these count: the national ones are cited without it too.
  [[nodiscard]] bool Fired(const Overlay& overlay, const OverlayClause& clause) const {
    const auto own = [&](const ArticleRef& article) {
      return std::find(overlay.statutes.begin(), overlay.statutes.end(), article.statute) != overlay.statutes.end();
    };
    const bool local = std::any_of(clause.articles.begin(), clause.articles.end(), own);
    for (const ArticleRef& article : clause.articles) {
      if (local && !own(article)) continue;
      for (const ArticleRef& cited : cited_) {
        if (article.Covers(cited) || cited.Covers(article)) return true;
      }
    }
    const auto* insertion = std::get_if<Insertion>(&clause.change);
    return insertion != nullptr && std::any_of(insertion->nodes.begin(), insertion->nodes.end(),
                                               [&](const Node& node) { return entered_.count(IdOf(node)) > 0; });
  }

  std::shared_ptr<const Installation> installation_;
  const std::string& procedure_;
  const std::vector<std::string>& overlays_;
  const VerifyReport& report_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::shared_ptr<const Rulebook> national_;
  std::vector<std::shared_ptr<const Rulebook>> local_;
  std::vector<std::string> statutes_;
  std::set<ArticleRef> cited_;
  std::set<std::string> entered_;
  OverlayCases cases_;
};

}  // namespace

Result<OverlayCases> TryOverlayCases(const std::shared_ptr<const Installation>& installation, const std::string& procedure,
                                     const std::vector<std::string>& overlays, const VerifyReport& report, const std::string& folder) {
  CaseRunner runner(installation, procedure, overlays, report);
  if (Status status = runner.ReadBooks(); !status.ok()) return status;
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".json") files.push_back(it->path());
  }
  if (error || files.empty()) {
    return Status::NotFound({fmt::format("应在 {} 中有脚本或记录(*.json),但没有", folder),
                             fmt::format("Expected scripts or records (*.json) in {}, but found none", folder)});
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) runner.Try(file);
  return runner.Finish();
}

}  // namespace juece
