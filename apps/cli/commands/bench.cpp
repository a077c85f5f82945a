// juece bench: what the system costs, measured on the national procedure and a sample dossier. Each figure also as a ratio to a
// baseline taken in the same run (SHA-256 over 1 MiB), because machines are noisy and only ratios travel.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "commands/bench_engine.h"
#include "commands/bench_hosting.h"
#include "commands/bench_logs.h"
#include "commands/bench_proofs.h"
#include "commands/bench_recovery.h"
#include "commands/bench_reviews.h"
#include "commands/bench_store.h"
#include "commands/commands.h"
#include "digest/digest.h"
#include "dossier/apply.h"
#include "runtime/procedure_loader.h"
#include "runtime/script.h"

namespace juece::cli {
namespace {

// The store under measurement is taken out of the figure: its share is measured and subtracted.
class TimedStore final : public EventStore {
 public:
  explicit TimedStore(std::unique_ptr<EventStore> store) : store_(std::move(store)) {}
  Status Append(std::string_view dossier, std::int64_t expected_version, std::vector<Event>& events) override {
    Status status;
    spent_ += MicrosecondsOf([&] { status = store_->Append(dossier, expected_version, events); });
    return status;
  }
  Result<std::vector<Event>> Read(std::string_view dossier, std::int64_t after) override { return store_->Read(dossier, after); }
  Result<std::vector<std::string>> Dossiers() override { return store_->Dossiers(); }
  Result<std::string> NewDossierId(int year, const std::set<std::string>& taken) override { return store_->NewDossierId(year, taken); }
  Status LogAttempt(const Attempt& attempt) override { return store_->LogAttempt(attempt); }
  Result<std::vector<Attempt>> Attempts(std::string_view dossier) override { return store_->Attempts(dossier); }
  Status Pin(const Pinned& document) override { return store_->Pin(document); }
  Result<Pinned> FindPinned(std::string_view digest) override { return store_->FindPinned(digest); }
  [[nodiscard]] DigestAlgorithm algorithm() const override { return store_->algorithm(); }
  double TakeSpent() { return std::exchange(spent_, 0); }

 private:
  std::unique_ptr<EventStore> store_;
  double spent_ = 0;
};

class Bench {
 public:
  Bench(Session& session, std::shared_ptr<const Installation> installation)
      : session_(session),
        installation_(std::move(installation)),
        workflows_(installation_->paths().workflows),
        definition_(workflows_ + "/cn/major-decision.xml"),
        sample_(workflows_ + "/../samples/dossiers/public-work.json") {
    const std::string block(1U << 20U, 'x');
    baseline_ = MedianOf(15, [&] { (void)DigestOf(DigestAlgorithm::kSha256, block); });
    figures_.push_back({"baseline_sha256_1MiB", baseline_, "us", "", 1});
  }

  Status LoadAndProve() {
    const double us = MedianOf(15, [&] { (void)LoadProcedure(*installation_, definition_, {}); });
    Add("load_and_prove", us / 1000, "ms", "< 30", us);
    return {};
  }

