// juece audit: recomputes the hash chains of one dossier or of all, of the refused attempts too; compares them with the journal over all
// dossiers and with the signed checkpoints.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "commands/commands.h"
#include "record/codec.h"
#include "runtime/checkpoints.h"
#include "runtime/procedure_loader.h"

namespace juece::cli {
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

class Audit {
 public:
  Audit(Session& session, EventStore& store, const AuditArguments& arguments) : session_(session), store_(store), arguments_(arguments) {}

  Status Chains() {
    std::vector<std::string> ids{arguments_.dossier};
    if (arguments_.dossier.empty()) {
      auto all = store_.Dossiers();
      if (!all) return all.error();
      ids = *all;
    }
    dossiers_ = ids.size();
    for (const std::string& id : ids) {
      auto report = store_.Verify(id);
      if (!report) return report.error();
      events_ += report->events;
      for (const ChainBreak& found : report->breaks) Add({"events", id, found.position, found.reason});
      chains_.push_back({"events", id, std::move(report->hashes)});
      Documents(id);
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
      if (arguments_.dossier.empty() || found.dossier == arguments_.dossier) Add(std::move(found));
    }
    return Checkpoints(*journal);
  }

  int Print() const {
    const bool ok = broken_.empty();
    if (session_.json()) {
      Data list = Data::EmptyList();
      for (const JournalBreak& found : broken_) {
        Data one = Data::OfMembers({{"dossier", found.dossier}, {"position", found.position}, {"reason", found.reason}});
        if (found.log != "events") one.Set("log", found.log);
        list.Append(std::move(one));
      }
      session_.Print(Data::OfMembers({{"ok", ok}, {"events", events_}, {"checkpoints", checkpoints_}, {"broken", list}}));
      return ok ? kDone : kWrong;
    }
    for (const JournalBreak& found : broken_) session_.Print(session_.In(Line(found)));
    if (ok) {
      session_.Print(session_.In({fmt::format("✔ {} 个案卷 {} 条记录,哈希链完整;{} 个签名检查点相符。\n", dossiers_, events_, checkpoints_),
                                  fmt::format("✔ {} dossier(s), {} events, the chain is whole; {} signed checkpoint(s) fit.\n", dossiers_, events_, checkpoints_)}));
    }
    return ok ? kDone : kWrong;
  }

 private:
  static Text Line(const JournalBreak& found) {
    const Text why = ReasonText(found.reason);
    if (found.log == "events") {
      return {fmt::format("✘ 案卷 {} 第 {} 条:{}\n", found.dossier, found.position, why.zh), fmt::format("✘ dossier {} position {}: {}\n", found.dossier, found.position, why.en)};
    }
    if (found.log == "attempts") {
      return {fmt::format("✘ 案卷 {} 拒绝记录第 {} 条:{}\n", found.dossier, found.position, why.zh), fmt::format("✘ dossier {} attempt {}: {}\n", found.dossier, found.position, why.en)};
    }
    if (found.log == "documents") {
      return {fmt::format("✘ 案卷 {} 锁定的程序、地方规定或任职名录:{}\n", found.dossier, why.zh),
              fmt::format("✘ what dossier {} is pinned to (procedure, local rules, office): {}\n", found.dossier, why.en)};
    }
    const bool journal = found.log == "journal";
    return {fmt::format("✘ {}第 {} 条:{}\n", journal ? "总账" : "签名检查点,总账", found.position, why.zh),
            fmt::format("✘ {} {}: {}\n", journal ? "journal entry" : "checkpoint at journal entry", found.position, why.en)};
  }

  // What one look has said of a place, another need not say again.
  void Add(JournalBreak found) {
    if (said_.emplace(found.log, found.dossier, found.position).second) broken_.push_back(std::move(found));
  }

  // What the dossier is pinned to is still what its digests say. Where its history cannot be read that has been told already.
  void Documents(const std::string& id) {
    const auto events = store_.Read(id);
    const auto* opened = !events || events->empty() ? nullptr : std::get_if<DossierOpened>(&events->front().body);
    if (opened == nullptr) return;
    std::vector<std::string> digests{opened->procedure_digest};
    if (const auto merged = store_.FindPinned(opened->procedure_digest)) {
      if (const auto parts = ReadProcedureManifest(merged->bytes)) digests.insert(digests.end(), parts->begin(), parts->end());
    }
    for (const std::string& overlay : opened->overlays) digests.push_back(overlay.substr(overlay.find('@') + 1));
    if (!opened->office_digest.empty()) digests.push_back(opened->office_digest);
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
    const auto trusted = ReadTrustedKeys(arguments_.trusted);
    if (!trusted) return trusted.error();
    std::vector<std::string> files{CheckpointFile(session_.store_path())};
    files.insert(files.end(), arguments_.checkpoints.begin(), arguments_.checkpoints.end());
    for (const std::string& file : files) {
      const auto checkpoints = ReadCheckpoints(file);
      if (!checkpoints) return checkpoints.error();
      checkpoints_ = std::max(checkpoints_, checkpoints->size());
      for (JournalBreak& found : AuditCheckpoints(store_.algorithm(), journal, *checkpoints, *trusted)) Add(std::move(found));
    }
    return Status::Ok();
  }

  Session& session_;
  EventStore& store_;
  const AuditArguments& arguments_;
  std::vector<ChainHashes> chains_;
  std::vector<JournalBreak> broken_;
  std::set<std::tuple<std::string, std::string, std::int64_t>> said_;
  std::size_t dossiers_ = 0;
  std::size_t events_ = 0;
  std::size_t checkpoints_ = 0;
};

}  // namespace

int Run(Session& session, const AuditArguments& arguments) {
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) {
    return kImpossible;
  }
  Audit audit(session, *store, arguments);
  Status status = audit.Chains();
  if (status.ok()) status = audit.Journal();
  return status.ok() ? audit.Print() : session.Fail(status);
}

}  // namespace juece::cli
