#include <fmt/format.h>

#include <atomic>
#include <functional>
#include <thread>

#include "catalog/schema.h"
#include "conformance/conformance.h"
#include "catalog/sample.h"
#include "plugin/wire_request.h"

namespace juece {
namespace {

constexpr int kThreads = 4;
constexpr int kCallsEach = 200;

std::string Bytes(const Effects& effects) {
  WireWriter out(Message::kEffects);
  WriteEffects(out, effects);
  return std::move(out).Finish();
}

// One call on an empty dossier, as the engine would make it.
struct Asked {
  Asked(const StepType& type, const Data& with) : configuration(with) {
    request.now = *Instant::Parse("2024-03-01T09:00:00+08:00");
    request.dossier = &dossier;
    request.step = type.id;
    request.configuration = &configuration;
  }
  void Submitting(const ActionType& action, Data payload) {
    data = std::move(payload);
    request.action = action.id;
    request.data = &data;
    request.materials = &materials;
    request.actor = &actor;
    actor.role = action.roles.empty() ? "undertaking_unit" : action.roles.front();
    for (const ActionMaterial& material : action.materials) {
      materials.push_back({"M" + std::to_string(materials.size() + 1), material.kind, material.kind, "sha256:00", 1, "f", "file"});
    }
  }
  Dossier dossier;
  Data configuration;
  Data data;
  std::vector<MaterialRecord> materials;
  Actor actor{"甲", "", ""};
  DeadlineState deadline;
  StepRequest request;
};

class Driver {
 public:
  Driver(const Plugin& plugin, Observed& observed) : plugin_(plugin), observed_(observed) {}

  std::vector<Finding> Run() {
    for (const StepType& type : plugin_.types()) Drive(type);
    return std::move(findings_);
  }

 private:
  void Drive(const StepType& type) {
    const Data configuration = WithDefaults(type.configuration_schema, SampleOf(type.configuration_schema, false));
    for (const Text& problem : plugin_.CheckConfiguration(type, configuration)) {
      Say(type, "configuration-refused", Severity::kWarning, "按缺省值填的配置被拒绝:" + problem.zh, "The configuration with its defaults is refused: " + problem.en);
    }
    const auto handler = plugin_.MakeHandler(type, configuration);
    {
      Asked asked(type, configuration);
      const Effects effects = Twice(type, "enter", [&] { return handler->Enter(asked.request); });
      if (type.waits && !type.actions.empty() && effects.tasks.empty() && !effects.failure && !effects.complete && !effects.rejection) {
        Say(type, "no-task", Severity::kWarning, "进入环节后应布置任务,但没有:没有人知道该办什么", "Expected a task on entry, but there is none: nobody learns what to do");
      }
    }
    for (const ActionType& action : type.actions) Drive(type, action, configuration, *handler);
    Asked asked(type, configuration);
    asked.deadline.started.period = "some_period";
    asked.request.deadline = &asked.deadline;
    (void)Twice(type, "deadline", [&] { return handler->Deadline(asked.request); });
  }

  void Drive(const StepType& type, const ActionType& action, const Data& configuration, StepHandler& handler) {
    const auto submit = [&](const std::string& what, Data payload) {
      Asked asked(type, configuration);
      asked.Submitting(action, std::move(payload));
      return Twice(type, fmt::format("{} ({})", action.id, what), [&] { return handler.Submit(asked.request); });
    };
    for (const bool every : {false, true}) {
      (void)submit(every ? "every member" : "required members", WithDefaults(action.schema, SampleOf(action.schema, every)));
    }
    // The engine refuses these before the plugin is asked; a plugin must stand them all the same, as records of other versions hold them.
    for (Malformed& malformed : MalformedOf(action.schema)) (void)submit(malformed.what, std::move(malformed.value));
  }

  Effects Twice(const StepType& type, const std::string& call, const std::function<Effects()>& ask) {
    Effects first = ask();
    if (first.failure) {
      Say(type, "plugin-fails", Severity::kError, fmt::format("{}:环节失败:{}", call, *first.failure), fmt::format("{}: the step failed: {}", call, *first.failure));
      return first;
    }
    if (Bytes(first) != Bytes(ask())) {
      Say(type, "not-repeatable", Severity::kError, call + ":同样的调用两次,答复应相同,但不同", call + ": expected the same answer to the same call, but it differs");
    }
    if (first.complete) observed_.outcomes.insert(type.id + "/" + first.complete->outcome);
    if (first.rejection) {
      observed_.refusals.insert(type.id + "/" + first.rejection->code);
      for (Finding& finding : CheckRefusal(type, *first.rejection)) {
        finding.message = {call + ":" + finding.message.zh, call + ": " + finding.message.en};
        finding.place.file = plugin_.path();
        Keep(std::move(finding));
      }
    }
    return first;
  }

