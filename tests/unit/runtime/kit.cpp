#include "kit.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "catalog/step_type.h"

namespace juece::kit {
namespace {

constexpr char kWork[] = R"({
  "type": "work", "titles": {"zh": "办理", "en": "Work"}, "waits": true,
  "outcomes": [{"id": "done", "titles": {"zh": "完成", "en": "done"}, "opens": true},
               {"id": "again", "titles": {"zh": "重来", "en": "again"}}, {"id": "bad", "titles": {"zh": "不成", "en": "bad"}}],
  "actions": [
    {"id": "note", "event": "noted", "titles": {"zh": "记录", "en": "Note"}, "roles": ["clerk"],
     "schema": {"type": "object", "properties": {"text": {"type": "string", "minLength": 2},
                                                 "person": {"type": "string", "x-personal": true}}}},
    {"id": "open_notice", "event": "notice_opened", "titles": {"zh": "公告", "en": "Open"}, "roles": ["clerk"],
     "schema": {"type": "object", "properties": {"until": {"type": "string", "format": "date"}, "reason": {"type": "string"}}}},
    {"id": "close_notice", "event": "notice_closed", "titles": {"zh": "截止", "en": "Close"}, "roles": ["clerk"], "schema": {"type": "object"}},
    {"id": "paper", "event": "paper_given", "titles": {"zh": "报送", "en": "Paper"}, "roles": ["clerk"], "schema": {"type": "object"},
     "materials": [{"kind": "D204", "required": true, "article": "R713:12"}]},
    {"id": "odd", "event": "odd_done", "titles": {"zh": "异常", "en": "Odd"}, "roles": ["clerk"],
     "schema": {"type": "object", "required": ["do"], "properties": {"do": {"type": "string"}}}},
    {"id": "finish", "event": "finished", "titles": {"zh": "办结", "en": "Finish"}, "roles": ["clerk"],
     "schema": {"type": "object", "required": ["outcome"], "properties": {"outcome": {"type": "string"}}}}]})";

class WorkHandler : public StepHandler {
 public:
  explicit WorkHandler(std::shared_ptr<Switches> switches) : switches_(std::move(switches)) {}

  Effects Enter(const StepRequest&) override {
    Effects effects;
    if (switches_->fail_on_enter) effects.failure = "the handler broke";
    return effects;
  }
  Effects Submit(const StepRequest& request) override {
    Effects effects;
    if (request.action == "finish") effects.complete = CompleteEffect{(*request.data)["outcome"].AsText(), ""};
    if (request.action == "note") Quote((*request.data)["text"].AsText(), (*request.data)["person"].AsText(), effects);
    const std::string what = request.action == "odd" ? (*request.data)["do"].AsText() : "";
    if (what == "fail") effects.failure = "the handler broke";
    if (what == "refuse") effects.rejection = Rejection{"work-refused", {"应照做,但没有", "Expected to work, but did not"}, ""};
    if (what == "cover") effects.covers.push_back({"draft", "carries out the opinion"});
    if (what == "link") effects.link = LinkEffect{"Adjusted", "the world changed"};
    if (what == "require") {
      effects.required_materials.push_back("D999");
      effects.complete = CompleteEffect{"done", ""};
    }
    return effects;
  }
  // As handlers do: what they were given stands in what they answer.
  static void Quote(const std::string& text, const std::string& person, Effects& effects) {
    if (text == "refuse") effects.rejection = Rejection{"work-refused", {"应照做,但" + person + "没有", "Expected to work, but " + person + " did not"}, ""};
    if (text == "fail") effects.failure = "the handler broke at " + person;
    if (text != "note") return;
    Finding finding;
    finding.code = "person-noted";
    finding.message = {person + "已登记", person + " was noted"};
    effects.findings.push_back(std::move(finding));
    effects.complete = CompleteEffect{"done", "because of " + person};
  }
  Effects Deadline(const StepRequest& request) override {
    switches_->fired.push_back(request.deadline->started.deadline);
    Effects effects;
    if (switches_->fail_on_deadline) effects.failure = "the handler broke";
    return effects;
  }

 private:
  std::shared_ptr<Switches> switches_;
};

class WorkFactory : public StepFactory {
 public:
  explicit WorkFactory(std::shared_ptr<Switches> switches) : switches_(std::move(switches)) {}
  std::vector<Text> CheckConfiguration(std::string_view, const Data&) override { return {}; }
  std::shared_ptr<StepHandler> Create(std::string_view, const Data&) override {
    return std::make_shared<WorkHandler>(switches_);
  }

 private:
  std::shared_ptr<Switches> switches_;
};

std::shared_ptr<const StepCatalog> Catalog() {
  auto type = ReadStepType(*ParseJson(kWork));
  if (!type) throw std::runtime_error(type.error().message().en);
  auto catalog = std::make_shared<StepCatalog>();
  if (!catalog->Add(std::move(*type)).ok()) throw std::runtime_error("the step type was refused");
  return catalog;
}

