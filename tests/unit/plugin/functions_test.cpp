// Functions of plugins: the same bytes in the engine's process and in one of its own; what a bad one does is a failure with its reason.
#include <catch2/catch.hpp>

#include "base/json.h"
#include "catalog/schema.h"
#include "plugin/function_calls.h"
#include "plugin/plugin_set.h"
#include "support/places.h"

namespace juece {
namespace {

HostingPolicy Hosted() {
  HostingPolicy policy;
  policy.standard.child = true;
  policy.standard.call_ms = 20000;
  policy.host_program = BinaryDir() + "/bin/juece-plugin-host";
  policy.trust.allow_unsigned = true;
  return policy;
}

Data Json(std::string_view text) {
  auto data = ParseJson(text);
  REQUIRE(data.has_value());
  return *data;
}

struct Both {
  explicit Both(const std::string& file) : child(Hosted(), nullptr) {
    for (PluginSet* set : {&own, &child}) {
      const Status status = set->AddFile(file);
      INFO(status.message().en);
      REQUIRE(status.ok());
    }
  }
  // The answer, after both gave the same.
  FunctionAnswer Run(const std::string& id, std::string_view subject, std::string_view configuration = "{}", Language language = Language::kChinese) {
    const FunctionType* function = own.FindFunction(id);
    REQUIRE(function != nullptr);
    const Data shown = Json(subject);
    const Data complete = WithDefaults(function->configuration_schema, Json(configuration));
    CHECK(ValidateSchema(function->configuration_schema, complete).empty());
    FunctionCall call;
    call.language = language;
    call.now = *Instant::Parse("2024-03-01T09:00:00+08:00");
    call.subject = &shown;
    call.configuration = &complete;
    FunctionAnswer first = own.RunFunction(id, call);
    const FunctionAnswer second = child.RunFunction(id, call);
    CHECK(first.verdict == second.verdict);
    CHECK(first.reason == second.reason);
    CHECK(first.media_type == second.media_type);
    CHECK(first.name == second.name);
    CHECK(first.content == second.content);
    CHECK(first.failure == second.failure);
    CHECK(first.broke == second.broke);
    return first;
  }
  PluginSet own;
  PluginSet child;
};

std::string Shipped(const std::string& name) { return BinaryDir() + "/plugins/" + name + ".so"; }

FunctionVerdict NumberIs(Both& both, const std::string& number, const std::string& date = "2022-06-01", std::string_view configuration = "{}") {
  const Data subject = Data::OfMembers({{"event", Data::OfMembers({{"date", date}, {"data", Data::OfMembers({{"number", number}})}})}});
  const FunctionAnswer answer = both.Run("document_number", ToJson(subject), configuration);
  INFO(answer.failure.value_or("") << answer.reason.en);
  CHECK_FALSE(answer.failure);
  CHECK_FALSE(answer.reason.zh.empty());
  CHECK_FALSE(answer.reason.en.empty());
  return answer.verdict;
}

}  // namespace

TEST_CASE("a document number is its organ's sign, the year and a serial number", "[functions]") {
  Both both(Shipped("record_checks"));
  CHECK(both.own.FindFunction("document_number")->kind == FunctionKind::kRuleCheck);
  CHECK(NumberIs(both, "云政发〔2022〕31号") == FunctionVerdict::kSatisfied);
  CHECK(NumberIs(both, "云政规〔2022〕3号") == FunctionVerdict::kSatisfied);
  for (const char* wrong : {"云政发[2022]31号", "云政发(2022)31号", "云政规2025-3", "云政发〔2022〕031号", "云政发〔2022〕31", "云政发〔22〕31号", "〔2022〕31号",
                            "云政发〔二〇二二〕31号", "云政发〔2022〕三十一号", "云政发〔2022〕号", "云政发〕2022〔31号", "第31号", "云政发〔2021〕31号"}) {
    INFO(wrong);
    CHECK(NumberIs(both, wrong) == FunctionVerdict::kViolated);
  }
  CHECK(NumberIs(both, "") == FunctionVerdict::kNotShown);
  CHECK(NumberIs(both, "云政发〔2021〕31号", "2022-01-04", R"({"year_may_differ":true})") == FunctionVerdict::kSatisfied);
  CHECK(NumberIs(both, "云政发〔2021〕31号", "2021-12/2022-01") == FunctionVerdict::kSatisfied);  // the day is not known, so the year settles nothing
}

TEST_CASE("a total is held to the sum of its parts", "[functions]") {
  Both both(Shipped("record_checks"));
  const auto verdict = [&](std::string_view data, std::string_view configuration) {
    return both.Run("totals", "{\"event\":{\"data\":" + std::string(data) + "},\"events\":[{\"event\":\"listed\",\"data\":{\"total\":5}}]}", configuration).verdict;
  };
  constexpr std::string_view kEqual = R"({"total":"count","parts":["opinions"]})";
  CHECK(verdict(R"({"count":2,"opinions":[{"no":"1"},{"no":"2"}]})", kEqual) == FunctionVerdict::kSatisfied);
  CHECK(verdict(R"({"count":3,"opinions":[{"no":"1"},{"no":"2"}]})", kEqual) == FunctionVerdict::kViolated);
  CHECK(verdict(R"({"count":0,"opinions":[]})", kEqual) == FunctionVerdict::kSatisfied);
  CHECK(verdict(R"({"count":2})", kEqual) == FunctionVerdict::kNotShown);
  CHECK(verdict(R"({"opinions":[]})", kEqual) == FunctionVerdict::kNotShown);
  CHECK(verdict(R"({"count":"2","opinions":[]})", kEqual) == FunctionVerdict::kNotShown);
  CHECK(verdict(R"({"count":2.5,"opinions":[]})", kEqual) == FunctionVerdict::kNotShown);
  CHECK(verdict(R"({"count":9223372036854775807,"opinions":[]})", kEqual) == FunctionVerdict::kViolated);
  constexpr std::string_view kAtLeast = R"({"total":"count","parts":["opinions"],"relation":"at_least"})";
  CHECK(verdict(R"({"count":3,"opinions":[{"no":"1"}]})", kAtLeast) == FunctionVerdict::kSatisfied);
  CHECK(verdict(R"({"count":0,"opinions":[{"no":"1"}]})", kAtLeast) == FunctionVerdict::kViolated);
  constexpr std::string_view kElsewhere = R"({"total":"total","total_event":"listed","parts":["attendance","absent"]})";
  CHECK(verdict(R"({"attendance":4,"absent":["甲"]})", kElsewhere) == FunctionVerdict::kSatisfied);
  CHECK(verdict(R"({"attendance":4,"absent":[]})", kElsewhere) == FunctionVerdict::kViolated);
}

TEST_CASE("a document is only text, whatever stands in the dossier", "[functions]") {
  Both both(Shipped("dossier_documents"));
  constexpr std::string_view kDossier = R"({"dossier":{"id":"1","title":"道路<script>alert(1)</script>|*","organ":"市政府"},
    "actions":[{"event":"consultation_opened","date":"2024-03-01","data":{"until":"2024-04-01","channels":["网站","报纸"],"how_to_answer":"\"来信\" & 来访"}}],
    "catalogue":{"volumes":[{"title":{"zh":"启动","en":"Initiation"},"items":[{"order":1,"maker":"甲|乙","title":"<建议>","date":"2024-03-01","pages":3,"kind":"D101","kind_title":{"zh":"建议","en":"Proposal"}}]}]}})";
  const FunctionAnswer page = both.Run("volume_catalogue", kDossier);
  REQUIRE_FALSE(page.failure);
  CHECK(page.media_type == "text/html");
  CHECK(page.name == "catalogue.html");
  CHECK(page.content.find("<script>") == std::string::npos);
  CHECK(page.content.find("<td>1</td><td>甲|乙</td><td>&lt;建议&gt;</td><td>2024-03-01</td><td>3</td><td>D101 建议</td>") != std::string::npos);
  const FunctionAnswer text = both.Run("volume_catalogue", kDossier, R"({"format":"markdown"})", Language::kEnglish);
  CHECK(text.media_type == "text/markdown");
  CHECK(text.content.find("| 1 | 甲\\|乙 | \\<建议> | 2024-03-01 | 3 | D101 Proposal |") != std::string::npos);
  const FunctionAnswer notice = both.Run("consultation_notice", kDossier);
  REQUIRE_FALSE(notice.failure);
  CHECK(notice.content.find("网站、报纸") != std::string::npos);
  CHECK(notice.content.find("&quot;来信&quot; &amp; 来访") != std::string::npos);
  const FunctionAnswer none = both.Run("consultation_notice", R"({"dossier":{"title":"道路"},"actions":[]})");
  REQUIRE(none.failure);
  CHECK_FALSE(none.broke);  // it says that it cannot, which is an answer
  CHECK(none.failure->find("no open consultation") != std::string::npos);
}

