// Normative documents after deliberation: registration, filing, cleanup.
#include "juece/sdk/plugin.h"
#include "steps.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::UnifiedRegistration>("unified_registration"),
             juece::sdk::MakeStep<juece::sdk::Filing>("filing"),
             juece::sdk::MakeStep<juece::sdk::DocumentCleanup>("document_cleanup"))
