// From the checked tree to the Definition. Internal to the layer. Lenient: what the form check has reported is read as far as
// it goes, so that one mistake does not hide the next.
#pragma once

#include "definition/definition.h"
#include "definition/reporter.h"
#include "xml/document.h"

namespace juece {

// Borrows everything; lives for one reading.
class DefinitionBuilder {
 public:
  DefinitionBuilder(Definition& definition, Reporter& reporter) : definition_(definition), reporter_(reporter) {}
  void Build(const XmlElement& procedure);

 private:
  void ReadHeader(const XmlElement& element);
  void ReadSeparation(const XmlElement& element);
  Region ReadRegion(const XmlElement& flow);
  CompositeNode ReadComposite(const XmlElement& element);
  ExitRow ReadExit(const XmlElement& element);
  EndNode ReadEnd(const XmlElement& element);
  StepNode ReadStep(const XmlElement& element);
  void ReadStepPart(const XmlElement& element, StepNode& step);
  void ReadConfiguration(const XmlElement& element, StepNode& step);
  Applicability ReadApplicability(const XmlElement& element, const std::string& step);
  PeriodRule ReadPeriod(const XmlElement& element);
  Transition ReadTransition(const XmlElement& element, const std::string& step);
  MaterialUse ReadUse(const XmlElement& element);
  // The guard in `when`, or Always where there is none or it is wrong (reported).
  Guard ReadGuard(const XmlElement& element, const std::string& step);
  [[nodiscard]] Articles ReadArticles(const XmlElement& element) const;
  [[nodiscard]] SourcePlace PlaceOf(const XmlElement& element) const { return reporter_.document().PlaceOf(element); }

  Definition& definition_;
  Reporter& reporter_;
};

// What ids name: unknown-reference, duplicate-id, implicit-join and settings of a wrong value. Works on the tree, where every
// attribute has its place.
void CheckReferences(const XmlElement& procedure, const Definition& definition, Reporter& reporter);
// The same for the nodes of regions: start, to, branch.
void CheckFlowReferences(const XmlElement& flow, const Definition& definition, Reporter& reporter);

}  // namespace juece
