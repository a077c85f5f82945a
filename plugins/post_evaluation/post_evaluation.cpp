// Post-evaluation (R713:36): a ground, an evaluator that did not do the main work before, the
// public taking part, a result used.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class PostEvaluation : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("decide"); }

  void Submit(const Request& request, Effects& effects) override {
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    const std::string_view action = request.action();
    if (action == "decide") effects.OpenTask("commission");
    if (action == "commission") effects.OpenTask("report");
    if (action == "report") effects.OpenTask("use_result");
    // The result may be the ground of an adjustment, which has a step of its own.
    if (action == "use_result") {
      const bool adjusts = request.data()["adjust"].IsTrue();
      effects.Complete(adjusts ? "adjustment_advised" : "evaluated",
                       request.data()["decision"].Text());
    }
  }

 private:
  static Answer Refused(const Request& request) {
    const std::string_view action = request.action();
    if (action == "decide") return RefusedGround(request);
    if (!request.Has("evaluation_decided")) {
      return Refusal{"evaluation-not-decided",
                     "R713:36-1",
                     {"先决定开展后评估", "decide to evaluate first"},
                     {"没有决定", "it was not decided"}};
    }
    if (action == "commission") return RefusedEvaluator(request);
    if (action == "report") return RefusedReport(request);
    if (request.Has("evaluation_reported")) return std::nullopt;
    return Refusal{"evaluation-report-missing",
                   "R713:36-4",
                   {"以评估报告为依据", "rest on the evaluation report"},
                   {"没有报告", "there is none"}};
  }

  static Answer RefusedGround(const Request& request) {
    const Value grounds = request.configuration()["grounds"];
    const std::string_view ground = request.data()["ground"].Text();
    if (grounds.Contains(ground)) return std::nullopt;
    const Sentence known = QuoteAll(Texts(grounds));
    return Refusal{"unknown-ground",
                   "R713:36-1",
                   {"写明属于" + known.zh + "中的哪种情形", "name one of the grounds " + known.en},
                   {"填写了" + Quote(ground).zh, "found " + Quote(ground).en}};
  }

  static Answer RefusedEvaluator(const Request& request) {
    const Value data = request.data();
    const std::string_view evaluator = data["evaluator"].Text();
    // Only a commissioned third party is excluded; an office may look back at its own work.
    for (Value source : request.configuration()["excluded"]) {
      if (data["third_party"].IsFalse() || !DidMainWork(request, source, evaluator)) continue;
      const Sentence who = Quote(evaluator);
      return Refusal{
          "evaluator-not-independent",
          "R713:36-2",
          {"由没有承担决策前主要论证、评估工作的单位评估",
           "have the evaluation from a body that did not do the main work before the decision"},
          {who.zh + "承担过“" + std::string(source["step"].Text()) + "”的工作",
           who.en + " worked in '" + std::string(source["step"].Text()) + "'"}};
    }
    if (data["third_party"].IsTrue() && data["independence"].Text().empty()) {
      return Refusal{"independence-not-stated",
                     "R713:36-2",
                     {"附第三方的独立性说明", "attach the third party's statement of independence"},
                     {"没有说明", "there is none"}};
    }
    return std::nullopt;
  }

  static bool DidMainWork(const Request& request, Value source, std::string_view evaluator) {
    const std::string_view member = source["member"].Text();
    const std::string_view list = source["list"].Text();
    for (const Action& action :
         request.Ever().AllIn(source["step"].Text(), source["event"].Text())) {
      if (list.empty() && action.data[member].Text() == evaluator) return true;
      for (Value entry : action.data[list]) {
        if (entry[member].Text() == evaluator) return true;
      }
    }
    return false;
  }

  static Answer RefusedReport(const Request& request) {
    if (!request.Has("evaluation_commissioned")) {
      return Refusal{"evaluator-not-commissioned",
                     "R713:36-2",
                     {"先确定评估单位", "name the evaluator first"},
                     {"没有确定", "none is named"}};
    }
    const std::int64_t fewest = request.configuration()["minimum_participants"].Integer();
    const auto found = static_cast<std::int64_t>(request.data()["participants"].size());
    if (found >= fewest) return std::nullopt;
    // The law asks that they take part, not for a number.
    return Refusal{
        "nobody-took-part",
        found == 0 ? "R713:36-3" : request.Basis("minimum_participants"),
        {"吸收至少" + Count(fewest) + "方面的公众、代表、委员等参与评估",
         "let at least " + Count(fewest) + " of the public, deputies or others take part"},
        {"记载了" + Count(found) + "方面", Count(found) + " are recorded"}};
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::PostEvaluation>("post_evaluation"))
