#include "exchange/package_signatures.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "digest/hex.h"
#include "digest/time_stamp.h"

namespace juece {
namespace {

using package_paths::kCheckpoints;

constexpr std::uint64_t kCheckpointBytes = std::uint64_t{256} << 20U;

class SignatureCheck {
 public:
  SignatureCheck(const CheckedPackage& package, const TrustedKeys& trusted) : package_(package), trusted_(trusted) {
    const DigestAlgorithm algorithm = package.index->algorithm;
    for (const Event& event : package.events) {
      positions_[LeafOf(algorithm, "events", package.index->dossier, event.position, event.hash)] = event.position;
    }
    const ChainHead& attempts = package.index->attempts;
    positions_[LeafOf(algorithm, "attempts", package.index->dossier, attempts.position, attempts.hash)] = 0;
  }

  void Take(std::string_view line) {
    ++number_;
    const auto checkpoint = CheckpointFromLine(line);
    if (!checkpoint) return Error("signature-unreadable", checkpoint.error().message());
    if (const std::string why = CheckSelf(*checkpoint); !why.empty() || checkpoint->statement.algorithm != ToString(package_.index->algorithm)) {
      return Error("signature-wrong", {fmt::format("第 {} 个检查点的签名不成立({})", number_, why), fmt::format("the signature of checkpoint {} does not hold ({})", number_, why)});
    }
    CheckRelation(*checkpoint);
    CheckTrust(*checkpoint);
    CheckTime(*checkpoint);
  }

  void Finish() {
    if (number_ == 0) {
      const Text message{"包内没有签名的检查点;请与机关在别处保存的末条哈希核对",
                         "the package holds no signed checkpoint; compare the last hash with one that is kept elsewhere"};
      return Add("signature-absent", trusted_.ids.empty() ? Severity::kNote : Severity::kError, message);
    }
    const std::int64_t last = package_.index->events.position;
    if (signed_ < last) {
      Add("signature-partial", Severity::kNote, {fmt::format("签名盖到第 {} 条,其后还有 {} 条", signed_, last - signed_),
                                                 fmt::format("the signatures reach event {}; {} follow", signed_, last - signed_)});
    }
  }

  std::vector<Finding> findings;

 private:
  void Add(const char* code, Severity severity, Text message) {
    Finding& finding = findings.emplace_back();
    finding.code = code;
    finding.severity = severity;
    finding.message = std::move(message);
    finding.place.file = kCheckpoints;
  }
  void Error(const char* code, Text message) { Add(code, Severity::kError, std::move(message)); }

  // One of its leaves is an end that this dossier had.
  void CheckRelation(const Checkpoint& checkpoint) {
    bool related = false;
    for (const std::string& leaf : checkpoint.leaves) {
      const auto found = positions_.find(leaf);
      if (found == positions_.end()) continue;
      related = true;
      signed_ = std::max(signed_, found->second);
    }
    if (!related) {
      Error("signature-unrelated", {fmt::format("第 {} 个检查点所签的不是这个案卷现在的记录", number_), fmt::format("what checkpoint {} signs is not this dossier's history as it stands", number_)});
    }
  }

  void CheckTrust(const Checkpoint& checkpoint) {
    const bool known = std::find(trusted_.ids.begin(), trusted_.ids.end(), checkpoint.key) != trusted_.ids.end();
    if (known || std::find(told_.begin(), told_.end(), checkpoint.key) != told_.end()) return;
    told_.push_back(checkpoint.key);
    if (trusted_.ids.empty()) {
      Add("signature-unknown-key", Severity::kNote, {"签名的钥匙是 " + checkpoint.key + ";请与机关公布的核对,或用 --trust 给出公钥",
                                                     "signed with the key " + checkpoint.key + "; compare it with what the organ published, or give its public key by --trust"});
    } else {
      Error("signature-untrusted", {"签名的钥匙 " + checkpoint.key + " 不在信任之列", "the key " + checkpoint.key + " that signed is not one of the trusted ones"});
    }
  }

  void CheckTime(const Checkpoint& checkpoint) {
    if (checkpoint.time_stamp.empty()) return;
    const auto stamp = ReadTimeStamp(FromHex(checkpoint.time_stamp).value_or(""), StatementBytes(checkpoint.statement), trusted_.anchors);
    if (!stamp) return Error("signature-time-stamp", stamp.error().message());
    if (!trusted_.anchors.empty() && !stamp->trusted) {
      Error("signature-time-stamp", {"时间戳机构不在信任之列:" + stamp->authority, "the time stamp authority is not one of the trusted ones: " + stamp->authority});
    }
  }

  const CheckedPackage& package_;
  const TrustedKeys& trusted_;
  std::map<std::string, std::int64_t> positions_;  // of the leaves that this dossier has had
  std::vector<std::string> told_;
  std::int64_t signed_ = 0;
  int number_ = 0;
};

}  // namespace

std::vector<Finding> CheckSignatures(BagSource& source, const CheckedPackage& package, const TrustedKeys& trusted) {
  if (!package.index || package.events.empty()) return {};
  SignatureCheck check(package, trusted);
  const auto& files = package.index->files;
  const bool there = std::any_of(files.begin(), files.end(), [](const PackageFile& file) { return file.file == kCheckpoints; });
  const auto bytes = there ? ReadAll(source, std::string(kCheckpoints), kCheckpointBytes) : Result<std::string>(std::string());
  const auto lines = bytes ? StrictLines(*bytes) : std::nullopt;
  if (lines) {
    for (const std::string_view line : *lines) check.Take(line);
  } else {
    check.Take("");
  }
  check.Finish();
  return std::move(check.findings);
}

}  // namespace juece
