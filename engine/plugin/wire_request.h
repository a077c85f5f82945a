// One call as bytes: the request with what it shows of the dossier, and the effects that come back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plugin/c_views.h"
#include "plugin/wire.h"

namespace juece {

// What a host keeps of the dossier that it was last shown: what juece_request_api can tell of it and
// nothing else. Later calls on the same version of it are sent without.
struct DossierImage {
  std::vector<std::pair<std::string, std::string>> settings;
  ById<FactState> facts;
  ById<StepState> steps;
  std::vector<RecordedAction> actions;
  std::vector<MaterialRecord> materials;
  [[nodiscard]] DossierShown Shown() const { return {&settings, &facts, &steps, &actions, &materials}; }
};

// A request that owns what it points to. Not copyable: `request` points into it.
struct OwnedRequest {
  OwnedRequest() = default;
  OwnedRequest(const OwnedRequest&) = delete;
  OwnedRequest& operator=(const OwnedRequest&) = delete;
  StepRequest request;
  std::string step;
  std::string action;
  Data configuration;
  Data data;
  std::vector<MaterialRecord> materials;
  Actor actor;
  DeadlineState deadline;
};

// `with_image`: the dossier goes along.
void WriteRequest(WireWriter& out, const StepRequest& request, bool with_image);
// Replaces the image where one came. The reader says whether all of it was there.
void ReadRequest(WireReader& in, OwnedRequest& request, DossierImage& image);

void WriteEffects(WireWriter& out, const Effects& effects);
Effects ReadEffects(WireReader& in);

void WriteTexts(WireWriter& out, const std::vector<juece::Text>& texts);
std::vector<juece::Text> ReadTexts(WireReader& in);

}  // namespace juece
