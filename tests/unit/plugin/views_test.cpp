// What plugins see: values are total, history keeps to its scope, and an older plugin's structs are
// filled no further than they go.
#include "plugin/c_views.h"

#include <catch2/catch.hpp>
#include <cstring>

#include "base/json.h"
#include "dossier/apply.h"

namespace juece {
namespace {

Event At(std::int64_t position, EventBody body) {
  Event event;
  event.dossier = "D1";
  event.position = position;
  event.occurred_at = event.recorded_at = *Instant::Parse("2024-03-01T09:00:00+08:00");
  event.actor = {"甲", "undertaking_unit", "乙"};
  event.body = std::move(body);
  return event;
}

ActionRecorded Recorded(const std::string& step, int round, const std::string& name) {
  ActionRecorded action;
  action.step = step;
  action.round = round;
  action.action = action.event = name;
  action.data = Data::OfMembers({{"no", round}});
  action.materials.push_back({"M" + name, "D" + name, "title", "sha256:00", 1, "f", "file"});
  return action;
}

StepEntered Entered(const std::string& step, int round) {
  StepEntered entered;
  entered.step = step;
  entered.round = round;
  return entered;
}

// One step entered twice with an action each, and another step's action before them.
Dossier Sample() {
  DossierOpened opened;
  opened.settings = {{"first_day", "not-counted"}};
  return Fold({At(1, opened), At(2, FactSet{"technical", true, "r"}), At(3, Entered("a", 1)),
               At(4, Recorded("a", 1, "x")), At(5, Entered("b", 1)), At(6, Recorded("b", 1, "y")),
               At(7, Entered("b", 2)), At(8, Recorded("b", 2, "y"))});
}

struct Asked {
  Dossier dossier = Sample();
  Data configuration = Data::OfMembers({{"n", 3}});
  std::vector<MaterialRecord> materials = {{"M9", "D9", "new", "sha256:11", 1, "f", "file"}};
  Actor actor{"甲", "undertaking_unit", ""};
  StepRequest request;
  Asked() {
    request.now = *Instant::Parse("2024-03-02T10:00:00+08:00");
    request.dossier = &dossier;
    request.step = "b";
    request.round = 2;
    request.configuration = &configuration;
    request.materials = &materials;
    request.actor = &actor;
    request.action = "y";
  }
};

}  // namespace

TEST_CASE("every question about a value has an answer") {
  const Data data = *ParseJson(R"({"t":"文","n":-12.5,"i":7,"b":true,"l":[1,2],"z":null})");
  const juece_value_api& api = ValueApi();
  const juece_value* root = ToC(&data);
  const auto member = [&](const char* name) {
    return api.member(root, ToC(std::string_view(name)));
  };
  CHECK(api.kind(root) == JUECE_VALUE_MAP);
  CHECK(api.kind(member("t")) == JUECE_VALUE_TEXT);
  CHECK(api.kind(member("n")) == JUECE_VALUE_NUMBER);
  CHECK(api.kind(member("b")) == JUECE_VALUE_BOOLEAN);
  CHECK(api.kind(member("l")) == JUECE_VALUE_LIST);
  CHECK(api.kind(member("z")) == JUECE_VALUE_NULL);
  CHECK(api.kind(nullptr) == JUECE_VALUE_NULL);
  CHECK(FromC(api.text(member("t"))) == "文");
  CHECK(FromC(api.text(member("n"))).empty());
  CHECK(FromC(api.number(member("n"))) == "-12.5");
  std::int64_t whole = 42;
  CHECK(api.integer(member("n"), &whole) == 0);
  CHECK(whole == 42);
  CHECK(api.integer(member("i"), &whole) == 1);
  CHECK(whole == 7);
  CHECK(api.boolean(member("b")) == 1);
  CHECK(api.boolean(member("t")) == 0);
  CHECK(api.size(root) == 6);
  CHECK(api.size(nullptr) == 0);
  CHECK(FromC(api.name(root, 1)) == "n");
  CHECK(FromC(api.name(root, 99)).empty());
  CHECK(FromC(api.name(member("l"), 0)).empty());
  CHECK(api.item(member("l"), 2) == nullptr);
  CHECK(api.item(nullptr, 0) == nullptr);
  CHECK(member("missing") == nullptr);
  CHECK(api.member(nullptr, juece_text{}) == nullptr);
}

TEST_CASE("history shows the present path, or everything when it is asked for") {
  const Asked asked;
  const RequestView view(asked.request, ShownOf(*asked.request.dossier));
  const juece_request_api& api = *view.raw.api;
  const juece_text b = ToC(std::string_view("b"));
  const juece_text y = ToC(std::string_view("y"));
  CHECK(api.find_action(&view.raw, JUECE_SCOPE_PRESENT, 0, b, y) == 2);
  CHECK(api.find_action(&view.raw, JUECE_SCOPE_PRESENT, 3, b, y) == -1);
  CHECK(api.find_action(&view.raw, JUECE_SCOPE_EVER, 0, b, y) == 1);
  CHECK(api.find_action(&view.raw, JUECE_SCOPE_PRESENT, 0, {}, {}) == 0);
  CHECK(api.find_action(&view.raw, JUECE_SCOPE_PRESENT, -5, {}, y) == 2);
  CHECK(api.find_action(&view.raw, JUECE_SCOPE_PRESENT, 99, {}, {}) == -1);
  juece_action action{};
  action.struct_size = sizeof action;
  REQUIRE(api.action(&view.raw, 2, &action) == 1);
  CHECK(action.struct_size == sizeof action);
  CHECK(action.position == 8);
  CHECK(action.round == 2);
  CHECK(std::string(action.date) == "2024-03-01");
  CHECK(FromC(action.actor.on_behalf_of) == "乙");
  CHECK(api.action(&view.raw, 3, &action) == 0);
  CHECK(api.action(&view.raw, -1, &action) == 0);
}

TEST_CASE("the rest of the dossier is there to be asked") {
  const Asked asked;
  const RequestView view(asked.request, ShownOf(*asked.request.dossier));
  const juece_request_api& api = *view.raw.api;
  CHECK(FromC(view.raw.today) == "2024-03-02");
  CHECK(FromC(view.raw.actor.name) == "甲");
  CHECK(FromC(api.setting(&view.raw, ToC(std::string_view("first_day")))) == "not-counted");
  CHECK(FromC(api.setting(&view.raw, ToC(std::string_view("unknown")))).empty());
  CHECK(ValueApi().boolean(api.fact(&view.raw, ToC(std::string_view("technical")))) == 1);
  CHECK(api.fact(&view.raw, ToC(std::string_view("unknown"))) == nullptr);
  juece_step_state state{};
  state.struct_size = sizeof state;
  REQUIRE(api.step_state(&view.raw, ToC(std::string_view("b")), &state) == 1);
  CHECK(state.round == 2);
  CHECK(FromC(state.status) == "active");
  CHECK(api.step_state(&view.raw, ToC(std::string_view("none")), &state) == 0);
  juece_material material{};
  material.struct_size = sizeof material;
  CHECK(api.material_count(&view.raw) == 3);
  CHECK(api.material(&view.raw, 3, &material) == 0);
  REQUIRE(api.newest_material(&view.raw, ToC(std::string_view("Dy")), &material) == 1);
  CHECK(FromC(material.id) == "My");
  CHECK(api.submitted_count(&view.raw) == 1);
  REQUIRE(api.submitted(&view.raw, 0, &material) == 1);
  CHECK(FromC(material.kind) == "D9");
  CHECK(api.submitted(&view.raw, 1, &material) == 0);
}

TEST_CASE("a plugin with a shorter struct is not written beyond its end") {
  const Asked asked;
  const RequestView view(asked.request, ShownOf(*asked.request.dossier));
  juece_action action;
  std::memset(&action, 0x5a, sizeof action);
  action.struct_size = offsetof(juece_action, name);  // as an older header might have known it
  REQUIRE(view.raw.api->action(&view.raw, 0, &action) == 1);
  CHECK(FromC(action.step) == "a");
  CHECK(action.struct_size == offsetof(juece_action, name));
  CHECK(action.late == 0x5a);
  CHECK(action.date[0] == 0x5a);
}

TEST_CASE("what a plugin says is copied, and the first refusal is the answer") {
  Effects effects;
  EffectsSink sink(effects);
  {
    const std::string gone = "reason that does not outlive this block";
    sink.raw.complete(&sink.raw, ToC(std::string_view("done")), ToC(gone));
    sink.raw.cover_review(&sink.raw, ToC(std::string_view("draft")), ToC(gone));
    sink.raw.require_material(&sink.raw, ToC(std::string_view("D1")));
    sink.raw.finding(&sink.raw, JUECE_SEVERITY_NOTE, ToC(std::string_view("c")), ToC(gone),
                     ToC(gone), juece_text{});
    sink.raw.reject(&sink.raw, ToC(std::string_view("first")), ToC(gone), ToC(gone), juece_text{});
    sink.raw.reject(&sink.raw, ToC(std::string_view("second")), ToC(gone), ToC(gone), juece_text{});
  }
  CHECK(effects.complete->reason == "reason that does not outlive this block");
  CHECK(effects.covers.at(0).material == "draft");
  CHECK(effects.required_materials == std::vector<std::string>{"D1"});
  CHECK(effects.findings.at(0).severity == Severity::kNote);
  CHECK(effects.rejection->code == "first");
}

}  // namespace juece
