// Rule checks that the forms of a rulebook cannot say: how a document number is built, and sums.
#include <optional>
#include <string>
#include <vector>

#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

Verdict Satisfied(Sentence reason) { return {JUECE_VERDICT_SATISFIED, std::move(reason)}; }
Verdict Violated(Sentence reason) { return {JUECE_VERDICT_VIOLATED, std::move(reason)}; }
Verdict NotShown(Sentence reason) { return {JUECE_VERDICT_NOT_SHOWN, std::move(reason)}; }

bool AllDigits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

// The parts of "云政发〔2022〕31号".
struct Number {
  std::string_view sign;
  std::string_view year;
  std::string_view serial;
};

constexpr std::string_view kOpen = "〔";
constexpr std::string_view kClose = "〕";
constexpr std::string_view kEnd = "号";

// Nothing where it is not built so; `why` then says what is wrong.
std::optional<Number> ReadNumber(std::string_view text, Sentence& why) {
  const std::size_t open = text.find(kOpen);
  const std::size_t close = text.find(kClose);
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    why = {"年份没有用六角括号〔〕括入", "the year does not stand in the brackets 〔 〕"};
    return std::nullopt;
  }
  Number number = {text.substr(0, open), text.substr(open + kOpen.size(), close - open - kOpen.size()), text.substr(close + kClose.size())};
  if (!number.serial.ends_with(kEnd)) {
    why = {"序号之后没有“号”字", "the serial number is not followed by 号"};
    return std::nullopt;
  }
  number.serial.remove_suffix(kEnd.size());
  if (number.sign.empty()) {
    why = {"没有机关代字", "there is no sign of an organ"};
  } else if (number.year.size() != 4 || !AllDigits(number.year)) {
    why = {"年份不是四位数字", "the year is not four digits"};
  } else if (!AllDigits(number.serial)) {
    why = {"序号不是数字", "the serial number is not made of digits"};
  } else if (number.serial.front() == '0') {
    why = {"序号编了虚位", "the serial number begins with a zero"};
  } else {
    return number;
  }
  return std::nullopt;
}

class DocumentNumber : public RuleCheck {
 public:
  [[nodiscard]] Verdict Judge(const Call& call) const override {
    const Value event = call.subject()["event"];
    const Value given = event["data"][call.configuration()["member"].Text()];
    const std::string_view text = given.Text();
    if (text.empty()) return NotShown({"没有写明文号", "the number is not stated"});
    const Sentence said = Quote(text);
    Sentence why;
    const auto number = ReadNumber(text, why);
    if (!number) return Violated({"文号" + said.zh + why.zh, "in the number " + said.en + " " + why.en});
    const std::string_view date = event["date"].Text();
    if (!call.configuration()["year_may_differ"].IsTrue() && date.size() >= 4 && date.substr(0, 4) != number->year && date.find('/') == std::string_view::npos) {
      return Violated({"文号" + said.zh + "的年份与办理之日(" + std::string(date) + ")不一致",
                       "the year of the number " + said.en + " is not that of the act (" + std::string(date) + ")"});
    }
    return Satisfied({"文号" + said.zh + "合乎规范", "the number " + said.en + " is well formed"});
  }
};

// A number, or how many items a list has; nothing where it is neither.
std::optional<std::int64_t> CountOf(Value value) {
  if (value.Kind() == JUECE_VALUE_LIST) return static_cast<std::int64_t>(value.size());
  if (value.Kind() != JUECE_VALUE_NUMBER) return std::nullopt;
  constexpr std::int64_t kNone = -1;
  const std::int64_t count = value.Integer(kNone);
  return count < 0 ? std::nullopt : std::optional(count);
}

class Totals : public RuleCheck {
 public:
  [[nodiscard]] Verdict Judge(const Call& call) const override {
    const Value configuration = call.configuration();
    const auto total = CountOf(DataOfTotal(call)[configuration["total"].Text()]);
    if (!total) return NotShown({"没有写明合计", "the total is not stated"});
    std::int64_t sum = 0;
    for (Value part : configuration["parts"]) {
      const auto count = CountOf(call.subject()["event"]["data"][part.Text()]);
      if (!count || *count > INT64_MAX / 2 - sum) {
        const Sentence name = Quote(part.Text());
        return NotShown({"没有写明" + name.zh, name.en + " is not stated"});
      }
      sum += *count;
    }
    const bool equal = configuration["relation"].Text() != "at_least";
    const bool holds = equal ? *total == sum : *total >= sum;
    const Sentence reason = {"合计" + Count(*total) + ",各部分之和" + Count(sum), "the total is " + Count(*total) + ", the parts add up to " + Count(sum)};
    return holds ? Satisfied(reason) : Violated(reason);
  }

 private:
  // Of the judged event, or of the last event of that name.
  static Value DataOfTotal(const Call& call) {
    const std::string_view name = call.configuration()["total_event"].Text();
    if (name.empty()) return call.subject()["event"]["data"];
    Value data;
    for (Value event : call.subject()["events"]) {
      if (event["event"].Text() == name) data = event["data"];
    }
    return data;
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeFunction<juece::sdk::DocumentNumber>("document_number"),
             juece::sdk::MakeFunction<juece::sdk::Totals>("totals"))
