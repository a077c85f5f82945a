// Legality review (R713:25–28, NDR:5–8): submission and return, counsel, the configured items judged
// and a conclusion, adjustment point by point.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

// Opinions of counsel and the opinion itself belong to the materials that were received last and
// not given back.
bool ReceivedNow(const Request& request) {
  const auto received = request.Last("legality_materials_received");
  const auto submitted = request.Last("legality_materials_submitted");
  const auto returned = request.Last("legality_materials_returned");
  return received && submitted && received->position > submitted->position &&
         (!returned || returned->position < received->position);
}

Answer NotSubmitted(const Request& request) {
  const auto submitted = request.Last("legality_materials_submitted");
  const auto returned = request.Last("legality_materials_returned");
  if (submitted && (!returned || returned->position < submitted->position)) return std::nullopt;
  return Refusal{"materials-not-submitted",
                 "R713:26-1",
                 {"先送请审查", "have the materials submitted first"},
                 submitted
                     ? Sentence{"退回后没有重新送审", "they were returned and not submitted again"}
                     : Sentence{"没有送审材料", "none were submitted"}};
}

Answer NotReceived(const Request& request) {
  if (ReceivedNow(request)) return std::nullopt;
  return Refusal{"materials-not-received",
                 "R713:26",
                 {"先收件", "receive the materials first"},
                 {"审查部门没有收件的记录", "the department has not received them"}};
}

