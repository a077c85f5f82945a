// Single edits of a matter as the review sees it: made from the record's own words (docs/record-format.md) and the periods of the
// statutes, never from what a rule reads. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "base/text.h"
#include "calendar/work_calendar.h"
#include "compliance/subject.h"
#include "compliance/vocabulary.h"
#include "law/statute.h"

namespace juece {

enum class EditKind {
  kDropEvent,      // the event did not happen
  kMoveDate,       // it happened on another day
  kChangeActor,    // somebody else did it
  kChangeRole,     // the same person in another role
  kRemoveMember,   // what its data say is not said
  kBlankMember,    // what its data say is said to be none
  kChangeMember,   // its data say something else: another value, another party, another digest, other words
  kDropItem,       // an item of a list is gone
  kSwapItems,      // two neighbours of a list change places
  kDropMaterial,   // a document is gone
  kChangeDigest,   // a document is another text
  kRegisterLate,   // it was registered late, with the documents that it has
  kRegisterBare,   // it was registered late, and without any document
  kRemoveFact,     // a fact is not known
  kChangeFact,     // a fact is the other way round
  kRemoveSetting,  // what the organ answered to an open question is not said
};
std::string_view ToString(EditKind kind);  // "drop-event" "move-date" …
Text TitleOf(EditKind kind);

// One edit, as data. A value; means something only with the subject that it was made for.
struct SubjectEdit {
  EditKind kind = EditKind::kDropEvent;
  std::size_t event = 0;  // index into Subject::events; not for facts and settings
  std::string member;     // JSON pointer into the event's data ("/receipts/0/delivered_on"), a fact, a setting, or a material's kind
  std::size_t item = 0;   // of the list at `member`, or of the materials
  Data value;             // what stands there afterwards, where the kind does not say it

  [[nodiscard]] bool OfEvent() const {
    return kind != EditKind::kRemoveFact && kind != EditKind::kChangeFact && kind != EditKind::kRemoveSetting;
  }
};

// Every edit of the subject, in a stable order: by event, then by kind. Days are the day after each later day of the subject, the day
// before each earlier one, and the days around the end of each period that a statute counts from or to such an event.
std::vector<SubjectEdit> EditsOf(const Subject& subject, const Vocabulary& words, const StatuteBook& statutes,
                                 const WorkCalendar& calendar);

// The subject after one of its edits.
Subject Edited(const Subject& subject, const SubjectEdit& edit);

// "/receipts/0/delivered_on" as "receipts/delivered_on": which member of the vocabulary it is.
std::string MemberName(const SubjectEdit& edit);

// The edit in words, with the event that it is made to: "'Consultation opened' (2025-06-01): date becomes 2025-07-02".
Text Describe(const SubjectEdit& edit, const Subject& subject, const Vocabulary& words);

}  // namespace juece
