// Messages between the engine and a hosted plugin: whatever the bytes, reading them stays in bounds and costs no more memory than they
// can account for; what is accepted is written with the same bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "plugin/wire_request.h"

namespace {

void Require(bool held) {
  if (!held) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  juece::WireReader in(body);
  if (data[0] % 3 == 0) {
    const juece::Effects effects = juece::ReadEffects(in);
    if (!in.ok()) return 0;
    juece::WireWriter out(juece::Message::kEffects);
    juece::WriteEffects(out, effects);
    const std::string again = std::move(out).Finish();
    // The bits that nobody reads may differ.
    Require(again.size() == body.size() + juece::kFrameHeader);
    Require(std::string_view(again).substr(juece::kFrameHeader + 1) == body.substr(1));
  } else if (data[0] % 3 == 1) {
    juece::OwnedRequest request;
    juece::DossierImage image;
    juece::ReadRequest(in, request, image);
    if (in.ok()) {
      const juece::RequestView view(request.request, image.Shown());
      Require(view.raw.api->material_count(&view.raw) == image.materials.size());
      (void)view.raw.api->find_action(&view.raw, 2, 0, {}, {});
    }
  } else {
    (void)juece::ReadTexts(in);
  }
  return 0;
}
