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

  // The step ends with this outcome, one of the descriptor's. The last call counts.
  void Complete(std::string_view outcome, std::string_view reason = "") {
    raw_->complete(raw_, Borrow(outcome), Borrow(reason));
  }
  // Somebody should do this action next. Without a title the task bears the action's own.
  void OpenTask(std::string_view action, const Sentence& title = {}) {
    raw_->open_task(raw_, Borrow(action), Borrow(title.zh), Borrow(title.en));
  }
  // A document of this kind must be in the dossier before the step may end.
  void RequireMaterial(std::string_view kind) { raw_->require_material(raw_, Borrow(kind)); }
  // The review that this step gave covers the newest version of the followed material too.
  void CoverReview(std::string_view material, std::string_view reason) {
    raw_->cover_review(raw_, Borrow(material), Borrow(reason));
  }
  // The matter goes on in a dossier of its own, linked to this one.
  void LinkDossier(std::string_view title, std::string_view reason) {
    raw_->link_dossier(raw_, Borrow(title), Borrow(reason));
  }
  // Something that a reviewer should see, which refuses nothing.
  void Note(juece_severity severity, std::string_view code, const Sentence& message,
            std::string_view article) {
    raw_->finding(raw_, severity, Borrow(code), Borrow(message.zh), Borrow(message.en),
                  Borrow(article));
  }
  // Refuses the action: 应…,但…(依据R713:25) / "Expected to …, but … (R713:25)". The article stands as
  // its key, which a reader's program turns into the title of the statute in his language.
  void Reject(const Refusal& refusal) {
    std::string zh = "应" + refusal.expected.zh + ",但" + refusal.found.zh;
    std::string en = "Expected to " + refusal.expected.en + ", but " + refusal.found.en;
    if (!refusal.article.empty()) {
      zh.append("(依据").append(refusal.article).append(")");
      en.append(" (").append(refusal.article).append(")");
    }
    raw_->reject(raw_, Borrow(refusal.code), Borrow(zh), Borrow(en), Borrow(refusal.article));
  }
  // The step itself failed: an incident; the dossier waits for a person.
  void Fail(std::string_view reason) { raw_->fail(raw_, Borrow(reason)); }

 private:
  juece_effects* raw_;
};

}  // namespace juece::sdk
