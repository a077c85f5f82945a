// XES as it comes: what is kept, what is odd but readable, what is refused.
#include <sstream>

#include <catch2/catch.hpp>

#include "exchange/xes_reader.h"

using namespace juece;  // NOLINT: a test file

namespace {

struct Outcome {
  bool read = false;
  XesSummary summary;
  std::vector<LogTrace> traces;
  std::vector<Finding> findings;
  [[nodiscard]] bool Has(std::string_view code) const {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.code == code; });
  }
};

Outcome Read(const std::string& text, LogSelection selection = {{"concept:name"}, {"a", "b&c"}, {"org:resource"}, {"deadline"}}) {
  Outcome outcome;
  std::istringstream in(text);
  outcome.read = ReadXes(in, "log.xes", selection, {[&](LogTrace trace) { outcome.traces.push_back(std::move(trace)); }, {}}, outcome.summary,
                         outcome.findings);
  return outcome;
}

std::string Log(const std::string& inside) { return "<?xml version='1.0'?><log xmlns='http://www.xes-standard.org/'>" + inside + "</log>"; }
std::string Case(const std::string& id, const std::string& events) {
  return "<trace><string key='concept:name' value='" + id + "'/>" + events + "</trace>";
}
std::string EventElement(const std::string& name, const std::string& more = "") {
  return "<event><string key='concept:name' value='" + name + "'/>" + more + "</event>";
}

}  // namespace

TEST_CASE("cases, activities, times, attributes of events and of cases") {
  const Outcome outcome =
      Read(Log("<string key='concept:name' value='the log'/><trace><date key='deadline' value='2024-01-02'/><string key='concept:name' value='c 1'/>" +
               EventElement("a", "<date key='time:timestamp' value='2024-01-01T08:00:00.000+08:00'/><string key='org:resource' value='甲'>"
                          "<string key='org:resource' value='nested'/></string>") +
               EventElement("b&amp;c", "<string key='org:resource' value='甲'/>") + EventElement("other") + "</trace>" + Case("c2", "")));
  REQUIRE(outcome.read);
  CHECK(outcome.findings.empty());
  REQUIRE(outcome.traces.size() == 2);
  const LogTrace& trace = outcome.traces.front();
  CHECK(trace.id == "c 1");
  CHECK(trace.attributes.front() == "2024-01-02");
  REQUIRE(trace.events.size() == 3);
  CHECK(trace.events[0].activity == 0);
  CHECK(trace.events[0].unix_ms == 1'704'067'200'000);
  CHECK(trace.events[1].activity == 1);
  CHECK_FALSE(trace.events[1].unix_ms);
  CHECK(trace.events[2].activity == kOtherActivity);
  CHECK(trace.texts == std::vector<std::string>{"甲"});
  CHECK(trace.values == std::vector<std::int32_t>{0, 0, kNoValue});
  CHECK_FALSE(outcome.traces[1].attributes.front());
  CHECK(outcome.summary.cases == 2);
  CHECK(outcome.summary.events == 3);
}

TEST_CASE("an activity may have a name of several parts") {
  const Outcome outcome = Read(Log(Case("c", EventElement("a", "<string key='lifecycle:transition' value='complete'/>") + EventElement("a"))),
                               {{"concept:name", "lifecycle:transition"}, {"a+complete"}, {}, {}});
  REQUIRE(outcome.read);
  CHECK(outcome.traces.front().events[0].activity == 0);
  CHECK(outcome.traces.front().events[1].activity == kOtherActivity);
  CHECK(outcome.Has("event-without-activity"));
}

TEST_CASE("what is odd but readable is noted once a kind") {
  const std::string late = "<date key='time:timestamp' value='2024-01-02T00:00:00Z'/>";
  const std::string early = "<date key='time:timestamp' value='2024-01-01T00:00:00Z'/>";
  const Outcome outcome = Read(Log(EventElement("a") + Case("c", EventElement("a", late) + EventElement("a", early)) + Case("c", "<event/>") +
                                   "<trace>" + EventElement("a", "<date key='time:timestamp' value='yesterday'/>") + "</trace>"));
  REQUIRE(outcome.read);
  for (const char* code : {"case-without-id", "duplicate-case", "event-without-activity", "bad-timestamp", "unsorted-times", "events-outside-cases"}) {
    INFO(code);
    CHECK(outcome.Has(code));
  }
  CHECK(outcome.findings.size() == 6);
  CHECK(outcome.traces.back().id == "#3");
  CHECK_FALSE(HasError(outcome.findings));
}

