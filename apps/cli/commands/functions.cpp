#include "commands/functions.h"

#include <fmt/format.h>

#include "catalog/schema.h"

namespace juece::cli {

const FunctionType* FindFunction(Session& session, FunctionKind kind, const std::string& id) {
  const auto installation = session.installation();
  if (!installation || installation->functions() == nullptr) {
    return nullptr;
  }
  const FunctionType* function = installation->functions()->FindFunction(id);
  if (function != nullptr && function->kind == kind) {
    return function;
  }
  std::string known;
  for (const FunctionType* one : installation->functions()->Functions()) {
    if (one->kind == kind) known += (known.empty() ? "" : ", ") + one->id;
  }
  const Text what = TitleOf(kind);
  session.Complain({fmt::format("应为已安装的{}函数({}),但为“{}”。", what.zh, known.empty() ? "没有" : known, id),
                    fmt::format("Expected an installed {} ({}), but found \"{}\".", what.en, known.empty() ? "there is none" : known, id)});
  return nullptr;
}

std::optional<Data> FunctionConfiguration(Session& session, const FunctionType& function, const std::string& argument) {
  Data given = Data::EmptyMap();
  if (!argument.empty()) {
    auto read = ReadDataArgument(argument);
    if (!read) {
      session.Fail(read.error());
      return std::nullopt;
    }
    given = *std::move(read);
  }
  Data complete = WithDefaults(function.configuration_schema, std::move(given));
  std::vector<Text> problems;
  for (const SchemaProblem& problem : ValidateSchema(function.configuration_schema, complete)) problems.push_back(problem.message);
  if (problems.empty()) problems = session.installation()->functions()->CheckFunctionConfiguration(function.id, complete);
  for (const Text& problem : problems) {
    session.Complain({fmt::format("“{}”的配置:{}", function.id, problem.zh), fmt::format("The configuration of {}: {}", function.id, problem.en)});
  }
  return problems.empty() ? std::optional(std::move(complete)) : std::nullopt;
}

std::optional<Instant> MomentOf(Session& session, const std::string& text, Instant fallback) {
  if (text.empty()) {
    return fallback;
  }
  auto moment = Instant::Parse(text);
  if (!moment) {
    session.Complain({fmt::format("--at 应为带时差的时间(如 2024-03-01T09:00:00+08:00),但给出的是“{}”。", text),
                      fmt::format("--at: expected a time with offset such as 2024-03-01T09:00:00+08:00, but found \"{}\".", text)});
  }
  return moment;
}

}  // namespace juece::cli
