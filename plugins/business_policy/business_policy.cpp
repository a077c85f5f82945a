// What rules on the business environment ask of a policy that touches operators: its consistency with macro policy is assessed
// before it is submitted, and operators have time to adapt before it takes effect.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class PolicyConsistency : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("request_assessment"); }

  void Submit(const Request& request, Effects& effects) override {
    if (request.action() == "request_assessment") return effects.OpenTask("conclude");
    if (!request.Has("policy_consistency_requested")) {
      return effects.Reject({"assessment-not-requested",
                             request.Basis("request"),
                             {"先送请评估", "ask for the assessment first"},
                             {"没有送请", "it was not asked"}});
    }
    effects.Complete(request.data()["conclusion"].Text(), request.data()["reason"].Text());
  }
};

class Adaptation : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("fix_effect"); }

  void Submit(const Request& request, Effects& effects) override {
    if (request.action() == "fix_effect") return effects.OpenTask("take_effect");
    const auto fixed = request.Last("effect_fixed");
    if (!fixed) {
      return effects.Reject({"effect-not-fixed",
                             request.Basis("effect"),
                             {"先确定施行日期", "fix the day on which it takes effect first"},
                             {"没有确定", "none is fixed"}});
    }
    effects.Complete("in_effect", fixed->data["effective_on"].Text());
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::PolicyConsistency>("policy_consistency"),
             juece::sdk::MakeStep<juece::sdk::Adaptation>("adaptation"))
