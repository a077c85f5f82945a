// Functions of a plugin, driven: subjects as the engine shows them and such as it never would.
#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "base/json.h"
#include "catalog/sample.h"
#include "catalog/schema.h"
#include "conformance/conformance.h"
#include "plugin/function_calls.h"

namespace juece {
namespace {

constexpr const char* kMoment = "2024-03-01T09:00:00+08:00";

std::string Bytes(const FunctionAnswer& answer) {
  WireWriter out(Message::kAnswer);
  WriteAnswer(out, answer);
  return std::move(out).Finish();
}

// One subject of each kind, as docs/plugin-kinds.md describes it, with what a careless plugin stumbles over.
Data SubjectOf(FunctionKind kind) {
  constexpr std::string_view kCheck = R"({"event":{"event":"decision_issued","step":"issue","id":"1","date":"2024-03-01","data":{"number":"某政发〔2024〕1号"},
    "actor":"甲","role":"decision_organ","late":false,"materials":[]},"knowledge":"so_far","organ":"某市人民政府","facts":{},"settings":{},"events":[]})";
  constexpr std::string_view kRender = R"({"dossier":{"id":"1","title":"<b>&\"'|\\","organ":"某市人民政府","status":"running","opened_on":"2024-03-01","last_on":"2024-03-01",
    "procedure":{"zh":"程序","en":"Procedure"}},"steps":[],"actions":[{"position":2,"step":"public_participation","round":1,"action":"open_consultation",
    "event":"consultation_opened","date":"2024-03-01","actor":"甲","role":"undertaking_unit","undone":false,"late":false,
    "data":{"until":"2024-04-01","channels":["网站"],"how_to_answer":"来信"},"materials":[]}],"facts":{},"settings":{},
    "catalogue":{"items":1,"pages":null,"volumes":[{"number":1,"title":{"zh":"启动","en":"Initiation"},"items":[{"number":1,"order":1,"material":"M1","kind":"D101",
    "kind_title":{"zh":"建议","en":"Proposal"},"title":"建议","maker":"甲","date":"2024-03-01","step":"initiation","position":2,"pages":null}]}],"notes":[]}})";
  constexpr std::string_view kNotify = R"({"notice":{"id":"00","what":"deadline_near","dossier":"1","title":"道路\r\nBcc: x","organ":"某市人民政府","step":"issue",
    "step_titles":{"zh":"出台","en":"Issue"},"task":"","due":"2024-03-04","article":"R713:30","roles":["decision_organ"],"sentence":{"zh":"应在 2024-03-04 前办结","en":"due by 2024-03-04"}}})";
  const auto parsed = ParseJson(kind == FunctionKind::kRuleCheck ? kCheck : kind == FunctionKind::kRenderer ? kRender : kNotify);
  return parsed ? *parsed : Data();
}

// The same with every value of another kind, down to this depth.
Data Twisted(const Data& value) {
  if (value.is_map()) {
    Data map = Data::EmptyMap();
    for (const Member& member : value.AsMap()) map.Set(member.name, Twisted(member.value));
    return map;
  }
  if (value.is_list()) return Data("no list");
  return value.is_text() ? Data(7) : Data("no such thing");
}

struct Question {
  FunctionCall call;
  Data subject;
  Data configuration;
  Question(Data of, const FunctionType& function, Language language) : subject(std::move(of)) {
    configuration = WithDefaults(function.configuration_schema, SampleOf(function.configuration_schema, false));
    call.language = language;
    call.now = *Instant::Parse(kMoment);
    call.subject = &subject;
    call.configuration = &configuration;
  }
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;
};

class FunctionDriver {
 public:
  explicit FunctionDriver(const Plugin& plugin) : plugin_(plugin) {}

  std::vector<Finding> Run() {
    for (const FunctionType& function : plugin_.functions()) Drive(function);
    return std::move(findings_);
  }

 private:
  void Drive(const FunctionType& function) {
    const Data good = SubjectOf(function.kind);
    const std::pair<const char*, Data> subjects[] = {
        {"a subject of its kind", good}, {"an empty subject", Data::EmptyMap()}, {"null", Data()}, {"a list", Data(Data::List{1, "x"})}, {"members of other kinds", Twisted(good)}};
    for (const auto& [what, subject] : subjects) {
      for (const Language language : {Language::kChinese, Language::kEnglish}) {
        const Question question(subject, function, language);
        const FunctionAnswer first = plugin_.Run(function, question.call);
        if (first.broke) Say(function, "plugin-fails", fmt::format("{}:失败:{}", what, *first.failure), fmt::format("{}: it failed: {}", what, *first.failure));
        if (first.broke) continue;
        if (Bytes(first) != Bytes(plugin_.Run(function, question.call))) {
          Say(function, "not-repeatable", fmt::format("{}:同样的调用两次,答复应相同,但不同", what), fmt::format("{}: expected the same answer to the same call, but it differs", what));
        }
      }
    }
  }

