// Filing (NDM:10): whatever is filed is reviewed, and what is wrong is corrected.
#include "juece/sdk/words.h"
#include "steps.h"

namespace juece::sdk {
namespace {

bool Ordered(const std::optional<Action>& concluded) {
  return concluded && concluded->data["conclusion"].Text() == "correction_ordered";
}

// What the authority gave back has to be submitted anew; after an order the correction is what it judges.
bool Submitted(const Request& request) {
  const auto concluded = request.Last("filing_concluded");
  const auto answer =
      request.Last(Ordered(concluded) ? "filing_correction_reported" : "filing_submitted");
  return answer && (!concluded || concluded->position < answer->position);
}

}  // namespace

void Filing::Enter(const Request&, Effects& effects) { effects.OpenTask("submit_filing"); }

void Filing::Submit(const Request& request, Effects& effects) {
  if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
  if (request.action() != "conclude") return effects.OpenTask("conclude");
  const std::string_view conclusion = request.data()["conclusion"].Text();
  if (conclusion == "returned") return effects.OpenTask("submit_filing");
  if (conclusion == "correction_ordered") return effects.OpenTask("report_correction");
  effects.Complete("filed", request.data()["opinion"].Text());
}

Answer Filing::Refused(const Request& request) {
  if (request.action() == "conclude") return RefusedConclusion(request);
  if (request.action() == "report_correction") {
    if (Ordered(request.Last("filing_concluded"))) return std::nullopt;
    return Refusal{"correction-not-ordered",
                   "NDM:10",
                   {"对责令纠正的结论报告纠正情况", "report a correction that was ordered"},
                   {"没有责令纠正", "none was ordered"}};
  }
  const std::int64_t fewest = request.configuration()["copies"].Integer();
  const std::int64_t found = request.data()["copies"].Integer();
  if (found >= fewest) return std::nullopt;
  return Refusal{"copies-missing",
                 request.Basis("copies"),
                 {"报送" + Count(fewest) + "份", "submit " + Count(fewest) + " copies"},
                 {"只有" + Count(found) + "份", "there are " + Count(found)}};
}

Answer Filing::RefusedConclusion(const Request& request) {
  if (!Submitted(request)) {
    return Refusal{"filing-not-submitted",
                   "NDM:10",
                   {"对报送的文件作出结论", "conclude on a filing that was submitted"},
                   {"没有报送,或者退回、责令纠正后没有重新报送",
                    "none was submitted, or not since it was returned or to be corrected"}};
  }
  if (request.data()["conclusion"].Text() == "filed" || !request.data()["opinion"].Text().empty())
    return std::nullopt;
  return Refusal{"opinion-missing",
                 "NDM:10",
                 {"写明退回或者责令纠正的意见", "state why it is returned or to be corrected"},
                 {"没有意见", "there is no opinion"}};
}

}  // namespace juece::sdk