// The articles that the procedure cites; they ask for nothing here, the proofs have tests of their own.
std::shared_ptr<const StatuteBook> Statutes() {
  Statute statute;
  statute.id = "R713";
  statute.articles = 44;
  for (int article = 1; article <= 44; ++article) {
    Clause clause;
    clause.article = {"R713", article, 0, 0};
    statute.clauses.push_back(std::move(clause));
  }
  auto book = std::make_shared<StatuteBook>();
  book->Add(std::move(statute));
  return book;
}

std::shared_ptr<const WorkCalendar> ReadCalendar(const std::string& years) {
  std::vector<Finding> findings;
  auto calendar = WorkCalendar::Read(
      "<calendar xmlns=\"urn:juece:calendar:1\" id=\"test\" version=\"1\">" + years + "</calendar>", "test.xml", findings);
  if (calendar == nullptr) throw std::runtime_error(ToText(findings.front(), Language::kEnglish));
  return calendar;
}

void WriteFile(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

}  // namespace

const char kProcedure[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<procedure xmlns="urn:juece:definition:1" id="test.main" version="1.0.0" title-zh="测试程序" title-en="Test procedure">
  <roles><role id="clerk" zh="承办人" en="Clerk"/><role id="chief" zh="负责人" en="Chief"/>
    <role id="reviewer" zh="审查人" en="Reviewer"/></roles>
  <facts><fact id="technical" type="boolean" zh="专业性强" en="Technical" decided-by="clerk" article="R713:19"/>
    <fact id="cost" type="number" zh="投资额" en="Cost" decided-by="clerk"/></facts>
  <settings><setting id="early" value="reason-required" choices="refused reason-required noted" zh="提前" en="Early"/></settings>
  <followed><material id="draft" kind="D204" zh="草案" en="Draft"/></followed>
  <separation roles="clerk reviewer" article="R713:25"/>
  <flow start="drafting">
    <step id="drafting" type="work" zh="起草" en="Drafting" article="R713:12">
      <material kind="D204" article="R713:12"/>
      <changes material="draft" outcomes="done"/>
      <on outcome="done" to="argument"/><on outcome="again bad" to="stopped"/>
    </step>
    <parallel id="argument" zh="论证" en="Argument" article="R713:14">
      <branch id="public" zh="公众" en="Public"><flow start="consult">
        <step id="consult" type="work" zh="征求意见" en="Consultation" article="R713:15">
          <period id="notice" kind="minimum" amount="30" unit="calendar-days" from="notice_opened" to="notice_closed"
                  planned="/until" soft="true" reason-in="notice_opened/reason" early="@early" article="R713:15"/>
          <on outcome="done again bad" to="public_end"/>
        </step>
        <end id="public_end" outcome="done"/>
      </flow></branch>
      <branch id="expert" zh="专家" en="Experts"><flow start="experts">
        <step id="experts" type="work" zh="专家论证" en="Experts" article="R713:19">
          <applies when="technical" decided-by="clerk" article="R713:19"/>
          <on outcome="done again not_applicable" to="expert_end"/><on outcome="bad" to="expert_bad"/>
        </step>
        <end id="expert_end" outcome="done"/><end id="expert_bad" outcome="bad" cancels="siblings"/>
      </flow></branch>
      <exit cancelling="true" to="drafting"><when branch="expert" outcomes="bad"/></exit>
      <exit otherwise="true" to="review"/>
    </parallel>
    <step id="review" type="work" zh="审查" en="Review" article="R713:25">
      <action id="finish" roles="reviewer"/>
      <reviews material="draft" outcomes="done"/>
      <on outcome="done" to="submission"/><on outcome="again" to="drafting"/><on outcome="bad" to="stopped"/>
    </step>
    <step id="submission" type="work" zh="提请" en="Submission" article="R713:29">
      <material kind="D500" article="R713:29" when="cost &gt; 100"/>
      <milestone id="submission" outcomes="done"/>
      <on outcome="done" to="extra"/><on outcome="again" to="review"/><on outcome="bad" to="stopped"/>
    </step>
    <step id="extra" type="work" zh="补充" en="Extra" article="R713:36">
      <applies decided-by="chief" article="R713:36"/>
      <on outcome="done again bad not_applicable" when="cost &gt; 1000" to="submission"/>
      <on otherwise="true" to="execution"/>
    </step>
    <step id="execution" type="work" zh="执行" en="Execution" article="R713:34">
      <period id="report" kind="limit" amount="5" unit="working-days" from="entered" to="finished" article="R713:34"/>
      <period id="hold" kind="minimum" amount="2" unit="working-days" from="noted" to="left" article="R713:34"/>
      <on outcome="done again bad" to="completed"/>
    </step>
    <end id="completed" outcome="completed"/><end id="stopped" outcome="stopped"/>
  </flow>
</procedure>)";

