#include "mutation/tree_copy.h"

#include <algorithm>
#include <utility>

namespace juece {
namespace {

std::unique_ptr<XmlElement>& Slot(XmlElement& parent, const XmlElement* child) {
  return *std::find_if(parent.children.begin(), parent.children.end(), [&](const auto& c) { return c.get() == child; });
}

}  // namespace

TreeCopy::TreeCopy(const XmlElement& original) : root_(Clone(original)) {
  nodes_.emplace(&original, Copied{root_.get(), nullptr});
  Copy(original, *root_);
}

void TreeCopy::Copy(const XmlElement& original, XmlElement& copy) {
  for (std::size_t i = 0; i < original.children.size(); ++i) {
    nodes_.emplace(original.children[i].get(), Copied{copy.children[i].get(), &copy});
    Copy(*original.children[i], *copy.children[i]);
  }
}

void TreeCopy::Set(const XmlElement& original, std::string_view attribute, std::string value) {
  SetAttribute(At(original), attribute, std::move(value));
}

void TreeCopy::Drop(const XmlElement& original, std::string_view attribute) {
  std::erase_if(At(original).attributes, [&](const XmlAttribute& a) { return a.name == attribute; });
}

std::unique_ptr<XmlElement> TreeCopy::Detach(const XmlElement& original) {
  const Copied& node = nodes_.at(&original);
  auto& slot = Slot(*node.parent, node.copy);
  auto taken = std::move(slot);
  std::erase(node.parent->children, nullptr);
  return taken;
}

void TreeCopy::Remove(const XmlElement& original) { (void)Detach(original); }

XmlElement& TreeCopy::Insert(const XmlElement& original_parent, std::size_t index, std::string name) {
  XmlElement& parent = At(original_parent);
  auto element = std::make_unique<XmlElement>();
  element->name = std::move(name);
  element->ns = parent.ns;
  element->line = parent.line;
  element->column = parent.column;
  const auto at = parent.children.begin() + static_cast<std::ptrdiff_t>(std::min(index, parent.children.size()));
  return **parent.children.insert(at, std::move(element));
}

void TreeCopy::Move(const XmlElement& original, const XmlElement& original_parent, std::size_t index) {
  auto taken = Detach(original);
  XmlElement& parent = At(original_parent);
  nodes_.at(&original).parent = &parent;
  parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(std::min(index, parent.children.size())), std::move(taken));
}

void TreeCopy::Swap(const XmlElement& a, const XmlElement& b) {
  std::swap(Slot(*nodes_.at(&a).parent, &At(a)), Slot(*nodes_.at(&b).parent, &At(b)));
}

void SetAttribute(XmlElement& element, std::string_view name, std::string value) {
  for (XmlAttribute& attribute : element.attributes) {
    if (attribute.name != name) continue;
    attribute.value = std::move(value);
    return;
  }
  element.attributes.push_back({std::string(name), std::move(value), element.line, element.column, 0});
}

}  // namespace juece
