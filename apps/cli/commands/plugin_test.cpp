// juece plugin test FILE: what the descriptor and the interface promise, then the author's dossier scripts.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/json.h"
#include "commands/plugin_kit.h"
#include "conformance/conformance.h"
#include "plugin/child_plugin.h"
#include "plugin/plugin_library.h"
#include "plugin/plugin_set.h"
#include "runtime/script.h"

namespace juece::cli {
namespace {

namespace fs = std::filesystem;

struct ScriptOutcome {
  std::string file;
  bool ok = true;
  std::string why;
};

class Tester {
 public:
  Tester(Session& session, const PluginArguments& arguments, const InstallationPaths& paths)
      : session_(session), arguments_(arguments), paths_(paths) {}

  Status Run() {
    PluginHosting hosting;
    hosting.child = true;
    hosting.crashes = 1000000;  // it is here to be found out
    auto opened = PluginFile::Open(arguments_.file);
    if (!opened) return opened.error();
    file_ = *std::move(opened);
    auto hosted = ChildPlugin::Load(file_, hosting, paths_.plugin_host, std::make_shared<CrashBook>("", nullptr));
    if (!hosted) return hosted.error();
    plugin_ = *std::move(hosted);
    Add(CheckDescriptor(*plugin_));
    Add(DrivePlugin(*plugin_, observed_));
    Add(DriveFunctions(*plugin_));
    if (!HasError(findings_)) Threads();
    if (!arguments_.scripts.empty()) {
      if (Status status = Scripts(); !status.ok()) return status;
      Add(NotSeen(*plugin_, observed_));
    }
    return Status::Ok();
  }

  [[nodiscard]] bool ok() const {
    return !HasError(findings_) && std::all_of(scripts_.begin(), scripts_.end(), [](const ScriptOutcome& script) { return script.ok; });
  }

  void Print() const {
    if (session_.json()) {
      Data findings = Data::EmptyList();
      for (const Finding& finding : findings_) findings.Append(ToData(finding, session_.language()));
      Data scripts = Data::EmptyList();
      for (const ScriptOutcome& script : scripts_) {
        scripts.Append(Data::OfMembers({{"file", script.file}, {"ok", script.ok}, {"why", script.why}}));
      }
      session_.Print(Data::OfMembers({{"id", plugin_->id()}, {"version", plugin_->version()}, {"ok", ok()}, {"findings", findings}, {"scripts", scripts}}));
      return;
    }
    session_.PrintFindings(findings_, false);
    for (const ScriptOutcome& script : scripts_) session_.Print(fmt::format("{} {}{}\n", script.ok ? "✔" : "✘", script.file, script.ok ? "" : "\n    " + script.why));
    const auto count = [&](Severity severity) {
      return std::count_if(findings_.begin(), findings_.end(), [&](const Finding& finding) { return finding.severity == severity; });
    };
    session_.Print(session_.In({fmt::format("{} {}:{},阻断 {},预警 {},提示 {},脚本 {}\n", plugin_->id(), plugin_->version(), ok() ? "合格" : "不合格", count(Severity::kError),
                                            count(Severity::kWarning), count(Severity::kNote), scripts_.size()),
                                fmt::format("{} {}: {}, {} errors, {} warnings, {} notes, {} scripts\n", plugin_->id(), plugin_->version(), ok() ? "it conforms" : "it does not conform",
                                            count(Severity::kError), count(Severity::kWarning), count(Severity::kNote), scripts_.size())}));
  }

 private:
  void Add(std::vector<Finding> findings) { findings_.insert(findings_.end(), std::make_move_iterator(findings.begin()), std::make_move_iterator(findings.end())); }

  // In a process of its own: a plugin that is not safe may do anything.
  void Threads() {
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
      auto library = PluginLibrary::Load(file_);
      _exit(library && CheckThreads(**library).empty() && CheckFunctionThreads(**library).empty() ? 0 : 1);
    }
    int status = 0;
    (void)waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    Finding finding;
    finding.code = "not-thread-safe";
    finding.message = {"应能同时办理几个案卷,但几个线程同时调用时答复不同或者崩溃:不要保存状态", "Expected to serve several dossiers at once, but asked by several threads it answers otherwise or crashes: keep no state"};
    finding.place.file = arguments_.file;
    findings_.push_back(std::move(finding));
  }

