// What the law sets beside its demands, for people and programs: exceptions as trees, numbers as dated series, rules on one outcome.
// Pure: the day against which a check is overdue is given, never read from a clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/data.h"
#include "compliance/agreement.h"
#include "law/statute.h"

namespace juece {

// The exceptions to clauses of these statutes, under the article that they take something from; an exception to an exception stands
// under it. Exceptions that other statutes state stand there too.
std::string ExceptionsText(const StatuteBook& statutes, const std::vector<std::string>& ids, Language language);
Data ExceptionsData(const StatuteBook& statutes, const std::vector<std::string>& ids, Language language);

// Every value with its days, its clause and the day of its last check; overdue: last checked before `checked_since`.
std::string ParametersText(const StatuteBook& statutes, const std::vector<std::string>& ids, std::optional<Date> checked_since, Language language);
Data ParametersData(const StatuteBook& statutes, const std::vector<std::string>& ids, std::optional<Date> checked_since, Language language);
int CountOverdue(const StatuteBook& statutes, const std::vector<std::string>& ids, std::optional<Date> checked_since);

// Pairs of rules on one outcome that can both apply, with the relation that was declared of them.
std::string RelationsText(const AgreementInput& input, Language language);
Data RelationsData(const AgreementInput& input, Language language);

}  // namespace juece
