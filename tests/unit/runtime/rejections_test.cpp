// Every refusal of the engine, word for word in both languages, with its article; and that a refusal changes nothing.
#include <catch2/catch.hpp>

#include "dossier/apply.h"
#include "kit.h"

namespace juece {
namespace {

using kit::At;
using kit::Desk;
using kit::Said;

constexpr char kDone[] = R"({"outcome": "done"})";
constexpr char kSteps[] = "drafting, consult, experts, review, submission, extra, execution";

struct Fixture {
  kit::Office office;
  std::unique_ptr<EventStore> store = MakeMemoryStore();
  Desk desk{office, *store};

  // The refusal's sentence; checks that nothing was stored, the state is the same, and the attempt was logged.
  std::string Refused(const std::function<Result<Outcome>()>& act) {
    const Data before = ToData(*desk.State());
    const std::size_t attempts = store->Attempts(desk.id).value().size();
    const auto outcome = act();
    CHECK(ToData(*desk.State()) == before);
    CHECK(store->Attempts(desk.id).value().size() == attempts + 1);
    CHECK(outcome->events.empty());
    return Said(outcome);
  }
};

TEST_CASE_METHOD(Fixture, "refusals that name a thing that is not there") {
  CHECK(Refused([&] { return desk.Do("cooking", "finish", kDone, "2024-03-02"); }) ==
        std::string("unknown-step | 应指明程序中的步骤,但“cooking”不在其中;程序的步骤有:") + kSteps +
            " | Expected to name a step of the procedure, but it has no cooking; its steps are: " + kSteps);
  CHECK(Refused([&] { return desk.Do("drafting", "cook", "{}", "2024-03-02"); }) ==
        "unknown-action | 应办理步骤“起草”的事项,但该步骤没有“cook”;可办理:note, open_notice, close_notice, paper, odd, finish | "
        "Expected to use an action of step drafting, but it has no cook; it has: note, open_notice, close_notice, paper, odd, "
        "finish");
  CHECK(Refused([&] { return desk.Do("review", "finish", kDone, "2024-03-02"); }) ==
        "step-not-active | 应在正在办理的步骤上操作,但步骤“审查”尚未开始;正在办理:起草(依据R713:12) | "
        "Expected to act in a step that is open, but step review is not entered yet; open now: drafting (R713:12) | R713:12");
  CHECK(Refused([&] { return desk.Say(SetFact{"mood", Data(true)}, "2024-03-02", "clerk"); }) ==
        "unknown-fact | 应设定程序声明的事实,但没有“mood”;已声明:technical, cost | "
        "Expected to set a declared fact, but there is no mood; declared: technical, cost");
  CHECK(Refused([&] { return desk.Say(SetFact{"technical", Data("yes")}, "2024-03-02", "clerk"); }) ==
        "fact-type | 应以boolean类型设定事实“technical”,但给出的是\"yes\"(依据R713:19) | "
        "Expected to set fact technical to a value of type boolean, but \"yes\" was given (R713:19) | R713:19");
  CHECK(Refused([&] { return desk.Say(ResolveIncident{"I9"}, "2024-03-02"); }) ==
        "unknown-incident | 应指明尚未处置的故障,但没有“I9”;未处置:无 | "
        "Expected to name an incident that is open, but there is no I9; open: none");
  CHECK(Refused([&] { return desk.Say(MovePlugin{{"test.other", "2.0.0", "sha256:bb"}}, "2024-03-02"); }) ==
        "plugin-not-pinned | 应为案卷换用它正在使用的插件的另一个构建,但案卷没有使用“test.other”;使用的插件:无 | "
        "Expected to move to another build of a plugin that the dossier uses, but it does not use test.other; it uses: none");
  CHECK(Refused([&] { return desk.Say(CorrectEntry{1, Data()}, "2024-03-02"); }) ==
        "unknown-entry | 应更正本案卷已登记的事项,但第1号事件不是登记事项 | "
        "Expected to correct an action recorded in this dossier, but event 1 is none");
  CHECK(Refused([&] { return desk.Say(EnterStep{"review", "", ""}, "2024-03-02"); }) ==
        "engine-command | 应由办理人员提交“enter_step”以外的命令,但该命令只由引擎依案卷状态自行发出 | "
        "Expected to submit a command that is a person's, but “enter_step” is given by the engine alone");
}

TEST_CASE_METHOD(Fixture, "refusals that look at the person") {
  CHECK(Refused([&] { return desk.Do("drafting", "note", "{}", "2024-03-02", "chief", "Zhao"); }) ==
        "wrong-role | 应由承办人办理“记录”,但提交人Zhao的身份是负责人(依据R713:12) | "
        "Expected to have “note” done by clerk, but Zhao acts as chief (R713:12) | R713:12");
  CHECK(Refused([&] { return desk.Say(PauseDossier{}, "2024-03-02", "cook"); }) ==
        "wrong-role | 应由承办人、负责人、审查人办理“pause”,但提交人Li的身份是cook | "
        "Expected to have “pause” done by clerk, chief, reviewer, but Li acts as cook");
  desk.ToReview();
  CHECK(Refused([&] { return desk.Do("review", "finish", kDone, "2024-03-06", "reviewer", "Li"); }) ==
        "separation-of-duties | 应由不同人员分别担任承办人、审查人,但Li已在步骤“起草”以承办人身份办理(依据R713:25) | "
        "Expected to have clerk, reviewer filled by different persons, but Li has acted in step drafting as clerk (R713:25) | "
        "R713:25");
}

TEST_CASE_METHOD(Fixture, "refusals that look at what was handed in") {
  CHECK(Refused([&] { return desk.Do("drafting", "paper", "{}", "2024-03-02"); }) ==
        "material-missing | 应先提交材料D204,但步骤“起草”中没有该材料(依据R713:12) | "
        "Expected to hand in material D204, but step drafting does not have it (R713:12) | R713:12");
  CHECK(Refused([&] { return desk.Do("drafting", "finish", kDone, "2024-03-02"); }).starts_with("material-missing | "));
  const std::string payload = Refused([&] { return desk.Do("drafting", "finish", "{}", "2024-03-02"); });
  CHECK(payload.starts_with("payload-invalid | 应按“办结”的格式填写数据,但"));
  CHECK(payload.find("Expected to give data that fit “finish”, but they do not: Expected /outcome to be given, ") != std::string::npos);
  CHECK(payload.ends_with(" (R713:12) | R713:12"));
  CHECK(Refused([&] { return desk.Do("drafting", "odd", R"({"do": "refuse"})", "2024-03-02"); }) ==
        "work-refused | 应照做,但没有 | Expected to work, but did not");
  desk.ToSubmission();
  CHECK(Refused([&] { return desk.Do("submission", "finish", kDone, "2024-03-07"); }) ==
        "fact-unknown | 应先查明事实cost,但其尚未确定,步骤“提请”不能继续(依据R713:29) | "
        "Expected to know cost, but it has not been stated yet, so step submission cannot go on (R713:29) | R713:29");
}

TEST_CASE_METHOD(Fixture, "refusals that look at time") {
  CHECK(Refused([&] {
          Command command = desk.Make(SetFact{"cost", Data(1)}, "2024-03-05", "clerk");
          command.recorded_at = At("2024-03-04");
          return desk.Submit(command);
        }) == "time-in-future | 应登记已经发生的事项,但发生时间2024-03-05T09:00:00+08:00晚于登记时间2024-03-04T09:00:00+08:00 | "
              "Expected to record what has happened, but it occurred at 2024-03-05T09:00:00+08:00, after it was recorded at "
              "2024-03-04T09:00:00+08:00");
  CHECK(Refused([&] { return desk.Say(SetFact{"cost", Data(1)}, "2024-02-28", "clerk"); }) ==
        "time-backwards | 应按发生先后办理,但2024-02-28T09:00:00+08:00早于上一事项的2024-03-01T09:00:00+08:00;补录须写明理由和确认人 | "
        "Expected to act in order of time, but 2024-02-28T09:00:00+08:00 is before the last entry at "
        "2024-03-01T09:00:00+08:00; late registration needs a reason and who confirmed it");
  Command late = desk.Make(SetFact{"cost", Data(1)}, "2024-03-02", "clerk");
  late.recorded_at = At("2024-03-09");
  CHECK(Refused([&] { return desk.Submit(late); }) ==
        "late-reason-missing | 应写明补录的理由和确认人,但2024-03-02T09:00:00+08:00发生的事项到2024-03-09T09:00:00+08:00才登记,"
        "没有写明补录理由 | Expected to give the reason of the late registration and who confirmed it, but what occurred at "
        "2024-03-02T09:00:00+08:00 was recorded at 2024-03-09T09:00:00+08:00 and no reason is given");
  late.late = LateRegistration{"the network was down", ""};
  CHECK(Refused([&] { return desk.Submit(late); }).ends_with("and nobody is named who confirmed it"));
  late.late->confirmed_by = "Zhao";
  const auto told = desk.Submit(late);
  REQUIRE(Said(told) == "accepted");
  CHECK(told->events.front().late == late.late);
}

TEST_CASE_METHOD(Fixture, "refusals of the office's verbs") {
  Command pause = desk.Make(PauseDossier{}, "2024-03-02", "chief");
  pause.authority.clear();
  CHECK(Refused([&] { return desk.Submit(pause); }) ==
        "authority-missing | 应写明“pause”的依据,但没有给出 | Expected to name the authority for “pause”, but none was given");
  pause.authority = "an order";
  pause.reason.clear();
  CHECK(Refused([&] { return desk.Submit(pause); }) ==
        "reason-missing | 应写明“pause”的理由,但没有给出 | Expected to give the reason for “pause”, but none was given");
  CHECK(Refused([&] { return desk.Say(ResumeDossier{}, "2024-03-02"); }) ==
        "dossier-not-paused | 应恢复已暂停的案卷,但案卷当前状态为在办 | Expected to resume a paused dossier, but it is running");
  REQUIRE(Said(desk.Say(PauseDossier{}, "2024-03-02")) == "accepted");
  CHECK(Refused([&] { return desk.Do("drafting", "note", "{}", "2024-03-03"); }) ==
        "dossier-paused | 应先恢复案卷再办理“submit”,但案卷自2024-03-02T09:00:00+08:00起暂停 | "
        "Expected to resume the dossier before “submit”, but it has been paused since 2024-03-02T09:00:00+08:00");
  REQUIRE(Said(desk.Say(TerminateDossier{}, "2024-03-04")) == "accepted");
  CHECK(Refused([&] { return desk.Do("drafting", "note", "{}", "2024-03-05"); }) ==
        "dossier-ended | 应对在办案卷办理“submit”,但案卷已终止 | Expected to submit a running dossier, but it is terminated");
}

TEST_CASE_METHOD(Fixture, "refusals of returns") {
  desk.ToReview();
  CHECK(Refused([&] { return desk.Say(ReturnTo{"review", "submission"}, "2024-03-06"); }) ==
        "return-forward | 应退回到已经经过的步骤,但“提请”不在从“审查”往回的路径上 | "
        "Expected to return to a step passed before, but submission does not lie on the path behind review");
  CHECK(Refused([&] { return desk.Say(ReturnTo{"review", "consult"}, "2024-03-06"); }) ==
        "return-inside | 应退回到并行环节“论证”整体,但“征求意见”在其内部;请退回到“论证” | "
        "Expected to return to the composite argument as a whole, but consult lies inside it; return to argument");
  REQUIRE(Said(desk.Say(ReturnTo{"review", "argument"}, "2024-03-07")) == "accepted");
  CHECK(Refused([&] { return desk.Say(ReturnTo{"consult", "experts"}, "2024-03-08"); }) ==
        "return-sibling | 应退回到同一分支或外层的步骤,但“专家论证”在另一并行分支中 | "
        "Expected to return to a step of the same branch or an enclosing one, but experts lies in a parallel branch");
}

TEST_CASE_METHOD(Fixture, "refusals at the gate") {
  desk.ToSubmission();
  REQUIRE(Said(desk.Say(SetFact{"cost", Data(1)}, "2024-03-07", "clerk")) == "accepted");
  REQUIRE(Said(desk.Do("submission", "paper", "{}", "2024-03-07", "clerk", "Li", {"D204:two"})) == "accepted");
  CHECK(Refused([&] { return desk.Do("submission", "finish", kDone, "2024-03-08"); }) ==
        "review-stale | 应以步骤“审查”审查过的文本到达节点“提交讨论”,但草案在审查后已有变动(依据R713:25) | "
        "Expected to reach milestone submission with the text that step review examined, but draft has changed since (R713:25) "
        "| R713:25");
  REQUIRE(Said(desk.Say(ReturnTo{"submission", "review"}, "2024-03-09")) == "accepted");
  REQUIRE(Said(desk.Do("review", "finish", kDone, "2024-03-10", "reviewer", "Wang")) == "accepted");
  REQUIRE(Said(desk.Say(SetFact{"technical", Data(false)}, "2024-03-11", "clerk")) == "accepted");
  CHECK(Refused([&] { return desk.Do("submission", "finish", kDone, "2024-03-12"); }) ==
        "applicability-stale | 应按现有事实重新判断步骤“专家论证”是否适用,但其判断为适用,而现在为不适用;请退回该步骤(依据R713:19) | "
        "Expected to judge anew whether step experts applies, but it was judged applicable and is not applicable by the present "
        "facts; return to the step (R713:19) | R713:19");
  CHECK(Refused([&] { return desk.Say(OverrideStep{"submission", "review-stale"}, "2024-03-12"); }) ==
        "override-of-gate | 应以法定程序消除“review-stale”,但该关口不得以命令越过(依据R713:29) | "
        "Expected to clear “review-stale” by the procedure itself, but this gate may not be set aside by command (R713:29) | "
        "R713:29");
  CHECK(Refused([&] { return desk.Say(OverrideStep{"submission", "unknown-step"}, "2024-03-12"); }) ==
        "override-not-possible | 应指明可由有权人员放行的情形(actor-not-in-office, material-missing, period-too-short),但“unknown-step”"
        "不在其中 | Expected to name a refusal that authority can set aside (actor-not-in-office, material-missing, "
        "period-too-short), but unknown-step is none");
}

TEST_CASE_METHOD(Fixture, "a refusal set aside by authority is not raised again in that round") {
  CHECK(Refused([&] { return desk.Do("drafting", "finish", kDone, "2024-03-02"); }).starts_with("material-missing"));
  REQUIRE(Said(desk.Say(OverrideStep{"drafting", "material-missing"}, "2024-03-02")) == "accepted");
  CHECK(Said(desk.Do("drafting", "finish", kDone, "2024-03-03")) == "accepted");
}

TEST_CASE_METHOD(Fixture, "refusals of periods") {
  REQUIRE(Said(desk.Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"})) == "accepted");
  REQUIRE(Said(desk.Do("drafting", "finish", kDone, "2024-03-03")) == "accepted");
  CHECK(Refused([&] { return desk.Do("consult", "open_notice", R"({"until": "2024-03-20"})", "2024-03-04"); }) ==
        "period-too-short | 应至2024-04-03届满30日的期限“notice”,但公告的截止日是2024-03-20,且没有允许缩短的理由(依据R713:15) | "
        "Expected to let the period notice of 30 calendar days run until 2024-04-03, but the announced last day is 2024-03-20, "
        "and no reason allows it to be shortened (R713:15) | R713:15");
  REQUIRE(Said(desk.Do("consult", "open_notice", R"({"until": "2024-04-03"})", "2024-03-04")) == "accepted");
  CHECK(Refused([&] { return desk.Do("consult", "close_notice", "{}", "2024-04-02"); }) ==
        "period-too-short | 应至2024-04-03届满30日的期限“notice”,但“notice_closed”发生在2024-04-02,且没有允许缩短的理由(依据R713:15) | "
        "Expected to let the period notice of 30 calendar days run until 2024-04-03, but notice_closed came on 2024-04-02, and "
        "no reason allows it to be shortened (R713:15) | R713:15");
  CHECK(Said(desk.Do("consult", "close_notice", "{}", "2024-04-03")) == "accepted");
}

TEST_CASE_METHOD(Fixture, "a minimum whose end nobody can compute keeps its gate closed") {
  desk.ToSubmission();
  REQUIRE(Said(desk.Say(SetFact{"cost", Data(1)}, "2024-03-07", "clerk")) == "accepted");
  REQUIRE(Said(desk.Do("submission", "finish", kDone, "2024-03-08")) == "accepted");
  REQUIRE(Said(desk.Do("extra", "finish", kDone, "2024-12-20")) == "accepted");
  REQUIRE(Said(desk.Do("execution", "note", R"({"text": "at work"})", "2024-12-31")) == "accepted");
  CHECK(Refused([&] { return desk.Do("execution", "finish", kDone, "2024-12-31"); }) ==
        "deadline-not-computable | 应在期限“hold”届满后办理,但工作日历没有2025年,届满日尚不能计算;请安装新的日历(依据R713:34) | "
        "Expected to go on after the period hold is over, but the calendar has no year 2025, so its end is not computable yet; "
        "install a newer calendar (R713:34) | R713:34");
}

TEST_CASE("refusals of an applicability that is not known, and of incidents") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store, false);
  REQUIRE(desk.Open({}));
  const auto failed = desk.Do("drafting", "odd", R"({"do": "fail"})", "2024-03-02");
  CHECK(Said(failed) ==
        "incident | 应由步骤“drafting”的处理程序作出答复,但处理程序失败:the handler broke;已记为故障submit:drafting/1#1 | "
        "Expected to get an answer from the handler of step drafting, but it failed: the handler broke; recorded as "
        "submit:drafting/1#1");
  CHECK(Said(desk.Do("drafting", "note", "{}", "2024-03-02")) ==
        "incident-open | 应先处置故障再办理步骤“起草”,但故障submit:drafting/1#1尚未处置:the handler broke | "
        "Expected to resolve the incident before going on with step drafting, but submit:drafting/1#1 is open: the handler broke");
  REQUIRE(Said(desk.Say(ResolveIncident{"submit:drafting/1#1"}, "2024-03-02")) == "accepted");
  REQUIRE(Said(desk.Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"})) == "accepted");
  REQUIRE(Said(desk.Do("drafting", "finish", kDone, "2024-03-03")) == "accepted");
  CHECK(Said(desk.Do("experts", "note", "{}", "2024-03-04")) ==
        "applicability-unknown | 应先确定步骤“专家论证”是否适用,但事实technical尚未确定(依据R713:19) | "
        "Expected to know whether step experts applies, but technical has not been stated yet (R713:19) | R713:19");
}

TEST_CASE("refusals when a dossier is opened") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Engine engine(office.installation, *store);
  Engine::OpenRequest request;
  request.procedure = office.procedure_file;
  request.actor = {"Li", "clerk", ""};
  request.occurred_at = request.recorded_at = At("2024-03-01");
  request.body.settings = {{"speed", "fast"}};
  const auto said = [&] { return Said(engine.Open(request)->outcome); };
  CHECK(said() == "unknown-setting | 应设定程序声明的参数,但没有“speed”;已声明:early | "
                  "Expected to choose a declared setting, but there is no speed; declared: early");
  request.body.settings = {{"early", "perhaps"}};
  CHECK(said() == "setting-choice | 应为参数“early”选择refused, reason-required, noted之一,但给出的是“perhaps” | "
                  "Expected to choose one of refused, reason-required, noted for setting early, but perhaps was given");
  CHECK(store->Dossiers().value().empty());
}

TEST_CASE("who does not hold the post is refused, a delegate acts for the principal") {
  kit::Office office;
  office.WriteOffice(R"(<office xmlns="urn:juece:office:1" name="Harbour City">
    <post person="Li" role="clerk" from="2024-01-01" to="2024-03-31"/><post person="Zhao" role="chief" from="2020-01-01"/>
    <delegation from-person="Li" to-person="Sun" role="clerk" from="2024-03-01" to="2024-03-10" authority="Order 7"/>
  </office>)");
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  CHECK(Said(desk.Do("drafting", "note", "{}", "2024-03-02", "clerk", "Zhao")) ==
        "actor-not-in-office | 应由在2024-03-02担任承办人的人员办理,但名录“Harbour City”中Zhao没有该职务 | "
        "Expected to act as a person who holds clerk on 2024-03-02, but Zhao has no such post in the directory Harbour City");
  const auto delegated = desk.Do("drafting", "note", "{}", "2024-03-05", "clerk", "Sun");
  REQUIRE(Said(delegated) == "accepted");
  CHECK(delegated->events.front().actor.on_behalf_of == "Li");
  CHECK(Said(desk.Do("drafting", "note", "{}", "2024-04-02", "clerk", "Li")) ==
        "actor-not-in-office | 应由在2024-04-02担任承办人的人员办理,但Li自2024-01-01至2024-03-31担任该职 | "
        "Expected to act as a person who holds clerk on 2024-04-02, but Li holds it from 2024-01-01 to 2024-03-31");
}

}  // namespace
}  // namespace juece
