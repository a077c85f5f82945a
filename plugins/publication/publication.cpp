// Issue (R713:30-1, 34) and publication (R713:32): what is published where, what is explained, what
// is lawfully withheld.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class Issue : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("sign"); }

  void Submit(const Request& request, Effects& effects) override {
    if (request.configuration()["executor_required"].IsTrue() &&
        request.data()["executing_units"].empty()) {
      return effects.Reject({"executor-not-named",
                             "R713:34",
                             {"在决策中明确执行单位", "name the executing unit in the decision"},
                             {"没有写明", "none is named"}});
    }
    effects.Complete("issued");
  }
};

class Publication : public Step {
 public:
  void Enter(const Request& request, Effects& effects) override {
    effects.OpenTask(Undisclosed(request) ? "withhold" : "publish");
  }

  void Submit(const Request& request, Effects& effects) override {
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    const std::string_view action = request.action();
    if (action == "publish" && MustExplain(request)) effects.OpenTask("interpret");
    if (action == "conclude")
      return effects.Complete(request.Has("decision_published") ? "published" : "not_published");
    effects.OpenTask("conclude");
  }

 private:
  static bool Undisclosed(const Request& request) {
    return request.Fact(request.configuration()["undisclosed_fact"].Text()).IsTrue();
  }
  static bool MustExplain(const Request& request) {
    for (Value fact : request.configuration()["explain_facts"]) {
      if (request.Fact(fact.Text()).IsTrue()) return true;
    }
    return false;
  }

  // Unknown is not "no": whether an explanation is due must be found before the step ends.
  static Answer NotKnown(const Request& request) {
    for (Value fact : request.configuration()["explain_facts"]) {
      if (!request.Fact(fact.Text()).IsNull()) continue;
      return Refusal{
          "fact-unknown",
          "R713:32",
          {"先认定是否属于应当说明和解读的决策", "find whether an explanation is due first"},
          {"事实" + Quote(fact.Text()).zh + "尚未认定",
           "the fact " + Quote(fact.Text()).en + " is not known yet"}};
    }
    return std::nullopt;
  }

  static Answer Refused(const Request& request) {
    if (request.action() == "publish") return RefusedChannels(request);
    if (request.action() == "withhold") return RefusedWithholding(request);
    return request.action() == "conclude" ? RefusedEnd(request) : std::nullopt;
  }

  static Answer RefusedChannels(const Request& request) {
    for (Value channel : request.data()["channels"]) {
      if (request.configuration()["channels"].Contains(channel.Text())) continue;
      const Sentence known = QuoteAll(Texts(request.configuration()["channels"]));
      return Refusal{"unknown-channel",
                     "R713:32",
                     {"通过" + known.zh + "公布", "publish through " + known.en},
                     {"填写了" + Quote(channel.Text()).zh, "found " + Quote(channel.Text()).en}};
    }
    return std::nullopt;
  }

  static Answer RefusedWithholding(const Request& request) {
    if (request.Has("decision_published")) {
      return Refusal{
          "already-published",
          "R713:32",
          {"在公布之前决定不予公开", "decide to withhold before the decision is published"},
          {"决策已经公布", "it is published already"}};
    }
    if (Undisclosed(request)) return std::nullopt;
    return Refusal{
        "withholding-not-allowed",
        "R713:32",
        {"公布决策,依法不予公开的除外", "publish the decision unless it is lawfully undisclosed"},
        {"本事项没有被认定为依法不予公开", "this matter was not found to be so"}};
  }

  static Answer RefusedEnd(const Request& request) {
    const auto published = request.All("decision_published");
    const auto interpreted = request.All("decision_interpreted");
    if (published.empty()) {
      if (request.Has("publication_withheld")) return std::nullopt;
      return Refusal{"not-published",
                     "R713:32",
                     {"公布决策,或者依法决定不予公开",
                      "publish the decision, or withhold it on a lawful ground"},
                     {"两者都没有", "neither was done"}};
    }
    if (!MustExplain(request)) return NotKnown(request);
    if (interpreted.empty()) {
      return Refusal{"not-interpreted",
                     "R713:32",
                     {"解读公众普遍关心的或者技术性强的决策",
                      "explain a decision that is widely noticed or technical"},
                     {"没有解读", "it was not explained"}};
    }
    bool explained = false;
    for (const Action& action : published)
      explained = explained || action.data["adoption_explained"].IsTrue();
    for (const Action& action : interpreted)
      explained = explained || action.data["adoption_explained"].IsTrue();
    if (explained) return std::nullopt;
    return Refusal{"adoption-not-explained",
                   "R713:32",
                   {"说明对公众和专家意见采纳了哪些",
                    "explain what became of the opinions of public and experts"},
                   {"没有说明", "it is not explained"}};
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeStep<juece::sdk::Issue>("issue"),
             juece::sdk::MakeStep<juece::sdk::Publication>("publication"))
