// What was found in an event log, for people and for programs. Written piece by piece: a log may have millions of cases. Pure.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/text.h"
#include "compliance/log_review.h"

namespace juece {

using TextSink = std::function<void(std::string_view)>;

// {"cases":n,"events":n,"findings":[F],"rules":[{"id","template","violated":n,"cases":[ids],"not_shown":n,"not_shown_cases":[ids]}]}
void WriteLogJson(const LogReport& report, const LogRules& rules, const std::vector<Finding>& findings, Language language, const TextSink& out);
// A line a rule, the violated ones with their first cases.
void WriteLogText(const LogReport& report, const LogRules& rules, Language language, const TextSink& out);
// "response: A → B" where the rule has no title of its own.
Text LogRuleTitle(const LogRule& rule, const LogSelection& selection);

}  // namespace juece
