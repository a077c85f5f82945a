#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "guard/token.h"
#include "mutation/operators.h"

namespace juece {
namespace {

std::vector<std::string> BooleanFacts(const Definition& definition) {
  std::vector<std::string> facts;
  for (const FactDeclaration& fact : definition.facts) {
    if (fact.type == FactType::kBoolean) facts.push_back(fact.id);
  }
  return facts;
}

// Byte offsets of the characters, and of the end.
std::vector<std::size_t> Offsets(const std::string& text) {
  std::vector<std::size_t> offsets;
  for (std::size_t at = 0; at < text.size(); at += DecodeUtf8(text, at).size) offsets.push_back(at);
  offsets.push_back(text.size());
  return offsets;
}

class GuardEdits {
 public:
  explicit GuardEdits(const Subject& subject) : definition_(subject.definition()), facts_(BooleanFacts(definition_)) {}

  std::vector<Alternative> Of(const std::string& text) {
    const auto original = Parse(text);
    if (!original) return {};
    original_ = *original;
    Keep(fmt::format("not({})", text));
    Keep("true");
    Keep("false");
    for (const std::string& fact : facts_) {
      for (const char* form : {"({}) and {}", "({}) and not({})", "({}) or {}", "({}) or not({})"}) Keep(fmt::format(fmt::runtime(form), text, fact));
    }
    ReplaceWords(text);
    return found_;
  }

  // Where there is no guard, three stand for all: the first fact, the last fact, and never.
  std::vector<Alternative> New() const {
    std::vector<Alternative> guards;
    if (!facts_.empty()) guards.emplace_back(facts_.front());
    if (facts_.size() > 1) guards.emplace_back(fmt::format("not({})", facts_.back()));
    guards.emplace_back("false");
    return guards;
  }

 private:
  [[nodiscard]] std::optional<Guard> Parse(const std::string& text) const {
    const FactTypes types = [this](std::string_view fact) -> std::optional<FactType> {
      const FactDeclaration* declared = definition_.FindFact(fact);
      return declared == nullptr ? std::nullopt : std::optional(declared->type);
    };
    GuardProblem problem;
    return Guard::Parse(text, types, problem);
  }

  void Keep(const std::string& text) {
    const auto guard = Parse(text);
    if (!guard || !seen_.insert(text).second) return;
    if (Implies(*guard, original_, nullptr) && Implies(original_, *guard, nullptr)) return;  // it means the same
    found_.emplace_back(text);
  }

  void ReplaceWords(const std::string& text) {
    std::vector<Token> tokens;
    GuardProblem problem;
    if (!LexGuard(text, tokens, problem)) return;
    const std::vector<std::size_t> offsets = Offsets(text);
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::kEnd) break;
      const std::size_t at = offsets[static_cast<std::size_t>(token.offset)];
      for (const std::string& other : Instead(token)) {
        Keep(text.substr(0, at) + other + text.substr(at + token.text.size()));
      }
    }
  }

  [[nodiscard]] std::vector<std::string> Instead(const Token& token) const {
    switch (token.kind) {
      case TokenKind::kName: {
        std::vector<std::string> others = {"true", "false"};
        const FactDeclaration* fact = definition_.FindFact(token.text);
        for (const FactDeclaration& other : definition_.facts) {
          if (fact != nullptr && other.type == fact->type && other.id != fact->id) others.push_back(other.id);
        }
        return others;
      }
      case TokenKind::kAnd: return {"or"};
      case TokenKind::kOr: return {"and"};
      case TokenKind::kNot: return {""};
      case TokenKind::kLess: return {"<=", ">", ">="};
      case TokenKind::kLessOrEqual: return {"<", ">", ">="};
      case TokenKind::kGreater: return {">=", "<", "<="};
      case TokenKind::kGreaterOrEqual: return {">", "<", "<="};
      case TokenKind::kEqual: return {"!="};
      case TokenKind::kNotEqual: return {"="};
      case TokenKind::kNumber: return {token.text + "0", "0"};
      default: return {};
    }
  }

  const Definition& definition_;
  std::vector<std::string> facts_;
  Guard original_ = Guard::Always();
  std::set<std::string> seen_;
  std::vector<Alternative> found_;
};

}  // namespace

std::vector<Alternative> GuardAlternatives(const Subject& subject, const std::optional<std::string>& text) {
  GuardEdits edits(subject);
  if (!text) return edits.New();
  std::vector<Alternative> all = edits.Of(*text);
  all.emplace_back(std::nullopt);
  return all;
}

}  // namespace juece
