// DECLARE templates in a rulebook: the meaning that they have over logs, and what partial and running subjects add.
#include <algorithm>

#include "compliance/log_rules.h"
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {


std::shared_ptr<const Rulebook> Book(const std::string& check, std::vector<Finding>& findings) {
  return Rulebook::Read("<rulebook xmlns=\"urn:juece:rulebook:1\" id=\"r\" version=\"1\" title-zh=\"r\" title-en=\"r\"><rule id=\"r\" article=\"R713:12-1\" "
                        "severity=\"error\" title-zh=\"r\" title-en=\"r\">" + check + "</rule></rulebook>", "r.xml", Law::Get().words, findings);
}

std::shared_ptr<const Rulebook> Book(const std::string& check) {
  std::vector<Finding> findings;
  auto book = Book(check, findings);
  INFO(check << "\n" << Explain(findings));
  REQUIRE(book != nullptr);
  return book;
}

// One event a day: a, b, or another one.
Subject Course(const std::string& letters, Knowledge knowledge) {
  Subject subject;
  subject.knowledge = knowledge;
  Date day = *Date::Parse("2025-06-02");
  for (const char letter : letters) {
    SubjectEvent event;
    event.event = letter == 'a' ? "research_recorded" : letter == 'b' ? "draft_completed" : "unit_consulted";
    event.step = letter == 'c' ? "coordination" : "drafting";
    event.id = "/events/" + std::to_string(subject.events.size());
    event.date = DateRange{day, day};
    subject.events.push_back(std::move(event));
    subject.last = day;
    day = day.PlusDays(1);
  }
  if (!subject.last) subject.last = day;
  return subject;
}

RuleReport Judged(const Rulebook& book, const Subject& subject) {
  return Review(book, *Law::Get().statutes, *Law::Get().calendar, subject).rules.front();
}

std::string Form(LogTemplate form, int count) {
  const std::string n = CountsTimes(form) ? " n=\"" + std::to_string(count) + "\"" : "";
  const std::string target = IsUnary(form) ? "" : " target=\"draft_completed\"";
  return "<declare template=\"" + std::string(ToString(form)) + "\" event=\"research_recorded\"" + target + n + "/>";
}

LogVerdict InLog(LogTemplate form, int count, const std::string& letters) {
  LogRule rule;
  rule.form = form;
  rule.a = 0;
  rule.b = IsUnary(form) ? kOtherActivity : 1;
  rule.count = count;
  LogTrace trace;
  for (const char letter : letters) trace.events.push_back({letter == 'c' ? kOtherActivity : letter - 'a', std::nullopt});
  return Judge(rule, trace, {});
}

std::vector<std::string> WordsUpTo(std::size_t length) {
  std::vector<std::string> words{""};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() == length) continue;
    const std::string word = words[i];
    for (const char letter : {'a', 'b', 'c'}) words.push_back(word + letter);
  }
  return words;
}

template <typename Take>
void EachTemplate(const Take& take) {
  for (int f = 0; f <= static_cast<int>(LogTemplate::kNotChainSuccession); ++f) {
    const auto form = static_cast<LogTemplate>(f);
    for (const int count : CountsTimes(form) ? std::vector<int>{1, 2, 3} : std::vector<int>{1}) take(form, count);
  }
}

}  // namespace

TEST_CASE("a template in a rulebook means what it means over a log") {
  EachTemplate([](LogTemplate form, int count) {
    const auto book = Book(Form(form, count));
    for (const std::string& word : WordsUpTo(5)) {
      const Verdict found = Judged(*book, Course(word, Knowledge::kWhole)).verdict;
      if (found == Verdict::kNotApplicable) continue;
      const Verdict wanted = InLog(form, count, word) == LogVerdict::kSatisfied ? Verdict::kSatisfied : Verdict::kViolated;
      INFO(ToString(form) << " " << count << " over " << word);
      CHECK(ToString(found) == ToString(wanted));
    }
  });
}

TEST_CASE("what a running matter can still come to is what its continuations come to") {
  const std::vector<std::string> more = WordsUpTo(5);
  EachTemplate([&](LogTemplate form, int count) {
    const auto book = Book(Form(form, count));
    for (const std::string& word : WordsUpTo(3)) {
      const RuleReport now = Judged(*book, Course(word, Knowledge::kSoFar));
      if (now.verdict == Verdict::kNotApplicable || now.findings.front().code == "not-shown") {
        CHECK(now.State() != RunningState::kViolatedForEver);
        continue;
      }
      bool keeps = false;
      bool breaks = false;
      for (const std::string& tail : more) (InLog(form, count, word + tail) == LogVerdict::kSatisfied ? keeps : breaks) = true;
      INFO(ToString(form) << " " << count << " over " << word << " is " << ToString(*now.State()));
      CHECK(now.outlook->Has(Verdict::kSatisfied) == keeps);
      CHECK(now.outlook->Has(Verdict::kViolated) == breaks);
      CHECK((now.State() == RunningState::kViolatedForEver) == !keeps);
    }
  });
}

TEST_CASE("of a partial record a template is decided only where nothing that is missing can change it") {
  const std::vector<std::string> words = WordsUpTo(3);
  EachTemplate([&](LogTemplate form, int count) {
    const auto book = Book(Form(form, count));
    for (const std::string& word : words) {
      const Verdict found = Judged(*book, Course(word, Knowledge::kPartial)).verdict;
      if (found == Verdict::kNotShown || found == Verdict::kNotApplicable) continue;
      const LogVerdict wanted = found == Verdict::kSatisfied ? LogVerdict::kSatisfied : LogVerdict::kViolated;
      for (std::size_t at = 0; at <= word.size(); ++at) {
        for (const std::string& missing : words) {
          const std::string whole = word.substr(0, at) + missing + word.substr(at);
          INFO(ToString(form) << " " << count << ": " << word << " may be " << whole);
          CHECK(InLog(form, count, whole) == wanted);
        }
      }
    }
  });
}

TEST_CASE("dates that do not settle the order decide no template of order") {
  Subject subject = Course("ab", Knowledge::kWhole);
  subject.events[0].date = DateRange::Parse("2025-06");
  CHECK(Judged(*Book(Form(LogTemplate::kResponse, 1)), subject).findings.front().code == "order-not-shown");
  CHECK(Judged(*Book(Form(LogTemplate::kCoExistence, 1)), subject).verdict == Verdict::kSatisfied);
}

TEST_CASE("a template is refused with what to write instead") {
  for (const auto& [check, message] : std::vector<std::pair<std::string, std::string>>{
           {"<declare template=\"within\" event=\"draft_completed\" target=\"unit_consulted\"/>", "a bound of time is a <period>"},
           {"<declare template=\"init\" event=\"draft_completed\" target=\"unit_consulted\"/>", "Expected no target: init has one event"},
           {"<declare template=\"response\" event=\"draft_completed\" target=\"unit_consulted\" n=\"2\"/>", "Expected no n"},
           {"<declare template=\"response\" event=\"draft_completed\"/>", "target"},
           {"<declare template=\"existence\" event=\"draft_done\"/>", "draft_done"}}) {
    std::vector<Finding> findings;
    CHECK(Book(check, findings) == nullptr);
    INFO(Explain(findings));
    CHECK(Explain(findings).find(message) != std::string::npos);
  }
}
