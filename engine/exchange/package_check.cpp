#include "exchange/package_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/json.h"
#include "base/utf8.h"
#include "record/codec.h"

namespace juece {
namespace {

using namespace package_paths;

constexpr std::uint64_t kIndexBytes = std::uint64_t{64} << 20U;
constexpr std::uint64_t kHistoryBytes = std::uint64_t{512} << 20U;
constexpr std::uint64_t kDocumentBytes = std::uint64_t{64} << 20U;

Text ReasonText(const std::string& reason) {
  if (reason == "changed") return {"内容被改动", "was changed"};
  if (reason == "removed") return {"被删除", "was removed"};
  if (reason == "inserted") return {"是插入的", "was inserted"};
  if (reason == "reordered") return {"顺序被调换", "stands out of order"};
  if (reason == "truncated") return {"起到末尾被截断", "and what followed was cut off"};
  return {"的个人信息与承诺值不符", "has a personal value that does not fit its commitment"};
}

class Checker {
 public:
  Checker(BagSource& source, CheckedPackage& package) : source_(source), package_(package), findings_(package.findings) {}

  Status Run() {
    auto bag = VerifyBag(source_);
    if (!bag) return bag.error();
    bag_ = *std::move(bag);
    findings_ = std::move(bag_.findings);
    if (!ReadIndex()) return Status::Ok();
    CheckInventory();
    ReadHistory();
    CheckAttempts();
    CheckStatements();
    CheckMaterials();
    CheckDocuments();
    return Status::Ok();
  }

 private:
  void Error(const char* code, std::string_view file, Text message, std::vector<std::string> evidence = {}) {
    Finding& finding = findings_.emplace_back();
    finding.code = code;
    finding.message = std::move(message);
    finding.place.file = ToValidUtf8(file);
    finding.evidence = std::move(evidence);
  }

  // The bytes of a file of ours; nullopt after a finding.
  std::optional<std::string> Bytes(std::string_view path, std::uint64_t limit) {
    auto bytes = ReadAll(source_, std::string(path), limit);
    if (bytes) return *std::move(bytes);
    const bool missing = bytes.error().code() == StatusCode::kNotFound;
    Error(missing ? "package-file-missing" : "package-file-unreadable", path, bytes.error().message());
    return std::nullopt;
  }

  bool ReadIndex() {
    if (bag_.major != 1 || bag_.minor != 0) {
      Error("package-index", "bagit.txt", {"归档包应为 BagIt 1.0 的袋,但不是", "expected the package to be a bag of BagIt 1.0, but it is not"});
    }
    const auto bytes = Bytes(kIndex, kIndexBytes);
    const auto data = bytes ? ParseJson(*bytes) : Result<Data>(Status::NotFound({"没有", "none"}));
    if (!bytes) return false;
    auto index = data ? IndexFromData(*data) : Result<PackageIndex>(data.error());
    if (!index) {
      Error(index.error().code() == StatusCode::kUnsupported ? "package-version" : "package-index", kIndex, index.error().message());
      return false;
    }
    package_.index = *std::move(index);
    return true;
  }

  // "algorithm:hex" of a file, as the bag's own check computed it; "" where no manifest names it under that algorithm.
  [[nodiscard]] std::string DigestOfFileHere(const std::string& path, const std::string& algorithm) const {
    const auto sums = bag_.sums.find(path);
    if (sums == bag_.sums.end()) return "";
    const auto sum = sums->second.find(algorithm);
    return sum == sums->second.end() ? "" : algorithm + ":" + sum->second;
  }

