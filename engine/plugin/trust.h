// Whether a plugin may be loaded, and on whose word: decided from its file alone, before any of it has run.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plugin/manifest.h"
#include "plugin/plugin_file.h"

namespace juece {

// On whose word a plugin was loaded.
struct PluginTrust {
  // "signed": by a signer that the office names. "shipped": it is on the list that came with the program. "unsigned": by leave of the
  // configuration, or because a person named the file.
  std::string kind = "unsigned";
  std::string signer;       // PublicKey::id; "" unless it is signed
  std::string signer_name;  // as the office calls it
};

// The office's choice, from plugins.xml (runtime/plugin_configuration.h).
struct TrustPolicy {
  std::map<std::string, std::string, std::less<>> signers;  // PublicKey::id -> name
  std::string shipped_folder;                               // whose SHA256SUMS counts; "": none
  bool shipped_must_be_signed = false;
  bool allow_unsigned = false;                                // everywhere
  std::set<std::string, std::less<>> unsigned_folders;        // as they were named
  std::map<std::string, std::string, std::less<>> unsigned_files;  // file name -> "sha256:…" that is meant, "" for any
};

// Judges the plugins of one folder: reads its lists once. Refuses with what was expected, what was found and what to do.
class FolderTrust {
 public:
  // Lists that cannot be read are told by Judge for every plugin that would need them.
  FolderTrust(const TrustPolicy& policy, std::string folder);
  [[nodiscard]] Result<PluginTrust> Judge(const PluginFile& file) const;

 private:
  [[nodiscard]] std::optional<PluginTrust> BySignature(const PluginFile& file) const;
  [[nodiscard]] bool OnShippedList(const PluginFile& file) const;
  [[nodiscard]] bool ByLeave(const PluginFile& file) const;
  [[nodiscard]] Status Refusal(const PluginFile& file) const;

  const TrustPolicy& policy_;
  std::string folder_;
  Result<std::vector<SignedPlugin>> manifest_;
  Result<std::vector<std::pair<std::string, std::string>>> shipped_;
};

}  // namespace juece