  Status Scripts() {
    std::vector<std::string> files;
    std::error_code error;
    for (fs::directory_iterator at(arguments_.scripts, error), end; !error && at != end; at.increment(error)) {
      if (at->path().extension() == ".json") files.push_back(at->path().string());
    }
    if (error) {
      return Status::NotFound({fmt::format("应能读取脚本目录 {},但失败:{}", arguments_.scripts, error.message()),
                               fmt::format("Expected to read the folder of scripts {}, but it failed: {}", arguments_.scripts, error.message())});
    }
    std::sort(files.begin(), files.end());
    std::vector<Finding> problems;
    const auto shipped = Installation::Load(paths_, problems);
    auto plugins = std::make_shared<PluginSet>();
    std::vector<Finding> ignored;
    if (Status status = plugins->AddNamedFile(arguments_.file); !status.ok()) return status;
    for (const auto& entry : fs::directory_iterator(paths_.plugins, error)) (void)plugins->AddFile(entry.path().string());  // not those that it replaces
    const auto installation = Installation::Of(plugins->catalog(), plugins, shipped->statutes(), shipped->calendar(), paths_);
    for (const std::string& file : files) scripts_.push_back(RunOne(installation, file));
    return Status::Ok();
  }

  ScriptOutcome RunOne(const std::shared_ptr<const Installation>& installation, const std::string& file) {
    const auto failed = [&](const Text& why) { return ScriptOutcome{file, false, session_.In(why)}; };
    auto text = ReadFile(file);
    if (!text) return failed(text.error().message());
    auto script = ParseJson(*text);
    if (!script) return failed(script.error().message());
    if (script->Has("function")) {
      const std::vector<Text> wrong = RunFunctionCase(*plugin_, *script);
      return wrong.empty() ? ScriptOutcome{file, true, ""} : failed(wrong.front());
    }
    const auto store = MakeMemoryStore();
    Engine engine(installation, *store);
    ScriptOptions options;
    options.base_directory = fs::path(file).parent_path().string();
    auto result = RunScript(engine, *script, options);
    if (!result) return failed(result.error().message());
    Note(engine, *result);
    for (const ScriptRejection& rejection : result->rejections) {
      if (!rejection.expected) return failed({fmt::format("第 {} 项被拒绝:{}", rejection.entry, rejection.rejection.message.zh), fmt::format("entry {} refused: {}", rejection.entry, rejection.rejection.message.en)});
    }
    if (!result->unmet.empty()) return ScriptOutcome{file, false, result->unmet.front()};
    return ScriptOutcome{file, true, ""};
  }

  // Which outcomes and refusals of the plugin the script has shown.
  void Note(Engine& engine, const ScriptResult& result) {
    const auto procedure = engine.ProcedureOf(result.dossier);
    auto events = engine.store().Read(result.dossier, 0);
    if (!procedure || !events) return;
    const auto offers = [&](const std::string& id) {
      return std::any_of(plugin_->types().begin(), plugin_->types().end(), [&](const StepType& type) { return type.id == id; });
    };
    for (const Event& event : *events) {
      const auto* left = std::get_if<StepLeft>(&event.body);
      const StepNode* step = left == nullptr ? nullptr : (*procedure)->definition().FindStep(left->step);
      if (step != nullptr && offers(step->type)) observed_.outcomes.insert(step->type + "/" + left->outcome);
    }
    for (const ScriptRejection& rejection : result.rejections) {
      for (const StepType& type : plugin_->types()) {
        for (const RefusalType& refusal : type.refusals) {
          if (refusal.code == rejection.rejection.code) observed_.refusals.insert(type.id + "/" + refusal.code);
        }
      }
    }
  }

  Session& session_;
  const PluginArguments& arguments_;
  const InstallationPaths& paths_;
  std::shared_ptr<const PluginFile> file_;
  std::shared_ptr<const Plugin> plugin_;
  Observed observed_;
  std::vector<Finding> findings_;
  std::vector<ScriptOutcome> scripts_;
};

}  // namespace

int TestPlugin(Session& session, const PluginArguments& arguments) {
  const auto paths = session.paths();
  if (!paths) {
    return kImpossible;
  }
  if (arguments.file.empty()) {
    session.Complain({"应给出插件文件:juece plugin test FILE。", "Expected a plugin file: juece plugin test FILE."});
    return kImpossible;
  }
  Tester tester(session, arguments, *paths);
  if (const Status status = tester.Run(); !status.ok()) {
    return session.Fail(status);
  }
  tester.Print();
  return tester.ok() ? kDone : kWrong;
}

}  // namespace juece::cli
