// How plugins are hosted: chosen by the office for each file, in the engine's configuration
// (docs/plugin-hosting.md).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/trust.h"

namespace juece {

struct PluginHosting {
  bool child = false;      // in a supervised process of its own
  int call_ms = 5000;      // the longest that one call may take, loading the file included
  int memory_mib = 512;    // address space of the process
  int crashes = 3;         // so many, and the plugin waits for a person
};

struct HostingPolicy {
  PluginHosting standard;
  std::map<std::string, PluginHosting, std::less<>> by_file;  // by the file's name, "legality_review.so"
  std::vector<std::string> folders;  // of further plugins, after those of the installation
  TrustPolicy trust;
  std::string host_program;  // juece-plugin-host
  std::string crash_book;    // file that keeps crashes and quarantines; "" keeps them in memory only
  [[nodiscard]] const PluginHosting& Of(std::string_view file_name) const {
    const auto own = by_file.find(file_name);
    return own == by_file.end() ? standard : own->second;
  }
};

}  // namespace juece
