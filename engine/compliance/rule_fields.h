// Names, paths, patterns and guards in the attributes of a rule, each looked up in the vocabulary. For the readers of this layer and above.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compliance/rulebook.h"
#include "compliance/vocabulary.h"
#include "compliance/xml_fields.h"

namespace juece {

class RuleFields {
 public:
  RuleFields(const XmlDocument& document, std::shared_ptr<const Vocabulary> vocabulary, std::vector<Finding>& findings)
      : document_(document), fields_(document, findings), vocabulary_(std::move(vocabulary)) {}

 protected:
  std::vector<DataPath> Paths(const XmlElement& element, std::string_view attribute);
  EventPattern Pattern(const XmlElement& element, std::string_view names, std::string_view where, bool needed = true);
  std::vector<std::string> Events(const XmlElement& element, std::string_view attribute);
  // The members that a guard over one of these events may read.
  [[nodiscard]] std::vector<MemberType> MembersOf(const std::vector<std::string>& events) const;
  static const MemberType* FindMember(const std::vector<MemberType>& members, std::string_view name);
  std::optional<Guard> ReadGuard(const XmlElement& element, std::string_view attribute, const std::vector<MemberType>& members);
  std::optional<Guard> FactGuard(const XmlElement& element, std::string_view attribute);
  // One of the names in `scope`; "" where the attribute is absent.
  std::string MemberName(const XmlElement& element, std::string_view attribute, const std::vector<MemberType>& scope);
  std::string SettingName(const XmlElement& element, std::string_view attribute);
  void Unknown(const XmlElement& element, std::string_view expected);

  const XmlDocument& document_;
  XmlFields fields_;
  std::shared_ptr<const Vocabulary> vocabulary_;

 private:
  std::optional<Guard> ParseGuard(const XmlElement& element, std::string_view attribute, const FactTypes& types);
};

}  // namespace juece
