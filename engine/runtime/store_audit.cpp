#include "runtime/store_audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "record/codec.h"
#include "runtime/checkpoints.h"
#include "runtime/procedure_loader.h"

namespace juece {
namespace {

Text ReasonText(const std::string& reason) {
  if (reason == "changed") return {"内容被改动", "changed"};
  if (reason == "removed") return {"有记录被删除", "removed"};
  if (reason == "inserted") return {"有记录被插入", "inserted"};
  if (reason == "reordered") return {"顺序被调换", "reordered"};
  if (reason == "truncated") return {"末尾被截断", "truncated"};
  if (reason == "signature") return {"签名不对", "signature"};
  if (reason == "untrusted") return {"签名的钥匙不在信任之列", "untrusted"};
  if (reason == "time-stamp") return {"时间戳不对或不被信任", "time-stamp"};
  return {"个人信息与承诺值不符", reason};
}

class Auditor {
 public:
  Auditor(EventStore& store, const AuditRequest& request) : store_(store), request_(request) {}

  Status Chains() {
    std::vector<std::string> ids{request_.dossier};
    if (request_.dossier.empty()) {
      auto all = store_.Dossiers();
      if (!all) return all.error();
      ids = *all;
    }
    audit_.dossiers = ids.size();
    for (const std::string& id : ids) {
      std::optional<DossierOpened> opened;  // where the first event that can be read is one
      bool first = true;
      auto report = store_.Verify(id, [&](Event&& event) {
        auto* opening = std::exchange(first, false) ? std::get_if<DossierOpened>(&event.body) : nullptr;
        if (opening != nullptr) opened = std::move(*opening);
      });
      if (!report) return report.error();
      audit_.events += report->events;
      for (const ChainBreak& found : report->breaks) Add({"events", id, found.position, found.reason});
      chains_.push_back({"events", id, std::move(report->hashes)});
      if (opened) Documents(id, *opened);
      if (Status status = Attempts(id); !status.ok()) return status;
    }
    return Status::Ok();
  }

  // Where the store is of an older format there is no journal to compare with.
  Status Journal() {
    auto journal = store_.Journal();
    if (!journal && journal.error().code() == StatusCode::kUnsupported) return Checkpoints({});
    if (!journal) return journal.error();
    for (JournalBreak& found : VerifyJournal(store_.algorithm(), *journal)) Add(std::move(found));
    for (const JournalEntry& entry : *journal) {  // attempts at what never became a dossier
      const auto same = [&](const ChainHashes& chain) { return chain.dossier == entry.dossier && chain.log == entry.log; };
      if (entry.log == "attempts" && std::none_of(chains_.begin(), chains_.end(), same)) {
        if (Status status = Attempts(entry.dossier); !status.ok()) return status;
      }
    }
    for (JournalBreak& found : CompareWithJournal(*journal, chains_)) {
      if (request_.dossier.empty() || found.dossier == request_.dossier) Add(std::move(found));
    }
    return Checkpoints(*journal);
  }

  StoreAudit Take() { return std::move(audit_); }

 private:
  // What one look has said of a place, another need not say again.
  void Add(JournalBreak found) {
    if (said_.emplace(found.log, found.dossier, found.position).second) audit_.broken.push_back(std::move(found));
  }

  // What the dossier is pinned to is still what its digests say. Where its history cannot be read that has been told already.
  void Documents(const std::string& id, const DossierOpened& opened) {
    std::vector<std::string> digests{opened.procedure_digest};
    if (const auto merged = store_.FindPinned(opened.procedure_digest)) {
      if (const auto parts = ReadProcedureManifest(merged->bytes)) digests.insert(digests.end(), parts->begin(), parts->end());
    }
    for (const std::string& overlay : opened.overlays) digests.push_back(overlay.substr(overlay.find('@') + 1));
    if (!opened.office_digest.empty()) digests.push_back(opened.office_digest);
    for (const std::string& digest : digests) {
      const auto pinned = store_.FindPinned(digest);
      const auto algorithm = ParseDigestAlgorithm(digest.substr(0, digest.find(':')));
      if (!pinned) {
        Add({"documents", id, 1, "removed"});
      } else if (!algorithm || DigestOf(*algorithm, pinned->bytes) != digest) {
        Add({"documents", id, 1, "changed"});
      }
    }
  }

  Status Attempts(const std::string& id) {
    auto attempts = store_.VerifyAttempts(id);
    auto stored = store_.AttemptsAsStored(id);
    if (!attempts) return attempts.error();
    if (!stored) return stored.error();
    for (const ChainBreak& found : *attempts) Add({"attempts", id, found.position, found.reason});
    ChainHashes chain{"attempts", id, {}};
    for (const StoredAttempt& attempt : *stored) chain.hashes.emplace_back(static_cast<std::int64_t>(chain.hashes.size()) + 1, attempt.hash);
    chains_.push_back(std::move(chain));
    return Status::Ok();
  }

  Status Checkpoints(const std::vector<JournalEntry>& journal) {
    const auto trusted = ReadTrustedKeys(request_.trusted);
    if (!trusted) return trusted.error();
    for (const std::string& file : request_.checkpoints) {
      const auto checkpoints = ReadCheckpoints(file);
      if (!checkpoints) return checkpoints.error();
      audit_.checkpoints = std::max(audit_.checkpoints, checkpoints->size());
      for (JournalBreak& found : AuditCheckpoints(store_.algorithm(), journal, *checkpoints, *trusted)) Add(std::move(found));
    }
    return Status::Ok();
  }

  EventStore& store_;
  const AuditRequest& request_;
  StoreAudit audit_;
  std::vector<ChainHashes> chains_;
  std::set<std::tuple<std::string, std::string, std::int64_t>> said_;
};

}  // namespace

Result<StoreAudit> AuditStore(EventStore& store, const AuditRequest& request) {
  Auditor auditor(store, request);
  if (Status status = auditor.Chains(); !status.ok()) return status;
  if (Status status = auditor.Journal(); !status.ok()) return status;
  return auditor.Take();
}

Text Describe(const JournalBreak& found) {
  const Text why = ReasonText(found.reason);
  if (found.log == "events") {
    return {fmt::format("案卷 {} 第 {} 条:{}", found.dossier, found.position, why.zh), fmt::format("dossier {} position {}: {}", found.dossier, found.position, why.en)};
  }
  if (found.log == "attempts") {
    return {fmt::format("案卷 {} 拒绝记录第 {} 条:{}", found.dossier, found.position, why.zh), fmt::format("dossier {} attempt {}: {}", found.dossier, found.position, why.en)};
  }
  if (found.log == "documents") {
    return {fmt::format("案卷 {} 锁定的程序、地方规定或任职名录:{}", found.dossier, why.zh),
            fmt::format("what dossier {} is pinned to (procedure, local rules, office): {}", found.dossier, why.en)};
  }
  const bool journal = found.log == "journal";
  return {fmt::format("{}第 {} 条:{}", journal ? "总账" : "签名检查点,总账", found.position, why.zh),
          fmt::format("{} {}: {}", journal ? "journal entry" : "checkpoint at journal entry", found.position, why.en)};
}

}  // namespace juece
