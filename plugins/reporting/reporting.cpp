// Reports before issue: to the Party committee (R713:31) and, where law says so, to the people's
// congress (R713:8).
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class PartyReport : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("report"); }

  void Submit(const Request& request, Effects& effects) override {
    if (request.action() == "report") return effects.OpenTask("reply");
    if (!request.Has("party_reported")) {
      return effects.Reject({"not-reported",
                             "R713:31",
                             {"先请示报告", "report first"},
                             {"没有请示报告的记录", "no report is recorded"}});
    }
    if (request.data()["agreed"].IsTrue())
      return effects.Complete("replied", request.data()["opinion"].Text());
    if (request.data()["opinion"].Text().empty()) {
      return effects.Reject({"opinion-missing",
                             "R713:31",
                             {"在不同意时记录答复意见", "record the opinion of a reply that does not agree"},
                             {"没有意见内容", "it is empty"}});
    }
    // The matter stays here: it is reported again, or a person sends it back.
    effects.OpenTask("report");
  }
};

class CongressReport : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("report"); }

  void Submit(const Request& request, Effects& effects) override {
    const Value data = request.data();
    if (data["form"].Text() == "resolution" && data["result"].Text().empty()) {
      return effects.Reject({"resolution-missing",
                             "R713:8-1",
                             {"写明作出的决议", "record the resolution"},
                             {"没有决议", "there is none"}});
    }
    effects.Complete("reported", data["result"].Text());
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeStep<juece::sdk::PartyReport>("party_report"),
             juece::sdk::MakeStep<juece::sdk::CongressReport>("congress_report"))
