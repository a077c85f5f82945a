// Effects: what a step says in one call. The engine decides what becomes of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "juece/abi/effects.h"
#include "juece/sdk/value.h"

namespace juece::sdk {

// A sentence in both languages.
struct Sentence {
  std::string zh;
  std::string en;
};

// "R713:30-2" as Chinese readers cite it: R713第30条第2款. The statute's key stays, its title is
// the reader's to show.
inline std::string CiteArticle(std::string_view article) {
  static constexpr std::string_view kParts[] = {"条", "款", "项"};
  const std::size_t colon = article.find(':');
  if (colon == std::string_view::npos) return std::string(article);
  std::string text(article.substr(0, colon));
  std::string_view rest = article.substr(colon + 1);
  for (std::string_view part : kParts) {
    if (rest.empty()) break;
    const std::size_t dash = rest.find('-');
    text.append("第").append(rest.substr(0, dash)).append(part);
    rest = dash == std::string_view::npos ? "" : rest.substr(dash + 1);
  }
  return text;
}

// What was expected of the person and what was found instead. The two halves make the one sentence
// form of every refusal.
struct Refusal {
  std::string_view code;     // one of the descriptor's
  std::string_view article;  // "" where no law is the ground
  Sentence expected;         // zh: what follows 应; en: what follows "Expected to"
  Sentence found;            // zh: what follows 但; en: what follows "but"
};

// The answer of a check: nothing, or why the action is refused.
using Answer = std::optional<Refusal>;

class Effects {
 public:
  explicit Effects(juece_effects* raw) : raw_(raw) {}

  void Complete(std::string_view outcome, std::string_view reason = "") {
    raw_->complete(raw_, Borrow(outcome), Borrow(reason));
  }
  // Somebody should do this action next. Without a title the task bears the action's own.
  void OpenTask(std::string_view action, const Sentence& title = {}) {
    raw_->open_task(raw_, Borrow(action), Borrow(title.zh), Borrow(title.en));
  }
  void RequireMaterial(std::string_view kind) { raw_->require_material(raw_, Borrow(kind)); }
  void CoverReview(std::string_view material, std::string_view reason) {
    raw_->cover_review(raw_, Borrow(material), Borrow(reason));
  }
  void LinkDossier(std::string_view title, std::string_view reason) {
    raw_->link_dossier(raw_, Borrow(title), Borrow(reason));
  }
  void Note(juece_severity severity, std::string_view code, const Sentence& message,
            std::string_view article) {
    raw_->finding(raw_, severity, Borrow(code), Borrow(message.zh), Borrow(message.en),
                  Borrow(article));
  }
  // Refuses the action: 应…,但…(依据…) / "Expected to …, but …".
  void Reject(const Refusal& refusal) {
    std::string zh = "应" + refusal.expected.zh + ",但" + refusal.found.zh;
    if (!refusal.article.empty()) zh += "(依据" + CiteArticle(refusal.article) + ")";
    const std::string en = "Expected to " + refusal.expected.en + ", but " + refusal.found.en;
    raw_->reject(raw_, Borrow(refusal.code), Borrow(zh), Borrow(en), Borrow(refusal.article));
  }
  void Fail(std::string_view reason) { raw_->fail(raw_, Borrow(reason)); }

 private:
  juece_effects* raw_;
};

}  // namespace juece::sdk
