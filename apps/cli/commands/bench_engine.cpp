#include "commands/bench_engine.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>

#include "base/json.h"
#include "runtime/engine.h"

namespace juece::cli {
namespace {

namespace fs = std::filesystem;

// A step type that is done when it is entered, and one that waits for a person.
constexpr const char* kPass = R"({"type": "pass", "titles": {"zh": "过", "en": "Pass"}, "waits": false,
 "outcomes": [{"id": "done", "titles": {"zh": "完成", "en": "Done"}}], "actions": []})";
constexpr const char* kWork = R"({"type": "work", "titles": {"zh": "办", "en": "Work"}, "waits": true,
 "outcomes": [{"id": "done", "titles": {"zh": "完成", "en": "Done"}}, {"id": "again", "titles": {"zh": "再来", "en": "Again"}}],
 "actions": [{"id": "go", "event": "gone", "titles": {"zh": "办理", "en": "Go"}, "roles": ["clerk"],
  "schema": {"type": "object", "properties": {"again": {"type": "boolean"}}}}]})";

class NoOp final : public StepHandler {
 public:
  explicit NoOp(bool waits) : waits_(waits) {}
  Effects Enter(const StepRequest&) override {
    Effects effects;
    if (!waits_) effects.complete = CompleteEffect{"done", ""};
    return effects;
  }
  Effects Submit(const StepRequest& request) override {
    Effects effects;
    effects.complete = CompleteEffect{(*request.data)["again"].AsBool() ? "again" : "done", ""};
    return effects;
  }
  Effects Deadline(const StepRequest&) override { return {}; }

 private:
  bool waits_;
};

class NoOpFactory final : public StepFactory {
 public:
  std::vector<Text> CheckConfiguration(std::string_view, const Data&) override { return {}; }
  std::shared_ptr<StepHandler> Create(std::string_view type, const Data&) override { return type == "pass" ? pass_ : work_; }

 private:
  std::shared_ptr<StepHandler> pass_ = std::make_shared<NoOp>(false);
  std::shared_ptr<StepHandler> work_ = std::make_shared<NoOp>(true);
};

std::string Head(const char* id) {
  return fmt::format(R"(<procedure xmlns="urn:juece:definition:1" id="bench.{0}" version="1.0.0" title-zh="{0}" title-en="{0}">
<roles><role id="clerk" zh="承办人" en="Clerk"/></roles>)", id);
}

std::string StepXml(const std::string& id, const char* type, const std::string& on) {
  return fmt::format("<step id=\"{0}\" type=\"{1}\" zh=\"{0}\" en=\"{0}\">{2}</step>", id, type, on);
}

// Eight steps in a row.
std::string Lin8() {
  std::string xml = Head("lin8") + "<flow start=\"s1\">";
  for (int i = 1; i <= 8; ++i) xml += StepXml(fmt::format("s{}", i), "pass", fmt::format("<on outcome=\"done\" to=\"{}\"/>", i < 8 ? fmt::format("s{}", i + 1) : "end"));
  return xml + "<end id=\"end\" outcome=\"completed\"/></flow></procedure>";
}

// One step, three branches of one step each, their join, a step that goes round three times, three more: nine steps in the definition.
// What closes the loop waits for a person, as the language demands of every cycle.
std::string Fork3Loop() {
  const std::string done = "<on outcome=\"done\" to=\"{}\"/>";
  std::string xml = Head("fork3loop") + "<flow start=\"a\">" + StepXml("a", "pass", "<on outcome=\"done\" to=\"fork\"/>") +
                    "<parallel id=\"fork\" zh=\"fork\" en=\"fork\">";
  for (const char* branch : {"b", "c", "d"}) {
    xml += fmt::format("<branch id=\"{0}\" zh=\"{0}\" en=\"{0}\"><flow start=\"{0}1\">", branch) +
           StepXml(fmt::format("{}1", branch), "pass", fmt::format("<on outcome=\"done\" to=\"{}_end\"/>", branch)) +
           fmt::format("<end id=\"{}_end\" outcome=\"done\"/></flow></branch>", branch);
  }
  xml += "<exit otherwise=\"true\" to=\"e\"/></parallel>" + StepXml("e", "pass", "<on outcome=\"done\" to=\"f\"/>") +
         StepXml("f", "work", "<on outcome=\"done\" to=\"g\"/><on outcome=\"again\" to=\"e\"/>") +
         StepXml("g", "pass", "<on outcome=\"done\" to=\"h\"/>") + StepXml("h", "pass", "<on outcome=\"done\" to=\"i\"/>") +
         StepXml("i", "pass", "<on outcome=\"done\" to=\"end\"/>");
  return xml + "<end id=\"end\" outcome=\"completed\"/></flow></procedure>";
}

