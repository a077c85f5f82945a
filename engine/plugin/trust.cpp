#include "plugin/trust.h"

#include <fmt/format.h>

#include <algorithm>

namespace juece {
namespace {

bool IsAbout(const SignedPlugin& plugin, const PluginFile& file) {
  const PluginStatement& said = plugin.statement;
  if (said.size != static_cast<std::int64_t>(file.bytes().size())) return false;
  return said.digest == (said.digest.rfind("sm3:", 0) == 0 ? file.Digest(DigestAlgorithm::kSm3) : file.digest());
}

// The same plugin by name: what somebody signed, before it was changed.
bool IsNamedLike(const PluginStatement& said, const PluginFile& file) {
  const bool noted = file.note() && !said.id.empty() && said.id == file.note()->id && said.version == file.note()->version;
  return noted || said.file == file.name();
}

Status Refuse(const PluginFile& file, std::string_view zh, std::string_view en) {
  return Status::InvalidArgument({fmt::format("插件 {}:{}", file.path(), zh), fmt::format("plugin {}: {}", file.path(), en)});
}

}  // namespace

FolderTrust::FolderTrust(const TrustPolicy& policy, std::string folder)
    : policy_(policy),
      folder_(std::move(folder)),
      manifest_(ReadManifest(folder_)),
      shipped_(folder_ == policy.shipped_folder ? ReadShippedList(folder_) : Result<std::vector<std::pair<std::string, std::string>>>(std::vector<std::pair<std::string, std::string>>())) {}

std::optional<PluginTrust> FolderTrust::BySignature(const PluginFile& file) const {
  if (!manifest_) return std::nullopt;
  for (const SignedPlugin& plugin : *manifest_) {
    const auto signer = policy_.signers.find(plugin.key);
    if (signer == policy_.signers.end() || !IsAbout(plugin, file) || !HoldsTogether(plugin)) continue;
    return PluginTrust{"signed", plugin.key, signer->second};
  }
  return std::nullopt;
}

bool FolderTrust::OnShippedList(const PluginFile& file) const {
  if (policy_.shipped_must_be_signed || !shipped_) return false;
  return std::find(shipped_->begin(), shipped_->end(), std::pair(file.name(), file.digest())) != shipped_->end();
}

bool FolderTrust::ByLeave(const PluginFile& file) const {
  if (policy_.allow_unsigned || policy_.unsigned_folders.count(folder_) != 0) return true;
  const auto named = policy_.unsigned_files.find(file.name());
  return named != policy_.unsigned_files.end() && (named->second.empty() || named->second == file.digest());
}

Result<PluginTrust> FolderTrust::Judge(const PluginFile& file) const {
  if (auto trust = BySignature(file)) return *std::move(trust);
  if (OnShippedList(file)) return PluginTrust{"shipped", "", ""};
  if (ByLeave(file)) return PluginTrust{"unsigned", "", ""};
  return Refusal(file);
}

// The most telling reason: what somebody vouched for is not this, or nobody did.
Status FolderTrust::Refusal(const PluginFile& file) const {
  if (!manifest_) return manifest_.error();
  if (!shipped_) return shipped_.error();
  for (const SignedPlugin& plugin : *manifest_) {
    if (!IsAbout(plugin, file)) continue;
    if (!HoldsTogether(plugin)) {
      return Refuse(file, fmt::format("{} 中的签名应与内容相符,但不符;请签名人重新签名", kManifestName),
                    fmt::format("expected the signature in {} to fit, but it does not; have its signer sign it again", kManifestName));
    }
    return Refuse(file, fmt::format("应由配置中写明的签名人签名,但签名人是 {};如果可信,请在 plugins.xml 写 <signer key=\"{}\" name=\"…\"/>", plugin.key, plugin.key),
                  fmt::format("expected a signer that the configuration names, but it was signed by {}; where you trust it, write <signer key=\"{}\" name=\"…\"/> in plugins.xml",
                              plugin.key, plugin.key));
  }
  for (const SignedPlugin& plugin : *manifest_) {
    if (!IsNamedLike(plugin.statement, file)) continue;
    const bool sm3 = plugin.statement.digest.rfind("sm3:", 0) == 0;
    const std::string found = sm3 ? file.Digest(DigestAlgorithm::kSm3) : file.digest();
    return Refuse(file, fmt::format("应是签名时的文件 {},但现在是 {};请查明是谁改动的,换回原来的文件或者重新签名", plugin.statement.digest, found),
                  fmt::format("expected the file as it was signed, {}, but it is {}; find out who changed it, then restore it or sign it again", plugin.statement.digest, found));
  }
  for (const auto& [name, digest] : *shipped_) {
    if (name != file.name() || policy_.shipped_must_be_signed) continue;
    return Refuse(file, fmt::format("应是随本程序安装的文件 {},但现在是 {};请重新安装本程序", digest, file.digest()),
                  fmt::format("expected the file that came with this program, {}, but it is {}; install this program again", digest, file.digest()));
  }
  if (folder_ == policy_.shipped_folder && shipped_->empty() && !policy_.shipped_must_be_signed) {
    return Refuse(file, fmt::format("本程序的插件应列在 {}/{} 中,但没有这个清单;请重新构建或安装本程序", folder_, kShippedName),
                  fmt::format("expected the program's plugins to be listed in {}/{}, but there is no such list; build or install this program again", folder_, kShippedName));
  }
  const std::string name = file.name();
  return Refuse(file,
                fmt::format("应有签名,但没有;请用 juece plugin sign 签名并在 plugins.xml 写明签名人,或者准许不签名:<plugin file=\"{}\" unsigned=\"{}\"/>", name, file.digest()),
                fmt::format("expected a signature, but there is none; sign it with juece plugin sign and name the signer in plugins.xml, or allow it unsigned: <plugin file=\"{}\" "
                            "unsigned=\"{}\"/>",
                            name, file.digest()));
}

}  // namespace juece
