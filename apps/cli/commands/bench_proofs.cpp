#include "commands/bench_proofs.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <ctime>
#include <functional>
#include <map>
#include <unordered_map>

#include "base/json.h"
#include "commands/random_procedure.h"
#include "graph/state_graph.h"
#include "proof/verify.h"

namespace juece::cli {
namespace {

constexpr unsigned kSeed = 20190901;
constexpr int kRuns = 3;
constexpr int kMostBroken = 100000;  // half of the requirements broken, a witness each: not beyond this size

double PeakMebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// Of this process alone: what else runs on the machine does not count. Milliseconds, the median of some runs.
double ProcessorTime(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  };
  std::vector<double> times;
  for (int run = 0; run < kRuns; ++run) {
    const double start = now();
    work();
    times.push_back(now() - start);
  }
  return Median(times);
}

VerifyReport Prove(const RandomProcedure& procedure) {
  VerifyReport report;
  ProveRuns({procedure.definition.get(), &procedure.catalog, &procedure.statutes, {}, {}}, report);
  return report;
}

// The same definition as one graph: a composite leads into its branches, their ends to a vertex of its own, and that one on.
class Flattener {
 public:
  static RegionGraph Flatten(const Definition& definition) {
    Flattener flattener;
    flattener.Number(definition.root);
    RegionGraph graph(flattener.count_);
    graph.start = flattener.numbers_.at(definition.root.start);
    flattener.Connect(definition.root, -1, graph);
    return graph;
  }

 private:
  void Number(const Region& region) {
    for (const Node& node : region.nodes) {
      numbers_.emplace(IdOf(node), count_++);
      const auto* composite = std::get_if<CompositeNode>(&node);
      if (composite == nullptr) continue;
      ++count_;  // where its branches meet
      for (const Branch& branch : composite->branches) Number(*branch.region);
    }
  }

  void Connect(const Region& region, int meeting, RegionGraph& graph) const {
    for (const Node& node : region.nodes) {
      const int from = numbers_.at(IdOf(node));
      if (const auto* step = std::get_if<StepNode>(&node)) {
        for (const Transition& row : step->transitions) graph.AddEdge(from, numbers_.at(row.to));
      } else if (const auto* composite = std::get_if<CompositeNode>(&node)) {
        for (const Branch& branch : composite->branches) {
          graph.AddEdge(from, numbers_.at(branch.region->start));
          Connect(*branch.region, from + 1, graph);
        }
        for (const ExitRow& row : composite->rows) graph.AddEdge(from + 1, numbers_.at(row.to));
      } else if (meeting >= 0) {
        graph.AddEdge(from, meeting);
      }
    }
  }

  std::unordered_map<std::string_view, int> numbers_;
  int count_ = 0;
};

std::map<std::string, double> ValuesOf(const std::string& output) {
  std::map<std::string, double> values;
  const auto json = ParseJson(output);
  if (!json) return values;
  for (const Data& figure : (*json)["figures"].AsList()) {
    values[figure["name"].AsText()] = std::stod(figure["value"].AsNumber().text());
  }
  return values;
}

}  // namespace

std::vector<Figure> MeasureProofs(int steps) {
  std::vector<Figure> figures;
  const RandomProcedure procedure = MakeRandomProcedure(steps, kSeed, 0);
  figures.push_back({"steps", static_cast<double>(procedure.definition->steps().size()), "", "", 0});
  figures.push_back({"definition_memory", PeakMebibytes(), "MiB", "", 0});
  const VerifyReport report = Prove(procedure);
  figures.push_back({"findings", static_cast<double>(report.findings.size()), "", "0", 0});
  figures.push_back({"mandatory", static_cast<double>(report.mandatory.size()), "", "", 0});
  figures.push_back({"prove", ProcessorTime([&] { (void)Prove(procedure); }), "ms", "", 0});
  figures.push_back({"memory", PeakMebibytes(), "MiB", "", 0});
  const PrunedGraph graph = Prune(Flattener::Flatten(*procedure.definition));
  figures.push_back({"dominator_tree", ProcessorTime([&] { (void)DominatorTree(graph); }), "ms", "", 0});
  if (steps > kMostBroken) return figures;
  const RandomProcedure broken = MakeRandomProcedure(steps, kSeed, kRandomReviews / 2);
  figures.push_back({"findings_broken", static_cast<double>(Prove(broken).findings.size()), "", "", 0});
  figures.push_back({"prove_broken", ProcessorTime([&] { (void)Prove(broken); }), "ms", "", 0});
  return figures;
}

Result<std::vector<Figure>> CompareProofs() {
  std::vector<Figure> figures;
  double before = 0;
  for (const int steps : {10000, 100000, 1000000}) {
    const ChildRun run = RunSelf({"bench", "--steps", std::to_string(steps), "--format", "json"});
    std::map<std::string, double> values = ValuesOf(run.output);
    if (run.status != 0 || values.empty()) return ChildFailed("bench --steps", run.status);
    if (values["findings"] != 0) {
      return Status::Internal({"随机程序本应得到证明,却有检查结果。", "The random procedure should be proved, but there are findings."});
    }
    const std::string suffix = fmt::format("_{}", steps);
    figures.push_back({"prove" + suffix, values["prove"], "ms", "", 0});
    if (before > 0) figures.push_back({"prove_growth" + suffix, values["prove"] / before, "x", "<= 12", 0});
    if (values.count("prove_broken") > 0) figures.push_back({"prove_broken" + suffix, values["prove_broken"], "ms", "", 0});
    figures.push_back({"prove_memory" + suffix, values["memory"], "MiB", steps == 1000000 ? "<= 2048" : "", 0});
    figures.push_back({"prove_to_dominator_tree" + suffix, values["prove"] / values["dominator_tree"], "x", steps == 1000000 ? "<= 4" : "", 0});
    before = values["prove"];
  }
  return figures;
}

}  // namespace juece::cli
