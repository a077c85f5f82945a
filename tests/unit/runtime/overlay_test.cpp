// Dossiers under local rules: what binds them, what they are pinned to, and what they do not open with.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "kit.h"
#include "runtime/local_rules.h"

namespace juece {
namespace {

using kit::At;
using kit::Desk;
using kit::Said;

std::string RuleFile(const kit::Office& office, const std::string& name, const std::string& clauses, const std::string& more = "") {
  const std::string file = office.folder + "/" + name + ".xml";
  std::ofstream(file, std::ios::binary) << "<overlay xmlns=\"urn:juece:definition:1\" id=\"test." << name
                                        << "\" version=\"1.0.0\" title-zh=\"规定\" title-en=\"Rule\" extends=\"test.main\" level=\"city\" "
                                           "region=\"某市\" in-force=\"2021-01-01\" "
                                        << more << ">" << clauses << "</overlay>";
  return file;
}

const char kLonger[] = R"(<rulebook ref="city-rules"/><period step="consult" ref="notice" minimum="40" article="R713:15"/>)";
const char kCheck[] = R"(<insert after="drafting" outcomes="done" article="R713:13"><step id="own_check" type="work" zh="自查" en="Own check">
  <on outcome="done" to="next"/><on outcome="again bad" to="drafting"/></step></insert>)";

Result<Engine::Opened> Open(Desk& desk, std::vector<std::string> overlays) {
  Engine::OpenRequest request;
  request.procedure = desk.office.procedure_file;
  request.overlays = std::move(overlays);
  request.body.title = "Matter";
  request.body.organ = "Office";
  request.body.facts = {{"technical", Data(true)}};
  request.actor = {"Li", "clerk", ""};
  request.occurred_at = request.recorded_at = At("2024-03-01");
  auto opened = desk.engine.Open(request);
  if (opened) desk.id = opened->dossier;
  return opened;
}

TEST_CASE("a dossier goes on under the local rules that it was opened with, byte by byte") {
  kit::Office office;
  const std::string longer = RuleFile(office, "longer", kLonger);
  const std::string check = RuleFile(office, "check", kCheck);
  auto store = MakeMemoryStore();
  Desk desk(office, *store, false);
  const auto opened = Open(desk, {check, longer});
  INFO((opened ? "" : opened.error().message().en));
  REQUIRE(opened);
  const auto events = store->Read(desk.id).value();
  const auto& first = std::get<DossierOpened>(events.front().body);
  REQUIRE(first.overlays.size() == 2);
  CHECK(first.overlays[0].starts_with("test.check@sha256:"));
  CHECK(first.overlays[1].starts_with("test.longer@sha256:"));
  for (const std::string& overlay : first.overlays) {
    const auto pinned = store->FindPinned(overlay.substr(overlay.find('@') + 1));
    REQUIRE(pinned);
    CHECK(pinned->kind == "overlay");
  }
  const auto rules = LocalRulesOf(store->FindPinned(first.overlays[1].substr(first.overlays[1].find('@') + 1))->bytes);
  CHECK(rules.rulebooks == std::vector<std::string>{"city-rules"});
  // The files change; the dossier does not.
  std::ofstream(longer) << "nothing";
  std::ofstream(check) << "nothing";
  std::ofstream(office.procedure_file) << "nothing";
  Desk later(office, *store, false);
  later.id = desk.id;
  REQUIRE(Said(later.Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"})) == "accepted");
  REQUIRE(Said(later.Do("drafting", "finish", R"({"outcome": "done"})", "2024-03-02")) == "accepted");
  CHECK(later.Status("own_check") == "active");
  REQUIRE(Said(later.Do("own_check", "finish", R"({"outcome": "done"})", "2024-03-03")) == "accepted");
  CHECK(Said(later.Do("consult", "open_notice", R"({"until": "2024-04-05"})", "2024-03-04")).find("R713:15") != std::string::npos);
  CHECK(Said(later.Do("consult", "open_notice", R"({"until": "2024-04-15"})", "2024-03-04")) == "accepted");
  CHECK(later.engine.Replay(later.id).value().empty());
}

TEST_CASE("the order of local rules means nothing to the digest, their bytes do") {
  kit::Office office;
  const std::string longer = RuleFile(office, "longer", kLonger);
  const std::string check = RuleFile(office, "check", kCheck);
  const auto digest = [&](std::vector<std::string> overlays) {
    return LoadProcedure(*office.installation, office.procedure_file, overlays).report.digest;
  };
  const std::string both = digest({longer, check});
  CHECK(both == digest({check, longer}));
  CHECK(both != digest({longer}));
  CHECK(digest({longer}) != digest({}));
  RuleFile(office, "longer", std::string(kLonger) + " ");
  CHECK(both != digest({longer, check}));
}

TEST_CASE("what loosens, is not in force, or is not there opens nothing") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store, false);
  const auto refused = [&](const std::string& file) {
    const auto opened = Open(desk, {file});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code() == StatusCode::kInvalidArgument);
    CHECK(store->Dossiers().value().empty());
    return opened.error().message().en;
  };
  CHECK(refused(RuleFile(office, "shorter", R"(<period step="consult" ref="notice" minimum="20" article="R713:15"/>)")).find("overlay-loosens") != std::string::npos);
  CHECK(refused(RuleFile(office, "over", kLonger, "in-force-to=\"2023-12-31\"")).find("2023-12-31") != std::string::npos);
  CHECK(refused("cn.nowhere").find("cn.nowhere") != std::string::npos);
}

}  // namespace
}  // namespace juece
