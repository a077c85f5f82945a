#include "runtime/package_verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "exchange/package_signatures.h"
#include "runtime/checkpoints.h"
#include "runtime/package_folder.h"

namespace juece {
namespace {

Finding Said(const char* code, Severity severity, Text message) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.message = std::move(message);
  return finding;
}

// A violated rule as one finding: its title and the first thing that was found.
Finding Violation(const RuleReport& rule) {
  const Text why = rule.findings.empty() ? Text() : rule.findings.front().message;
  Finding finding = Said("rule-violated", rule.severity, {rule.title.zh + ":" + why.zh, rule.title.en + ": " + why.en});
  finding.article = rule.article;
  for (const Finding& one : rule.findings) finding.evidence.insert(finding.evidence.end(), one.evidence.begin(), one.evidence.end());
  return finding;
}

void Judge(const std::string& folder, VerifiedPackage& package) {
  std::vector<Finding> findings;
  auto books = ReadReviewBooks(PlacesIn(folder), findings);
  const Matter matter = MatterOfPackage(package.contents);
  if (!books || !ReadLocalRulebooks(*books, matter, findings)) {
    package.findings.push_back(Said("package-rules", Severity::kError, {"包内的法规、规则集和日历应能使用,但不能", "expected the package's own law, rules and calendar to be usable, but they are not"}));
    for (Finding& finding : findings) package.findings.push_back(std::move(finding));
    return;
  }
  package.review = JudgeMatter(*books, matter, {});
  int not_shown = 0;
  for (const RuleReport& rule : package.review->rules) {
    if (rule.verdict == Verdict::kViolated) package.findings.push_back(Violation(rule));
    if (rule.verdict == Verdict::kNotShown) ++not_shown;
  }
  if (not_shown > 0) {
    package.findings.push_back(Said("rules-not-shown", Severity::kNote,
                                    {fmt::format("{} 条规则从案卷里看不出结论,见 juece check --package", not_shown),
                                     fmt::format("the dossier shows no verdict for {} rules; see juece check --package", not_shown)}));
  }
  if (package.contents.index->state == "running" || package.contents.index->state == "paused") {
    package.findings.push_back(Said("package-unfinished", Severity::kNote, {"案卷导出时尚未办结", "the dossier was not closed when it was exported"}));
  }
}

}  // namespace

bool VerifiedPackage::ok() const {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::kError || (finding.severity == Severity::kWarning && finding.code == "rule-violated");
  });
}

ReviewPlaces PlacesIn(const std::string& folder, std::vector<std::string> rulebooks) {
  return {{"", fmt::format("{}/{}", folder, package_paths::kWorkflows)}, fmt::format("{}/{}", folder, package_paths::kCalendar), std::move(rulebooks)};
}

Matter MatterOfPackage(const CheckedPackage& contents) {
  return MatterOfDossier(contents.events, [&](const std::string& digest) -> Result<Pinned> {
    const auto found = contents.documents.find(digest);
    if (found == contents.documents.end()) return Status::NotFound({"包内没有这份文件:" + digest, "no such document in the package: " + digest});
    Pinned pinned{digest, "", "", found->second};
    for (const PackageDocument& document : contents.index->documents) {
      if (document.digest == digest) {
        pinned.kind = document.kind;
        pinned.name = document.name;
      }
    }
    return pinned;
  });
}

Result<VerifiedPackage> VerifyPackage(const std::string& folder, const std::vector<std::string>& trusted_keys) {
  const auto trusted = ReadTrustedKeys(trusted_keys);
  if (!trusted) return trusted.error();
  FolderSource source(folder);
  auto contents = CheckPackage(source);
  if (!contents) return contents.error();
  VerifiedPackage package;
  package.contents = *std::move(contents);
  package.findings = package.contents.findings;
  for (Finding& finding : CheckSignatures(source, package.contents, *trusted)) package.findings.push_back(std::move(finding));
  if (package.contents.index && !HasError(package.findings)) Judge(folder, package);
  return package;
}

}  // namespace juece
