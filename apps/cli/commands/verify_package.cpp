// juece verify-package: whether an archive package is whole and true, with nothing but the package and trusted keys.
#include <fmt/format.h>

#include <algorithm>

#include "commands/commands.h"
#include "runtime/package_folder.h"
#include "runtime/package_verify.h"

namespace juece::cli {
namespace {

struct Section {
  const char* id;
  Text title;
  std::vector<std::string_view> prefixes;  // of finding codes
};

const std::vector<Section>& Sections() {
  static const std::vector<Section> kSections = {{"bag", {"BagIt 袋", "bag"}, {"bag-"}},
                                                 {"completeness", {"完整", "completeness"}, {"package-"}},
                                                 {"chain", {"记录与哈希链", "history and chain"}, {"history-", "chain-", "attempts-"}},
                                                 {"signatures", {"签名", "signatures"}, {"signature-"}},
                                                 {"compliance", {"合规", "compliance"}, {"rule"}}};
  return kSections;
}

bool IsIn(const Section& section, const Finding& finding) {
  for (const std::string_view prefix : section.prefixes) {
    if (finding.code.starts_with(prefix)) return true;
  }
  return false;
}

bool IsWrong(const Finding& finding) {
  return finding.severity == Severity::kError || (finding.severity == Severity::kWarning && finding.code == "rule-violated");
}

bool IsOk(const Section& section, const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    if (IsIn(section, finding) && IsWrong(finding)) return false;
  }
  return true;
}

// Whether there was something to look at: a package with errors is not judged by the rules, and one need not be signed.
bool IsJudged(const Section& section, const VerifiedPackage& package) {
  if (!package.contents.index) return false;
  const std::string_view id = section.id;
  if (id == "compliance") return package.review.has_value();
  return id != "signatures" || std::none_of(package.findings.begin(), package.findings.end(), [](const Finding& f) { return f.code == "signature-absent"; });
}

Data FindingList(const std::vector<Finding>& findings, Language language) {
  Data list = Data::EmptyList();
  for (const Finding& finding : findings) list.Append(ToData(finding, language));
  return list;
}

int BagOnly(Session& session, const VerifyPackageArguments& arguments) {
  FolderSource source(arguments.folder);
  const auto bag = VerifyBag(source);
  if (!bag) return session.Fail(bag.error());
  const bool ok = !HasError(bag->findings);
  if (session.json()) {
    session.Print(Data::OfMembers({{"ok", ok}, {"findings", FindingList(bag->findings, session.language())}}));
  } else {
    session.PrintFindings(bag->findings, false);
    session.Print(ok ? session.In({"✔ 是合格的 BagIt 袋。\n", "✔ A valid bag.\n"}) : session.In({"✘ 不是合格的 BagIt 袋。\n", "✘ Not a valid bag.\n"}));
  }
  return ok ? kDone : kWrong;
}

Data Summary(const VerifiedPackage& package) {
  if (!package.contents.index) return {};
  const PackageIndex& index = *package.contents.index;
  return Data::OfMembers({{"dossier", index.dossier},
                          {"title", index.title},
                          {"state", index.state},
                          {"events", index.events.position},
                          {"hash", index.events.hash},
                          {"materials", index.materials.size()},
                          {"verdict", package.review ? Data(ToString(package.review->verdict)) : Data()}});
}

void PrintText(Session& session, const VerifiedPackage& package) {
  if (package.contents.index) {
    const PackageIndex& index = *package.contents.index;
    session.Print(session.In({fmt::format("案卷 {} {}:{} 条记录,{} 件材料\n", index.dossier, index.title, index.events.position, index.materials.size()),
                              fmt::format("Dossier {} {}: {} events, {} materials\n", index.dossier, index.title, index.events.position, index.materials.size())}));
  }
  for (const Section& section : Sections()) {
    const bool judged = IsJudged(section, package);
    const bool ok = IsOk(section, package.findings);
    const bool unsigned_package = section.id == std::string_view("signatures") && package.contents.index;
    const Text none = unsigned_package ? Text{"没有", "none"} : Text{"没有查验(上面有错误)", "not looked at (see the errors above)"};
    const Text word = !judged && ok ? none : ok ? Text{"无误", "good"} : Text{"有问题", "wrong"};
    session.Print(fmt::format("{} {}:{}\n", ok ? (judged ? "✔" : "–") : "✘", session.In(section.title), session.In(word)));
    std::vector<Finding> of_section;
    for (const Finding& finding : package.findings) {
      if (IsIn(section, finding)) of_section.push_back(finding);
    }
    session.PrintFindings(of_section, false);
  }
  if (package.contents.index) {
    session.Print(session.In({"末条哈希 ", "last hash "}) + package.contents.index->events.hash + "\n");
  }
}

}  // namespace

int Run(Session& session, const VerifyPackageArguments& arguments) {
  if (arguments.bag_only) return BagOnly(session, arguments);
  const auto package = VerifyPackage(arguments.folder, arguments.trusted);
  if (!package) return session.Fail(package.error());
  if (session.json()) {
    Data sections = Data::EmptyMap();
    for (const Section& section : Sections()) {
      const bool ok = IsOk(section, package->findings);
      sections.Set(section.id, ok && !IsJudged(section, *package) ? Data() : Data(ok));
    }
    session.Print(Data::OfMembers({{"ok", package->ok()},
                                   {"package", Summary(*package)},
                                   {"sections", sections},
                                   {"findings", FindingList(package->findings, session.language())}}));
  } else {
    PrintText(session, *package);
  }
  return package->ok() ? kDone : kWrong;
}

}  // namespace juece::cli
