#include "exchange/xes_oddities.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

namespace juece {
namespace {

struct Words {
  const char* code;
  const char* zh;
  const char* en;
};
constexpr std::array<Words, 7> kWords = {{
    {"case-without-id", "案例没有 concept:name,以 #序号 称之", "Cases without concept:name are called #n"},
    {"duplicate-case", "案例编号重复,各自单独评判", "Cases with an id used before are judged each by itself"},
    {"event-without-activity", "事件没有活动名称,视为其他活动", "Events without the name of an activity count as some other one"},
    {"attribute-twice", "案例或事件的同一属性写了两次,以后一次为准", "Cases or events with an attribute twice: the last one counts"},
    {"bad-timestamp", "时间应为带时区的 ISO 8601,写得不对的视为没有时间", "Times that are not ISO 8601 with an offset count as none"},
    {"unsorted-times", "案例中事件的时间先后与其次序不一致,按日志次序评判(规则可写 order=\"time\")",
     "Cases whose times contradict the order of their events are judged in the order of the log (a rules file may say order=\"time\")"},
    {"events-outside-cases", "不属于任何案例的事件,不作评判", "Events outside of cases are left out"},
}};

}  // namespace

void XesOddities::Note(XesOddity kind, std::string_view where) {
  Counted& counted = counted_[static_cast<std::size_t>(kind)];
  if (counted.count++ == 0) counted.first = where;
}

void XesOddities::Add(const XesOddities& next) {
  for (std::size_t i = 0; i < counted_.size(); ++i) {
    if (counted_[i].count == 0) counted_[i].first = next.counted_[i].first;
    counted_[i].count += next.counted_[i].count;
  }
}

void XesOddities::Report(const std::string& file, std::vector<Finding>& findings) const {
  for (std::size_t i = 0; i < counted_.size(); ++i) {
    const auto& [count, first] = counted_[i];
    if (count == 0) continue;
    Finding finding;
    finding.code = kWords[i].code;
    finding.severity = Severity::kNote;
    finding.message = {fmt::format("{}:{} 处,第一处在 {}", kWords[i].zh, count, first),
                       fmt::format("{}: {}, first in {}", kWords[i].en, count, first)};
    finding.place.file = file;
    findings.push_back(std::move(finding));
  }
}

std::uint64_t XesIds::DigestOf(std::string_view id) { return std::max<std::uint64_t>(std::hash<std::string_view>{}(id), 1); }

bool XesIds::Insert(std::uint64_t digest) {
  if ((count_ + 1) * 4 > slots_.size() * 3) Grow();
  const bool fresh = Place(slots_, digest);
  count_ += fresh ? 1 : 0;
  return fresh;
}

bool XesIds::Place(std::vector<std::uint64_t>& slots, std::uint64_t digest) {
  std::size_t at = digest & (slots.size() - 1);
  for (; slots[at] != 0; at = (at + 1) & (slots.size() - 1)) {
    if (slots[at] == digest) return false;
  }
  slots[at] = digest;
  return true;
}

void XesIds::Grow() {
  std::vector<std::uint64_t> larger(std::max<std::size_t>(slots_.size() * 2, 1024));
  for (const std::uint64_t digest : slots_) {
    if (digest != 0) Place(larger, digest);
  }
  slots_ = std::move(larger);
}

}  // namespace juece
