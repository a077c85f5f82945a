// Cleanup: who proposes, who decides, and that the result is published. How often is the office's to say.
#include "juece/sdk/words.h"
#include "steps.h"

namespace juece::sdk {
namespace {

std::string_view OutcomeOf(std::string_view conclusion) {
  if (conclusion == "keep") return "kept";
  return conclusion == "amend" ? "amendment_due" : "repealed";
}

// The same day so many years later; the 29th of February counts to the 28th.
std::string YearsAfter(std::string_view date, std::int64_t years) {
  std::string later = std::to_string(std::stoll(std::string(date.substr(0, 4))) + years) + std::string(date.substr(4));
  if (!Date::Parse(later)) later.replace(8, 2, "28");
  return later;
}

}  // namespace

void DocumentCleanup::Enter(const Request&, Effects& effects) { effects.OpenTask("propose"); }

void DocumentCleanup::Submit(const Request& request, Effects& effects) {
  if (request.action() == "propose") {
    NoteLateness(request, effects);
    return effects.OpenTask("decide");
  }
  if (request.action() == "decide") {
    if (const Answer refusal = RefusedDecision(request)) return effects.Reject(*refusal);
    return effects.OpenTask("publish_result");
  }
  const auto decided = request.Last("cleanup_decided");
  if (!decided) {
    return effects.Reject({"cleanup-not-decided",
                           "S000:6",
                           {"公布已经决定的清理结果", "publish a result that was decided"},
                           {"没有决定", "nothing was decided"}});
  }
  effects.Complete(OutcomeOf(decided->data["conclusion"].Text()), decided->data["reason"].Text());
}

Answer DocumentCleanup::RefusedDecision(const Request& request) {
  if (!request.Has("cleanup_proposed")) {
    return Refusal{"cleanup-not-proposed",
                   "S000:6",
                   {"在起草单位提出清理意见后决定", "decide after the drafter has proposed"},
                   {"没有清理意见", "nothing was proposed"}};
  }
  if (request.data()["conclusion"].Text() == "keep" || !request.data()["reason"].Text().empty())
    return std::nullopt;
  return Refusal{"reason-missing",
                 "S000:6",
                 {"写明修改、废止或者失效的理由", "state why it is amended, repealed or lapsed"},
                 {"没有理由", "no reason was given"}};
}

// What is late cannot be undone by a refusal, so it is noted.
void DocumentCleanup::NoteLateness(const Request& request, Effects& effects) {
  const Value configuration = request.configuration();
  const auto published = request.LastIn(configuration["publication_step"].Text(), "decision_published");
  const std::int64_t years = configuration["interval_years"].Integer();
  if (!published || request.today() <= YearsAfter(published->date, years)) return;
  effects.Note(JUECE_SEVERITY_WARNING, "cleanup-late",
               {"应在公布后" + Count(years) + "年内清理,但文件公布于" + published->date,
                "Expected a cleanup within " + Count(years) + " years of publication, but the document was published on " +
                    published->date},
               request.Basis("interval_years"));
}

}  // namespace juece::sdk
