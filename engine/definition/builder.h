// From the checked tree to the Definition. Internal to the layer. Lenient: what the form check has reported is read as far as
// it goes, so that one mistake does not hide the next.
#pragma once

#include "definition/definition.h"
#include "definition/overlay.h"
#include "definition/reporter.h"
#include "xml/document.h"

namespace juece {

// Borrows everything; lives for one reading.
class DefinitionBuilder {
 public:
  DefinitionBuilder(Definition& definition, Reporter& reporter) : definition_(definition), reporter_(reporter) {}
  void Build(const XmlElement& procedure);

  // Parts, which overlays hold too. Guards are typed against the facts of the definition.
  void ReadHeader(const XmlElement& element);
  void ReadSeparation(const XmlElement& element);
  Branch ReadBranch(const XmlElement& element);
  CompositeNode ReadComposite(const XmlElement& element);
  ExitRow ReadExit(const XmlElement& element);
  EndNode ReadEnd(const XmlElement& element);
  StepNode ReadStep(const XmlElement& element);
  void ReadConfiguration(const XmlElement& element, StepNode& step);
  PeriodRule ReadPeriod(const XmlElement& element);
  MaterialDemand ReadDemand(const XmlElement& element, const std::string& step);
  MaterialUse ReadUse(const XmlElement& element);
  // The guard in `when`, or Always where there is none or it is wrong (reported).
  Guard ReadGuard(const XmlElement& element, const std::string& step);
  [[nodiscard]] Articles ReadArticles(const XmlElement& element) const;
  [[nodiscard]] SourcePlace PlaceOf(const XmlElement& element) const { return reporter_.document().PlaceOf(element); }

 private:
  Region ReadRegion(const XmlElement& flow);
  void ReadStepPart(const XmlElement& element, StepNode& step);
  Applicability ReadApplicability(const XmlElement& element, const std::string& step);
  Transition ReadTransition(const XmlElement& element, const std::string& step);

  Definition& definition_;
  Reporter& reporter_;
};

// As the other ReadOverlay, from a document that was parsed before.
std::unique_ptr<Overlay> ReadOverlay(const XmlDocument& document, const Definition& below, std::vector<Finding>& findings);

// What ids name: unknown-reference, duplicate-id, implicit-join and settings of a wrong value. Works on the tree, where every
// attribute has its place.
void CheckReferences(const XmlElement& procedure, const Definition& definition, Reporter& reporter);
// The same for a local rule; `scope`: what it changes, with what it declares itself. Which steps it changes is checked by the merge.
void CheckOverlayReferences(const XmlElement& overlay, const Definition& scope, Reporter& reporter);
// The same for the branches of a parallel, or one branch, that a local rule brings.
void CheckInsertedFlows(const XmlElement& element, const Definition& scope, Reporter& reporter);
// The same for the nodes of regions: start, to, branch.
void CheckFlowReferences(const XmlElement& flow, const Definition& definition, Reporter& reporter);

}  // namespace juece