  // Exactly the files that the index names, each as it says; beside data/ nothing but the bag's own lists.
  void CheckInventory() {
    const std::string algorithm(ToString(package_.index->algorithm));
    std::map<std::string, const PackageFile*> named;
    for (const PackageFile& file : package_.index->files) {
      if (!named.emplace(file.file, &file).second) Error("package-index", kIndex, {"文件“" + file.file + "”列了两次", "the file \"" + file.file + "\" is listed twice"});
    }
    const std::set<std::string> tags = {"bagit.txt", "bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt", "manifest-" + algorithm + ".txt",
                                        "tagmanifest-" + algorithm + ".txt"};
    std::set<std::string> there;
    for (const BagFile& file : bag_.files) {
      if (file.kind != BagFile::Kind::kFile) continue;
      there.insert(file.path);
      const bool known = tags.count(file.path) > 0 || file.path == kIndex || named.count(file.path) > 0;
      if (!known) Error("package-file-unlisted", file.path, {"归档包的清单没有列出这个文件", "the package does not list this file"});
    }
    for (const std::string& tag : tags) {
      if (there.count(tag) == 0) Error("package-file-missing", tag, {"归档包应有这个文件,但没有", "expected this file, but it is not there"});
    }
    for (const auto& [path, file] : named) {
      if (there.count(path) == 0) {
        Error("package-file-missing", path, {"归档包列出了这个文件,但没有", "the package lists this file, but it is not there"});
      } else if (DigestOfFileHere(path, algorithm) != file->digest) {
        Error("package-file-changed", path, {"文件与归档包列出的摘要不符", "the file is not what the package says of it"});
      }
    }
  }

  std::optional<std::vector<std::string>> Lines(std::string_view path) {
    const auto bytes = Bytes(path, kHistoryBytes);
    if (!bytes) return std::nullopt;
    const auto lines = StrictLines(*bytes);
    if (!lines) {
      Error("history-unreadable", path, {"每行应以一个换行符结束", "expected each line to end with one newline"});
      return std::nullopt;
    }
    return std::vector<std::string>(lines->begin(), lines->end());
  }

  std::optional<std::vector<ChainLine>> ChainLines(std::string_view path) {
    const auto lines = Lines(path);
    if (!lines) return std::nullopt;
    std::vector<ChainLine> chain;
    for (const std::string& line : *lines) {
      auto read = ChainLineFrom(line);
      if (!read) {
        Error("history-unreadable", path, {fmt::format("第 {} 行不是规范的链记录", chain.size() + 1), fmt::format("line {} is no canonical line of a chain", chain.size() + 1)});
        return std::nullopt;
      }
      chain.push_back(*std::move(read));
    }
    return chain;
  }

  void Broken(const char* log, std::int64_t position, const std::string& reason) {
    const std::string code = std::string(log) + "-" + reason;
    if (!broken_.emplace(code, position).second) return;
    const Text text = ReasonText(reason);
    const bool events = std::string_view(log) == "chain";
    Error(code.c_str(), events ? kEvents : kAttempts,
          {fmt::format("{}第 {} 条{}", events ? "记录" : "被拒绝操作的记录", position, text.zh), fmt::format("{} {} {}", events ? "event" : "attempt", position, text.en)},
          {fmt::format("{}", position)});
  }

  std::map<std::int64_t, std::vector<PersonalValue>> PersonalValues() {
    std::map<std::int64_t, std::vector<PersonalValue>> values;
    const auto lines = Lines(kPersonal);
    for (std::size_t i = 0; lines && i < lines->size(); ++i) {
      auto read = PersonalLineFrom((*lines)[i]);
      if (read) {
        values[read->position].push_back(std::move(read->value));
      } else {
        Error("history-unreadable", kPersonal, {fmt::format("第 {} 行不是规范的个人信息记录", i + 1), fmt::format("line {} is no canonical personal value", i + 1)});
      }
    }
    return values;
  }

  // An event and its line of the chain stand at the same place in their files.
  void ReadHistory() {
    const auto lines = Lines(kEvents);
    const auto chain = ChainLines(kChain);
    auto personal = PersonalValues();
    if (!lines || !chain) return;
    if (lines->size() != chain->size()) {
      Error("history-unreadable", kChain, {fmt::format("记录有 {} 条,链有 {} 条,应一样多", lines->size(), chain->size()),
                                           fmt::format("expected as many lines as events, but there are {} and {}", chain->size(), lines->size())});
    }
    for (std::size_t i = 0; i < std::min(lines->size(), chain->size()); ++i) ReadEvent((*lines)[i], (*chain)[i], personal);
    for (const auto& [position, values] : personal) Broken("chain", position, "commitment");
    for (const ChainBreak& found : VerifyChain(package_.index->algorithm, package_.events, &package_.index->events)) {
      if (unread_.count(found.position) == 0) Broken("chain", found.position, found.reason);
    }
    const std::int64_t last = package_.events.empty() ? 0 : package_.events.back().position;
    if (last > package_.index->events.position) Broken("chain", last, "inserted");
  }

