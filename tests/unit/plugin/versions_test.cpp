// Plugins of an older minor version, and several builds of one plugin side by side.
#include <catch2/catch.hpp>
#include <filesystem>

#include "plugin/plugin_set.h"
#include "support/places.h"
#include "support/temp_dir.h"

namespace juece {
namespace {

std::string Twin(const std::string& build) { return BinaryDir() + "/fixtures/twins/twin-" + build + ".so"; }

// What the step says to a submitted action.
Effects Submitted(StepFactory& factory, const std::string& type, const Data& data) {
  const Data none = Data::EmptyMap();
  const auto handler = factory.Create(type, none);
  REQUIRE(handler != nullptr);
  const Dossier dossier;
  StepRequest request;
  request.dossier = &dossier;
  request.step = "s";
  request.configuration = &none;
  request.action = "act";
  request.data = &data;
  return handler->Submit(request);
}

std::string Answerer(StepFactory& factory) { return Submitted(factory, "twin_greeting", Data::EmptyMap()).complete->reason; }

PluginPin PinOf(const Plugin& plugin) { return {plugin.id(), plugin.version(), plugin.digest()}; }

}  // namespace

TEST_CASE("a plugin built with the headers of the minor version before runs today, in this process and in a child", "[versions]") {
  for (const bool child : {false, true}) {
    CAPTURE(child);
    HostingPolicy policy;
    policy.standard.child = child;
    policy.standard.call_ms = 20000;
    policy.host_program = BinaryDir() + "/bin/juece-plugin-host";
    policy.trust.allow_unsigned = true;
    PluginSet set(policy, nullptr);
    const Status status = set.AddFile(BinaryDir() + "/fixtures/previous/minor_before.so");
    INFO(status.message().en);
    REQUIRE(status.ok());
    const Plugin& plugin = *set.plugins().front();
    CHECK(plugin.abi() == "1.0");
    CHECK(plugin.id() == "test.previous");
    CHECK(plugin.hosting() == (child ? "child" : "in-process"));
    const Effects greeted = Submitted(set, "greeting", Data::OfMembers({{"name", "李四"}}));
    REQUIRE(greeted.complete);
    CHECK(greeted.complete->outcome == "greeted");
    CHECK(greeted.complete->reason == "李四");
    CHECK(Submitted(set, "greeting", Data::EmptyMap()).rejection->code == "nobody-greeted");
    CHECK(set.CheckConfiguration("greeting", Data::EmptyMap()).empty());
  }
}

TEST_CASE("new steps get the newest version in whatever order it is found, pinned ones keep theirs", "[versions]") {
  for (const bool newest_first : {false, true}) {
    CAPTURE(newest_first);
    PluginSet set;
    REQUIRE(set.AddFile(Twin(newest_first ? "1.1.0" : "1.0.0")).ok());
    REQUIRE(set.AddFile(Twin(newest_first ? "1.0.0" : "1.1.0")).ok());
    const Plugin& newest = *set.plugins().at(newest_first ? 0 : 1);
    const Plugin& older = *set.plugins().at(newest_first ? 1 : 0);
    CHECK(set.ServesNewDossiers(newest));
    CHECK_FALSE(set.ServesNewDossiers(older));
    CHECK(Answerer(set) == "build 1.1.0");
    CHECK(set.catalog()->Find("twin_greeting")->plugin_version == "1.1.0");
    const auto pinned = set.PinnedTo({PinOf(older)});
    REQUIRE(pinned);
    CHECK(Answerer(*pinned->factory) == "build 1.0.0");
    CHECK(pinned->catalog->Find("twin_greeting")->plugin_digest == older.digest());
    CHECK_FALSE(set.PinnedTo({PinOf(newest)}));  // what new dossiers get
    CHECK_FALSE(set.PinnedTo({}));
    CHECK_FALSE(set.PinnedTo({{"test.twin", "0.9.0", "sha256:00"}}));  // not installed: the engine refuses, nobody else answers
  }
}

TEST_CASE("a copy in another folder is passed over, and the build that it copies serves on", "[versions]") {
  const test::TempDir kept;
  std::filesystem::copy_file(Twin("1.0.0"), kept / "kept.so");
  PluginSet set;
  std::vector<Finding> findings;
  set.AddFolder(BinaryDir() + "/fixtures/twins", findings);
  const std::size_t before = set.plugins().size();
  set.AddFolder(kept.path().string(), findings);
  for (const Finding& finding : findings) FAIL_CHECK(finding.message.en);
  CHECK(set.plugins().size() == before);
  CHECK(set.AddFile(kept / "kept.so").code() == StatusCode::kConflict);
}

TEST_CASE("another build of the same version serves those that are pinned to it", "[versions]") {
  PluginSet set;
  REQUIRE(set.AddFile(Twin("1.1.0")).ok());
  REQUIRE(set.AddFile(Twin("1.1.0-again")).ok());
  CHECK(set.AddFile(Twin("1.1.0")).code() == StatusCode::kConflict);  // the very same bytes
  CHECK(Answerer(set) == "build 1.1.0");
  const auto pinned = set.PinnedTo({PinOf(*set.plugins().at(1))});
  REQUIRE(pinned);
  CHECK(Answerer(*pinned->factory) == "build 1.1.0-again");
}

}  // namespace juece
