#include "runtime/package_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "base/json.h"
#include "dossier/apply.h"
#include "evidence/new_folder.h"
#include "exchange/bag_writer.h"
#include "exchange/package_index.h"
#include "exchange/page_count.h"
#include "exchange/xes_writer.h"
#include "report/dossier_page.h"
#include "runtime/checkpoints.h"
#include "runtime/procedure_loader.h"

namespace juece {
namespace {

namespace fs = std::filesystem;
using namespace package_paths;

// sha512 for every tool, and the dossier's own algorithm, so that the index can name files by it.
std::vector<std::string> AlgorithmsFor(DigestAlgorithm algorithm) { return {"sha512", std::string(ToString(algorithm))}; }

Status Unreadable(const std::string& file) {
  return Status::NotFound({fmt::format("应能读取 {},但不能;请检查安装", file), fmt::format("expected to read {}, but could not; check the installation", file)});
}

Result<std::string> ReadSmall(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad()) return Unreadable(file);
  return bytes;
}

// Letters, digits, '-' and '_' of a name that came from outside, so that it is the same file on every system.
std::string Plain(std::string_view text, std::size_t most) {
  std::string plain;
  for (const char c : text.substr(0, most)) {
    const bool kept = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
    plain += kept ? c : '_';
  }
  return plain;
}

std::string ExtensionOf(const std::string& file_name) {
  const std::size_t dot = file_name.rfind('.');
  if (dot == std::string::npos || file_name.size() - dot > 9 || dot + 1 == file_name.size()) return "";
  std::string extension = Plain(std::string_view(file_name).substr(dot + 1), 8);
  std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension.find('_') == std::string::npos ? "." + extension : "";
}

std::string XesOf(const std::vector<Event>& events) {
  std::string log;
  const ByteSink sink = [&log](std::string_view bytes) { log += bytes; };
  XesWriter writer(sink);
  writer.Add(events);
  writer.Finish();
  return log;
}

class Exporter {
 public:
  Exporter(const ExportSources& sources, NewFolder folder)
      : sources_(sources), folder_(std::move(folder)), algorithm_(sources.store.algorithm()), bag_(AlgorithmsFor(algorithm_)) {}

  Result<ExportSummary> Run(const std::string& dossier, const std::string& place) {
    Status status = Gather(dossier);
    if (status.ok()) status = WriteHistory();
    if (status.ok()) status = WriteDocuments();
    if (status.ok()) status = WriteMaterials();
    if (status.ok()) status = WriteWorkflows();
    if (status.ok()) status = WriteForPeople();
    if (status.ok()) status = Finish();
    if (!status.ok()) return status;
    return ExportSummary{place, events_.size(), index_.materials.size(), index_.files.size() + 1, index_.events.hash};
  }

 private:
  Status Put(std::string_view path, std::string_view bytes) {
    const std::string name(path);
    bag_.AddBytes(name, bytes);
    Enter(name, static_cast<std::int64_t>(bytes.size()));
    return folder_.Write(name, bytes);
  }
  void Enter(const std::string& path, std::int64_t size) {
    index_.files.push_back({path, fmt::format("{}:{}", ToString(algorithm_), bag_.SumOf(path, ToString(algorithm_))), size});
  }

  // Only a whole dossier leaves the house.
  Status Gather(const std::string& dossier) {
    const auto chain = sources_.store.Verify(dossier, [this](Event&& event) { events_.push_back(std::move(event)); });
    if (!chain) return chain.error();
    if (!chain->breaks.empty()) {
      const ChainBreak& first = chain->breaks.front();
      return Status::Corrupt({fmt::format("案卷 {} 的哈希链应完整,但第 {} 条有问题({});不能导出,请先执行 juece audit", dossier, first.position, first.reason),
                              fmt::format("expected the chain of dossier {} to be whole, but position {} is {}; it is not exported: see juece audit", dossier,
                                          first.position, first.reason)});
    }
    const auto* opened = std::get_if<DossierOpened>(&events_.front().body);
    if (opened == nullptr) return Status::Corrupt({"案卷的第一条记录应为立案,但不是", "expected a dossier to begin with its opening, but it does not"});
    opened_ = *opened;
    index_.dossier = dossier;
    index_.title = opened->title;
    index_.organ = opened->organ;
    index_.state = ToString(Fold(events_).status());
    index_.algorithm = algorithm_;
    index_.events = {events_.back().position, events_.back().hash};
    index_.procedure = opened->procedure;
    index_.procedure_version = opened->procedure_version;
    index_.procedure_digest = opened->procedure_digest;
    index_.plugins = opened->plugins;
    return Status::Ok();
  }

