#include "base/time.h"

#include <fmt/format.h>

namespace juece {
namespace {

constexpr std::int64_t kMsPerMinute = 60'000;
constexpr std::int64_t kMsPerDay = 24 * 60 * kMsPerMinute;
constexpr int kMaxOffsetMinutes = 14 * 60;  // the widest zone in use, and the limit of XML Schema

std::chrono::year_month_day Ymd(std::chrono::sys_days days) {
  return std::chrono::year_month_day(days);
}

std::int64_t FloorDiv(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// `lead`, then two digits: every event carries two times, so they are written without a format string.
void AppendTwo(std::string& out, char lead, std::int64_t value) {
  out.push_back(lead);
  out.push_back(static_cast<char>('0' + value / 10));
  out.push_back(static_cast<char>('0' + value % 10));
}

// Reads fixed fields from left to right; once something does not fit it stays failed.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}

  int Digits(std::size_t count) {
    if (rest_.size() < count) return Fail();
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return Fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool Skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void Expect(char c) {
    if (!Skip(c)) Fail();
  }
  // One to three digits after the point, as milliseconds.
  int Fraction() {
    int value = 0;
    int count = 0;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      if (++count > 3) return Fail();
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (count == 0) return Fail();
    for (; count < 3; ++count) value *= 10;
    return value;
  }
  [[nodiscard]] bool AtEnd() const { return ok_ && rest_.empty(); }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  int Fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

std::optional<int> ReadOffset(Fields& fields) {
  if (fields.Skip('Z')) return 0;
  const bool west = fields.Skip('-');
  if (!west) fields.Expect('+');
  const int hours = fields.Digits(2);
  fields.Expect(':');
  const int minutes = fields.Digits(2);
  const int offset = hours * 60 + minutes;
  if (!fields.ok() || minutes > 59 || offset > kMaxOffsetMinutes) return std::nullopt;
  return west ? -offset : offset;
}

std::optional<DateRange> ParseOneSide(std::string_view text) {
  if (const auto date = Date::Parse(text)) return DateRange{*date, *date};
  if (const auto instant = Instant::Parse(text))
    return DateRange{instant->LocalDate(), instant->LocalDate()};
  Fields fields(text);
  const int year = fields.Digits(4);
  fields.Expect('-');
  const int month = fields.Digits(2);
  const auto first =
      fields.AtEnd() ? Date::FromYmd(year, static_cast<unsigned>(month), 1) : std::nullopt;
  if (!first) return std::nullopt;
  const auto last = std::chrono::sys_days(Ymd(first->days()).year() / Ymd(first->days()).month() /
                                          std::chrono::last);
  return DateRange{*first, Date(last)};
}

}  // namespace

std::optional<Date> Date::Parse(std::string_view iso) {
  Fields fields(iso);
  const int year = fields.Digits(4);
  fields.Expect('-');
  const int month = fields.Digits(2);
  fields.Expect('-');
  const int day = fields.Digits(2);
  if (!fields.AtEnd()) return std::nullopt;
  return FromYmd(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::optional<Date> Date::FromYmd(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(month),
                                        std::chrono::day(day)};
  if (year < 1 || year > 9999 || !ymd.ok()) return std::nullopt;
  return Date(std::chrono::sys_days(ymd));
}

int Date::year() const { return static_cast<int>(Ymd(days_).year()); }
unsigned Date::month() const { return static_cast<unsigned>(Ymd(days_).month()); }
unsigned Date::day() const { return static_cast<unsigned>(Ymd(days_).day()); }
int Date::weekday() const { return static_cast<int>(std::chrono::weekday(days_).iso_encoding()); }
std::string Date::ToString() const {
  const std::chrono::year_month_day ymd(days_);
  const int year_number = static_cast<int>(ymd.year());
  if (year_number < 0 || year_number > 9999) {
    return fmt::format("{:04}-{:02}-{:02}", year_number, month(), day());
  }
  std::string out;
  out.push_back(static_cast<char>('0' + year_number / 1000));
  AppendTwo(out, static_cast<char>('0' + year_number / 100 % 10), year_number % 100);
  AppendTwo(out, '-', static_cast<unsigned>(ymd.month()));
  AppendTwo(out, '-', static_cast<unsigned>(ymd.day()));
  return out;
}

std::optional<Instant> Instant::Parse(std::string_view iso) {
  if (iso.size() < 10) return std::nullopt;
  const auto date = Date::Parse(iso.substr(0, 10));
  Fields fields(iso.substr(10));
  fields.Expect('T');
  const int hour = fields.Digits(2);
  fields.Expect(':');
  const int minute = fields.Digits(2);
  const int second = fields.Skip(':') ? fields.Digits(2) : 0;
  const int ms = fields.Skip('.') ? fields.Fraction() : 0;
  const auto offset = ReadOffset(fields);
  if (!date || !offset || !fields.AtEnd() || hour > 23 || minute > 59 || second > 59)
    return std::nullopt;
  const std::int64_t local = hour * 60 * kMsPerMinute + minute * kMsPerMinute + second * 1000 + ms;
  return Instant(AtStartOf(*date, *offset).unix_ms() + local, *offset);
}

Instant Instant::AtStartOf(Date date, int offset_minutes) {
  const std::int64_t days = date.days().time_since_epoch().count();
  return {days * kMsPerDay - offset_minutes * kMsPerMinute, offset_minutes};
}

Date Instant::LocalDate() const {
  const std::int64_t days = FloorDiv(unix_ms_ + offset_minutes_ * kMsPerMinute, kMsPerDay);
  return Date(std::chrono::sys_days(std::chrono::days(days)));
}

std::string Instant::ToString() const {
  const std::int64_t local = unix_ms_ + offset_minutes_ * kMsPerMinute;
  const std::int64_t of_day = local - FloorDiv(local, kMsPerDay) * kMsPerDay;
  std::string out;
  out.reserve(32);
  out += LocalDate().ToString();
  AppendTwo(out, 'T', of_day / (60 * kMsPerMinute));
  AppendTwo(out, ':', of_day / kMsPerMinute % 60);
  AppendTwo(out, ':', of_day / 1000 % 60);
  if (const std::int64_t ms = of_day % 1000; ms != 0) out += fmt::format(".{:03}", ms);
  if (offset_minutes_ == 0) return out + "Z";
  const int magnitude = offset_minutes_ < 0 ? -offset_minutes_ : offset_minutes_;
  AppendTwo(out, offset_minutes_ < 0 ? '-' : '+', magnitude / 60);
  AppendTwo(out, ':', magnitude % 60);
  return out;
}

std::optional<DateRange> DateRange::Parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return ParseOneSide(text);
  const auto from = ParseOneSide(text.substr(0, slash));
  const auto to = ParseOneSide(text.substr(slash + 1));
  if (!from || !to || to->last < from->first) return std::nullopt;
  return DateRange{from->first, to->last};
}

std::string DateRange::ToString() const {
  if (exact()) return first.ToString();
  const std::string month = first.ToString().substr(0, 7);
  if (const auto whole = ParseOneSide(month); whole && *whole == *this) return month;
  return first.ToString() + "/" + last.ToString();
}

}  // namespace juece