std::shared_ptr<const WorkCalendar> Calendar2024() {
  return ReadCalendar("<year value=\"2024\" source=\"test\"><holiday from=\"2024-05-01\" to=\"2024-05-03\" zh=\"劳动节\" en=\"Labour Day\"/></year>");
}

std::shared_ptr<const WorkCalendar> Calendar2024And2025() {
  return ReadCalendar("<year value=\"2024\" source=\"test\"/><year value=\"2025\" source=\"test\"/>");
}

Office::Office(std::shared_ptr<const WorkCalendar> calendar, std::string definition)
    : switches(std::make_shared<Switches>()) {
  folder = (std::filesystem::temp_directory_path() / "juece_kit_XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
  procedure_file = folder + "/procedure.xml";
  WriteFile(procedure_file, definition);
  installation = Installation::Of(Catalog(), std::make_shared<WorkFactory>(switches), Statutes(),
                                  std::move(calendar), {"", folder});
}

Office::~Office() { std::filesystem::remove_all(folder); }

void Office::WriteOffice(const std::string& xml) {
  office_file = folder + "/office.xml";
  WriteFile(office_file, xml);
}

Instant At(const std::string& text) {
  const std::string time = text.size() > 10 ? text.substr(11) : "09:00";
  return Instant::Parse(text.substr(0, 10) + "T" + time + ":00+08:00").value();
}

Desk::Desk(Office& of, EventStore& store, bool open) : office(of), engine(of.installation, store, {}) {
  if (!open) return;
  auto opened = Open();
  if (!opened) throw std::runtime_error(opened.error().message().en);
  if (opened->dossier.empty()) throw std::runtime_error(opened->outcome.rejection->message.en);
}

Result<Engine::Opened> Desk::Open(std::vector<std::pair<std::string, Data>> facts) {
  Engine::OpenRequest request;
  request.procedure = office.procedure_file;
  request.office_file = office.office_file;
  request.body.title = "A matter";
  request.body.organ = "An organ";
  request.body.facts = std::move(facts);
  request.body.facts_reason = "as filed";
  request.actor = {"Li", "clerk", ""};
  request.occurred_at = request.recorded_at = At("2024-03-01");
  auto opened = engine.Open(request);
  if (opened) id = opened->dossier;
  return opened;
}

Command Desk::Make(CommandBody body, const std::string& at, const std::string& role, const std::string& actor) {
  return {id, {actor, role, ""}, At(at), At(at), "an order", "a reason", {}, std::move(body)};
}

Result<Outcome> Desk::Submit(Command command) { return engine.Submit(command); }

Result<Outcome> Desk::Do(const std::string& step, const std::string& action, const std::string& json, const std::string& at,
                         const std::string& role, const std::string& actor, std::vector<std::string> materials) {
  SubmitAction submit{step, action, *ParseJson(json), {}};
  for (const std::string& material : materials) {
    const auto colon = material.find(':');
    submit.materials.push_back({"", material.substr(0, colon), "", "sha256:" + material.substr(colon + 1), 1, "", "file"});
  }
  return engine.Submit(Make(std::move(submit), at, role, actor));
}

Result<Outcome> Desk::Say(CommandBody body, const std::string& at, const std::string& role) {
  return engine.Submit(Make(std::move(body), at, role));
}

std::shared_ptr<const Dossier> Desk::State() { return engine.Get(id).value(); }

std::string Desk::Status(const std::string& step) {
  const StepState* state = State()->FindStep(step);
  return state == nullptr ? "waiting" : std::string(ToString(state->status));
}

void Desk::ToReview() {
  const auto must = [](const Result<Outcome>& outcome) {
    if (Said(outcome) != "accepted") throw std::runtime_error(Said(outcome));
  };
  must(Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"}));
  must(Do("drafting", "finish", R"({"outcome": "done"})", "2024-03-03"));
  must(Do("consult", "finish", R"({"outcome": "done"})", "2024-03-04"));
  must(Do("experts", "finish", R"({"outcome": "done"})", "2024-03-05"));
}

void Desk::ToSubmission() {
  ToReview();
  const auto outcome = Do("review", "finish", R"({"outcome": "done"})", "2024-03-06", "reviewer", "Wang");
  if (Said(outcome) != "accepted") throw std::runtime_error(Said(outcome));
}

std::string Said(const Result<Outcome>& outcome) {
  if (!outcome) return "status: " + outcome.error().message().en;
  if (outcome->accepted) return "accepted";
  const Rejection& r = *outcome->rejection;
  return r.code + " | " + r.message.zh + " | " + r.message.en + (r.article.empty() ? "" : " | " + r.article);
}

}  // namespace juece::kit
