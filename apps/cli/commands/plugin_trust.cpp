// juece plugin sign FILE... --key KEY | install FILE | remove ID@VERSION
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "commands/plugin_kit.h"
#include "commands/plugin_set_of.h"
#include "evidence/small_file.h"
#include "plugin/manifest.h"
#include "runtime/plugin_use.h"

namespace juece::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSignerKeyBytes = std::uint64_t{1} << 20U;

std::string FolderOf(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

// Refused with the running dossiers that are pinned to it, told in full: each has to be moved or finished first.
Status InUse(const Plugin& plugin, const std::vector<DossierPins>& dossiers) {
  const PluginPin pin{plugin.id(), plugin.version(), plugin.digest()};
  std::string zh;
  std::string en;
  std::size_t count = 0;
  for (const DossierPins& dossier : dossiers) {
    if (std::find(dossier.pins.begin(), dossier.pins.end(), pin) == dossier.pins.end()) continue;
    zh += fmt::format("\n  {} {}", dossier.dossier, dossier.title);
    ++count;
  }
  if (count == 0) return Status::Ok();
  en = zh;
  return Status::Conflict({fmt::format("插件 {} {} 应没有在办案卷使用,但有 {} 件;请先办结,或者用 juece move-plugin 换用别的构建:{}", pin.id, pin.version, count, zh),
                           fmt::format("Expected no running dossier to be pinned to {} {}, but {} are; finish them first, or move them with juece move-plugin:{}", pin.id,
                                       pin.version, count, en)});
}

Status SignOne(Session& session, const std::string& path, const SigningKey& key, Data& told) {
  const auto file = PluginFile::Open(path);
  if (!file) return file.error();
  const auto made = SignPlugin(**file, key);
  if (!made) return made.error();
  const std::string folder = FolderOf(path);
  if (Status status = WriteManifest(folder, *made); !status.ok()) return status;
  const PluginStatement& said = made->statement;
  told.Append(Data::OfMembers({{"file", path}, {"id", said.id}, {"version", said.version}, {"abi", said.abi}, {"digest", said.digest}, {"key", made->key}}));
  if (session.json()) return Status::Ok();
  session.Print(session.In({fmt::format("已签名:{} {} {}(接口 {})\n  {}\n  签名写入 {}/{}\n", path, said.id, said.version, said.abi, said.digest, folder, kManifestName),
                            fmt::format("Signed: {} {} {} (interface {})\n  {}\n  the signature is in {}/{}\n", path, said.id, said.version, said.abi, said.digest, folder,
                                        kManifestName)}));
  return Status::Ok();
}

// A copy that nobody sees before it is whole.
Status CopyInto(const PluginFile& file, const std::string& target) {
  const std::string working = target + ".new";
  std::error_code error;
  fs::remove(working, error);
  if (Status status = juece::WriteNewFile(working, file.bytes(), 0644); !status.ok()) return status;
  fs::rename(working, target, error);
  if (!error) return Status::Ok();
  return Status::Unavailable({fmt::format("应能写入 {},但失败:{}", target, error.message()), fmt::format("expected to write {}, but it failed: {}", target, error.message())});
}

// What is known of these bytes goes along.
Status CopyStatements(const PluginFile& file, const std::string& from, const std::string& to) {
  const auto known = ReadManifest(from);
  if (!known) return known.error();
  const std::string sm3 = file.Digest(DigestAlgorithm::kSm3);
  for (const SignedPlugin& plugin : *known) {
    if (plugin.statement.digest != file.digest() && plugin.statement.digest != sm3) continue;
    if (Status status = WriteManifest(to, plugin); !status.ok()) return status;
  }
  return Status::Ok();
}

}  // namespace

int SignPlugins(Session& session, const PluginArguments& arguments) {
  if (arguments.file.empty() || arguments.key.empty()) {
    session.Complain({"应给出插件文件和私钥:juece plugin sign FILE... --key KEY(用 juece key new KEY 生成)。",
                      "Expected plugin files and a private key: juece plugin sign FILE... --key KEY (juece key new KEY makes one)."});
    return kImpossible;
  }
  const auto pem = ReadSecretFile(arguments.key, kSignerKeyBytes);
  const auto key = pem ? SigningKey::FromPem(*pem) : Result<SigningKey>(pem.error());
  if (!key) return session.Fail(key.error());
  std::vector<std::string> files{arguments.file};
  files.insert(files.end(), arguments.more.begin(), arguments.more.end());
  Data told = Data::EmptyList();
  for (const std::string& file : files) {
    if (Status status = SignOne(session, file, *key, told); !status.ok()) return session.Fail(status);
  }
  const std::string& id = key->public_key().id();
  if (session.json()) {
    session.Print(Data::OfMembers({{"key", id}, {"scheme", ToString(key->public_key().scheme())}, {"signed", told}}));
  } else {
    session.Print(session.In({fmt::format("信任这个签名人的单位在 plugins.xml 中写:<signer key=\"{}\" name=\"…\"/>\n", id),
                              fmt::format("An office that trusts this signer writes in plugins.xml: <signer key=\"{}\" name=\"…\"/>\n", id)}));
  }
  return kDone;
}

