#include "plugin/child_server.h"

#include <map>

#include "plugin/function_calls.h"
#include "plugin/plugin_tables.h"
#include "plugin/table_calls.h"
#include "plugin/wire_request.h"

namespace juece {
namespace {

class Server {
 public:
  Server(Channel& channel, const ServedPlugin& served) : channel_(channel), served_(served) {}

  int Run() {
    auto tables = OpenPluginTables(served_.name, served_.file);
    if (!tables) {
      WireWriter out(Message::kRefused);
      out.Byte(static_cast<std::uint8_t>(tables.error().code()));
      WriteTexts(out, {tables.error().message()});
      (void)channel_.Send(std::move(out).Finish(), 0);
      return 1;
    }
    factory_ = tables->factory;
    functions_ = tables->functions.factory;
    if (served_.after_load) served_.after_load();
    if (!channel_.Send(Loaded(*tables), 0)) return 0;
    Frame frame;
    while (true) {
      const ChannelError error = channel_.Receive(frame, kLongestRequest, 0);
      if (error != ChannelError::kNone) return error == ChannelError::kClosed ? 0 : 2;
      if (!Answer(frame)) return 2;
    }
  }

 private:
  static std::string Loaded(const PluginTables& tables) {
    WireWriter out(Message::kLoaded);
    out.Text(tables.id);
    out.Text(tables.version);
    out.Text(tables.abi);
    out.Text(tables.descriptor);
    out.Number(static_cast<std::int64_t>(tables.offered.size()));
    for (const std::string& type : tables.offered) out.Text(type);
    out.Number(static_cast<std::int64_t>(tables.functions.offered.size()));
    for (const std::string& function : tables.functions.offered) out.Text(function);
    return std::move(out).Finish();
  }

  bool Answer(const Frame& frame) {
    WireReader in(frame.body);
    switch (frame.message) {
      case Message::kCheck: return Check(in);
      case Message::kCreate: return Create(in);
      case Message::kDestroy: return Destroy(in);
      case Message::kCall: return Call(in);
      case Message::kCheckFunction: return CheckFunction(in);
      case Message::kRun: return Run(in);
      default: return false;
    }
  }

  bool SendProblems(bool made, const std::vector<Text>& problems) {
    WireWriter out(Message::kProblems);
    out.Byte(made ? 1 : 0);
    WriteTexts(out, problems);
    return channel_.Send(std::move(out).Finish(), 0);
  }

  bool Check(WireReader& in) {
    const std::string type = in.String();
    const Data configuration = in.Value();
    if (!in.ok() || factory_ == nullptr) return false;
    Around(true);
    const std::vector<Text> problems = CheckStepConfiguration(*factory_, type, configuration);
    Around(false);
    return SendProblems(true, problems);
  }

  bool Create(WireReader& in) {
    const std::int64_t handle = in.Number();
    const std::string type = in.String();
    const Data configuration = in.Value();
    if (!in.ok() || factory_ == nullptr || steps_.count(handle) != 0) return false;
    std::vector<Text> problems;
    Around(true);
    juece_step* step = MakeStep(*factory_, type, configuration, problems);
    Around(false);
    if (step != nullptr) steps_.emplace(handle, step);
    return SendProblems(step != nullptr, problems);
  }

  bool Destroy(WireReader& in) {
    const auto step = steps_.find(in.Number());
    if (!in.ok() || step == steps_.end()) return false;
    Around(true);
    factory_->destroy(step->second);
    Around(false);
    steps_.erase(step);
    return true;
  }

  bool Call(WireReader& in) {
    const auto step = steps_.find(in.Number());
    const std::uint8_t call = in.Byte();
    OwnedRequest owned;
    ReadRequest(in, owned, image_);
    if (!in.ok() || step == steps_.end() || call < 1 || call > 3) return false;
    Around(true);
    const Effects effects = CallStep(*factory_, step->second, static_cast<StepCall>(call), owned.request, image_.Shown());
    Around(false);
    WireWriter out(Message::kEffects);
    WriteEffects(out, effects);
    return channel_.Send(std::move(out).Finish(), 0);
  }

  bool CheckFunction(WireReader& in) {
    const std::string function = in.String();
    const Data configuration = in.Value();
    if (!in.ok() || functions_ == nullptr) return false;
    Around(true);
    const std::vector<Text> problems = CheckFunctionConfig(*functions_, function, configuration);
    Around(false);
    return SendProblems(true, problems);
  }

  bool Run(WireReader& in) {
    OwnedCall owned;
    ReadCall(in, owned);
    if (!in.ok() || functions_ == nullptr) return false;
    Around(true);
    const FunctionAnswer answer = CallFunction(*functions_, owned.id, owned.call);
    Around(false);
    WireWriter out(Message::kAnswer);
    WriteAnswer(out, answer);
    return channel_.Send(std::move(out).Finish(), 0);
  }

  void Around(bool begins) {
    if (served_.around_call) served_.around_call(begins);
  }

  Channel& channel_;
  const ServedPlugin& served_;
  const juece_step_factory* factory_ = nullptr;
  const juece_function_factory* functions_ = nullptr;
  std::map<std::int64_t, juece_step*> steps_;
  DossierImage image_;
};

}  // namespace

int ServePlugin(Channel& channel, const ServedPlugin& served) { return Server(channel, served).Run(); }

}  // namespace juece
