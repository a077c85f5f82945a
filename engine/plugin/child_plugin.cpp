#include "plugin/child_plugin.h"

#include <fmt/format.h>

#include "plugin/function_calls.h"
#include "plugin/table_calls.h"
#include "plugin/wire_request.h"

namespace juece {
namespace {

std::string Both(const Text& text) { return fmt::format("{} / {}", text.zh, text.en); }

}  // namespace

// The process, and what it has been given so far.
struct ChildPlugin::Supervisor {
  Supervisor(std::shared_ptr<const PluginFile> plugin_file, PluginHosting how, std::string host, std::shared_ptr<CrashBook> book)
      : path(plugin_file->path()), file(std::move(plugin_file)), hosting(how), program(std::move(host)), crashes(std::move(book)) {}
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  // Starts the process where there is none. The first answer says what was loaded.
  Status Start(Frame& loaded, bool& crashed) {
    auto started = ChildProcess::Start(program, file->descriptor(), path, hosting);
    if (!started) return started.error();
    process = *std::move(started);
    ++generation;
    shown.clear();
    Text why;
    if (process->Exchange({}, loaded, why)) return Status::Ok();
    process.reset();
    crashed = true;
    return Status::Unavailable({fmt::format("插件 {}:应能装入,但它{}", path, why.zh), fmt::format("plugin {}: expected it to load, but it {}", path, why.en)});
  }

  // A crash is noted; the sentence says what happened and what follows from it.
  std::string Crashed(const Text& why) {
    process.reset();
    const int count = crashes->Record(entry, why.en, hosting.crashes);
    if (count >= hosting.crashes) {
      return Both({fmt::format("插件{}(第 {} 次),已被隔离:查明原因后用 juece plugin lift 解除", why.zh, count),
                   fmt::format("the plugin {} (number {}) and is quarantined: find out why, then juece plugin lift", why.en, count)});
    }
    return Both({fmt::format("插件{}(第 {} 次,满 {} 次即隔离)", why.zh, count, hosting.crashes),
                 fmt::format("the plugin {} (number {}; it is quarantined after {})", why.en, count, hosting.crashes)});
  }

  // Sends and receives, starting the process where it is not there. "" and the answer, or why there is none.
  std::string Ask(std::string_view frame, Message wanted, Frame& answer) {
    Text why;
    if (!process->Exchange(frame, answer, why)) return Crashed(why);
    if (answer.message == wanted) return "";
    return Crashed({"答复了别的消息", "answered with another message"});
  }

  // Ready to be called, or why not.
  std::string Ready() {
    if (crashes->Quarantined(entry.digest)) {
      return Both({"插件因多次崩溃已被隔离:查明原因后用 juece plugin lift 解除",
                   "the plugin is quarantined because it crashed again and again: find out why, then juece plugin lift"});
    }
    if (process) return "";
    Frame loaded;
    bool crashed = false;
    const Status status = Start(loaded, crashed);
    if (status.ok() && loaded.message == Message::kLoaded) return "";
    if (crashed) return Crashed({"在装入时结束", "ended while it was loaded"});
    process.reset();
    return Both(status.message());
  }

  std::string path;
  std::shared_ptr<const PluginFile> file;
  PluginHosting hosting;
  std::string program;
  std::shared_ptr<CrashBook> crashes;
  CrashEntry entry;
  std::mutex mutex;
  std::unique_ptr<ChildProcess> process;
  std::int64_t generation = 0;
  std::int64_t next_handle = 0;
  // The dossier whose image the process has, named by the hash of its last event: that fixes its whole
  // history. "" where it has none, or where no chain is kept.
  std::string shown;
};

// A step of a hosted plugin. Made in the process at its first call, and again after a restart.
class ChildHandler : public StepHandler {
 public:
  ChildHandler(std::shared_ptr<const ChildPlugin> plugin, const StepType& type, Data configuration)
      : plugin_(std::move(plugin)), type_(type), configuration_(std::move(configuration)) {}
  ~ChildHandler() override {
    auto& supervisor = *plugin_->supervisor_;
    const std::lock_guard<std::mutex> lock(supervisor.mutex);
    if (!supervisor.process || generation_ != supervisor.generation) return;
    WireWriter out(Message::kDestroy);
    out.Number(handle_);
    supervisor.process->Tell(std::move(out).Finish());
  }
  ChildHandler(const ChildHandler&) = delete;
  ChildHandler& operator=(const ChildHandler&) = delete;