  void Say(const StepType& type, std::string code, Severity severity, std::string zh, std::string en) {
    Finding finding;
    finding.code = std::move(code);
    finding.severity = severity;
    finding.message = {std::move(zh), std::move(en)};
    finding.place.file = plugin_.path();
    finding.step = type.id;
    Keep(std::move(finding));
  }

  // What many payloads show alike is said once.
  void Keep(Finding finding) {
    if (said_.insert(finding.code + "|" + finding.step + "|" + finding.message.en.substr(finding.message.en.find(": ") + 1)).second) findings_.push_back(std::move(finding));
  }

  const Plugin& plugin_;
  Observed& observed_;
  std::vector<Finding> findings_;
  std::set<std::string> said_;
};

bool Announced(const StepType& type, const Rejection& rejection, bool& known_code) {
  for (const RefusalType& refusal : type.refusals) {
    if (refusal.code != rejection.code) continue;
    known_code = true;
    // An office's configuration may name another ground than an article.
    if (!ArticleRef::Parse(rejection.article)) return true;
    for (const ArticleRef& article : refusal.articles) {
      if (article.ToString() == rejection.article) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Finding> DrivePlugin(const Plugin& plugin, Observed& observed) { return Driver(plugin, observed).Run(); }

std::vector<Finding> CheckRefusal(const StepType& type, const Rejection& rejection) {
  std::vector<Finding> findings;
  const auto say = [&](std::string code, std::string zh, std::string en) {
    Finding finding;
    finding.code = std::move(code);
    finding.message = {std::move(zh), std::move(en)};
    finding.step = type.id;
    findings.push_back(std::move(finding));
  };
  bool known_code = false;
  if (!Announced(type, rejection, known_code)) {
    if (known_code) {
      say("refusal-other-article", fmt::format("拒绝“{}”的依据应是描述所列,但为 {}", rejection.code, rejection.article),
          fmt::format("Expected the refusal '{}' to rest on an article that the descriptor lists, but it rests on {}", rejection.code, rejection.article));
    } else {
      say("unannounced-refusal", fmt::format("拒绝“{}”应在描述的 refusals 中,但没有", rejection.code),
          fmt::format("Expected the refusal '{}' among the descriptor's refusals, but it is not there", rejection.code));
    }
  }
  const Text& message = rejection.message;
  if (message.zh.rfind("应", 0) != 0 || message.zh.find(",但") == std::string::npos || message.en.rfind("Expected to ", 0) != 0 ||
      message.en.find(", but ") == std::string::npos) {
    say("refusal-sentence", fmt::format("拒绝的理由应写作“应…,但…”和“Expected to …, but …”,但为“{}”“{}”", message.zh, message.en),
        fmt::format("Expected a refusal in the form \"应…,但…\" and \"Expected to …, but …\", but it says \"{}\" and \"{}\"", message.zh, message.en));
  }
  return findings;
}

std::vector<Finding> CheckThreads(const Plugin& plugin) {
  std::vector<Finding> findings;
  for (const StepType& type : plugin.types()) {
    const Data configuration = WithDefaults(type.configuration_schema, SampleOf(type.configuration_schema, false));
    const auto handler = plugin.MakeHandler(type, configuration);
    for (const ActionType& action : type.actions) {
      Asked asked(type, configuration);
      asked.Submitting(action, WithDefaults(action.schema, SampleOf(action.schema, true)));
      const std::string alone = Bytes(handler->Submit(asked.request));
      std::atomic<int> differ = 0;
      std::vector<std::thread> threads;
      for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([&] {
          for (int call = 0; call < kCallsEach; ++call) differ += Bytes(handler->Submit(asked.request)) == alone ? 0 : 1;
        });
      }
      for (std::thread& thread : threads) thread.join();
      if (differ == 0) continue;
      Finding finding;
      finding.code = "not-thread-safe";
      finding.message = {fmt::format("{}:{} 个线程同时调用,{} 次答复与单独调用不同", action.id, kThreads, differ.load()),
                         fmt::format("{}: asked by {} threads at once, {} answers differ from that to one alone", action.id, kThreads, differ.load())};
      finding.place.file = plugin.path();
      finding.step = type.id;
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace juece
