// The pages of docs/findings are run: the wrong example of each yields its code, the right one has no error.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/json.h"
#include "proof/verify.h"
#include "support/places.h"

using namespace juece;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(SourceDir()) / "docs/findings";

std::string Bytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

StepCatalog Types() {
  StepCatalog catalog;
  const auto descriptor = ParseJson(Bytes(kFolder / "example/types.json"));
  REQUIRE(descriptor.has_value());
  for (const Data& step : (*descriptor)["steps"].AsList()) {
    auto type = ReadStepType(step);
    INFO((type.has_value() ? "" : type.error().message().en));
    REQUIRE(type.has_value());
    REQUIRE(catalog.Add(*std::move(type)).ok());
  }
  return catalog;
}

StatuteBook Statutes() {
  StatuteBook book;
  for (const char* name : {"REVIEW", "EXPERTS", "TERM", "DISCRETION", "FOLLOWED"}) {
    std::vector<Finding> findings;
    auto statute = ReadStatute(Bytes(kFolder / "example" / (std::string(name) + ".xml")), name, findings);
    for (const Finding& finding : findings) FAIL_CHECK(ToText(finding, Language::kEnglish));
    REQUIRE(statute.has_value());
    book.Add(*std::move(statute));
  }
  return book;
}

struct Example {
  bool wrong = false;
  bool overlay = false;  // local rules over example/floor.xml, instead of a block of a definition
  std::string statutes;
  std::string block;
};

std::vector<Example> ExamplesOf(const std::string& page) {
  std::vector<Example> examples;
  std::istringstream in(page);
  std::string line;
  bool inside = false;
  while (std::getline(in, line)) {
    if (line.starts_with("```")) {
      inside = !inside && line.size() > 3;
      if (!inside) continue;
      const std::size_t at = line.find("statutes=");
      examples.push_back({line.find("wrong") != std::string::npos, line.find("overlay") != std::string::npos, at == std::string::npos ? "" : line.substr(at + 9), ""});
    } else if (inside) {
      examples.back().block += line + "\n";
    }
  }
  return examples;
}

std::string Framed(const Example& example) {
  std::string text = Bytes(kFolder / "example/frame.xml");
  const auto replace = [&](const std::string& what, const std::string& with) { text.replace(text.find(what), what.size(), with); };
  if (example.statutes.empty()) replace(R"( statutes="@STATUTES@")", "");
  else replace("@STATUTES@", example.statutes);
  replace("@BLOCK@", example.block);
  return text;
}

std::vector<Finding> JudgeOverlays(const Example& example, const StepCatalog& catalog, const StatuteBook& book) {
  std::vector<Finding> findings;
  const auto base = ReadDefinition(Framed({false, false, "TERM", Bytes(kFolder / "example/floor.xml")}), "floor.xml", findings);
  REQUIRE(base != nullptr);
  std::vector<OverlaySource> sources;
  for (std::size_t at = 0; at != std::string::npos;) {
    const std::size_t next = example.block.find("<overlay ", at + 1);
    sources.push_back({example.block.substr(at, next - at), "example.xml", ""});
    at = next;
  }
  const MergedDefinition merged = MergeOverlays(*base, std::move(sources), catalog, findings);
  VerifyInput input{merged.definition == nullptr ? base.get() : merged.definition.get(), &catalog, &book, {}};
  input.overlays = &merged.layers;
  return Verify(input, findings).findings;
}

std::vector<Finding> Judge(const Example& example, const StepCatalog& catalog, const StatuteBook& book) {
  if (example.overlay) return JudgeOverlays(example, catalog, book);
  std::vector<Finding> findings;
  const auto definition = ReadDefinition(Framed(example), "example.xml", findings);
  if (definition == nullptr) return findings;
  return Verify({definition.get(), &catalog, &book, {}}, findings).findings;
}

}  // namespace

TEST_CASE("every code that the contract names has its page", "[proof][findings]") {
  // The codes of local rules have theirs with the checks of overlays.
  for (const char* code : {"unreadable", "unknown-element", "unknown-reference", "duplicate-id", "unknown-step-type", "bad-configuration",
                           "unreachable-step", "cannot-finish", "requirement-missing", "mandatory-step-bypassed", "gate-outcome-passes",
                           "applicability-narrower", "review-not-fresh", "unhandled-outcome", "ambiguous-choice", "loop-without-wait",
                           "impossible-role", "deadline-contradiction", "article-not-covered", "guard-type", "implicit-join"}) {
    INFO(code);
    const fs::path page = kFolder / (std::string(code) + ".md");
    REQUIRE(fs::exists(page));
    const std::vector<Example> examples = ExamplesOf(Bytes(page));
    CHECK(std::any_of(examples.begin(), examples.end(), [](const Example& e) { return e.wrong; }));
    CHECK(std::any_of(examples.begin(), examples.end(), [](const Example& e) { return !e.wrong; }));
  }
}

TEST_CASE("a finding about runs shows a shortest one, with outcomes, in both languages", "[proof][findings]") {
  const StepCatalog catalog = Types();
  const StatuteBook book = Statutes();
  const auto witnessed = [&](const char* code) {
    const std::vector<Example> examples = ExamplesOf(Bytes(kFolder / (std::string(code) + ".md")));
    for (const Finding& finding : Judge(examples.front(), catalog, book)) {
      if (finding.code == code) return finding;
    }
    FAIL("no finding " << code);
    return Finding{};
  };
  const Finding bypassed = witnessed("mandatory-step-bypassed");
  CHECK(bypassed.witness == std::vector<std::string>{"drafting", "submission"});
  CHECK(bypassed.message.zh.ends_with("起草 → 提交讨论"));
  CHECK(bypassed.message.en.ends_with("Drafting → Submission"));
  const Finding gate = witnessed("gate-outcome-passes");
  CHECK(gate.message.zh.find("(不合法) → ") != std::string::npos);
  CHECK(gate.message.en.find(" (Unlawful) → ") != std::string::npos);
  const Data json = ToData(gate, Language::kChinese);
  REQUIRE(json["witness"].AsList().size() == gate.witness.size());
  CHECK(json["witness"].AsList().back().AsText() == gate.witness.back());
  CHECK(witnessed("review-not-fresh").witness == std::vector<std::string>{"review", "drafting", "submission"});
}

TEST_CASE("the examples of the findings say what their pages say", "[proof][findings]") {
  const StepCatalog catalog = Types();
  const StatuteBook book = Statutes();
  int pages = 0;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".md" || entry.path().stem() == "README") continue;
    const std::string code = entry.path().stem().string();
    const std::vector<Example> examples = ExamplesOf(Bytes(entry.path()));
    const bool verify_page = std::any_of(examples.begin(), examples.end(), [](const Example& e) { return e.wrong; });
    if (!verify_page) continue;  // a page of another check
    ++pages;
    INFO(code);
    CHECK(examples.size() >= 2);
    for (const Example& example : examples) {
      const std::vector<Finding> findings = Judge(example, catalog, book);
      std::set<std::string> codes;
      std::string texts;
      for (const Finding& finding : findings) {
        codes.insert(finding.code);
        texts += ToText(finding, Language::kEnglish) + "\n";
        CHECK_FALSE(finding.message.zh.empty());
      }
      INFO((example.wrong ? "wrong\n" : "right\n") << texts);
      if (example.wrong) CHECK(codes.count(code) == 1);
      else CHECK_FALSE(HasError(findings));
    }
  }
  CHECK(pages >= 25);
}
