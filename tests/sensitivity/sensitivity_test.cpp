// Every single edit of every lawful sample dossier, reviewed: each yields exactly the verdicts that the clauses say.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <set>

#include "base/json.h"
#include "compliance/review.h"
#include "scenario.h"
#include "sensitivity/sensitivity.h"
#include "support/places.h"
#include "support/unknowns.h"
#include "tally.h"

namespace juece::reading {
namespace {

namespace fs = std::filesystem;

std::string InSource(const std::string& path) { return SourceDir() + "/" + path; }

struct Books {
  std::shared_ptr<const Vocabulary> words;
  std::vector<std::shared_ptr<const Rulebook>> rulebooks;
  std::map<std::string, Clause> clauses;  // by rule
};

const Books& Read() {
  static const Books books = [] {
    Books read;
    std::vector<Finding> findings;
    read.words = Vocabulary::ReadFile(InSource("workflows/rulebooks/vocabulary.xml"), findings);
    REQUIRE(read.words != nullptr);
    for (const char* name : {"cn-713", "cn-procedures"}) {
      read.rulebooks.push_back(Rulebook::ReadFile(InSource(std::string("workflows/rulebooks/") + name + ".xml"), read.words, findings));
      for (const Finding& finding : findings) UNSCOPED_INFO(ToText(finding, Language::kEnglish));
      REQUIRE(read.rulebooks.back() != nullptr);
    }
    for (std::vector<Clause> (*more)() : {DraftClauses, PublicClauses, ReviewClauses, CompetitionClauses, MeetingClauses, DecisionClauses, OtherClauses}) {
      for (const Clause& clause : more()) REQUIRE(read.clauses.emplace(clause.rule, clause).second);
    }
    return read;
  }();
  return books;
}

const StatuteBook& Statutes() { return *scenario::InstallationUnderTest()->statutes(); }
const WorkCalendar& Calendar() { return *scenario::InstallationUnderTest()->calendar(); }

// By every rulebook that speaks of this kind of procedure.
ReviewReport Judge(const Subject& subject) {
  ReviewReport all;
  for (const auto& rulebook : Read().rulebooks) {
    if (!SpeaksOf(*rulebook, Statutes(), subject.procedure_kind)) continue;
    ReviewReport more = Review(*rulebook, Statutes(), Calendar(), subject);
    std::move(more.rules.begin(), more.rules.end(), std::back_inserter(all.rules));
  }
  return all;
}

// What the clause says; nothing where it does not speak of this kind of procedure (the scope that the statute states).
Verdict Expected(const RuleReport& rule, const Matter& matter) {
  const juece::Clause* scope = Statutes().Find(*ArticleRef::Parse(rule.article));
  return scope != nullptr && !scope->SpeaksOf(matter.subject().procedure_kind) ? kSilent : Read().clauses.at(rule.id).read(matter);
}

std::vector<const Rule*> Rules() {
  std::vector<const Rule*> rules;
  for (const auto& rulebook : Read().rulebooks) {
    for (const Rule& rule : rulebook->rules()) rules.push_back(&rule);
  }
  return rules;
}

// The whole takes minutes: it is for the nightly run, and for who changes rules or samples. Otherwise every so-manieth edit is tried.
bool IsWhole() { return std::getenv("JUECE_SENSITIVITY_EDITS") != nullptr; }
constexpr std::size_t kEvery = 83;

// One sample, each edit of it. Runs in a thread of its own: asserts nothing.
Tally Try(const Subject& subject, std::size_t offset) {
  Tally tally;
  const ReviewReport before = Judge(subject);
  const std::vector<SubjectEdit> edits = EditsOf(subject, *Read().words, Statutes(), Calendar());
  for (std::size_t i = IsWhole() ? 0 : offset % kEvery; i < edits.size(); i += IsWhole() ? 1 : kEvery) {
    const SubjectEdit& edit = edits[i];
    const Subject edited = Edited(subject, edit);
    const ReviewReport after = Judge(edited);
    const Matter matter(edited, Calendar());
    std::set<std::string> noticed;
    for (std::size_t r = 0; r < after.rules.size(); ++r) {
      const Verdict expected = Expected(after.rules[r], matter);
      const Verdict found = after.rules[r].verdict;
      if (found != before.rules[r].verdict) noticed.insert(after.rules[r].id);
      tally.Add(after.rules[r].id, before.rules[r].verdict, expected, found,
                expected == found ? "" : subject.title + ": " + Describe(edit, subject, *Read().words).en);
    }
    const std::string event = edit.OfEvent() ? subject.events[edit.event].event : "";
    tally.Add({event, std::string(ToString(edit.kind)), edit.OfEvent() ? MemberName(edit) : edit.member}, noticed,
              !noticed.empty() ? "" : Describe(edit, subject, *Read().words).en);
  }
  tally.samples = 1;
  return tally;
}

const std::vector<Subject>& Samples() {
  static const std::vector<Subject> samples = [] {
    std::vector<Subject> read;
    for (const fs::path& path : scenario::Scripts("dossiers")) {
      const char* only = std::getenv("JUECE_SENSITIVITY_ONLY");
      if (only != nullptr && path.stem() != only) continue;
      scenario::Run run(scenario::ReadJsonFile(path), path);
      read.push_back(scenario::SubjectOf(run.events()));
    }
    return read;
  }();
  return samples;
}

void CheckCurrent(const std::string& path, const std::string& wanted) {
  if (std::getenv("JUECE_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << wanted;
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  INFO(path << " is not current: run law_sensitivity_test with JUECE_UPDATE_GOLDEN=1");
  CHECK((text == wanted));
}

}  // namespace

TEST_CASE("each rule has a reading of its clause, and each reading a rule") {
  std::set<std::string> rules;
  for (const Rule* rule : Rules()) rules.insert(rule->id);
  for (const std::string& rule : rules) {
    INFO(rule);
    CHECK(Read().clauses.count(rule) == 1);
  }
  for (const auto& [rule, clause] : Read().clauses) {
    INFO(rule);
    CHECK(rules.count(rule) == 1);
    CHECK_FALSE(clause.reason.zh.empty());
  }
}

TEST_CASE("the lawful dossiers yield no violation, and what the clauses say of them") {
  for (const Subject& subject : Samples()) {
    for (const RuleReport& rule : Judge(subject).rules) {
      INFO(subject.title << " " << rule.id);
      CHECK(ToString(rule.verdict) == ToString(Expected(rule, Matter(subject, Calendar()))));
      CHECK(rule.verdict != Verdict::kViolated);
    }
  }
}

TEST_CASE("no verdict of a dossier rests on a fact or a setting that was removed") {
  for (const Subject& subject : Samples()) {
    INFO(subject.title);
    Unknowns unknowns;
    TryUnknowns(subject, *Read().words, Judge, unknowns);
    CHECK(unknowns.wrong == "");
    CHECK(unknowns.tried > 40);
  }
}

TEST_CASE("each edit of a lawful dossier yields exactly the verdicts that the clauses say") {
  std::vector<std::future<Tally>> tries;
  for (const Subject& subject : Samples()) {
    tries.push_back(std::async(std::launch::async, [&subject, offset = tries.size() * 5] { return Try(subject, offset); }));
  }
  Tally tally;
  for (std::future<Tally>& one : tries) tally.Add(one.get());
  std::cout << tally.Table();
  CHECK(tally.Differences() == "");
  Explanations explanations = ReadExplanations(scenario::ReadJsonFile(InSource("tests/sensitivity/unnoticed.json")));
  CHECK(tally.Unexplained(explanations) == "");
  std::vector<Clause> clauses;
  for (const Rule* rule : Rules()) clauses.push_back(Read().clauses.at(rule->id));
  const std::string path = InSource("docs/sensitivity.md");
  if (IsWhole()) {
    CHECK(Unused(explanations) == "");
    CheckCurrent(path, tally.Page(clauses, explanations, *Read().words));
    return;
  }
  // Figures are the whole run's; names and readings are held current here.
  std::ifstream in(path, std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  for (const Clause& clause : clauses) {
    INFO(clause.rule << " is not on docs/sensitivity.md as it reads: run law_sensitivity_test with JUECE_SENSITIVITY_EDITS=all JUECE_UPDATE_GOLDEN=1");
    CHECK(page.find(RowStart(clause)) != std::string::npos);
  }
}

}  // namespace juece::reading
