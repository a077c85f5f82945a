#include <fmt/format.h>

#include <cctype>

#include "difference/context.h"

namespace juece {

Text Named(const Text& title) {
  return {fmt::format("“{}”", title.In(Language::kChinese)), fmt::format("\"{}\"", title.In(Language::kEnglish))};
}

Text NameOf(const StepNode& step) { return Named(step.title.empty() ? Text{step.id, step.id} : step.title); }

Text NameOfNode(const Side& side, const std::string& id) {
  const NodeRef* found = side.definition->Find(id);
  if (found == nullptr) return Named({id, id});
  const Text title = std::visit([](const auto& node) { return node.title; }, *found->node);
  return Named(title.empty() ? Text{id, id} : title);
}

Text NameOfType(const CompareContext& context, std::string_view type) {
  const StepType* found = context.catalog().Find(type);
  return Named(found == nullptr || found->title.empty() ? Text{std::string(type), std::string(type)} : found->title);
}

Text OutcomeName(const CompareContext& context, std::string_view type, std::string_view outcome) {
  if (outcome == kNotApplicableOutcome) return {"“不适用”", "\"not applicable\""};
  const StepType* found = context.catalog().Find(type);
  const OutcomeType* named = found == nullptr ? nullptr : found->FindOutcome(outcome);
  return Named(named == nullptr || named->title.empty() ? Text{std::string(outcome), std::string(outcome)} : named->title);
}

Text RoleName(const Side& side, const std::string& id) {
  for (const RoleDeclaration& role : side.definition->roles) {
    if (role.id == id && !role.title.empty()) return Named(role.title);
  }
  return Named({id, id});
}

Text FactName(const Side& side, const std::string& id) {
  const FactDeclaration* fact = side.definition->FindFact(id);
  return Named(fact == nullptr || fact->title.empty() ? Text{id, id} : fact->title);
}

namespace {

Text Joined(const std::vector<Text>& texts, std::string_view zh, std::string_view en) {
  Text out;
  for (const Text& text : texts) {
    out.zh += fmt::format("{}{}", out.zh.empty() ? "" : zh, text.In(Language::kChinese));
    out.en += fmt::format("{}{}", out.en.empty() ? "" : en, text.In(Language::kEnglish));
  }
  return out;
}

bool InName(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// "=true" and "=false" of a counterexample, as a lawyer reads them.
bool TakeTruth(const std::string& text, std::size_t& at, Text& out) {
  for (const bool value : {true, false}) {
    const std::string_view word = value ? "=true" : "=false";
    if (text.compare(at, word.size(), word) != 0) continue;
    out.zh += value ? "成立" : "不成立";
    out.en += value ? " holds" : " does not hold";
    at += word.size();
    if (at < text.size() && text[at] == ' ') {
      out.zh += "、";
      out.en += ", ";
      ++at;
    }
    return true;
  }
  return false;
}

// "a and b" as 甲且乙: Chinese has no blanks around it.
bool TakeConnective(const std::string& word, Text& out) {
  const std::string_view zh = word == "and" ? "且" : word == "or" ? "或" : word == "not" ? "非" : "";
  if (zh.empty()) return false;
  if (!out.zh.empty() && out.zh.back() == ' ') out.zh.pop_back();
  out.zh += zh;
  out.en += word;
  return true;
}

}  // namespace

Text JoinTexts(const std::vector<Text>& texts) { return Joined(texts, "、", ", "); }
Text AndTexts(const std::vector<Text>& texts) { return Joined(texts, "且", " and "); }
Text OrTexts(const std::vector<Text>& texts) { return Joined(texts, ",或者", ", or "); }

Text Readable(const Side& side, const std::string& text) {
  Text out;
  for (std::size_t at = 0; at < text.size();) {
    if (TakeTruth(text, at, out)) continue;
    std::size_t end = at;
    while (end < text.size() && InName(text[end])) ++end;
    if (end == at) {
      out.zh += text[at];
      out.en += text[at++];
      continue;
    }
    const std::string word = text.substr(at, end - at);
    if (TakeConnective(word, out)) {
      at = end + (end < text.size() && text[end] == ' ' ? 1 : 0);
      out.en += at > end ? " " : "";
      continue;
    }
    const bool fact = side.definition->FindFact(word) != nullptr;
    const Text name = fact ? FactName(side, word) : Text{word, word};
    out.zh += name.zh;
    out.en += name.en;
    at = end;
  }
  return out;
}

Text GuardText(const Side& side, const Guard& guard) {
  if (guard.IsAlways()) return {"一律适用", "always"};
  return Readable(side, guard.text());
}

std::string BasisOf(const Articles& articles) { return articles.empty() ? "" : articles.front().ToString(); }

Text AmountText(int amount, const std::string& unit) {
  const bool working = unit == "working-days";
  return {fmt::format("{}{}", amount, working ? "个工作日" : "日"), fmt::format("{} {} days", amount, working ? "working" : "calendar")};
}

}  // namespace juece
