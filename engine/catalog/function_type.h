// Functions as data: what a plugin computes besides steps, read from the member "functions" of its descriptor (docs/plugin-kinds.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "base/data.h"
#include "base/status.h"
#include "base/text.h"

namespace juece {

enum class FunctionKind { kRuleCheck, kRenderer, kNotifier };
std::string_view ToString(FunctionKind kind);  // "rule_check" | "renderer" | "notifier"
std::optional<FunctionKind> ParseFunctionKind(std::string_view name);
Text TitleOf(FunctionKind kind);

struct FunctionType {
  std::string id;  // unique among the functions that are installed together
  FunctionKind kind = FunctionKind::kRuleCheck;
  Text title;
  Text summary;
  std::vector<ArticleRef> articles;
  std::vector<std::string> media_types;  // that its documents may have; of rule checks empty
  Data configuration_schema;
  std::string plugin_id;
  std::string plugin_version;
};

// The message of a failure names the JSON pointer.
Result<FunctionType> ReadFunctionType(const Data& descriptor);
Data ToData(const FunctionType& function);

}  // namespace juece
