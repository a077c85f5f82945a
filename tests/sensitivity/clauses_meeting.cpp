// How the clauses on submission and deliberation read: R713 29 and 30.
#include <algorithm>
#include <set>

#include "reading.h"

namespace juece::reading {
namespace {

// --- What is submitted ------------------------------------------------------------------------------------------------

// It came with the submission, or its list says so without saying that it is absent.
Verdict Contains(const Matter& m, std::string_view kind) {
  return Each(m.Submissions(), [&](Event bundle) {
    if (HasDocument(bundle, kind)) return kKept;
    const Data::List& items = At(bundle, "items").AsList();
    const bool listed = std::any_of(items.begin(), items.end(), [&](const Data& item) {
      return (item.is_map() ? item["kind"] : item).AsText() == kind && !Filled(item["reason_absent"]);
    });
    return listed ? kKept : kBroken;
  });
}

// --- The meeting ----------------------------------------------------------------------------------------------------------

Answer RightMeeting(Event event) { return Is(event, "kind", {"standing", "plenary"}); }
Answer Adopted(Event event) { return Is(event, "outcome", {"adopted", "adopted_with_changes"}); }

Verdict MeetingKind(Event event) {
  const Answer adopted = Adopted(event);
  if (adopted == Answer::kNo) return kSilent;
  const Verdict kind = From(RightMeeting(event));
  return adopted == Answer::kUnknown && kind == kBroken ? kOpen : kind;
}

Verdict Spoke(Event event) {
  const Data::List& views = At(event, "views").AsList();
  if (views.empty()) return kBroken;
  const bool all = std::all_of(views.begin(), views.end(), [](const Data& one) { return Filled(one["name"]) && Filled(one["view"]); });
  return all ? kKept : kBroken;
}

Verdict HeadLast(Event event) {
  const Data::List& views = At(event, "views").AsList();
  if (views.empty()) return kBroken;
  const Data& role = views.back()["role"];
  return !role.is_text() ? kOpen : role.AsText() == "chief_executive" ? kKept : kBroken;
}

Verdict DissentRecorded(Event event) {
  const Data::List& views = At(event, "views").AsList();
  if (views.empty()) return kBroken;
  Verdict verdict = kKept;
  for (const Data& one : views) {
    if (!Filled(one["view"])) verdict = All({verdict, Filled(one["opinion"]) ? kKept : kOpen});
    if (one["view"].AsText() == "disagree" && !Filled(one["opinion"])) verdict = kBroken;
  }
  return verdict;
}

// Of two meetings, what is convened belongs to the one that follows, before the next is convened.
Verdict EachMemberHeard(const Matter& m) {
  const Events convened = m.Of("meeting_convened");
  return Each(convened, [&](Event call) {
    std::set<std::string> heard;
    bool unnamed = false;
    for (Event meeting : m.Of("deliberation_held")) {
      const bool later = std::any_of(convened.begin(), convened.end(), [&](Event next) {
        return next != call && Before(call, next) == Answer::kYes && Before(next, meeting) == Answer::kYes;
      });
      if (Before(call, meeting) == Answer::kNo || later) continue;
      for (const char* list : {"views", "absent"}) {
        for (const Data& item : At(meeting, list).AsList()) {
          unnamed = unnamed || !Filled(item["name"]);
          heard.insert(item["name"].AsText());
        }
      }
    }
    Verdict verdict = kSilent;
    for (const Data& member : At(call, "members").AsList()) {
      const bool named = Filled(member["name"]);
      verdict = All({verdict, !named ? kOpen : heard.count(member["name"].AsText()) > 0 ? kKept : unnamed ? kOpen : kBroken});
    }
    return verdict;
  });
}

// Whether the head departs from the majority, in every way that the law leaves open: of whom, what silence and absence mean, whether
// the head counts. Only where all ways agree is anything said.
struct Ways {
  bool departs = false;
  bool keeps = false;
};

Ways CountEveryWay(const Matter& m, Event meeting) {
  std::set<std::string> spoke;
  int agree = 0, disagree = 0, silent = 0, unknown = 0, others = 0;
  std::string head_view;
  for (const Data& one : At(meeting, "views").AsList()) {
    spoke.insert(one["name"].AsText());
    const std::string& view = one["view"].AsText();
    const int kind = view.empty() ? 3 : view == "agree" || view == "agree_with_changes" ? 0 : view == "disagree" ? 1 : view == "abstain" || view == "silent" ? 2 : 4;
    if (one["role"].AsText() == "chief_executive") {
      head_view += static_cast<char>('0' + kind);
      continue;
    }
    ++(kind == 0 ? agree : kind == 1 ? disagree : kind == 2 ? silent : kind == 3 ? unknown : others);
  }
  std::set<std::string> away;
  for (const Data& one : At(meeting, "absent").AsList()) away.insert(one["name"].AsText());
  Event call = nullptr;
  for (Event convened : m.Of("meeting_convened")) {
    if (Before(convened, meeting) != Answer::kNo) call = convened;
  }
  if (call != nullptr) {
    for (const Data& one : At(call, "members").AsList()) away.insert(one["name"].AsText());
  }
  int absent = 0;
  for (const std::string& name : away) absent += spoke.count(name) == 0 ? 1 : 0;
  const auto ways = [&](const char* setting, std::vector<std::string> answers) {
    return m.Setting(setting).empty() ? answers : std::vector<std::string>{m.Setting(setting)};
  };
  const std::string& outcome = At(meeting, "outcome").AsText();
  const bool refused = outcome == "deferred" || outcome == "rejected";
  Ways found;
  for (const std::string& of : ways("majority_of", {"present", "all"}))
    for (const std::string& silence : ways("silence_counts_as", {"none", "agree", "disagree"}))
      for (const std::string& absence : ways("absence_counts_as", {"none", "agree", "disagree"}))
        for (const std::string& head : ways("head_counts", {"no", "yes"}))
          for (int meant = 0; meant < 3; ++meant)
            for (int against = 0; against < 2; ++against) {
              if (!outcome.empty() && (against == 1) != refused) continue;
              int base = agree + disagree + silent + unknown + others, yes = agree, no = disagree;
              const auto count = [&](const std::string& as, int n) { (as == "agree" ? yes : no) += as == "none" ? 0 : n; };
              const std::string unsaid = meant == 0 ? "none" : meant == 1 ? "agree" : "disagree";
              count(silence, silent);
              count(unsaid, unknown);
              for (const char kind : head == "yes" ? head_view : std::string()) {
                ++base;
                if (kind == '0') ++yes;
                if (kind == '1') ++no;
                if (kind == '2') count(silence, 1);
                if (kind == '3') count(unsaid, 1);
              }
              if (of == "all") {
                base += absent;
                count(absence, absent);
              }
              ((against == 1 ? yes : no) * 2 > base ? found.departs : found.keeps) = true;
            }
  return found;
}

Verdict HeadGaveReasons(const Matter& m) {
  return Each(m.Of("deliberation_held"), [&](Event meeting) {
    const bool reason = Filled(At(meeting, "head_reason"));
    const bool admitted = At(meeting, "against_majority").AsBool();
    if (At(meeting, "views").AsList().empty()) {
      // Nothing to count: only what the record admits of itself says anything.
      return !admitted ? kOpen : reason ? kKept : kBroken;
    }
    const Ways ways = CountEveryWay(m, meeting);
    if (!ways.departs && !admitted) return kSilent;
    if (reason) return kKept;
    if (admitted && !ways.departs) return kOpen;  // it says so itself, though the views say otherwise
    return ways.keeps ? kOpen : kBroken;
  });
}

}  // namespace

std::vector<Clause> MeetingClauses() {
  const auto if_any = [](const char* events, const char* kind) {
    return [events, kind](const Matter& m) { return m.Has(events) ? Contains(m, kind) : kSilent; };
  };
  return {
      {"bundle-submitted", {"提交讨论应当报送材料", "material is submitted for discussion"},
       [](const Matter& m) { return Precedes(m.Of("bundle_submitted"), Anything, m.Of("deliberation_held")); }},
      {"bundle-by-undertaker", {"由决策承办单位报送", "the undertaking unit submits"},
       [](const Matter& m) {
         Events events = m.Submissions();
         for (Event event : m.Of("draft_revised")) events.push_back(event);
         return ActedAs(events, {"undertaking_unit"});
       }},
      {"bundle-has-draft", {"报送决策草案", "the draft"}, [](const Matter& m) { return Contains(m, "D204"); }},
      {"bundle-has-fair-competition", {"涉及市场主体的,含公平竞争审查情况", "with the fair competition review, where market players are touched"},
       [](const Matter& m) { return If(m.Fact("touches_market"), Contains(m, "D604")); }},
      {"bundle-has-participation", {"听取过公众意见的,含采纳情况", "what became of public opinions"},
       if_any("consultation_opened hearing_held symposium_held survey_conducted special_group_met opinions_adopted", "D306")},
      {"bundle-has-experts", {"经专家论证的,含采纳情况", "what became of the experts' opinions"}, if_any("expert_opinion_given", "D407")},
      {"bundle-has-risk", {"经风险评估的,含评估报告", "the risk report"}, if_any("risk_report_submitted", "D504")},
      {"bundle-has-legality", {"含合法性审查意见", "the legality opinion"}, [](const Matter& m) { return Contains(m, "D706"); }},
      {"deliberated", {"经常务会议或者全体会议讨论", "the standing or plenary meeting discusses"},
       [](const Matter& m) { return LastPrecedes(m.Of("deliberation_held"), RightMeeting, m.Of("decision_issued")); }},
      {"meeting-kind", {"讨论通过的是常务会议或者全体会议", "it is that meeting that adopts"}, [](const Matter& m) { return Each(m.Of("deliberation_held"), MeetingKind); }},
      {"issued-as-adopted", {"在集体讨论的基础上作出决定", "the decision rests on the discussion: what was not adopted is not issued"},
       [](const Matter& m) { return LastPrecedes(m.Of("deliberation_held"), Adopted, m.Of("decision_issued")); }},
      {"signed-by-head", {"行政首长作出决定", "the head decides"}, [](const Matter& m) { return ActedAs(m.Of("decision_issued"), {"chief_executive"}); }},
      {"members-spoke", {"会议组成人员充分发表意见", "members speak"}, [](const Matter& m) { return Each(m.Of("deliberation_held"), Spoke); }},
      {"members-each-heard", {"会议组成人员,每一位", "each of them"}, EachMemberHeard},
      {"head-spoke-last", {"行政首长最后发表意见", "the head speaks last"}, [](const Matter& m) { return Each(m.Of("deliberation_held"), HeadLast); }},
      {"head-gave-reasons", {"与多数人意见不一致的,说明理由", "who departs from the majority gives reasons"}, HeadGaveReasons},
      {"dissent-recorded", {"不同意见如实载明", "dissent is recorded"}, [](const Matter& m) { return Each(m.Of("deliberation_held"), DissentRecorded); }},
  };
}

}  // namespace juece::reading
