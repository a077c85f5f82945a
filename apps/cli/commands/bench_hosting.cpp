#include "commands/bench_hosting.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "plugin/child_plugin.h"
#include "plugin/plugin_library.h"
#include "plugin/plugin_set.h"
#include "plugin/wire_request.h"

namespace juece::cli {
namespace {

constexpr int kHostingRounds = 500;
constexpr int kBatches = 9;
constexpr int kTurns = 61;
constexpr const char* kPlugin = "/legality_review.so";  // its periods ask nothing of it: what is measured is the way there and back

// A payload of about one KiB, as a form with a dozen fields sends it.
Data Payload() {
  Data data = Data::EmptyMap();
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"}) data.Set(name, std::string(72, 'x'));
  return data;
}

struct Asked {
  Asked() {
    request.dossier = &dossier;
    request.step = "legality_review";
    request.configuration = &configuration;
    request.data = &data;
    deadline.started.period = "none";
    request.deadline = &deadline;
  }
  Dossier dossier;
  Data configuration = Data::EmptyMap();
  Data data = Payload();
  DeadlineState deadline;
  StepRequest request;
};

// Microseconds a call, over one batch.
template <typename Call>
double OneBatch(const Call& call) {
  return MicrosecondsOf([&] {
           for (int i = 0; i < kHostingRounds; ++i) call();
         }) / kHostingRounds;
}

// A child that sends back what it gets, over a socket pair as hosted plugins have one.
class Echo {
 public:
  Echo() {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()) != 0) return;
    child_ = fork();
    if (child_ == 0) {
      close(ends_[0]);
      std::array<char, 1U << 16U> bytes{};
      for (ssize_t got = 0; (got = recv(ends_[1], bytes.data(), bytes.size(), 0)) > 0;) (void)!send(ends_[1], bytes.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
      _exit(0);
    }
    close(ends_[1]);
  }
  ~Echo() {
    close(ends_[0]);
    if (child_ > 0) (void)waitpid(child_, nullptr, 0);
  }
  Echo(const Echo&) = delete;
  Echo& operator=(const Echo&) = delete;
  void Call(const std::string& frame) {
    std::array<char, 1U << 16U> bytes{};
    (void)!send(ends_[0], frame.data(), frame.size(), MSG_NOSIGNAL);
    for (std::size_t back = 0; back < frame.size();) {
      const ssize_t got = recv(ends_[0], bytes.data(), bytes.size(), 0);
      if (got <= 0) return;
      back += static_cast<std::size_t>(got);
    }
  }

 private:
  std::array<int, 2> ends_{-1, -1};
  int child_ = -1;
};

// The checks that a fresh installation makes.
HostingPolicy TrustingShipped(const InstallationPaths& paths) {
  HostingPolicy policy;
  policy.host_program = paths.plugin_host;
  policy.trust.shipped_folder = paths.plugins;
  return policy;
}

Status Broken(const Effects& effects) {
  if (!effects.failure) return Status::Ok();
  return Status::Internal({"被测的插件没有答复,不能计为测量结果:" + *effects.failure, "The measured plugin did not answer; that is no measurement: " + *effects.failure});
}

}  // namespace

Result<std::vector<Figure>> MeasureHosting(const InstallationPaths& paths) {
  const std::string file = paths.plugins + kPlugin;
  std::vector<Figure> figures;
  // As a fresh process finds them: nothing is loaded yet.
  std::vector<Finding> findings;
  const HostingPolicy policy = TrustingShipped(paths);
  const auto discover = [&] {
    PluginSet set(policy, nullptr);
    set.AddFolder(paths.plugins, findings);
    for (const auto& plugin : set.plugins()) (void)DescribePlugin(*plugin);
    return set.plugins().size();
  };
  std::size_t discovered = 0;
  const double first = MicrosecondsOf([&] { discovered = discover(); });
  if (HasError(findings) || discovered == 0) {
    return Status::Internal(findings.empty() ? Text{"没有可测的插件", "There is no plugin to measure"} : findings.front().message);
  }
  const auto opened = PluginFile::Open(file);
  if (!opened) return opened.error();
  auto library = PluginLibrary::Load(*opened);
  if (!library) return library.error();
  const StepType& type = (*library)->types().front();
  Asked asked;
  const auto here = (*library)->MakeHandler(type, asked.configuration);
  figures.push_back({"call_in_process", MedianOf(kBatches, [&] { (void)OneBatch([&] { (void)here->Deadline(asked.request); }); }) / kHostingRounds, "us", "< 1", 0});

  PluginHosting hosting;
  hosting.child = true;
  const auto crashes = std::make_shared<CrashBook>("", nullptr);
  const double cold = MedianOf(kBatches, [&] {
    const auto again = PluginFile::Open(file);
    if (!again || !FolderTrust(policy.trust, paths.plugins).Judge(**again)) return;
    auto plugin = ChildPlugin::Load(*again, hosting, paths.plugin_host, crashes);
    if (plugin) (void)(*plugin)->MakeHandler((*plugin)->types().front(), asked.configuration)->Deadline(asked.request);
  });
  auto child = ChildPlugin::Load(*opened, hosting, paths.plugin_host, crashes);
  if (!child) return child.error();
  const auto there = (*child)->MakeHandler((*child)->types().front(), asked.configuration);
  if (Status status = Broken(there->Deadline(asked.request)); !status.ok()) return status;
  WireWriter frame(Message::kCall);
  WriteRequest(frame, asked.request, true);
  const std::string bytes = std::move(frame).Finish();
  Echo echo;
  // In turns: what else the machine does meets both alike.
  std::vector<double> bare;
  std::vector<double> hosted;
  std::vector<double> ratios;
  for (int turn = 0; turn < kTurns; ++turn) {
    bare.push_back(OneBatch([&] { echo.Call(bytes); }));
    hosted.push_back(OneBatch([&] { (void)there->Deadline(asked.request); }));
    ratios.push_back(hosted.back() / bare.back());
  }
  figures.push_back({"call_bytes", static_cast<double>(bytes.size()), "bytes", "", 0});
  figures.push_back({"bare_echo", Median(bare), "us", "", 0});
  figures.push_back({"call_in_child", Median(hosted), "us", "", 0});
  figures.push_back({"call_in_child_to_bare_echo", Median(ratios), "x", "<= 1.5", 0});
  figures.push_back({"cold_child", cold / 1000, "ms", "< 10", 0});
  figures.push_back({"plugins", static_cast<double>(discovered), "", "", 0});
  figures.push_back({"plugins_described_first", first / 1000, "ms", "< 100", 0});
  figures.push_back({"plugins_described", MedianOf(kBatches, [&] { (void)discover(); }) / 1000, "ms", "< 100", 0});
  return figures;
}

}  // namespace juece::cli
