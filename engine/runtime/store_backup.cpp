#include "runtime/store_backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <utility>

#include "base/json.h"
#include "evidence/folder.h"
#include "evidence/material_store.h"
#include "evidence/new_folder.h"
#include "evidence/small_file.h"
#include "runtime/checkpoints.h"
#include "runtime/store_audit.h"
#include "store/event_store.h"
#include "store/store_copy.h"

namespace juece {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kManifestBytes = std::uint64_t{256} << 20U;
constexpr std::int64_t kFormat = 1;
constexpr char kStore[] = "store.db";
constexpr char kManifest[] = "backup.json";
constexpr auto kFiles = DigestAlgorithm::kSha256;

Finding Wrong(const char* code, Severity severity, Text message) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.message = std::move(message);
  return finding;
}

// A file that is removed however the work ends.
class Temporary {
 public:
  explicit Temporary(std::string path) : path_(std::move(path)) {}
  ~Temporary() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct FileLine {
  std::string path;  // in the backup
  std::string digest;
  std::int64_t size = 0;
};

// Copies a file into the new folder, and says what went in.
Status CopyInto(NewFolder& folder, const std::string& path, const std::function<Status(const NewFolder::Sink&)>& fill, std::vector<FileLine>& files) {
  Digester digester(kFiles);
  FileLine line{path, "", 0};
  Status written = folder.WriteStream(path, [&](const NewFolder::Sink& sink) {
    return fill([&](std::string_view block) {
      digester.Update(block);
      line.size += static_cast<std::int64_t>(block.size());
      return sink(block);
    });
  });
  line.digest = digester.Finish();
  files.push_back(std::move(line));
  return written;
}

Status CopyFile(NewFolder& folder, const std::string& path, const std::string& from, std::vector<FileLine>& files) {
  const fs::path whole(from);
  const std::string parent = whole.parent_path().empty() ? "." : whole.parent_path().string();
  return CopyInto(folder, path, [&](const NewFolder::Sink& sink) { return ReadInFolder(parent, whole.filename().string(), sink); }, files);
}

// Every material that an event of the store names: digest and the first dossier that has it.
Result<std::map<std::string, std::string>> MaterialsOf(EventStore& store, BackupSummary& summary) {
  std::map<std::string, std::string> named;
  const auto dossiers = store.Dossiers();
  if (!dossiers) return dossiers.error();
  summary.dossiers = static_cast<std::int64_t>(dossiers->size());
  for (const std::string& id : *dossiers) {
    const auto events = store.Read(id);
    if (!events) return events.error();
    summary.events += static_cast<std::int64_t>(events->size());
    for (const Event& event : *events) {
      const auto* action = std::get_if<ActionRecorded>(&event.body);
      for (std::size_t i = 0; action != nullptr && i < action->materials.size(); ++i) {
        if (action->materials[i].carrier == "file") named.emplace(action->materials[i].digest, id);
      }
    }
  }
  return named;
}

Status NoteJournal(EventStore& store, BackupSummary& summary) {
  const auto journal = store.Journal();
  if (!journal) return journal.error().code() == StatusCode::kUnsupported ? Status::Ok() : journal.error();
  if (journal->empty()) return Status::Ok();
  summary.sequence = journal->back().sequence;
  summary.link = journal->back().link;
  return Status::Ok();
}

std::string PathInBackup(const std::string& digest) {
  const auto colon = digest.find(':');
  return "materials/" + digest.substr(0, colon) + "/" + digest.substr(colon + 1, 2) + "/" + digest.substr(colon + 1);
}

Status CopyMaterials(NewFolder& folder, const MaterialStore& materials, const std::map<std::string, std::string>& named, BackupSummary& summary,
                     std::vector<FileLine>& files) {
  for (const auto& [digest, dossier] : named) {
    const auto lies = materials.PathOf(digest);
    Status whole = lies ? materials.Verify(digest) : lies.error();
    if (whole.ok()) {
      Status copied = CopyInto(folder, PathInBackup(digest), [&, &name = digest](const NewFolder::Sink& sink) { return materials.Stream(name, sink); }, files);
      if (!copied.ok()) return copied;
      ++summary.materials;
      continue;
    }
    const bool missing = whole.code() == StatusCode::kNotFound;
    Finding finding = Wrong(missing ? "backup-material-missing" : "backup-material-changed", Severity::kError,
                            {fmt::format("案卷 {} 的材料 {} 没有备份:{}", dossier, digest, whole.message().zh),
                             fmt::format("the material {1} of dossier {0} is not in the backup: {2}", dossier, digest, whole.message().en)});
    finding.evidence.push_back(digest);
    summary.findings.push_back(std::move(finding));
  }
  return Status::Ok();
}

std::string ManifestOf(const BackupSummary& summary, const std::vector<FileLine>& files) {
  Data lines = Data::EmptyList();
  for (const FileLine& file : files) lines.Append(Data::OfMembers({{"path", file.path}, {"digest", file.digest}, {"size", file.size}}));
  Data missing = Data::EmptyList();
  for (const Finding& finding : summary.findings) {
    if (!finding.evidence.empty()) missing.Append(finding.evidence.front());
  }
  return ToPrettyJson(Data::OfMembers({{"format", kFormat},
                                       {"made_at", summary.made_at},
                                       {"dossiers", summary.dossiers},
                                       {"events", summary.events},
                                       {"journal", Data::OfMembers({{"sequence", summary.sequence}, {"link", summary.link}})},
                                       {"materials_missing", std::move(missing)},
                                       {"files", std::move(lines)}})) +
         "\n";
}

// ---- restore ----

struct Manifest {
  BackupSummary summary;
  std::vector<FileLine> files;
};

Result<Manifest> ReadBackupManifest(const std::string& from) {
  const auto bytes = ReadSmallFile(from + "/" + kManifest, kManifestBytes);
  const auto data = bytes ? ParseJson(*bytes) : Result<Data>(bytes.error());
  if (!data || (*data)["format"].AsInteger() != kFormat) {
    return Status::InvalidArgument({fmt::format("{} 应为 juece backup 做成的备份(含 {}),但不是;请给出备份文件夹", from, kManifest),
                                    fmt::format("expected {} to be a backup made by juece backup (with {}), but it is none; name the folder of a backup", from, kManifest)});
  }
  Manifest manifest;
  BackupSummary& summary = manifest.summary;
  summary.made_at = (*data)["made_at"].AsText();
  summary.dossiers = (*data)["dossiers"].AsInteger();
  summary.events = (*data)["events"].AsInteger();
  summary.sequence = (*data)["journal"]["sequence"].AsInteger();
  summary.link = (*data)["journal"]["link"].AsText();
  for (const Data& file : (*data)["files"].AsList()) {
    manifest.files.push_back({file["path"].AsText(), file["digest"].AsText(), file["size"].AsInteger()});
    summary.bytes += manifest.files.back().size;
    summary.materials += manifest.files.back().path.starts_with("materials/") ? 1 : 0;
  }
  return manifest;
}

void CheckFiles(const std::string& from, Manifest& manifest) {
  for (const FileLine& file : manifest.files) {
    Digester digester(kFiles);
    const Status read = ReadInFolder(from, file.path, [&](std::string_view block) {
      digester.Update(block);
      return Status::Ok();
    });
    if (read.ok() && digester.Finish() == file.digest) continue;
    manifest.summary.findings.push_back(
        read.ok() ? Wrong("backup-damaged", Severity::kError, {fmt::format("备份中的 {} 应与清单一致,但内容已变;请用另一份备份", file.path),
                                                               fmt::format("expected {} to be what the list of the backup says, but it has changed; use another backup", file.path)})
                  : Wrong("backup-incomplete", Severity::kError, {fmt::format("备份中应有 {},但读不到({});请用另一份备份", file.path, read.message().zh),
                                                                  fmt::format("expected {} in the backup, but it cannot be read ({}); use another backup", file.path, read.message().en)}));
  }
}

Status CheckChains(const std::string& from, BackupSummary& summary) {
  SqliteOptions options;
  options.read_only = true;
  auto store = OpenSqliteStore(from + "/" + kStore, options);
  if (!store) return store.error();
  AuditRequest request;
  if (std::error_code error; fs::exists(from + "/checkpoints.jsonl", error)) request.checkpoints.push_back(from + "/checkpoints.jsonl");
  const auto audit = AuditStore(**store, request);
  if (!audit) return audit.error();
  for (const JournalBreak& found : audit->broken) summary.findings.push_back(Wrong("backup-damaged", Severity::kError, Describe(found)));
  BackupSummary as_is;
  if (Status noted = NoteJournal(**store, as_is); !noted.ok()) return noted;
  if (as_is.link != summary.link || as_is.sequence != summary.sequence) {
    summary.findings.push_back(Wrong("backup-damaged", Severity::kError, {"备份中案卷库的总账与清单不一致;请用另一份备份", "the journal of the store in the backup is not what its list says; use another backup"}));
  }
  return Status::Ok();
}

// Where a file of the backup belongs; "" for a path that is none of ours.
std::string PlaceOf(const std::string& path, const std::string& store_path) {
  if (path.find("..") != std::string::npos) return "";
  if (path == kStore) return store_path;
  if (path == "checkpoints.jsonl") return CheckpointFile(store_path);
  if (path == "checkpoints.json") return CheckpointSettingsFile(store_path);
  return path.starts_with("materials/") ? store_path + "." + path : "";
}

Status MustBeFree(const std::string& store_path) {
  for (const std::string& place : {store_path, store_path + "-wal", store_path + ".materials", CheckpointFile(store_path), CheckpointSettingsFile(store_path)}) {
    std::error_code error;
    if (!fs::exists(fs::symlink_status(place, error))) continue;
    return Status::Conflict({fmt::format("应恢复到一个新的位置,但 {} 已经存在;不会覆盖任何内容:请另给 --store,或先把原来的移开", place),
                             fmt::format("expected to restore to a new place, but {} exists; nothing is ever overwritten: give another --store, or move the old one away", place)});
  }
  return Status::Ok();
}

Status CannotWrite(const std::string& path) {
  return Status::Unavailable({fmt::format("应能写入 {},但不能;请检查权限与磁盘空间,移走已恢复的部分后重试", path),
                              fmt::format("expected to write {}, but could not; check permissions and disk space, move away what was restored so far, and try again", path)});
}

bool SyncFolderOf(const std::string& path) {
  const std::string parent = fs::path(path).parent_path().string();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  const bool done = ::fsync(folder) == 0;
  ::close(folder);
  return done;
}

Status PutBack(const std::string& from, const FileLine& file, const std::string& place) {
  std::error_code error;
  fs::create_directories(fs::path(place).parent_path(), error);
  const std::string incoming = place + ".incoming";
  const int out = ::open(incoming.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (out < 0) return CannotWrite(incoming);
  Status read = ReadInFolder(from, file.path, [&](std::string_view block) {
    while (!block.empty()) {
      const ssize_t count = ::write(out, block.data(), block.size());
      if (count <= 0) return CannotWrite(incoming);
      block.remove_prefix(static_cast<std::size_t>(count));
    }
    return Status::Ok();
  });
  const bool synced = read.ok() && ::fsync(out) == 0;
  ::close(out);
  if (synced && ::rename(incoming.c_str(), place.c_str()) == 0 && SyncFolderOf(place)) return Status::Ok();
  fs::remove(incoming, error);
  return read.ok() ? CannotWrite(place) : read;
}

}  // namespace

Result<BackupSummary> BackUpStore(const std::string& store_path, const std::string& to, Instant at) {
  auto folder = NewFolder::At(to);
  if (!folder) return folder.error();
  BackupSummary summary;
  summary.place = to;
  summary.made_at = at.ToString();
  // Beside the backup: the copy of the moment, from which everything else follows.
  std::string beside = fs::path(to).lexically_normal().string();
  while (beside.size() > 1 && beside.back() == '/') beside.pop_back();
  const Temporary copy(fmt::format("{}.copy-{}", beside, ::getpid()));
  if (Status copied = CopyStoreFile(store_path, copy.path()); !copied.ok()) return copied;
  SqliteOptions options;
  options.read_only = true;
  auto store = OpenSqliteStore(copy.path(), options);
  if (!store) return store.error();
  std::vector<FileLine> files;
  const auto named = MaterialsOf(**store, summary);
  if (!named) return named.error();
  if (Status noted = NoteJournal(**store, summary); !noted.ok()) return noted;
  const MaterialStore materials(store_path + ".materials", (*store)->algorithm());
  if (Status copied = CopyMaterials(*folder, materials, *named, summary, files); !copied.ok()) return copied;
  for (const auto& [name, from] : {std::pair<std::string, std::string>{"checkpoints.jsonl", CheckpointFile(store_path)}, {"checkpoints.json", CheckpointSettingsFile(store_path)}}) {
    if (std::error_code error; !fs::exists(from, error)) continue;
    if (Status copied = CopyFile(*folder, name, from, files); !copied.ok()) return copied;
  }
  if (Status copied = CopyFile(*folder, kStore, copy.path(), files); !copied.ok()) return copied;
  if (Status written = folder->Write(kManifest, ManifestOf(summary, files)); !written.ok()) return written;
  if (Status committed = folder->Commit(); !committed.ok()) return committed;
  for (const FileLine& file : files) summary.bytes += file.size;
  return summary;
}

Result<BackupSummary> RestoreStore(const std::string& from, const std::string& store_path) {
  if (Status free = MustBeFree(store_path); !free.ok()) return free;
  auto manifest = ReadBackupManifest(from);
  if (!manifest) return manifest.error();
  BackupSummary& summary = manifest->summary;
  summary.place = store_path;
  const FileLine* store = nullptr;
  for (const FileLine& file : manifest->files) {
    if (file.path == kStore) store = &file;
    if (!PlaceOf(file.path, store_path).empty()) continue;
    summary.findings.push_back(Wrong("backup-damaged", Severity::kError, {fmt::format("备份清单中的 {} 不是备份应有的文件", file.path),
                                                                          fmt::format("the list of the backup names {}, which no backup has", file.path)}));
  }
  if (store == nullptr) summary.findings.push_back(Wrong("backup-incomplete", Severity::kError, {"备份清单中没有案卷库", "the list of the backup names no store"}));
  CheckFiles(from, *manifest);
  if (!HasError(summary.findings)) {
    if (Status checked = CheckChains(from, summary); !checked.ok()) return checked;
  }
  if (HasError(summary.findings)) return summary;
  for (const FileLine& file : manifest->files) {
    if (&file == store) continue;
    if (Status put = PutBack(from, file, PlaceOf(file.path, store_path)); !put.ok()) return put;
  }
  if (Status put = PutBack(from, *store, store_path); !put.ok()) return put;
  return summary;
}

}  // namespace juece
