// Further demands: what a local rule or an office asks beyond what a step checks by itself, written as data in the
// configuration member `demands`, so that no step knows whose rule it is. Every step of a plugin made by JUECE_PLUGIN is
// held to them before its own checks; a step type takes them by describing `demands` in its configuration schema.
//
//   {"id": "…", "action": "conclude", "article": "…", "zh": "应…", "en": "Expected to …",
//    "when":     {"fact": "…", "member": "…", "is": "…", "event": "…"}   a fact, and what the payload or the last such event says
//    "unless":   "reason"                                        a stated reason excuses ("generally")
//    "present":  ["member", …]                                   the payload says something in each
//    "contains": {"member": "…", "all": […], "any": […]}         the payload's list holds them
//    "holds":    ["member", …]                                   each is true
//    "count":    {"member": "…", "at_least": 5, "odd": true}     how many items it has
//    "share":    {"event": "…", "member": "…", "without": "…", "at_least": 2, "of": 3}   of the list in that event, this part
//                                                                 is left without those whom the payload names
//    "done":     {"event": "…", "after": "…"}                    recorded, after the last of the other
//    "answered": {"event": "…", "key": "…", "by": "…", "own": "…"}   each event has one of the other with its key, or an
//                                                                 answer of its own
//    "differs":  {"member": "…", "key": "…", "step": "…", "event": "…", "of": "…"}   nobody of the payload did, or is
//                                                                 named in, that event; without "of": who recorded it
//   }
// Several of the forms in one demand must all hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "juece/sdk/effects.h"
#include "juece/sdk/request.h"
#include "juece/sdk/words.h"

namespace juece::sdk {

class Demand {
 public:
  Demand(const Request& request, Value demand) : request_(request), demand_(demand) {}

  // Why it is not met; nothing where it is met or not due.
  [[nodiscard]] std::optional<Sentence> Unmet() const {
    if (demand_["action"].Text() != request_.action()) return std::nullopt;
    if (!Says(demand_["unless"].Text()).empty()) return std::nullopt;
    if (!Due(demand_["when"])) return std::nullopt;
    if (const Value fact = demand_["when"]["fact"]; !fact.IsNull()) {
      const Value known = request_.Fact(fact.Text());
      if (known.IsNull()) return Found("尚未认定事实“", fact.Text(), "”", "the fact '", "' is not known yet");
      if (!known.IsTrue()) return std::nullopt;
    }
    for (const auto check : {&Demand::Present, &Demand::Truths, &Demand::Contains, &Demand::Counts, &Demand::Share,
                             &Demand::Done, &Demand::Answered, &Demand::Differs}) {
      if (auto found = (this->*check)()) return found;
    }
    return std::nullopt;
  }

 private:
  static Sentence Found(const char* zh, std::string_view what, const char* zh_end, const char* en, const char* en_end) {
    return {zh + std::string(what) + zh_end, en + std::string(what) + en_end};
  }
  static std::string_view TextOf(Value value) {
    if (value.Kind() == JUECE_VALUE_BOOLEAN) return value.IsTrue() ? "true" : "false";
    return value.Text();
  }
  [[nodiscard]] std::string_view Says(std::string_view member) const {
    return member.empty() ? std::string_view() : request_.data()[member].Text();
  }
  static bool IsSaid(Value value) { return !value.IsNull() && (!TextOf(value).empty() || !value.empty() || !value.Number().empty()); }

  [[nodiscard]] bool Due(Value when) const {
    if (when.IsNull()) return true;
    Value data = request_.data();
    std::optional<Action> action;
    if (const std::string_view event = when["event"].Text(); !event.empty()) {
      action = request_.Last(event);
      if (!action) return false;
      data = action->data;
    }
    return when["member"].IsNull() || TextOf(data[when["member"].Text()]) == when["is"].Text();
  }

