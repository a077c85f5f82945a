// The forms of a check as a rulebook writes them. Internal to the layer.
#pragma once

#include <optional>

#include "compliance/rule_fields.h"

namespace juece {

class CheckReader : public RuleFields {
 public:
  using RuleFields::RuleFields;

 protected:
  std::optional<Check> ReadCheck(const XmlElement& element);

 private:
  AnyOfCheck ReadAnyOf(const XmlElement& element);
  OccursCheck ReadOccurs(const XmlElement& element);
  PeriodCheck ReadPeriod(const XmlElement& element);
  DataCheck ReadData(const XmlElement& element);
  void ReadJoined(const XmlElement& element, DataCheck& check, std::vector<MemberType>& members);
  FreshCheck ReadFresh(const XmlElement& element);
  DisjointCheck ReadDisjoint(const XmlElement& element);
  CoversCheck ReadCovers(const XmlElement& element);
  MajorityCheck ReadMajority(const XmlElement& element);
  SequenceCheck ReadSequence(const XmlElement& element);
  std::optional<DeclareCheck> ReadDeclare(const XmlElement& element);
  PluginCheck ReadPlugin(const XmlElement& element);
  KeptOpenCheck ReadKeptOpen(const XmlElement& element);
};

}  // namespace juece
