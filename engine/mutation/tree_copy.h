// A copy of a definition's tree on which one edit is made; addressed by the elements of the original.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "xml/document.h"

namespace juece {

// Borrows the original, which must outlive it. One thread.
class TreeCopy {
 public:
  explicit TreeCopy(const XmlElement& original);

  [[nodiscard]] XmlElement& At(const XmlElement& original) const { return *nodes_.at(&original).copy; }
  void Set(const XmlElement& original, std::string_view attribute, std::string value);
  void Drop(const XmlElement& original, std::string_view attribute);
  void Remove(const XmlElement& original);
  // At the index among the parent's children; a later index than there are children appends. Places are the parent's.
  XmlElement& Insert(const XmlElement& original_parent, std::size_t index, std::string name);
  // Under another parent, at the index among its children.
  void Move(const XmlElement& original, const XmlElement& original_parent, std::size_t index);
  void Swap(const XmlElement& a, const XmlElement& b);
  // Ends its use.
  std::unique_ptr<XmlElement> Take() { return std::move(root_); }

 private:
  struct Copied {
    XmlElement* copy = nullptr;
    XmlElement* parent = nullptr;  // in the copy
  };
  void Copy(const XmlElement& original, XmlElement& copy);
  std::unique_ptr<XmlElement> Detach(const XmlElement& original);
  std::unique_ptr<XmlElement> root_;
  std::unordered_map<const XmlElement*, Copied> nodes_;
};

// Adds or replaces.
void SetAttribute(XmlElement& element, std::string_view name, std::string value);

}  // namespace juece