  [[nodiscard]] std::optional<Sentence> Present() const {
    for (Value member : demand_["present"]) {
      if (IsSaid(request_.data()[member.Text()])) continue;
      return Found("没有写明“", member.Text(), "”", "'", "' is not stated");
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Sentence> Truths() const {
    for (Value member : demand_["holds"]) {
      if (request_.data()[member.Text()].IsTrue()) continue;
      return Found("“", member.Text(), "”不是“是”", "'", "' is not true");
    }
    return std::nullopt;
  }

  // A list of texts, or of objects with a "kind" or "role".
  static bool Holds(Value list, std::string_view text) {
    for (Value item : list) {
      if (item.Text() == text || item["kind"].Text() == text || item["role"].Text() == text) return true;
    }
    return false;
  }
  [[nodiscard]] std::optional<Sentence> Contains() const {
    const Value form = demand_["contains"];
    const Value list = request_.data()[form["member"].Text()];
    for (Value wanted : form["all"]) {
      if (!Holds(list, wanted.Text())) return Found("缺少“", wanted.Text(), "”", "'", "' is missing");
    }
    if (form["any"].empty()) return std::nullopt;
    for (Value wanted : form["any"]) {
      if (Holds(list, wanted.Text())) return std::nullopt;
    }
    const Sentence known = QuoteAll(Texts(form["any"]));
    return Sentence{known.zh + "都没有", "found none of " + known.en};
  }

  [[nodiscard]] std::optional<Sentence> Counts() const {
    const Value form = demand_["count"];
    if (form.IsNull()) return std::nullopt;
    const auto found = static_cast<std::int64_t>(request_.data()[form["member"].Text()].size());
    const bool enough = found >= form["at_least"].Integer();
    if (enough && (!form["odd"].IsTrue() || found % 2 == 1)) return std::nullopt;
    return Sentence{"只有" + Count(found) + "项", "there are " + Count(found)};
  }

  [[nodiscard]] std::optional<Sentence> Share() const {
    const Value form = demand_["share"];
    const auto listed = request_.Last(form["event"].Text());
    if (form.IsNull() || !listed) return std::nullopt;
    const auto all = static_cast<std::int64_t>(listed->data[form["member"].Text()].size());
    const auto left = all - static_cast<std::int64_t>(request_.data()[form["without"].Text()].size());
    if (left * form["of"].Integer(1) >= all * form["at_least"].Integer()) return std::nullopt;
    return Sentence{Count(all) + "人中只有" + Count(left) + "人", "there are " + Count(left) + " of " + Count(all)};
  }

  [[nodiscard]] std::optional<Sentence> Done() const {
    const std::string_view event = demand_["done"]["event"].Text();
    if (event.empty()) return std::nullopt;
    const auto done = request_.Last(event);
    const std::string_view after = demand_["done"]["after"].Text();
    const auto before = after.empty() ? std::nullopt : request_.Last(after);
    if (done && (!before || before->position < done->position)) return std::nullopt;
    return done ? Sentence{"此后没有再办", "it was not done again since"} : Sentence{"没有记录", "it is not recorded"};
  }

  [[nodiscard]] std::optional<Sentence> Answered() const {
    const Value form = demand_["answered"];
    if (form.IsNull()) return std::nullopt;
    const std::string_view key = form["key"].Text();
    for (const Action& asked : request_.All(form["event"].Text())) {
      bool answered = !asked.data[form["own"].Text()].Text().empty();
      for (const Action& answer : request_.All(form["by"].Text()))
        answered = answered || (answer.position > asked.position && answer.data[key].Text() == asked.data[key].Text());
      if (!answered) return Found("“", asked.data[key].Text(), "”没有答复", "'", "' was not answered");
    }
    return std::nullopt;
  }

  static bool Names(const Action& action, std::string_view of, std::string_view name) {
    if (of.empty()) return action.actor == name;
    return action.data[of].Text() == name || action.data[of].Contains(name);
  }
  [[nodiscard]] bool IsNamed(std::string_view name) const {
    const Value form = demand_["differs"];
    const std::string_view step = form["step"].Text();
    for (const Action& action : request_.AllIn(step.empty() ? request_.step() : step, form["event"].Text())) {
      if (Names(action, form["of"].Text(), name)) return true;
    }
    return false;
  }
  [[nodiscard]] std::optional<Sentence> Differs() const {
    const Value form = demand_["differs"];
    const Value said = request_.data()[form["member"].Text()];
    if (!said.Text().empty() && IsNamed(said.Text())) return Found("是“", said.Text(), "”", "it is '", "'");
    for (Value item : said) {
      const std::string_view name = form["key"].IsNull() ? item.Text() : item[form["key"].Text()].Text();
      if (IsNamed(name)) return Found("其中有“", name, "”", "'", "' is among them");
    }
    return std::nullopt;
  }

  const Request& request_;
  Value demand_;
};

// Refuses the action for the first further demand that it does not meet. What was done before a return still counts
// unless the configuration asks for everything again.
inline bool RejectedByDemand(const Request& submitted, Effects& effects) {
  const Value configuration = submitted.configuration();
  const Request request = configuration["repeat_after_return"].IsTrue() ? submitted : submitted.Ever();
  for (Value demand : configuration["demands"]) {
    const auto found = Demand(request, demand).Unmet();
    if (!found) continue;
    effects.Reject({"demand-not-met", demand["article"].Text(),
                    {std::string(demand["zh"].Text()), std::string(demand["en"].Text())}, *found});
    return true;
  }
  return false;
}

}  // namespace juece::sdk
