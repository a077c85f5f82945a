#include "runtime/procedure_loader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/json.h"
#include "digest/digest.h"
#include "xml/document.h"

namespace juece {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t kMaxBytes = XmlLimits{}.max_bytes;
constexpr std::string_view kManifestFormat = "juece-merged/1";
constexpr std::size_t kHead = 4096;  // the root's start tag stands in the first bytes of a definition

Finding Unreadable(const std::string& file, Text message) {
  Finding finding{"unreadable", Severity::kError, std::move(message), {}};
  finding.place.file = file;
  return finding;
}

std::optional<std::string> ReadAll(const std::string& path, std::vector<Finding>& findings) {
  std::error_code error;
  const bool regular = fs::is_regular_file(path, error);
  const std::uintmax_t size = regular ? fs::file_size(path, error) : 0;
  if (!regular || error) {
    findings.push_back(Unreadable(path, {"应为可读取的 XML 文件,但 " + path + " 不存在或不是文件",
                                         "Expected a readable XML file, but " + path + " does not exist or is no file"}));
    return std::nullopt;
  }
  if (size > kMaxBytes) {
    findings.push_back(Unreadable(path, {"应为不超过16 MiB的文件,但 " + path + " 有" + std::to_string(size) + "字节",
                                         "Expected a file of at most 16 MiB, but " + path + " has " + std::to_string(size) +
                                             " bytes"}));
    return std::nullopt;
  }
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in.bad() || bytes.size() != size) {
    findings.push_back(Unreadable(path, {"应能读完 " + path + ",但读取中断", "Expected to read all of " + path + ", but could not"}));
    return std::nullopt;
  }
  return bytes;
}

// Does the root of this document say id="…"? The head of the file is enough to find it without reading every document whole.
bool SaysId(const fs::path& file, std::string_view element, const std::string& id) {
  std::ifstream in(file, std::ios::binary);
  std::string head(kHead, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  const auto root = head.find("<" + std::string(element));
  if (root == std::string::npos) return false;
  const std::string tag = head.substr(root, head.find('>', root) - root);
  return tag.find(" id=\"" + id + "\"") != std::string::npos || tag.find(" id='" + id + "'") != std::string::npos ||
         tag.find("\nid=\"" + id + "\"") != std::string::npos;
}

std::vector<FreshRequirement> FreshOf(const Definition& definition, const StatuteBook* statutes) {
  std::vector<FreshRequirement> fresh;
  if (statutes == nullptr) return fresh;
  for (const std::string& id : definition.statutes) {
    const Statute* statute = statutes->Find(id);
    if (statute == nullptr) continue;
    for (const Clause& clause : statute->clauses) {
      if (!clause.SpeaksOf(definition.kind)) continue;
      for (const Requirement& requirement : clause.requirements) {
        if (requirement.fresh_material.empty() || requirement.milestone.empty()) continue;
        for (const std::string& type : requirement.step_types) fresh.push_back({type, requirement.milestone, requirement.article});
      }
    }
  }
  return fresh;
}

LoadedProcedure Failed(std::vector<Finding> findings) {
  LoadedProcedure loaded;
  loaded.report.findings = std::move(findings);
  return loaded;
}

VerifyInput InputOf(const Installation& installation, const Definition* definition, const std::vector<OverlayLayer>& layers) {
  VerifyInput input;
  input.definition = definition;
  input.catalog = installation.catalog().get();
  input.statutes = installation.statutes().get();
  input.calendar = installation.calendar().get();
  input.overlays = &layers;
  input.check_configuration = [&installation](std::string_view type, const Data& configuration) {
    return installation.factory().CheckConfiguration(type, configuration);
  };
  if (const auto documents = installation.documents()) {
    input.knows_document = [documents](std::string_view kind) { return documents->titles.contains(kind); };
  }
  return input;
}

// By digest alone: where the files lay means nothing.
std::string ManifestOf(const std::string& base, const std::vector<OverlayLayer>& layers) {
  Data overlays = Data::EmptyList();
  for (const OverlayLayer& layer : layers) overlays.Append(Data::OfMembers({{"id", layer.overlay->id}, {"digest", layer.overlay->digest}}));
  return ToJson(Data::OfMembers({{"format", std::string(kManifestFormat)}, {"definition", base}, {"overlays", overlays}}));
}

// In the order of the layers, whatever order they came in.
std::vector<ProcedureDocument> Sorted(std::vector<ProcedureDocument> documents, const std::vector<OverlayLayer>& layers) {
  std::vector<ProcedureDocument> sorted;
  for (const OverlayLayer& layer : layers) {
    const auto found = std::find_if(documents.begin(), documents.end(),
                                    [&](const ProcedureDocument& document) { return document.digest == layer.overlay->digest; });
    if (found != documents.end()) sorted.push_back(std::move(*found));
  }
  return sorted;
}

// A definition or a local rule by file or id.
std::optional<ProcedureDocument> ReadDocument(const std::string& id_or_file, const std::string& folder, std::string_view element,
                                              std::vector<Finding>& findings) {
  ProcedureDocument document;
  document.name = id_or_file;
  std::error_code ignored;
  if (!fs::exists(document.name, ignored)) document.name = FindDocumentById(folder, element, id_or_file);
  if (document.name.empty()) {
    const bool overlay = element == "overlay";
    findings.push_back(Unreadable(id_or_file, {std::string("应为 XML 文件或已安装") + (overlay ? "叠加层" : "程序") + "的编号,但没有“" + id_or_file + "”",
                                               std::string("Expected an XML file or the id of an installed ") +
                                                   (overlay ? "overlay" : "procedure") + ", but there is no " + id_or_file}));
    return std::nullopt;
  }
  auto bytes = ReadAll(document.name, findings);
  if (!bytes) return std::nullopt;
  document.bytes = std::move(*bytes);
  return document;
}

}  // namespace

