#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "process/refusal.h"
#include "support/places.h"

namespace juece {
namespace {

std::string RuleName(OverrideRule rule) {
  switch (rule) {
    case OverrideRule::kPerson: return "有权人员可放行 by authority";
    case OverrideRule::kGate: return "法定关口 gate";
    case OverrideRule::kNever: break;
  }
  return "否 no";
}

// The reference page is made from the table in the code, so that the two cannot disagree.
std::string ReferencePage() {
  std::string page =
      "# 引擎拒绝代码 · Rejections of the engine\n\n"
      "引擎拒绝命令时给出代码、中英文句子和依据条文;被拒绝的命令不改变案卷,只记入尝试日志。步骤插件另有自己的代码,见各步骤的说明。\n\n"
      "A refused command gets a code, a sentence in both languages and the article behind it; it changes nothing and is kept in the "
      "attempt log. What stands in braces is filled in; where there is an article it follows in brackets. The plugins of the steps "
      "add codes of their own.\n\n"
      "| code | 句子 | sentence | override |\n|---|---|---|---|\n";
  for (const RejectionCode& code : RejectionCodes()) {
    page.append("| `").append(code.code).append("` | ").append(code.zh).append(" | ").append(code.en).append(" | ");
    page.append(RuleName(code.override_rule)).append(" |\n");
  }
  return page;
}

TEST_CASE("the reference page lists every code with its sentence") {
  const std::string path = SourceDir() + "/docs/reference/rejections.md";
  if (std::getenv("JUECE_WRITE_REFERENCE") != nullptr) std::ofstream(path) << ReferencePage();
  std::ifstream in(path);
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  CHECK(page == ReferencePage());
}

TEST_CASE("codes are unique and their sentences keep the form") {
  std::set<std::string_view> seen;
  for (const RejectionCode& code : RejectionCodes()) {
    CHECK(seen.insert(code.code).second);
    CHECK(code.en.starts_with("Expected to "));
    CHECK(code.en.find(", but ") != std::string_view::npos);
    CHECK(code.zh.starts_with("应"));
    CHECK(code.zh.find(",但") != std::string_view::npos);
  }
}

}  // namespace
}  // namespace juece
