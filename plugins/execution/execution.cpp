// Execution (R713:34, 35), its suspension by the head and the adjustment that runs the procedure
// again (R713:37).
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class Execution : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("assign"); }

  void Submit(const Request& request, Effects& effects) override {
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    const std::string_view action = request.action();
    const Value data = request.data();
    if (action == "assign") effects.OpenTask("report");
    if (action == "report") effects.OpenTask("complete");
    if (action == "report_problem" && data["urgent"].IsTrue())
      effects.OpenTask("request_suspension");
    if (action == "request_suspension")
      effects.Complete("suspension_requested", data["reason"].Text());
    if (action == "request_adjustment")
      effects.Complete("adjustment_requested", data["reason"].Text());
    if (action == "complete") effects.Complete("completed", data["summary"].Text());
  }

 private:
  static Answer Refused(const Request& request) {
    const std::string_view action = request.action();
    if (action == "request_suspension") return RefusedSuspension(request);
    if (action == "request_adjustment") return RefusedAdjustment(request);
    if (action == "inspect" || action == "report" || action == "complete")
      return RefusedProgress(request);
    return std::nullopt;
  }

  // Execution may have been resumed after a suspension: what was assigned before still stands, so
  // all rounds count.
  static bool Assigned(const Request& request) { return request.Ever().Has("execution_assigned"); }

  static Answer RefusedProgress(const Request& request) {
    if (!Assigned(request)) {
      return Refusal{"not-assigned",
                     "R713:34",
                     {"先明确决策执行单位", "assign an executing unit first"},
                     {"没有明确", "none is assigned"}};
    }
    if (request.action() != "complete") return std::nullopt;
    if (!request.Ever().Has("execution_reported")) {
      return Refusal{
          "no-execution-report",
          "R713:34",
          {"由执行单位报告执行情况后办结", "complete after the executing unit has reported"},
          {"没有报告", "there is no report"}};
    }
    if (request.configuration()["inspection_required"].IsTrue() &&
        !request.Ever().Has("execution_inspected")) {
      return Refusal{"not-inspected",
                     "R713:34",
                     {"督促检查后办结", "complete after an inspection"},
                     {"没有督促检查的记录", "none is recorded"}};
    }
    return std::nullopt;
  }

  static Answer RefusedSuspension(const Request& request) {
    for (const Action& problem : request.All("problem_reported")) {
      if (problem.data["urgent"].IsTrue()) return std::nullopt;
    }
    return Refusal{"suspension-not-grounded",
                   "R713:37",
                   {"在报告紧急的问题、重大变化或者不可抗力后请求中止",
                    "report an urgent problem, change or force majeure first"},
                   {"没有这样的报告", "no such report is recorded"}};
  }

  static Answer RefusedAdjustment(const Request& request) {
    if (request.Ever().Has("problem_reported") || request.Ever().Has("execution_opinion_received"))
      return std::nullopt;
    return Refusal{"adjustment-not-grounded",
                   "R713:37",
                   {"在报告问题、变化、不可抗力或者收到意见建议后请求调整",
                    "report a problem, a change, force majeure or an opinion first"},
                   {"没有这样的记录", "none is recorded"}};
  }
};

class ExecutionSuspension : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("suspend"); }

  void Submit(const Request& request, Effects& effects) override {
    if (request.action() == "suspend") {
      if (const Answer refusal = RefusedSuspension(request)) return effects.Reject(*refusal);
      effects.OpenTask("resume");
      return effects.OpenTask("require_adjustment");
    }
    if (!request.Has("execution_suspended")) {
      return effects.Reject({"not-suspended",
                             "R713:37",
                             {"先决定中止执行", "suspend execution first"},
                             {"没有中止决定", "it is not suspended"}});
    }
    effects.Complete(request.action() == "resume" ? "resumed" : "adjustment_required",
                     request.data()["reason"].Text());
  }

 private:
  static Answer RefusedSuspension(const Request& request) {
    if (request.role() != request.configuration()["head_role"].Text()) {
      const Sentence head = Title(request.configuration()["head_title"]);
      return Refusal{
          "not-the-head",
          "R713:37",
          {"由" + head.zh + "决定中止执行", "have " + head.en + " suspend execution"},
          {"决定人的角色是" + Quote(request.role()).zh, "the role is " + Quote(request.role()).en}};
    }
    if (request.data()["urgent"].IsTrue()) return std::nullopt;
    return Refusal{"not-urgent",
                   "R713:37",
                   {"仅在情况紧急时先行中止", "suspend first only in an urgent case"},
                   {"情况不紧急", "it is not urgent"}};
  }
};

class Adjustment : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("decide_adjustment"); }

  void Submit(const Request& request, Effects& effects) override {
    const Value data = request.data();
    if (!data["major"].IsTrue() && FoundMajor(request)) {
      return effects.Reject(
          {"major-not-followed",
           "R713:37",
           {"按重大调整重新履行程序", "run the procedure again for a major adjustment"},
           {"已认定为重大调整的按一般调整处理",
            "it was found to be major and is treated as minor"}});
    }
    // Everything is due again in a dossier of its own, so that "once a dossier" stays true.
    if (data["major"].IsTrue()) {
      const std::string_view title = data["title"].Text();
      effects.LinkDossier(title.empty() ? data["content"].Text() : title, data["reason"].Text());
    }
    effects.Complete("adjusted", data["reason"].Text());
  }

 private:
  static bool FoundMajor(const Request& request) {
    const auto found =
        request.LastIn(request.configuration()["suspension_step"].Text(), "adjustment_required");
    return found && found->data["major"].IsTrue();
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeStep<juece::sdk::Execution>("execution"),
             juece::sdk::MakeStep<juece::sdk::ExecutionSuspension>("execution_suspension"),
             juece::sdk::MakeStep<juece::sdk::Adjustment>("adjustment"))
