// Initiation (R713:10, 11): every proposal is studied, then the organ decides whether to start and
// who undertakes the matter.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class Initiation : public Step {
 public:
  void CheckConfiguration(Value configuration, Problems& problems) const override {
    for (const char* list : {"argued_sources", "written_sources"}) {
      for (Value source : configuration[list]) {
        if (configuration["sources"].Contains(source.Text())) continue;
        const Sentence name = Quote(source.Text());
        problems.Add(
            {std::string(list) + " 应只列 sources 中的来源,但有" + name.zh,
             "expected " + std::string(list) + " to name sources only, but found " + name.en});
      }
    }
  }

  void Enter(const Request&, Effects& effects) override { effects.OpenTask("propose"); }

  void Submit(const Request& request, Effects& effects) override {
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    if (request.action() == "propose") effects.OpenTask("study");
    if (request.action() == "study") effects.OpenTask("decide_start");
    if (request.action() != "decide_start") return;
    effects.Complete(request.data()["start"].IsTrue() ? "started" : "rejected",
                     request.data()["reason"].Text());
  }

 private:
  static Answer Refused(const Request& request) {
    if (request.action() == "propose") return RefusedProposal(request);
    if (!request.Has("proposal_received")) {
      return Refusal{"proposal-missing",
                     "R713:10",
                     {"先登记决策事项建议", "register the proposal first"},
                     {"案卷中没有建议", "the dossier has none"}};
    }
    return request.action() == "decide_start" ? RefusedDecision(request) : std::nullopt;
  }

  static Answer RefusedProposal(const Request& request) {
    const Value data = request.data();
    const Value configuration = request.configuration();
    const std::string_view source = data["source"].Text();
    if (!configuration["sources"].Contains(source)) {
      const Sentence known = QuoteAll(Texts(configuration["sources"]));
      return Refusal{"unknown-source",
                     "R713:10",
                     {"以" + known.zh + "之一为建议来源", "name one of the sources " + known.en},
                     {"填写的是" + Quote(source).zh, "found " + Quote(source).en}};
    }
    if (configuration["argued_sources"].Contains(source)) {
      for (Value content : configuration["argued_content"]) {
        if (!data[content.Text()].Text().empty()) continue;
        const Sentence what = Quote(content.Text());
        return Refusal{"proposal-not-argued",
                       "R713:10",
                       {"在建议中论证要解决的问题、理由依据、初步方案及其必要性和可行性",
                        "argue the problem, reasons and basis, first plan, need and feasibility in "
                        "the proposal"},
                       {"缺少" + what.zh, what.en + " is missing"}};
      }
    }
    if (configuration["written_sources"].Contains(source) && !data["written"].IsTrue()) {
      return Refusal{"proposal-not-written",
                     "R713:10",
                     {"书面提出建议", "make the proposal in writing"},
                     {"没有书面建议", "it is not in writing"}};
    }
    return std::nullopt;
  }

  static Answer RefusedDecision(const Request& request) {
    const Value data = request.data();
    if (!request.Has("proposal_studied")) {
      return Refusal{
          "not-studied",
          "R713:10",
          {"在研究论证后决定是否启动", "decide on the start after the proposal was studied"},
          {"建议尚未研究论证", "it has not been studied"}};
    }
    if (!data["start"].IsTrue()) {
      if (!data["reason"].Text().empty()) return std::nullopt;
      return Refusal{"reason-missing",
                     "R713:10",
                     {"说明不启动的理由", "state why the matter is not started"},
                     {"没有理由", "no reason was given"}};
    }
    const Value units = data["undertaking_units"];
    if (units.empty()) {
      return Refusal{"undertaker-not-named",
                     "R713:11",
                     {"在决定启动时明确决策承办单位", "name the undertaking unit with the start"},
                     {"没有写明承办单位", "none is named"}};
    }
    if (units.size() > 1 && !units.Contains(data["lead_unit"].Text())) {
      return Refusal{
          "lead-unit-not-named",
          "R713:11",
          {"在承办单位中明确一个牵头单位", "put one of the undertaking units in the lead"},
          {"有" + Count(static_cast<std::int64_t>(units.size())) + "个承办单位而牵头单位不在其中",
           "there are " + Count(static_cast<std::int64_t>(units.size())) +
               " and the lead unit is none of them"}};
    }
    return std::nullopt;
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeStep<juece::sdk::Initiation>("initiation"))
