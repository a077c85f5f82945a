#include "base/decimal.h"

#include <rapidcheck/catch.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

namespace juece {
namespace {

__extension__ using Int128 = __int128;

std::string Canonical(std::string_view text) {
  const auto number = Decimal::Parse(text);
  return number ? number->text() : "none";
}

// The oracle: whole numbers of 128 bits, with the point three places from the right. It shares no
// code with Decimal.
std::string Print(Int128 scaled, int scale) {
  const bool negative = scaled < 0;
  std::string digits;
  for (Int128 rest = negative ? -scaled : scaled; rest > 0; rest /= 10)
    digits.insert(digits.begin(), char('0' + int(rest % 10)));
  while (static_cast<int>(digits.size()) <= scale) digits.insert(digits.begin(), '0');
  std::string out = digits.substr(0, digits.size() - static_cast<std::size_t>(scale));
  std::string fraction = digits.substr(digits.size() - static_cast<std::size_t>(scale));
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) out += "." + fraction;
  return negative && out != "0" ? "-" + out : out;
}

Decimal Thousandths(std::int64_t scaled) { return *Decimal::Parse(Print(scaled, 3)); }

TEST_CASE("a number has one canonical text", "[decimal]") {
  CHECK(Canonical("0") == "0");
  CHECK(Canonical("-0") == "0");
  CHECK(Canonical("-0.000") == "0");
  CHECK(Canonical("+7") == "7");
  CHECK(Canonical("007") == "7");
  CHECK(Canonical("1.500") == "1.5");
  CHECK(Canonical("1e3") == "1000");
  CHECK(Canonical("1.25e1") == "12.5");
  CHECK(Canonical("125e-4") == "0.0125");
  CHECK(Canonical("-1E+2") == "-100");
  CHECK(Canonical("0e99999999999999999999") == "0");
  CHECK(Canonical("1e6144").size() == 6145);
  CHECK(Canonical("1e-6144").size() == 6146);
  CHECK(Canonical(std::string(34, '9')) == std::string(34, '9'));
  CHECK(Canonical("1" + std::string(40, '0')) == "1" + std::string(40, '0'));
}

TEST_CASE("what is no number in range is refused", "[decimal]") {
  for (const char* text : {"",
                           "+",
                           "-",
                           ".",
                           "1.",
                           ".5",
                           "1e",
                           "1e+",
                           "e5",
                           "1 ",
                           " 1",
                           "1,5",
                           "0x1",
                           "NaN",
                           "inf",
                           "--1",
                           "1e6145",
                           "1e-6145",
                           "1e99999999999999999999",
                           "12345678901234567890123456789012345",
                           "\uff11"}) {
    INFO(text);
    CHECK_FALSE(Decimal::Parse(text).has_value());
  }
}

TEST_CASE("integers come back whole, and only whole ones", "[decimal]") {
  CHECK(Decimal::FromInteger(INT64_MIN).text() == "-9223372036854775808");
  CHECK(Decimal::FromInteger(INT64_MIN).ToInteger() == INT64_MIN);
  CHECK(Decimal::FromInteger(INT64_MAX).ToInteger() == INT64_MAX);
  CHECK(Decimal::Parse("9223372036854775808")->ToInteger() == std::nullopt);
  CHECK(Decimal::Parse("1.5")->ToInteger() == std::nullopt);
  CHECK(Decimal::Parse("15e-1")->ToInteger() == std::nullopt);
  CHECK(Decimal::Parse("1.50e1")->ToInteger() == 15);
}

TEST_CASE("results are rounded half to even at 34 digits", "[decimal]") {
  const auto number = [](std::string_view text) { return *Decimal::Parse(text); };
  const std::string nines(34, '9');
  CHECK((number("0.1") + number("0.2")).text() == "0.3");
  CHECK((number(nines) + number("1")).text() == "1" + std::string(34, '0'));
  // 34 digits and a half: to the even neighbour.
  CHECK((number("1000000000000000000000000000000000") + number("0.5")).text() ==
        "1000000000000000000000000000000000");
  CHECK((number("1000000000000000000000000000000001") + number("0.5")).text() ==
        "1000000000000000000000000000000002");
  CHECK((number("1000000000000000000000000000000000") + number("0.50000001")).text() ==
        "1000000000000000000000000000000001");
  CHECK((number("1") - number("1e-40")).text() == "1");
  CHECK((number("1") - number("1e-6000")).text() == "1");
  CHECK(Decimal::Divide(number("1"), number("3"))->text() ==
        "0.3333333333333333333333333333333333");
  CHECK(Decimal::Divide(number("2"), number("3"))->text() ==
        "0.6666666666666666666666666666666667");
  CHECK(Decimal::Divide(number("-2"), number("3"))->text() ==
        "-0.6666666666666666666666666666666667");
  CHECK(Decimal::Divide(number("1"), number("8"))->text() == "0.125");
  CHECK(Decimal::Divide(number("0"), number("8"))->text() == "0");
  // Half a unit and a little more than every digit that the division keeps: up, though the last
  // digit is even.
  const auto quotient = [&](const char* divisor) {
    return Decimal::Divide(number("1"), number(divisor))->text();
  };
  CHECK(quotient("6595508817263184802412636275987339") ==
        number("1516183250915509102970615164236135e-67").text());
  CHECK(quotient("7863003055293169576927811124605793") ==
        number("1271778724957795806078105604473111e-67").text());
  CHECK_FALSE(Decimal::Divide(number("1"), number("0")).has_value());
  CHECK((number("1e6144") * number("10")).text() == nines + std::string(6144 - 33, '0'));
  CHECK((number("-1e6144") * number("1e6144")).text() == "-" + nines + std::string(6144 - 33, '0'));
  CHECK((number("1e-6144") * number("0.1")).text() == "0");
}

TEST_CASE("numbers are ordered by value", "[decimal]") {
  const char* ordered[] = {"-1e20", "-100", "-99.5", "-9",    "-1.5", "-1",   "-0.5",
                           "-0.05", "0",    "0.05",  "0.5",   "1",    "1.05", "1.5",
                           "9",     "10",   "99",    "100.1", "101",  "1e20"};
  for (std::size_t i = 0; i < std::size(ordered); ++i) {
    for (std::size_t j = 0; j < std::size(ordered); ++j) {
      INFO(ordered[i] << " and " << ordered[j]);
      CHECK((*Decimal::Parse(ordered[i]) <=> *Decimal::Parse(ordered[j])) == (i <=> j));
    }
  }
}

TEST_CASE("decimal arithmetic agrees with 128-bit whole numbers", "[decimal]") {
  rc::prop("sum, difference, product, order", [](std::int64_t x, std::int64_t y) {
    const Decimal a = Thousandths(x);
    const Decimal b = Thousandths(y);
    RC_ASSERT((a + b).text() == Print(Int128(x) + y, 3));
    RC_ASSERT((a - b).text() == Print(Int128(x) - y, 3));
    RC_ASSERT((a <=> b) == (x <=> y));
    const std::int64_t p = x % 1'000'000'000'000'000;
    const std::int64_t q = y % 1'000'000'000'000'000;
    RC_ASSERT((Thousandths(p) * Thousandths(q)).text() == Print(Int128(p) * q, 6));
  });
  rc::prop("whole numbers", [](std::int64_t x, std::int64_t y) {
    const Decimal a = Decimal::FromInteger(x);
    const Decimal b = Decimal::FromInteger(y);
    RC_ASSERT((a + b).text() == Print(Int128(x) + y, 0));
    RC_ASSERT((a - b).text() == Print(Int128(x) - y, 0));
    RC_ASSERT(a.ToInteger() == x);
    RC_ASSERT(Decimal::Parse(a.text()) == a);
  });
}

TEST_CASE("a quotient is the nearest number of 34 digits", "[decimal]") {
  rc::prop("|q * b - a| is at most half a unit in the last place of q, times b", [] {
    const auto x = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000);
    const auto y = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000);
    const std::string q = Decimal::Divide(Decimal::FromInteger(x), Decimal::FromInteger(y))->text();
    // Schoolbook long division, digit after digit, is the oracle.
    std::string expected = std::to_string(x / y);
    std::int64_t rest = x % y;
    std::string digits = expected == "0" ? "" : expected;
    std::string fraction;
    while (rest != 0 && digits.size() < 34) {
      rest *= 10;
      const char digit = static_cast<char>('0' + rest / y);
      rest %= y;
      fraction.push_back(digit);
      if (!digits.empty() || digit != '0') digits.push_back(digit);
    }
    const bool up = rest * 2 > y || (rest * 2 == y && (digits.back() - '0') % 2 == 1);
    std::string all = expected + fraction;
    for (std::size_t i = all.size(); up && i-- > 0;) {
      if (all[i] != '9') {
        ++all[i];
        break;
      }
      all[i] = '0';
      if (i == 0) all.insert(all.begin(), '1');
    }
    const std::size_t whole = all.size() - fraction.size();
    RC_ASSERT(q == Decimal::Parse(all.substr(0, whole) +
                                  (fraction.empty() ? "" : "." + all.substr(whole)))
                       ->text());
  });
}

}  // namespace
}  // namespace juece
