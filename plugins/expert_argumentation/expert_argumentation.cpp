// Expert argumentation (R713:19–21): interest is declared before the materials are seen; opinions
// are signed and answered.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

// Whether an expert declared, and what; the last declaration counts.
std::optional<bool> DirectInterest(const Request& request, std::string_view expert) {
  std::optional<bool> interest;
  for (const Action& declared : request.All("interest_declared")) {
    if (declared.data["expert"].Text() == expert)
      interest = declared.data["direct_interest"].IsTrue();
  }
  return interest;
}

// The entry of a selected expert; null where the name was not selected.
Value Selected(const Request& request, std::string_view name) {
  Value found;
  for (const Action& selection : request.All("experts_selected")) {
    for (Value expert : selection.data["experts"]) {
      if (expert["name"].Text() == name) found = expert;
    }
  }
  return found;
}

Answer NotSelected(const Request& request, std::string_view name) {
  if (!Selected(request, name).IsNull()) return std::nullopt;
  const Sentence who = Quote(name);
  return Refusal{"unknown-expert",
                 "R713:20",
                 {"由选定的专家、专业机构参加论证", "name a selected expert or body"},
                 {who.zh + "没有被选定", who.en + " was not selected"}};
}

Answer MayNotArgue(const Request& request, std::string_view name) {
  if (const Answer refusal = NotSelected(request, name)) return refusal;
  const Sentence who = Quote(name);
  const auto interest = DirectInterest(request, name);
  if (!interest) {
    return Refusal{
        "interest-not-declared",
        "R713:20",
        {"在接触材料前声明利害关系", "declare the interest before the materials are seen"},
        {who.zh + "没有声明", who.en + " has not declared"}};
  }
  if (!*interest) return std::nullopt;
  return Refusal{"expert-interested",
                 "R713:20",
                 {"不由有直接利害关系的专家论证", "keep experts with a direct interest out"},
                 {who.zh + "声明有直接利害关系", who.en + " declared one"}};
}

class ExpertArgumentation : public Step {
 public:
  void Enter(const Request& request, Effects& effects) override {
    const bool afresh =
        request.round() == 1 || request.configuration()["repeat_after_return"].IsTrue();
    effects.OpenTask(afresh ? "select_experts" : "conclude");
  }

  void Submit(const Request& submitted, Effects& effects) override {
    const Request request =
        submitted.configuration()["repeat_after_return"].IsTrue() ? submitted : submitted.Ever();
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    const std::string_view action = request.action();
    if (action == "select_experts") effects.OpenTask("declare_interest");
    if (action == "declare_interest") effects.OpenTask("give_materials");
    if (action == "give_materials") effects.OpenTask("submit_opinion");
    if (action == "submit_opinion") effects.OpenTask("adopt_opinions");
    if (action == "adopt_opinions") effects.OpenTask("conclude");
    if (action == "conclude") effects.Complete("argued", request.data()["summary"].Text());
  }

 private:
  static Answer Refused(const Request& request) {
    const std::string_view action = request.action();
    if (action == "select_experts") return RefusedSelection(request);
    if (action == "declare_interest") return NotSelected(request, request.data()["expert"].Text());
    if (action == "give_materials") return RefusedMaterials(request);
    if (action == "submit_opinion") return RefusedOpinion(request);
    if (action == "hold_expert_meeting") return RefusedMeeting(request);
    if (action == "adopt_opinions") return RefusedAdoption(request);
    return RefusedEnd(request);
  }

  static Answer RefusedSelection(const Request& request) {
    const Value experts = request.data()["experts"];
    const std::int64_t fewest = request.configuration()["minimum_experts"].Integer();
    const auto found = static_cast<std::int64_t>(experts.size());
    if (found < fewest) {
      return Refusal{
          "too-few-experts",
          request.Basis("minimum_experts"),
          {"至少选择" + Count(fewest) + "名专家", "select at least " + Count(fewest) + " experts"},
          {"只有" + Count(found) + "名", "there are " + Count(found)}};
    }
    for (Value expert : experts) {
      const std::string_view name = expert["name"].Text();
      if (!DirectInterest(request, name).value_or(false)) continue;
      const Sentence who = Quote(name);
      return Refusal{
          "expert-interested",
          "R713:20",
          {"选择与决策事项没有直接利害关系的专家", "select experts without a direct interest"},
          {who.zh + "声明有直接利害关系", who.en + " declared one"}};
    }
    return std::nullopt;
  }

  // Where no names are given the materials go to everybody who was selected.
  static std::vector<std::string_view> Recipients(const Request& request, Value named) {
    if (!named.empty()) return Texts(named);
    std::vector<std::string_view> all;
    for (const Action& selection : request.All("experts_selected")) {
      for (Value expert : selection.data["experts"]) all.push_back(expert["name"].Text());
    }
    return all;
  }

