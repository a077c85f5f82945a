#include "collective_deliberation.h"

#include "juece/sdk/words.h"
#include "majority.h"

namespace juece::sdk {
namespace {

Answer NotOneHead(const Request& request) {
  const std::string_view role = request.configuration()["head_role"].Text();
  int heads = 0;
  for (Value member : request.data()["members"]) heads += member["role"].Text() == role ? 1 : 0;
  if (heads == 1) return std::nullopt;
  const Sentence head = Title(request.configuration()["head_title"]);
  return Refusal{"head-not-named",
                 "R713:30-1",
                 {"在会议组成人员中写明一名" + head.zh, "name " + head.en + " among the members, once"},
                 {"有" + Count(heads) + "名", "there are " + Count(heads)}};
}

// The meeting that was convened: before the decision, or during its execution.
std::optional<Action> Convened(const Request& request) {
  auto convened = request.Last("meeting_convened");
  return convened ? convened : request.Last("later_meeting_convened");
}

}  // namespace

void CollectiveDeliberation::CheckConfiguration(Value configuration, Problems& problems) const {
  if (!configuration["kinds"].empty()) return;
  problems.Add({"kinds 应至少有一种会议,但为空",
                "expected at least one kind of meeting in kinds, but it is empty"});
}

void CollectiveDeliberation::Enter(const Request&, Effects& effects) {
  effects.OpenTask("convene");
}

void CollectiveDeliberation::Submit(const Request& request, Effects& effects) {
  if (const Answer refusal = WrongKind(request)) return effects.Reject(*refusal);
  if (request.action() == "convene") {
    if (const Answer refusal = NotOneHead(request)) return effects.Reject(*refusal);
    return effects.OpenTask("hold_meeting");
  }
  if (const Answer refusal = RefusedMeeting(request)) return effects.Reject(*refusal);
  effects.Complete(request.data()["outcome"].Text(), request.data()["reason"].Text());
}

Answer CollectiveDeliberation::WrongKind(const Request& request) {
  const Value kinds = request.configuration()["kinds"];
  const std::string_view kind = request.data()["kind"].Text();
  if (kinds.Contains(kind)) return std::nullopt;
  const Sentence known = QuoteAll(Texts(kinds));
  return Refusal{"meeting-kind-wrong",
                 "R713:30-1",
                 {"由" + known.zh + "会议讨论", "deliberate in a meeting of the kind " + known.en},
                 {"会议种类为" + Quote(kind).zh, "it is " + Quote(kind).en}};
}

Answer CollectiveDeliberation::RefusedMeeting(const Request& request) {
  const auto convened = Convened(request);
  if (!convened || convened->data["kind"].Text() != request.data()["kind"].Text()) {
    return Refusal{"meeting-not-convened",
                   "R713:30-1",
                   {"记录已经召集的会议", "record a meeting that was convened"},
                   {convened ? "召集的是另一种会议" : "没有召集会议",
                    convened ? "another kind was convened" : "none was convened"}};
  }
  const Value members = convened->data["members"];
  if (const Answer refusal = UnclearAttendance(request, members)) return refusal;
  if (const Answer refusal = WrongSpeakers(request, members)) return refusal;
  if (const Answer refusal = TooFewPresent(request, members)) return refusal;
  if (const Answer refusal = UnrecordedDissent(request)) return refusal;
  if (const Answer refusal = UnexplainedDeparture(request, members)) return refusal;
  return UnrecordedChange(request);
}

// Every member either has a view (silence is one) or was absent.
Answer CollectiveDeliberation::UnclearAttendance(const Request& request, Value members) {
  for (Value member : members) {
    const std::string_view name = member["name"].Text();
    if (Named(request.data()["views"], name) != Named(request.data()["absent"], name)) continue;
    return Refusal{
        "attendance-unclear",
        "R713:30-3",
        {"如实记载每名组成人员的意见或者缺席", "record a view or the absence of every member"},
        {Quote(name).zh + "的记载缺失或者矛盾",
         "the record of " + Quote(name).en + " is missing or contradicts itself"}};
  }
  return std::nullopt;
}

Answer CollectiveDeliberation::WrongSpeakers(const Request& request, Value members) {
  const Value configuration = request.configuration();
  std::string_view last;
  for (Value view : request.data()["views"]) {
    last = view["name"].Text();
    if (Named(members, last)) continue;
    return Refusal{"not-a-member",
                   "R713:30-1",
                   {"记录会议组成人员的意见", "record the views of members"},
                   {Quote(last).zh + "不是组成人员", Quote(last).en + " is none"}};
  }
  // The head may ask and explain before; what counts is who gives the last view.
  if (last == HeadOf(members, configuration["head_role"].Text())) return std::nullopt;
  const Sentence head = Title(configuration["head_title"]);
  return Refusal{
      "head-not-last",
      "R713:30-2",
      {"由" + head.zh + "最后发表意见", "let " + head.en + " speak last"},
      {"最后发表意见的是" + Quote(last).zh, "the last to speak was " + Quote(last).en}};
}

// The Regulation knows no quorum; a local rule may.
Answer CollectiveDeliberation::TooFewPresent(const Request& request, Value members) {
  const Value configuration = request.configuration();
  std::int64_t present = 0;  // persons: one may speak more than once
  for (Value member : members)
    present += Named(request.data()["views"], member["name"].Text()) ? 1 : 0;
  const std::int64_t number = configuration["minimum_present"].Integer();
  const std::int64_t percent = configuration["minimum_present_percent"].Integer() *
                               static_cast<std::int64_t>(members.size());
  const std::int64_t share = (percent + 99) / 100;
  const std::int64_t fewest = std::max(number, share);
  if (present >= fewest) return std::nullopt;
  return Refusal{"quorum-not-reached",
                 request.Basis(share > number ? "minimum_present_percent" : "minimum_present"),
                 {"至少有" + Count(fewest) + "名组成人员到会",
                  "have at least " + Count(fewest) + " members present"},
                 {"到会" + Count(present) + "名", "there were " + Count(present)}};
}

Answer CollectiveDeliberation::UnrecordedDissent(const Request& request) {
  for (Value view : request.data()["views"]) {
    if (view["view"].Text() != "disagree" || !view["opinion"].Text().empty()) continue;
    const Sentence who = Quote(view["name"].Text());
    return Refusal{"dissent-not-recorded",
                   "R713:30-3",
                   {"如实载明不同意见", "record a dissenting view as it was spoken"},
                   {who.zh + "的不同意见没有内容", "that of " + who.en + " is empty"}};
  }
  return std::nullopt;
}

Answer CollectiveDeliberation::UnexplainedDeparture(const Request& request, Value members) {
  const Value data = request.data();
  if (!data["head_reason"].Text().empty()) return std::nullopt;
  const Tally tally = CountViews(request, members);
  const std::string_view outcome = data["outcome"].Text();
  const bool against = outcome == "rejected" || outcome == "deferred";
  const bool departs = against ? tally.MostAgree() : tally.MostDisagree();
  if (!departs && !data["against_majority"].IsTrue()) return std::nullopt;
  const Sentence counted = {
      Count(tally.base) + "人中同意" + Count(tally.agree) + "、不同意" + Count(tally.disagree),
      "of " + Count(tally.base) + " members " + Count(tally.agree) + " agree and " +
          Count(tally.disagree) + " disagree"};
  return Refusal{
      "head-reason-missing",
      "R713:30-2",
      {"在会上说明与多数人意见不一致的理由",
       "state at the meeting why the head departs from the majority"},
      {"没有记载理由(" + counted.zh + ")", "no reason is recorded (" + counted.en + ")"}};
}

Answer CollectiveDeliberation::UnrecordedChange(const Request& request) {
  const std::string_view outcome = request.data()["outcome"].Text();
  const bool substantive = outcome == "substantive_change";
  if (!substantive && outcome != "adopted_with_changes") return std::nullopt;
  if (request.data()["changes"].empty()) {
    return Refusal{"changes-missing",
                   "R713:30-3",
                   {"载明会议作出的修改", "record what the meeting changed"},
                   {"没有载明", "nothing is recorded"}};
  }
  if (!substantive || request.Submits(request.configuration()["draft_kind"].Text()))
    return std::nullopt;
  return Refusal{"changed-draft-missing",
                 "R713:25-2",
                 {"随实质性修改提交修改后的草案,以便重新审查",
                  "submit the changed draft, so that it can be reviewed again"},
                 {"没有提交", "it was not submitted"}};
}

}  // namespace juece::sdk
