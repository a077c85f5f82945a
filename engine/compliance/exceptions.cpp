#include "compliance/exceptions.h"

#include <algorithm>

#include <fmt/format.h>

namespace juece {
namespace {

// The record shows such a fact where an event has that member and it says something; in a matter that is over, silence says no.
std::optional<Data> Recorded(const Scene& scene, const std::string& place) {
  const std::size_t stroke = place.find('/');
  const std::string member = place.substr(stroke + 1);
  bool told = false;
  for (const SubjectEvent* event : scene.Named({place.substr(0, stroke)})) {
    told = true;
    const Data* value = event->data.Find(member);
    if (value != nullptr && SaysSomething(*value) && !(value->is_bool() && !value->AsBool())) return Data(true);
  }
  if ((told && !scene.partial()) || scene.Closed()) return Data(false);
  return std::nullopt;
}

// What is known of the facts that a guard reads.
std::map<std::string, Data, std::less<>> Known(const Scene& scene, const Guard& guard, const Statute* statute) {
  std::map<std::string, Data, std::less<>> known;
  for (const std::string& fact : guard.facts()) {
    if (statute != nullptr && statute->recorded.contains(fact)) {
      if (auto value = Recorded(scene, statute->recorded.at(fact))) known.emplace(fact, std::move(*value));
    } else if (const auto found = scene.subject().facts.find(fact); found != scene.subject().facts.end()) {
      known.emplace(fact, found->second);
    }
  }
  return known;
}

Text TitleOfFact(const Scene& scene, const std::string& fact, const Statute* statute) {
  if (const VocabularyFact* declared = scene.words().FindFact(fact)) return declared->title;
  if (statute != nullptr && statute->fact_titles.contains(fact)) return statute->fact_titles.at(fact);
  return {fact, fact};
}

}  // namespace

Text FactLines(const Scene& scene, const Guard& guard, const Statute* statute) {
  const auto known = Known(scene, guard, statute);
  Text lines;
  for (const std::string& fact : guard.facts()) {
    const auto value = known.find(fact);
    const bool told = value != known.end() && value->second.is_bool();
    const bool yes = told && value->second.AsBool();
    const Text title = TitleOfFact(scene, fact, statute);
    lines.zh += (lines.zh.empty() ? "" : ";") + title.zh + (told ? (yes ? ":是" : ":否") : ":未知");
    lines.en += (lines.en.empty() ? "" : "; ") + title.en + (told ? (yes ? ": yes" : ": no") : ": unknown");
  }
  return lines;
}

std::vector<Considered> ConsiderExceptions(const Scene& scene, const StatuteBook& statutes) {
  std::vector<Considered> considered;
  for (const ExceptionRef& ref : scene.rule().except) {
    const Statute* statute = statutes.Find(ref.statute);
    const LegalException* exception = statute == nullptr ? nullptr : statute->FindException(ref.id);
    if (exception == nullptr) continue;
    const auto known = Known(scene, exception->effect, statute);
    const Truth applies = exception->effect.Evaluate([&](std::string_view fact) -> const Data* {
      const auto found = known.find(fact);
      return found == known.end() ? nullptr : &found->second;
    });
    considered.push_back({exception, applies, FactLines(scene, exception->effect, statute)});
  }
  return considered;
}

CheckResult Excepted(const Scene& scene, const Considered& considered) {
  const LegalException& exception = *considered.exception;
  const std::string article = exception.article.ToString();
  const Text kind = TitleOf(exception.kind);
  return scene.Say(Verdict::kNotApplicable, "excepted",
                   {fmt::format("依 {} 的例外({})不适用:{}({})", article, kind.zh, exception.summary.zh, considered.facts.zh),
                    fmt::format("Does not apply by the exception of {} ({}): {} ({})", article, kind.en, exception.summary.en, considered.facts.en)});
}

Finding NotTaken(const Scene& scene, const Considered& considered) {
  const LegalException& exception = *considered.exception;
  const std::string article = exception.article.ToString();
  return scene
      .Say(Verdict::kSatisfied, "exception-not-taken",
           {fmt::format("考虑过 {} 的例外“{}”,没有适用:{}", article, exception.summary.zh, considered.facts.zh),
            fmt::format("The exception of {} was considered and not applied (\"{}\"): {}", article, exception.summary.en, considered.facts.en)})
      .findings.front();
}

}  // namespace juece
