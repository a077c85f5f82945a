// Personal values leave by a command with authority and reason; what stays behind does not repeat them.
#include <catch2/catch.hpp>

#include "base/json.h"
#include "dossier/apply.h"
#include "kit.h"
#include "record/codec.h"
#include "runtime/redaction.h"

namespace juece {
namespace {

using kit::Desk;
using kit::Said;

struct RedactionFixture {
  kit::Office office;
  std::unique_ptr<EventStore> store = MakeMemoryStore();
  Desk desk{office, *store};

  std::int64_t Note(const std::string& person, const std::string& at, const std::string& text = "seen") {
    const Data data = Data::OfMembers({{"text", text}, {"person", person}});
    const auto outcome = desk.Do("drafting", "note", ToJson(data), at);
    REQUIRE(Said(outcome) == "accepted");
    return outcome->events.front().position;
  }
  std::string Redact(std::vector<PersonalPlace> places, const std::string& at = "2024-03-05") {
    return Said(desk.Say(RedactPersonal{std::move(places)}, at));
  }
  // Everything that the store holds about the dossier.
  std::string Everything() {
    std::string all;
    const std::vector<Event> events = store->Read(desk.id).value();
    const std::vector<StoredAttempt> attempts = store->AttemptsAsStored(desk.id).value();
    for (const Event& event : events) {
      all += ToCanonicalJson(ToData(event)) + CanonicalBytes(event);
      for (const PersonalValue& personal : event.personal) all += personal.value + personal.salt;
    }
    for (const StoredAttempt& attempt : attempts) all += attempt.bytes;
    return all;
  }
};

TEST_CASE_METHOD(RedactionFixture, "a redaction takes the value out of record and state, and history and state stay one") {
  const std::int64_t position = Note("孙明远", "2024-03-02");
  Note("李清", "2024-03-02 10:00");
  REQUIRE(Redact({{position, "/data/person"}, {position, "/data/person"}}) == "accepted");
  CHECK(Everything().find("孙明远") == std::string::npos);
  CHECK(Everything().find("李清") != std::string::npos);
  CHECK(ToCanonicalJson(ToData(*desk.State())).find("孙明远") == std::string::npos);
  CHECK(desk.State()->actions().front().data["person"].Has("commitment"));
  CHECK(desk.State()->actions().front().data["text"].AsText() == "seen");
  CHECK(desk.engine.Replay(desk.id).value().empty());
  CHECK(store->Verify(desk.id)->breaks.empty());
  const Event last = store->Read(desk.id).value().back();
  const auto& redacted = std::get<PersonalRedacted>(last.body);
  REQUIRE(redacted.values.size() == 1);
  CHECK(redacted.values.front() == PersonalPlace{position, "/data/person"});
  CHECK(redacted.authority == "an order");
  CHECK(redacted.reason == "a reason");
}

TEST_CASE_METHOD(RedactionFixture, "a corrected entry and its correction are two places") {
  const std::int64_t position = Note("孙明远", "2024-03-02");
  const Data right = Data::OfMembers({{"text", "seen"}, {"person", "孙明原"}});
  const auto corrected = desk.Say(CorrectEntry{position, right}, "2024-03-03");
  REQUIRE(Said(corrected) == "accepted");
  REQUIRE(Redact({{position, "/data/person"}}) == "accepted");
  CHECK(desk.State()->actions().front().data["person"].AsText() == "孙明原");
  CHECK(desk.engine.Replay(desk.id).value().empty());
  REQUIRE(Redact({{corrected->events.front().position, "/data/person"}}) == "accepted");
  CHECK(desk.State()->actions().front().data["person"].Has("commitment"));
  CHECK(desk.engine.Replay(desk.id).value().empty());
  CHECK(Everything().find("孙明") == std::string::npos);
}

TEST_CASE_METHOD(RedactionFixture, "a redaction is possible while a dossier is paused and after it has ended") {
  const std::int64_t first = Note("孙明远", "2024-03-02");
  const std::int64_t second = Note("李清", "2024-03-02 10:00");
  REQUIRE(Said(desk.Say(PauseDossier{}, "2024-03-03")) == "accepted");
  CHECK(Redact({{first, "/data/person"}}) == "accepted");
  REQUIRE(Said(desk.Say(TerminateDossier{}, "2024-03-06")) == "accepted");
  CHECK(Redact({{second, "/data/person"}}, "2024-03-07") == "accepted");
  CHECK(ToString(desk.State()->status()) == "terminated");
  CHECK(desk.engine.Replay(desk.id).value().empty());
}

TEST_CASE_METHOD(RedactionFixture, "what may not be redacted is refused, and the refusal repeats nothing") {
  const std::int64_t position = Note("孙明远", "2024-03-02");
  const std::string at = std::to_string(position);
  CHECK(Redact({}) ==
        "nothing-to-redact | 应指明要删除的个人信息,但没有指明,或没有找到相符而尚存的;可用 juece redact 案卷 --list 查看 | "
        "Expected to name personal values to redact, but none was named, or none that is still there was found; see juece redact DOSSIER --list");
  CHECK(Redact({{position, "/data/text"}}) ==
        "not-personal | 应指明记录中的个人信息,但第" + at + "号记录的“/data/text”不是个人信息;该记录的个人信息:/data/person | "
        "Expected to name a personal value of the record, but /data/text of entry " + at + " is none; personal in that entry: /data/person");
  CHECK(Redact({{position, "/data/nobody"}}) ==
        "not-personal | 应指明记录中的个人信息,但第" + at + "号记录的“/data/nobody”不存在;该记录的个人信息:/data/person | "
        "Expected to name a personal value of the record, but /data/nobody of entry " + at + " is not there; personal in that entry: /data/person");
  CHECK(Redact({{99, "/data/person"}}) ==
        "not-personal | 应指明记录中的个人信息,但第99号记录的“/data/person”不存在;该记录的个人信息:无 | "
        "Expected to name a personal value of the record, but /data/person of entry 99 is not there; personal in that entry: none");
  Command command = desk.Make(RedactPersonal{{{position, "/data/person"}}}, "2024-03-05", "chief");
  command.authority.clear();
  CHECK(Said(desk.Submit(command)) ==
        "authority-missing | 应写明“redact”的依据,但没有给出 | Expected to name the authority for “redact”, but none was given");
  command.authority = "an order";
  command.reason.clear();
  CHECK(Said(desk.Submit(command)) == "reason-missing | 应写明“redact”的理由,但没有给出 | Expected to give the reason for “redact”, but none was given");
  command.reason = "孙明远来信要求";
  CHECK(Said(desk.Submit(command)) ==
        "redaction-repeats-value | 应以不含该个人信息的文字写明依据和理由(它们将永久留在记录中),但理由里写有要删除的内容 | "
        "Expected to give authority and reason in words that do not repeat the value (they stay in the record for ever), but the reason does");
  command.reason = "a reason";
  command.actor.role = "passer_by";
  CHECK(Said(desk.Submit(command)).starts_with("wrong-role | "));
  command.actor.role = "chief";
  REQUIRE(Said(desk.Submit(command)) == "accepted");
  const std::string by = std::to_string(desk.State()->version());
  CHECK(Said(desk.Submit(command)) == "already-redacted | 应删除尚存的个人信息,但第" + at + "号记录的“/data/person”已由第" + by +
                                          "号记录删除 | Expected to redact a value that is still there, but /data/person of entry " + at +
                                          " was redacted by entry " + by);
  CHECK(Everything().find("孙明远") == std::string::npos);
}

TEST_CASE_METHOD(RedactionFixture, "what handlers quote reaches the person at the desk, not the record") {
  const auto refused = desk.Do("drafting", "note", R"({"text": "refuse", "person": "孙明远"})", "2024-03-02");
  CHECK(refused->rejection->message.zh == "应照做,但孙明远没有");
  CHECK(store->Attempts(desk.id).value().back().rejection.message.zh == "应照做,但〔个人信息〕没有");
  CHECK(store->Attempts(desk.id).value().back().rejection.message.en == "Expected to work, but [personal] did not");
  // The form of a payload is told with its value as well.
  const auto unfit = desk.Do("drafting", "note", R"({"text": "x", "person": ["孙明远"]})", "2024-03-02");
  CHECK(unfit->rejection->code == "payload-invalid");
  const auto failed = desk.Do("drafting", "note", R"({"text": "fail", "person": "孙明远"})", "2024-03-02");
  CHECK(failed->rejection->code == "incident");
  CHECK(desk.State()->incidents().begin()->second.raised.reason == "the handler broke at 〔个人信息〕");
  REQUIRE(Said(desk.Say(ResolveIncident{desk.State()->incidents().begin()->first}, "2024-03-03")) == "accepted");
  REQUIRE(Said(desk.Do("drafting", "paper", "{}", "2024-03-03", "clerk", "Li", {"D204:one"})) == "accepted");
  const std::int64_t position = Note("孙明远", "2024-03-04", "note");
  CHECK(desk.State()->FindStep("drafting")->reason == "because of 〔个人信息〕");
  REQUIRE(Redact({{position, "/data/person"}}) == "accepted");
  CHECK(Everything().find("孙明远") == std::string::npos);
}

TEST_CASE_METHOD(RedactionFixture, "a selection names the person's values, an entry's, or what is not there") {
  const std::int64_t first = Note("孙明远", "2024-03-02");
  const std::int64_t second = Note("李清", "2024-03-02 10:00");
  const auto select = [&](const PersonalSelection& selection) { return SelectPersonal(*store, desk.id, selection).value(); };
  CHECK(select({{"孙明远"}, {}, {}}) == std::vector<PersonalPlace>{{first, "/data/person"}});
  CHECK(select({{"孙明远", "李清"}, {second}, {}}).size() == 2);
  CHECK(select({{"nobody"}, {}, {}}).empty());
  CHECK(select({{}, {1}, {}}) == std::vector<PersonalPlace>{{1, "/data"}});
  REQUIRE(Redact({{first, "/data/person"}}) == "accepted");
  CHECK(select({{}, {first}, {}}) == std::vector<PersonalPlace>{{first, "/data/person"}});
  CHECK(SelectPersonal(*store, "2024-9999", {}).error().code() == StatusCode::kNotFound);
  CHECK(ParsePersonalPlace("12:/data/a") == PersonalPlace{12, "/data/a"});
  for (const char* wrong : {"", "12", "12:", ":/data", "x:/data", "12:data", "99999999999999999999:/data"}) {
    INFO(wrong);
    CHECK_FALSE(ParsePersonalPlace(wrong));
  }
}

}  // namespace
}  // namespace juece
