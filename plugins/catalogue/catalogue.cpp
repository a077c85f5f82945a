// The annual catalogue: matters are called for, judged one by one, and adjusted during the year.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

// A text, a date or a list that says something.
bool Says(Value value) { return !value.Text().empty() || !value.empty(); }

class CatalogueSolicitation : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("solicit"); }

  void Submit(const Request& request, Effects& effects) override {
    if (request.action() == "solicit") return effects.OpenTask("propose_item");
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    if (request.action() == "close") return effects.Complete("collected");
    effects.OpenTask("close");
  }

 private:
  static Answer Refused(const Request& request) {
    if (!request.Has("catalogue_solicited")) {
      return Refusal{"not-solicited",
                     "S004:2",
                     {"先发出征集通知", "call for matters first"},
                     {"没有发出", "nobody was called on"}};
    }
    if (request.action() == "propose_item") return RefusedItem(request);
    if (request.Has("catalogue_item_proposed")) return std::nullopt;
    return Refusal{"no-item",
                   "S004:2",
                   {"在申报事项后结束征集", "close the call after matters were proposed"},
                   {"没有申报的事项", "none was proposed"}};
  }

  static Answer RefusedItem(const Request& request) {
    for (Value content : request.configuration()["item_content"]) {
      if (Says(request.data()[content.Text()])) continue;
      const Sentence what = Quote(content.Text());
      return Refusal{"item-incomplete",
                     "S004:5",
                     {"逐项写明承办单位、时间节点和程序要求", "name unit, dates and steps of every matter"},
                     {"缺少" + what.zh, what.en + " is missing"}};
    }
    return std::nullopt;
  }
};

class CatalogueReview : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("judge_item"); }

  void Submit(const Request& request, Effects& effects) override {
    if (request.action() == "judge_item") {
      if (const Answer refusal = RefusedVerdict(request)) return effects.Reject(*refusal);
      return effects.OpenTask("draft");
    }
    if (const Answer refusal = UnjudgedItem(request)) return effects.Reject(*refusal);
    effects.Complete("drafted");
  }

 private:
  static std::vector<Action> Proposed(const Request& request) {
    return request.AllIn(request.configuration()["solicitation_step"].Text(), "catalogue_item_proposed");
  }

  // The last form in which the matter was proposed.
  static Value ItemOf(const Request& request, std::string_view matter) {
    Value found;
    for (const Action& item : Proposed(request)) {
      if (item.data["matter"].Text() == matter) found = item.data;
    }
    return found;
  }

  static Answer RefusedVerdict(const Request& request) {
    const Value data = request.data();
    const Value item = ItemOf(request, data["matter"].Text());
    if (item.IsNull()) {
      return Refusal{"unknown-matter",
                     "S004:2",
                     {"认定申报的事项", "judge a matter that was proposed"},
                     {Quote(data["matter"].Text()).zh + "没有申报", Quote(data["matter"].Text()).en + " was not"}};
    }
    if (data["verdict"].Text() == "not_listed") {
      if (const Answer refusal = ReachesThreshold(request, item)) return refusal;
    }
    if (data["verdict"].Text() == "listed" || !data["reason"].Text().empty()) return std::nullopt;
    return Refusal{"reason-missing",
                   "S004:4",
                   {"写明参照管理或者不列入的理由", "state why it is treated as listed or left out"},
                   {"没有理由", "no reason was given"}};
  }

  static Answer ReachesThreshold(const Request& request, Value item) {
    for (Value threshold : request.configuration()["thresholds"]) {
      const std::int64_t least = threshold["at_least"].Integer();
      for (Value measure : item["measures"]) {
        const std::int64_t value = measure["value"].Integer();
        if (measure["measure"].Text() != threshold["measure"].Text() || value < least) continue;
        const Sentence name = Quote(measure["measure"].Text());
        return Refusal{"threshold-met",
                       request.Basis("thresholds"),
                       {"列入或者参照管理" + name.zh + "不低于" + Count(least) + "的事项",
                        "list what has " + name.en + " of at least " + Count(least)},
                       {"该事项为" + Count(value), "this matter has " + Count(value)}};
      }
    }
    return std::nullopt;
  }

  static Answer UnjudgedItem(const Request& request) {
    for (const Action& item : Proposed(request)) {
      const std::string_view matter = item.data["matter"].Text();
      bool judged = false;
      for (const Action& verdict : request.All("catalogue_item_judged"))
        judged = judged || verdict.data["matter"].Text() == matter;
      if (judged) continue;
      return Refusal{"item-not-judged",
                     "S004:2",
                     {"在逐项认定后形成目录草案", "draft the catalogue after every matter was judged"},
                     {Quote(matter).zh + "没有认定", Quote(matter).en + " was not"}};
    }
    return std::nullopt;
  }
};

class CatalogueAdjustment : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("close_year"); }

  void Submit(const Request& request, Effects& effects) override {
    const Value data = request.data();
    if (request.action() == "close_year")
      return effects.Complete("year_closed", data["summary"].Text());
    if (data["reason"].Text().empty()) {
      return effects.Reject({"reason-missing",
                             "R713:3-3",
                             {"写明调整目录的理由", "state why the catalogue is adjusted"},
                             {"没有理由", "no reason was given"}});
    }
    effects.Complete("adjusted", data["reason"].Text());
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::CatalogueSolicitation>("catalogue_solicitation"),
             juece::sdk::MakeStep<juece::sdk::CatalogueReview>("catalogue_review"),
             juece::sdk::MakeStep<juece::sdk::CatalogueAdjustment>("catalogue_adjustment"))
