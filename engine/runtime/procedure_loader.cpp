#include "runtime/procedure_loader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "digest/digest.h"
#include "xml/document.h"

namespace juece {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t kMaxBytes = XmlLimits{}.max_bytes;
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
bool SaysId(const fs::path& file, const std::string& id) {
  std::ifstream in(file, std::ios::binary);
  std::string head(kHead, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  const auto root = head.find("<procedure");
  if (root == std::string::npos) return false;
  const std::string tag = head.substr(root, head.find('>', root) - root);
  return tag.find(" id=\"" + id + "\"") != std::string::npos || tag.find(" id='" + id + "'") != std::string::npos ||
         tag.find("\nid=\"" + id + "\"") != std::string::npos;
}

// The definition of that id under workflows/, "" where there is none. Sorted, so that the same file is found everywhere.
std::string FindById(const std::string& workflows, const std::string& id) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(workflows, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".xml") files.push_back(it->path().string());
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    if (SaysId(file, id)) return file;
  }
  return "";
}

std::vector<FreshRequirement> FreshOf(const Definition& definition, const StatuteBook* statutes) {
  std::vector<FreshRequirement> fresh;
  if (statutes == nullptr) return fresh;
  for (const std::string& id : definition.statutes) {
    const Statute* statute = statutes->Find(id);
    if (statute == nullptr) continue;
    for (const Clause& clause : statute->clauses) {
      for (const Requirement& requirement : clause.requirements) {
        if (requirement.fresh_material.empty() || requirement.milestone.empty()) continue;
        fresh.push_back({requirement.step_type, requirement.milestone, requirement.article});
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

}  // namespace

LoadedProcedure LoadProcedureBytes(const Installation& installation, std::string bytes, std::string name) {
  std::vector<Finding> findings;
  std::shared_ptr<Definition> definition = ReadDefinition(bytes, std::move(name), findings);
  if (definition == nullptr) return Failed(std::move(findings));
  definition->digest = DigestOf(DigestAlgorithm::kSha256, bytes);
  LoadedProcedure loaded;
  loaded.definition = definition;
  loaded.bytes = std::move(bytes);
  VerifyInput input;
  input.definition = definition.get();
  input.catalog = installation.catalog().get();
  input.statutes = installation.statutes().get();
  input.check_configuration = [&installation](std::string_view type, const Data& configuration) {
    return installation.factory().CheckConfiguration(type, configuration);
  };
  if (const auto documents = installation.documents()) {
    input.knows_document = [documents](std::string_view kind) { return documents->titles.contains(kind); };
  }
  loaded.report = Verify(input, std::move(findings));
  if (HasError(loaded.report.findings)) return loaded;
  loaded.procedure = std::make_shared<Procedure>(definition, installation.catalog(), definition->digest,
                                                 FreshOf(*definition, installation.statutes().get()),
                                                 installation.documents());
  return loaded;
}

LoadedProcedure LoadProcedure(const Installation& installation, const std::string& id_or_file,
                              const std::vector<std::string>& overlays) {
  std::vector<Finding> findings;
  if (!overlays.empty()) {
    findings.push_back(Unreadable(overlays.front(), {"应为不带叠加规则的程序,但本版本尚不能合并 " + overlays.front(),
                                                     "Expected a procedure without overlays, but this version cannot merge " +
                                                         overlays.front() + " yet"}));
    return Failed(std::move(findings));
  }
  std::string file = id_or_file;
  std::error_code ignored;
  if (!fs::exists(file, ignored)) {
    file = FindById(installation.paths().workflows, id_or_file);
    if (file.empty()) {
      findings.push_back(Unreadable(id_or_file, {"应为 XML 文件或已安装程序的编号,但没有“" + id_or_file + "”",
                                                 "Expected an XML file or the id of an installed procedure, but there is no " +
                                                     id_or_file}));
      return Failed(std::move(findings));
    }
  }
  auto bytes = ReadAll(file, findings);
  if (!bytes) return Failed(std::move(findings));
  return LoadProcedureBytes(installation, std::move(*bytes), file);
}

}  // namespace juece