  void ReadEvent(const std::string& line, const ChainLine& place, std::map<std::int64_t, std::vector<PersonalValue>>& personal) {
    auto found = personal.extract(place.position);
    const std::vector<PersonalValue> values = found.empty() ? std::vector<PersonalValue>() : std::move(found.mapped());
    auto event = EventFromCanonical(line, values);
    if (!event && !values.empty()) {
      event = EventFromCanonical(line, {});
      if (event) Broken("chain", place.position, "commitment");
    }
    if (!event || event->position != place.position || event->dossier != package_.index->dossier) {
      unread_.insert(place.position);
      Broken("chain", place.position, "changed");
      return;
    }
    event->previous_hash = place.previous;
    event->hash = place.hash;
    package_.events.push_back(*std::move(event));
  }

  void CheckAttempts() {
    const auto lines = Lines(kAttempts);
    const auto chain = ChainLines(kAttemptsChain);
    if (!lines || !chain) return;
    const DigestAlgorithm algorithm = package_.index->algorithm;
    std::string previous;
    for (std::size_t i = 0; i < std::min(lines->size(), chain->size()); ++i) {
      const ChainLine& place = (*chain)[i];
      const auto position = static_cast<std::int64_t>(i + 1);
      if (ChainHash(algorithm, place.previous, (*lines)[i]) != place.hash) {
        Broken("attempts", position, "changed");
      } else if (place.position != position || place.previous != previous) {
        Broken("attempts", position, "removed");
      }
      previous = place.hash;
    }
    const auto count = static_cast<std::int64_t>(std::min(lines->size(), chain->size()));
    const ChainHead& head = package_.index->attempts;
    if (lines->size() != chain->size() || count != head.position || previous != head.hash) Broken("attempts", count, "truncated");
  }

  void Differs(const char* member) {
    Error("package-statement", kIndex, {fmt::format("“{}”与记录不符", member), fmt::format("\"{}\" is not what the events say", member)});
  }

  // What the index says of the dossier is what the events say.
  void CheckStatements() {
    const PackageIndex& index = *package_.index;
    if (package_.events.empty()) {
      Error("history-unreadable", kEvents, {"应有至少一条可读的记录", "expected at least one event that can be read"});
      return;
    }
    const auto* opened = std::get_if<DossierOpened>(&package_.events.front().body);
    if (opened == nullptr) return Differs("events");
    if (opened->title != index.title) Differs("title");
    if (opened->organ != index.organ) Differs("organ");
    if (opened->procedure != index.procedure || opened->procedure_version != index.procedure_version || opened->procedure_digest != index.procedure_digest) {
      Differs("procedure");
    }
    const auto same = [](const PluginPin& a, const PluginPin& b) { return a.id == b.id && a.version == b.version && a.digest == b.digest; };
    if (!std::equal(opened->plugins.begin(), opened->plugins.end(), index.plugins.begin(), index.plugins.end(), same)) Differs("plugins");
    if (StateOf() != index.state) Differs("state");
  }
  [[nodiscard]] std::string StateOf() const {
    std::string state = "running";
    for (const Event& event : package_.events) {
      if (std::holds_alternative<DossierPaused>(event.body)) state = "paused";
      if (std::holds_alternative<DossierResumed>(event.body)) state = "running";
      if (std::holds_alternative<DossierClosed>(event.body)) state = "closed";
      if (std::holds_alternative<DossierTerminated>(event.body)) state = "terminated";
      if (std::holds_alternative<DossierWithdrawn>(event.body)) state = "withdrawn";
    }
    return state;
  }

  // The materials of the events, in their order, each with its file.
  void CheckMaterials() {
    std::size_t at = 0;
    const auto& listed = package_.index->materials;
    for (const Event& event : package_.events) {
      const auto* action = std::get_if<ActionRecorded>(&event.body);
      for (std::size_t i = 0; action != nullptr && i < action->materials.size(); ++i, ++at) {
        const MaterialRecord& material = action->materials[i];
        if (at >= listed.size() || !(listed[at].record == material) || listed[at].position != event.position) {
          Error("package-material", kIndex, {fmt::format("材料 {} 在归档包里缺少,或与记录不符", material.id),
                                             fmt::format("material {} is missing from the package, or is not as the event says", material.id)},
                {material.id, fmt::format("{}", event.position)});
          return;
        }
        CheckMaterialFile(listed[at]);
      }
    }
    if (at != listed.size()) {
      Error("package-material", kIndex, {"归档包列出了记录里没有的材料", "the package lists a material that no event names"}, {listed[at].record.id});
    }
  }