class LegalityReview : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("submit_materials"); }

  void Submit(const Request& request, Effects& effects) override {
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    const std::string_view action = request.action();
    if (action == "submit_materials") effects.OpenTask("receive");
    if (action == "return_materials") effects.OpenTask("submit_materials");
    if (action == "receive") effects.OpenTask("counsel_opinion");
    if (action == "counsel_opinion") effects.OpenTask("issue_opinion");
    if (action == "issue_opinion") Conclude(request, effects);
    if (action == "adjust_draft") effects.OpenTask("confirm_adjustment");
    if (action == "confirm_adjustment") Confirm(request, effects);
  }

 private:
  static Answer Refused(const Request& request) {
    const std::string_view action = request.action();
    if (action == "return_materials") return NotSubmitted(request);
    if (action == "receive") return RefusedReceipt(request);
    if (action == "counsel_opinion") return NotReceived(request);
    if (action == "extend_review") return RefusedExtension(request);
    if (action == "issue_opinion") return RefusedOpinion(request);
    if (action == "adjust_draft") return RefusedAdjustment(request);
    if (action == "confirm_adjustment") return RefusedConfirmation(request);
    return std::nullopt;
  }

  static Answer RefusedReceipt(const Request& request) {
    if (const Answer refusal = NotSubmitted(request)) return refusal;
    if (!ReceivedNow(request)) return std::nullopt;
    return Refusal{"already-received",
                   "R713:26",
                   {"对新送审的材料收件", "receive materials that were submitted anew"},
                   {"这批材料已经收件", "these have been received already"}};
  }

  // Whether a review may be extended at all is the office's rule; where it has none, no limit runs either.
  static Answer RefusedExtension(const Request& request) {
    if (const Answer refusal = NotReceived(request)) return refusal;
    if (request.Setting(request.configuration()["extension_setting"].Text()) != "none")
      return std::nullopt;
    return Refusal{"extension-not-allowed",
                   request.Basis("extension"),
                   {"在规定期限内完成审查", "finish the review within its limit"},
                   {"所选设置不允许延长", "the setting allows no extension"}};
  }

  static Answer RefusedOpinion(const Request& request) {
    if (request.data()["in_place_of_review"].IsTrue()) {
      return Refusal{
          "review-replaced",
          "R713:25-1",
          {"进行合法性审查", "carry out the legality review"},
          {"以征求意见、会签等方式代替了审查", "opinions or countersigning stand in its place"}};
    }
    if (const Answer refusal = NotReceived(request)) return refusal;
    const auto received = request.Last("legality_materials_received");
    const auto counsel = request.Last("counsel_opinion_given");
    if (!counsel || counsel->position < received->position) {
      return Refusal{"counsel-opinion-missing",
                     "R713:28",
                     {"先组织提出法律意见", "have counsel give an opinion first"},
                     {"没有法律意见", "there is none"}};
    }
    if (const Answer refusal = UnjudgedItem(request)) return refusal;
    return RefusedConclusion(request);
  }

  static Answer UnjudgedItem(const Request& request) {
    for (Value item : request.configuration()["items"]) {
      if (!request.data()[item.Text()].Text().empty()) continue;
      const Sentence name = Quote(item.Text());
      return Refusal{"item-not-judged",
                     "R713:27",
                     {"逐项审查应当审查的事项", "judge every item of the review"},
                     {name.zh + "没有结论", name.en + " is not judged"}};
    }
    return std::nullopt;
  }

  static Answer RefusedConclusion(const Request& request) {
    const Value data = request.data();
    const std::string_view conclusion = data["conclusion"].Text();
    if (conclusion == "exploratory") return RefusedException(request);
    for (Value item : request.configuration()["items"]) {
      const std::string_view judged = data[item.Text()].Text();
      const bool fits = conclusion == "unlawful" || judged == "conforms" ||
                        (conclusion == "to_be_amended" && judged == "to_be_amended");
      if (fits) continue;
      const Sentence name = Quote(item.Text());
      return Refusal{"opinion-inconsistent",
                     "R713:27",
                     {"使结论与各项审查结果一致", "conclude what the items say"},
                     {"结论为" + Quote(conclusion).zh + "而" + name.zh + "为" + Quote(judged).zh,
                      "the conclusion is " + Quote(conclusion).en + " while " + name.en + " is " +
                          Quote(judged).en}};
    }
    if (conclusion == "to_be_amended" && data["points"].empty()) {
      return Refusal{"points-missing",
                     "R713:28",
                     {"逐条写明修改意见", "state what is to be amended point by point"},
                     {"没有修改意见", "there are no points"}};
    }
    if (conclusion == "unlawful" && data["reason"].Text().empty()) {
      return Refusal{"reason-missing",
                     "R713:28",
                     {"写明不合法的理由", "state why the draft is unlawful"},
                     {"没有理由", "no reason was given"}};
    }
    return std::nullopt;
  }

  // Only what the State has not regulated yet may go on with its legal risk shown.
  static Answer RefusedException(const Request& request) {
    const Value configuration = request.configuration();
    if (!request.Fact(configuration["exploratory_fact"].Text()).IsTrue()) {
      return Refusal{"not-exploratory",
                     "R713:25-2",
                     {"仅对国家尚无明确规定的探索性改革明示法律风险后提交",
                      "submit with a stated risk only an exploratory reform without a State rule"},
                     {"本事项没有被认定为探索性改革", "this matter was not found to be one"}};
    }
    const std::string_view kind = configuration["risk_statement_kind"].Text();
    if (request.data()["risk_statement"].Text().empty() || !request.HasMaterial(kind)) {
      return Refusal{"risk-statement-missing",
                     "R713:25-2",
                     {"明示法律风险并附" + std::string(kind),
                      "state the legal risk and attach " + std::string(kind)},
                     {"没有写明或者没有附件", "the statement or the document is missing"}};
    }
    return std::nullopt;
  }

  // The opinion that asks for an amendment and has not been followed by another.
  static std::optional<Action> Amendment(const Request& request) {
    auto opinion = request.Last("legality_opinion_issued");
    if (opinion && opinion->data["conclusion"].Text() != "to_be_amended") opinion.reset();
    return opinion;
  }

  static Answer RefusedAdjustment(const Request& request) {
    const auto opinion = Amendment(request);
    if (!opinion) {
      return Refusal{"no-amendment-asked",
                     "R713:28",
                     {"按审查意见调整草案", "adjust the draft to an opinion that asks for it"},
                     {"没有要求修改的审查意见", "no opinion asks for an amendment"}};
    }
    for (Value point : opinion->data["points"]) {
      bool answered = false;
      for (Value answer : request.data()["points"])
        answered = answered || answer["no"].Text() == point["no"].Text();
      if (answered) continue;
      const Sentence no = Quote(point["no"].Text());
      return Refusal{
          "point-not-answered",
          "R713:28",
          {"逐条说明对审查意见的调整情况", "say point by point how the opinion was followed"},
          {"第" + no.zh + "条没有说明", "point " + no.en + " is not answered"}};
    }
    return std::nullopt;
  }

  static Answer RefusedConfirmation(const Request& request) {
    const auto opinion = Amendment(request);
    const auto adjustment = request.Last("draft_adjusted");
    if (!opinion || !adjustment || adjustment->position < opinion->position) {
      return Refusal{
          "adjustment-missing",
          "R713:28",
          {"在承办单位调整草案后确认", "confirm after the undertaker adjusted the draft"},
          {"没有可供确认的调整", "there is no adjustment"}};
    }
    if (!request.data()["confirmed"].IsTrue()) return std::nullopt;
    if (adjustment->data["other_changes"].IsTrue()) {
      return Refusal{"adjustment-goes-further",
                     "R713:25-1",
                     {"仅确认落实审查意见的调整", "confirm only what carries out the opinion"},
                     {"草案还有审查意见以外的修改,应当重新出具审查意见",
                      "the draft has further changes and needs a new opinion"}};
    }
    if (request.Setting("legality_adjustment_covered") == "off") {
      return Refusal{"adjustment-not-covered",
                     "R713:28",
                     {"对调整后的草案重新出具审查意见", "give a new opinion on the adjusted draft"},
                     {"设置规定调整不因确认而视为已经审查",
                      "by the setting a confirmation does not cover it"}};
    }
    return std::nullopt;
  }

  static void Conclude(const Request& request, Effects& effects) {
    const std::string_view conclusion = request.data()["conclusion"].Text();
    const std::string_view reason = request.data()["reason"].Text();
    if (conclusion == "to_be_amended") return effects.OpenTask("adjust_draft");
    if (conclusion == "exploratory")
      return effects.Complete("exploratory_risk_stated", request.data()["risk_statement"].Text());
    effects.Complete(conclusion == "lawful" ? "lawful" : "unlawful", reason);
  }

  static void Confirm(const Request& request, Effects& effects) {
    if (!request.data()["confirmed"].IsTrue()) return effects.OpenTask("adjust_draft");
    effects.CoverReview(request.configuration()["reviewed_material"].Text(),
                        request.data()["reason"].Text());
    effects.Complete("amended_and_confirmed", request.data()["reason"].Text());
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::LegalityReview>("legality_review"))
