// Risk assessment (R713:22–24): departments are heard, the report says points, measures and plan,
// the organ judges.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class RiskAssessment : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("commission"); }

  void Submit(const Request& request, Effects& effects) override {
    const std::string_view action = request.action();
    if (action == "commission") effects.OpenTask("hear_departments");
    if (action == "hear_departments") effects.OpenTask("submit_report");
    if (action == "submit_report") {
      if (const Answer refusal = RefusedReport(request)) return effects.Reject(*refusal);
      return effects.OpenTask("judge");
    }
    if (action == "review_report") {
      if (const Answer refusal = NoReport(request)) return effects.Reject(*refusal);
    }
    if (action != "judge") return;
    if (const Answer refusal = RefusedJudgement(request)) return effects.Reject(*refusal);
    effects.Complete(request.data()["conclusion"].Text(), request.data()["reason"].Text());
  }

 private:
  static Answer RefusedReport(const Request& request) {
    const Value data = request.data();
    const auto named = request.Last("risk_assessment_commissioned");
    if (!named) {
      return Refusal{"assessor-not-named",
                     "R713:22",
                     {"先明确负责风险评估的单位", "name the assessor first"},
                     {"没有明确", "none is named"}};
    }
    if (named->data["assessor"].Text() != data["assessor"].Text()) {
      return Refusal{"assessor-differs",
                     "R713:23-3",
                     {"由" + Quote(named->data["assessor"].Text()).zh + "提交报告",
                      "have the report from " + Quote(named->data["assessor"].Text()).en},
                     {"报告由" + Quote(data["assessor"].Text()).zh + "作出",
                      "it is by " + Quote(data["assessor"].Text()).en}};
    }
    if (!request.Has("departments_heard")) {
      return Refusal{"departments-not-heard",
                     "R713:23-2",
                     {"听取有关部门的意见", "hear the departments concerned"},
                     {"没有听取的记录", "none is recorded"}};
    }
    if (const Answer refusal = IncompleteReport(data)) return refusal;
    return UnknownLevel(request);
  }

  static Answer IncompleteReport(Value report) {
    if (report["risk_points"].empty()) {
      return Refusal{"risk-points-missing",
                     "R713:23-2",
                     {"在报告中明确风险点", "name the risk points in the report"},
                     {"没有风险点", "there are none"}};
    }
    if (report["measures"].empty()) {
      return Refusal{"risk-measures-missing",
                     "R713:23-2",
                     {"在报告中提出防范措施", "propose measures in the report"},
                     {"没有措施", "there are none"}};
    }
    if (report["contingency_plan"].Text().empty()) {
      return Refusal{"contingency-plan-missing",
                     "R713:23-2",
                     {"在报告中提出处置预案", "include a contingency plan in the report"},
                     {"没有预案", "there is none"}};
    }
    return std::nullopt;
  }

  // The Regulation knows no levels; where the configuration does, the report uses them.
  static Answer UnknownLevel(const Request& request) {
    const Value levels = request.configuration()["levels"];
    const std::string_view level = request.data()["level"].Text();
    if (levels.empty() || levels.Contains(level)) return std::nullopt;
    const Sentence known = QuoteAll(Texts(levels));
    return Refusal{"risk-level-unknown",
                   request.Basis("levels"),
                   {"以" + known.zh + "之一为风险等级", "use one of the levels " + known.en},
                   {level.empty() ? "没有写明等级" : "报告写的是" + Quote(level).zh,
                    level.empty() ? "none is given" : "found " + Quote(level).en}};
  }

  static Answer NoReport(const Request& request) {
    if (request.Has("risk_report_submitted")) return std::nullopt;
    return Refusal{"risk-report-missing",
                   "R713:24",
                   {"以风险评估报告为依据认定", "judge on the risk report"},
                   {"没有报告", "there is none"}};
  }

  static Answer RefusedJudgement(const Request& request) {
    if (const Answer refusal = NoReport(request)) return refusal;
    const Value data = request.data();
    if (data["conclusion"].Text() == "controllable_after_measures" &&
        data["measures"].Text().empty()) {
      return Refusal{"measures-not-stated",
                     "R713:24",
                     {"写明使风险可控的措施", "state the measures that make the risk controllable"},
                     {"没有写明", "none is stated"}};
    }
    return std::nullopt;
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::RiskAssessment>("risk_assessment"))
