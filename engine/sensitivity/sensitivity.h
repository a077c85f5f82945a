// What the verdicts of a review rest on: every single edit of the matter is made (sensitivity/edit.h) and reviewed, and the verdicts
// that change are kept. What changes no verdict is listed too. docs/sensitivity.md.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/data.h"
#include "compliance/review.h"
#include "sensitivity/edit.h"

namespace juece {

// One rule, and the edits that change its verdict.
struct RuleSensitivity {
  struct Change {
    std::size_t edit = 0;  // index into SensitivityReport::edits
    Verdict now = Verdict::kNotShown;
  };
  std::string id;
  std::string article;
  Text title;
  Verdict verdict = Verdict::kNotShown;  // of the matter as it is
  std::vector<Change> changes;
};

struct SensitivityReport {
  std::string subject;
  std::vector<SubjectEdit> edits;
  std::vector<Text> words;  // of each edit
  std::vector<std::string> places;  // of each edit: the event's evidence id, "" for facts and settings
  std::vector<RuleSensitivity> rules;
  std::vector<std::size_t> unnoticed;  // edits that change no verdict
};

// Reviews one subject by all the rulebooks that concern it.
using SubjectJudge = std::function<ReviewReport(const Subject& subject)>;
using SensitivityProgress = std::function<void(std::size_t done, std::size_t all)>;

// Pure but for `progress`, which may be empty, and what `judge` does. Some thousand reviews for a whole dossier.
SensitivityReport Probe(const Subject& subject, const Vocabulary& words, const StatuteBook& statutes, const WorkCalendar& calendar,
                        const SubjectJudge& judge, const SensitivityProgress& progress = {});

// The member "sensitivity" of a subject: {"edits","noticed","rules":[{"id","verdict","rests_on":[{"kind","evidence","event","member"?,"value"?,
// "edit","verdict"}]}],"unnoticed":[{"kind","evidence","event","member"?,"value"?,"edit"}]}.
Data ToData(const SensitivityReport& report, const Subject& subject, Language language);
// For people: for each rule what its verdict rests on, edits of one kind at one place together; then what no rule reads.
std::string ToText(const SensitivityReport& report, const Subject& subject, const Vocabulary& words, Language language);

}  // namespace juece
