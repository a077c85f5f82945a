// juece law: every clause of the statutes that a definition claims, with what carries it, or why nothing does.
#include <fmt/format.h>

#include "runtime/rulebooks.h"
#include "commands/commands.h"
#include "report/law_report.h"
#include "runtime/procedure_loader.h"

namespace juece::cli {
namespace {

LawMatrix MatrixOf(const Installation& installation, const LoadedProcedure& loaded, std::vector<std::shared_ptr<const Rulebook>> rulebooks,
                   std::optional<Date> as_of) {
  LawMatrixInput input;
  input.demands = {loaded.definition.get(), installation.catalog().get(), installation.statutes().get(), &loaded.report,
                   installation.documents().get()};
  input.rulebooks = std::move(rulebooks);
  input.as_of = as_of;
  return BuildLawMatrix(input);
}

}  // namespace

int Run(Session& session, const LawArguments& arguments) {
  std::optional<Date> as_of;
  if (!arguments.as_of.empty()) {
    as_of = Date::Parse(arguments.as_of);
    if (!as_of) {
      session.Complain({fmt::format("--as-of 应为存在的日期(如 2024-08-01),但给出的是“{}”。", arguments.as_of),
                        fmt::format("--as-of: expected an existing date such as 2024-08-01, but found \"{}\".", arguments.as_of)});
      return kImpossible;
    }
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
  const LawMatrix matrix = MatrixOf(*installation, loaded, std::move(rulebooks), as_of);
  if (session.json()) {
    session.Print(ToData(matrix, session.language()));
  } else {
    session.Print(session.common().format == "html" ? LawHtml(matrix, session.language()) : LawText(matrix, session.language()));
  }
  return matrix.proved && matrix.Complete() && !HasError(matrix.findings) ? kDone : kWrong;
}

}  // namespace juece::cli
