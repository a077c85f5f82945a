// Whatever a hosted plugin does, one call fails with the reason, and everything else goes on.
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <thread>

#include "base/json.h"
#include "plugin/child_plugin.h"
#include "plugin/plugin_set.h"
#include "plugin/wire_request.h"
#include "support/places.h"
#include "support/temp_dir.h"

namespace juece {
namespace {

const std::string kHost = BinaryDir() + "/bin/juece-plugin-host";

HostingPolicy HostedWithin(int call_ms = 20000) {
  HostingPolicy policy;
  policy.standard.child = true;
  policy.standard.call_ms = call_ms;
  policy.standard.memory_mib = 256;
  policy.host_program = kHost;
  policy.trust.allow_unsigned = true;
  return policy;
}

std::string Hostile(const std::string& deed) { return BinaryDir() + "/fixtures/hostile/" + deed + ".so"; }

struct Office {
  explicit Office(const std::string& deed, HostingPolicy policy = HostedWithin()) : plugins(std::move(policy), nullptr) {
    const Status status = plugins.AddFile(Hostile(deed));
    INFO(status.message().en);
    REQUIRE(status.ok());
    handler = plugins.Create("greeting", none);
  }
  Effects Submit(const std::string& name) {
    const Data data = name.empty() ? Data::EmptyMap() : Data::OfMembers({{"name", name}});
    StepRequest request;
    request.dossier = &dossier;
    request.step = "s";
    request.configuration = &none;
    request.action = "act";
    request.data = &data;
    return handler->Submit(request);
  }
  // What it is reported to have done; then it must serve the next call as if nothing had been.
  std::string Deed() {
    const Effects effects = Submit("");
    REQUIRE(effects.failure);
    CHECK_FALSE(effects.complete);
    const Effects next = Submit("甲");
    if (next.failure) FAIL_CHECK(*next.failure);
    CHECK((next.complete && next.complete->reason == "甲"));
    return *effects.failure;
  }
  Data none = Data::EmptyMap();
  Dossier dossier;
  PluginSet plugins;
  std::shared_ptr<StepHandler> handler;
};

void Reports(const std::string& deed, const std::string& reason, int call_ms = 20000) {
  CAPTURE(deed);
  Office office(deed, HostedWithin(call_ms));
  const std::string said = office.Deed();
  INFO(said);
#ifndef JUECE_SANITIZED  // a sanitizer says in its own way what a process dies of
  CHECK(said.find(reason) != std::string::npos);
#else
  (void)reason;
#endif
  CHECK(said.rfind("test.fixture 1.0.0: ", 0) == 0);
}

}  // namespace

TEST_CASE("a hosted plugin that crashes is an incident with what it died of, and serves the next call", "[hosting]") {
  Reports("segfault", "touched memory that is not its own");
  Reports("stack_overflow", "overflowed its stack");
  Reports("abort", "aborted");
  Reports("exit", "ended itself with exit status 7");
}

TEST_CASE("a hosted plugin that does not answer is ended at its limit", "[hosting]") {
  Reports("loop", "did not answer within 0.3 s", 300);
  Reports("sleep", "", 300);  // pause() is no allowed system call: either is right
}

TEST_CASE("a hosted plugin that breaks the channel is found out", "[hosting]") {
  Reports("garbage", "no message");
  Reports("forge", "no message");
  Office office("close", HostedWithin(2000));
  const std::string said = office.Deed();
  CHECK((said.find("closed its channel") != std::string::npos || said.find("did not answer") != std::string::npos));
}

#ifndef JUECE_SANITIZED
TEST_CASE("a hosted plugin gets no right that it does not need", "[hosting]") {
  Reports("fork_bomb", "system call");
  Reports("socket", "socket");
  Reports("read", "open");
  Reports("write", "open");
  Reports("execute", "execve");
  Reports("signal", "kill");
  Reports("code", "mmap");
  Reports("allocate", "touched memory that is not its own");
}

TEST_CASE("a plugin whose loading is hostile is refused", "[hosting]") {
  PluginSet plugins(HostedWithin(), nullptr);
  const Status status = plugins.AddFile(Hostile("load"));
  REQUIRE_FALSE(status.ok());
  CHECK(status.message().en.find("expected it to load, but it made the system call socket") != std::string::npos);
  CHECK(status.message().zh.find("应能装入,但它作了不允许的系统调用 socket") != std::string::npos);
}
#endif

TEST_CASE("a plugin that crashes again and again waits for a person, in every process", "[hosting]") {
  const test::TempDir folder;
  HostingPolicy policy = HostedWithin();
  policy.crash_book = folder / "state/crashes.json";
  policy.standard.crashes = 3;
  for (int process = 1; process <= 3; ++process) {
    Office office("abort", policy);
    const std::string said = *office.Submit("").failure;
    INFO(said);
    CHECK((said.find("is quarantined: find out why") != std::string::npos) == (process == 3));
    CHECK((said.find("已被隔离") != std::string::npos) == (process == 3));
  }
  Office office("abort", policy);
  const Effects refused = office.Submit("甲");
  REQUIRE(refused.failure);
  CHECK(refused.failure->find("quarantined because it crashed again and again") != std::string::npos);
  CrashBook book(policy.crash_book, nullptr);
  CHECK(book.Lift("test.other", "某甲", "查明").code() == StatusCode::kNotFound);
  REQUIRE(book.Lift("test.fixture", "某甲", "已换新版").ok());
  CHECK(office.Submit("甲").complete);
  const Result<Data> kept = book.Read();
  REQUIRE(kept);
  const Data& plugin = (*kept)["plugins"].AsList().at(0);
  CHECK(plugin["lifted"].AsList().at(0)["crashes"].AsList().size() == 3);
  CHECK(plugin["lifted"].AsList().at(0)["reason"].AsText() == "已换新版");
  CHECK_FALSE(plugin["quarantined"].AsBool());
}

TEST_CASE("one plugin's trouble is not another's", "[hosting]") {
  Office bad("loop", HostedWithin(1000));
  Office good("abort");
  std::thread troubled([&] { (void)bad.Submit(""); });
  const auto start = std::chrono::steady_clock::now();
  int answered = 0;
  for (int i = 0; i < 20; ++i) answered += good.Submit("乙").complete ? 1 : 0;
  const bool waited = std::chrono::steady_clock::now() - start > std::chrono::seconds(60);
  troubled.join();
  CHECK(answered == 20);
  CHECK_FALSE(waited);
}

TEST_CASE("a file that is no plugin is refused in a child as in the engine's process", "[hosting]") {
  for (const std::string name : {"wrong_major", "newer_minor", "no_symbol", "null_entry", "small_struct", "bad_descriptor", "init_refuses"}) {
    const std::string path = BinaryDir() + "/fixtures/plugins/" + name + ".so";
    CAPTURE(name);
    PluginSet here;
    PluginSet hosted(HostedWithin(), nullptr);
    const Status expected = here.AddFile(path);
    const Status status = hosted.AddFile(path);
    CHECK(status.code() == expected.code());
    CHECK(status.message().en == expected.message().en);
    CHECK(status.message().zh == expected.message().zh);
  }
  PluginSet hosted(HostedWithin(), nullptr);
  CHECK(hosted.AddFile("/nowhere/x.so").code() == StatusCode::kNotFound);
  HostingPolicy policy = HostedWithin();
  policy.host_program = "/nowhere/juece-plugin-host";
  PluginSet unhosted(policy, nullptr);
  CHECK(unhosted.AddFile(Hostile("abort")).message().en.find("expected to start the hosting process") != std::string::npos);
}

TEST_CASE("what a person must read of the crash book is said when it is broken", "[hosting]") {
  const test::TempDir folder;
  const std::string file = folder / "crashes.json";
  std::ofstream(file) << "not json";
  CrashBook book(file, nullptr);
  CHECK(book.Read().error().message().en.find("expected a JSON document") != std::string::npos);
  CHECK_FALSE(book.Lift("x", "a", "r").ok());
}

TEST_CASE("bytes that are no request or effects are refused, and a lie about a count costs no memory", "[hosting]") {
  Effects effects;
  effects.complete = CompleteEffect{"done", "理由"};
  effects.tasks.push_back({"act", {"办", "do"}});
  effects.findings.push_back({"c", Severity::kWarning, {"z", "e"}});
  WireWriter out(Message::kEffects);
  WriteEffects(out, effects);
  const std::string frame = std::move(out).Finish();
  const std::string body = frame.substr(kFrameHeader);
  {
    WireReader in(body);
    const Effects again = ReadEffects(in);
    REQUIRE(in.ok());
    CHECK(again.complete->reason == "理由");
    CHECK(again.findings[0].severity == Severity::kWarning);
  }
  for (std::size_t size = 0; size < body.size(); ++size) {
    WireReader in(std::string_view(body).substr(0, size));
    (void)ReadEffects(in);
    CHECK_FALSE(in.ok());
  }
  for (std::size_t at = 0; at < body.size(); ++at) {
    for (const char other : {'\0', '\x7f', '\xff'}) {
      std::string changed = body;
      changed[at] = other;
      WireReader in(changed);
      (void)ReadEffects(in);  // whatever it is, it is read in bounds
    }
  }
}

}  // namespace juece