// A step that is done again and again, one that comes between.
std::string Rounds() {
  return Head("rounds") + "<flow start=\"f\">" + StepXml("f", "work", "<on outcome=\"done\" to=\"end\"/><on outcome=\"again\" to=\"e\"/>") +
         StepXml("e", "pass", "<on outcome=\"done\" to=\"f\"/>") + "<end id=\"end\" outcome=\"completed\"/></flow></procedure>";
}

constexpr int kLoops = 2;  // how often fork3loop goes back before it goes on

// The floor of ../shared/design/limits.md: the loop that somebody would write by hand for tables like these, and no more. An instance
// of its own, a list of what is ready, forks, joins, a step that waits to be called; handlers as std::function. It records nothing.
enum class BareKind { kStep, kWaiting, kFork, kJoin, kEnd };
struct BareInstance;
using BareHandler = std::function<int(BareInstance&, std::size_t)>;
struct BareNode {
  BareKind kind;
  std::vector<std::size_t> next;  // of a step by outcome, of a fork all of them
  BareHandler handler;
};
struct BareState {
  bool active = false;
  bool done = false;
  int visits = 0;  // of a join: branches that have come
};
struct BareInstance {
  explicit BareInstance(std::size_t nodes) : states(nodes), ready{0} {}
  std::vector<BareState> states;
  std::vector<std::size_t> ready;
  bool ended = false;
};

class BareLoop {
 public:
  explicit BareLoop(bool fork) : nodes_(fork ? Fork3LoopNodes() : Lin8Nodes()), waiting_(fork ? 7 : 0) {}

  // Runs one instance to its end; true where it got there.
  [[nodiscard]] bool RunOne() const {
    const auto instance = std::make_unique<BareInstance>(nodes_.size());
    Run(*instance);
    for (int i = 0; waiting_ != 0 && i <= kLoops; ++i) Submit(*instance);
    return instance->ended;
  }

 private:
  static BareNode Done(std::size_t next) {
    return {BareKind::kStep, {next}, [](BareInstance&, std::size_t) { return 0; }};
  }
  static std::vector<BareNode> Lin8Nodes() {
    std::vector<BareNode> nodes;
    for (std::size_t i = 1; i <= 8; ++i) nodes.push_back(Done(i));
    nodes.push_back({BareKind::kEnd, {}, {}});
    return nodes;
  }
  static std::vector<BareNode> Fork3LoopNodes() {
    const BareHandler again = [](BareInstance& instance, std::size_t at) { return instance.states[at].visits <= kLoops ? 1 : 0; };
    return {Done(1), {BareKind::kFork, {2, 3, 4}, {}}, Done(5), Done(5), Done(5), {BareKind::kJoin, {6}, {}}, Done(7),
            {BareKind::kWaiting, {8, 6}, again}, Done(9), Done(10), Done(11), {BareKind::kEnd, {}, {}}};
  }

  void Run(BareInstance& instance) const {
    while (!instance.ready.empty()) {
      const std::size_t at = instance.ready.back();
      instance.ready.pop_back();
      const BareNode& node = nodes_[at];
      BareState& state = instance.states[at];
      switch (node.kind) {
        case BareKind::kStep:
        case BareKind::kWaiting:
          state.active = true;
          ++state.visits;
          if (node.kind == BareKind::kStep) Leave(instance, at);
          break;
        case BareKind::kFork: instance.ready.insert(instance.ready.end(), node.next.begin(), node.next.end()); break;
        case BareKind::kJoin:
          if (++state.visits == 3) instance.ready.push_back(node.next.front());
          break;
        case BareKind::kEnd: instance.ended = true; break;
      }
    }
  }
  void Leave(BareInstance& instance, std::size_t at) const {
    const int outcome = nodes_[at].handler(instance, at);
    instance.states[at].active = false;
    instance.states[at].done = true;
    instance.ready.push_back(nodes_[at].next[static_cast<std::size_t>(outcome)]);
  }
  void Submit(BareInstance& instance) const {
    if (!instance.states[waiting_].active) return;
    Leave(instance, waiting_);
    Run(instance);
  }

