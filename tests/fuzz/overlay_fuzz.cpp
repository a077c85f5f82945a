// Any bytes as a local rule over a small definition: reading, merging, comparing and proving answer with findings and never fall over.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "definition/merge.h"
#include "proof/verify.h"

namespace {

// What tests/fuzz/corpus/overlay changes.
constexpr const char* kBase = R"(<procedure xmlns="urn:juece:definition:1" id="base" version="1.0.0" title-zh="程序" title-en="Procedure">
<roles><role id="unit" zh="单位" en="Unit"/></roles>
<facts><fact id="hard" type="boolean" zh="难" en="Hard" decided-by="unit"/></facts>
<settings><setting id="first" value="counted" choices="counted not-counted" zh="首日" en="First day"/></settings>
<flow start="drafting">
<step id="drafting" type="drafting" zh="起草" en="Drafting"><on outcome="drafted" to="both"/></step>
<parallel id="both" zh="并行" en="Both">
<branch id="a" zh="甲" en="A"><flow start="public_participation"><step id="public_participation" type="public_participation" zh="参与" en="Public">
<material kind="D301" required="false"/>
<period id="term" kind="minimum" amount="30" unit="calendar-days" from="opened" to="closed" soft="true" first-day="@first"/>
<on outcome="participated" to="a_done"/></step><end id="a_done" outcome="done"/></flow></branch>
<branch id="b" zh="乙" en="B"><flow start="risk_assessment"><step id="risk_assessment" type="risk_assessment" zh="风险" en="Risk">
<applies when="hard" decided-by="unit"/><on outcome="controllable not_applicable" to="b_done"/></step><end id="b_done" outcome="done"/></flow></branch>
<exit otherwise="true" to="legality_review"/></parallel>
<step id="legality_review" type="legality_review" zh="审查" en="Review"><milestone id="decision" outcomes="lawful"/>
<on outcome="lawful" to="over"/><on outcome="unlawful" to="drafting"/></step>
<end id="over" outcome="over"/></flow></procedure>)";

juece::StepCatalog Types() {
  juece::StepCatalog catalog;
  const auto add = [&](const char* id, std::initializer_list<const char*> outcomes) {
    juece::StepType type;
    type.id = id;
    type.configuration_schema = juece::Data::OfMembers({{"additionalProperties", true}});
    for (const char* outcome : outcomes) type.outcomes.push_back({outcome, {}, true});
    (void)catalog.Add(std::move(type));
  };
  add("drafting", {"drafted"});
  add("public_participation", {"participated"});
  add("risk_assessment", {"controllable"});
  add("legality_review", {"lawful", "unlawful"});
  return catalog;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const juece::StepCatalog catalog = Types();
  static std::vector<juece::Finding> none;
  static const auto base = juece::ReadDefinition(kBase, "base.xml", none);
  if (base == nullptr || juece::HasError(none)) std::abort();
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::vector<juece::Finding> findings;
  // Twice, the second under another name where it has one: two rules meet.
  std::string other = bytes;
  if (const std::size_t id = other.find(" id=\"one"); id != std::string::npos) other.replace(id, 8, " id=\"two");
  const juece::MergedDefinition merged = juece::MergeOverlays(*base, {{bytes, "one.xml", ""}, {other, "two.xml", ""}}, catalog, findings);
  if (merged.definition == nullptr && findings.empty()) std::abort();  // refused without a word
  juece::VerifyInput input{merged.definition == nullptr ? base.get() : merged.definition.get(), &catalog, nullptr, {}};
  input.overlays = &merged.layers;
  for (const juece::Finding& finding : juece::Verify(input, findings).findings) (void)juece::ToText(finding, juece::Language::kChinese);
  return 0;
}
