#include "coordination.h"

#include <map>

#include "juece/sdk/words.h"

namespace juece::sdk {

void Coordination::Enter(const Request& request, Effects& effects) {
  const bool afresh =
      request.round() == 1 || request.configuration()["repeat_after_return"].IsTrue();
  effects.OpenTask(afresh ? "consult_unit" : "conclude");
}

void Coordination::Submit(const Request& submitted, Effects& effects) {
  const Request request =
      submitted.configuration()["repeat_after_return"].IsTrue() ? submitted : submitted.Ever();
  if (request.action() == "consult_unit") {
    if (const Answer refusal = RefusedReply(request)) return effects.Reject(*refusal);
    return effects.OpenTask(request.data()["agreed"].IsTrue() ? "conclude" : "state_dispute");
  }
  if (request.action() == "state_dispute") return effects.OpenTask("conclude");
  if (const Answer refusal = RefusedEnd(request)) return effects.Reject(*refusal);
  effects.Complete(UnitsThatDisagree(request).empty() ? "agreed" : "dispute_stated");
}

Answer Coordination::RefusedReply(const Request& request) {
  if (request.data()["agreed"].IsTrue() || !request.data()["opinion"].Text().empty())
    return std::nullopt;
  return Refusal{"opinion-missing",
                 "R713:13",
                 {"写明不同意单位的意见", "record the opinion of a unit that disagrees"},
                 {"没有意见内容", "it is empty"}};
}

// The last reply of each unit counts.
std::vector<std::string_view> Coordination::UnitsThatDisagree(const Request& request) {
  std::map<std::string_view, bool> agreed;
  for (const Action& reply : request.All("unit_consulted"))
    agreed[reply.data["unit"].Text()] = reply.data["agreed"].IsTrue();
  std::vector<std::string_view> units;
  for (const auto& [unit, agrees] : agreed) {
    if (!agrees) units.push_back(unit);
  }
  return units;
}

Answer Coordination::RefusedEnd(const Request& request) {
  const std::vector<Action> replies = request.All("unit_consulted");
  if (replies.empty()) {
    return Refusal{"unit-not-consulted",
                   "R713:13",
                   {"与有关单位充分协商", "consult the units whose duties are touched"},
                   {"没有征求任何单位的意见", "none was consulted"}};
  }
  for (Value unit : request.configuration()["required_units"]) {
    bool consulted = false;
    for (const Action& reply : replies)
      consulted = consulted || reply.data["unit"].Text() == unit.Text();
    if (consulted) continue;
    const Sentence name = Quote(unit.Text());
    return Refusal{"unit-not-consulted",
                   "R713:13",
                   {"征求" + name.zh + "的意见", "consult " + name.en},
                   {"没有征求的记录", "that is not recorded"}};
  }
  return HiddenDispute(request);
}

Answer Coordination::HiddenDispute(const Request& request) {
  const std::vector<std::string_view> against = UnitsThatDisagree(request);
  if (against.empty()) return std::nullopt;
  const auto statement = request.Last("dispute_stated");
  if (!statement) {
    const Sentence names = QuoteAll(against);
    return Refusal{"dispute-not-stated",
                   "R713:13",
                   {"向决策机关说明争议的主要问题、各方意见及理由依据",
                    "tell the organ the main dispute, each side's opinion and the reasons"},
                   {names.zh + "不同意而没有说明", names.en + " disagrees and it is not stated"}};
  }
  for (std::string_view unit : against) {
    bool named = false;
    for (Value opinion : statement->data["unit_opinions"])
      named = named || opinion["unit"].Text() == unit;
    if (named) continue;
    const Sentence name = Quote(unit);
    return Refusal{"dispute-incomplete",
                   "R713:13",
                   {"在争议说明中写明" + name.zh + "的意见",
                    "give the opinion of " + name.en + " in the statement"},
                   {"没有写", "it is left out"}};
  }
  return std::nullopt;
}

}  // namespace juece::sdk
