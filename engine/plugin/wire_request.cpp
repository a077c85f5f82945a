#include "plugin/wire_request.h"

namespace juece {
namespace {

void WriteInstant(WireWriter& out, const Instant& instant) {
  out.Number(instant.unix_ms());
  out.Number(instant.offset_minutes());
}

Instant ReadInstant(WireReader& in) {
  const std::int64_t ms = in.Number();
  const std::int64_t offset = in.Number();
  constexpr std::int64_t kFarthest = 253402300800000;  // the year 10000: what a Date can hold
  if (ms < -kFarthest || ms > kFarthest || offset < -24 * 60 || offset > 24 * 60) {
    in.Fail();
    return {};
  }
  return {ms, static_cast<int>(offset)};
}

void WriteActor(WireWriter& out, const Actor& actor) {
  out.Text(actor.name);
  out.Text(actor.role);
  out.Text(actor.on_behalf_of);
}

Actor ReadActor(WireReader& in) {
  Actor actor;
  actor.name = in.String();
  actor.role = in.String();
  actor.on_behalf_of = in.String();
  return actor;
}

void WriteMaterials(WireWriter& out, const std::vector<MaterialRecord>& materials) {
  out.Number(static_cast<std::int64_t>(materials.size()));
  for (const MaterialRecord& material : materials) {
    out.Text(material.id);
    out.Text(material.kind);
    out.Text(material.title);
    out.Text(material.digest);
  }
}

std::vector<MaterialRecord> ReadMaterials(WireReader& in) {
  std::vector<MaterialRecord> materials(in.Count(16));
  for (MaterialRecord& material : materials) {
    material.id = in.String();
    material.kind = in.String();
    material.title = in.String();
    material.digest = in.String();
  }
  return materials;
}

void WriteAction(WireWriter& out, const RecordedAction& action) {
  out.Number(action.position);
  out.Number(action.round);
  out.Text(action.step);
  out.Text(action.action);
  out.Text(action.event);
  out.Value(action.data);
  WriteInstant(out, action.occurred_at);
  WriteActor(out, action.actor);
  out.Byte(static_cast<std::uint8_t>((action.late ? 1 : 0) | (action.undone ? 2 : 0)));
}

RecordedAction ReadAction(WireReader& in) {
  RecordedAction action;
  action.position = in.Number();
  action.round = static_cast<int>(in.Number());
  action.step = in.String();
  action.action = in.String();
  action.event = in.String();
  action.data = in.Value();
  action.occurred_at = ReadInstant(in);
  action.actor = ReadActor(in);
  const std::uint8_t flags = in.Byte();
  action.late = (flags & 1) != 0;
  action.undone = (flags & 2) != 0;
  return action;
}

void WriteImage(WireWriter& out, const DossierShown& shown) {
  out.Number(static_cast<std::int64_t>(shown.settings->size()));
  for (const auto& [id, value] : *shown.settings) {
    out.Text(id);
    out.Text(value);
  }
  out.Number(static_cast<std::int64_t>(shown.facts->size()));
  for (const auto& [id, fact] : *shown.facts) {
    out.Text(id);
    out.Value(fact.value);
  }
  out.Number(static_cast<std::int64_t>(shown.steps->size()));
  for (const auto& [id, step] : *shown.steps) {
    out.Text(id);
    out.Byte(static_cast<std::uint8_t>(step.status));
    out.Number(step.round);
    out.Text(step.outcome);
    out.Text(step.reason);
  }
  out.Number(static_cast<std::int64_t>(shown.actions->size()));
  for (const RecordedAction& action : *shown.actions) WriteAction(out, action);
  WriteMaterials(out, *shown.materials);
}

StepState ReadStep(WireReader& in) {
  StepState step;
  const std::uint8_t status = in.Byte();
  if (status > static_cast<std::uint8_t>(StepStatus::kCancelled)) {
    in.Fail();
  } else {
    step.status = static_cast<StepStatus>(status);
  }
  step.round = static_cast<int>(in.Number());
  step.outcome = in.String();
  step.reason = in.String();
  return step;
}

DossierImage ReadImage(WireReader& in) {
  DossierImage image;
  image.settings.resize(in.Count(8));
  for (auto& [id, value] : image.settings) {
    id = in.String();
    value = in.String();
  }
  for (std::size_t left = in.Count(5); left > 0; --left) {
    std::string id = in.String();
    image.facts[std::move(id)].value = in.Value();
  }
  for (std::size_t left = in.Count(21); left > 0; --left) {
    std::string id = in.String();
    image.steps[std::move(id)] = ReadStep(in);
  }
  image.actions.resize(in.Count(58));
  for (RecordedAction& action : image.actions) action = ReadAction(in);
  image.materials = ReadMaterials(in);
  return image;
}

enum Present : std::uint8_t { kImage = 1, kData = 2, kMaterials = 4, kActor = 8, kDeadline = 16 };

}  // namespace

void WriteRequest(WireWriter& out, const StepRequest& request, bool with_image) {
  out.Byte(static_cast<std::uint8_t>((with_image ? kImage : 0) | (request.data != nullptr ? kData : 0) |
                                     (request.materials != nullptr ? kMaterials : 0) | (request.actor != nullptr ? kActor : 0) |
                                     (request.deadline != nullptr ? kDeadline : 0)));
  WriteInstant(out, request.now);
  out.Text(request.step);
  out.Number(request.round);
  out.Text(request.action);
  out.Value(request.configuration != nullptr ? *request.configuration : Data());
  if (request.data != nullptr) out.Value(*request.data);
  if (request.materials != nullptr) WriteMaterials(out, *request.materials);
  if (request.actor != nullptr) WriteActor(out, *request.actor);
  if (request.deadline != nullptr) out.Text(request.deadline->started.period);
  if (with_image) WriteImage(out, ShownOf(*request.dossier));
}

void ReadRequest(WireReader& in, OwnedRequest& owned, DossierImage& image) {
  const std::uint8_t present = in.Byte();
  StepRequest& request = owned.request;
  request.now = ReadInstant(in);
  owned.step = in.String();
  request.step = owned.step;
  request.round = static_cast<int>(in.Number());
  owned.action = in.String();
  request.action = owned.action;
  owned.configuration = in.Value();
  request.configuration = &owned.configuration;
  if ((present & kData) != 0) {
    owned.data = in.Value();
    request.data = &owned.data;
  }
  if ((present & kMaterials) != 0) {
    owned.materials = ReadMaterials(in);
    request.materials = &owned.materials;
  }
  if ((present & kActor) != 0) {
    owned.actor = ReadActor(in);
    request.actor = &owned.actor;
  }
  if ((present & kDeadline) != 0) {
    owned.deadline.started.period = in.String();
    request.deadline = &owned.deadline;
  }
  if ((present & kImage) != 0) image = ReadImage(in);
}

void WriteTexts(WireWriter& out, const std::vector<Text>& texts) {
  out.Number(static_cast<std::int64_t>(texts.size()));
  for (const Text& text : texts) {
    out.Text(text.zh);
    out.Text(text.en);
  }
}

std::vector<Text> ReadTexts(WireReader& in) {
  std::vector<Text> texts(in.Count(8));
  for (Text& text : texts) {
    text.zh = in.String();
    text.en = in.String();
  }
  return texts;
}

}  // namespace juece
