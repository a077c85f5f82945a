// What all edits of all samples came to: rule by rule, and what nothing noticed.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reading.h"
#include "sensitivity/edit.h"

namespace juece::reading {

struct RuleScore {
  int caught = 0;        // edits after which the clause says something else, and so does the rule
  int false_alarms = 0;  // edits after which the rule says worse than the clause
  int missed = 0;        // edits after which the rule says better than the clause
};

// Edits of one kind at one place, of all samples together.
struct Place {
  std::string event;   // "" for facts and settings
  std::string kind;
  std::string member;
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct PlaceScore {
  int edits = 0;
  int unnoticed = 0;
  std::string example;  // of one that nothing noticed
  std::set<std::string> rules;  // that noticed the others
};

// Why nothing notices an edit: written by hand, tests/sensitivity/unnoticed.json.
struct Explanation {
  std::string event, kind, member;  // "*": any
  std::string article;              // the clause that it is about; "" where none is
  std::string when;                 // "never": where no edit of the kind was noticed there; "sometimes": where others were; "*"
  Text why;
  int used = 0;
};

using Explanations = std::vector<Explanation>;

class Tally {
 public:
  void Add(const std::string& rule, Verdict before, Verdict expected, Verdict found, const std::string& where);
  // `rules`: those whose verdict the edit changes; none: nothing noticed it.
  void Add(const Place& place, const std::set<std::string>& rules, const std::string& words);
  void Add(const Tally& more);

  [[nodiscard]] std::string Differences() const;  // rule by rule, the first of each kind; "" where there is none
  [[nodiscard]] std::string Unexplained(Explanations& explanations) const;  // places that no explanation covers; counts what each covers
  [[nodiscard]] std::string Table() const;  // rule × {caught, false alarms, missed}, and what nothing notices
  // docs/sensitivity.md; `clauses` gives the reading of each rule.
  [[nodiscard]] std::string Page(const std::vector<Clause>& clauses, Explanations& explanations, const Vocabulary& words) const;

  int edits = 0;
  int unnoticed = 0;
  int samples = 0;

 private:
  std::map<std::string, RuleScore> rules_;
  std::map<Place, PlaceScore> places_;
  std::map<std::string, std::pair<int, std::string>> differences_;
};

Explanations ReadExplanations(const Data& data);
std::string Unused(const Explanations& explanations);  // those that covered no place
std::string RowStart(const Clause& clause);            // how its row on the page begins

}  // namespace juece::reading
