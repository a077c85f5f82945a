// No binding clause without a rule: counted from the statutes, not from the rulebooks.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

// Rules that judge: those of severity note only hint.
std::vector<Rule> AllRules() {
  std::vector<Rule> rules;
  for (const char* folder : {"workflows/rulebooks", "workflows/rulebooks/local"}) {
    for (const auto& entry : std::filesystem::directory_iterator(Source(folder))) {
      const std::string path = entry.path().string();
      if (!path.ends_with(".xml") || path.ends_with("vocabulary.xml")) continue;
      std::vector<Finding> findings;
      const auto book = Rulebook::ReadFile(path, Law::Get().words, findings);
      INFO(path << Explain(findings));
      REQUIRE(book != nullptr);
      for (const Rule& rule : book->rules()) {
        if (rule.severity != Severity::kNote) rules.push_back(rule);
      }
    }
  }
  return rules;
}

const std::vector<Rule>& Rules() {
  static const std::vector<Rule> rules = AllRules();
  return rules;
}

bool IsJudged(const ArticleRef& clause) {
  return std::any_of(Rules().begin(), Rules().end(), [&](const Rule& rule) { return rule.article.Covers(clause); });
}

// A local clause that repeats a period of the nation is judged by the national rule.
bool RepeatsJudgedPeriod(const Clause& clause) {
  if (clause.periods.empty()) return false;
  return std::all_of(clause.periods.begin(), clause.periods.end(), [](const StatutoryPeriod& period) {
    for (const Statute& statute : Law::Get().statutes->statutes()) {
      for (const Clause& other : statute.clauses) {
        for (const StatutoryPeriod& same : other.periods) {
          const bool equal = same.article != period.article && same.step_type == period.step_type && same.minimum == period.minimum &&
                             same.amount == period.amount && same.unit == period.unit && same.from == period.from && same.to == period.to &&
                             same.soft == period.soft;
          if (equal && IsJudged(same.article)) return true;
        }
      }
    }
    return false;
  });
}

struct Count {
  int binding = 0;
  int judged = 0;
  int reasoned = 0;
  std::string lacking;
};

Count CountOf(const Statute& statute, const Data& reasons, std::set<std::string>& used) {
  Count count;
  for (const Clause& clause : statute.clauses) {
    if (!clause.Binds() || clause.in_force_to) continue;
    ++count.binding;
    const std::string article = clause.article.ToString();
    if (IsJudged(clause.article) || RepeatsJudgedPeriod(clause)) {
      ++count.judged;
    } else if (!clause.no_requirement.empty()) {
      ++count.reasoned;
    } else if (const Data* reason = reasons.Find(article)) {
      CHECK_FALSE((*reason)["zh"].AsText().empty());
      CHECK_FALSE((*reason)["en"].AsText().empty());
      used.insert(article);
      ++count.reasoned;
    } else {
      count.lacking += article + " " + clause.summary.en + "\n";
    }
  }
  return count;
}

}  // namespace

TEST_CASE("every binding clause of the Regulation and of fair competition has a rule, or its statute says why none") {
  std::set<std::string> used;
  for (const char* id : {"R713", "FC", "FCM"}) {
    const Statute* statute = Law::Get().statutes->Find(id);
    REQUIRE(statute != nullptr);
    const Count count = CountOf(*statute, Data(), used);  // no reason of the test's own will do here
    std::cout << id << ": " << count.binding << " binding clauses, " << count.judged << " judged by a rule, " << count.reasoned
              << " with a reason in the statute\n";
    CHECK(count.lacking == "");
    CHECK(count.binding == count.judged + count.reasoned);
    CHECK(count.judged > 0);
  }
}

// The local rules that are shipped, and the national papers on normative documents. Working documents of single places bind only who puts
// himself under them.
TEST_CASE("every binding clause of the shipped local rules has a rule, a judged clause that it repeats, or a stated reason") {
  const Data reasons = ReadJson(Source("tests/golden/rules/clauses-without-rule.json"));
  std::set<std::string> used;
  for (const char* id : {"HLJ", "SH", "AH", "HB", "GDH", "BJ", "NDM", "NDR", "OBE", "GI"}) {
    INFO(id);
    const Statute* statute = Law::Get().statutes->Find(id);
    REQUIRE(statute != nullptr);
    CHECK(CountOf(*statute, reasons, used).lacking == "");
  }
  for (const Member& reason : reasons.AsMap()) {
    INFO(reason.name << " is judged, or is no binding clause");
    CHECK(used.count(reason.name) == 1);
  }
}

// The hard gates and soft floors as the law's text has them; what is hard has no exception word.
TEST_CASE("each hard gate and each soft floor of the law is judged as what it is") {
  const std::map<std::string, bool> kGates{
      {"R713:10", true},   {"R713:11", true},   {"R713:14-1", true}, {"R713:16-3", true}, {"R713:17", true},   {"R713:19-1", true}, {"R713:19-2", true},
      {"R713:20", true},   {"R713:24", true},   {"R713:25-1", true}, {"R713:25-2", true}, {"R713:28", true},   {"R713:29", true},   {"R713:30-1", true},
      {"R713:30-2", true}, {"R713:30-3", true}, {"R713:31", true},   {"R713:8-1", true},  {"R713:32", true},   {"R713:33", true},   {"R713:34", true},
      {"R713:36-2", true}, {"R713:37", true},   {"FC:18", true},     {"FCM:27", true},    {"R713:15-1", false}, {"R713:26-2", false}};
  for (const auto& [article, hard] : kGates) {
    INFO(article);
    const ArticleRef wanted = *ArticleRef::Parse(article);
    bool found = false;
    for (const LegalGate& gate : Law::Get().book->gates()) {
      if (gate.hard != hard || std::find(gate.articles.begin(), gate.articles.end(), wanted) == gate.articles.end()) continue;
      found = found || std::any_of(gate.rules.begin(), gate.rules.end(), [&](const std::string& id) {
                return Law::Get().book->Find(id)->article.Covers(wanted) || wanted.Covers(Law::Get().book->Find(id)->article);
              });
    }
    CHECK(found);
  }
}
