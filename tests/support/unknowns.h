// No verdict rests on what is not known: what the review decides without a fact or a setting stands whatever it may be.
#pragma once

#include <string>
#include <vector>

#include "compliance/review.h"
#include "compliance/subject.h"
#include "compliance/vocabulary.h"

namespace juece {

inline bool StandsWith(Verdict unknown, Verdict known) {
  switch (unknown) {
    case Verdict::kSatisfied: return known == Verdict::kSatisfied || known == Verdict::kNotApplicable;
    case Verdict::kViolated: return known == Verdict::kViolated;
    case Verdict::kNotApplicable: return known == Verdict::kNotApplicable || known == Verdict::kSatisfied;
    case Verdict::kNotShown: return true;
  }
  return false;
}

struct Unknowns {
  std::size_t tried = 0;
  std::string wrong;  // one line for each verdict that does not stand

  void Compare(const ReviewReport& unknown, const ReviewReport& known, const std::string& what) {
    ++tried;
    for (std::size_t r = 0; r < unknown.rules.size(); ++r) {
      const Verdict without = unknown.rules[r].verdict;
      const Verdict with = known.rules[r].verdict;
      if (StandsWith(without, with)) continue;
      wrong += unknown.rules[r].id + " is " + std::string(ToString(without)) + " without " + what + ", and " + std::string(ToString(with)) + " with it\n";
    }
  }
};

// Each fact and each setting in turn not known, against each of its values. `review` makes a ReviewReport of a Subject.
template <typename Review>
void TryUnknowns(const Subject& subject, const Vocabulary& words, const Review& review, Unknowns& unknowns) {
  for (const VocabularyFact& fact : words.facts()) {
    if (fact.type != FactType::kBoolean) continue;
    Subject edited = subject;
    edited.facts.erase(fact.id);
    const ReviewReport unknown = review(edited);
    for (const bool value : {false, true}) {
      edited.facts[fact.id] = value;
      unknowns.Compare(unknown, review(edited), fact.id + (value ? " = true" : " = false"));
    }
  }
  for (const VocabularySetting& setting : words.settings()) {
    Subject edited = subject;
    edited.settings.erase(setting.id);
    const ReviewReport unknown = review(edited);
    for (const std::string& value : setting.values) {
      edited.settings[setting.id] = value;
      unknowns.Compare(unknown, review(edited), setting.id + " = " + value);
    }
  }
}

}  // namespace juece
