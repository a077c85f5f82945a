// Drafting (R713:12) and the coordination with other units (R713:13).
#include "coordination.h"
#include "drafting.h"
#include "juece/sdk/plugin.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeStep<juece::sdk::Drafting>("drafting"),
             juece::sdk::MakeStep<juece::sdk::Coordination>("coordination"))
