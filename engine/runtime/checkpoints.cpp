#include "runtime/checkpoints.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "base/json.h"
#include "digest/hex.h"
#include "digest/time_stamp.h"
#include "evidence/small_file.h"

namespace juece {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFileBytes = std::uint64_t{1} << 30U;
constexpr std::uint64_t kKeyBytes = std::uint64_t{1} << 20U;

// A folder of its own for the request and the answer.
class Exchange {
 public:
  Exchange() {
    std::error_code ignored;
    folder_ = (fs::temp_directory_path(ignored) / "juece-ts-XXXXXX").string();
    if (::mkdtemp(folder_.data()) == nullptr) folder_.clear();
  }
  ~Exchange() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  Result<std::string> Ask(const std::string& command, const std::string& request) {
    const std::string asked = folder_ + "/request.tsq";
    const std::string answer = folder_ + "/response.tsr";
    if (Status written = WriteNewFile(asked, request, 0600); !written.ok()) return written;
    ::setenv("JUECE_TS_REQUEST", asked.c_str(), 1);
    ::setenv("JUECE_TS_RESPONSE", answer.c_str(), 1);
    const int status = std::system(("( " + command + "\n) 1>&2").c_str());  // standard output is the answer of this program
    if (status == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      return Status::Unavailable({"时间戳命令没有成功", "the time stamp command failed"});
    }
    auto response = ReadSmallFile(answer, kKeyBytes);
    if (response) return response;
    return Status::Unavailable({"时间戳命令应把应答写到 $JUECE_TS_RESPONSE,但没有", "expected the time stamp command to write its answer to $JUECE_TS_RESPONSE, but it did not"});
  }

 private:
  std::string folder_;
};

Result<std::string> Stamped(const std::string& command, std::string_view bytes) {
  const auto request = TimeStampRequest(bytes);
  if (!request) return request.error();
  const auto response = Exchange().Ask(command, *request);
  if (!response) return response.error();
  const auto token = TokenOf(*response, *request);
  if (!token) return token.error();
  if (const auto read = ReadTimeStamp(*token, bytes, ""); !read) return read.error();
  return ToHex(*token);
}

bool EndsADossier(EventStore& store, const JournalEntry& entry) {
  if (entry.log != "events") return false;
  const auto events = store.Read(entry.dossier, entry.position - 1);
  if (!events) return false;
  return std::any_of(events->begin(), events->end(), [](const Event& event) {
    return std::holds_alternative<DossierClosed>(event.body) || std::holds_alternative<DossierTerminated>(event.body) ||
           std::holds_alternative<DossierWithdrawn>(event.body);
  });
}

}  // namespace

std::string CheckpointFile(const std::string& store_path) { return store_path + ".checkpoints.jsonl"; }
std::string CheckpointSettingsFile(const std::string& store_path) { return store_path + ".checkpoints.json"; }

Result<std::optional<CheckpointSettings>> ReadCheckpointSettings(const std::string& store_path) {
  const std::string file = CheckpointSettingsFile(store_path);
  const auto bytes = ReadSmallFile(file, kKeyBytes);
  if (!bytes && bytes.error().code() == StatusCode::kNotFound) return std::optional<CheckpointSettings>();
  if (!bytes) return bytes.error();
  const auto data = ParseJson(*bytes);
  if (!data || !(*data)["key"].is_text()) {
    return Status::Corrupt({fmt::format("检查点设置 {} 应为 JSON,含 key,但不是;请用 juece checkpoint --remember 重新设置", file),
                            fmt::format("expected the settings {} to be JSON with a key, but they are not; set them anew with juece checkpoint --remember", file)});
  }
  CheckpointSettings settings{(*data)["key"].AsText(), {}, (*data)["every"].AsInteger(), (*data)["at_closing"].AsBool(), (*data)["time_stamp_command"].AsText()};
  for (const Data& copy : (*data)["copies"].AsList()) settings.copies.push_back(copy.AsText());
  return std::optional<CheckpointSettings>(std::move(settings));
}

Status WriteCheckpointSettings(const std::string& store_path, const CheckpointSettings& settings) {
  Data copies = Data::EmptyList();
  for (const std::string& copy : settings.copies) copies.Append(copy);
  const Data data = Data::OfMembers({{"key", settings.key},
                                     {"copies", std::move(copies)},
                                     {"every", settings.every},
                                     {"at_closing", settings.at_closing},
                                     {"time_stamp_command", settings.time_stamp_command}});
  return ReplaceFile(CheckpointSettingsFile(store_path), ToPrettyJson(data) + "\n");
}

Result<std::vector<Checkpoint>> ReadCheckpoints(const std::string& file) {
  const auto bytes = ReadSmallFile(file, kFileBytes);
  std::vector<Checkpoint> checkpoints;
  if (!bytes && bytes.error().code() == StatusCode::kNotFound) return checkpoints;
  if (!bytes) return bytes.error();
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    auto read = end == std::string_view::npos ? Result<Checkpoint>(Status::Corrupt({"没有写完", "it was not written to its end"})) : CheckpointFromLine(rest.substr(0, end));
    if (!read) {
      const Text& why = read.error().message();
      return Status::Corrupt({fmt::format("{} 第 {} 行:{}", file, checkpoints.size() + 1, why.zh), fmt::format("{} line {}: {}", file, checkpoints.size() + 1, why.en)});
    }
    checkpoints.push_back(*std::move(read));
    rest.remove_prefix(end + 1);
  }
  return checkpoints;
}

