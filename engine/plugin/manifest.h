// Who vouches for a plugin: one signed statement a line of manifest.jsonl beside the plugins, and SHA256SUMS, the list that the
// build makes of the plugins that come with the program. Specified in docs/plugin-hosting.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "digest/signature.h"
#include "plugin/plugin_file.h"

namespace juece {

inline constexpr const char* kManifestName = "manifest.jsonl";
inline constexpr const char* kShippedName = "SHA256SUMS";

// What is signed, as canonical JSON. The digest's algorithm follows the key: SM3 for SM2, SHA-256 for Ed25519.
struct PluginStatement {
  std::string file;  // the name it had, for messages: what counts is the digest
  std::string digest;
  std::int64_t size = 0;
  std::string id;       // of the note; "" where it has none
  std::string version;  // likewise
  std::string abi;      // "1.1", likewise
};

struct SignedPlugin {
  PluginStatement statement;
  std::string scheme;
  std::string key;         // PublicKey::id
  std::string public_key;  // PEM as OpenSSL writes it
  std::string signature;   // hex over the statement's bytes
};

std::string ToLine(const SignedPlugin& plugin);
Result<SignedPlugin> SignedPluginFromLine(std::string_view line);  // kCorrupt where it is no canonical line
Result<SignedPlugin> SignPlugin(const PluginFile& file, const SigningKey& key);
// Whether the signature is that of the key which the line names, over its statement.
bool HoldsTogether(const SignedPlugin& plugin);

// Of a folder; empty where there is no such file. kCorrupt, with the line, where it cannot be read as one; CheckOwnership's refusals.
Result<std::vector<SignedPlugin>> ReadManifest(const std::string& folder);
// Adds the statement; one of the same file, plugin and version by the same key is replaced.
Status WriteManifest(const std::string& folder, const SignedPlugin& plugin);
// Takes out every statement about these bytes.
Status RemoveFromManifest(const std::string& folder, const PluginFile& file);

// File names and "sha256:…" of SHA256SUMS in a folder; empty where there is none.
Result<std::vector<std::pair<std::string, std::string>>> ReadShippedList(const std::string& folder);

}  // namespace juece
