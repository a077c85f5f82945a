#include "drafting.h"

#include "juece/sdk/words.h"

namespace juece::sdk {

void Drafting::Enter(const Request& request, Effects& effects) {
  if (request.round() > 1) return effects.OpenTask("complete_draft");
  effects.OpenTask("record_research");
  effects.OpenTask("list_bases");
}

// What was investigated before a return stays known; only the draft is made anew.
void Drafting::Submit(const Request& submitted, Effects& effects) {
  const Request request = submitted.Ever();
  if (request.action() == "complete_draft") {
    if (const Answer refusal = RefusedDraft(request)) return effects.Reject(*refusal);
    return effects.Complete("drafted");
  }
  const bool research = request.action() == "record_research" || request.Has("research_recorded");
  const bool bases = request.action() == "list_bases" || request.Has("legal_bases_listed");
  if (research && bases) effects.OpenTask("complete_draft");
}

Answer Drafting::RefusedDraft(const Request& request) {
  const Value configuration = request.configuration();
  if (!request.Has("research_recorded")) {
    return Refusal{"research-missing",
                   "R713:12-1",
                   {"在调查研究后完成草案", "complete the draft after the research"},
                   {"没有调查研究的记录", "no research is recorded"}};
  }
  if (!request.Has("legal_bases_listed")) {
    return Refusal{"bases-missing",
                   "R713:12-2",
                   {"在梳理依据后完成草案", "complete the draft after the legal bases were listed"},
                   {"没有依据清单", "there is no list of them"}};
  }
  if (configuration["cost_benefit"].IsTrue() && !request.Has("cost_benefit_assessed")) {
    return Refusal{"cost-benefit-missing",
                   request.Basis("cost_benefit"),
                   {"作出成本效益分析", "assess costs and benefits"},
                   {"没有分析的记录", "no assessment is recorded"}};
  }
  std::string_view demand = "minimum_options";
  std::int64_t fewest = configuration[demand].Integer();
  const std::int64_t on_disagreement = configuration["minimum_options_on_disagreement"].Integer();
  if (request.data()["disagreement"].IsTrue() && on_disagreement > fewest) {
    demand = "minimum_options_on_disagreement";
    fewest = on_disagreement;
  }
  const auto options = static_cast<std::int64_t>(request.data()["options"].size());
  if (options < fewest) {
    return Refusal{
        "options-missing",
        request.Basis(demand),
        {"至少提出" + Count(fewest) + "个方案", "propose at least " + Count(fewest) + " options"},
        {"只有" + Count(options) + "个", "there are " + Count(options)}};
  }
  return std::nullopt;
}

}  // namespace juece::sdk
