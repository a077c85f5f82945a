#include "plugin/function_calls.h"

#include <fmt/format.h>

#include <algorithm>

#include "juece/abi/entry.h"
#include "plugin/c_views.h"

namespace juece {
namespace {

FunctionAnswer& Target(juece_answer* answer) { return *static_cast<FunctionAnswer*>(answer->context); }
std::string AnswerText(juece_text text) { return std::string(FromC(text)); }

void Verdict(juece_answer* answer, int32_t verdict, juece_text zh, juece_text en) {
  const bool known = verdict > JUECE_VERDICT_INVALID && verdict <= JUECE_VERDICT_NOT_APPLICABLE;
  Target(answer).verdict = known ? static_cast<FunctionVerdict>(verdict) : FunctionVerdict::kNone;
  Target(answer).reason = {AnswerText(zh), AnswerText(en)};
}
void Document(juece_answer* answer, juece_text media_type, juece_text name) {
  Target(answer).media_type = AnswerText(media_type);
  Target(answer).name = AnswerText(name);
  Target(answer).content.clear();
}
void Fail(juece_answer* answer, juece_text reason) {
  if (!Target(answer).failure) Target(answer).failure = AnswerText(reason);
}
void Write(juece_answer* answer, juece_text bytes) {
  FunctionAnswer& target = Target(answer);
  if (target.failure) return;
  if (target.content.size() + bytes.size > kLongestDocument) {
    target.broke = true;
    target.failure = fmt::format("the document is longer than {} bytes", kLongestDocument);
    return;
  }
  target.content.append(FromC(bytes));
}

Status RefuseAnswer(const std::string& path, std::string_view zh, std::string_view en) {
  return Status::InvalidArgument({fmt::format("插件 {}:{}", path, zh), fmt::format("plugin {}: {}", path, en)});
}

std::string WhyBroken(const FunctionType& function, const FunctionAnswer& answer) {
  if (function.kind == FunctionKind::kRuleCheck) {
    if (answer.verdict == FunctionVerdict::kNone) return "expected a verdict, but it said none";
    if (answer.reason.zh.empty() || answer.reason.en.empty()) return "expected a reason in both languages, but one is missing";
    return "";
  }
  if (answer.media_type.empty()) return "expected a document, but it made none";
  const auto& announced = function.media_types;
  if (std::find(announced.begin(), announced.end(), answer.media_type) == announced.end()) {
    return fmt::format("expected a document of a type that its descriptor names, but it is '{}'", answer.media_type);
  }
  const bool plain = !answer.name.empty() && answer.name.front() != '.' && answer.name.find_first_of(std::string_view("/\\\0\n", 4)) == std::string::npos;
  return plain && answer.name.size() <= 100 ? "" : fmt::format("expected the name of a file without folders, but it is '{}'", answer.name);
}

}  // namespace

Result<FunctionTable> OpenFunctionTable(const std::string& plugin, const juece_entry& entry) {
  FunctionTable table;
  const auto* factory = static_cast<const juece_function_factory*>(entry.get_factory(JUECE_FUNCTION_FACTORY_ID));
  if (factory == nullptr) return table;
  if (factory->struct_size < sizeof(juece_function_factory)) {
    return RefuseAnswer(plugin, fmt::format("函数表应有 {} 字节,但只有 {} 字节", sizeof(juece_function_factory), factory->struct_size),
                  fmt::format("expected a function table of {} bytes, but it has {}", sizeof(juece_function_factory), factory->struct_size));
  }
  if (!factory->count || !factory->id_at || !factory->descriptor || !factory->check_config || !factory->run) {
    return RefuseAnswer(plugin, "函数表的每个函数都应给出,但有空指针", "expected every function of the function table, but one is a null pointer");
  }
  table.factory = factory;
  table.descriptor = FromC(factory->descriptor());
  for (std::uint32_t i = 0; i < factory->count(); ++i) table.offered.emplace_back(FromC(factory->id_at(i)));
  return table;
}

FunctionAnswer CallFunction(const juece_function_factory& factory, std::string_view id, const FunctionCall& call) {
  const std::string now = call.now.ToString();
  const std::string today = call.now.LocalDate().ToString();
  juece_call raw{};
  raw.struct_size = sizeof raw;
  raw.values = &ValueApi();
  raw.function = ToC(id);
  raw.language = ToC(call.language == Language::kChinese ? "zh" : "en");
  raw.now = ToC(now);
  raw.today = ToC(today);
  raw.subject = ToC(call.subject);
  raw.configuration = ToC(call.configuration);
  FunctionAnswer answer;
  juece_answer sink = {sizeof(juece_answer), &answer, &Verdict, &Document, &Write, &Fail};
  try {
    factory.run(&raw, &sink);
  } catch (...) {
    answer = {};
    answer.failure = "an exception left the plugin";
    answer.broke = true;
  }
  return answer;
}

std::vector<Text> CheckFunctionConfig(const juece_function_factory& factory, std::string_view id, const Data& configuration) {
  std::vector<Text> problems;
  ProblemsSink sink(problems);
  try {
    factory.check_config(ToC(id), &ValueApi(), ToC(&configuration), &sink.raw);
  } catch (...) {
    problems.push_back({"检查配置时有异常越出插件", "an exception left the plugin while the configuration was checked"});
  }
  return problems;
}

void WriteCall(WireWriter& out, std::string_view id, const FunctionCall& call) {
  out.Text(id);
  out.Byte(call.language == Language::kChinese ? 0 : 1);
  out.Number(call.now.unix_ms());
  out.Number(call.now.offset_minutes());
  out.Value(*call.subject);
  out.Value(*call.configuration);
}

void ReadCall(WireReader& in, OwnedCall& owned) {
  owned.id = in.String();
  owned.call.language = in.Byte() == 0 ? Language::kChinese : Language::kEnglish;
  const std::int64_t now = in.Number();
  owned.call.now = Instant(now, static_cast<int>(in.Number()));
  owned.subject = in.Value();
  owned.configuration = in.Value();
  owned.call.subject = &owned.subject;
  owned.call.configuration = &owned.configuration;
}

void WriteAnswer(WireWriter& out, const FunctionAnswer& answer) {
  out.Byte(static_cast<std::uint8_t>(answer.verdict));
  out.Text(answer.reason.zh);
  out.Text(answer.reason.en);
  out.Text(answer.media_type);
  out.Text(answer.name);
  out.Text(answer.content);
  out.Byte(static_cast<std::uint8_t>((answer.failure ? 1 : 0) + (answer.broke ? 2 : 0)));
  out.Text(answer.failure.value_or(""));
}

FunctionAnswer ReadAnswer(WireReader& in) {
  FunctionAnswer answer;
  const std::uint8_t verdict = in.Byte();
  if (verdict > static_cast<std::uint8_t>(FunctionVerdict::kNotApplicable)) in.Fail();
  answer.verdict = static_cast<FunctionVerdict>(verdict);
  answer.reason.zh = in.String();
  answer.reason.en = in.String();
  answer.media_type = in.String();
  answer.name = in.String();
  answer.content = in.String();
  const std::uint8_t failed = in.Byte();
  std::string failure = in.String();
  answer.broke = (failed & 2) != 0;
  if ((failed & 1) != 0) answer.failure = std::move(failure);
  return answer;
}

FunctionAnswer HeldAnswer(const FunctionType& function, FunctionAnswer answer) {
  std::string why = answer.failure ? *answer.failure : WhyBroken(function, answer);
  if (why.empty()) return answer;
  FunctionAnswer failed;
  failed.broke = answer.broke || !answer.failure;
  failed.failure = fmt::format("{} {}, {}: {}", function.plugin_id, function.plugin_version, function.id, why);
  return failed;
}

}  // namespace juece