  static Answer RefusedMaterials(const Request& request) {
    for (std::string_view expert : Recipients(request, request.data()["experts"])) {
      if (const Answer refusal = MayNotArgue(request, expert)) return refusal;
    }
    return std::nullopt;
  }

  static Answer RefusedMeeting(const Request& request) {
    for (Value expert : request.data()["experts"]) {
      if (const Answer refusal = MayNotArgue(request, expert.Text())) return refusal;
    }
    return std::nullopt;
  }

  static bool WasGivenMaterials(const Request& request, std::string_view expert) {
    for (const Action& delivery : request.All("expert_materials_given")) {
      const Value named = delivery.data["experts"];
      if (named.empty() || named.Contains(expert)) return true;
    }
    return false;
  }

  static Answer RefusedOpinion(const Request& request) {
    const Value data = request.data();
    const std::string_view name = data["expert"].Text();
    if (const Answer refusal = MayNotArgue(request, name)) return refusal;
    if (!WasGivenMaterials(request, name)) {
      return Refusal{
          "materials-not-given",
          "R713:19",
          {"先向专家提供论证材料", "give the expert the materials first"},
          {"没有向" + Quote(name).zh + "提供的记录", "none are recorded for " + Quote(name).en}};
    }
    if (const Answer refusal = Unsigned(request)) return refusal;
    for (Value aspect : request.configuration()["aspects"]) {
      if (!data[aspect.Text()].Text().empty()) continue;
      const Sentence what = Quote(aspect.Text());
      return Refusal{"aspect-missing",
                     "R713:19",
                     {"在论证意见中写明" + what.zh, "cover " + what.en + " in the opinion"},
                     {"没有写", "it is missing"}};
    }
    return std::nullopt;
  }

  // A written opinion bears the name of a person, the seal of a body.
  static Answer Unsigned(const Request& request) {
    const Value data = request.data();
    if (data["written"].IsFalse()) return std::nullopt;
    const bool body = Selected(request, data["expert"].Text())["kind"].Text() == "body";
    const Sentence who = Quote(data["expert"].Text());
    if (!body && !data["signed"].IsTrue()) {
      return Refusal{"opinion-not-signed",
                     "R713:19-2",
                     {"在书面论证意见上署名", "sign a written opinion"},
                     {who.zh + "没有署名", who.en + " has not signed"}};
    }
    if (body && !data["sealed"].IsTrue()) {
      return Refusal{"opinion-not-signed",
                     "R713:19-2",
                     {"在专业机构的书面论证意见上盖章", "seal the written opinion of a body"},
                     {who.zh + "没有盖章", who.en + " has not sealed it"}};
    }
    return std::nullopt;
  }

  static Answer RefusedAdoption(const Request& request) {
    for (Value item : request.data()["items"]) {
      if (item["adopted"].Text() == "yes" || !item["reason"].Text().empty()) continue;
      return Refusal{"adoption-reason-missing",
                     "R713:29",
                     {"说明未采纳或者部分采纳的理由",
                      "give the reason for what is not or only partly adopted"},
                     {Quote(item["opinion"].Text()).zh + "没有理由",
                      Quote(item["opinion"].Text()).en + " has none"}};
    }
    for (const Action& opinion : request.All("expert_opinion_given")) {
      const std::string_view expert = opinion.data["expert"].Text();
      bool answered = false;
      for (Value item : request.data()["items"])
        answered = answered || item["expert"].Text() == expert;
      if (answered) continue;
      return Refusal{"opinion-not-answered",
                     "R713:29",
                     {"逐一说明专家意见的采纳情况", "answer the opinion of every expert"},
                     {Quote(expert).zh + "的意见没有答复",
                      "that of " + Quote(expert).en + " is not answered"}};
    }
    return std::nullopt;
  }

  static Answer RefusedEnd(const Request& request) {
    const std::int64_t fewest = request.configuration()["minimum_opinions"].Integer();
    const auto opinions = request.All("expert_opinion_given");
    const auto found = static_cast<std::int64_t>(opinions.size());
    if (found < fewest) {
      // The law asks for argumentation, not for a number of opinions.
      return Refusal{"too-few-opinions",
                     found == 0 ? "R713:19" : request.Basis("minimum_opinions"),
                     {"至少取得" + Count(fewest) + "份论证意见",
                      "obtain at least " + Count(fewest) + " opinions"},
                     {"只有" + Count(found) + "份", "there are " + Count(found)}};
    }
    const auto adopted = request.Last("expert_opinions_adopted");
    if (opinions.empty() || (adopted && adopted->position > opinions.back().position))
      return std::nullopt;
    return Refusal{"adoption-missing",
                   "R713:29",
                   {"研究采纳全部专家意见后结束", "conclude after all opinions were answered"},
                   {"最后一份意见之后没有采纳情况", "nothing follows the last opinion"}};
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::ExpertArgumentation>("expert_argumentation"))
