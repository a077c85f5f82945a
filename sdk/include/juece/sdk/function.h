// Functions: rule checks, renderers and notifiers. Each is one class without state: a subject goes in, an answer comes out, and
// nothing else happens. JUECE_PLUGIN takes MakeFunction<T>("id") beside MakeStep<T>("type").
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "juece/abi/function.h"
#include "juece/sdk/step.h"

namespace juece::sdk {

// What a function sees in one call. A view; valid until the call returns.
class Call {
 public:
  explicit Call(const juece_call* raw) : raw_(raw) {}
  // What the kind is shown: docs/plugin-kinds.md.
  [[nodiscard]] Value subject() const { return {raw_->values, raw_->subject}; }
  // With defaults filled in.
  [[nodiscard]] Value configuration() const { return {raw_->values, raw_->configuration}; }
  // The moment for which is asked, ISO 8601 with offset, and its date. A function has no clock of its own.
  [[nodiscard]] std::string_view now() const { return View(raw_->now); }
  [[nodiscard]] std::string_view today() const { return View(raw_->today); }
  // In which language a document is written.
  [[nodiscard]] bool chinese() const { return View(raw_->language) != "en"; }
  // The sentence in that language.
  [[nodiscard]] const std::string& In(const Sentence& sentence) const { return chinese() ? sentence.zh : sentence.en; }
  // The same of a value {"zh": …, "en": …}; the other language where one is empty.
  [[nodiscard]] std::string_view In(Value titles) const {
    const std::string_view wanted = titles[chinese() ? "zh" : "en"].Text();
    return wanted.empty() ? titles[chinese() ? "en" : "zh"].Text() : wanted;
  }

 private:
  const juece_call* raw_;
};

// Thrown by a function that cannot answer; the reason is told to the person who asked.
class CannotAnswer : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What every kind has in common; derive from one of the three below.
class Function {
 public:
  virtual ~Function() = default;
  // Rules between members of the configuration that a schema cannot say.
  virtual void CheckConfiguration(Value configuration, Problems& problems) const { (void)configuration, (void)problems; }
  virtual void Run(const Call& call, juece_answer* answer) const = 0;
};

// The finding of a rule check with its reason, a full sentence in each language.
struct Verdict {
  juece_verdict verdict = JUECE_VERDICT_NOT_SHOWN;
  Sentence reason;
};

// Judges one event of a record: what the rule forms of a rulebook cannot say (docs/rulebook-format.md, <plugin>).
class RuleCheck : public Function {
 public:
  [[nodiscard]] virtual Verdict Judge(const Call& call) const = 0;
  void Run(const Call& call, juece_answer* answer) const final {
    const Verdict said = Judge(call);
    answer->verdict(answer, said.verdict, Borrow(said.reason.zh), Borrow(said.reason.en));
  }
};

struct Document {
  std::string media_type;  // "text/html": one that the descriptor names
  std::string name;        // "catalogue.html"
  std::string content;
};

inline void Say(const Document& document, juece_answer* answer) {
  answer->document(answer, Borrow(document.media_type), Borrow(document.name));
  answer->write(answer, Borrow(document.content));
}

// Makes a document of a dossier.
class Renderer : public Function {
 public:
  [[nodiscard]] virtual Document Render(const Call& call) const = 0;
  void Run(const Call& call, juece_answer* answer) const final { Say(Render(call), answer); }
};

// Makes the message of one notice. The host delivers it.
class Notifier : public Function {
 public:
  [[nodiscard]] virtual Document Compose(const Call& call) const = 0;
  void Run(const Call& call, juece_answer* answer) const final { Say(Compose(call), answer); }
};

// Text inside an HTML element or a quoted attribute.
inline std::string Html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

}  // namespace juece::sdk
