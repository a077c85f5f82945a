// R713:15: draft and explanation are published, how and until when to answer is said. The period is
// the definition's.
#include "checks.h"
#include "juece/sdk/words.h"

namespace juece::sdk {

bool ConsultationIsOpen(const Request& request) {
  const auto opened = request.Last("consultation_opened");
  const auto closed = request.Last("consultation_closed");
  return opened && (!closed || closed->position < opened->position);
}

Answer RefusedOpening(const Request& request) {
  const Value data = request.data();
  const Value configuration = request.configuration();
  if (data["draft_published"].IsFalse()) {
    return Refusal{"draft-not-published",
                   "R713:15-1",
                   {"公布决策草案及其说明等材料", "publish the draft and its explanation"},
                   {"没有公布", "they are not published"}};
  }
  for (Value channel : data["channels"]) {
    if (configuration["channels"].Contains(channel.Text())) continue;
    const Sentence known = QuoteAll(Texts(configuration["channels"]));
    return Refusal{"unknown-channel",
                   "R713:15-1",
                   {"通过" + known.zh + "公布", "publish through " + known.en},
                   {"填写了" + Quote(channel.Text()).zh, "found " + Quote(channel.Text()).en}};
  }
  const std::int64_t fewest = configuration["minimum_channels"].Integer();
  const auto found = static_cast<std::int64_t>(data["channels"].size());
  if (found < fewest) {
    // The law asks for publication, not for a number of channels.
    return Refusal{
        "too-few-channels",
        found == 0 ? "R713:15-1" : request.Basis("minimum_channels"),
        {"至少使用" + Count(fewest) + "种途径", "use at least " + Count(fewest) + " channels"},
        {"只有" + Count(found) + "种", "there are " + Count(found)}};
  }
  if (data["until"].Text() < request.today()) {
    return Refusal{"consultation-term-wrong",
                   "R713:15-1",
                   {"使截止日期不早于开始日期", "end the consultation no earlier than it begins"},
                   {"截止日期为" + std::string(data["until"].Text()),
                    "the last day is " + std::string(data["until"].Text())}};
  }
  return std::nullopt;
}

Answer RefusedExtension(const Request& request) {
  if (const Answer refusal = RefusedClosing(request)) return refusal;
  std::string until(request.Last("consultation_opened")->data["until"].Text());
  if (const auto extended = request.Last("consultation_extended"))
    until = extended->data["until"].Text();
  if (request.data()["until"].Text() > until) return std::nullopt;
  return Refusal{"consultation-term-wrong",
                 "R713:15-1",
                 {"把截止日期延到" + until + "之后", "move the last day beyond " + until},
                 {"新的截止日期为" + std::string(request.data()["until"].Text()),
                  "the new one is " + std::string(request.data()["until"].Text())}};
}

Answer RefusedClosing(const Request& request) {
  if (ConsultationIsOpen(request)) return std::nullopt;
  return Refusal{"consultation-not-open",
                 "R713:15-1",
                 {"先公开征求意见", "open a consultation first"},
                 {"没有正在进行的征求意见", "none is open"}};
}

}  // namespace juece::sdk