  Status WriteHistory() {
    std::string lines;
    std::string chain;
    std::string personal;
    for (const Event& event : events_) {
      lines += CanonicalBytes(event) + "\n";
      chain += ToLine(ChainLine{event.position, event.previous_hash, event.hash}) + "\n";
      for (const PersonalValue& value : event.personal) personal += ToLine(PersonalLine{event.position, value}) + "\n";
    }
    const auto attempts = sources_.store.AttemptsAsStored(index_.dossier);
    if (!attempts) return attempts.error();
    std::string tried;
    std::string tried_chain;
    for (const StoredAttempt& attempt : *attempts) {
      ++index_.attempts.position;
      index_.attempts.hash = attempt.hash;
      tried += attempt.bytes + "\n";
      tried_chain += ToLine(ChainLine{index_.attempts.position, attempt.previous_hash, attempt.hash}) + "\n";
    }
    if (Status written = WriteCheckpoints(); !written.ok()) return written;
    for (const auto& [path, text] : {std::pair{kEvents, &lines}, {kChain, &chain}, {kPersonal, &personal}, {kAttempts, &tried}, {kAttemptsChain, &tried_chain}}) {
      if (Status written = Put(path, *text); !written.ok()) return written;
    }
    return Status::Ok();
  }

  // Those that speak of this dossier as it stands; they tell nothing of the others.
  Status WriteCheckpoints() {
    const auto all = ReadCheckpoints(sources_.checkpoints);
    if (!all) return all.error();
    std::set<std::string> ends;
    for (const Event& event : events_) ends.insert(LeafOf(algorithm_, "events", index_.dossier, event.position, event.hash));
    std::string lines;
    for (const Checkpoint& checkpoint : *all) {
      const bool related = std::any_of(checkpoint.leaves.begin(), checkpoint.leaves.end(), [&](const std::string& leaf) { return ends.count(leaf) > 0; });
      if (related) lines += ToLine(checkpoint) + "\n";
    }
    return lines.empty() ? Status::Ok() : Put(kCheckpoints, lines);
  }

  Status WriteDocument(const std::string& digest) {
    for (const PackageDocument& known : index_.documents) {
      if (known.digest == digest) return Status::Ok();
    }
    const auto pinned = sources_.store.FindPinned(digest);
    if (!pinned) return pinned.error();
    const std::string extension = pinned->kind == "merged" ? ".json" : ".xml";
    const std::string file = fmt::format("data/documents/{:02}-{}{}", index_.documents.size() + 1, Plain(pinned->kind, 20), extension);
    index_.documents.push_back({digest, pinned->kind, fs::path(pinned->name).filename().string(), file});
    documents_[digest] = *pinned;
    return Put(file, pinned->bytes);
  }
  Status WriteDocuments() {
    std::vector<std::string> digests{opened_.procedure_digest};
    const auto pinned = sources_.store.FindPinned(opened_.procedure_digest);
    if (!pinned) return pinned.error();
    if (const auto parts = ReadProcedureManifest(pinned->bytes)) digests.insert(digests.end(), parts->begin(), parts->end());
    for (const std::string& overlay : opened_.overlays) digests.push_back(overlay.substr(overlay.find('@') + 1));
    if (!opened_.office_digest.empty()) digests.push_back(opened_.office_digest);
    for (const std::string& digest : digests) {
      if (Status written = WriteDocument(digest); !written.ok()) return written;
    }
    return Status::Ok();
  }

