// R713:14: opinions are heard in forms that suit the public; a special group's organisations and
// representatives are met.
#include "checks.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

// A form without acts of its own is shown by the opinions that it brought.
bool CarriedOut(const Request& request, std::string_view form) {
  const std::string_view event = request.configuration()["form_acts"][form]["event"].Text();
  return request.Has(event.empty() ? "opinions_recorded" : event);
}

}  // namespace

Answer RefusedForms(const Request& request) {
  const Value data = request.data();
  const Value configuration = request.configuration();
  for (Value form : data["forms"]) {
    if (configuration["forms"].Contains(form.Text())) continue;
    const Sentence known = QuoteAll(Texts(configuration["forms"]));
    return Refusal{"unknown-form",
                   request.Basis("forms"),
                   {"从" + known.zh + "中选择方式", "choose among the forms " + known.en},
                   {"填写了" + Quote(form.Text()).zh, "found " + Quote(form.Text()).en}};
  }
  for (Value form : configuration["required_forms"]) {
    if (data["forms"].Contains(form.Text())) continue;
    return Refusal{"unknown-form",
                   request.Basis("required_forms"),
                   {"采用" + Quote(form.Text()).zh, "use the form " + Quote(form.Text()).en},
                   {"没有选择", "it was not chosen"}};
  }
  const Value laws = configuration["hearing_required_by"];
  const std::string_view basis =
      laws.empty() ? data["hearing_required"]["basis"].Text() : laws[std::size_t{0}].Text();
  if (basis.empty() || data["forms"].Contains("hearing")) return std::nullopt;
  return Refusal{"hearing-required",
                 "R713:16-1",
                 {"按" + Quote(basis).zh + "召开听证会",
                  "hold the hearing that " + Quote(basis).en + " demands"},
                 {"没有选择听证会", "it was not chosen"}};
}

Answer FormNotCarriedOut(const Request& request) {
  const auto chosen = request.Last("participation_forms_chosen");
  if (!chosen) {
    return Refusal{"forms-not-chosen",
                   "R713:14-2",
                   {"确定听取意见的方式", "choose how opinions are heard"},
                   {"没有确定", "none was chosen"}};
  }
  if (ConsultationIsOpen(request)) {
    return Refusal{
        "consultation-not-closed",
        "R713:15-1",
        {"在公开征求意见结束后结束公众参与", "conclude after the consultation has ended"},
        {"征求意见仍在进行", "it is still open"}};
  }
  for (Value form : chosen->data["forms"]) {
    if (CarriedOut(request, form.Text())) continue;
    const Sentence name = Quote(form.Text());
    return Refusal{"form-not-carried-out",
                   "R713:14-1",
                   {"以所选方式听取意见", "hear opinions in the forms chosen"},
                   {name.zh + "没有实施", name.en + " was not carried out"}};
  }
  return std::nullopt;
}

Answer SpecialGroupNotMet(const Request& request) {
  const Value touched = request.Fact(request.configuration()["special_groups_fact"].Text());
  if (touched.IsFalse()) return std::nullopt;
  if (!touched.IsTrue()) {
    return Refusal{"fact-unknown",
                   "R713:14-3",
                   {"先认定是否涉及特定群体利益", "find whether a special group is touched first"},
                   {"尚未认定", "that is not known yet"}};
  }
  bool organisations = false;
  bool representatives = false;
  for (const Action& meeting : request.All("special_group_met")) {
    organisations = organisations || !meeting.data["organisations"].empty();
    representatives = representatives || !meeting.data["representatives"].empty();
  }
  if (organisations && representatives) return std::nullopt;
  Sentence missing = {"两者都没有", "neither was met"};
  if (organisations) missing = {"没有听取群众代表的意见", "no representatives were met"};
  if (representatives) missing = {"没有听取人民团体、社会组织的意见", "no organisations were met"};
  return Refusal{"special-group-not-met",
                 "R713:14-3",
                 {"与特定群体的人民团体、社会组织以及群众代表沟通",
                  "meet the organisations and the representatives of the special group"},
                 missing};
}

}  // namespace juece::sdk
