// What the tests of the assessment share: reviewed records and small sheets made by hand.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assessment/criteria.h"
#include "assessment/sheet.h"
#include "unit/compliance/support.h"

namespace juece::testing {

struct Seen {
  Subject subject;
  ReviewReport report;
};

inline Seen See(const Data& record) {
  std::vector<Finding> findings;
  const auto subject = SubjectFromRecord(record, *Law::Get().words, "record", findings);
  INFO(Explain(findings));
  REQUIRE(subject.has_value());
  return {*subject, Law::Get().Review(record)};
}

inline std::shared_ptr<const Criteria> ShippedCriteria() {
  std::vector<Finding> findings;
  auto criteria = Criteria::ReadFile(Source("workflows/criteria/cn-decision.xml"), Law::Get().words, findings);
  INFO(Explain(findings));
  REQUIRE(criteria != nullptr);
  return criteria;
}

inline Sheet Score(const Data& record, const Criteria& criteria) {
  const Seen seen = See(record);
  return PreScore(criteria, *Law::Get().words, seen.subject, seen.report, "");
}

inline Points Pts(const char* text) { return *ParsePoints(text); }

inline Ground GroundWith(Verdict verdict, const char* deduct) {
  Ground ground;
  ground.rule = "r";
  ground.title = {"规则", "rule"};
  ground.verdict = verdict;
  ground.deduct = Pts(deduct);
  return ground;
}

// Grades good (80), bad (0); items as given.
inline Sheet SheetOf(std::vector<SheetItem> items, std::vector<SheetCap> caps = {}) {
  Sheet sheet;
  sheet.subject = "2026-0001";
  sheet.title = "某路";
  sheet.organ = "甲市人民政府";
  sheet.units = {"甲市人民政府", "甲市交通局"};
  sheet.actors = {"李承办"};
  sheet.grades = {{"good", Pts("80"), {"合格", "Good"}}, {"bad", Pts("0"), {"不合格", "Bad"}}};
  sheet.pass_grade = "good";
  sheet.pass_target = Pts("95");
  sheet.items = std::move(items);
  sheet.caps = std::move(caps);
  sheet.digest = DigestOfSheet(sheet);
  return sheet;
}

inline SheetItem ItemOf(const char* id, const char* points, std::vector<Ground> grounds, bool by_hand = false) {
  return {id, "part", {"细项", "Item"}, {"看材料", "Look"}, Pts(points), by_hand, std::move(grounds)};
}

inline SheetEntry EntryBy(SheetEntry::Kind kind, const char* target, const char* points = nullptr,
                          const char* reason = "看到纸质原件") {
  SheetEntry entry;
  entry.kind = kind;
  entry.target = target;
  if (points != nullptr) entry.points = Pts(points);
  entry.reason = reason;
  entry.actor = "郑评查";
  entry.unit = "乙市司法局";
  entry.at = *Instant::Parse("2026-03-02T10:00:00+08:00");
  return entry;
}

}  // namespace juece::testing