  Status WriteMaterial(const MaterialRecord& material, std::int64_t position) {
    PackageMaterial entry{material, position, ""};
    if (material.carrier != "paper") {
      std::string& file = by_digest_[material.digest];
      if (file.empty()) {
        file = fmt::format("data/materials/{:04}-{}{}", by_digest_.size(), Plain(material.kind, 20), ExtensionOf(material.file_name));
        if (Status copied = Copy(material, file); !copied.ok()) return copied;
      }
      entry.file = file;
      facts_.files[material.id] = file;
      if (const auto pages = pages_.find(file); pages != pages_.end()) facts_.pages[material.id] = pages->second;
    }
    index_.materials.push_back(std::move(entry));
    return Status::Ok();
  }
  // Read once, in blocks, and checked as it goes by.
  Status Copy(const MaterialRecord& material, const std::string& file) {
    BagWriter::File summed = bag_.Begin();
    PageCounter pages;
    std::int64_t size = 0;
    const Status written = folder_.WriteStream(file, [&](const NewFolder::Sink& sink) {
      return sources_.materials.Stream(material.digest, [&](std::string_view block) {
        summed.Update(block);
        pages.Update(block);
        size += static_cast<std::int64_t>(block.size());
        return sink(block);
      });
    });
    if (!written.ok()) return written;
    bag_.Add(file, std::move(summed));
    Enter(file, size);
    if (pages.Pages()) pages_[file] = *pages.Pages();
    return Status::Ok();
  }
  Status WriteMaterials() {
    for (const Event& event : events_) {
      const auto* action = std::get_if<ActionRecorded>(&event.body);
      for (std::size_t i = 0; action != nullptr && i < action->materials.size(); ++i) {
        if (Status written = WriteMaterial(action->materials[i], event.position); !written.ok()) return written;
      }
    }
    return Status::Ok();
  }

