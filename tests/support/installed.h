// The step types and statutes of the source tree, read without a plugin being loaded: for tests of the layers below the runtime.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/json.h"
#include "catalog/step_type.h"
#include "law/statute.h"
#include "support/places.h"

namespace juece::test {

inline const std::filesystem::path kRoot = SourceDir();

inline std::string Bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline const StepCatalog& Installed() {
  static const StepCatalog catalog = [] {
    StepCatalog all;
    for (const auto& entry : std::filesystem::directory_iterator(kRoot / "plugins")) {
      const auto descriptor = ParseJson(Bytes(entry.path() / "descriptor.json"));
      if (!descriptor) continue;
      for (const Data& step : (*descriptor)["steps"].AsList()) {
        if (auto type = ReadStepType(step)) (void)all.Add(*std::move(type));
      }
    }
    return all;
  }();
  return catalog;
}

inline const StatuteBook& Law() {
  static std::vector<Finding> findings;
  static const auto book = StatuteBook::ReadDirectory((kRoot / "workflows/statutes").string(), findings);
  return *book;
}

}  // namespace juece::test
