// Public participation (R713:14–18): the forms are free, what was said is recorded and answered one
// by one.
#include "checks.h"
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class PublicParticipation : public Step {
 public:
  void CheckConfiguration(Value configuration, Problems& problems) const override {
    for (Value form : configuration["required_forms"]) {
      if (configuration["forms"].Contains(form.Text())) continue;
      const Sentence name = Quote(form.Text());
      problems.Add({"required_forms 应只列 forms 中的方式,但有" + name.zh,
                    "expected required_forms to name forms on offer, but found " + name.en});
    }
    const auto channels = static_cast<std::int64_t>(configuration["channels"].size());
    const std::int64_t fewest = configuration["minimum_channels"].Integer();
    if (fewest > channels) {
      problems.Add(
          {"minimum_channels 应不多于可选途径" + Count(channels) + "种,但为" + Count(fewest),
           "expected minimum_channels to be at most the " + Count(channels) +
               " channels on offer, but it is " + Count(fewest)});
    }
    if (!configuration["hearing_required_by"].empty() &&
        !configuration["forms"].Contains("hearing")) {
      problems.Add({"规定应当听证时 forms 应有 hearing,但没有",
                    "expected forms to offer a hearing where one is demanded, but it does not"});
    }
  }

  void Enter(const Request& request, Effects& effects) override {
    const bool afresh =
        request.round() == 1 || request.configuration()["repeat_after_return"].IsTrue();
    effects.OpenTask(afresh ? "choose_forms" : "conclude");
  }

  void Submit(const Request& submitted, Effects& effects) override {
    const Request request =
        submitted.configuration()["repeat_after_return"].IsTrue() ? submitted : submitted.Ever();
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    if (request.action() == "conclude")
      return effects.Complete("participated", request.data()["summary"].Text());
    OpenNext(request, effects);
  }

 private:
  static Answer Refused(const Request& request) {
    const std::string_view action = request.action();
    if (action == "choose_forms") return RefusedForms(request);
    if (action == "open_consultation") return RefusedOpening(request);
    if (action == "extend_consultation") return RefusedExtension(request);
    if (action == "close_consultation") return RefusedClosing(request);
    if (action == "record_opinions") return RefusedOpinions(request);
    if (action == "publish_hearing_notice") return RefusedNotice(request);
    if (action == "publish_participant_list") return RefusedList(request);
    if (action == "serve_hearing_materials") return RefusedReceipts(request);
    if (action == "hold_hearing") return RefusedHearing(request);
    if (action == "adopt_opinions") return RefusedAnswers(request);
    return action == "conclude" ? RefusedEnd(request) : std::nullopt;
  }

  static Answer RefusedEnd(const Request& request) {
    if (const Answer refusal = FormNotCarriedOut(request)) return refusal;
    if (const Answer refusal = SpecialGroupNotMet(request)) return refusal;
    return OpinionsNotAnswered(request);
  }

  // The office's usual next move; others stay possible.
  static void OpenNext(const Request& request, Effects& effects) {
    const std::string_view action = request.action();
    if (action == "choose_forms") OpenChosen(request, effects);
    if (action == "open_consultation") effects.OpenTask("close_consultation");
    if (action == "publish_hearing_notice") effects.OpenTask("publish_participant_list");
    if (action == "publish_participant_list") effects.OpenTask("serve_hearing_materials");
    if (action == "serve_hearing_materials") effects.OpenTask("hold_hearing");
    if (action == "close_consultation" || action == "hold_hearing")
      effects.OpenTask("record_opinions");
    if (action == "record_opinions") effects.OpenTask("adopt_opinions");
    if (action == "adopt_opinions") effects.OpenTask("conclude");
  }

  static void OpenChosen(const Request& request, Effects& effects) {
    const Value configuration = request.configuration();
    for (Value form : request.data()["forms"]) {
      const Value action = configuration["form_acts"][form.Text()]["action"];
      if (!action.IsNull()) effects.OpenTask(action.Text());
    }
    if (request.Fact(configuration["special_groups_fact"].Text()).IsTrue())
      effects.OpenTask("meet_special_group");
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor,
             juece::sdk::MakeStep<juece::sdk::PublicParticipation>("public_participation"))