  // What the review reads, under the names that it has in an installation.
  Status WriteWorkflow(const std::string& file, const std::string& as) {
    if (!workflows_.insert(as).second) return Status::Ok();
    const auto bytes = ReadSmall(file);
    return bytes ? Put(fmt::format("{}/{}", kWorkflows, as), *bytes) : bytes.error();
  }
  Status WriteTree(const std::string& folder, bool deep) {
    const fs::path root = sources_.review.paths.workflows;
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(root / folder, error), end; !error && entry != end; entry.increment(error)) {
      if (!deep && entry->is_directory()) entry.disable_recursion_pending();
      if (entry->path().extension() == ".xml") files.push_back(entry->path());
    }
    if (error) return Unreadable((root / folder).string());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      if (Status written = WriteWorkflow(file.string(), file.lexically_relative(root).generic_string()); !written.ok()) return written;
    }
    return Status::Ok();
  }
  Status WriteWorkflows() {
    Status status = WriteTree("statutes", true);
    if (status.ok()) status = WriteTree("rulebooks", false);
    if (status.ok()) status = WriteTree("documents", false);
    if (status.ok()) status = WriteWorkflow(sources_.review.calendar, "calendars/cn.xml");
    matter_ = MatterOfDossier(events_, [this](const std::string& digest) { return FindHere(digest); });
    for (std::size_t i = 0; status.ok() && i < matter_.local.rulebooks.size(); ++i) {
      const std::string file = FindRulebookFile(sources_.review.paths, matter_.local.rulebooks[i]);
      if (file.empty()) return Unreadable("workflows/rulebooks: " + matter_.local.rulebooks[i]);
      status = WriteWorkflow(file, fs::path(file).lexically_relative(sources_.review.paths.workflows).generic_string());
    }
    return status;
  }
  [[nodiscard]] Result<Pinned> FindHere(const std::string& digest) const {
    const auto found = documents_.find(digest);
    if (found == documents_.end()) return Status::NotFound({"没有这份文件:" + digest, "no such document: " + digest});
    return found->second;
  }

  // With the local rules merged, so that their steps have titles too; nullptr where it can no longer be read.
  [[nodiscard]] std::shared_ptr<const Definition> ReadableDefinition() const {
    std::vector<ProcedureDocument> parts;
    for (const PackageDocument& document : index_.documents) {
      if (document.kind == "definition" || document.kind == "overlay") {
        const Pinned& pinned = documents_.at(document.digest);
        parts.push_back({pinned.digest, pinned.name, pinned.bytes});
      }
    }
    if (parts.empty()) return nullptr;
    ProcedureDocument base = std::move(parts.front());
    parts.erase(parts.begin());
    return LoadProcedureDocuments(sources_.installation, std::move(base), std::move(parts)).definition;
  }

  Status WriteForPeople() {
    std::vector<Finding> findings;
    auto books = ReadReviewBooks(sources_.review, findings);
    if (!books || !ReadLocalRulebooks(*books, matter_, findings)) {
      const Text why = findings.empty() ? Text{"没有规则集", "no rulebook"} : findings.front().message;
      return Status::Unsupported({"规则集应能使用,但不能:" + why.zh, "expected the rulebooks to be usable, but they are not: " + why.en});
    }
    const ReviewReport review = JudgeMatter(*books, matter_, {});
    const auto definition = ReadableDefinition();
    const ArchiveCatalogue catalogue = BuildCatalogue(events_, facts_, sources_.installation.documents().get(), definition.get());
    const ArchivedDossier archived{events_,          catalogue, index_.state, std::string(ToString(algorithm_)), definition.get(),
                                   sources_.installation.catalog().get(), books->vocabulary.get(), &review};
    Status status = Put(kCatalogue, ToPrettyJson(ToData(catalogue)) + "\n");
    if (status.ok()) status = Put(kHtml, DossierPage(archived));
    if (status.ok()) status = Put(kXes, XesOf(events_));
    if (status.ok()) status = Put(kMetadata, ArchiveMetadata(archived));
    return status;
  }

  Status Finish() {
    std::sort(index_.files.begin(), index_.files.end(), [](const PackageFile& a, const PackageFile& b) { return a.file < b.file; });
    const std::string index = ToPrettyJson(ToData(index_)) + "\n";
    bag_.AddBytes(std::string(kIndex), index);
    if (Status written = folder_.Write(std::string(kIndex), index); !written.ok()) return written;
    const std::vector<std::pair<std::string, std::string>> info = {
        {"Source-Organization", index_.organ},
        {"External-Identifier", index_.dossier},
        {"External-Description", index_.title},
        {"Bagging-Date", events_.back().recorded_at.LocalDate().ToString()},  // of what is in it: the bytes do not depend on today
        {"Bag-Software-Agent", "juece"},
        {"Internal-Sender-Identifier", index_.events.hash}};
    for (const auto& [name, content] : bag_.TagFiles(info)) {
      if (Status written = folder_.Write(name, content); !written.ok()) return written;
    }
    return folder_.Commit();
  }

  const ExportSources& sources_;
  NewFolder folder_;
  DigestAlgorithm algorithm_;
  BagWriter bag_;
  PackageIndex index_;
  std::vector<Event> events_;
  DossierOpened opened_;
  Matter matter_;
  std::map<std::string, Pinned> documents_;
  std::map<std::string, std::string> by_digest_;
  std::set<std::string> workflows_;
  CatalogueFacts facts_;
  std::map<std::string, int> pages_;  // by file, where the file tells
};

}  // namespace

Result<ExportSummary> ExportPackage(const ExportSources& sources, const std::string& dossier, const std::string& place) {
  auto folder = NewFolder::At(place);
  if (!folder) return folder.error();
  return Exporter(sources, *std::move(folder)).Run(dossier, place);
}

}  // namespace juece