  void CheckMaterialFile(const PackageMaterial& material) {
    const MaterialRecord& record = material.record;
    if (record.carrier == "paper") {
      if (!material.file.empty()) Differs("materials");
      return;
    }
    const std::string algorithm = record.digest.substr(0, record.digest.find(':'));
    std::string found = DigestOfFileHere(material.file, algorithm);
    const auto size = std::find_if(bag_.files.begin(), bag_.files.end(), [&](const BagFile& file) { return file.path == material.file; });
    if (found.empty() && size != bag_.files.end()) found = StreamedDigest(material.file, algorithm);
    const bool fits = found == record.digest && size != bag_.files.end() && static_cast<std::int64_t>(size->size) == record.size;
    if (fits && material.file.starts_with("data/materials/")) return;
    Error("package-material", material.file, {fmt::format("材料 {} 的文件不是记录里的那一份", record.id), fmt::format("the file of material {} is not the one that the event names", record.id)},
          {record.id});
  }
  std::string StreamedDigest(const std::string& file, const std::string& name) {
    const auto algorithm = ParseDigestAlgorithm(name);
    if (!algorithm) return "";
    Digester digester(*algorithm);
    const Status read = source_.Read(file, [&](std::string_view block) {
      digester.Update(block);
      return Status::Ok();
    });
    return read.ok() ? digester.Finish() : "";
  }

  // The documents are what their digests say; whether they are all of them is said by those that name others.
  void CheckDocuments() {
    for (const PackageDocument& document : package_.index->documents) {
      const auto bytes = Bytes(document.file, kDocumentBytes);
      const auto algorithm = ParseDigestAlgorithm(document.digest.substr(0, document.digest.find(':')));
      if (!bytes) continue;
      if (!algorithm || DigestOf(*algorithm, *bytes) != document.digest) {
        Error("package-document", document.file, {"文件与其摘要不符", "the document is not what its digest says"});
        continue;
      }
      package_.documents[document.digest] = *bytes;
      const auto manifest = document.kind == "merged" ? ParseJson(*bytes) : Result<Data>(Status::NotFound({"", ""}));
      if (!manifest) continue;
      Need((*manifest)["definition"].AsText());
      for (const Data& overlay : (*manifest)["overlays"].AsList()) Need(overlay["digest"].AsText());
    }
    const auto* opened = package_.events.empty() ? nullptr : std::get_if<DossierOpened>(&package_.events.front().body);
    if (opened != nullptr) {
      Need(opened->procedure_digest);
      for (const std::string& overlay : opened->overlays) Need(overlay.substr(overlay.find('@') + 1));
      if (!opened->office_digest.empty()) Need(opened->office_digest);
    }
    for (const std::string& digest : needed_) {
      if (package_.documents.count(digest) == 0) {
        Error("package-document", kIndex, {"应有摘要为 " + digest + " 的文件,但没有", "expected the document with the digest " + digest + ", but it is not there"});
      }
    }
    for (const PackageDocument& document : package_.index->documents) {
      if (needed_.count(document.digest) == 0) {
        Error("package-document", document.file, {"案卷没有锁定这份文件", "the dossier is not pinned to this document"});
      }
    }
  }
  void Need(const std::string& digest) { needed_.insert(digest); }

  BagSource& source_;
  CheckedPackage& package_;
  std::vector<Finding>& findings_;
  BagReport bag_;
  std::set<std::pair<std::string, std::int64_t>> broken_;
  std::set<std::int64_t> unread_;
  std::set<std::string> needed_;
};

}  // namespace

Result<CheckedPackage> CheckPackage(BagSource& source) {
  CheckedPackage package;
  if (Status run = Checker(source, package).Run(); !run.ok()) return run;
  return package;
}

}  // namespace juece