Result<bool> IsCheckpointDue(EventStore& store, const std::string& store_path, const CheckpointSettings& settings) {
  const auto earlier = ReadCheckpoints(CheckpointFile(store_path));
  if (!earlier) return earlier.error();
  const auto entries = store.Journal(earlier->empty() ? 0 : earlier->back().statement.sequence);
  if (!entries) return entries.error();
  if (settings.every > 0 && static_cast<std::int64_t>(entries->size()) >= settings.every) return true;
  return settings.at_closing && std::any_of(entries->begin(), entries->end(), [&](const JournalEntry& entry) { return EndsADossier(store, entry); });
}

Result<std::optional<Checkpoint>> MakeCheckpoint(EventStore& store, const std::string& store_path, const CheckpointSettings& settings, Instant at, Text& warning) {
  const auto pem = ReadSecretFile(settings.key, kKeyBytes);
  const auto key = pem ? SigningKey::FromPem(*pem) : Result<SigningKey>(pem.error());
  if (!key) return key.error();
  const auto earlier = ReadCheckpoints(CheckpointFile(store_path));
  if (!earlier) return earlier.error();
  const Checkpoint* before = earlier->empty() ? nullptr : &earlier->back();
  const auto entries = store.Journal(before == nullptr ? 0 : before->statement.sequence);
  if (!entries) return entries.error();
  if (entries->empty()) return std::optional<Checkpoint>();
  Checkpoint made = NextCheckpoint(store.algorithm(), before, *entries, at.ToString());
  if (Status done = SignCheckpoint(made, *key); !done.ok()) return done;
  if (!settings.time_stamp_command.empty()) {
    auto token = Stamped(settings.time_stamp_command, StatementBytes(made.statement));
    if (token) made.time_stamp = *std::move(token);
    if (!token) warning = token.error().message();
  }
  const std::string line = ToLine(made) + "\n";
  if (Status written = AppendToFile(CheckpointFile(store_path), line); !written.ok()) return written;
  for (const std::string& copy : settings.copies) {
    if (Status written = AppendToFile(copy, line); !written.ok()) warning = written.message();
  }
  return std::optional<Checkpoint>(std::move(made));
}

Result<TrustedKeys> ReadTrustedKeys(const std::vector<std::string>& files) {
  TrustedKeys trusted;
  for (const std::string& file : files) {
    const auto pem = ReadSmallFile(file, kKeyBytes);
    if (!pem) return pem.error();
    constexpr std::string_view kBegin = "-----BEGIN PUBLIC KEY-----";
    constexpr std::string_view kEnd = "-----END PUBLIC KEY-----";
    bool any = pem->find("-----BEGIN CERTIFICATE-----") != std::string::npos;
    if (any) trusted.anchors += *pem + "\n";
    for (std::size_t at = pem->find(kBegin); at != std::string::npos; at = pem->find(kBegin, at + 1)) {
      const std::size_t end = pem->find(kEnd, at);
      const auto key = PublicKey::FromPem(pem->substr(at, end == std::string::npos ? end : end - at + kEnd.size()) + "\n");
      if (!key) return key.error();
      trusted.ids.push_back(key->id());
      any = true;
    }
    if (!any) {
      return Status::InvalidArgument({fmt::format("{} 应含有公钥或证书(PEM),但没有", file), fmt::format("expected a public key or a certificate (PEM) in {}, but there is none", file)});
    }
  }
  return trusted;
}

std::vector<JournalBreak> AuditCheckpoints(DigestAlgorithm algorithm, const std::vector<JournalEntry>& journal, const std::vector<Checkpoint>& checkpoints,
                                           const TrustedKeys& trusted) {
  std::vector<JournalBreak> breaks;
  const Checkpoint* before = nullptr;
  for (const Checkpoint& checkpoint : checkpoints) {
    const CheckpointStatement& said = checkpoint.statement;
    const auto add = [&](const char* reason) { breaks.push_back({"checkpoint", "", said.sequence, reason}); };
    if (!CheckSelf(checkpoint).empty() || said.algorithm != ToString(algorithm)) add("signature");
    if (!trusted.ids.empty() && std::find(trusted.ids.begin(), trusted.ids.end(), checkpoint.key) == trusted.ids.end()) add("untrusted");
    if (!checkpoint.time_stamp.empty()) {
      const auto stamp = ReadTimeStamp(FromHex(checkpoint.time_stamp).value_or(""), StatementBytes(said), trusted.anchors);
      if (!stamp || (!trusted.anchors.empty() && !stamp->trusted)) add("time-stamp");
    }
    if (said.previous != (before == nullptr ? "" : StatementDigest(before->statement)) || said.from != (before == nullptr ? 0 : before->statement.sequence)) {
      add("removed");
    }
    before = &checkpoint;
    const auto at = [](std::int64_t sequence) { return static_cast<std::size_t>(std::max<std::int64_t>(sequence, 0)); };
    if (at(said.sequence) > journal.size()) {
      add("truncated");
      continue;
    }
    if (said.sequence < 1 || journal[at(said.sequence) - 1].link != said.link) add("changed");
    std::map<std::pair<std::string, std::string>, const JournalEntry*> last;
    for (std::size_t i = at(said.from); i < at(said.sequence); ++i) last[{journal[i].log, journal[i].dossier}] = &journal[i];
    const std::set<std::string> leaves(checkpoint.leaves.begin(), checkpoint.leaves.end());
    for (const auto& [place, entry] : last) {
      if (leaves.count(LeafOf(algorithm, entry->log, entry->dossier, entry->position, entry->hash)) == 0) {
        breaks.push_back({entry->log, entry->dossier, entry->position, "changed"});
      }
    }
  }
  return breaks;
}

}  // namespace juece
