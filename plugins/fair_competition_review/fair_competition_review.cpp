// Fair competition review (FC:14–18, FCM:27–34): the drafter's first opinion standard by standard,
// the regulator's conclusion.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class FairCompetitionReview : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("first_opinion"); }

  void Submit(const Request& request, Effects& effects) override {
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    if (request.action() == "first_opinion") effects.OpenTask("request_review");
    if (request.action() == "request_review") effects.OpenTask("conclude");
    if (request.action() == "conclude")
      effects.Complete(request.data()["conclusion"].Text(), request.data()["reason"].Text());
  }

 private:
  static Answer Refused(const Request& request) {
    if (request.action() == "first_opinion") return RefusedFirstOpinion(request);
    if (!request.Has("fair_competition_first_opinion")) {
      return Refusal{"first-opinion-missing",
                     "FC:14",
                     {"先由起草单位作出初审意见", "have the drafter's first opinion first"},
                     {"没有初审意见", "there is none"}};
    }
    return request.action() == "conclude" ? RefusedConclusion(request) : std::nullopt;
  }

  static Answer RefusedFirstOpinion(const Request& request) {
    const Value data = request.data();
    for (Value standard : request.configuration()["standards"]) {
      bool examined = false;
      for (Value item : data["standards"])
        examined = examined || item["standard"].Text() == standard.Text();
      if (examined) continue;
      const Sentence name = Quote(standard.Text());
      return Refusal{"standard-not-examined",
                     "FC:14",
                     {"逐项对照审查标准", "examine the standards one by one"},
                     {name.zh + "没有审查", name.en + " is not examined"}};
    }
    for (Value item : data["standards"]) {
      if (item["finding"].Text() == "conforms" || !item["explanation"].Text().empty()) continue;
      const Sentence name = Quote(item["standard"].Text());
      return Refusal{"finding-not-explained",
                     "FCM:31",
                     {"说明适用例外或者抵触的情况", "explain an exception or a conflict"},
                     {name.zh + "没有说明", name.en + " is not explained"}};
    }
    if (data["opinions_heard"].Text().empty() && data["confidential_reason"].Text().empty()) {
      return Refusal{"operators-not-heard",
                     "FC:16",
                     {"听取经营者、行业协会等利害关系人意见,或者说明因保密没有听取",
                      "hear operators and associations, or say why confidentiality forbids it"},
                     {"两者都没有", "neither was done"}};
    }
    return std::nullopt;
  }

  static Answer RefusedConclusion(const Request& request) {
    const Value data = request.data();
    const auto asked = request.Last("fair_competition_requested");
    if (!asked) {
      return Refusal{"review-not-requested",
                     "FCM:31",
                     {"先提请审查", "ask for the review first"},
                     {"没有提请", "it was not asked"}};
    }
    if (data["in_place_of_review"].IsTrue()) {
      return Refusal{
          "review-replaced",
          "FCM:32",
          {"进行公平竞争审查", "carry out the review"},
          {"以会签、征求意见等代替了审查", "countersigning or consultation stands in its place"}};
    }
    const auto first = request.Last("fair_competition_first_opinion");
    if (first->actor == request.actor()) {
      return Refusal{
          "reviewer-is-drafter",
          "FC:14",
          {"由初审以外的审查部门作出结论", "have the conclusion from another than the drafter"},
          {"作出结论的和作出初审意见的都是" + Quote(request.actor()).zh,
           Quote(request.actor()).en + " gave both"}};
    }
    if (data["written"].IsFalse()) {
      return Refusal{"conclusion-not-written",
                     "FCM:29",
                     {"书面作出审查结论", "conclude in writing"},
                     {"没有书面结论", "there is no written conclusion"}};
    }
    return IncompleteException(request);
  }

  static Answer IncompleteException(const Request& request) {
    if (request.data()["conclusion"].Text() != "exception_granted") return std::nullopt;
    for (Value content : request.configuration()["exception_content"]) {
      if (!request.data()[content.Text()].Text().empty()) continue;
      const Sentence name = Quote(content.Text());
      return Refusal{"exception-incomplete",
                     "FCM:29",
                     {"在结论中写明影响、依据、影响最小的理由和期限",
                      "state effect, ground, least harm and term in the conclusion"},
                     {"缺少" + name.zh, name.en + " is missing"}};
    }
    return std::nullopt;
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::FairCompetitionReview>("fair_competition_review"))
