#include "runtime/matter_review.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "definition/definition.h"
#include "runtime/procedure_loader.h"
#include "runtime/rulebooks.h"

namespace juece {
namespace {

// The national rulebooks that speak of this kind of procedure; all of them where none does.
std::vector<std::shared_ptr<const Rulebook>> RulebooksFor(const ReviewBooks& books, const Subject& subject) {
  std::vector<std::shared_ptr<const Rulebook>> concerned;
  for (const auto& rulebook : books.rulebooks) {
    if (SpeaksOf(*rulebook, *books.statutes, subject.procedure_kind)) concerned.push_back(rulebook);
  }
  return concerned.empty() ? books.rulebooks : concerned;
}

// The local rules that a dossier is pinned to, by their own bytes.
LocalRules LocalRulesOfDossier(const std::vector<Event>& events, const FindDocument& find) {
  LocalRules all;
  const auto* opened = events.empty() ? nullptr : std::get_if<DossierOpened>(&events.front().body);
  for (std::size_t i = 0; opened != nullptr && i < opened->overlays.size(); ++i) {
    const std::string& overlay = opened->overlays[i];
    if (const auto pinned = find(overlay.substr(overlay.find('@') + 1))) {
      Join(all, LocalRulesOf(pinned->bytes));
    }
  }
  return all;
}

// The definition that a dossier is pinned to; with overlays, the one that they tighten. nullptr where it is not to be had.
std::unique_ptr<Definition> PinnedDefinition(const std::string& digest, const FindDocument& find) {
  auto pinned = find(digest);
  if (!pinned) return nullptr;
  if (const auto documents = ReadProcedureManifest(pinned->bytes); documents && !documents->empty()) {
    pinned = find(documents->front());
    if (!pinned) return nullptr;
  }
  std::vector<Finding> ignored;  // of the reader: the dossier runs on it all the same
  return ReadDefinition(pinned->bytes, pinned->name, ignored);
}

// It says what kind of procedure it is and under which statutes it stands.
void TakeOver(const std::vector<Event>& events, const FindDocument& find, Subject& subject) {
  for (const Event& event : events) {
    const auto* opened = std::get_if<DossierOpened>(&event.body);
    if (opened == nullptr) continue;
    const auto definition = PinnedDefinition(opened->procedure_digest, find);
    if (definition == nullptr) return;
    subject.procedure_kind = definition->kind;
    subject.statutes = definition->statutes;
    return;
  }
}

}  // namespace

void Join(LocalRules& all, LocalRules more) {
  all.statutes.insert(all.statutes.end(), more.statutes.begin(), more.statutes.end());
  all.rulebooks.insert(all.rulebooks.end(), more.rulebooks.begin(), more.rulebooks.end());
}

std::optional<ReviewBooks> ReadReviewBooks(const ReviewPlaces& places, std::vector<Finding>& findings) {
  ReviewBooks books;
  books.places = places;
  books.vocabulary = ReadVocabulary(places.paths, findings);
  books.statutes = StatuteBook::ReadDirectory(places.paths.workflows + "/statutes", findings);
  books.calendar = WorkCalendar::ReadFile(places.calendar, findings);
  if (books.vocabulary && books.statutes && books.calendar) {
    books.rulebooks = ReadRulebooks(places.paths, books.vocabulary, places.rulebooks, RulePlaces::kNational, *books.statutes, findings);
  }
  if (HasError(findings) || books.rulebooks.empty()) return std::nullopt;
  return books;
}

bool ReadLocalRulebooks(ReviewBooks& books, const Matter& matter, std::vector<Finding>& findings) {
  for (const std::string& id : matter.local.rulebooks) {
    if (books.local.count(id) > 0) continue;
    const std::string file = FindRulebookFile(books.places.paths, id);
    auto rulebook = file.empty() ? nullptr : Rulebook::ReadFile(file, books.vocabulary, findings);
    if (rulebook) CheckArticles(*rulebook, *books.statutes, findings);
    if (!rulebook || HasError(findings)) {
      Finding& finding = findings.emplace_back();
      finding.code = "unreadable";
      finding.message = {fmt::format("地方规定的规则集“{}”应在 workflows/rulebooks 下,但不能使用。", id),
                         fmt::format("Expected the local rule's rulebook \"{}\" under workflows/rulebooks, but it cannot be used.", id)};
      return false;
    }
    books.local[id] = std::move(rulebook);
  }
  return true;
}

Matter MatterOfDossier(const std::vector<Event>& events, const FindDocument& find) {
  Matter matter{SubjectFromEvents(events), LocalRulesOfDossier(events, find)};
  TakeOver(events, find, matter.subject);
  return matter;
}

ReviewReport JudgeMatter(const ReviewBooks& books, const Matter& matter, const ReviewOptions& options) {
  ReviewOptions with = options;
  if (with.checks == nullptr) with.checks = books.places.checks.get();
  Subject subject = matter.subject;
  if (!subject.statutes.empty()) {  // what a record says of the nation does not take the local rules away
    subject.statutes.insert(subject.statutes.end(), matter.local.statutes.begin(), matter.local.statutes.end());
  }
  std::vector<std::shared_ptr<const Rulebook>> rulebooks = RulebooksFor(books, subject);
  for (const std::string& id : matter.local.rulebooks) rulebooks.push_back(books.local.at(id));
  std::optional<ReviewReport> all;
  for (std::size_t i = 0; i < rulebooks.size(); ++i) {
    Subject mine = i + 1 == rulebooks.size() ? std::move(subject) : subject;
    ReviewReport report = Review(*rulebooks[i], *books.statutes, *books.calendar, std::move(mine), with);
    if (all) {
      Join(*all, std::move(report));
    } else {
      all = std::move(report);
    }
  }
  return *std::move(all);
}

}  // namespace juece
