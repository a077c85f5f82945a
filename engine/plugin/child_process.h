// One process that hosts a plugin: started, spoken to within a time limit, and, when it ends or
// misbehaves, ended with the reason said in a sentence. Impure; used by one thread at a time.
#pragma once

#include <memory>
#include <string>

#include "base/status.h"
#include "base/text.h"
#include "plugin/channel.h"
#include "plugin/hosting.h"

namespace juece {

class ChildProcess {
 public:
  // Starts `program` for the plugin file that `file` is open on (borrowed; it reads that very file,
  // whatever stands at its path by then). `name` is for messages.
  static Result<std::unique_ptr<ChildProcess>> Start(const std::string& program, int file, const std::string& name,
                                                     const PluginHosting& hosting);
  ~ChildProcess();  // closes the channel; ends what does not end by itself
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Sends a frame (empty: none) and waits for the answer. False: the process is ended, and `why` says how it failed.
  bool Exchange(std::string_view frame, Frame& answer, Text& why);
  // Sends a frame that has no answer; what goes wrong is noticed by the next exchange.
  void Tell(std::string_view frame) { (void)channel_.Send(frame, call_ms_); }

  [[nodiscard]] int pid() const { return pid_; }

 private:
  ChildProcess(int pid, int descriptor, int call_ms) : pid_(pid), channel_(descriptor), call_ms_(call_ms) {}
  // Lets the process run where the caller runs. A call is a handover: one of the two always waits, and to wake a process on
  // another core costs ten times as much as to go on with it on this one.
  void FollowCaller();
  // Waits a moment for its natural end, then ends it: what it died of.
  Text End(ChannelError error);
  int Reap(bool patient);

  int pid_;
  Channel channel_;
  int call_ms_;
  int core_ = -1;  // that it may run on; -1: any
  bool reaped_ = false;
  int status_ = 0;
};

}  // namespace juece
