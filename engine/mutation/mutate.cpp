#include "mutation/mutate.h"

#include "mutation/operators.h"
#include "mutation/subject.h"

namespace juece {
namespace {

const Finding* FirstError(const VerifyReport& report) {
  for (const Finding& finding : report.findings) {
    if (finding.severity == Severity::kError) return &finding;
  }
  return nullptr;
}

}  // namespace

EditList::EditList(const XmlDocument& document, const Definition& definition, const StepCatalog& catalog)
    : document_(document), subject_(std::make_unique<Subject>(document, definition, catalog)) {
  for (const auto make : {DeleteElements, ChangeAttributes, AddElements, ReorderRows, ShiftOutcomes, SkipAhead, RebuildFlow, CancelSiblings,
                          ChangeConfigurations}) {
    make(*subject_, edits_);
  }
}

EditList::~EditList() = default;

std::unique_ptr<XmlDocument> EditList::Edited(const Edit& edit) const {
  TreeCopy tree(document_.root());
  edit.apply(tree);
  return document_.WithRoot(tree.Take());
}

MutationReport Mutate(const XmlDocument& document, const StepCatalog& catalog, const EditJudge& judge, const MutationProgress& progress) {
  MutationReport report;
  std::vector<Finding> findings;
  const auto definition = ReadDefinition(document, findings);
  if (definition == nullptr || !judge(document).ok) return report;
  report.done = true;
  const EditList list(document, *definition, catalog);
  for (const Edit& edit : list.edits()) {
    const VerifyReport judged = judge(*list.Edited(edit));
    OperationScore& score = report.operations[edit.operation];
    ++report.edits;
    ++score.edits;
    if (const Finding* finding = FirstError(judged)) {
      ++report.found;
      ++score.found;
      ++score.codes[finding->code];
    } else {
      report.survivors.push_back({edit.Id(), edit.operation, edit.words, edit.place});
    }
    if (progress) progress(static_cast<std::size_t>(report.edits), list.edits().size());
  }
  return report;
}

}  // namespace juece
