// The public logs with answers computed by independent programs, case by case; and that threads do not change the answer.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "base/json.h"
#include "digest/digest.h"
#include "runtime/log_check.h"
#include "support/places.h"

using namespace juece;  // NOLINT: a test file
namespace fs = std::filesystem;

namespace {

const fs::path kLogs = fs::path(SourceDir()) / ".." / "shared" / "data" / "logs";

bool Absent() {
  if (fs::exists(kLogs)) return false;
  WARN("skipped: the public logs (" << kLogs.string() << ") are not here");
  return true;
}

Data ReadJsonFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  const auto data = ParseJson(std::string(std::istreambuf_iterator<char>(in), {}));
  REQUIRE(data);
  return *data;
}

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '\'' ? "&apos;" : std::string(1, c);
  return out;
}

// Their names for the templates.
std::string RuleOf(const std::string& name, const Data& args, int number) {
  static const std::map<std::string, std::string> kOwn = {
      {"exactly_one", "exactly"}, {"existence2", "existence"}, {"absence2", "absence"}, {"coexistence", "co_existence"},
      {"noncoexistence", "not_co_existence"}, {"altresponse", "alternate_response"}, {"altprecedence", "alternate_precedence"},
      {"altsuccession", "alternate_succession"}, {"chainresponse", "chain_response"}, {"chainprecedence", "chain_precedence"},
      {"chainsuccession", "chain_succession"}, {"nonsuccession", "not_succession"}, {"nonchainsuccession", "not_chain_succession"}};
  const auto own = kOwn.find(name);
  const std::string b = args.AsList().size() < 2 ? "" : " b='" + Escaped(args.AsList()[1].AsText()) + "'";
  return fmt::format("<rule id='r{}' template='{}' a='{}'{}{}/>", number, own == kOwn.end() ? name : own->second, Escaped(args.AsList()[0].AsText()),
                     b, name.ends_with('2') ? " n='2'" : "");
}

struct Checked {
  std::shared_ptr<const LogRules> rules;
  LogReport report;
};

Checked Check(const std::string& log, const std::string& rules, unsigned threads = 0) {
  std::vector<Finding> findings;
  Checked checked;
  checked.rules = LogRules::Read("<log-rules xmlns='urn:juece:log-rules:1' id='t'>" + rules + "</log-rules>", "t.xml", findings);
  REQUIRE(checked.rules != nullptr);
  std::ifstream in(kLogs / log, std::ios::binary);
  REQUIRE(CheckLog(in, log, *checked.rules, {threads, {}}, checked.report, findings));
  REQUIRE_FALSE(HasError(findings));
  return checked;
}

std::set<std::string> Violating(const LogReport& report, std::size_t rule) {
  std::set<std::string> ids;
  report.Each(rule, LogVerdict::kViolated, [&](std::string_view id) { ids.emplace(id); });
  return ids;
}

std::set<std::string> Wanted(const Data& list) {
  std::set<std::string> ids;
  for (const Data& id : list.AsList()) ids.insert(id.AsText());
  return ids;
}

std::string ShortDigest(const std::set<std::string>& ids) {
  const std::string digest = DigestOf(DigestAlgorithm::kSha256, fmt::format("{}", fmt::join(ids, "\n")));
  return digest.substr(digest.find(':') + 1, 16);
}

void CheckTruth(const std::string& log, const std::string& truth, std::size_t constraints) {
  const Data data = ReadJsonFile(kLogs / truth);
  const Data::List& wanted = data["constraints"].AsList();
  REQUIRE(wanted.size() == constraints);
  std::string rules;
  int number = 0;
  for (const Data& one : wanted) rules += RuleOf(one["t"].AsText(), one["args"], number++);
  const Checked checked = Check(log, rules);
  CHECK(checked.report.cases == static_cast<std::uint64_t>(*data["traces"].AsNumber().ToInteger()));
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::set<std::string> found = Violating(checked.report, i);
    const bool same = wanted[i].Has("violating_cases") ? found == Wanted(wanted[i]["violating_cases"])
                                                       : ShortDigest(found) == wanted[i]["digest"].AsText() &&
                                                             found.size() == static_cast<std::size_t>(*wanted[i]["violating"].AsNumber().ToInteger());
    INFO(wanted[i]["t"].AsText() << " " << ToJson(wanted[i]["args"]) << ": " << found.size());
    CHECK(same);
  }
}

