// Submission (R713:29) and collective deliberation (R713:30).
#include "juece/sdk/plugin.h"

#include "collective_deliberation.h"
#include "submission.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeStep<juece::sdk::Submission>("submission"),
             juece::sdk::MakeStep<juece::sdk::CollectiveDeliberation>("collective_deliberation"),
             juece::sdk::MakeStep<juece::sdk::CollectiveDeliberation>("later_deliberation"))
