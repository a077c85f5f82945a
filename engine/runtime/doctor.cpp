#include "runtime/doctor.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "evidence/folder.h"
#include "evidence/material_store.h"
#include "evidence/small_file.h"
#include "runtime/checkpoints.h"
#include "runtime/engine.h"
#include "runtime/store_audit.h"
#include "store/event_store.h"
#include "store/store_copy.h"
#include "store/store_lock.h"

namespace juece {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSecretBytes = std::uint64_t{1} << 20U;
constexpr std::uintmax_t kLittleSpace = std::uintmax_t{256} << 20U;

class Doctor {
 public:
  Doctor(std::shared_ptr<const Installation> installation, const std::string& path) : installation_(std::move(installation)), path_(path) {}

  Result<Diagnosis> Run() {
    Places();
    const auto pages = ExamineStoreFile(path_);
    if (!pages && pages.error().code() != StatusCode::kCorrupt) return pages.error();
    if (!pages) Add("store-damaged", Severity::kError, pages.error().message());
    for (const std::string& wrong : pages ? *pages : std::vector<std::string>()) {
      Add("store-damaged", Severity::kError,
          {fmt::format("案卷库文件已损坏:{}。先原样复制保存,再用 juece restore 恢复最近的备份", wrong),
           fmt::format("the store's file is damaged: {}. Keep a copy as it is, then restore the latest backup with juece restore", wrong)});
    }
    if (!diagnosis_.findings.empty() && HasError(diagnosis_.findings)) return std::move(diagnosis_);
    SqliteOptions options;
    options.read_only = true;
    auto store = OpenSqliteStore(path_, options);
    if (!store) return store.error();
    store_ = std::move(*store);
    Status status = Chains();
    if (status.ok()) status = Dossiers();
    if (!status.ok()) Add("store-damaged", Severity::kError, status.message());
    Materials();
    Signing();
    return std::move(diagnosis_);
  }

 private:
  void Add(const char* code, Severity severity, Text message, std::string evidence = "") {
    Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.message = std::move(message);
    if (!evidence.empty()) finding.evidence.push_back(std::move(evidence));
    diagnosis_.findings.push_back(std::move(finding));
  }

  // What the place says by itself: who holds it, who may write, how much room there is.
  void Places() {
    if (const auto holder = StoreLock::HolderOf(path_)) {
      Add("store-in-use", Severity::kNote,
          {fmt::format("案卷库正由进程 {}({},主机 {},自 {} 起)写入;查看不受影响", holder->process, holder->command, holder->host, holder->since),
           fmt::format("process {} ({}, on {}, since {}) has the store for writing; looking goes on", holder->process, holder->command, holder->host, holder->since)});
    }
    struct stat about {};
    if (::stat(path_.c_str(), &about) != 0) return;
    if ((about.st_mode & S_IWOTH) != 0) {
      Add("store-open-to-all", Severity::kWarning, {fmt::format("{} 任何用户都可写;请执行 chmod o-w", path_), fmt::format("{} may be written by anybody; run chmod o-w on it", path_)});
    }
    const std::string folder = fs::path(path_).parent_path().empty() ? "." : fs::path(path_).parent_path().string();
    if (::access(path_.c_str(), W_OK) != 0 || ::access(folder.c_str(), W_OK) != 0) {
      Add("store-not-writable", Severity::kWarning,
          {fmt::format("当前用户不能写 {} 或其目录,只能查看;要办理请取得写权限", path_), fmt::format("this user may not write {} or its folder and can only look; get the right to write to work with dossiers", path_)});
    }
    std::error_code error;
    const fs::space_info space = fs::space(folder, error);
    if (!error && space.available < kLittleSpace) {
      Add("disk-nearly-full", Severity::kWarning, {fmt::format("{} 所在磁盘只剩 {} MB;请腾出空间", folder, space.available >> 20U), fmt::format("only {} MB are left on the disk of {}; make room", space.available >> 20U, folder)});
    }
  }

  Status Chains() {
    const auto audit = AuditStore(*store_, {"", {CheckpointFile(path_)}, {}});
    if (!audit) return audit.error();
    diagnosis_.dossiers = static_cast<std::int64_t>(audit->dossiers);
    diagnosis_.events = static_cast<std::int64_t>(audit->events);
    diagnosis_.checkpoints = static_cast<std::int64_t>(audit->checkpoints);
    for (const JournalBreak& found : audit->broken) {
      const Text what = Describe(found);
      const bool pinned = found.log == "documents";
      Add(pinned ? "pinned-document-wrong" : "chain-broken", Severity::kError,
          {what.zh + "。保留现状,与备份和在外保存的检查点(juece audit --checkpoints)比对,查明何人何时改动",
           what.en + ". Leave everything as it is, compare with backups and with checkpoints kept elsewhere (juece audit --checkpoints), and find out who changed it"},
          found.dossier);
    }
    if (store_->Journal().has_value()) return Status::Ok();
    Add("format-old", Severity::kNote, {"案卷库是旧格式,还没有总账;下一次写入时建立", "the store is of an older format without a journal; it begins with the next write"});
    return Status::Ok();
  }