  // The national procedure with two local rules of two levels, from bytes to proved; the documents' reading from disk is no part of it.
  Status MergeAndProve() {
    const auto rule = [](std::string_view id, std::string_view level, int days, std::string_view step) {
      return fmt::format(
          R"(<overlay xmlns="urn:juece:definition:1" id="bench.{0}" version="1.0.0" title-zh="规定" title-en="Rule" extends="cn.major-decision"
 level="{1}" region="某地" in-force="2020-01-01"{4}>
<period step="public_participation" ref="consultation" minimum="{2}" article="R713:15"/>
<period step="legality_review" ref="legality_time" minimum="{2}" article="R713:26-2"/>
<applies step="risk_assessment" when="may_cause_harm" article="R713:22"/>
<configure step="expert_argumentation" article="R713:19">{{"minimum_experts": 3}}</configure>
<material step="drafting" kind="D203" article="R713:12"/>
<insert before="legality_review" article="R713:25"><step id="{3}" type="coordination" zh="协商" en="Coordination" article="R713:13">
<on outcome="agreed dispute_stated" to="next"/></step></insert>
<order step="{3}" before="legality_review" article="R713:25"/>
</overlay>)",
          id, level, days, step, level == "city" ? R"( after-overlay="bench.province")" : "");
    };
    auto bytes = ReadFile(definition_);
    if (!bytes) {
      return bytes.error();
    }
    const std::vector<ProcedureDocument> rules{{"", "province.xml", rule("province", "province", 40, "province_check")},
                                               {"", "city.xml", rule("city", "city", 45, "city_check")}};
    bool proved = true;
    const double us = MedianOf(15, [&] { proved = LoadProcedureDocuments(*installation_, {"", definition_, *bytes}, rules).report.ok && proved; });
    if (!proved) {
      return Status::Internal({"被测的叠加层没有通过证明,不能计为测量结果。", "The measured overlays were not proved; that is no measurement."});
    }
    Add("merge_two_and_prove", us / 1000, "ms", "< 20", us);
    return Status::Ok();
  }

  Status StartUp() {
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
      const ChildRun run = RunSelf({"verify", definition_});
      if (run.status != 0) {
        return ChildFailed("verify", run.status);
      }
      times.push_back(run.microseconds);
    }
    Add("startup_verify", Median(times) / 1000, "ms", "< 100", Median(times));
    return Status::Ok();
  }

  // The sample's own commands, read back from its record, against an engine over a memory store.
  Status Commands() {
    auto events = SampleEvents();
    if (!events) {
      return events.error();
    }
    std::vector<double> times;
    std::vector<double> with_store;
    for (int round = 0; round < 15; ++round) {
      TimedStore store(MakeMemoryStore());
      Engine engine(installation_, store);
      auto opened = engine.Open(OpeningOf(*events));
      if (!opened) {
        return opened.error();
      }
      for (const Event& event : *events) {
        if (const auto* action = std::get_if<ActionRecorded>(&event.body)) {
          Command command{opened->dossier, event.actor, event.occurred_at, event.recorded_at, "", "", event.late.ToOptional(),
                          SubmitAction{action->step, action->action, action->data, action->materials}};
          bool accepted = false;
          (void)store.TakeSpent();
          const double us = MicrosecondsOf([&] {
            auto outcome = engine.Submit(command);
            accepted = outcome && outcome->accepted;
          });
          if (accepted) {
            times.push_back(us - store.TakeSpent());
            with_store.push_back(us);
          }
        }
      }
    }
    Add("command_without_store", Median(times), "us", "< 20", Median(times));
    Add("command_memory_store_sm3", Median(with_store), "us", "", Median(with_store));
    return Status::Ok();
  }

  Status FoldTenThousand() {
    auto events = SampleEvents();
    if (!events) {
      return events.error();
    }
    // A long history: what the office did in the sample, again and again, between its opening and its end.
    std::vector<Event> history(events->begin(), events->end() - 1);
    for (std::size_t i = 1; history.size() < 10000; i = i + 2 < events->size() ? i + 1 : 1) {
      history.push_back((*events)[i]);
      history.back().position = static_cast<std::int64_t>(history.size());
    }
    const double us = MedianOf(9, [&] { (void)Fold(history); });
    Add("fold_10000_events", us / 1000, "ms", "< 50", us);
    return Status::Ok();
  }

  Status RunMemory() {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / fmt::format("juece-bench-{}", getpid());
    std::error_code error;
    if (!std::filesystem::create_directory(folder, error)) {
      return Status::Unavailable({fmt::format("建不了临时文件夹 {}。请检查权限和磁盘空间。", folder.string()),
                                  fmt::format("Cannot make the temporary folder {}. Check permissions and disk.", folder.string())});
    }
    const ChildRun run = RunSelf({"run", sample_, "--store", (folder / "juece.db").string()});
    std::filesystem::remove_all(folder, error);
    if (run.status != 0) {
      return ChildFailed("run", run.status);
    }
    Add("run_sample_peak_memory", static_cast<double>(run.peak_kib) / 1024, "MiB", "< 64", 0);
    Add("run_sample_sqlite", run.microseconds / 1000, "ms", "", run.microseconds);
    return Status::Ok();
  }