TEST_CASE("a reminder is JSON or a mail, and no title forges a header", "[functions]") {
  Both both(Shipped("reminders"));
  constexpr std::string_view kNotice = R"({"notice":{"id":"abc","what":"deadline_near","dossier":"1","title":"道路\r\nBcc: x@y","organ":"市政府","roles":["undertaking_unit","archivist"],
    "sentence":{"zh":"“出台”应在 2024-03-04 前办结\r\nBcc: x@y","en":"due"}}})";
  const FunctionAnswer json = both.Run("reminder_json", kNotice);
  REQUIRE_FALSE(json.failure);
  CHECK(Json(json.content) == Json(kNotice)["notice"]);
  constexpr std::string_view kOffice = R"({"from":"juece@example.org","addresses":{"undertaking_unit":"unit@example.org","archivist":"unit@example.org"}})";
  const FunctionAnswer mail = both.Run("reminder_mail", kNotice, kOffice);
  REQUIRE_FALSE(mail.failure);
  CHECK(mail.media_type == "message/rfc822");
  CHECK(mail.content.find("To: unit@example.org\r\n") != std::string::npos);
  CHECK(mail.content.find("Message-ID: <abc@juece>\r\n") != std::string::npos);
  CHECK(mail.content.find("Bcc") == std::string::npos);
  const FunctionAnswer nobody = both.Run("reminder_mail", kNotice, R"({"from":"juece@example.org","addresses":{"decision_organ":"o@example.org"}})");
  REQUIRE(nobody.failure);
  CHECK(nobody.failure->find("undertaking_unit") != std::string::npos);
  for (PluginSet* set : {&both.own, &both.child}) {
    CHECK(set->CheckFunctionConfiguration("reminder_mail", Json(kOffice)).empty());
    CHECK(set->CheckFunctionConfiguration("reminder_mail", Json(R"({"from":"a@b\nBcc: x@y","addresses":{"r":"a,b@c"}})")).size() == 2);
    CHECK(set->CheckFunctionConfiguration("no_such", Json("{}")).size() == 1);
    CHECK(set->RunFunction("no_such", {}).failure);
  }
}

