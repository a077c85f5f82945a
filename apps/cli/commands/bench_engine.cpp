#include "commands/bench_engine.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
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

// The floor: the same walk by hand, over tables, with a handler called through a pointer, on an instance of its own. It records nothing.
struct BareInstance {
  std::array<std::uint8_t, 16> state{};
  std::array<std::uint8_t, 16> rounds{};
  int ended = 0;
};
using BareHandler = int (*)(BareInstance&, int);
[[gnu::noinline]] int BareDone(BareInstance& instance, int step) {
  instance.rounds[static_cast<std::size_t>(step)]++;
  return 0;
}
[[gnu::noinline]] int BareAgain(BareInstance& instance, int step) { return ++instance.rounds[static_cast<std::size_t>(step)] <= kLoops ? 1 : 0; }

struct BareStep {
  BareHandler handler;
  std::array<int, 2> next;  // by outcome; -1: the end of the region
};

void BareWalk(const std::vector<BareStep>& steps, BareInstance& instance, int from) {
  for (int step = from; step >= 0;) {
    const BareStep& at = steps[static_cast<std::size_t>(step)];
    instance.state[static_cast<std::size_t>(step)] = 1;
    const int outcome = at.handler(instance, step);
    instance.state[static_cast<std::size_t>(step)] = 2;
    step = at.next[static_cast<std::size_t>(outcome)];
  }
  ++instance.ended;
}

int BareLin8(const std::vector<BareStep>& steps) {
  const auto instance = std::make_unique<BareInstance>();
  BareWalk(steps, *instance, 0);
  return instance->ended;
}

int BareFork3Loop(const std::vector<BareStep>& steps) {
  const auto instance = std::make_unique<BareInstance>();
  BareWalk(steps, *instance, 0);
  for (const int branch : {1, 2, 3}) BareWalk(steps, *instance, branch);
  if (instance->ended == 4) BareWalk(steps, *instance, 4);
  return instance->ended;
}

std::vector<BareStep> BareTable(bool fork) {
  const auto row = [](int next) { return BareStep{&BareDone, {next, next}}; };
  if (!fork) return {row(1), row(2), row(3), row(4), row(5), row(6), row(7), row(-1)};
  return {row(-1), row(-1), row(-1), row(-1), row(5), BareStep{&BareAgain, {6, 4}}, row(7), row(8), row(-1)};
}

double BareNanoseconds(bool fork) {
  constexpr int kInstances = 200'000;
  const std::vector<BareStep> table = BareTable(fork);
  volatile int sink = 0;
  return 1000 * MedianOf(7, [&] {
           for (int i = 0; i < kInstances; ++i) sink = sink + (fork ? BareFork3Loop(table) : BareLin8(table));
         }) / kInstances;
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
      const double floor = BareNanoseconds(procedure.fork);
      Add(fmt::format("{}_floor", procedure.name), 1000 / floor, "M/s", "", 0);
      const auto prepared = Prepared(procedure.name, procedure.xml);
      if (!prepared) return prepared.error();
      for (const auto& [kind, chained, algorithm] : {std::tuple{"", false, DigestAlgorithm::kSm3}, {"_sha256", true, DigestAlgorithm::kSha256}, {"_sm3", true, DigestAlgorithm::kSm3}}) {
        const auto us = Instances(*prepared, chained, algorithm, procedure.fork ? kLoops + 1 : 0);
        if (!us) return us.error();
        Add(fmt::format("{}{}", procedure.name, kind), 1000 / *us, "k/s", "", 0);
        Add(fmt::format("{}{}_floors", procedure.name, kind), *us * 1000 / floor, "", chained ? "" : procedure.limit, 0);
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

  // Microseconds a command (a step done, two entered) in turns over so many open dossiers.
  Result<double> StepAmong(const Prepare& prepared, int dossiers, int rounds, int batches) {
    std::vector<double> times;
    for (int batch = 0; batch < batches; ++batch) {
      auto store = MakeMemoryStore(DigestAlgorithm::kSm3, false);
      EngineOptions options;
      options.cached_dossiers = 20'000;
      Engine engine(installation_, *store, options);
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
      const auto of_few = StepAmong(*prepared, 100, kRounds, 15);
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
