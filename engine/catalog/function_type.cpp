#include "catalog/function_type.h"

#include <array>

#include "catalog/descriptor_reader.h"

namespace juece {
namespace {

struct Kind {
  FunctionKind kind;
  std::string_view name;
  const char* zh;
  const char* en;
};

constexpr std::array kKinds = {Kind{FunctionKind::kRuleCheck, "rule_check", "规则检查", "rule check"},
                               Kind{FunctionKind::kRenderer, "renderer", "文书生成", "renderer"},
                               Kind{FunctionKind::kNotifier, "notifier", "通知", "notifier"}};

const Kind& Of(FunctionKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string_view ToString(FunctionKind kind) { return Of(kind).name; }
Text TitleOf(FunctionKind kind) { return {Of(kind).zh, Of(kind).en}; }

std::optional<FunctionKind> ParseFunctionKind(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (kind.name == name) return kind.kind;
  }
  return std::nullopt;
}

Result<FunctionType> ReadFunctionType(const Data& descriptor) {
  DescriptorReader reader({"函数", "function"});
  FunctionType function;
  function.id = reader.Required(descriptor, "id", "");
  const auto kind = ParseFunctionKind(reader.Required(descriptor, "kind", ""));
  if (!kind) reader.Fail("/kind", "应为 rule_check、renderer 或 notifier", "expected rule_check, renderer or notifier");
  function.kind = kind.value_or(FunctionKind::kRuleCheck);
  function.title = reader.TextAt(descriptor, "titles", "", true);
  function.summary = reader.TextAt(descriptor, "summary", "", false);
  function.articles = reader.ArticlesAt(descriptor, "legal_basis", "");
  function.media_types = reader.TextsAt(descriptor, "media_types", "");
  function.configuration_schema = reader.SchemaAt(descriptor, "configuration", "");
  const bool makes_documents = function.kind != FunctionKind::kRuleCheck;
  if (makes_documents == function.media_types.empty()) {
    reader.Fail("/media_types", "生成文书的函数应写明文书的类型,规则检查不应写", "expected the types of its documents, and none of a rule check");
  }
  if (reader.failed()) return reader.status();
  return function;
}

Data ToData(const FunctionType& function) {
  const auto titles = [](const Text& text) { return Data::OfMembers({{"zh", text.zh}, {"en", text.en}}); };
  Data articles = Data::EmptyList();
  for (const ArticleRef& article : function.articles) articles.Append(article.ToString());
  Data media = Data::EmptyList();
  for (const std::string& type : function.media_types) media.Append(type);
  return Data::OfMembers({{"id", function.id}, {"kind", ToString(function.kind)}, {"titles", titles(function.title)},
                          {"summary", titles(function.summary.empty() ? function.title : function.summary)},
                          {"legal_basis", std::move(articles)}, {"media_types", std::move(media)},
                          {"configuration", function.configuration_schema}});
}

}  // namespace juece
