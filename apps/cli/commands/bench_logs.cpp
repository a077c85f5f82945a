#include "commands/bench_logs.h"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/json.h"
#include "commands/synthetic_log.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

constexpr int kPermitCases = 1434;  // of the public log
constexpr int kPermitRuns = 9;
constexpr int kLongRuns = 2;

// A folder that is gone when the measurement ends.
class Scratch {
 public:
  Scratch() : path_(fs::temp_directory_path() / fmt::format("juece-bench-{}", getpid())) {
    std::error_code error;
    fs::create_directory(path_, error);
  }
  ~Scratch() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::string operator/(const char* name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '"' ? "&quot;" : std::string(1, c);
  return out;
}

// The constraints as their publisher wrote them, in the words of our rules.
std::string RulesOf(const Data& constraints) {
  static const std::map<std::string, std::string> kOwn = {
      {"exactly_one", "exactly"},  {"existence2", "existence"},     {"absence2", "absence"},          {"coexistence", "co_existence"},
      {"noncoexistence", "not_co_existence"}, {"altresponse", "alternate_response"}, {"altprecedence", "alternate_precedence"},
      {"altsuccession", "alternate_succession"}, {"chainresponse", "chain_response"}, {"chainprecedence", "chain_precedence"},
      {"chainsuccession", "chain_succession"}, {"nonsuccession", "not_succession"}, {"nonchainsuccession", "not_chain_succession"}};
  std::string rules = "<log-rules xmlns=\"urn:juece:log-rules:1\" id=\"permit\">\n";
  int number = 0;
  for (const Data& one : constraints.AsList()) {
    const std::string& name = one["t"].AsText();
    const auto own = kOwn.find(name);
    const Data::List& names = one["args"].AsList();
    rules += fmt::format("<rule id=\"r{}\" template=\"{}\" a=\"{}\"", ++number, own == kOwn.end() ? name : own->second,
                         Escaped(names.empty() ? "" : names[0].AsText()));
    if (names.size() > 1) rules += fmt::format(" b=\"{}\"", Escaped(names[1].AsText()));
    rules += name.ends_with('2') ? " n=\"2\"/>\n" : "/>\n";
  }
  return rules + "</log-rules>\n";
}

Status Write(const std::string& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  stream.close();
  if (stream) return Status::Ok();
  return Status::Unavailable({fmt::format("写不到临时文件“{}”。请检查权限和磁盘空间。", file),
                              fmt::format("The temporary file \"{}\" cannot be written. Check permissions and disk.", file)});
}

void IgnoreStart(void*, const xmlChar*, const xmlChar*, const xmlChar*, int, const xmlChar**, int, int, const xmlChar**) {}
void IgnoreEnd(void*, const xmlChar*, const xmlChar*, const xmlChar*) {}

// What the bare parser needs for the file: elements and attributes handed out, nothing done with them. Microseconds.
double SaxPass(const std::string& file) {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = IgnoreStart;
  sax.endElementNs = IgnoreEnd;
  return MicrosecondsOf([&] { (void)xmlSAXUserParseFile(&sax, nullptr, file.c_str()); });
}

// Reads and judges in a child process, so that its peak is its own. Rules are violated in a log of this size: exit status 1 is success.
Result<ChildRun> Check(const std::string& log, const std::string& rules) {
  ChildRun run = RunSelf({"check", "--log", log, "--rules", rules, "--lang", "en"});
  const bool judged = WIFEXITED(run.status) && WEXITSTATUS(run.status) <= 1 && run.output.find(" cases, ") != std::string::npos;
  if (!judged) return ChildFailed("check --log", run.status);
  return run;
}

// Best of a few: what disturbs a measurement only ever adds to it.
Status Compare(const std::string& log, const std::string& rules, int runs, const std::string& name, std::vector<Figure>& figures) {
  double checked = 0;
  double bare = 0;
  long peak = 0;
  for (int i = 0; i < runs; ++i) {
    const double sax = SaxPass(log);
    const auto run = Check(log, rules);
    if (!run) return run.error();
    bare = i == 0 ? sax : std::min(bare, sax);
    checked = i == 0 ? run->microseconds : std::min(checked, run->microseconds);
    peak = std::max(peak, run->peak_kib);
  }
  const bool large = runs == kLongRuns;
  const double megabytes = static_cast<double>(fs::file_size(log)) / 1e6;
  figures.push_back({name, checked / 1000, "ms", large ? "" : "< 26", 0});
  figures.push_back({name + "_speed", megabytes / (checked / 1e6), "MB/s", "", 0});
  figures.push_back({name + "_sax_speed", megabytes / (bare / 1e6), "MB/s", "", 0});
  figures.push_back({name + "_to_sax", bare / checked, "x", large ? ">= 0.5" : "", 0});
  figures.push_back({name + "_memory", static_cast<double>(peak) / 1024, "MiB", large ? "< 256" : "", 0});
  return Status::Ok();
}

}  // namespace

Result<std::vector<Figure>> MeasureLogs(const std::string& public_logs, int cases) {
  const Scratch scratch;
  std::vector<Figure> figures;
  std::string permit = (fs::path(public_logs) / "receipt.xes").string();
  std::string rules = SyntheticRules();
  std::ifstream truth(fs::path(public_logs) / "declare_curated_receipt.json", std::ios::binary);
  const auto constraints = truth ? ParseJson(std::string(std::istreambuf_iterator<char>(truth), {})) : Result<Data>(Status::NotFound({}));
  const bool have = constraints && fs::exists(permit);
  if (have) {
    rules = RulesOf((*constraints)["constraints"]);
  } else {
    permit = scratch / "permit.xes";
    if (auto written = WriteSyntheticLog(permit, kPermitCases); !written) return written.error();
  }
  if (Status status = Write(scratch / "rules.xml", rules); !status.ok()) return status;
  if (Status status = Compare(permit, scratch / "rules.xml", kPermitRuns, have ? "log_permit_44" : "log_like_permit_44", figures); !status.ok()) {
    return status;
  }
  const std::string log = scratch / "log.xes";
  if (auto written = WriteSyntheticLog(log, cases); !written) return written.error();
  if (Status status = Write(scratch / "rules.xml", SyntheticRules()); !status.ok()) return status;
  if (Status status = Compare(log, scratch / "rules.xml", kLongRuns, fmt::format("log_{}_44", cases), figures); !status.ok()) return status;
  return figures;
}

}  // namespace juece::cli
