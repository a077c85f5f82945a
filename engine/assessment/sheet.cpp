#include "assessment/sheet.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "assessment/sheet_codec.h"
#include "base/json.h"
#include "record/codec.h"

namespace juece {
namespace {

constexpr std::array<std::string_view, 4> kStates{"met", "lost", "open", "not_applicable"};
constexpr std::array<std::string_view, 5> kKinds{"points", "not_applicable", "cap_holds", "cap_lifted", "confirmed"};

ItemScore Automatic(const SheetItem& item) {
  ItemScore score{&item, ItemState::kMet, item.points, item.points, nullptr};
  if (item.by_hand) {
    score.state = ItemState::kOpen;
    score.least = Points();
    return score;
  }
  bool applies = false;
  bool lost = false;
  bool open = false;
  Points unshown;
  for (const Ground& ground : item.grounds) {
    applies = applies || ground.verdict != Verdict::kNotApplicable;
    if (ground.verdict == Verdict::kViolated) {
      score.most = Less(score.most, ground.deduct);
      lost = true;
    } else if (ground.verdict == Verdict::kNotShown) {
      unshown = unshown + ground.deduct;
      open = true;
    }
  }
  score.least = Less(score.most, unshown);
  score.state = !applies ? ItemState::kNotApplicable : lost ? ItemState::kLost : open ? ItemState::kOpen : ItemState::kMet;
  return score;
}

// Violated over not shown over satisfied.
Verdict OfCap(const SheetCap& cap) {
  Verdict verdict = Verdict::kNotApplicable;
  for (const Ground& ground : cap.grounds) {
    if (ground.verdict == Verdict::kViolated) return Verdict::kViolated;
    if (ground.verdict == Verdict::kNotShown || verdict == Verdict::kNotApplicable) verdict = ground.verdict;
  }
  return verdict;
}

void Settle(const SheetEntry& entry, ItemScore& score) {
  score.settled_by = &entry;
  if (entry.kind == SheetEntry::Kind::kNotApplicable) {
    score.state = ItemState::kNotApplicable;
    return;
  }
  score.least = score.most = entry.points.value_or(Points());
  score.state = score.most < score.item->points ? ItemState::kLost : ItemState::kMet;
}

// Grades stand from the highest down.
const Grade* GradeOf(const Sheet& sheet, const Points& got, const Points& points) {
  const auto found = std::find_if(sheet.grades.begin(), sheet.grades.end(),
                                  [&](const Grade& g) { return Reaches(got, points, g.at_least); });
  return found == sheet.grades.end() ? nullptr : &*found;
}

const Grade* NamedGrade(const Sheet& sheet, const std::string& id) {
  const auto found = std::find_if(sheet.grades.begin(), sheet.grades.end(), [&](const Grade& g) { return g.id == id; });
  return found == sheet.grades.end() ? nullptr : &*found;
}

// The lower of the two; pointers into one list that goes from the highest down.
const Grade* Lower(const Grade* a, const Grade* b) { return a == nullptr || b == nullptr ? a : std::max(a, b); }

void Grades(const Sheet& sheet, SheetTotal& total) {
  if (total.points.IsZero()) return;
  total.worst = GradeOf(sheet, total.least, total.points);
  total.best = GradeOf(sheet, total.most, total.points);
  for (const CapState& cap : total.caps) {
    const Grade* highest = NamedGrade(sheet, cap.cap->grade);
    if (cap.verdict == Verdict::kViolated) total.best = Lower(total.best, highest);
    if (cap.verdict == Verdict::kViolated || cap.verdict == Verdict::kNotShown) total.worst = Lower(total.worst, highest);
  }
}

Status Refuse(std::string zh, std::string en) { return Status::InvalidArgument({std::move(zh), std::move(en)}); }

Status CheckPerson(const Sheet& sheet, const SheetEntry& entry) {
  if (entry.actor.empty() || entry.unit.empty()) {
    return Refuse("应写明评查员姓名和所在单位。", "Expected the reviewer's name and unit.");
  }
  const auto own = std::find_if(sheet.units.begin(), sheet.units.end(),
                                [&](const std::string& u) { return SameName(u, entry.unit); });
  if (own != sheet.units.end()) {
    return Refuse(fmt::format("评查员应来自其他单位,但“{}”是本案卷的决策机关或承办单位。请由其他单位的评查员评查。", entry.unit),
                  fmt::format("Expected a reviewer of another unit, but \"{}\" is the organ or the undertaking unit of this "
                                                                             "dossier. Let somebody else review it.",
                                                                                 entry.unit));
  }
  const auto acted = std::find_if(sheet.actors.begin(), sheet.actors.end(),
                                  [&](const std::string& a) { return SameName(a, entry.actor); });
  if (acted != sheet.actors.end()) {
    return Refuse(fmt::format("评查员不应是案卷的经办人,但“{}”办理过本案卷的事项。请由其他人评查。", entry.actor),
                  fmt::format("Expected a reviewer who did not act in the dossier, but \"{}\" did. Let somebody else review it.",
                              entry.actor));
  }
  return Status::Ok();
}

Status CheckItem(const SheetItem& item, const SheetEntry& entry) {
  if (entry.kind == SheetEntry::Kind::kCapHolds || entry.kind == SheetEntry::Kind::kCapLifted) {
    return Refuse(fmt::format("“{}”是细项,应给出分数或者写明不适用。", item.id),
                  fmt::format("\"{}\" is an item: expected points, or that it does not apply.", item.id));
  }
  if (entry.kind == SheetEntry::Kind::kPoints && (!entry.points || item.points < *entry.points)) {
    return Refuse(fmt::format("细项“{}”的分数应在 0 至 {} 之间,但给出的是 {}。", item.id, item.points.text(),
                              entry.points.value_or(Points()).text()),
                  fmt::format("Expected 0 to {} points for the item \"{}\", but found {}.", item.points.text(), item.id,
                              entry.points.value_or(Points()).text()));
  }
  return Status::Ok();
}

Status CheckTarget(const Sheet& sheet, const SheetEntry& entry) {
  const auto item = std::find_if(sheet.items.begin(), sheet.items.end(),
                                 [&](const SheetItem& i) { return i.id == entry.target; });
  if (item != sheet.items.end()) return CheckItem(*item, entry);
  const auto cap = std::find_if(sheet.caps.begin(), sheet.caps.end(), [&](const SheetCap& c) { return c.id == entry.target; });
  if (cap == sheet.caps.end()) {
    std::vector<std::string> ids;
    for (const SheetItem& one : sheet.items) ids.push_back(one.id);
    for (const SheetCap& one : sheet.caps) ids.push_back(one.id);
    return Refuse(fmt::format("应为本表的细项或限等事由,但没有“{}”。可用的有:{}。", entry.target, fmt::join(ids, " ")),
                  fmt::format("Expected an item or a cap of this sheet, but there is no \"{}\". There are: {}.", entry.target,
                              fmt::join(ids, " ")));
  }
  if (entry.kind == SheetEntry::Kind::kPoints || entry.kind == SheetEntry::Kind::kNotApplicable) {
    return Refuse(fmt::format("“{}”是限等事由,应写明成立或者不成立,不能给分。", entry.target),
                  fmt::format("\"{}\" is a cap: expected that it holds or is lifted, not points.", entry.target));
  }
  return Status::Ok();
}

Status CheckEntry(const Sheet& sheet, const SheetEntry& entry) {
  if (Status person = CheckPerson(sheet, entry); !person.ok()) return person;
  if (entry.kind == SheetEntry::Kind::kConfirmed) {
    const SheetTotal total = TotalOf(sheet);
    return total.settled() ? Status::Ok()
                           : Refuse(fmt::format("确认前应逐项认定未显示的事项,但还有:{}。用 juece review override 认定。", fmt::join(total.open, " ")),
                                    fmt::format("Expected every item that is not shown to be settled before the sheet is "
                                                "confirmed, but open are: {}. Settle them with juece review override.",
                                                fmt::join(total.open, " ")));
  }
  if (entry.reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    return Refuse("改动自动预评应说明理由,但没有。请用 --reason 写明。", "Expected a reason for departing from the automatic score, but there is "
                                                     "none. Give it with --reason.");
  }
  return CheckTarget(sheet, entry);
}

std::string HashOf(const SheetEntry& entry, const std::string& previous) {
  return ChainHash(DigestAlgorithm::kSha256, previous, ToCanonicalJson(EntryToData(entry, /*with_hash=*/false)));
}

}  // namespace

std::string_view ToString(ItemState state) { return kStates.at(static_cast<std::size_t>(state)); }

Text TitleOf(ItemState state) {
  switch (state) {
    case ItemState::kMet:
      return {"符合", "Met"};
    case ItemState::kLost:
      return {"扣分", "Points lost"};
    case ItemState::kOpen:
      return {"未显示", "Not shown"};
    case ItemState::kNotApplicable:
      return {"不适用", "Does not apply"};
  }
  return {};
}

std::string_view ToString(SheetEntry::Kind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

std::optional<SheetEntry::Kind> ParseEntryKind(std::string_view name) {
  const auto found = std::find(kKinds.begin(), kKinds.end(), name);
  return found == kKinds.end() ? std::nullopt : std::optional(static_cast<SheetEntry::Kind>(found - kKinds.begin()));
}

SheetTotal TotalOf(const Sheet& sheet) {
  SheetTotal total;
  std::map<std::string, const SheetEntry*> last;  // by target: a later entry replaces an earlier one
  for (const SheetEntry& entry : sheet.entries) {
    if (entry.kind != SheetEntry::Kind::kConfirmed) last[entry.target] = &entry;
  }
  for (const SheetItem& item : sheet.items) {
    ItemScore score = Automatic(item);
    if (const auto entry = last.find(item.id); entry != last.end()) Settle(*entry->second, score);
    if (score.state != ItemState::kNotApplicable) {
      total.points = total.points + item.points;
      total.least = total.least + score.least;
      total.most = total.most + score.most;
      if (score.least < score.most) total.open.push_back(item.id);
    }
    total.items.push_back(score);
  }
  for (const SheetCap& cap : sheet.caps) {
    CapState state{&cap, OfCap(cap), nullptr};
    if (const auto entry = last.find(cap.id); entry != last.end()) {
      state = {&cap, entry->second->kind == SheetEntry::Kind::kCapHolds ? Verdict::kViolated : Verdict::kSatisfied,
               entry->second};
    }
    if (state.verdict == Verdict::kNotShown) total.open.push_back(cap.id);
    total.caps.push_back(state);
  }
  Grades(sheet, total);
  if (!sheet.entries.empty() && sheet.entries.back().kind == SheetEntry::Kind::kConfirmed) total.confirmed = &sheet.entries.back();
  return total;
}

bool Passes(const Sheet& sheet, const Grade* grade) {
  const Grade* pass = NamedGrade(sheet, sheet.pass_grade);
  return grade != nullptr && pass != nullptr && grade <= pass;
}

Status AddEntry(Sheet& sheet, SheetEntry entry) {
  if (Status refused = CheckEntry(sheet, entry); !refused.ok()) return refused;
  entry.previous = HeadOf(sheet);
  entry.hash = HashOf(entry, entry.previous);
  sheet.entries.push_back(std::move(entry));
  return Status::Ok();
}

const std::string& HeadOf(const Sheet& sheet) { return sheet.entries.empty() ? sheet.digest : sheet.entries.back().hash; }

std::vector<std::pair<int, std::string>> VerifySheet(const Sheet& sheet) {
  std::vector<std::pair<int, std::string>> broken;
  if (DigestOfSheet(sheet) != sheet.digest) broken.emplace_back(0, "changed");
  std::string previous = sheet.digest;
  int number = 0;
  for (const SheetEntry& entry : sheet.entries) {
    ++number;
    if (entry.previous != previous) {
      broken.emplace_back(number, "not_linked");
    } else if (HashOf(entry, previous) != entry.hash) {
      broken.emplace_back(number, "changed");
    }
    previous = entry.hash;
  }
  return broken;
}

}  // namespace juece
