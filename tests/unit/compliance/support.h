// What the tests of the review share: the installed rulebook, statutes and calendar, and edits of a base record.
#pragma once

#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/json.h"
#include "calendar/work_calendar.h"
#include "compliance/review.h"
#include "compliance/rulebook.h"
#include "compliance/subject.h"
#include "law/statute.h"
#include "support/places.h"

namespace juece::testing {

inline std::string Source(const std::string& path) { return SourceDir() + "/" + path; }

inline std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  INFO(path);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline Data ReadJson(const std::string& path) {
  auto data = ParseJson(ReadAll(path));
  INFO(path);
  if (!data) {
    FAIL(data.error().message().en);
  }
  return *data;
}

inline std::string Explain(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += ToText(finding, Language::kEnglish) + "\n";
  }
  return text;
}

// Everything that a review needs, read once.
struct Law {
  std::shared_ptr<const Vocabulary> words;
  std::shared_ptr<const Rulebook> book;
  std::shared_ptr<const StatuteBook> statutes;
  std::shared_ptr<const WorkCalendar> calendar;

  static const Law& Get() {
    static const Law law = Load();
    return law;
  }

  [[nodiscard]] ReviewReport Review(const Data& record, const ReviewOptions& options = {}) const {
    std::vector<Finding> findings;
    const auto subject = SubjectFromRecord(record, *words, "record", findings);
    INFO(Explain(findings));
    REQUIRE(subject.has_value());
    return juece::Review(*book, *statutes, *calendar, *subject, options);
  }

 private:
  static Law Load() {
    Law law;
    std::vector<Finding> findings;
    law.words = Vocabulary::ReadFile(Source("workflows/rulebooks/vocabulary.xml"), findings);
    INFO(Explain(findings));
    REQUIRE(law.words != nullptr);
    law.book = Rulebook::ReadFile(Source("workflows/rulebooks/cn-713.xml"), law.words, findings);
    INFO(Explain(findings));
    REQUIRE(law.book != nullptr);
    law.statutes = StatuteBook::ReadDirectory(Source("workflows/statutes"), findings);
    law.calendar = WorkCalendar::ReadFile(Source("workflows/calendars/cn.xml"), findings);
    INFO(Explain(findings));
    REQUIRE(law.statutes != nullptr);
    REQUIRE(law.calendar != nullptr);
    return law;
  }
};

inline const RuleReport& RuleOf(const ReviewReport& report, std::string_view id) {
  for (const RuleReport& rule : report.rules) {
    if (rule.id == id) {
      return rule;
    }
  }
  FAIL("no rule " << id);
  return report.rules.front();
}

// The file says what is wanted; JUECE_UPDATE_GOLDEN=1 writes it anew.
void CheckCurrent(const std::string& path, const std::string& wanted);

// For a page of rules: the violating and the satisfying example of a rule in tests/golden/rules/<folder>, in words.
std::function<std::string(const Rule& rule)> ExamplesIn(const std::string& folder);

// Applies edits to a record: what each test says that it changes, and nothing else.
Data Edit(Data record, const Data& edits);

// A sample dossier of samples/dossiers as the record of a procedure that ran elsewhere.
Data RecordOfSample(const std::string& sample);

}  // namespace juece::testing
