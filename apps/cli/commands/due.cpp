// juece due: one date, and how it was counted, day by day.
#include <fmt/format.h>

#include <charconv>

#include "commands/commands.h"

namespace juece::cli {
namespace {

std::optional<int> AmountOf(std::string_view text) {
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
  }
  int amount = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (error != std::errc() || end != text.data() + text.size() || amount == 0) {
    return std::nullopt;
  }
  return amount;
}

Data Described(const DueDate& answer, Language language) {
  Data counted = Data::EmptyList();
  for (const CountedDay& day : answer.counted) {
    counted.Append(day.date.ToString());
  }
  Data skipped = Data::EmptyList();
  for (const CountedDay& day : answer.skipped) {
    skipped.Append(Data::OfMembers({{"date", day.date.ToString()}, {"why", day.why.In(language)}}));
  }
  return Data::OfMembers({{"from", answer.from.ToString()},
                          {"amount", answer.amount},
                          {"unit", std::string(ToString(answer.unit))},
                          {"due", answer.due.ToString()},
                          {"counted", counted},
                          {"skipped", skipped}});
}

std::string Explained(const DueDate& answer, const WorkCalendar& calendar, Language language) {
  const bool chinese = language == Language::kChinese;
  const bool working = answer.unit == DayUnit::kWorkingDays;
  std::string out = chinese ? fmt::format("自 {} 起 {:+} {} → {}\n", answer.from.ToString(), answer.amount, working ? "个工作日" : "日",
                                          answer.due.ToString())
                            : fmt::format("{} {:+} {} -> {}\n", answer.from.ToString(), answer.amount,
                                          working ? "working days" : "calendar days", answer.due.ToString());
  std::size_t c = 0;
  std::size_t s = 0;
  const bool forward = answer.amount > 0;
  const auto earlier = [forward](Date a, Date b) { return forward ? a < b : b < a; };
  while (c < answer.counted.size() || s < answer.skipped.size()) {
    const bool take_counted =
        s >= answer.skipped.size() || (c < answer.counted.size() && earlier(answer.counted[c].date, answer.skipped[s].date));
    const CountedDay& day = take_counted ? answer.counted[c] : answer.skipped[s];
    const Text note = take_counted && day.why.empty() ? calendar.DayName(day.date) : day.why;
    const std::string number = take_counted ? std::to_string(c + 1) : "-";
    out += fmt::format("  {:>4}  {}  {}\n", number, day.date.ToString(), note.In(language));
    (take_counted ? c : s)++;
  }
  out += chinese ? fmt::format("日历 {} 版本 {}\n", calendar.id(), calendar.version())
                 : fmt::format("calendar {} version {}\n", calendar.id(), calendar.version());
  return out;
}

}  // namespace

int Run(Session& session, const DueArguments& arguments) {
  const auto from = Date::Parse(arguments.from);
  if (!from) {
    session.Complain({fmt::format("起算日应为存在的日期 YYYY-MM-DD,但给出的是“{}”。", arguments.from),
                      fmt::format("Expected an existing date YYYY-MM-DD, but found \"{}\".", arguments.from)});
    return kImpossible;
  }
  const auto amount = AmountOf(arguments.amount);
  if (!amount) {
    session.Complain({fmt::format("天数应为不等于 0 的整数(+N 向后,-N 向前),但给出的是“{}”。", arguments.amount),
                      fmt::format("Expected a whole number other than 0 (+N or -N), but found \"{}\".", arguments.amount)});
    return kImpossible;
  }
  std::vector<Finding> findings;
  std::string file = arguments.calendar;
  if (file.empty()) {
    const auto paths = session.paths();
    if (!paths) {
      return kImpossible;
    }
    file = CalendarFileOf(*paths);
  }
  const auto calendar = WorkCalendar::ReadFile(file, findings);
  if (!calendar || HasError(findings)) {
    session.PrintFindings(findings, true);
    return kImpossible;
  }
  const auto unit = ParseDayUnit(arguments.unit).value_or(DayUnit::kCalendarDays);
  const auto answer = calendar->Add(*from, *amount, unit, arguments.first_day == "counted" ? FirstDay::kCounted : FirstDay::kNotCounted,
                                    arguments.roll == "none" ? Roll::kNone : Roll::kNextWorkingDay);
  if (answer.unknown) {
    session.Complain(answer.unknown->message());
    return kImpossible;
  }
  if (session.json()) {
    session.Print(Described(*answer.due, session.language()));
  } else {
    session.Print(Explained(*answer.due, *calendar, session.language()));
  }
  return kDone;
}

}  // namespace juece::cli