std::string FindDocumentById(const std::string& folder, std::string_view element, const std::string& id) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".xml") files.push_back(it->path().string());
  }
  std::sort(files.begin(), files.end());  // so that the same file is found everywhere
  for (const std::string& file : files) {
    if (SaysId(file, element, id)) return file;
  }
  return "";
}

VerifyReport VerifyDocument(const Installation& installation, const XmlDocument& base, const std::vector<ProcedureDocument>& overlays) {
  std::vector<Finding> findings;
  const std::shared_ptr<Definition> definition = ReadDefinition(base, findings);
  if (definition == nullptr) return Failed(std::move(findings)).report;
  MergedDefinition merged;
  if (!overlays.empty()) {
    std::vector<OverlaySource> sources;
    for (const ProcedureDocument& overlay : overlays) sources.push_back({overlay.bytes, overlay.name, overlay.digest});
    merged = MergeOverlays(*definition, std::move(sources), *installation.catalog(), findings);
  }
  const Definition* whole = merged.definition == nullptr ? definition.get() : merged.definition.get();
  return Verify(InputOf(installation, whole, merged.layers), std::move(findings));
}

Result<std::vector<std::string>> ReadProcedureManifest(std::string_view manifest) {
  const auto data = ParseJson(manifest);
  if (!data || (*data)["format"].AsText() != kManifestFormat) {
    return Status::Corrupt({"应为合并后程序的清单,但不是", "Expected the list of a merged procedure's documents, but this is none"});
  }
  std::vector<std::string> digests{(*data)["definition"].AsText()};
  for (const Data& overlay : (*data)["overlays"].AsList()) digests.push_back(overlay["digest"].AsText());
  return digests;
}

LoadedProcedure LoadProcedureDocuments(const Installation& installation, ProcedureDocument base, std::vector<ProcedureDocument> overlays,
                                       std::optional<Date> as_of) {
  std::vector<Finding> findings;
  std::shared_ptr<Definition> definition = ReadDefinition(base.bytes, base.name, findings);
  if (definition == nullptr) return Failed(std::move(findings));
  base.digest = definition->digest = DigestOf(DigestAlgorithm::kSha256, base.bytes);
  LoadedProcedure loaded;
  MergedDefinition merged;
  if (!overlays.empty()) {
    std::vector<OverlaySource> sources;
    for (ProcedureDocument& overlay : overlays) {
      overlay.digest = DigestOf(DigestAlgorithm::kSha256, overlay.bytes);
      sources.push_back({overlay.bytes, overlay.name, overlay.digest});
    }
    merged = MergeOverlays(*definition, std::move(sources), *installation.catalog(), findings);
    const bool unread = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.code == "unreadable"; });
    if (unread) return Failed(std::move(findings));
    if (merged.definition != nullptr) {
      definition = std::move(merged.definition);
      loaded.manifest = ManifestOf(base.digest, merged.layers);
      definition->digest = DigestOf(DigestAlgorithm::kSha256, loaded.manifest);
    }
  }
  loaded.definition = definition;
  loaded.overlays = Sorted(std::move(overlays), merged.layers);
  loaded.base = std::move(base);
  VerifyInput input = InputOf(installation, definition.get(), merged.layers);
  input.as_of = as_of;
  loaded.report = Verify(input, std::move(findings));
  if (HasError(loaded.report.findings)) return loaded;
  loaded.procedure = std::make_shared<Procedure>(definition, installation.catalog(), definition->digest,
                                                 FreshOf(*definition, installation.statutes().get()),
                                                 installation.documents());
  return loaded;
}

LoadedProcedure LoadProcedure(const Installation& installation, const std::string& id_or_file,
                              const std::vector<std::string>& overlays, std::optional<Date> as_of) {
  std::vector<Finding> findings;
  const std::string& workflows = installation.paths().workflows;
  auto base = ReadDocument(id_or_file, workflows, "procedure", findings);
  if (!base) return Failed(std::move(findings));
  std::vector<ProcedureDocument> rules;
  for (const std::string& overlay : overlays) {
    auto document = ReadDocument(overlay, (fs::path(workflows) / "overlays").string(), "overlay", findings);
    if (!document) return Failed(std::move(findings));
    rules.push_back(std::move(*document));
  }
  return LoadProcedureDocuments(installation, std::move(*base), std::move(rules), as_of);
}

}  // namespace juece
