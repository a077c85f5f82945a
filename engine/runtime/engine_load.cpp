// Opening dossiers: the cache, the documents that they are pinned to, and catching up with other processes.
#include <algorithm>

#include "digest/digest.h"
#include "dossier/apply.h"
#include "runtime/engine_impl.h"
#include "runtime/plugin_use.h"

namespace juece {
namespace {

constexpr std::string_view kMergedKind = "merged";  // a list of documents instead of one

Status Unrunnable(const std::string& digest, const std::vector<Finding>& findings) {
  Text first{"原因不明", "unknown reason"};
  for (const Finding& finding : findings) {
    if (finding.severity != Severity::kError) continue;
    first = {ToText(finding, Language::kChinese), ToText(finding, Language::kEnglish)};
    break;
  }
  return Status::Unsupported(
      {"应能以案卷锁定的程序(" + digest + ")继续办理,但它在本机不能通过检查:" + first.zh,
       "Expected to run the procedure that the dossier is pinned to (" + digest + "), but here it fails a check: " + first.en});
}

constexpr std::size_t kMostNamed = 10;

Status MissingBuild(const PluginPin& pin, const StepType* found, const std::vector<std::string>& dossiers) {
  const std::string expected = pin.id + " " + pin.version + " (" + pin.digest + ")";
  const std::string instead = found == nullptr ? "" : found->plugin_version + " (" + found->plugin_digest + ")";
  std::string named;
  for (std::size_t i = 0; i < std::min(dossiers.size(), kMostNamed); ++i) named += (i == 0 ? "" : ", ") + dossiers[i];
  if (dossiers.size() > kMostNamed) named += ", …";
  return Status::Unsupported(
      {"应使用案卷锁定的插件 " + expected + ",但本机" + (found == nullptr ? "没有该插件" : "安装的是 " + instead) +
           ";请把该构建放回插件目录(可与新版并存),或者用 juece move-plugin 换用已安装的构建。在办案卷中锁定它的有 " + std::to_string(dossiers.size()) + " 件:" + named,
       "Expected the plugin that the dossier is pinned to, " + expected + ", but " + (found == nullptr ? "none is installed" : instead + " is installed") +
           "; put that build back into a folder of plugins (it may stand beside the newer one), or move the dossier to an installed build with juece move-plugin. Running "
           "dossiers pinned to it: " +
           std::to_string(dossiers.size()) + ": " + named});
}

}  // namespace

Status Engine::Impl::CheckPlugins(Entry& entry) const {
  if (entry.plugins_checked) return Status::Ok();
  for (const PluginPin& pin : entry.dossier->opened().plugins) {
    const StepType* found = nullptr;
    for (const auto& [id, type] : entry.installation->catalog()->types()) {
      if (type.plugin_id == pin.id) found = &type;
    }
    if (found != nullptr && found->plugin_version == pin.version && found->plugin_digest == pin.digest) continue;
    return MissingBuild(pin, found, DossiersPinnedTo(store, pin));
  }
  entry.plugins_checked = true;
  return Status::Ok();
}

std::shared_ptr<const Installation> Engine::Impl::PinnedInstallation(const std::vector<PluginPin>& pins) {
  std::string key;
  for (const PluginPin& pin : pins) key += pin.id + " " + pin.digest + "\n";
  const std::lock_guard lock(mutex);
  auto& kept = installations[key];
  if (kept == nullptr) kept = Installation::PinnedTo(self.installation_, pins);
  return kept;
}

Status Engine::Impl::CheckMove(const Entry& entry, const MovePlugin& move) {
  std::vector<PluginPin> pins = entry.dossier->opened().plugins;
  for (PluginPin& pin : pins) {
    if (pin.id == move.to.id) pin = move.to;
  }
  const auto installation = PinnedInstallation(pins);
  const auto& types = installation->catalog()->types();
  const bool installed = std::any_of(types.begin(), types.end(), [&](const auto& type) {
    return type.second.plugin_id == move.to.id && type.second.plugin_version == move.to.version && type.second.plugin_digest == move.to.digest;
  });
  if (!installed) {
    const std::string wanted = move.to.id + " " + move.to.version + " (" + move.to.digest + ")";
    return Status::NotFound({"应换用已安装的插件,但没有 " + wanted + ";用 juece plugin list 查看", "Expected to move to an installed plugin, but there is no " + wanted + "; see juece plugin list"});
  }
  DossierOpened moved = entry.dossier->opened();
  moved.plugins = std::move(pins);
  auto procedure = PinnedProcedure(*installation, moved);
  return procedure ? Status::Ok() : procedure.error();
}

Result<std::shared_ptr<const Procedure>> Engine::Impl::PinnedProcedure(const Installation& installation, const DossierOpened& opened) {
  std::string key = opened.procedure_digest;
  if (&installation != &self.installation()) {
    for (const PluginPin& pin : opened.plugins) key += "\n" + pin.digest;
  }
  {
    const std::lock_guard lock(mutex);
    const auto cached = procedures.find(key);
    if (cached != procedures.end()) return cached->second;
  }
  auto pinned = store.FindPinned(opened.procedure_digest);
  if (!pinned) return pinned.error();
  std::vector<ProcedureDocument> documents{{"", pinned->name, pinned->bytes}};
  if (pinned->kind == kMergedKind) {
    const auto parts = ReadProcedureManifest(pinned->bytes);
    if (!parts) return parts.error();
    documents.clear();
    for (const std::string& digest : *parts) {
      auto part = store.FindPinned(digest);
      if (!part) return part.error();
      documents.push_back({"", part->name, std::move(part->bytes)});
    }
  }
  ProcedureDocument base = std::move(documents.front());
  documents.erase(documents.begin());
  LoadedProcedure loaded = LoadProcedureDocuments(installation, std::move(base), std::move(documents));
  if (loaded.definition != nullptr && loaded.definition->digest != opened.procedure_digest) {
    return Status::Corrupt({"应为案卷锁定的程序 " + opened.procedure_digest + ",但库中保存的文本是 " + loaded.definition->digest,
                            "Expected the procedure that the dossier is pinned to, " + opened.procedure_digest +
                                ", but the store holds " + loaded.definition->digest});
  }
  if (loaded.procedure == nullptr) return Unrunnable(opened.procedure_digest, loaded.report.findings);
  const std::lock_guard lock(mutex);
  return procedures.try_emplace(key, loaded.procedure).first->second;  // another thread may have been first
}

Result<std::shared_ptr<const Office>> Engine::Impl::PinnedOffice(const std::string& digest) {
  if (digest.empty()) return std::shared_ptr<const Office>();
  auto pinned = store.FindPinned(digest);
  if (!pinned) return pinned.error();
  std::vector<Finding> findings;
  auto office = Office::Read(pinned->bytes, pinned->name, findings);
  if (office == nullptr) return Unrunnable(digest, findings);
  return office;
}

Status Engine::Impl::Load(Entry& entry) {
  auto events = store.Read(entry.id);
  if (!events) return events.error();
  entry.dossier = std::make_shared<Dossier>();
  entry.shown = false;
  for (Event& event : *events) Apply(*entry.dossier, std::move(event));
  if (Status pinned = PinTo(entry); !pinned.ok()) return pinned;
  auto office = PinnedOffice(entry.dossier->opened().office_digest);
  if (!office) return office.error();
  entry.office = *office;
  entry.loaded = true;
  return Status::Ok();
}

Status Engine::Impl::PinTo(Entry& entry) {
  entry.installation = PinnedInstallation(entry.dossier->opened().plugins);
  auto procedure = PinnedProcedure(*entry.installation, entry.dossier->opened());
  if (!procedure) return procedure.error();
  entry.steps = TableOf(*procedure, entry.installation);
  entry.plugins_checked = false;
  return Status::Ok();
}

std::shared_ptr<StepTable> Engine::Impl::TableOf(const std::shared_ptr<const Procedure>& procedure,
                                                 const std::shared_ptr<const Installation>& installation) {
  const std::lock_guard lock(mutex);
  auto& table = tables[procedure.get()];
  if (table == nullptr) table = std::make_shared<StepTable>(procedure, installation);
  return table;
}

Status Engine::Impl::CatchUp(Entry& entry) {
  const auto last = store.LastPosition(entry.id);
  if (!last) return last.error();
  if (*last == entry.dossier->version()) return Status::Ok();
  if (*last < entry.dossier->version()) return Load(entry);  // another store was put in its place
  const auto newer = store.Read(entry.id, entry.dossier->version());
  if (!newer) return newer.error();
  entry.ApplyAll(newer->begin(), newer->end());
  const bool moved = std::any_of(newer->begin(), newer->end(), [](const Event& event) { return std::holds_alternative<PluginMoved>(event.body); });
  return moved ? PinTo(entry) : Status::Ok();
}

std::shared_ptr<Engine::Entry> Engine::Impl::Place(const std::string& dossier) {
  const std::lock_guard lock(mutex);
  if (const auto found = entries.find(dossier); found != entries.end()) {
    recent.splice(recent.begin(), recent, found->second);
    return recent.front();
  }
  EvictIdle();
  recent.push_front(std::make_shared<Entry>(dossier));
  entries[dossier] = recent.begin();
  return recent.front();
}

void Engine::Impl::EvictIdle() {
  const std::size_t most = std::max<std::size_t>(options.cached_dossiers, 1);
  for (auto last = recent.end(); entries.size() >= most && last != recent.begin();) {
    --last;
    if (last->use_count() > 1) continue;  // somebody works on it
    entries.erase((*last)->id);
    last = recent.erase(last);
  }
}

void Engine::Impl::Leave(const std::string& dossier) {
  const std::lock_guard lock(mutex);
  const auto found = entries.find(dossier);
  if (found == entries.end()) return;
  recent.erase(found->second);
  entries.erase(found);
}

void Engine::Impl::Keep(std::shared_ptr<Entry> entry) {
  Leave(entry->id);
  const std::lock_guard lock(mutex);
  EvictIdle();
  recent.push_front(std::move(entry));
  entries[recent.front()->id] = recent.begin();
}

Result<Engine::Impl::Held> Engine::Impl::Find(const std::string& dossier) {
  Held held(Place(dossier));
  Entry& entry = *held.entry;
  const Status status = entry.loaded ? CatchUp(entry) : Load(entry);
  if (status.ok()) return held;
  entry.loaded = false;
  if (status.code() == StatusCode::kNotFound) Leave(dossier);  // a name that is no dossier's needs no place
  return status;
}

std::vector<Pinned> Engine::Impl::DocumentsOf(const LoadedProcedure& loaded, const Office* office) const {
  std::vector<Pinned> documents{{loaded.base.digest, "definition", loaded.base.name, loaded.base.bytes}};
  for (const ProcedureDocument& overlay : loaded.overlays) documents.push_back({overlay.digest, "overlay", overlay.name, overlay.bytes});
  if (!loaded.manifest.empty()) {
    documents.push_back({loaded.procedure->digest(), std::string(kMergedKind), loaded.definition->id, loaded.manifest});
  }
  if (office != nullptr) {
    const std::string& bytes = office->digest_source();
    documents.push_back({DigestOf(store.algorithm(), bytes), "office", office->name(), bytes});
  }
  return documents;
}

Engine::Impl::Draft::Draft(Entry& of) : entry(of) {
  filing.dossier = of.id;
  filing.expected_version = of.dossier->version();
}

Engine::Impl::Draft::~Draft() {
  if (!filed && !filing.events.empty()) entry.loaded = false;
}

Engine::Impl::Reservation::Reservation(Impl& of, int year) : impl_(of), id_(std::string()) {
  const std::lock_guard lock(impl_.mutex);
  id_ = impl_.store.NewDossierId(year, impl_.opening);
  if (id_) impl_.opening.insert(*id_);
}

Engine::Impl::Reservation::~Reservation() {
  const std::lock_guard lock(impl_.mutex);
  if (id_) impl_.opening.erase(*id_);
}

}  // namespace juece