  std::vector<BareNode> nodes_;
  std::size_t waiting_;  // the step that waits to be called, 0 = none
};

Result<double> BareNanoseconds(bool fork) {
  constexpr int kInstances = 100'000;
  const BareLoop loop(fork);
  int ended = 0;
  const double ns = 1000 * MedianOf(7, [&] {
                      ended = 0;
                      for (int i = 0; i < kInstances; ++i) ended += loop.RunOne() ? 1 : 0;
                    }) / kInstances;
  if (ended != kInstances) return Status::Internal({"手写的循环没有走到头", "the loop written by hand did not get to its end"});
  return ns;
}

class Folder {
 public:
  Folder() : path_((fs::temp_directory_path() / fmt::format("juece-bench-engine-{}", getpid())).string()) { fs::create_directory(path_, error_); }
  ~Folder() { fs::remove_all(path_, error_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string Write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << text;
    return path_ + "/" + name;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::error_code error_;
  std::string path_;
};

class EngineBench {
 public:
  EngineBench() {
    auto catalog = std::make_shared<StepCatalog>();
    for (const char* type : {kPass, kWork}) {
      auto read = ReadStepType(*ParseJson(type));
      if (read) (void)catalog->Add(*std::move(read));
    }
    installation_ = Installation::Of(catalog, std::make_shared<NoOpFactory>(), std::make_shared<StatuteBook>(), std::make_shared<WorkCalendar>(), {"", folder_.path()});
  }

  Status Run() {
    const struct {
      const char* name;
      std::string xml;
      bool fork;
      const char* limit;
    } procedures[] = {{"lin8", Lin8(), false, "<= 230 floors"}, {"fork3loop", Fork3Loop(), true, "<= 130 floors"}};
    for (const auto& procedure : procedures) {
      const auto floor = BareNanoseconds(procedure.fork);
      if (!floor) return floor.error();
      Add(fmt::format("{}_floor", procedure.name), 1000 / *floor, "M/s", "", 0);
      const auto prepared = Prepared(procedure.name, procedure.xml);
      if (!prepared) return prepared.error();
      for (const auto& [kind, chained, algorithm] : {std::tuple{"", false, DigestAlgorithm::kSm3}, {"_sha256", true, DigestAlgorithm::kSha256}, {"_sm3", true, DigestAlgorithm::kSm3}}) {
        const auto us = Instances(*prepared, chained, algorithm, procedure.fork ? kLoops + 1 : 0);
        if (!us) return us.error();
        Add(fmt::format("{}{}", procedure.name, kind), 1000 / *us, "k/s", "", 0);
        Add(fmt::format("{}{}_floors", procedure.name, kind), *us * 1000 / *floor, "", chained ? "" : procedure.limit, 0);
      }
    }
    return Steps();
  }

  [[nodiscard]] const std::vector<Figure>& figures() const { return figures_; }

 private:
  using Prepare = std::shared_ptr<const LoadedProcedure>;

  void Add(std::string name, double value, std::string unit, std::string limit, double ratio) {
    figures_.push_back({std::move(name), value, std::move(unit), std::move(limit), ratio});
  }

  Result<Prepare> Prepared(const std::string& name, const std::string& xml) {
    auto store = MakeMemoryStore();
    Engine engine(installation_, *store);
    auto prepared = engine.Prepare(folder_.Write(name + ".xml", xml), {});
    if (prepared->procedure != nullptr) return prepared;
    const auto& findings = prepared->report.findings;
    const Text why = findings.empty() ? Text{"?", "?"} : findings.front().message;
    return Status::Internal({"被测的程序没有通过证明:" + why.zh, "the measured procedure was not proved: " + why.en});
  }

  static Engine::OpenRequest Opening(const Prepare& prepared) {
    Engine::OpenRequest request;
    request.prepared = prepared;
    request.body.title = "bench";
    request.body.organ = "organ";
    request.actor = {"Li", "clerk", ""};
    request.occurred_at = request.recorded_at = Instant(1709258400000, kChinaOffsetMinutes);
    return request;
  }
  static Command Go(const std::string& dossier, bool again) {
    const Instant at(1709258400000, kChinaOffsetMinutes);
    return {dossier, {"Li", "clerk", ""}, at, at, "", "", {}, SubmitAction{"f", "go", Data::OfMembers({{"again", again}}), {}}};
  }

  // Microseconds an instance, from its opening to its end, on a store of its own for some of them together.
  Result<double> Instances(const Prepare& prepared, bool chained, DigestAlgorithm algorithm, int submits) {
    constexpr int kTogether = 500;
    constexpr int kRounds = 15;
    std::vector<double> times;
    const Engine::OpenRequest request = Opening(prepared);
    for (int round = 0; round < kRounds; ++round) {
      auto store = MakeMemoryStore(algorithm, chained);
      Engine engine(installation_, *store);
      Status failed;
      bool closed = true;
      times.push_back(MicrosecondsOf([&] {
                        for (int i = 0; i < kTogether && failed.ok(); ++i) {
                          auto opened = engine.Open(request);
                          if (!opened) failed = opened.error();
                          for (int n = 0; opened && n < submits; ++n) {
                            const auto outcome = engine.Submit(Go(opened->dossier, n + 1 < submits));
                            if (!outcome) failed = outcome.error();
                          }
                          if (opened && i + 1 == kTogether) closed = (*engine.Get(opened->dossier))->status() == DossierStatus::kClosed;
                        }
                      }) / kTogether);
      if (!failed.ok()) return failed;
      if (!closed) return Status::Internal({"被测的案卷没有办结", "a measured dossier was not closed"});
    }
    return Median(times);
  }

  // Microseconds a command (a step done, two entered) in turns over so many open dossiers. What a batch has recorded stays in memory until
  // the last has ended: a store only grows, and memory that it gives back would serve small batches again and again.
  Result<double> StepAmong(const Prepare& prepared, int dossiers, int rounds, int batches) {
    std::vector<double> times;
    std::vector<std::unique_ptr<EventStore>> stores;
    std::vector<std::unique_ptr<Engine>> engines;
    for (int batch = 0; batch < batches; ++batch) {
      EngineOptions options;
      options.cached_dossiers = 20'000;
      stores.push_back(MakeMemoryStore(DigestAlgorithm::kSm3, false));
      engines.push_back(std::make_unique<Engine>(installation_, *stores.back(), options));
      Engine& engine = *engines.back();
      std::vector<std::string> ids;
      for (int i = 0; i < dossiers; ++i) {
        auto opened = engine.Open(Opening(prepared));
        if (!opened) return opened.error();
        ids.push_back(opened->dossier);
      }
      bool accepted = true;
      times.push_back(MicrosecondsOf([&] {
                        for (int round = 0; round < rounds; ++round) {
                          for (const std::string& id : ids) accepted = engine.Submit(Go(id, true))->accepted && accepted;
                        }
                      }) / (static_cast<double>(dossiers) * rounds));
      if (!accepted) return Status::Internal({"被测的命令被拒绝", "a measured command was refused"});
    }
    return Median(times);
  }

  Status Steps() {
    constexpr int kRounds = 4;
    const auto prepared = Prepared("rounds", Rounds());
    if (!prepared) return prepared.error();
    std::vector<double> few;
    std::vector<double> many;
    for (int turn = 0; turn < 3; ++turn) {  // A B A B: a machine's mood changes
      const auto of_few = StepAmong(*prepared, 100, kRounds, 100);
      const auto of_many = StepAmong(*prepared, 10'000, kRounds, 1);
      if (!of_few) return of_few.error();
      if (!of_many) return of_many.error();
      few.push_back(*of_few);
      many.push_back(*of_many);
    }
    Add("step_among_100", Median(few), "us", "", 0);
    Add("step_among_10000", Median(many), "us", "", 0);
    Add("step_10000_to_100", Median(many) / Median(few), "", "<= 1.3", 0);
    return Status::Ok();
  }

  Folder folder_;
  std::shared_ptr<const Installation> installation_;
  std::vector<Figure> figures_;
};

}  // namespace

Result<std::vector<Figure>> MeasureEngine() {
  EngineBench bench;
  if (Status status = bench.Run(); !status.ok()) return status;
  return bench.figures();
}

}  // namespace juece::cli
