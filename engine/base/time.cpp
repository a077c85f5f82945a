#include "base/time.h"

#include <fmt/format.h>

#include <array>

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
char* PutTwo(char* to, char lead, std::int64_t value) {
  *to++ = lead;
  *to++ = static_cast<char>('0' + value / 10);
  *to++ = static_cast<char>('0' + value % 10);
  return to;
}

// A text of at most this many bytes, made in place.
struct Written {
  std::array<char, 48> text;
  std::size_t size = 0;
  [[nodiscard]] std::string_view view() const { return {text.data(), size}; }
};

char* PutDate(char* to, std::chrono::sys_days days) {
  const std::chrono::year_month_day ymd(days);
  const int year = static_cast<int>(ymd.year());
  if (year < 0 || year > 9999) {
    return fmt::format_to(to, "{:04}-{:02}-{:02}", year, static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  }
  *to++ = static_cast<char>('0' + year / 1000);
  to = PutTwo(to, static_cast<char>('0' + year / 100 % 10), year % 100);
  to = PutTwo(to, '-', static_cast<unsigned>(ymd.month()));
  return PutTwo(to, '-', static_cast<unsigned>(ymd.day()));
}

Written Write(const Instant& instant) {
  const std::int64_t local = instant.unix_ms() + instant.offset_minutes() * kMsPerMinute;
  const std::int64_t of_day = local - FloorDiv(local, kMsPerDay) * kMsPerDay;
  Written out;
  char* to = PutDate(out.text.data(), instant.LocalDate().days());
  to = PutTwo(to, 'T', of_day / (60 * kMsPerMinute));
  to = PutTwo(to, ':', of_day / kMsPerMinute % 60);
  to = PutTwo(to, ':', of_day / 1000 % 60);
  if (const std::int64_t ms = of_day % 1000; ms != 0) {
    *to++ = '.';
    to = PutTwo(to, static_cast<char>('0' + ms / 100), ms % 100);
  }
  if (const int offset = instant.offset_minutes(); offset == 0) {
    *to++ = 'Z';
  } else {
    const int magnitude = offset < 0 ? -offset : offset;
    to = PutTwo(to, offset < 0 ? '-' : '+', magnitude / 60 % 100);
    to = PutTwo(to, ':', magnitude % 60);
  }
  out.size = static_cast<std::size_t>(to - out.text.data());
  return out;
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
  std::array<char, 48> text;
  return {text.data(), PutDate(text.data(), days_)};
}

// "2024-03-01T09:00:00+08:00", as nearly every time of a record is written: read by its places. False: look closer.
static bool ReadPlainly(std::string_view iso, Instant& instant) {
  if (iso.size() != 25) return false;
  unsigned wrong = 0;
  const auto two = [&](std::size_t at) {
    const unsigned tens = static_cast<unsigned char>(iso[at]) - unsigned{'0'};
    const unsigned ones = static_cast<unsigned char>(iso[at + 1]) - unsigned{'0'};
    wrong |= static_cast<unsigned>(tens > 9) | static_cast<unsigned>(ones > 9);
    return tens * 10 + ones;
  };
  const unsigned year = two(0) * 100 + two(2);
  const unsigned month = two(5);
  const unsigned day = two(8);
  const unsigned hour = two(11);
  const unsigned minute = two(14);
  const unsigned second = two(17);
  const unsigned offset_minute = two(23);
  const unsigned offset = two(20) * 60 + offset_minute;
  const bool shaped = iso[4] == '-' && iso[7] == '-' && iso[10] == 'T' && iso[13] == ':' && iso[16] == ':' && iso[19] == '+' && iso[22] == ':';
  if (wrong != 0 || !shaped || hour > 23 || minute > 59 || second > 59 || offset_minute > 59 || offset > kMaxOffsetMinutes) return false;
  const auto date = Date::FromYmd(static_cast<int>(year), month, day);
  if (!date) return false;
  const int east = static_cast<int>(offset);
  instant = Instant(Instant::AtStartOf(*date, east).unix_ms() + (hour * 60 + minute) * kMsPerMinute + second * 1000, east);
  return true;
}

std::optional<Instant> Instant::Parse(std::string_view iso) {
  if (Instant plain; ReadPlainly(iso, plain)) return plain;
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

std::string Instant::ToString() const { return std::string(Write(*this).view()); }
bool Instant::IsWritten(std::string_view text) const { return Write(*this).view() == text; }

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
