#include "exchange/checkpoint.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/json.h"

namespace juece {
namespace {

Data StatementData(const CheckpointStatement& statement) {
  return Data::OfMembers({{"v", 1},
                          {"algorithm", statement.algorithm},
                          {"at", statement.at},
                          {"sequence", statement.sequence},
                          {"link", statement.link},
                          {"from", statement.from},
                          {"previous", statement.previous},
                          {"heads", statement.heads}});
}

Status NoCheckpoint() {
  return Status::Corrupt({"应为签名检查点的规范一行,但不是", "expected a canonical line of a signed checkpoint, but this is none"});
}

DigestAlgorithm AlgorithmOf(const CheckpointStatement& statement) {
  return statement.algorithm == "sha256" ? DigestAlgorithm::kSha256 : DigestAlgorithm::kSm3;
}

}  // namespace

std::string StatementBytes(const CheckpointStatement& statement) { return ToCanonicalJson(StatementData(statement)); }
std::string StatementDigest(const CheckpointStatement& statement) { return DigestOf(AlgorithmOf(statement), StatementBytes(statement)); }

std::string LeafOf(DigestAlgorithm algorithm, std::string_view log, std::string_view dossier, std::int64_t position, std::string_view hash) {
  return DigestOf(algorithm, ToCanonicalJson(Data::OfMembers({{"log", log}, {"dossier", dossier}, {"position", position}, {"hash", hash}})));
}

std::string HeadsOf(DigestAlgorithm algorithm, const std::vector<std::string>& leaves) {
  std::string text;
  for (const std::string& leaf : leaves) text += leaf + "\n";
  return DigestOf(algorithm, text);
}

std::string ToLine(const Checkpoint& checkpoint) {
  Data leaves = Data::EmptyList();
  for (const std::string& leaf : checkpoint.leaves) leaves.Append(leaf);
  return ToCanonicalJson(Data::OfMembers({{"statement", StatementData(checkpoint.statement)},
                                          {"leaves", std::move(leaves)},
                                          {"scheme", checkpoint.scheme},
                                          {"key", checkpoint.key},
                                          {"public_key", checkpoint.public_key},
                                          {"signature", checkpoint.signature},
                                          {"time_stamp", checkpoint.time_stamp}}));
}

// What was read must write itself again, byte for byte: that catches what is missing, too much, or of another kind.
Result<Checkpoint> CheckpointFromLine(std::string_view line) {
  const auto data = ParseJson(line);
  if (!data) return NoCheckpoint();
  const Data& said = (*data)["statement"];
  Checkpoint read;
  read.statement = {said["algorithm"].AsText(), said["at"].AsText(),       said["sequence"].AsInteger(), said["link"].AsText(),
                    said["from"].AsInteger(),   said["previous"].AsText(), said["heads"].AsText()};
  for (const Data& leaf : (*data)["leaves"].AsList()) read.leaves.push_back(leaf.AsText());
  read.scheme = (*data)["scheme"].AsText();
  read.key = (*data)["key"].AsText();
  read.public_key = (*data)["public_key"].AsText();
  read.signature = (*data)["signature"].AsText();
  read.time_stamp = (*data)["time_stamp"].AsText();
  if (!ParseDigestAlgorithm(read.statement.algorithm) || ToLine(read) != line) return NoCheckpoint();
  return read;
}

Checkpoint NextCheckpoint(DigestAlgorithm algorithm, const Checkpoint* before, const std::vector<JournalEntry>& entries, std::string at) {
  std::map<std::pair<std::string, std::string>, const JournalEntry*> last;
  for (const JournalEntry& entry : entries) last[{entry.log, entry.dossier}] = &entry;
  Checkpoint next;
  for (const auto& [place, entry] : last) next.leaves.push_back(LeafOf(algorithm, entry->log, entry->dossier, entry->position, entry->hash));
  std::sort(next.leaves.begin(), next.leaves.end());
  next.statement = {std::string(ToString(algorithm)),
                    std::move(at),
                    entries.back().sequence,
                    entries.back().link,
                    before == nullptr ? 0 : before->statement.sequence,
                    before == nullptr ? "" : StatementDigest(before->statement),
                    HeadsOf(algorithm, next.leaves)};
  return next;
}

Status SignCheckpoint(Checkpoint& checkpoint, const SigningKey& key) {
  auto signature = key.Sign(StatementBytes(checkpoint.statement));
  if (!signature) return signature.error();
  checkpoint.scheme = ToString(key.public_key().scheme());
  checkpoint.key = key.public_key().id();
  checkpoint.public_key = key.public_key().pem();
  checkpoint.signature = *std::move(signature);
  return Status::Ok();
}

std::string CheckSelf(const Checkpoint& checkpoint) {
  if (!std::is_sorted(checkpoint.leaves.begin(), checkpoint.leaves.end())) return "heads";
  if (HeadsOf(AlgorithmOf(checkpoint.statement), checkpoint.leaves) != checkpoint.statement.heads) return "heads";
  const auto key = PublicKey::FromPem(checkpoint.public_key);
  // The text itself, too: base64 leaves bits that no reader looks at, and nothing here may be changed unseen.
  if (!key || key->id() != checkpoint.key || key->pem() != checkpoint.public_key || ToString(key->scheme()) != checkpoint.scheme) return "key";
  return key->Verify(StatementBytes(checkpoint.statement), checkpoint.signature) ? "" : "signature";
}

}  // namespace juece
