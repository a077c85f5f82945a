// Any bytes: the reader, and the proofs behind it, answer with findings and never fall over.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "proof/verify.h"

namespace {

juece::StepCatalog Types() {
  juece::StepCatalog catalog;
  for (const char* id : {"drafting", "legality_review", "public_participation", "risk_assessment", "initiation"}) {
    juece::StepType type;
    type.id = id;
    type.configuration_schema = juece::Data::OfMembers({{"additionalProperties", true}});
    for (const char* outcome : {"drafted", "lawful", "unlawful", "participated", "controllable", "uncontrollable", "started"}) {
      type.outcomes.push_back({outcome, {}, true});
    }
    (void)catalog.Add(std::move(type));
  }
  return catalog;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const juece::StepCatalog catalog = Types();
  static const juece::StatuteBook statutes;
  std::vector<juece::Finding> findings;
  const auto definition = juece::ReadDefinition(std::string(reinterpret_cast<const char*>(data), size), "fuzz.xml", findings);
  if (definition == nullptr) {
    if (findings.empty()) std::abort();  // refused without a word
    return 0;
  }
  const juece::VerifyReport report = juece::Verify({definition.get(), &catalog, &statutes, {}}, findings);
  for (const juece::Finding& finding : report.findings) (void)juece::ToText(finding, juece::Language::kChinese);
  return 0;
}
