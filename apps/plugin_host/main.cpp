// juece-plugin-host MEMORY_MIB CALL_SECONDS NAME: hosts one plugin for the engine that started it. Descriptor 3 is the channel,
// descriptor 4 the plugin's file. Not for people.
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>

#include "plugin/child_server.h"
#include "sandbox.h"

namespace {

volatile sig_atomic_t in_call = 0;

void TimeIsOver(int) {
  if (in_call != 0) _exit(124);
}

// The engine watches the time; this is for the case that the engine is gone. The alarm is set anew once a second at most, because
// setting it costs more than the rest of a short call.
class Watch {
 public:
  explicit Watch(unsigned seconds) : seconds_(seconds) { (void)signal(SIGALRM, &TimeIsOver); }
  void Call(bool begins) {
    in_call = begins ? 1 : 0;
    timespec now{};
    (void)clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    if (!begins || now.tv_sec == set_at_) return;
    set_at_ = now.tv_sec;
    alarm(seconds_ + 1);
  }

 private:
  unsigned seconds_;
  time_t set_at_ = -1;
};

}  // namespace

int main(int count, char** arguments) {
  constexpr int kChannel = 3;
  if (count != 4) {
    constexpr char kNote[] = "juece-plugin-host is started by juece; it is not for people.\n";
    (void)!write(2, kNote, sizeof kNote - 1);
    return 2;
  }
  juece::LimitResources(std::strtoul(arguments[1], nullptr, 10));
  Watch watch(static_cast<unsigned>(std::strtoul(arguments[2], nullptr, 10)));
  juece::Channel channel(kChannel);
  watch.Call(true);  // loading is one
  if (!juece::AllowLoading(kChannel)) return 3;
  juece::ServedPlugin served;
  served.name = arguments[3];
  served.file = "/proc/self/fd/4";
  served.after_load = [&watch] {
    watch.Call(false);
    if (!juece::AllowAnswering(kChannel)) _exit(3);
  };
  served.around_call = [&watch](bool begins) { watch.Call(begins); };
  return juece::ServePlugin(channel, served);
}
