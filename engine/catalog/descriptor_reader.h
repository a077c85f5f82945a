// Reading a plugin's descriptor strictly. Internal to the layer.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/article.h"
#include "base/data.h"
#include "base/status.h"
#include "base/text.h"
#include "catalog/schema.h"

namespace juece {

// Reads members and remembers the first thing that is wrong, with its JSON pointer.
class DescriptorReader {
 public:
  // `of`: what is described, for messages.
  explicit DescriptorReader(Text of) : of_(std::move(of)) {}
  [[nodiscard]] bool failed() const { return problem_.has_value(); }
  [[nodiscard]] Status status() const { return Status::InvalidArgument(*problem_); }

  void Fail(const std::string& pointer, std::string_view zh, std::string_view en) {
    if (problem_) return;
    const std::string where = pointer.empty() ? "/" : pointer;
    problem_ = Text{fmt::format("{}描述的 {} 处{}", of_.zh, where, zh), fmt::format("In the {}'s descriptor at {}: {}", of_.en, where, en)};
  }

  std::string Required(const Data& data, std::string_view name, const std::string& at) {
    const Data& value = data[name];
    if (!value.is_text() || value.AsText().empty()) Fail(fmt::format("{}/{}", at, name), "应为非空文字", "expected a text that is not empty");
    return value.AsText();
  }

  Text TextAt(const Data& data, std::string_view name, const std::string& at, bool required) {
    const Data& value = data[name];
    if (value.is_null() && !required) return {};
    const std::string pointer = fmt::format("{}/{}", at, name);
    if (value.is_text()) return {value.AsText(), ""};
    return {Required(value, "zh", pointer), value["en"].AsText()};
  }

  bool BoolAt(const Data& data, std::string_view name, const std::string& at, bool fallback) {
    const Data& value = data[name];
    if (!value.is_null() && !value.is_bool()) Fail(fmt::format("{}/{}", at, name), "应为 true 或 false", "expected true or false");
    return value.AsBool(fallback);
  }

  std::vector<ArticleRef> ArticlesAt(const Data& data, std::string_view name, const std::string& at) {
    std::vector<ArticleRef> articles;
    const Data& value = data[name];
    if (value.is_text()) {  // "R713:25 R713:26"
      auto parsed = ArticleRef::ParseList(value.AsText());
      if (!parsed) Fail(fmt::format("{}/{}", at, name), "应为条文,如 R713:25", "expected articles like R713:25");
      return parsed.value_or(articles);
    }
    for (std::size_t i = 0; i < ListAt(data, name, at).size(); ++i) {
      const auto ref = ArticleRef::Parse(value.AsList()[i].AsText());
      if (!ref) Fail(fmt::format("{}/{}/{}", at, name, i), "应为条文,如 R713:25", "expected an article like R713:25");
      if (ref) articles.push_back(*ref);
    }
    return articles;
  }

  std::vector<std::string> TextsAt(const Data& data, std::string_view name, const std::string& at) {
    std::vector<std::string> texts;
    for (const Data& item : ListAt(data, name, at)) {
      if (!item.is_text() || item.AsText().empty()) {
        Fail(fmt::format("{}/{}/{}", at, name, texts.size()), "应为非空文字", "expected a text that is not empty");
      }
      texts.push_back(item.AsText());
    }
    return texts;
  }

  const Data::List& ListAt(const Data& data, std::string_view name, const std::string& at) {
    const Data& value = data[name];
    if (!value.is_null() && !value.is_list()) Fail(fmt::format("{}/{}", at, name), "应为列表 […]", "expected a list […]");
    return value.AsList();
  }

  Data SchemaAt(const Data& data, std::string_view name, const std::string& at) {
    const Data& value = data[name];
    if (value.is_null()) return Data::OfMembers({{"type", "object"}});  // nothing may be given
    for (const SchemaProblem& problem : CheckSchema(value)) {
      Fail(fmt::format("{}/{}{}", at, name, problem.pointer), problem.message.zh, problem.message.en);
    }
    return value;
  }

 private:
  Text of_;
  std::optional<Text> problem_;
};

}  // namespace juece
