// What a finished dossier is scored by: items with points, each with the rules and checks that it rests on. Read from
// workflows/criteria/*.xml (schema workflows/schema/criteria.xsd); docs/case-review.md teaches it by example.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "assessment/points.h"
#include "base/finding.h"
#include "base/text.h"
#include "compliance/check.h"
#include "compliance/vocabulary.h"

namespace juece {

// What a check looks at is the file itself, not the law: see docs/case-review.md.
enum class FileCheck { kInTime, kDated, kNamed, kDigested };
std::string_view ToString(FileCheck check);  // "in-time" "dated" "named" "digested"
std::optional<FileCheck> ParseFileCheck(std::string_view name);
Text TitleOf(FileCheck check);

// Each of these rules (or the check) that is violated takes `deduct` off its item, which never falls below zero.
struct CriterionBasis {
  std::vector<std::string> rules;  // empty: the check
  std::optional<FileCheck> check;
  Points deduct;
  SourcePlace place;
};

struct Criterion {
  std::string id;
  std::string part;
  Points points;
  Text title;
  Text guidance;  // what a person looks at
  bool by_hand = false;  // rests on nothing that a machine can see: a person gives the points
  std::vector<CriterionBasis> bases;
};

struct CriteriaPart {
  std::string id;
  Text title;
};

// A grade: the dossier reaches at least so many per cent of the points that apply to it.
struct Grade {
  std::string id;
  Points at_least;
  Text title;
};

// Whatever the points: where one of these rules is violated the grade is this one or a lower one.
struct GradeCap {
  std::string id;
  std::string grade;
  std::vector<std::string> rules;
  Text title;
  SourcePlace place;
};

// Immutable; safe to share between threads.
class Criteria {
 public:
  // Every mistake is a finding with its place; nullptr where there is any. Points that do not add up to the total are one.
  static std::shared_ptr<const Criteria> Read(std::string bytes, std::string file, std::shared_ptr<const Vocabulary> vocabulary,
                                              std::vector<Finding>& findings);
  static std::shared_ptr<const Criteria> ReadFile(const std::string& path, std::shared_ptr<const Vocabulary> vocabulary,
                                                  std::vector<Finding>& findings);

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] const std::string& digest() const { return digest_; }  // of the file's bytes
  [[nodiscard]] const Text& title() const { return title_; }
  [[nodiscard]] const std::vector<std::string>& kinds() const { return kinds_; }  // of procedure
  [[nodiscard]] const std::vector<Grade>& grades() const { return grades_; }      // the highest first; the last asks for 0
  [[nodiscard]] const std::string& pass_grade() const { return pass_grade_; }     // from here on a dossier passes
  [[nodiscard]] const Points& pass_target() const { return pass_target_; }        // per cent of dossiers that should
  // Where, besides the organ, the units stand whose own matter it is.
  [[nodiscard]] const std::vector<DataPath>& own_unit() const { return own_unit_; }
  [[nodiscard]] const std::vector<GradeCap>& caps() const { return caps_; }
  [[nodiscard]] const std::vector<CriteriaPart>& parts() const { return parts_; }
  [[nodiscard]] const std::vector<Criterion>& items() const { return items_; }

 private:
  friend class CriteriaReader;
  std::string id_;
  std::string version_;
  std::string digest_;
  Text title_;
  std::vector<std::string> kinds_;
  std::vector<Grade> grades_;
  std::string pass_grade_;
  Points pass_target_;
  std::vector<DataPath> own_unit_;
  std::vector<GradeCap> caps_;
  std::vector<CriteriaPart> parts_;
  std::vector<Criterion> items_;
};

// Rules that the criteria name and that are not among `known`: a finding "unknown-reference" for each, with the nearest name.
void CheckRules(const Criteria& criteria, const std::set<std::string>& known, std::vector<Finding>& findings);
// The same for one list of names; shared with the indicators.
void CheckRuleNames(const std::vector<std::string>& names, const SourcePlace& place, const std::set<std::string>& known,
                    std::vector<Finding>& findings);

}  // namespace juece
