// The definition under edit, as the operators look at it: its elements with their grammar, what each attribute may name, and how
// an element is called.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/step_type.h"
#include "definition/definition.h"
#include "definition/form.h"
#include "mutation/edit.h"
#include "xml/document.h"

namespace juece {

// One element of the tree with its grammar.
struct Item {
  const XmlElement* element = nullptr;
  const ElementForm* form = nullptr;
  const Item* parent = nullptr;  // nullptr for the root
  std::string path;              // "step:drafting/on:drafted"
  Text name;                     // 环节“草案拟订”的流转(drafted) / …
  [[nodiscard]] bool Is(std::string_view element_name) const { return element->name == element_name; }
};

// Borrows document, definition and catalog; what it hands out lives as long as they and it. Immutable.
class Subject {
 public:
  // The definition must have been read from the document, without errors of form.
  Subject(const XmlDocument& document, const Definition& definition, const StepCatalog& catalog);
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;

  [[nodiscard]] const std::vector<std::unique_ptr<Item>>& items() const { return items_; }  // document order
  [[nodiscard]] const Item& Of(const XmlElement& element) const { return *by_element_.at(&element); }
  [[nodiscard]] const XmlDocument& document() const { return document_; }
  [[nodiscard]] const Definition& definition() const { return definition_; }
  [[nodiscard]] const StepCatalog& catalog() const { return catalog_; }

  // The step that an item is or belongs to; nullptr where none. Likewise its type, which may be unknown.
  [[nodiscard]] const Item* StepOf(const Item& item) const;
  [[nodiscard]] const StepType* TypeOf(const Item& item) const;
  // The flow that a step, parallel, end, or a row of one, belongs to.
  [[nodiscard]] const Item* FlowOf(const Item& item) const;
  // Ids of the nodes of a flow: steps and parallels, and ends where asked for.
  [[nodiscard]] static std::vector<std::string> NodesOf(const Item& flow, bool ends);
  [[nodiscard]] std::vector<std::string> OutcomesOf(const Item& step) const;
  // The rows in a flow that lead to the node: of steps and of parallels.
  [[nodiscard]] std::vector<const Item*> RowsTo(const Item& flow, std::string_view node) const;
  [[nodiscard]] std::vector<const Item*> RowsFrom(const Item& node) const;

  // What an attribute of the item may name, present value included; empty where it names nothing of the definition.
  [[nodiscard]] std::vector<std::string> Domain(const Item& item, std::string_view attribute) const;

 private:
  void Add(const XmlElement& element, const ElementForm& form, const Item* parent);
  const XmlDocument& document_;
  const Definition& definition_;
  const StepCatalog& catalog_;
  std::vector<std::unique_ptr<Item>> items_;
  std::map<const XmlElement*, const Item*> by_element_;
};

// Blank-separated words as one text.
std::string JoinIds(const std::vector<std::string>& ids, std::string_view separator = " ");
bool HasId(const std::vector<std::string>& ids, std::string_view id);

}  // namespace juece
