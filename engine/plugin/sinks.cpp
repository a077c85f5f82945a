// The sinks into which plugins speak. Every text is copied at once; nothing of the plugin is kept.
#include "plugin/c_views.h"

namespace juece {
namespace {

Effects& Target(juece_effects* effects) { return *static_cast<Effects*>(effects->context); }
std::string Copy(juece_text text) { return std::string(FromC(text)); }

void Complete(juece_effects* e, juece_text outcome, juece_text reason) {
  Target(e).complete = CompleteEffect{Copy(outcome), Copy(reason)};
}
void OpenTask(juece_effects* e, juece_text action, juece_text zh, juece_text en) {
  Target(e).tasks.push_back({Copy(action), {Copy(zh), Copy(en)}});
}
void RequireMaterial(juece_effects* e, juece_text kind) {
  Target(e).required_materials.push_back(Copy(kind));
}
void CoverReview(juece_effects* e, juece_text material, juece_text reason) {
  Target(e).covers.push_back({Copy(material), Copy(reason)});
}
void LinkDossier(juece_effects* e, juece_text title, juece_text reason) {
  Target(e).link = LinkEffect{Copy(title), Copy(reason)};
}
void Note(juece_effects* e, int32_t severity, juece_text code, juece_text zh, juece_text en,
          juece_text article) {
  Finding finding;
  finding.code = Copy(code);
  finding.severity = severity == JUECE_SEVERITY_NOTE      ? Severity::kNote
                     : severity == JUECE_SEVERITY_WARNING ? Severity::kWarning
                                                          : Severity::kError;
  finding.message = {Copy(zh), Copy(en)};
  finding.article = Copy(article);
  Target(e).findings.push_back(std::move(finding));
}
void Reject(juece_effects* e, juece_text code, juece_text zh, juece_text en, juece_text article) {
  if (Target(e).rejection) return;  // the first thing that is wrong is the answer
  Target(e).rejection = Rejection{Copy(code), {Copy(zh), Copy(en)}, Copy(article)};
}
void Fail(juece_effects* e, juece_text reason) {
  if (!Target(e).failure) Target(e).failure = Copy(reason);
}

void AddProblem(juece_problems* problems, juece_text zh, juece_text en) {
  static_cast<std::vector<Text>*>(problems->context)->push_back({Copy(zh), Copy(en)});
}

}  // namespace

EffectsSink::EffectsSink(Effects& target)
    : raw{sizeof(juece_effects), &target,      &Complete, &OpenTask, &RequireMaterial,
          &CoverReview,          &LinkDossier, &Note,     &Reject,   &Fail} {}

ProblemsSink::ProblemsSink(std::vector<Text>& target)
    : raw{sizeof(juece_problems), &target, &AddProblem} {}

}  // namespace juece