void CheckTimes(const std::string& log, const std::string& truth) {
  const Data data = ReadJsonFile(kLogs / truth);
  for (const Data& one : data["within"].AsList()) {
    const std::string names = fmt::format("a='{}' b='{}' at-most='P{}D'", Escaped(one["a"].AsText()), Escaped(one["b"].AsText()),
                                          *one["limit_days"].AsNumber().ToInteger());
    const Checked checked =
        Check(log, fmt::format("<rule id='late' template='within' {0}/><rule id='strict' template='within' {0} missing='violated'/>", names));
    INFO(names);
    CHECK(Violating(checked.report, 0) == Wanted(one["late_cases"]));
    std::set<std::string> strict = Wanted(one["late_cases"]);
    strict.merge(Wanted(one["never_cases"]));
    CHECK(Violating(checked.report, 1) == strict);
  }
  for (const Data& one : data["four_eyes"].AsList()) {
    const Checked checked =
        Check(log, fmt::format("<rule id='f' template='four_eyes' a='{}' b='{}'/>", Escaped(one["a"].AsText()), Escaped(one["b"].AsText())));
    CHECK(Violating(checked.report, 0) == Wanted(one["violating_cases"]));
  }
  for (const Data& one : data["attributes"].AsList()) {
    const Checked checked = Check(log, fmt::format("<rule id='d' template='attribute' left='{}' is='less-or-equal' right='{}'/>",
                                                   one["actual_attr"].AsText(), one["limit_attr"].AsText()));
    CHECK(Violating(checked.report, 0) == Wanted(one["violating_cases"]));
    CHECK(checked.report.cases - checked.report.Count(0, LogVerdict::kNotShown) ==
          static_cast<std::uint64_t>(*one["cases_with_both"].AsNumber().ToInteger()));
  }
}

std::string ManyCases(int cases) {
  std::ostringstream log;
  log << "<log>";
  for (int i = 0; i < cases; ++i) {
    log << "<trace><string key='concept:name' value='c" << i << "'/>";
    for (int e = 0; e < 1 + i % 5; ++e) log << "<event><string key='concept:name' value='" << "abc"[(i / 3 + e) % 3] << "'/></event>";
    log << "</trace>";
  }
  log << "</log>";
  return log.str();
}

}  // namespace

TEST_CASE("the curated constraints on the permit log") {
  if (!Absent()) CheckTruth("receipt.xes", "declare_curated_receipt.json", 44);
}
TEST_CASE("every constraint on the running example") {
  if (!Absent()) CheckTruth("running-example.xes", "declare_all_running_example.json", 952);
}
TEST_CASE("every constraint on the traffic log") {
  if (!Absent()) CheckTruth("roadtraffic100traces.xes", "declare_all_roadtraffic100.json", 1510);
}
TEST_CASE("bounds of time, deadlines of cases and four eyes on the permit log and the traffic log") {
  if (Absent()) return;
  CheckTimes("receipt.xes", "temporal_receipt.json");
  CheckTimes("roadtraffic100traces.xes", "temporal_roadtraffic100.json");
}

TEST_CASE("the answer does not depend on the number of threads, and stands in the order of the log") {
  std::vector<Finding> findings;
  const auto rules = LogRules::Read(R"(<log-rules xmlns='urn:juece:log-rules:1' id='t'><rule id='r' template='response' a='a' b='b'/>
    <rule id='e' template='existence' a='c'/></log-rules>)", "t.xml", findings);
  REQUIRE(rules != nullptr);
  std::vector<std::vector<std::string>> answers;
  for (const unsigned threads : {1U, 2U, 5U}) {
    std::istringstream in(ManyCases(5000));
    LogReport report;
    REQUIRE(CheckLog(in, "t", *rules, {threads, {}}, report, findings));
    CHECK(report.cases == 5000);
    std::vector<std::string> ids;
    for (std::size_t r = 0; r < 2; ++r) {
      const std::size_t before = ids.size();
      report.Each(r, LogVerdict::kViolated, [&](std::string_view id) { ids.emplace_back(id); });
      CHECK(ids.size() - before == report.Count(r, LogVerdict::kViolated));
    }
    answers.push_back(ids);
  }
  CHECK(answers[0].size() > 1000);
  CHECK(answers[0] == answers[1]);
  CHECK(answers[0] == answers[2]);
  CHECK(std::is_sorted(answers[0].begin(), answers[0].begin() + 100, [](const auto& x, const auto& y) { return std::stoi(x.substr(1)) < std::stoi(y.substr(1)); }));
}