  Effects Enter(const StepRequest& request) override { return Run(StepCall::kEnter, request); }
  Effects Submit(const StepRequest& request) override { return Run(StepCall::kSubmit, request); }
  Effects Deadline(const StepRequest& request) override { return Run(StepCall::kDeadline, request); }

 private:
  Effects Run(StepCall call, const StepRequest& request) {
    auto& supervisor = *plugin_->supervisor_;
    const std::lock_guard<std::mutex> lock(supervisor.mutex);
    if (std::string why = supervisor.Ready(); !why.empty()) return plugin_->Failed(why);
    if (std::string why = Make(supervisor); !why.empty()) return plugin_->Failed(why);
    const std::string& state = request.dossier->last_hash();
    const bool known = !state.empty() && supervisor.shown == state;
    WireWriter out(Message::kCall);
    out.Number(handle_);
    out.Byte(static_cast<std::uint8_t>(call));
    WriteRequest(out, request, !known);
    Frame answer;
    if (std::string why = supervisor.Ask(std::move(out).Finish(), Message::kEffects, answer); !why.empty()) return plugin_->Failed(why);
    supervisor.shown = state;
    WireReader in(answer.body);
    Effects effects = ReadEffects(in);
    if (!in.ok()) return plugin_->Failed(supervisor.Crashed({"答复不成消息", "answered with what is no message"}));
    return plugin_->Held(type_, std::move(effects));
  }

  std::string Make(ChildPlugin::Supervisor& supervisor) {
    if (generation_ == supervisor.generation) return "";
    WireWriter out(Message::kCreate);
    handle_ = supervisor.next_handle++;
    out.Number(handle_);
    out.Text(type_.id);
    out.Value(configuration_);
    Frame answer;
    if (std::string why = supervisor.Ask(std::move(out).Finish(), Message::kProblems, answer); !why.empty()) return why;
    WireReader in(answer.body);
    const bool made = in.Byte() != 0;
    const std::vector<Text> problems = ReadTexts(in);
    if (!in.ok()) return supervisor.Crashed({"答复不成消息", "answered with what is no message"});
    if (!made) return WhyUnmade(type_.id, problems);
    generation_ = supervisor.generation;
    return "";
  }

