// Dossier scripts: the virtual clock, expectations, verbs, and scripts that are malformed.
#include <catch2/catch.hpp>

#include "kit.h"
#include "runtime/script.h"

namespace juece {
namespace {

struct ScriptFixture {
  kit::Office office;
  std::unique_ptr<EventStore> store = MakeMemoryStore();
  Engine engine{office.installation, *store};

  Result<ScriptResult> Run(const std::string& entries) {
    const std::string text = R"({"procedure": ")" + office.procedure_file + R"(", "title": "A", "organ": "O",
      "facts": {"technical": true}, "facts_reason": "as filed",
      "opened": {"at": "2024-03-01T09:00:00+08:00", "actor": "Li", "role": "clerk"}, "entries": [)" + entries + "]}";
    return RunScript(engine, *ParseJson(text), {});
  }
};

TEST_CASE_METHOD(ScriptFixture, "a script drives a virtual clock and says what it expects") {
  const auto result = Run(R"(
    {"at": "2024-03-02T09:00:00+08:00", "actor": "Li", "role": "clerk", "step": "drafting", "action": "note", "data": {"text": "one"}},
    {"at": "2024-03-02T10:00:00+08:00", "actor": "Li", "role": "clerk", "step": "drafting", "action": "finish",
     "data": {"outcome": "done"}, "expect": {"rejected": "material-missing", "article": "R713:12"}},
    {"at": "2024-03-01T10:00:00+08:00", "actor": "Li", "role": "clerk", "step": "drafting", "action": "note", "data": {"text": "two"}},
    {"at": "2024-03-01T10:00:00+08:00", "actor": "Li", "role": "clerk", "step": "drafting", "action": "note", "data": {"text": "two"},
     "late": {"reason": "away", "confirmed_by": "Zhao"}},
    {"at": "2024-03-03T09:00:00+08:00", "actor": "Zhao", "role": "chief", "command": "correct", "entry": 0,
     "data": {"text": "corrected"}, "authority": "order", "reason": "slip"},
    {"at": "2024-03-04T09:00:00+08:00", "actor": "Zhao", "role": "chief", "command": "pause", "authority": "order", "reason": "flood"}
  )");
  REQUIRE(result);
  CHECK(result->accepted == 4);
  CHECK(result->state == "paused");
  REQUIRE(result->rejections.size() == 2);
  CHECK(result->rejections[0].entry == 1);
  CHECK(result->rejections[0].expected);
  CHECK(result->rejections[1].rejection.code == "time-backwards");
  CHECK_FALSE(result->rejections[1].expected);
  CHECK(result->unmet.empty());
  CHECK(result->state_after->actions()[0].data["text"].AsText() == "corrected");
  CHECK(result->state_after->actions()[1].late);
  CHECK(result->state_after->actions()[1].recorded_at == kit::At("2024-03-02 10:00"));
  CHECK(store->Attempts(result->dossier).value().size() == 2);
}

TEST_CASE_METHOD(ScriptFixture, "an expectation that does not come true is said") {
  const auto result = Run(R"({"at": "2024-03-02T09:00:00+08:00", "actor": "Li", "role": "clerk", "step": "drafting", "action": "note",
    "data": {"text": "one"}, "expect": {"rejected": "wrong-role"}})");
  REQUIRE(result);
  REQUIRE(result->unmet.size() == 1);
  CHECK(result->unmet.front().find("wrong-role") != std::string::npos);
}

TEST_CASE_METHOD(ScriptFixture, "a malformed script opens nothing and names every place") {
  const auto result = Run(R"(
    {"at": "yesterday", "actor": "Li", "role": "clerk", "step": "drafting", "action": "note", "id": "x"},
    {"at": "2024-03-02T09:00:00+08:00", "actor": "Li", "role": "clerk", "step": "drafting", "action": "note", "id": "x",
     "materials": [{"kind": "D204", "file": "absent.txt"}]},
    {"at": "2024-03-02T09:00:00+08:00", "actor": "Li", "role": "clerk", "command": "dance"})");
  REQUIRE_FALSE(result);
  CHECK(result.error().code() == StatusCode::kInvalidArgument);
  const std::string& en = result.error().message().en;
  for (const char* place : {"/entries/0/at", "/entries/1/id", "/entries/1/materials/0/file", "/entries/2/command"}) {
    CHECK(en.find(place) != std::string::npos);
  }
  CHECK(store->Dossiers().value().empty());
}

TEST_CASE_METHOD(ScriptFixture, "a step that the procedure does not have is a mistake of the script") {
  const auto result = Run(R"({"at": "2024-03-02T09:00:00+08:00", "actor": "Li", "role": "clerk", "step": "cooking", "action": "note"})");
  REQUIRE_FALSE(result);
  CHECK(result.error().message().en.find("/entries/0/step: expected a step of test.main, but it has no cooking") != std::string::npos);
  CHECK(store->Dossiers().value().empty());
}

}  // namespace
}  // namespace juece