TEST_CASE("what is no log is refused with the reason") {
  const auto refused = [](const std::string& text, const std::string& part) {
    INFO(text.substr(0, 80));
    const Outcome outcome = Read(text);
    CHECK_FALSE(outcome.read);
    REQUIRE_FALSE(outcome.findings.empty());
    CHECK(outcome.findings.front().code == "unreadable");
    INFO(ToText(outcome.findings.front(), Language::kEnglish));
    CHECK(ToText(outcome.findings.front(), Language::kEnglish).find(part) != std::string::npos);
  };
  refused("", "empty");
  refused("\x1f\x8b\x08 compressed", "compressed");
  refused("\xfd" "7zXZ compressed", "compressed");
  refused("<trace/>", "<log>");
  refused("case,activity,time\n", "log.xes");
  refused(Log("<trace>").substr(0, 60), "log.xes");
  refused("<!DOCTYPE log [<!ENTITY x 'y'>]><log/>", "DOCTYPE");
  refused(Log("<trace><string key='concept:name' value='&x;'/></trace>"), "log.xes");
  refused("<?xml version='1.0' encoding='foo'?><log/>", "a known encoding, but foo");
  refused(Log(Case("\xca\xdc", "")), "GBK?");
  refused(Log(Case("c", "")).substr(0, 110), "breaks off here");
  refused(Log(Case("c", "")) + Log(""), "log.xes");
  refused(Log(Case("c", "")) + std::string(3, '\0'), "log.xes");
  refused(Log("<trace><!-- " + std::string(9'000'000, 'x') + " --></trace>"), "8 MiB");
  refused(Log("<trace><string key='concept:name' value='" + std::string(9'000'000, 'x')), "8 MiB");
  refused(Log(Case(std::string(5000, 'x'), "")), "4096 bytes in its id");
  for (const int attributes : {101, 200'000}) {
    std::string crowded = "<trace";
    for (int i = 0; i < attributes; ++i) crowded += " a" + std::to_string(i) + "='>'";
    refused(Log(crowded + "/>"), "100 attributes");
  }
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<list>";
  refused("<log>" + deep, "64 levels");
}

TEST_CASE("other encodings are read where they are declared") {
  const std::string gbk = "<?xml version='1.0' encoding='GBK'?><log>" + Case("c", EventElement("\xca\xdc\xc0\xed")) + "</log>";  // 受理
  std::string utf16 = "\xff\xfe";
  for (const char c : "<?xml version='1.0' encoding='UTF-16'?><log>" + Case("c", EventElement("a")) + "</log>") utf16 += {c, '\0'};
  for (const auto& [text, activity] : {std::pair(gbk, "受理"), std::pair(utf16, "a")}) {
    const Outcome outcome = Read(text, {{"concept:name"}, {activity}, {}, {}});
    REQUIRE(outcome.read);
    CHECK(outcome.traces.at(0).events.at(0).activity == 0);
    CHECK(outcome.summary.seen.activities == std::vector<bool>{true});
  }
}

TEST_CASE("bytes that are not in the declared encoding are told, however late they come") {
  std::string log = "<?xml version='1.0' encoding='GBK'?><log>";
  for (int i = 0; i < 3000; ++i) log += Case("\xb0\xb8" + std::to_string(i), EventElement("a"));
  CHECK(Read(log + "</log>").traces.size() == 3000);
  const Outcome outcome = Read(log + "\xff\xff\x01\xca\x80" + Case("c", "") + "</log>");
  CHECK_FALSE(outcome.read);
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings.front().message.en.find("the encoding that is declared") != std::string::npos);
}

TEST_CASE("an attribute that stands twice counts as it stands last, and is noted") {
  const std::string twice = "<date key='time:timestamp' value='2024-01-01T00:00:00Z'/><date key='time:timestamp' value='soon'/>";
  const Outcome outcome = Read(Log("<trace><date key='deadline' value='2024-01-02'/><date key='deadline' value='2024-01-03'/>"
                                   "<string key='concept:name' value='c'/>" + EventElement("a", "<string key='concept:name' value='b&amp;c'/>" + twice) + "</trace>"));
  REQUIRE(outcome.read);
  CHECK(outcome.Has("attribute-twice"));
  CHECK(outcome.traces.at(0).attributes.at(0) == "2024-01-03");
  CHECK(outcome.traces.at(0).events.at(0).activity == 1);
  CHECK_FALSE(outcome.traces.at(0).events.at(0).unix_ms);
}

TEST_CASE("an attribute without a value, and an activity without a name, are as good as none") {
  const Outcome outcome = Read(Log("<trace><date key='deadline'/><string key='concept:name' value=''/>" +
                                   EventElement("", "<string key='org:resource'/>") + "</trace>"));
  REQUIRE(outcome.read);
  CHECK(outcome.traces.at(0).id == "#1");
  CHECK_FALSE(outcome.traces.at(0).attributes.at(0));
  CHECK(outcome.traces.at(0).values == std::vector<std::int32_t>{kNoValue});
  CHECK(outcome.Has("event-without-activity"));
  CHECK(outcome.summary.seen.trace_keys == std::vector<bool>{false});
}

TEST_CASE("times are read to the millisecond, whatever digits they have") {
  const auto read = [](const char* time) {
    const Outcome outcome = Read(Log(Case("c", EventElement("a", std::string("<date key='time:timestamp' value='") + time + "'/>"))));
    CHECK(outcome.Has("bad-timestamp") != outcome.traces.at(0).events.at(0).unix_ms.has_value());
    return outcome.traces.at(0).events.at(0).unix_ms;
  };
  const std::int64_t second = 1'704'067'200'000;
  CHECK(read("2024-01-01T00:00:00Z") == second);
  CHECK(read("2024-01-01T00:00:00.5Z") == second + 500);
  CHECK(read("2024-01-01T08:00:00.276999+08:00") == second + 276);
  CHECK(read("2024-01-01T00:00:00.123456789Z") == second + 123);
  for (const char* wrong : {"2024-01-01T00:00:00.276999", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.2769x9Z", "2024-01-01", "2024-01-01 00:00:00Z", "soon"}) {
    INFO(wrong);
    CHECK_FALSE(read(wrong));
  }
}

TEST_CASE("ids used twice are seen among very many") {
  std::string cases;
  for (int i = 0; i < 5000; ++i) cases += Case(std::to_string(i), "");
  CHECK_FALSE(Read(Log(cases)).Has("duplicate-case"));
  CHECK(Read(Log(cases + Case("0", ""))).Has("duplicate-case"));
}

TEST_CASE("the cases before the place where a log breaks off have been handed out") {
  const std::string whole = Log(Case("c1", EventElement("a")) + Case("c2", EventElement("a")));
  const Outcome outcome = Read(whole.substr(0, whole.size() - 40));
  CHECK_FALSE(outcome.read);
  CHECK(outcome.traces.size() == 1);
}
