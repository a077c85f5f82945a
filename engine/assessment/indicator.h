// Indicators over a set of matters: filter, denominator and numerator as conditions on what the review said and on the record's own
// events. Read from workflows/indicators/*.xml (schema workflows/schema/indicators.xsd); docs/indicators.md teaches it by example.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "assessment/points.h"
#include "base/data.h"
#include "base/finding.h"
#include "base/text.h"
#include "compliance/check.h"
#include "compliance/review.h"
#include "compliance/vocabulary.h"
#include "guard/guard.h"

namespace juece {

struct KindIs {
  std::vector<std::string> kinds;  // of procedure
};
struct LevelIs {
  std::vector<std::string> levels;
};
// The whole matter stands there: nothing more will come.
struct IsWhole {};
struct FactHolds {
  Guard guard = Guard::Always();
};
struct EventHappened {
  EventPattern pattern;
};
// Every one of the rules that applies is satisfied.
struct RulesSatisfied {
  std::vector<std::string> rules;
};
struct Condition;
struct AnyCondition {
  std::vector<Condition> conditions;
};
struct NotCondition {
  std::vector<Condition> conditions;  // not all of them hold
};
struct Condition {
  std::variant<KindIs, LevelIs, IsWhole, FactHolds, EventHappened, RulesSatisfied, AnyCondition, NotCondition> form;
  SourcePlace place;
};

struct Indicator {
  std::string id;
  Text title;
  Text counted;  // the denominator in words
  Text reached;  // the numerator in words
  std::string basis;  // who asks for it
  Points target;      // per cent
  std::vector<Condition> filter;       // all must hold; a matter outside it is not looked at
  std::vector<Condition> denominator;  // all must hold
  std::vector<Condition> numerator;    // all must hold; a matter to which none of its rules applies is not counted
};

// Immutable; safe to share between threads.
class IndicatorSet {
 public:
  // Every mistake is a finding with its place; nullptr where there is any.
  static std::shared_ptr<const IndicatorSet> Read(std::string bytes, std::string file,
                                                  std::shared_ptr<const Vocabulary> vocabulary,
                                                  std::vector<Finding>& findings);
  static std::shared_ptr<const IndicatorSet> ReadFile(const std::string& path, std::shared_ptr<const Vocabulary> vocabulary,
                                                      std::vector<Finding>& findings);
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] const Text& title() const { return title_; }
  [[nodiscard]] const std::vector<Indicator>& indicators() const { return indicators_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }

 private:
  friend class IndicatorReader;
  std::string id_;
  std::string version_;
  Text title_;
  std::vector<Indicator> indicators_;
  std::shared_ptr<const Vocabulary> vocabulary_;
};

// Rules that are named and not among `known`: a finding "unknown-reference" for each.
void CheckRules(const IndicatorSet& set, const std::set<std::string>& known, std::vector<Finding>& findings);

// kUnsure: not shown whether it counts. kNotShown: it counts, and whether it reaches the numerator is not shown.
enum class Standing { kOutside, kUnsure, kReached, kMissed, kNotShown };
std::string_view ToString(Standing standing);  // "outside" "unsure" "reached" "missed" "not_shown"
Text TitleOf(Standing standing);

struct MatterView {
  const Subject* subject = nullptr;      // both as of the same day
  const ReviewReport* report = nullptr;
};

struct IndicatorCase {
  std::string subject;
  std::string title;
  std::string organ;
  Standing standing = Standing::kOutside;
  std::vector<Text> why;  // of what is missed, not shown or unsure
};

enum class Target { kReached, kMissed, kNotShown };
std::string_view ToString(Target target);
Text TitleOf(Target target);

struct IndicatorResult {
  const Indicator* indicator = nullptr;
  std::vector<IndicatorCase> cases;  // of every matter in the order given
  [[nodiscard]] int Count(Standing wanted) const;
  // All that count or may: what the rate is of.
  [[nodiscard]] int Counted() const;
  // In per cent, rounded down: whatever the matters that are not shown turn out to be, the rate lies between. "" where nothing counts.
  [[nodiscard]] std::string LeastRate() const;
  [[nodiscard]] std::string MostRate() const;
  // nullopt where nothing counts.
  [[nodiscard]] std::optional<Target> Against() const;
};

// A set with a result for each of its indicators; points into the set, which must outlive it.
struct Measured {
  const IndicatorSet* set = nullptr;
  std::vector<IndicatorResult> results;
};
Measured Measure(const IndicatorSet& set, const std::vector<MatterView>& matters);

Data ToData(const Measured& measured, Language language);

}  // namespace juece
