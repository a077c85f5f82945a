// The undertaking unit's own review of its draft before it goes to another office: its own legality check, then its leaders'
// meeting.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class OwnReview : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("check_legality"); }

  void Submit(const Request& request, Effects& effects) override {
    const Value data = request.data();
    if (request.action() == "check_legality") {
      if (data["conclusion"].Text() == "lawful") return effects.OpenTask("discuss");
      return effects.Complete("sent_back", data["opinion"].Text());
    }
    const auto check = request.Last("own_legality_checked");
    if (!check) {
      return effects.Reject(
          {"own-check-missing",
           request.Basis("check"),
           {"先由本单位合法性审查机构初审", "have the unit's own legality check first"},
           {"没有初审意见", "there is none"}});
    }
    if (data["adopted"].IsTrue()) return effects.Complete("passed", data["decision"].Text());
    effects.Complete("sent_back", data["decision"].Text());
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeStep<juece::sdk::OwnReview>("own_review"))