TEST_CASE("what a bad function does is a failure that names it", "[functions]") {
  Both both(BinaryDir() + "/fixtures/plugins/bad_functions.so");
  for (const auto& [id, why] : {std::pair<std::string, std::string>{"throws", "out of paper"}, {"silent", "expected a document"}, {"wrong_type", "image/png"},
                                {"wrong_name", "../../etc/passwd"}, {"no_reason", "expected a reason in both languages"}, {"no_verdict", "expected a verdict"},
                                {"too_long", "longer than"}}) {
    INFO(id);
    const FunctionAnswer answer = both.Run(id, "{}");
    REQUIRE(answer.failure);
    CHECK(answer.failure->find("test.bad_functions 1.0.0, " + id) == 0);
    CHECK(answer.failure->find(why) != std::string::npos);
    CHECK(answer.content.empty());
  }
}

TEST_CASE("a function that crashes costs one call", "[functions]") {
  PluginSet child(Hosted(), nullptr);
  REQUIRE(child.AddFile(BinaryDir() + "/fixtures/plugins/bad_functions.so").ok());
  const Data empty = Data::EmptyMap();
  FunctionCall call;
  call.subject = &empty;
  call.configuration = &empty;
  const FunctionAnswer crashed = child.RunFunction("crashes", call);
  REQUIRE(crashed.failure);
  CHECK(crashed.broke);
  CHECK(crashed.failure->find("number 1") != std::string::npos);
  const FunctionAnswer next = child.RunFunction("throws", call);
  REQUIRE(next.failure);
  CHECK(next.failure->find("out of paper") != std::string::npos);
}

TEST_CASE("an answer is the same after it crossed the wire, and garbage is not taken for one", "[functions]") {
  FunctionAnswer answer;
  answer.verdict = FunctionVerdict::kNotShown;
  answer.reason = {"理由", "reason"};
  answer.media_type = "text/plain";
  answer.name = "a.txt";
  answer.content = std::string("a\0b", 3);
  WireWriter out(Message::kAnswer);
  WriteAnswer(out, answer);
  const std::string frame = std::move(out).Finish();
  const std::string body = frame.substr(kFrameHeader);
  WireReader in(body);
  const FunctionAnswer read = ReadAnswer(in);
  CHECK(in.ok());
  CHECK(read.content == answer.content);
  CHECK(read.reason == answer.reason);
  for (std::size_t size = 0; size < body.size(); ++size) {
    WireReader cut(std::string_view(body).substr(0, size));
    (void)ReadAnswer(cut);
    CHECK_FALSE(cut.ok());
  }
  std::string lie = body;
  lie[0] = 9;
  WireReader lied(lie);
  (void)ReadAnswer(lied);
  CHECK_FALSE(lied.ok());
}

}  // namespace juece
