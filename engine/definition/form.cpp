#include "definition/form.h"

#include <fmt/format.h>

#include <algorithm>

namespace juece {
namespace {

std::vector<std::string_view> AttributeNames(const ElementForm& form) {
  std::vector<std::string_view> names;
  for (const AttributeForm& attribute : form.attributes) names.push_back(attribute.name);
  return names;
}

std::vector<std::string_view> ChildNames(const ElementForm& form) {
  std::vector<std::string_view> names;
  for (const ChildForm& child : form.children) names.push_back(child.form->name);
  return names;
}

// "<a>、<b>" / "<a>, <b>" or "nothing".
Text ListOf(const std::vector<std::string_view>& names, std::string_view open, std::string_view close) {
  if (names.empty()) return {"无", "nothing"};
  Text out;
  for (const std::string_view name : names) {
    out.zh += fmt::format("{}{}{}{}", out.zh.empty() ? "" : "、", open, name, close);
    out.en += fmt::format("{}{}{}{}", out.en.empty() ? "" : ", ", open, name, close);
  }
  return out;
}

void ReportUnknownAttribute(const ElementForm& form, const XmlAttribute& attribute, Reporter& reporter) {
  const auto names = AttributeNames(form);
  const Text hint = Suggest(attribute.name, names);
  const Text list = ListOf(names, "", "");
  reporter.Error("unknown-attribute", attribute,
                 {fmt::format("<{}> 应只有属性 {},但写了“{}”{}", form.name, list.zh, attribute.name, hint.zh),
                  fmt::format("Expected <{}> to have only the attributes {}, but found \"{}\"{}", form.name, list.en,
                              attribute.name, hint.en)});
}

void CheckAttributes(const ElementForm& form, const XmlElement& element, Reporter& reporter) {
  for (const XmlAttribute& attribute : element.attributes) {
    if (attribute.name.starts_with("xsi:")) continue;  // what an XML editor adds to find the schema
    const auto known = std::find_if(form.attributes.begin(), form.attributes.end(),
                                    [&](const AttributeForm& a) { return a.name == attribute.name; });
    if (known == form.attributes.end()) {
      ReportUnknownAttribute(form, attribute, reporter);
    } else if (!Matches(*known, attribute.value)) {
      const Text expected = Describe(*known);
      reporter.Error("bad-value", attribute,
                     {fmt::format("<{}> 的 {} 应为{},但写的是“{}”", form.name, attribute.name, expected.zh, attribute.value),
                      fmt::format("Expected {} of <{}> to be {}, but found \"{}\"", attribute.name, form.name, expected.en,
                                  attribute.value)});
    }
  }
  for (const AttributeForm& attribute : form.attributes) {
    if (!attribute.required || element.Attribute(attribute.name) != nullptr) continue;
    const Text expected = Describe(attribute);
    reporter.Error("missing-attribute", element,
                   {fmt::format("<{}> 应有属性 {}({}),但没有写", form.name, attribute.name, expected.zh),
                    fmt::format("Expected <{}> to have the attribute {} ({}), but it is missing", form.name, attribute.name,
                                expected.en)});
  }
}

void ReportUnknownElement(const ElementForm& form, const XmlElement& child, Reporter& reporter) {
  const auto names = ChildNames(form);
  const Text list = ListOf(names, "<", ">");
  const bool foreign = child.ns != kDefinitionNamespace;
  const Text hint = foreign ? Text{fmt::format(";命名空间应为 {}", kDefinitionNamespace),
                                   fmt::format("; its namespace should be {}", kDefinitionNamespace)}
                            : Suggest(child.name, names);
  reporter.Error("unknown-element", child,
                 {fmt::format("<{}> 之内应为 {},但写了 <{}>{}", form.name, list.zh, child.name, hint.zh),
                  fmt::format("Expected {} inside <{}>, but found <{}>{}", list.en, form.name, child.name, hint.en)});
}

void CheckCounts(const ElementForm& form, const XmlElement& element, const std::vector<int>& counts, Reporter& reporter) {
  for (std::size_t i = 0; i < form.children.size(); ++i) {
    const ChildForm& child = form.children[i];
    if (counts[i] >= child.least) continue;
    reporter.Error("missing-element", element,
                   {fmt::format("<{}> 之内应至少有 {} 个 <{}>,但只有 {} 个", form.name, child.least, child.form->name, counts[i]),
                    fmt::format("Expected at least {} <{}> inside <{}>, but found {}", child.least, child.form->name, form.name,
                                counts[i])});
  }
}

void CheckPlace(const ElementForm& form, const XmlElement& child, const ChildForm& spec, int& rank, int count,
                Reporter& reporter) {
  if (spec.most != 0 && count > spec.most) {
    reporter.Error("misplaced-element", child,
                   {fmt::format("<{}> 之内应至多有 {} 个 <{}>,但这是第 {} 个", form.name, spec.most, child.name, count),
                    fmt::format("Expected at most {} <{}> inside <{}>, but this is number {}", spec.most, child.name, form.name,
                                count)});
  }
  if (spec.rank < rank) {
    reporter.Error("misplaced-element", child,
                   {fmt::format("<{}> 应写在 <{}> 中靠前的位置,但写在了后面的元素之后", child.name, form.name),
                    fmt::format("Expected <{}> to stand earlier inside <{}>, but it follows an element that comes later",
                                child.name, form.name)});
  }
  rank = std::max(rank, spec.rank);
}

}  // namespace

void CheckForm(const ElementForm& form, const XmlElement& element, Reporter& reporter) {
  CheckAttributes(form, element, reporter);
  if (!form.text && !element.text.empty()) {
    reporter.Error("bad-value", element,
                   {fmt::format("<{}> 之内应只有元素,但写了文字", form.name),
                    fmt::format("Expected only elements inside <{}>, but found text", form.name)});
  }
  std::vector<int> counts(form.children.size(), 0);
  int rank = 0;
  for (const auto& child : element.children) {
    const auto spec = std::find_if(form.children.begin(), form.children.end(), [&](const ChildForm& c) {
      return child->ns == kDefinitionNamespace && c.form->name == child->name;
    });
    if (spec == form.children.end()) {
      ReportUnknownElement(form, *child, reporter);
      continue;
    }
    const int count = ++counts[static_cast<std::size_t>(spec - form.children.begin())];
    CheckPlace(form, *child, *spec, rank, count, reporter);
    CheckForm(*spec->form, *child, reporter);
  }
  CheckCounts(form, element, counts, reporter);
}

}  // namespace juece
