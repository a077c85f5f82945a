// A score sheet: what a dossier got, item by item, and what persons said to it afterwards. It stands alone, so that it can be handed
// on, read in either language and checked with nothing but itself; docs/case-review.md describes the file and its chain.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assessment/criteria.h"
#include "base/data.h"
#include "base/status.h"
#include "base/time.h"
#include "compliance/review.h"
#include "compliance/subject.h"

namespace juece {

struct Evidence {
  std::string id;  // as the review's findings name it
  std::string date;
  Text title;
};

// One rule or check under an item or a cap, with what the review said.
struct Ground {
  std::string rule;     // or "check:in-time" …
  std::string article;  // "" of a check
  Text title;
  Verdict verdict = Verdict::kNotShown;
  Points deduct;
  std::vector<Text> messages;
  std::vector<Evidence> evidence;
};

// kOpen: not shown. Neither a pass nor a failure; the points lie between `least` and `most` until a person settles it.
enum class ItemState { kMet, kLost, kOpen, kNotApplicable };
std::string_view ToString(ItemState state);  // "met" "lost" "open" "not_applicable"
Text TitleOf(ItemState state);

struct SheetItem {
  std::string id;
  std::string part;
  Text title;
  Text guidance;
  Points points;
  bool by_hand = false;
  std::vector<Ground> grounds;
};

struct SheetCap {
  std::string id;
  std::string grade;
  Text title;
  std::vector<Ground> grounds;
};

// What a person said: other points for an item, that it does not apply, that a cap holds or is lifted, or that the whole sheet stands.
struct SheetEntry {
  enum class Kind { kPoints, kNotApplicable, kCapHolds, kCapLifted, kConfirmed } kind = Kind::kPoints;
  std::string target;            // item or cap; "" for kConfirmed
  std::optional<Points> points;  // kPoints
  std::string reason;            // may be "" for kConfirmed alone
  std::string actor;
  std::string unit;
  Instant at;
  std::string previous;  // hash of the entry before; of the first one, the digest of what was scored
  std::string hash;
};
std::string_view ToString(SheetEntry::Kind kind);  // "points" "not_applicable" "cap_holds" "cap_lifted" "confirmed"

struct Sheet {
  std::string subject;
  std::string title;
  std::string organ;
  std::vector<std::string> units;   // whose own matter it is, the organ first
  std::vector<std::string> actors;  // who acted in it
  std::string as_of;
  bool whole = false;
  std::string rulebooks;
  std::string calendar;
  std::string criteria;  // id and version
  std::string criteria_digest;
  Text criteria_title;
  std::string drawn;  // digest of the draw that picked it; "" where none did
  std::vector<Grade> grades;
  std::string pass_grade;
  Points pass_target;
  std::vector<CriteriaPart> parts;
  std::vector<SheetItem> items;
  std::vector<SheetCap> caps;
  std::string digest;  // of everything above
  std::vector<SheetEntry> entries;
};

// The automatic part. `subject` is what `report` was made of; both as of the same day.
Sheet PreScore(const Criteria& criteria, const Vocabulary& words, const Subject& subject, const ReviewReport& report,
               std::string drawn);
// Organ, then the units that the criteria's own-unit names, each once.
std::vector<std::string> UnitsOf(const Criteria& criteria, const Subject& subject);
// Everybody who acted, each once, sorted.
std::vector<std::string> ActorsOf(const Subject& subject);
// Names are the same where they differ in blanks alone.
bool SameName(std::string_view a, std::string_view b);

// An item as it stands after the entries.
struct ItemScore {
  const SheetItem* item = nullptr;
  ItemState state = ItemState::kOpen;
  Points least;
  Points most;
  const SheetEntry* settled_by = nullptr;
};
struct CapState {
  const SheetCap* cap = nullptr;
  Verdict verdict = Verdict::kSatisfied;
  const SheetEntry* settled_by = nullptr;
};
struct SheetTotal {
  std::vector<ItemScore> items;
  std::vector<CapState> caps;
  Points points;  // of the items that apply
  Points least;
  Points most;
  const Grade* worst = nullptr;  // nullptr: no item applies
  const Grade* best = nullptr;
  std::vector<std::string> open;              // items and caps that a person has to settle
  const SheetEntry* confirmed = nullptr;      // the last entry, where it confirms
  [[nodiscard]] bool settled() const { return open.empty(); }
};
// Points into `sheet`, which must outlive it.
SheetTotal TotalOf(const Sheet& sheet);
SheetTotal TotalOf(Sheet&& sheet) = delete;
// Whether a grade is the pass grade or above.
bool Passes(const Sheet& sheet, const Grade* grade);

// Appends, with its place in the chain. Refused, saying why, without a reason, by who belongs to the matter, for points above the
// item's, for an unknown target, and a confirmation while something is open.
Status AddEntry(Sheet& sheet, SheetEntry entry);

// What is wrong with the chain: entry number (0: the automatic part) and what. Empty: nothing. That entries at the end were taken
// away does not show by the sheet alone; the head that was handed out (the feedback names it) shows it.
std::vector<std::pair<int, std::string>> VerifySheet(const Sheet& sheet);
// What `digest` has to be, over everything above it.
std::string DigestOfSheet(const Sheet& sheet);
// Hash of the last entry, or the digest of the automatic part.
const std::string& HeadOf(const Sheet& sheet);

Data ToData(const Sheet& sheet);
// kInvalidArgument for another shape, or where it holds anything that a sheet does not.
Result<Sheet> SheetFromData(const Data& data);

}  // namespace juece
