// How much of a definition is held by the checks: every single edit that could break it is made, and each must be found. What is not
// found is a survivor: an edit that changes nothing in law (docs/findings/equivalent-edits.md says why), or a gap in the checks.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/data.h"
#include "mutation/edit.h"
#include "proof/verify.h"

namespace juece {

struct Survivor {
  std::string id;  // "change:on@to step:drafting/on:drafted to=publication"
  std::string operation;
  Text words;
  SourcePlace place;
};

struct OperationScore {
  int edits = 0;
  int found = 0;
  std::map<std::string, int> codes;  // of the first error finding of each edit that was found
};

struct MutationReport {
  bool done = false;  // false where the definition itself has an error: then no edit is made
  int edits = 0;
  int found = 0;
  std::map<std::string, OperationScore> operations;
  std::vector<Survivor> survivors;  // in the order of the document
};

// Every edit of the definition that the operators make, in a stable order. Borrows the document, whose definition must have been read
// from it; the edits may be applied as long as it lives.
class EditList {
 public:
  EditList(const XmlDocument& document, const Definition& definition, const StepCatalog& catalog);
  ~EditList();
  [[nodiscard]] const std::vector<Edit>& edits() const { return edits_; }
  // The document after one of the edits.
  [[nodiscard]] std::unique_ptr<XmlDocument> Edited(const Edit& edit) const;

 private:
  const XmlDocument& document_;
  std::unique_ptr<class Subject> subject_;
  std::vector<Edit> edits_;
};

// Reads a definition from its document and verifies it.
using EditJudge = std::function<VerifyReport(const XmlDocument& document)>;
using MutationProgress = std::function<void(std::size_t done, std::size_t all)>;

// Pure but for `progress`, which may be empty, and what `judge` does.
MutationReport Mutate(const XmlDocument& document, const StepCatalog& catalog, const EditJudge& judge, const MutationProgress& progress = {});

// The member "mutation" of a verified definition: {"edits","found","operations":[{"operation","edits","found"}],
// "survivors":[{"id","operation","edit","file","line","column"}]}; null where no edit was made.
Data ToData(const MutationReport& report, Language language);
std::string ToText(const MutationReport& report, Language language);

}  // namespace juece
