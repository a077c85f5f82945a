// The other side of a hosted plugin: loads one file and answers the engine's calls until the channel
// closes. Runs in a process of its own (apps/plugin_host); one thread.
#pragma once

#include <functional>
#include <string>

#include "plugin/channel.h"

namespace juece {

struct ServedPlugin {
  std::string name;  // what messages call the file
  std::string file;  // what is loaded
  // Called once the file is loaded and before the first call: what loading needed may now be forbidden.
  std::function<void()> after_load;
  // Called before and after each call, so that a call cannot outlive an engine that is gone.
  std::function<void(bool begins)> around_call;
};

// 0: the engine closed the channel. 1: the file is no plugin, and the engine was told why. 2: the engine
// sent what is no message.
int ServePlugin(Channel& channel, const ServedPlugin& served);

}  // namespace juece
