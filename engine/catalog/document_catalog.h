// Document kinds of the decision dossier by their titles, so that a message can say what D204 is. Read by runtime from
// workflows/documents; immutable after that, safe to share between threads.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace juece {

// Kinds that belong to one stage of a procedure; a volume of the archived dossier.
struct DocumentGroup {
  Text title;
  std::vector<std::string> kinds;
};

struct DocumentCatalog {
  std::vector<DocumentGroup> groups;              // in document order
  std::map<std::string, Text, std::less<>> titles;  // by kind

  [[nodiscard]] bool Knows(std::string_view kind) const { return titles.contains(kind); }
  // "D204《决策草案》" / "D204 (Draft of the decision)"; the kind alone where it has no title.
  [[nodiscard]] Text NameOf(std::string_view kind) const {
    const std::string id(kind);
    const auto found = titles.find(kind);
    if (found == titles.end()) return {id, id};
    return {id + "《" + found->second.zh + "》", id + " (" + found->second.en + ")"};
  }
};

}  // namespace juece
