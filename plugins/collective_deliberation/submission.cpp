#include "submission.h"

#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

Value Listed(Value items, std::string_view kind) {
  for (Value item : items) {
    if (item["kind"].Text() == kind) return item;
  }
  return {};
}

}  // namespace

void Submission::Enter(const Request&, Effects& effects) { effects.OpenTask("submit_bundle"); }

void Submission::Submit(const Request& request, Effects& effects) {
  if (request.action() == "submit_bundle") {
    if (const Answer refusal = RefusedBundle(request)) return effects.Reject(*refusal);
    return effects.OpenTask("check_bundle");
  }
  if (request.action() == "revise_draft") {
    return effects.Note(
        JUECE_SEVERITY_WARNING, "draft-revised",
        {"草案在审查后又修改,提交讨论前应当重新通过审查",
         "the draft was revised after its reviews; they are due again before it is submitted"},
        "R713:25-2");
  }
  if (const Answer refusal = RefusedCheck(request)) return effects.Reject(*refusal);
  effects.Complete(request.data()["complete"].IsTrue() ? "accepted" : "incomplete",
                   request.data()["note"].Text());
}

Answer Submission::RefusedBundle(const Request& request) {
  for (Value due : request.configuration()["items"]) {
    if (const Answer refusal = RefusedItem(request, due)) return refusal;
  }
  return std::nullopt;
}

// What a step has made is due where the step was done. Where it did not apply its recorded reason
// stands for the item.
Answer Submission::RefusedItem(const Request& request, Value due) {
  const std::string_view kind = due["kind"].Text();
  const Sentence name = Quote(kind);
  const Value item = Listed(request.data()["items"], kind);
  const bool skipped =
      !due["step"].Text().empty() && request.State(due["step"].Text()).status != "done";
  if (skipped) {
    if (!request.configuration()["explain_absent"].IsTrue() ||
        !item["reason_absent"].Text().empty())
      return std::nullopt;
    return Refusal{"step-not-explained",
                   request.Basis("explain_absent"),
                   {"说明没有履行有关程序的理由、不报送" + name.zh,
                    "say why a step was not done and " + name.en + " is not submitted"},
                   {"没有说明", "it is not explained"}};
  }
  const std::string_view article = due["article"].Text();
  if (!item.IsNull() && !item["reason_absent"].Text().empty()) {
    return Refusal{"absence-not-justified",
                   article,
                   {"报送" + name.zh, "submit " + name.en},
                   {"以理由代替了已经完成的步骤应有的材料",
                    "a reason stands in its place although the step was done"}};
  }
  if (item.IsNull()) {
    return Refusal{"bundle-incomplete",
                   article,
                   {"在上会材料中列入" + name.zh, "list " + name.en + " in the bundle"},
                   {"没有列入", "it is not listed"}};
  }
  if (!request.HasMaterial(kind)) {
    return Refusal{"bundle-incomplete",
                   article,
                   {"报送" + name.zh, "submit " + name.en},
                   {"案卷中没有这种材料", "the dossier has no such document"}};
  }
  return std::nullopt;
}

Answer Submission::RefusedCheck(const Request& request) {
  if (!request.Has("bundle_submitted")) {
    return Refusal{"bundle-missing",
                   "R713:29",
                   {"审核承办单位提交的材料", "check what the undertaker submitted"},
                   {"尚未提交", "nothing was submitted"}};
  }
  if (request.data()["complete"].IsTrue() || !request.data()["missing"].empty())
    return std::nullopt;
  return Refusal{"missing-not-named",
                 "R713:29",
                 {"写明缺少的材料", "name what is missing"},
                 {"没有写明", "nothing is named"}};
}

}  // namespace juece::sdk