namespace {

// Everything that is said about a log, as one text.
std::string Answer(const std::string& log, const LogRules& rules, const LogCheckOptions& options) {
  std::istringstream in(log);
  LogReport report;
  std::vector<Finding> findings;
  std::string said = fmt::format("{}\n", CheckLog(in, "log.xes", rules, options, report, findings));
  for (const Finding& finding : findings) said += ToText(finding, Language::kEnglish) + "\n";
  if (said.starts_with("false")) return said;
  said += fmt::format("{} cases {} events\n", report.cases, report.events);
  for (std::size_t r = 0; r < rules.rules().size(); ++r) {
    for (const LogVerdict verdict : {LogVerdict::kViolated, LogVerdict::kNotShown}) {
      report.Each(r, verdict, [&](std::string_view id) { said += fmt::format("{} ", id); });
      said += "\n";
    }
  }
  return said;
}

// Logs with whatever may stand in the way of cutting them, and things that are odd, each rarely.
std::string RandomLog(std::mt19937& random) {
  const auto one_of = [&](int n) { return random() % static_cast<unsigned>(n) == 0; };
  const bool tame = one_of(2);  // nothing odd but what pieces can tell
  const auto rarely = [&] { return !tame && one_of(60); };
  std::string log = one_of(3) ? "<?xml version='1.0' encoding='UTF-8'?>\n" : one_of(20) ? "\xEF\xBB\xBF" : "";
  if (one_of(4)) log += "<!-- </trace> in a comment -->\n";
  log += one_of(3) ? "<log xmlns:x='urn:x' note='>'>" : "<log>";
  if (one_of(3)) log += "<string key='concept:name' value='the log'/>";
  const int cases = static_cast<int>(random() % 60);
  for (int i = 0; i < cases; ++i) {
    if (rarely()) log += "<!-- <trace></trace> -->";
    if (rarely()) log += "<list key='l'><trace><event/></trace></list>";
    if (rarely()) log += "<event/>";
    if (rarely()) log += "text &amp; </trace>";
    log += "<trace>";
    if (!rarely()) log += fmt::format("<string key='concept:name' value='c{}'/>", rarely() ? 0 : i);
    for (unsigned e = random() % 5; e > 0; --e) {
      log += fmt::format("<event><string key='concept:name' value='{}'/>", "abc"[random() % 3]);
      if (!one_of(10)) log += fmt::format("<date key='time:timestamp' value='2024-01-{:02}T00:00:00Z'/>", random() % 28 + 1);
      if (one_of(40)) log += "<date key='time:timestamp' value='soon'/>";
      log += "</event>";
    }
    log += rarely() ? "</trace >" : "</trace>\n";
    if (rarely()) log += "</log>";
    if (rarely()) log += "<x:y/>";
  }
  log += "</log>";
  return rarely() || one_of(20) ? log.substr(0, random() % log.size()) : log;
}

}  // namespace

TEST_CASE("read in pieces or in one go, the answer is the same to the letter") {
  std::vector<Finding> findings;
  const auto rules = LogRules::Read(R"(<log-rules xmlns='urn:juece:log-rules:1' id='t'><rule id='r' template='response' a='a' b='b'/>
    <rule id='w' template='within' a='a' b='b' at-most='P9D'/><rule id='e' template='existence' a='zz'/></log-rules>)", "t.xml", findings);
  REQUIRE(rules != nullptr);
  std::mt19937 random(5);
  int whole = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string log = RandomLog(random);
    const std::string wanted = Answer(log, *rules, {1, {}});
    whole += wanted.starts_with("true") ? 1 : 0;
    for (const std::size_t piece : {1U, 200U, 1500U}) {
      INFO(log);
      CHECK(Answer(log, *rules, {2, {}, piece}) == wanted);
    }
  }
  CHECK(whole > 150);
  CHECK(whole < 400);
}

