// Feedback: what is heard while carrying out is answered one by one and decides whether to go on.
#include <set>

#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class Feedback : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("receive"); }

  void Submit(const Request& request, Effects& effects) override {
    if (request.action() == "receive") return effects.OpenTask("answer");
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    if (request.action() == "answer") return effects.OpenTask("conclude");
    const bool adjust = request.data()["result"].Text() == "adjust";
    effects.Complete(adjust ? "adjustment_due" : "kept", request.data()["reason"].Text());
  }

 private:
  static std::set<std::string_view> Numbers(const Request& request, std::string_view event) {
    std::set<std::string_view> numbers;
    for (const Action& action : request.All(event)) numbers.insert(action.data["no"].Text());
    return numbers;
  }

  static Answer Refused(const Request& request) {
    const std::set<std::string_view> received = Numbers(request, "feedback_received");
    if (request.action() == "conclude") return RefusedEnd(request, received);
    const std::string_view no = request.data()["no"].Text();
    if (received.contains(no)) return std::nullopt;
    return Refusal{"unknown-feedback",
                   "S002:4",
                   {"答复登记的反馈", "answer feedback that was recorded"},
                   {"没有第" + Quote(no).zh + "条", "there is no number " + Quote(no).en}};
  }

  static Answer RefusedEnd(const Request& request, const std::set<std::string_view>& received) {
    if (received.empty()) {
      return Refusal{"feedback-missing",
                     "S002:4",
                     {"在收集反馈后作出结论", "conclude after feedback was collected"},
                     {"没有反馈", "there is none"}};
    }
    const std::set<std::string_view> answered = Numbers(request, "feedback_answered");
    for (std::string_view no : received) {
      if (answered.contains(no)) continue;
      return Refusal{"feedback-not-answered",
                     "S002:4",
                     {"逐条答复反馈", "answer every feedback"},
                     {"第" + Quote(no).zh + "条没有答复", "number " + Quote(no).en + " is not answered"}};
    }
    if (request.data()["result"].Text() != "adjust" || !request.data()["reason"].Text().empty()) return std::nullopt;
    return Refusal{"reason-missing",
                   "S002:4",
                   {"写明调整的理由", "state why it is adjusted"},
                   {"没有理由", "no reason was given"}};
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeStep<juece::sdk::Feedback>("feedback"))
