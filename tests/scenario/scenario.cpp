#include "scenario.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "base/json.h"
#include "compliance/review.h"
#include "runtime/procedure_loader.h"
#include "support/places.h"

namespace juece::scenario {
namespace fs = std::filesystem;
namespace {

std::vector<std::shared_ptr<const Rulebook>> ReadRulebooks(const std::vector<std::string>& names) {
  const fs::path folder = fs::path(SourceDir()) / "workflows/rulebooks";
  std::vector<Finding> findings;
  const auto vocabulary = Vocabulary::ReadFile((folder / "vocabulary.xml").string(), findings);
  std::vector<std::shared_ptr<const Rulebook>> rulebooks;
  for (const std::string& name : names) {
    rulebooks.push_back(Rulebook::ReadFile((folder / name).string(), vocabulary, findings));
    REQUIRE(rulebooks.back() != nullptr);
  }
  return rulebooks;
}

const std::vector<std::shared_ptr<const Rulebook>>& Rulebooks() {
  static const auto rulebooks = ReadRulebooks({"cn-713.xml", "cn-procedures.xml"});
  return rulebooks;
}

}  // namespace

Subject SubjectOf(const std::vector<Event>& events) {
  Subject subject = SubjectFromEvents(events);
  const auto& opened = std::get<DossierOpened>(events.front().body);
  const LoadedProcedure loaded = LoadProcedure(*InstallationUnderTest(), opened.procedure, {});
  REQUIRE(loaded.definition != nullptr);
  subject.procedure_kind = loaded.definition->kind;
  if (subject.overlays.empty()) subject.statutes = loaded.definition->statutes;  // overlays stand under statutes of their own
  return subject;
}

std::vector<fs::path> Scripts(const std::string& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(SourceDir()) / "samples" / folder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Data ReadJsonFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Result<Data> data = ParseJson(text);
  if (!data) FAIL(path.string() + ": " + data.error().message().en);
  return std::move(data).value();
}

std::shared_ptr<const Installation> InstallationUnderTest() {
  static const std::shared_ptr<const Installation> installation = [] {
    std::vector<Finding> findings;
    const InstallationPaths paths{BinaryDir() + "/plugins", SourceDir() + "/workflows"};
    auto loaded = Installation::Load(paths, findings);
    for (const Finding& finding : findings) {
      if (finding.severity == Severity::kError) FAIL(finding.code + ": " + finding.message.en);
    }
    return loaded;
  }();
  return installation;
}

Run::Run(const Data& script, const fs::path& path) : store_(MakeMemoryStore()) {
  EngineOptions options;
  options.salt = [count = 0]() mutable { return fmt::format("{:064x}", ++count); };
  engine_ = std::make_unique<Engine>(InstallationUnderTest(), *store_, options);
  ScriptOptions script_options;
  script_options.base_directory = path.parent_path().string();
  Result<ScriptResult> result = RunScript(*engine_, script, script_options);
  if (!result) FAIL(path.filename().string() + ": " + result.error().message().zh);
  result_ = std::make_unique<ScriptResult>(std::move(result).value());
}

std::shared_ptr<const Dossier> Run::dossier() { return Linked(result_->dossier); }

std::shared_ptr<const Dossier> Run::Linked(const std::string& id) {
  auto dossier = engine_->Get(id);
  REQUIRE(dossier.has_value());
  return *dossier;
}

std::vector<Event> Run::events() {
  auto events = store_->Read(result_->dossier);
  REQUIRE(events.has_value());
  return *events;
}

std::vector<Attempt> Run::attempts() {
  auto attempts = store_->Attempts(result_->dossier);
  REQUIRE(attempts.has_value());
  return *attempts;
}

std::string Run::Replay() {
  const Result<std::string> difference = engine_->Replay(result_->dossier);
  REQUIRE(difference.has_value());
  return *difference;
}

std::string Violations(const std::vector<Event>& events, const std::string& file) {
  const auto& installation = *InstallationUnderTest();
  const Subject subject = SubjectOf(events);
  std::string text;
  for (const auto& rulebook : file.empty() ? Rulebooks() : ReadRulebooks({file})) {
    if (!SpeaksOf(*rulebook, *installation.statutes(), subject.procedure_kind)) continue;
    const ReviewReport report = Review(*rulebook, *installation.statutes(), *installation.calendar(), subject);
    for (const RuleReport& rule : report.rules) {
      if (rule.verdict != Verdict::kViolated) continue;
      for (const Finding& finding : rule.findings) text += rule.id + ": " + finding.message.zh + "\n";
    }
  }
  return text;
}

std::string Complaints(const ScriptResult& result) {
  std::string text;
  for (const ScriptRejection& refused : result.rejections) {
    if (refused.expected) continue;
    text += fmt::format("entry {}: {} [{}] {}\n", refused.entry, refused.rejection.code, refused.rejection.article,
                        refused.rejection.message.zh);
  }
  for (const std::string& unmet : result.unmet) text += "unmet: " + unmet + "\n";
  return text;
}

}  // namespace juece::scenario
