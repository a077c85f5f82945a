#include "plugin/manifest.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/json.h"
#include "evidence/small_file.h"

namespace juece {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 20U;
constexpr std::string_view kWhat = "juece-plugin";  // a key signs other things too

Data StatementData(const PluginStatement& statement) {
  return Data::OfMembers({{"v", 1},
                          {"what", kWhat},
                          {"file", statement.file},
                          {"digest", statement.digest},
                          {"size", statement.size},
                          {"id", statement.id},
                          {"version", statement.version},
                          {"abi", statement.abi}});
}

std::string StatementBytes(const PluginStatement& statement) { return ToCanonicalJson(StatementData(statement)); }

std::string In(const std::string& folder, const char* name) { return (folder.empty() ? std::string(".") : folder) + "/" + name; }

// The file where only root and the user may write it; "" where there is none.
Result<std::string> ReadOwnFile(const std::string& path) {
  struct stat about = {};
  if (stat(path.c_str(), &about) != 0) return std::string();
  if (Status status = CheckOwnership(path, about.st_uid, about.st_mode); !status.ok()) return status;
  return ReadSmallFile(path, kMostBytes);
}

Status WriteLines(const std::string& folder, const std::vector<SignedPlugin>& plugins) {
  std::string text;
  for (const SignedPlugin& plugin : plugins) text += ToLine(plugin) + "\n";
  return ReplaceFile(In(folder, kManifestName), text);
}

}  // namespace

std::string ToLine(const SignedPlugin& plugin) {
  return ToCanonicalJson(Data::OfMembers({{"statement", StatementData(plugin.statement)},
                                          {"scheme", plugin.scheme},
                                          {"key", plugin.key},
                                          {"public_key", plugin.public_key},
                                          {"signature", plugin.signature}}));
}

// What was read must write itself again, byte for byte: that catches what is missing, too much, or of another kind.
Result<SignedPlugin> SignedPluginFromLine(std::string_view line) {
  const Status none = Status::Corrupt({"应为签名的插件说明的规范一行,但不是", "expected a canonical line of a signed plugin, but this is none"});
  const auto data = ParseJson(line);
  if (!data) return none;
  const Data& said = (*data)["statement"];
  SignedPlugin read;
  read.statement = {said["file"].AsText(), said["digest"].AsText(),  said["size"].AsInteger(),
                    said["id"].AsText(),   said["version"].AsText(), said["abi"].AsText()};
  read.scheme = (*data)["scheme"].AsText();
  read.key = (*data)["key"].AsText();
  read.public_key = (*data)["public_key"].AsText();
  read.signature = (*data)["signature"].AsText();
  return ToLine(read) == line ? Result<SignedPlugin>(std::move(read)) : Result<SignedPlugin>(none);
}

Result<SignedPlugin> SignPlugin(const PluginFile& file, const SigningKey& key) {
  const PublicKey& open = key.public_key();
  SignedPlugin made;
  const DigestAlgorithm algorithm = open.scheme() == SignatureScheme::kSm2 ? DigestAlgorithm::kSm3 : DigestAlgorithm::kSha256;
  made.statement.file = file.name();
  made.statement.digest = file.Digest(algorithm);
  made.statement.size = static_cast<std::int64_t>(file.bytes().size());
  if (file.note()) {
    made.statement.id = file.note()->id;
    made.statement.version = file.note()->version;
    made.statement.abi = fmt::format("{}.{}", file.note()->major, file.note()->minor);
  }
  made.scheme = ToString(open.scheme());
  made.key = open.id();
  made.public_key = open.pem();
  auto signature = key.Sign(StatementBytes(made.statement));
  if (!signature) return signature.error();
  made.signature = *std::move(signature);
  return made;
}

bool HoldsTogether(const SignedPlugin& plugin) {
  const auto key = PublicKey::FromPem(plugin.public_key);
  const bool algorithm = plugin.statement.digest.rfind(plugin.scheme == "sm2" ? "sm3:" : "sha256:", 0) == 0;
  return key && algorithm && key->pem() == plugin.public_key && key->id() == plugin.key && ToString(key->scheme()) == plugin.scheme &&
         key->Verify(StatementBytes(plugin.statement), plugin.signature);
}

Result<std::vector<SignedPlugin>> ReadManifest(const std::string& folder) {
  const std::string path = In(folder, kManifestName);
  const auto bytes = ReadOwnFile(path);
  if (!bytes) return bytes.error();
  std::vector<SignedPlugin> plugins;
  for (std::string_view rest = *bytes; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    auto read = SignedPluginFromLine(rest.substr(0, end));
    if (!read) {
      const Text& why = read.error().message();
      return Status::Corrupt({fmt::format("{} 第 {} 行:{};请用 juece plugin sign 重新签名", path, plugins.size() + 1, why.zh),
                              fmt::format("{} line {}: {}; sign again with juece plugin sign", path, plugins.size() + 1, why.en)});
    }
    plugins.push_back(*std::move(read));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return plugins;
}

Status WriteManifest(const std::string& folder, const SignedPlugin& plugin) {
  auto known = ReadManifest(folder);
  if (!known) return known.error();
  std::erase_if(*known, [&](const SignedPlugin& old) {
    const PluginStatement& was = old.statement;
    const PluginStatement& is = plugin.statement;
    return old.key == plugin.key && was.file == is.file && was.id == is.id && was.version == is.version;
  });
  known->push_back(plugin);
  return WriteLines(folder, *known);
}

Status RemoveFromManifest(const std::string& folder, const PluginFile& file) {
  auto known = ReadManifest(folder);
  if (!known) return known.error();
  const std::string sm3 = file.Digest(DigestAlgorithm::kSm3);
  const auto gone = std::erase_if(*known, [&](const SignedPlugin& old) { return old.statement.digest == file.digest() || old.statement.digest == sm3; });
  return gone == 0 ? Status::Ok() : WriteLines(folder, *known);
}

Result<std::vector<std::pair<std::string, std::string>>> ReadShippedList(const std::string& folder) {
  const std::string path = In(folder, kShippedName);
  const auto bytes = ReadOwnFile(path);
  if (!bytes) return bytes.error();
  std::vector<std::pair<std::string, std::string>> shipped;
  for (std::string_view rest = *bytes; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    if (line.size() < 67 || line.find_first_not_of("0123456789abcdef") != 64 || line.substr(64, 2) != "  ") {
      return Status::Corrupt({fmt::format("{} 第 {} 行:应为“摘要值、两个空格、文件名”,但不是;请重新安装本程序", path, shipped.size() + 1),
                              fmt::format("{} line {}: expected a digest, two blanks and a file name, but found something else; install this program again", path,
                                          shipped.size() + 1)});
    }
    shipped.emplace_back(line.substr(66), "sha256:" + std::string(line.substr(0, 64)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return shipped;
}

}  // namespace juece
