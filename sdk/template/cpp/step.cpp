// The rules of the step. By the time Submit is called, the role, the payload's schema and the required documents have been checked.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace {

using juece::sdk::Count;
using juece::sdk::Effects;
using juece::sdk::Request;

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class Step : public juece::sdk::Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("report"); }

  // May be called twice for one action: keep no state, have no side effects.
  void Submit(const Request& request, Effects& effects) override {
    const auto fewest = request.configuration()["minimum_people"].Integer();
    const auto people = request.data()["people"].Integer();
    if (people < fewest) {
      return effects.Reject({"too-few-people",
                             "R713:14-2",
                             {"有至少" + Count(fewest) + "人参加", "have at least " + Count(fewest) + " people take part"},
                             {"只有" + Count(people) + "人", "there were " + Count(people)}});
    }
    effects.Complete(request.data()["done"].IsTrue() ? "completed" : "not_completed");
  }
};

}  // namespace

JUECE_PLUGIN(kDescriptor, juece::sdk::MakeStep<Step>("@NAME@"))