TEST_CASE("a rule that names what the log does not have says so, whatever its verdict") {
  std::vector<Finding> findings;
  const auto rules = LogRules::Read(R"(<log-rules xmlns='urn:juece:log-rules:1' id='t' order='time'>
    <rule id='trivial' template='response' a='aa' b='b'/><rule id='eyes' template='four_eyes' a='a' b='b' attribute='org:who'/>
    <rule id='due' template='attribute' left='closed' is='less' right='deadline'/></log-rules>)", "t.xml", findings);
  REQUIRE(rules != nullptr);
  std::istringstream in(ManyCases(10));
  LogReport report;
  REQUIRE(CheckLog(in, "t.xes", *rules, {}, report, findings));
  CHECK(report.Count(0, LogVerdict::kViolated) == 0);
  std::vector<std::string> said;
  for (const Finding& finding : findings) said.push_back(finding.code + ": " + finding.message.en);
  CHECK(said == std::vector<std::string>{
                    "name-not-in-log: Expected rules (trivial) to name an activity that the log has, but it has no 'aa'; check the spelling",
                    "name-not-in-log: Expected rules (eyes) to name an attribute of events that the log has, but it has no 'org:who'; check the spelling",
                    "name-not-in-log: Expected rules (due) to name an attribute of cases that the log has, but it has no 'closed'; check the spelling",
                    "name-not-in-log: Expected rules (due) to name an attribute of cases that the log has, but it has no 'deadline'; check the spelling",
                    "case-without-times: The rules go by time, but these cases have events without one and are judged in the order of the log: 10, "
                    "first in c0"});
}

TEST_CASE("blocks of few large cases are judged like blocks of many small ones") {
  std::ostringstream log;
  log << "<log>";
  for (int i = 0; i < 3; ++i) {
    log << "<trace><string key='concept:name' value='c" << i << "'/>";
    for (int e = 0; e < 100'000; ++e) log << "<event><string key='concept:name' value='" << (i == 1 && e == 99'999 ? 'b' : 'a') << "'/></event>";
    log << "</trace>";
  }
  log << "</log>";
  std::vector<Finding> findings;
  const auto rules = LogRules::Read("<log-rules xmlns='urn:juece:log-rules:1' id='t'><rule id='r' template='absence' a='b'/><rule id='e' template='init' a='a'/>"
                                    "</log-rules>", "t.xml", findings);
  std::istringstream in(log.str());
  LogReport report;
  REQUIRE(CheckLog(in, "t", *rules, {}, report, findings));
  CHECK(report.blocks.size() == 3);
  CHECK(Violating(report, 0) == std::set<std::string>{"c1"});
}

TEST_CASE("rules that go by time sort the events of a case that are all timed") {
  const std::string log = R"(<log><trace><string key='concept:name' value='c'/>
    <event><string key='concept:name' value='b'/><date key='time:timestamp' value='2024-01-02T00:00:00Z'/></event>
    <event><string key='concept:name' value='a'/><date key='time:timestamp' value='2024-01-01T00:00:00Z'/></event></trace></log>)";
  for (const auto& [order, violated] : {std::pair("log", 1U), std::pair("time", 0U)}) {
    std::vector<Finding> findings;
    const auto rules = LogRules::Read(fmt::format("<log-rules xmlns='urn:juece:log-rules:1' id='t' order='{}'><rule id='r' template='response' a='a' b='b'/>"
                                                  "</log-rules>", order), "t.xml", findings);
    REQUIRE(rules != nullptr);
    std::istringstream in(log);
    LogReport report;
    REQUIRE(CheckLog(in, "t", *rules, {}, report, findings));
    CHECK(report.Count(0, LogVerdict::kViolated) == violated);
  }
}