int InstallPlugin(Session& session, const PluginArguments& arguments) {
  const auto paths = session.paths();
  if (!paths) return kImpossible;
  if (arguments.file.empty()) {
    session.Complain({"应给出插件文件:juece plugin install FILE。", "Expected a plugin file: juece plugin install FILE."});
    return kImpossible;
  }
  std::vector<Finding> findings;
  const auto installed = InstalledPlugins(*paths, findings);
  session.PrintFindings(findings, true);
  const auto file = PluginFile::Open(arguments.file);
  if (!file) return session.Fail(file.error());
  const HostingPolicy policy = HostingOf(*paths, findings);
  auto trust = FolderTrust(policy.trust, FolderOf(arguments.file)).Judge(**file);
  if (!trust) return session.Fail(trust.error());
  const std::string id = (*file)->note() ? (*file)->note()->id : "";
  const std::string version = (*file)->note() ? (*file)->note()->version : "";
  const std::string folder = OfficePluginFolder();
  std::error_code error;
  fs::create_directories(folder, error);
  const std::string target = (fs::path(folder) / (id.empty() ? (*file)->name() : fmt::format("{}-{}.so", id, version))).string();
  for (const auto& plugin : installed->plugins()) {
    if (plugin->path() != target || plugin->digest() == (*file)->digest()) continue;
    const auto pins = PinsIn(session);
    const Status used = pins ? InUse(*plugin, *pins) : pins.error();
    if (!used.ok()) return session.Fail(used);
  }
  Status status = CopyStatements(**file, FolderOf(arguments.file), folder);
  if (status.ok()) status = CopyInto(**file, target);
  if (!status.ok()) return session.Fail(status);
  // There it is judged by what is said there; where only its old name or folder had leave, it is taken away again.
  const auto there = PluginFile::Open(target);
  const auto judged = there ? FolderTrust(policy.trust, folder).Judge(**there) : Result<PluginTrust>(there.error());
  if (!judged) {
    fs::remove(target, error);
    return session.Fail(judged.error());
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"file", target}, {"id", id}, {"version", version}, {"digest", (*file)->digest()}, {"trust", judged->kind}}));
  } else {
    session.Print(session.In({fmt::format("已安装:{}\n", target), fmt::format("Installed: {}\n", target)}));
  }
  return kDone;
}

int RemovePlugin(Session& session, const PluginArguments& arguments) {
  const auto paths = session.paths();
  if (!paths) return kImpossible;
  std::vector<Finding> findings;
  const auto installed = InstalledPlugins(*paths, findings);
  const auto plugin = FindBuild(*installed, arguments.file);
  if (!plugin) {
    session.PrintFindings(findings, true);
    return session.Fail(plugin.error());
  }
  const std::string path = (*plugin)->path();
  if (FolderOf(path) == paths->plugins) {
    session.Complain({fmt::format("应移除单位自己安装的插件,但 {} 随本程序安装;不想使用它时不写它的步骤类型即可。", path),
                      fmt::format("Expected a plugin that the office installed, but {} came with the program; where it is not wanted, use none of its step types.", path)});
    return kImpossible;
  }
  const auto pins = PinsIn(session);
  const Status used = pins ? InUse(**plugin, *pins) : pins.error();
  if (!used.ok()) return session.Fail(used);
  const auto file = PluginFile::Open(path);
  if (file) {
    if (Status status = RemoveFromManifest(FolderOf(path), **file); !status.ok()) return session.Fail(status);
  }
  std::error_code error;
  if (!fs::remove(path, error)) {
    return session.Fail(Status::Unavailable({fmt::format("应能移除 {},但失败:{}", path, error.message()), fmt::format("expected to remove {}, but it failed: {}", path, error.message())}));
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"removed", path}}));
  } else {
    session.Print(session.In({fmt::format("已移除:{}\n", path), fmt::format("Removed: {}\n", path)}));
  }
  return kDone;
}

}  // namespace juece::cli
