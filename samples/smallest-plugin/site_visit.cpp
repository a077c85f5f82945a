#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace {

using juece::sdk::Count;
using juece::sdk::Effects;
using juece::sdk::Request;

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class SiteVisit : public juece::sdk::Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("report_visit"); }

  void Submit(const Request& request, Effects& effects) override {
    const auto fewest = request.configuration()["minimum_people"].Integer();
    const auto met = request.data()["people"].Integer();
    if (met < fewest) {
      return effects.Reject(
          {"too-few-people",
           "R713:14-2",
           {"至少走访" + Count(fewest) + "人", "meet at least " + Count(fewest) + " people"},
           {"只走访了" + Count(met) + "人", "only " + Count(met) + " were met"}});
    }
    effects.Complete("visited");
  }
};

}  // namespace

JUECE_PLUGIN(kDescriptor, juece::sdk::MakeStep<SiteVisit>("site_visit"))