  // A whole dossier by a cold process, and the same where a sync costs nothing: on a file system in memory.
  Status RunCold() {
    const std::filesystem::path disk = std::filesystem::temp_directory_path() / fmt::format("juece-bench-cold-{}", getpid());
    const std::filesystem::path memory = std::filesystem::path("/dev/shm") / disk.filename();
    const std::string sample = (std::filesystem::path(sample_).parent_path() / "town-lighting.json").string();
    std::array<std::vector<double>, 2> whole;
    std::vector<double> processor;
    int status = 0;
    for (const std::filesystem::path& folder : {disk, memory}) {
      std::error_code error;
      if (!std::filesystem::create_directory(folder, error)) continue;
      for (int i = 0; i < 15 && status == 0; ++i) {
        const ChildRun run = RunSelf({"run", sample, "--store", (folder / fmt::format("{}.db", i)).string()});
        status = run.status;
        whole[folder == disk ? 0 : 1].push_back(run.microseconds);
        processor.push_back(run.processor);
      }
      std::filesystem::remove_all(folder, error);
    }
    if (status != 0 || whole[0].empty()) {
      return ChildFailed("run", status);
    }
    // Without such a file system: the processor's time, which counts what two threads do at once twice.
    const double beside = whole[1].empty() ? Median(processor) : Median(whole[1]);
    Add("run_cold", Median(whole[0]) / 1000, "ms", "", Median(whole[0]));
    Add("run_cold_beside_syncs", beside / 1000, "ms", "<= 30", beside);
    return Status::Ok();
  }

  Status Reviews() {
    constexpr int kDossiers = 10'000;
    auto events = SampleEvents();
    if (!events) {
      return events.error();
    }
    std::vector<Finding> findings;
    const auto words = Vocabulary::ReadFile(workflows_ + "/rulebooks/vocabulary.xml", findings);
    const auto rulebook = words == nullptr ? nullptr : Rulebook::ReadFile(workflows_ + "/rulebooks/cn-713.xml", words, findings);
    if (rulebook == nullptr) {
      return Status::NotFound({"应能读取全国规则书,但不能。", "Expected to read the national rulebook, but it cannot be read."});
    }
    const auto figures = MeasureReviews({rulebook, installation_->statutes(), installation_->calendar()}, *events, kDossiers);
    figures_.insert(figures_.end(), figures.begin(), figures.end());
    return Status::Ok();
  }

  Status Proofs() {
    auto figures = CompareProofs();
    if (!figures) {
      return figures.error();
    }
    figures_.insert(figures_.end(), figures->begin(), figures->end());
    return Status::Ok();
  }

  Status InMemory() { return Take(MeasureEngine()); }
  Status Recovery() { return Take(MeasureRecovery()); }

  Status Logs(int cases) {
    auto figures = MeasureLogs(workflows_ + "/../../shared/data/logs", cases);
    if (!figures) {
      return figures.error();
    }
    figures_.insert(figures_.end(), figures->begin(), figures->end());
    return Status::Ok();
  }

  Status Store() {
    auto figures = MeasureStore();
    if (!figures) {
      return figures.error();
    }
    figures_.insert(figures_.end(), figures->begin(), figures->end());
    return Status::Ok();
  }

  Status Hosting() {
    auto figures = MeasureHosting(installation_->paths());
    if (!figures) {
      return figures.error();
    }
    figures_.insert(figures_.end(), figures->begin(), figures->end());
    return Status::Ok();
  }

  [[nodiscard]] const std::vector<Figure>& figures() const { return figures_; }

