// Whether a property has an offending run, for up to 64 properties in one pass over the definition. What the explorer searches with
// paths, one property at a time, is here one bit a node; so only properties that are broken cost a search. Internal to the layer.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "proof/property.h"
#include "proof/reach.h"

namespace juece {

class Screen {
 public:
  // Borrows both.
  Screen(const Model& model, const Reach& reach);

  // Returns the question's number. Requires a property that is not only_from_start, and fewer than kMostQuestions so far.
  int Add(const Property& property, const Goal& goal);
  // The questions, by their bits, that some run offends. Linear: a node is looked at again only when a bit is new to it.
  [[nodiscard]] Questions Offended() const;

 private:
  friend class ScreenPass;
  struct Marked {
    Questions opens = 0;
    Questions closes = 0;
  };

  const Model& model_;
  const Reach& reach_;
  int count_ = 0;
  // An edge whose row makes the visit another one than its outcome says, under one question.
  struct OwnMark {
    int edge = 0;
    Questions question = 0;
    VisitMark mark = VisitMark::kNeutral;
  };
  std::vector<Marked> marks_;  // per outcome of the kinds of steps
  std::vector<OwnMark> own_marks_;
  Questions closed_at_start_ = 0;
  Questions at_end_ = 0;
  std::map<std::string, Questions, std::less<>> milestones_;
  std::map<std::string, Questions, std::less<>> before_types_;
};

}  // namespace juece
