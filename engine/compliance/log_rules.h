// Rules over event logs: DECLARE templates (finite-trace linear temporal logic), bounds of time, four eyes, comparisons of case
// attributes. Read from XML (workflows/schema/log-rules.xsd); docs/log-rules.md teaches it.
// Sources: Pesic, Schonenberg, van der Aalst, "DECLARE: Full Support for Loosely-Structured Processes" (2007);
// De Giacomo, Vardi, "Linear Temporal Logic and Linear Dynamic Logic on Finite Traces" (2013).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "record/event_log.h"

namespace juece {

enum class LogTemplate {
  kExistence,  // at least n times
  kAbsence,    // fewer than n times
  kExactly,
  kInit,
  kEnd,
  kChoice,
  kExclusiveChoice,
  kRespondedExistence,
  kCoExistence,
  kNotCoExistence,
  kResponse,
  kPrecedence,
  kSuccession,
  kAlternateResponse,
  kAlternatePrecedence,
  kAlternateSuccession,
  kChainResponse,
  kChainPrecedence,
  kChainSuccession,
  kNotRespondedExistence,
  kNotResponse,
  kNotPrecedence,
  kNotSuccession,
  kNotChainResponse,
  kNotChainPrecedence,
  kNotChainSuccession,
  kWithin,     // the first b after an a keeps the bounds
  kFourEyes,   // nobody did both an a and a b
  kAttribute,  // an attribute of the case compared with another one
};

// Which number a template counts to (`n`), and whether it has one event only.
bool CountsTimes(LogTemplate form);
bool IsUnary(LogTemplate form);
std::string_view ToString(LogTemplate form);  // as in the contract: "existence", "not_chain_succession"
std::optional<LogTemplate> ParseLogTemplate(std::string_view name);

enum class Comparison { kLess, kLessOrEqual, kEqual, kNotEqual, kGreaterOrEqual, kGreater };

struct LogRule {
  std::string id;
  Text title;
  Severity severity = Severity::kError;
  LogTemplate form = LogTemplate::kExistence;
  std::int32_t a = kOtherActivity;  // in LogSelection::activities
  std::int32_t b = kOtherActivity;
  int count = 1;
  // kWithin, milliseconds. From the first a, or from each; where no b follows, the bound does not apply or is missed.
  std::optional<std::int64_t> at_most, at_least;
  bool each = false;
  bool missing_violates = false;
  std::size_t key = 0;  // kFourEyes, in LogSelection::event_keys
  std::size_t left = 0, right = 0;  // kAttribute, in LogSelection::trace_keys
  Comparison comparison = Comparison::kEqual;
};

enum class LogVerdict { kSatisfied, kViolated, kNotShown };

// A case that holds trivially is satisfied. Not shown: what decides (a time, who did it, an attribute) is not in the log. Pure.
LogVerdict Judge(const LogRule& rule, const LogTrace& trace, const LogSelection& selection);

// Immutable; safe to share between threads.
class LogRules {
 public:
  static std::shared_ptr<const LogRules> Read(std::string text, std::string file, std::vector<Finding>& findings);
  static std::shared_ptr<const LogRules> ReadFile(const std::string& path, std::vector<Finding>& findings);
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const Text& title() const { return title_; }
  [[nodiscard]] const std::vector<LogRule>& rules() const { return rules_; }
  [[nodiscard]] const LogSelection& selection() const { return selection_; }
  // Judge the events of a case by their times instead of the order of the log.
  [[nodiscard]] bool by_time() const { return by_time_; }

 private:
  friend class LogRulesReader;
  std::string id_;
  Text title_;
  std::vector<LogRule> rules_;
  LogSelection selection_;
  bool by_time_ = false;
};

}  // namespace juece