  std::shared_ptr<const ChildPlugin> plugin_;
  const StepType& type_;  // inside plugin_
  Data configuration_;
  std::int64_t handle_ = 0;
  std::int64_t generation_ = -1;  // of the process that has it
};

ChildPlugin::ChildPlugin(PluginDescription description, std::unique_ptr<Supervisor> supervisor)
    : Plugin(std::move(description)), supervisor_(std::move(supervisor)) {}
ChildPlugin::~ChildPlugin() = default;

namespace {

Status Garbage(const std::string& path) {
  return Status::Corrupt({fmt::format("插件 {}:承载进程的答复应是消息,但不是;请重新安装本程序", path),
                          fmt::format("plugin {}: expected a message from the hosting process, but its answer is none; install this program again", path)});
}

Result<PluginDescription> ReadLoaded(const PluginFile& file, PluginTrust trust, const Frame& frame) {
  const std::string& path = file.path();
  WireReader in(frame.body);
  if (frame.message == Message::kRefused) {
    const std::uint8_t code = in.Byte();
    const std::vector<Text> why = ReadTexts(in);
    if (!in.ok() || why.size() != 1 || code == 0 || code > static_cast<std::uint8_t>(StatusCode::kInternal)) return Garbage(path);
    return Status(static_cast<StatusCode>(code), why.front());
  }
  PluginDescription known;
  known.path = path;
  known.digest = file.digest();
  known.trust = std::move(trust);
  known.id = in.String();
  known.version = in.String();
  known.abi = in.String();
  const std::string descriptor = in.String();
  OfferedByPlugin offered;
  offered.types.resize(in.Count(4));
  for (std::string& type : offered.types) type = in.String();
  offered.functions.resize(in.Count(4));
  for (std::string& function : offered.functions) function = in.String();
  if (!in.ok() || frame.message != Message::kLoaded) return Garbage(path);
  if (Status status = file.Agrees(known.id, known.version, known.abi); !status.ok()) return status;
  return ReadPluginDescription(std::move(known), descriptor, std::move(offered));
}

}  // namespace

Result<std::shared_ptr<const ChildPlugin>> ChildPlugin::Load(std::shared_ptr<const PluginFile> file, const PluginHosting& hosting,
                                                             const std::string& program, std::shared_ptr<CrashBook> crashes,
                                                             PluginTrust trust) {
  const std::string path = file->path();
  auto supervisor = std::make_unique<Supervisor>(file, hosting, program, std::move(crashes));
  supervisor->entry = {file->digest(), "", "", path};
  Frame loaded;
  bool crashed = false;
  if (Status status = supervisor->Start(loaded, crashed); !status.ok()) {
    if (crashed) (void)supervisor->crashes->Record(supervisor->entry, status.message().en, hosting.crashes);
    return status;
  }
  auto description = ReadLoaded(*file, std::move(trust), loaded);
  if (!description) return description.error();
  supervisor->entry.id = description->id;
  supervisor->entry.version = description->version;
  return std::shared_ptr<const ChildPlugin>(new ChildPlugin(*std::move(description), std::move(supervisor)));
}

std::vector<Text> ChildPlugin::AskProblems(std::string frame) const {
  const std::lock_guard<std::mutex> lock(supervisor_->mutex);
  const auto problem = [](const std::string& why) { return std::vector<Text>{{why, why}}; };
  if (std::string why = supervisor_->Ready(); !why.empty()) return problem(why);
  Frame answer;
  if (std::string why = supervisor_->Ask(frame, Message::kProblems, answer); !why.empty()) return problem(why);
  WireReader in(answer.body);
  (void)in.Byte();
  std::vector<Text> problems = ReadTexts(in);
  if (!in.ok()) return problem(supervisor_->Crashed({"答复不成消息", "answered with what is no message"}));
  return problems;
}

std::vector<Text> ChildPlugin::CheckConfiguration(const StepType& type, const Data& configuration) const {
  WireWriter out(Message::kCheck);
  out.Text(type.id);
  out.Value(configuration);
  return AskProblems(std::move(out).Finish());
}

std::vector<Text> ChildPlugin::CheckFunction(const FunctionType& function, const Data& configuration) const {
  WireWriter out(Message::kCheckFunction);
  out.Text(function.id);
  out.Value(configuration);
  return AskProblems(std::move(out).Finish());
}

FunctionAnswer ChildPlugin::Run(const FunctionType& function, const FunctionCall& call) const {
  const std::lock_guard<std::mutex> lock(supervisor_->mutex);
  const auto failed = [&](std::string why) {
    FunctionAnswer answer;
    answer.failure = std::move(why);
    answer.broke = true;
    return HeldAnswer(function, std::move(answer));
  };
  if (std::string why = supervisor_->Ready(); !why.empty()) return failed(std::move(why));
  WireWriter out(Message::kRun);
  WriteCall(out, function.id, call);
  Frame frame;
  if (std::string why = supervisor_->Ask(std::move(out).Finish(), Message::kAnswer, frame); !why.empty()) return failed(std::move(why));
  WireReader in(frame.body);
  FunctionAnswer answer = ReadAnswer(in);
  if (!in.ok()) return failed(supervisor_->Crashed({"答复不成消息", "answered with what is no message"}));
  return HeldAnswer(function, std::move(answer));
}

std::shared_ptr<StepHandler> ChildPlugin::MakeHandler(const StepType& type, const Data& configuration) const {
  return std::make_shared<ChildHandler>(std::static_pointer_cast<const ChildPlugin>(shared_from_this()), type, configuration);
}

}  // namespace juece
