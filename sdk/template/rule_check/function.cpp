// Judges one event of a record. The rulebook says which events, and with which configuration; rulebook.xml is an example.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace {

using juece::sdk::Call;
using juece::sdk::Count;
using juece::sdk::Value;
using juece::sdk::Verdict;

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class Check : public juece::sdk::RuleCheck {
 public:
  // The same event is always judged alike: keep no state.
  [[nodiscard]] Verdict Judge(const Call& call) const override {
    const Value reason = call.subject()["event"]["data"][call.configuration()["member"].Text()];
    if (reason.IsNull()) return {JUECE_VERDICT_NOT_SHOWN, {"没有写明理由", "no reason is stated"}};
    const auto size = static_cast<std::int64_t>(reason.Text().size());
    if (size < call.configuration()["least"].Integer()) {
      return {JUECE_VERDICT_VIOLATED, {"理由只有" + Count(size) + "个字节", "the reason has only " + Count(size) + " bytes"}};
    }
    return {JUECE_VERDICT_SATISFIED, {"写明了理由", "a reason is stated"}};
  }
};

}  // namespace

JUECE_PLUGIN(kDescriptor, juece::sdk::MakeFunction<Check>("@NAME@"))