  // Each dossier can be read, folds to what it is, and has here what it is pinned to. What many share is told once, with all of them.
  Status Dossiers() {
    const auto ids = store_->Dossiers();
    if (!ids) return ids.error();
    Engine engine(installation_, *store_);
    std::map<std::string, std::pair<Text, std::vector<std::string>>> stuck;
    for (const std::string& id : *ids) {
      const auto events = store_->Read(id);
      if (!events) {
        Add("dossier-unreadable", Severity::kError, events.error().message(), id);
        continue;
      }
      for (const Event& event : *events) Collect(event, id);
      const auto state = engine.Get(id);
      const bool ended = state && (*state)->status() != DossierStatus::kRunning && (*state)->status() != DossierStatus::kPaused;
      if (Status able = engine.CanGoOn(id); !able.ok()) {
        auto& [why, whose] = stuck[std::string(ended ? "0" : "1") + able.message().en];
        why = able.message();
        whose.push_back(id);
      } else if (const auto difference = engine.Replay(id); !difference || !difference->empty()) {
        Add("replay-differs", Severity::kError, {"案卷 " + id + " 重新推演的结果与现状不同:" + (difference ? *difference : difference.error().message().zh) + ";请联系开发者",
                                                 "dossier " + id + " folds to something else than it is: " + (difference ? *difference : difference.error().message().en) + "; tell the developers"}, id);
      }
    }
    for (auto& [key, one] : stuck) {
      auto& [why, whose] = one;
      Add("dossier-cannot-go-on", key.front() == '0' ? Severity::kNote : Severity::kError,
          {fmt::format("{} 个案卷在本机{}:{}", whose.size(), key.front() == '0' ? "已办结,不能再办理" : "不能继续办理", why.zh),
           fmt::format("{} dossier(s) {}: {}", whose.size(), key.front() == '0' ? "that have ended could not go on here" : "cannot go on here", why.en)});
      diagnosis_.findings.back().evidence = std::move(whose);
    }
    return Status::Ok();
  }

  void Collect(const Event& event, const std::string& dossier) {
    const auto* action = std::get_if<ActionRecorded>(&event.body);
    for (std::size_t i = 0; action != nullptr && i < action->materials.size(); ++i) {
      if (action->materials[i].carrier == "file") materials_.emplace(action->materials[i].digest, dossier);
    }
  }

  void Materials() {
    const std::string root = path_ + ".materials";
    const MaterialStore kept(root, store_->algorithm());
    std::set<std::string> known;
    for (const auto& [digest, dossier] : materials_) {
      known.insert(digest.substr(digest.find(':') + 1));
      const Status whole = kept.Verify(digest);
      if (whole.ok()) {
        ++diagnosis_.materials;
      } else {
        const bool missing = whole.code() == StatusCode::kNotFound;
        Add(missing ? "material-missing" : "material-changed", Severity::kError,
            {fmt::format("案卷 {} 的材料 {}{};请从备份或移交单位取得原件,放回 {}", dossier, digest, missing ? "不在了" : "内容已变", root),
             fmt::format("material {1} of dossier {0} {2}; get the original from a backup or from who handed it in, and put it back into {3}", dossier, digest, missing ? "is gone" : "has changed", root)},
            digest);
      }
    }
    std::error_code error;
    if (!fs::exists(root, error)) return;
    const auto files = ListFolder(root);
    std::size_t others = 0;
    for (const FolderEntry& file : files ? *files : std::vector<FolderEntry>()) {
      others += file.kind == FolderEntry::Kind::kFile && known.count(fs::path(file.path).filename().string()) == 0 ? 1 : 0;
    }
    if (others > 0) {
      Add("material-unused", Severity::kNote, {fmt::format("{} 中有 {} 个文件不属于任何案卷(如随被拒绝的操作提交的);保留无妨", root, others),
                                               fmt::format("{1} file(s) in {0} belong to no dossier (handed in with what was refused, for example); they do no harm", root, others)});
    }
  }

  void Signing() {
    const auto settings = ReadCheckpointSettings(path_);
    if (!settings) {
      Add("checkpoint-settings", Severity::kError, settings.error().message());
      return;
    }
    if (!*settings) {
      if (diagnosis_.checkpoints == 0 && diagnosis_.dossiers > 0) {
        Add("checkpoint-none", Severity::kNote, {"没有签名检查点:有人换掉整个案卷库也无从发现。用 juece key new 和 juece checkpoint --remember 设置,并把副本交外人保存",
                                                 "there is no signed checkpoint, so nothing would show that the whole store was exchanged. Set it up with juece key new and juece checkpoint --remember, and give copies to somebody outside"});
      }
      return;
    }
    const auto key = ReadSecretFile((*settings)->key, kSecretBytes);
    if (!key) Add("signing-key", Severity::kError, key.error().message());
    const auto journal = store_->Journal();
    const auto made = ReadCheckpoints(CheckpointFile(path_));
    if (!made || !journal || journal->empty()) return;
    const std::int64_t signed_up_to = made->empty() ? 0 : made->back().statement.sequence;
    const std::int64_t behind = journal->back().sequence - signed_up_to;
    if ((*settings)->every > 0 && behind > 2 * (*settings)->every) {
      Add("checkpoint-behind", Severity::kWarning, {fmt::format("总账已有 {} 条没有签名,设置是每 {} 条签一次;请执行 juece checkpoint 看看为何没有做成", behind, (*settings)->every),
                                                    fmt::format("{} entries of the journal are not signed, although every {} should be; run juece checkpoint to see why", behind, (*settings)->every)});
    }
  }

  const std::shared_ptr<const Installation> installation_;
  const std::string path_;
  std::unique_ptr<EventStore> store_;
  std::map<std::string, std::string> materials_;  // digest -> a dossier that has it
  Diagnosis diagnosis_;
};

}  // namespace

Result<Diagnosis> ExamineStore(std::shared_ptr<const Installation> installation, const std::string& store_path) {
  return Doctor(std::move(installation), store_path).Run();
}

}  // namespace juece
