// Who is in the majority, counted again by a program of its own: every answer to the open questions is written out as a ballot
// list, one ballot a member, and the two piles are compared.
#include <algorithm>
#include <random>
#include <set>

#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

struct Voice {
  bool head = false;
  std::string view;
};

struct Meeting {
  std::vector<Voice> voices;
  int absent = 0;
  bool rejected = false;
  bool reason = false;
  std::map<std::string, std::string> given;  // settings
};

const std::map<std::string, std::vector<std::string>> kQuestions = {{"majority_of", {"present", "all"}},
                                                                    {"silence_counts_as", {"none", "agree", "disagree"}},
                                                                    {"absence_counts_as", {"none", "agree", "disagree"}},
                                                                    {"head_counts", {"no", "yes"}}};

bool Departs(const Meeting& meeting, const std::map<std::string, std::string>& answers) {
  std::vector<std::string> ballots;
  for (const Voice& voice : meeting.voices) {
    if (voice.head && answers.at("head_counts") == "no") continue;
    const bool quiet = voice.view == "silent" || voice.view == "abstain";
    ballots.push_back(quiet ? answers.at("silence_counts_as") : voice.view == "agree_with_changes" ? "agree" : voice.view);
  }
  for (int i = 0; i < meeting.absent && answers.at("majority_of") == "all"; ++i) ballots.push_back(answers.at("absence_counts_as"));
  const std::string opposite = meeting.rejected ? "agree" : "disagree";
  const auto others = std::count(ballots.begin(), ballots.end(), opposite);
  return others > static_cast<long>(ballots.size()) - others;
}

std::set<bool> AllAnswers(const Meeting& meeting) {
  std::set<bool> departs;
  std::vector<std::map<std::string, std::string>> answers{{}};
  for (const auto& [question, values] : kQuestions) {
    std::vector<std::map<std::string, std::string>> longer;
    for (const auto& so_far : answers) {
      for (const std::string& value : values) {
        if (meeting.given.contains(question) && meeting.given.at(question) != value) continue;
        longer.push_back(so_far);
        longer.back()[question] = value;
      }
    }
    answers = longer;
  }
  for (const auto& each : answers) departs.insert(Departs(meeting, each));
  return departs;
}

std::string Expected(const Meeting& meeting) {
  const std::set<bool> departs = AllAnswers(meeting);
  if (departs == std::set<bool>{false}) return "not_applicable";
  if (meeting.reason) return "satisfied";
  return departs.size() == 1 ? "violated" : "not_shown";
}

Data Record(const Meeting& meeting) {
  Data views = Data::EmptyList();
  for (std::size_t i = 0; i < meeting.voices.size(); ++i) {
    views.Append(Data::OfMembers({{"name", "member " + std::to_string(i)},
                                  {"role", meeting.voices[i].head ? "chief_executive" : "member"},
                                  {"view", meeting.voices[i].view}}));
  }
  Data absent = Data::EmptyList();
  for (int i = 0; i < meeting.absent; ++i) absent.Append(Data::OfMembers({{"name", "absent " + std::to_string(i)}}));
  Data settings = Data::EmptyMap();
  for (const auto& [name, value] : meeting.given) settings.Set(name, value);
  Data held = Data::OfMembers({{"event", "deliberation_held"},
                               {"date", "2025-08-25"},
                               {"data", Data::OfMembers({{"views", views},
                                                         {"absent", absent},
                                                         {"outcome", meeting.rejected ? "rejected" : "adopted"},
                                                         {"head_reason", meeting.reason ? "stated" : ""}})}});
  Data events = Data::EmptyList();
  events.Append(held);
  return Data::OfMembers({{"title", "t"},
                          {"organ", "o"},
                          {"level", "city"},
                          {"statutes", ParseJson("[\"R713\"]").value()},
                          {"complete", true},
                          {"facts", Data::EmptyMap()},
                          {"settings", settings},
                          {"events", events}});
}

}  // namespace

TEST_CASE("whether the head departs from the majority agrees with counting ballots by hand") {
  std::mt19937 random(20190901);  // the day on which the Regulation came into force
  const auto upto = [&](int n) { return std::uniform_int_distribution<int>(0, n)(random); };
  const std::vector<std::string> views = {"agree", "agree_with_changes", "disagree", "abstain", "silent"};
  std::map<std::string, int> seen;
  for (int i = 0; i < 2000; ++i) {
    Meeting meeting;
    const int members = 1 + upto(5);
    for (int m = 0; m < members; ++m) meeting.voices.push_back({false, views[static_cast<std::size_t>(upto(4))]});
    if (upto(4) > 0) meeting.voices.push_back({true, views[static_cast<std::size_t>(upto(4))]});
    meeting.absent = upto(2);
    meeting.rejected = upto(2) == 0;
    meeting.reason = upto(2) == 0;
    for (const auto& [question, values] : kQuestions) {
      if (upto(3) > 0) meeting.given[question] = values[static_cast<std::size_t>(upto(static_cast<int>(values.size()) - 1))];
    }
    const Data record = Record(meeting);
    const ReviewReport report = Law::Get().Review(record);
    const RuleReport& rule = RuleOf(report, "head-gave-reasons");
    INFO(ToJson(record) << "\n" << Explain(rule.findings));
    REQUIRE(ToString(rule.verdict) == Expected(meeting));
    ++seen[Expected(meeting)];
  }
  for (const char* verdict : {"satisfied", "violated", "not_shown", "not_applicable"}) {
    INFO(verdict);
    CHECK(seen[verdict] > 50);
  }
}
