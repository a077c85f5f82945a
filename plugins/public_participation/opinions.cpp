// R713:18: every opinion is recorded, studied and answered; what is not adopted has a reason.
#include <set>

#include "checks.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

std::set<std::string_view> RecordedNumbers(const Request& request) {
  std::set<std::string_view> numbers;
  for (const Action& record : request.All("opinions_recorded")) {
    for (Value opinion : record.data["opinions"]) numbers.insert(opinion["no"].Text());
  }
  return numbers;
}

void RemoveAnswered(Value items, std::set<std::string_view>& open) {
  for (Value item : items) {
    open.erase(item["no"].Text());
    for (Value number : item["numbers"]) open.erase(number.Text());
  }
}

}  // namespace

Answer RefusedOpinions(const Request& request) {
  const Value data = request.data();
  if (data["opinions"].empty() && (data["count"].IsNull() || data["count"].Integer() != 0)) {
    return Refusal{"opinions-not-recorded",
                   "R713:18",
                   {"逐条登记收到的意见,没有收到的把条数填为0",
                    "record each opinion, or the count 0 where none came"},
                   {"没有登记意见", "no opinion is recorded"}};
  }
  std::set<std::string_view> used = RecordedNumbers(request);
  for (Value opinion : data["opinions"]) {
    if (used.insert(opinion["no"].Text()).second) continue;
    const Sentence no = Quote(opinion["no"].Text());
    return Refusal{"opinion-number-used",
                   "R713:18",
                   {"给每条意见一个序号", "give every opinion a number of its own"},
                   {"序号" + no.zh + "已经使用", "the number " + no.en + " is used already"}};
  }
  return std::nullopt;
}

Answer RefusedAnswers(const Request& request) {
  for (Value item : request.data()["items"]) {
    if (item["adopted"].Text() == "yes" || !item["reason"].Text().empty()) continue;
    const Sentence what = Quote(item["opinion"].Text());
    return Refusal{
        "adoption-reason-missing",
        "R713:18",
        {"说明未采纳或者部分采纳的理由", "give the reason for what is not or only partly adopted"},
        {what.zh + "没有理由", what.en + " has none"}};
  }
  std::set<std::string_view> open = RecordedNumbers(request);
  for (const Action& earlier : request.All("opinions_adopted"))
    RemoveAnswered(earlier.data["items"], open);
  RemoveAnswered(request.data()["items"], open);
  if (open.empty()) return std::nullopt;
  const Sentence numbers = QuoteAll(open);
  return Refusal{
      "opinion-not-answered",
      "R713:18",
      {"对登记的每条意见说明采纳情况", "answer every opinion that was recorded"},
      {"序号" + numbers.zh + "没有答复", "the numbers " + numbers.en + " are not answered"}};
}

Answer OpinionsNotAnswered(const Request& request) {
  const auto recorded = request.Last("opinions_recorded");
  if (!recorded) {
    return Refusal{"opinions-not-recorded",
                   "R713:18",
                   {"登记各方面的意见", "record what was said"},
                   {"没有登记", "nothing is recorded"}};
  }
  const auto answered = request.Last("opinions_adopted");
  if (answered && answered->position > recorded->position) return std::nullopt;
  return Refusal{
      "opinion-not-answered",
      "R713:18",
      {"归类整理、研究采纳全部意见后结束", "conclude after all opinions were studied and answered"},
      {"最后登记的意见没有采纳情况", "those recorded last are not answered"}};
}

}  // namespace juece::sdk