  void Say(const FunctionType& function, std::string code, std::string zh, std::string en) {
    for (const Finding& said : findings_) {
      if (said.code == code && said.step == function.id) return;  // once is enough
    }
    Finding finding;
    finding.code = std::move(code);
    finding.message = {std::move(zh), std::move(en)};
    finding.place.file = plugin_.path();
    finding.step = function.id;
    findings_.push_back(std::move(finding));
  }

  const Plugin& plugin_;
  std::vector<Finding> findings_;
};

std::string_view NameOf(FunctionVerdict verdict) {
  switch (verdict) {
    case FunctionVerdict::kSatisfied: return "satisfied";
    case FunctionVerdict::kViolated: return "violated";
    case FunctionVerdict::kNotShown: return "not_shown";
    case FunctionVerdict::kNotApplicable: return "not_applicable";
    case FunctionVerdict::kNone: break;
  }
  return "";
}

std::vector<Text> Compare(const FunctionAnswer& answer, const Data& expect) {
  std::vector<Text> wrong;
  const bool fails = expect["fails"].AsBool();
  if (answer.failure && !fails) return {{"失败:" + *answer.failure, "it failed: " + *answer.failure}};
  if (!answer.failure && fails) return {{"应失败,但有答复", "expected it to fail, but it answered"}};
  if (const std::string& verdict = expect["verdict"].AsText(); !verdict.empty() && verdict != NameOf(answer.verdict)) {
    wrong.push_back({fmt::format("结论应为 {},但为 {}:{}", verdict, NameOf(answer.verdict), answer.reason.zh),
                     fmt::format("expected the verdict {}, but it is {}: {}", verdict, NameOf(answer.verdict), answer.reason.en)});
  }
  for (const Data& part : expect["contains"].AsList()) {
    if (answer.content.find(part.AsText()) != std::string::npos || answer.reason.zh.find(part.AsText()) != std::string::npos ||
        answer.reason.en.find(part.AsText()) != std::string::npos) {
      continue;
    }
    wrong.push_back({fmt::format("应含有“{}”,但没有", part.AsText()), fmt::format("expected it to contain \"{}\", but it does not", part.AsText())});
  }
  return wrong;
}

}  // namespace

std::vector<Finding> DriveFunctions(const Plugin& plugin) { return FunctionDriver(plugin).Run(); }

std::vector<Text> RunFunctionCase(const Plugin& plugin, const Data& script) {
  const FunctionType* function = nullptr;
  for (const FunctionType& one : plugin.functions()) function = one.id == script["function"].AsText() ? &one : function;
  if (function == nullptr) {
    return {{fmt::format("/function:插件应有函数“{}”,但没有", script["function"].AsText()),
             fmt::format("/function: expected a function of the plugin, but there is no \"{}\"", script["function"].AsText())}};
  }
  if (!script["expect"].is_map() || script["expect"].AsMap().empty()) {
    return {{"应写明 expect(verdict、contains 或 fails),但没有", "expected expect (verdict, contains or fails), but there is none"}};
  }
  Question question(script["subject"], *function, script["language"].AsText() == "en" ? Language::kEnglish : Language::kChinese);
  question.configuration = WithDefaults(function->configuration_schema, script.Has("configuration") ? script["configuration"] : Data::EmptyMap());
  std::vector<Text> problems;
  for (const SchemaProblem& problem : ValidateSchema(function->configuration_schema, question.configuration)) problems.push_back(problem.message);
  if (!problems.empty()) return problems;
  if (script.Has("at")) {
    const auto at = Instant::Parse(script["at"].AsText());
    if (!at) return {{"/at 应为带时差的时间", "/at: expected a time with offset"}};
    question.call.now = *at;
  }
  return Compare(plugin.Run(*function, question.call), script["expect"]);
}

std::vector<Finding> CheckFunctionThreads(const Plugin& plugin) {
  std::vector<Finding> findings;
  for (const FunctionType& function : plugin.functions()) {
    const Question question(SubjectOf(function.kind), function, Language::kChinese);
    const std::string alone = Bytes(plugin.Run(function, question.call));
    std::atomic<int> differ = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int call = 0; call < 100; ++call) differ += Bytes(plugin.Run(function, question.call)) == alone ? 0 : 1;
      });
    }
    for (std::thread& thread : threads) thread.join();
    if (differ == 0) continue;
    Finding finding;
    finding.code = "not-thread-safe";
    finding.message = {fmt::format("{}:几个线程同时调用,{} 次答复不同", function.id, differ.load()),
                       fmt::format("{}: asked by several threads at once, {} answers differ", function.id, differ.load())};
    finding.step = function.id;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace juece
