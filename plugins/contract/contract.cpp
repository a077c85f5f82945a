// Contracts: who the counterparty is, who approves, who signs. The legality review is a step type of its own.
#include <optional>

#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class ContractPreparation : public Step {
 public:
  void Enter(const Request& request, Effects& effects) override {
    const bool check = request.configuration()["counterparty_check"].IsTrue() && request.round() <= 1;
    effects.OpenTask(check ? "check_counterparty" : "draft_contract");
  }

  // What was found about the counterparty stays known after a return.
  void Submit(const Request& submitted, Effects& effects) override {
    const Request request = submitted.Ever();
    if (request.action() == "check_counterparty") return effects.OpenTask("draft_contract");
    if (const Answer refusal = RefusedDraft(request)) return effects.Reject(*refusal);
    effects.Complete("drafted");
  }

 private:
  static Answer RefusedDraft(const Request& request) {
    if (!request.configuration()["counterparty_check"].IsTrue()) return std::nullopt;
    const std::string_view counterparty = request.data()["counterparty"].Text();
    const Sentence who = Quote(counterparty);
    std::optional<bool> capable;  // as found last
    for (const Action& checked : request.All("counterparty_checked")) {
      if (checked.data["counterparty"].Text() == counterparty) capable = checked.data["capable"].IsTrue();
    }
    if (!capable) {
      return Refusal{"counterparty-not-checked",
                     request.Basis("counterparty_check"),
                     {"先查明相对方的资信和履约能力", "look into the counterparty first"},
                     {"没有查明" + who.zh, who.en + " was not looked into"}};
    }
    if (*capable) return std::nullopt;
    return Refusal{"counterparty-incapable",
                   request.Basis("counterparty_check"),
                   {"与具备履约能力的相对方订立合同", "contract with a party that is able to perform"},
                   {"查明" + who.zh + "不具备", who.en + " was found unable"}};
  }
};

class ContractApproval : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("approve"); }

  void Submit(const Request& request, Effects& effects) override {
    const Value data = request.data();
    if (!data["approved"].IsTrue() && data["reason"].Text().empty()) {
      return effects.Reject({"reason-missing",
                             "S000:9",
                             {"写明不同意签订的理由", "state why the contract is not approved"},
                             {"没有理由", "no reason was given"}});
    }
    effects.Complete(data["approved"].IsTrue() ? "approved" : "rejected", data["reason"].Text());
  }
};

class ContractSigning : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("sign"); }

  void Submit(const Request& request, Effects& effects) override {
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    effects.Complete("signed");
  }

 private:
  static Answer Refused(const Request& request) {
    const Value data = request.data();
    const auto drafted =
        request.LastIn(request.configuration()["preparation_step"].Text(), "contract_drafted");
    if (drafted && drafted->data["counterparty"].Text() != data["counterparty"].Text()) {
      const Sentence reviewed = Quote(drafted->data["counterparty"].Text());
      const Sentence found = Quote(data["counterparty"].Text());
      return Refusal{"counterparty-differs",
                     "S000:9",
                     {"与审查过的相对方" + reviewed.zh + "签订", "sign with " + reviewed.en + ", the party that was reviewed"},
                     {"签订的是" + found.zh, "it is signed with " + found.en}};
    }
    const bool needed = request.configuration()["authorisation_required"].IsTrue();
    if (!needed || data["head_signs"].IsTrue() || !data["authorisation"].Text().empty()) return std::nullopt;
    return Refusal{"authorisation-missing",
                   request.Basis("authorisation_required"),
                   {"由法定代表人或者经授权的人签订", "have the head sign, or who is authorised"},
                   {"签订人没有授权", "the signer has no authorisation"}};
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::ContractPreparation>("contract_preparation"),
             juece::sdk::MakeStep<juece::sdk::ContractApproval>("contract_approval"),
             juece::sdk::MakeStep<juece::sdk::ContractSigning>("contract_signing"))
