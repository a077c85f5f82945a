// juece law: every clause of the statutes that a definition claims, with what carries it, or why nothing does.
#include <fmt/format.h>

#include "runtime/rulebooks.h"
#include "commands/commands.h"
#include "report/law_report.h"
#include "report/provisions_report.h"
#include "runtime/procedure_loader.h"

namespace juece::cli {
namespace {

LawMatrixInput InputOf(const Installation& installation, const LoadedProcedure& loaded, std::vector<std::shared_ptr<const Rulebook>> rulebooks,
                       std::optional<Date> as_of) {
  LawMatrixInput input;
  input.demands = {loaded.definition.get(), installation.catalog().get(), installation.statutes().get(), &loaded.report,
                   installation.documents().get()};
  input.rulebooks = std::move(rulebooks);
  input.as_of = as_of;
  return input;
}

// False after a complaint.
bool ReadDay(Session& session, std::string_view option, const std::string& text, std::optional<Date>& day) {
  if (text.empty()) return true;
  day = Date::Parse(text);
  if (day) return true;
  session.Complain({fmt::format("{} 应为存在的日期(如 2024-08-01),但给出的是“{}”。", option, text),
                    fmt::format("{}: expected an existing date such as 2024-08-01, but found \"{}\".", option, text)});
  return false;
}

void Print(Session& session, const Data& data, const std::string& text) {
  if (session.json()) {
    session.Print(data);
  } else {
    session.Print(text);
  }
}

int PrintExceptions(Session& session, const LawMatrixInput& input) {
  const StatuteBook& statutes = *input.demands.statutes;
  const auto& ids = input.demands.definition->statutes;
  Print(session, ExceptionsData(statutes, ids, session.language()), ExceptionsText(statutes, ids, session.language()));
  return kDone;
}

// Wrong where a check is overdue on the stated day.
int PrintParameters(Session& session, const LawMatrixInput& input, std::optional<Date> checked_since) {
  const StatuteBook& statutes = *input.demands.statutes;
  const auto& ids = input.demands.definition->statutes;
  Print(session, ParametersData(statutes, ids, checked_since, session.language()),
        ParametersText(statutes, ids, checked_since, session.language()));
  return CountOverdue(statutes, ids, checked_since) == 0 ? kDone : kWrong;
}

// Wrong where a pair has no relation.
int PrintRelations(Session& session, const LawMatrixInput& input) {
  const AgreementInput agreement = AgreementOf(input);
  Print(session, RelationsData(agreement, session.language()), RelationsText(agreement, session.language()));
  for (const RuleOverlap& overlap : OverlapsOf(agreement)) {
    if (overlap.relation == nullptr) return kWrong;
  }
  return kDone;
}

int PrintMatrix(Session& session, const LawMatrixInput& input) {
  const LawMatrix matrix = BuildLawMatrix(input);
  if (session.json()) {
    session.Print(ToData(matrix, session.language()));
  } else {
    session.Print(session.common().format == "html" ? LawHtml(matrix, session.language()) : LawText(matrix, session.language()));
  }
  return matrix.proved && matrix.Complete() && !HasError(matrix.findings) ? kDone : kWrong;
}

}  // namespace

int Run(Session& session, const LawArguments& arguments) {
  std::optional<Date> as_of;
  std::optional<Date> checked_since;
  if (!ReadDay(session, "--as-of", arguments.as_of, as_of) || !ReadDay(session, "--checked-since", arguments.checked_since, checked_since)) {
    return kImpossible;
  }
  const bool list = arguments.exceptions || arguments.parameters || arguments.relations;
  if (list && session.common().format == "html") {
    session.Complain({"列出例外、数值或者关系时,--format 应为 text 或 json,但给出的是 html。",
                      "With --exceptions, --parameters or --relations: expected --format text or json, but found html."});
    return kImpossible;
  }
  const auto installation = session.installation();
  if (!installation) {
    return kImpossible;
  }
  std::vector<Finding> findings;
  const auto vocabulary = ReadVocabulary(installation->paths(), findings);
  std::vector<std::shared_ptr<const Rulebook>> rulebooks;
  if (vocabulary) {
    rulebooks = ReadRulebooks(installation->paths(), vocabulary, arguments.rules, RulePlaces::kAll, *installation->statutes(), findings);
  }
  session.PrintFindings(findings, true);
  if (HasError(findings)) {
    session.Complain({"规则集有错误,不能据以对照。", "The rulebooks have errors and cannot be counted."});
    return kImpossible;
  }
  const LoadedProcedure loaded = LoadProcedure(*installation, arguments.file, arguments.overlays, as_of);
  if (!loaded.definition) {
    session.PrintFindings(loaded.report.findings, true);
    return kImpossible;
  }
  const LawMatrixInput input = InputOf(*installation, loaded, std::move(rulebooks), as_of);
  if (arguments.exceptions) return PrintExceptions(session, input);
  if (arguments.parameters) return PrintParameters(session, input, checked_since);
  return arguments.relations ? PrintRelations(session, input) : PrintMatrix(session, input);
}

}  // namespace juece::cli
