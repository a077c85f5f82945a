// The national procedure, the installed step types and statutes, and local rules merged onto it: for the tests of overlays.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "calendar/work_calendar.h"
#include "definition/merge.h"
#include "proof/verify.h"
#include "support/installed.h"

namespace juece::overlay_tests {

namespace fs = std::filesystem;

using test::Bytes;
using test::Installed;
using test::kRoot;
using test::Law;

inline const WorkCalendar& Calendar() {
  static std::vector<Finding> findings;
  static const auto calendar = WorkCalendar::ReadFile((kRoot / "workflows/calendars/cn.xml").string(), findings);
  return *calendar;
}

inline const Definition& National() {
  static std::vector<Finding> findings;
  static const auto definition = ReadDefinition(Bytes(kRoot / "workflows/cn/major-decision.xml"), "major-decision.xml", findings);
  return *definition;
}

struct Judged {
  MergedDefinition merged;
  VerifyReport report;
};

inline Judged Judge(const Definition& base, std::vector<OverlaySource> sources) {
  Judged judged;
  std::vector<Finding> findings;
  judged.merged = MergeOverlays(base, std::move(sources), Installed(), findings);
  VerifyInput input;
  input.definition = judged.merged.definition == nullptr ? &base : judged.merged.definition.get();
  input.catalog = &Installed();
  input.statutes = &Law();
  input.overlays = &judged.merged.layers;
  input.calendar = &Calendar();
  static const std::string documents = Bytes(kRoot / "workflows/documents/cn.xml");
  input.knows_document = [](std::string_view kind) { return documents.find("id=\"" + std::string(kind) + "\"") != std::string::npos; };
  judged.report = Verify(input, std::move(findings));
  return judged;
}

// A local rule of the given clauses.
inline std::string Rule(const std::string& id, const std::string& clauses, const std::string& more = "") {
  return "<overlay xmlns=\"urn:juece:definition:1\" id=\"" + id + "\" version=\"1.0.0\" title-zh=\"规定\" title-en=\"Rule\" " +
         "extends=\"cn.major-decision\" region=\"某地\" in-force=\"2021-01-01\" " +
         (more.find("level=") == std::string::npos ? "level=\"province\" " : "") + more + ">\n" + clauses + "\n</overlay>\n";
}

}  // namespace juece::overlay_tests