 private:
  Status Take(const Result<std::vector<Figure>>& figures) {
    if (!figures) {
      return figures.error();
    }
    figures_.insert(figures_.end(), figures->begin(), figures->end());
    return Status::Ok();
  }
  void Add(std::string name, double value, std::string unit, std::string limit, double microseconds) {
    figures_.push_back({std::move(name), value, std::move(unit), std::move(limit), microseconds / baseline_});
  }

  Result<std::vector<Event>> SampleEvents() {
    auto text = ReadFile(sample_);
    if (!text) {
      return text.error();
    }
    auto script = ParseJson(*text);
    if (!script) {
      return script.error();
    }
    auto store = MakeMemoryStore();
    Engine engine(installation_, *store);
    ScriptOptions options;
    options.base_directory = std::filesystem::path(sample_).parent_path().string();
    auto result = RunScript(engine, *script, options);
    if (!result) {
      return result.error();
    }
    return store->Read(result->dossier);
  }

  static Engine::OpenRequest OpeningOf(const std::vector<Event>& events) {
    Engine::OpenRequest request;
    for (const Event& event : events) {
      if (const auto* opened = std::get_if<DossierOpened>(&event.body)) {
        request.procedure = opened->procedure;
        request.body.title = opened->title;
        request.body.organ = opened->organ;
        request.body.settings = opened->settings;
        request.actor = event.actor;
        request.occurred_at = event.occurred_at;
        request.recorded_at = event.recorded_at;
      } else if (const auto* fact = std::get_if<FactSet>(&event.body)) {
        request.body.facts.emplace_back(fact->fact, fact->value);
      }
    }
    return request;
  }

  Session& session_;
  std::shared_ptr<const Installation> installation_;
  std::string workflows_;
  std::string definition_;
  std::string sample_;
  double baseline_ = 1;
  std::vector<Figure> figures_;
};

}  // namespace

int Run(Session& session, const BenchArguments& arguments) {
  if (arguments.steps > 0) {
    PrintFigures(session, MeasureProofs(arguments.steps));
    return kDone;
  }
  const auto installation = session.installation();
  if (!installation) {
    return kImpossible;
  }
  Bench bench(session, installation);
  // Memory first, while this process is small: a child's peak counts what it shared with its parent before exec.
  const std::vector<std::pair<std::string, std::function<Status()>>> parts{
      {"memory", [&] { return bench.RunMemory(); }},
      {"load_and_prove", [&] { return bench.LoadAndProve(); }},
      {"merge_and_prove", [&] { return bench.MergeAndProve(); }},
      {"startup_verify", [&] { return bench.StartUp(); }},
      {"command", [&] { return bench.Commands(); }},
      {"cold", [&] { return bench.RunCold(); }},
      {"engine", [&] { return bench.InMemory(); }},
      {"recovery", [&] { return bench.Recovery(); }},
      {"fold", [&] { return bench.FoldTenThousand(); }},
      {"store", [&] { return bench.Store(); }},
      {"hosting", [&] { return bench.Hosting(); }},
      {"reviews", [&] { return bench.Reviews(); }},
      {"proofs", [&] { return bench.Proofs(); }},
      {"logs", [&] { return bench.Logs(arguments.cases); }},
  };
  bool found = false;
  for (const auto& [name, measure] : parts) {
    if (!arguments.only.empty() && arguments.only != name) continue;
    found = true;
    if (Status status = measure(); !status.ok()) return session.Fail(status);
  }
  if (!found) {
    std::string names;
    for (const auto& [name, measure] : parts) names += (names.empty() ? "" : " ") + name;
    return session.Fail(Status::InvalidArgument({"--only 应为以下之一:" + names + ",但写的是“" + arguments.only + "”",
                                                 "Expected --only to be one of " + names + ", found '" + arguments.only + "'"}));
  }
  PrintFigures(session, bench.figures());
  return kDone;
}

}  // namespace juece::cli
