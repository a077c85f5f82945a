#include "exchange/xes_reader.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/time.h"
#include "xml/stream.h"

namespace juece {
namespace {

constexpr std::string_view kName = "concept:name";
constexpr std::string_view kTime = "time:timestamp";

// What is odd but readable, counted.
struct Oddity {
  std::string_view code;
  Text what;
  std::uint64_t count = 0;
  std::string first = {};
};
enum Kind { kNoId, kTwice, kNoActivity, kAgain, kBadTime, kUnsorted, kOutside, kKinds };

// What one case may take; beyond it the file is taken for damaged.
constexpr std::size_t kMaxId = 4096;
constexpr std::size_t kMaxEvents = 4'000'000;
constexpr std::size_t kMaxTexts = std::size_t{64} << 20U;

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Index = std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>>;

// Digests of the ids so far, in one flat table: eight bytes each, at most three quarters full.
class SeenIds {
 public:
  // False where it was there.
  bool Insert(std::string_view id) {
    if ((count_ + 1) * 4 > slots_.size() * 3) Grow();
    const bool fresh = Place(slots_, std::max<std::uint64_t>(std::hash<std::string_view>{}(id), 1));
    count_ += fresh ? 1 : 0;
    return fresh;
  }

 private:
  static bool Place(std::vector<std::uint64_t>& slots, std::uint64_t digest) {
    std::size_t at = digest & (slots.size() - 1);
    for (; slots[at] != 0; at = (at + 1) & (slots.size() - 1)) {
      if (slots[at] == digest) return false;
    }
    slots[at] = digest;
    return true;
  }
  void Grow() {
    std::vector<std::uint64_t> larger(std::max<std::size_t>(slots_.size() * 2, 1024));
    for (const std::uint64_t digest : slots_) {
      if (digest != 0) Place(larger, digest);
    }
    slots_ = std::move(larger);
  }

  std::vector<std::uint64_t> slots_;
  std::size_t count_ = 0;
};

class Reader : public XmlStreamHandler {
 public:
  Reader(const std::string& file, const LogSelection& selection, const XesCallbacks& callbacks, XesSummary& summary,
         std::vector<Finding>& findings)
      : file_(file), selection_(selection), callbacks_(callbacks), summary_(summary), findings_(findings) {
    for (const std::string& activity : selection.activities) activities_.emplace(activity, static_cast<std::int32_t>(activities_.size()));
    names_.resize(selection.activity_keys.size());
    summary.seen = {std::vector<bool>(selection.activities.size()), std::vector<bool>(selection.event_keys.size()),
                    std::vector<bool>(selection.trace_keys.size())};
  }

  bool Start(std::string_view name, const std::vector<XmlStreamAttribute>& attributes) override {
    ++depth_;
    if (depth_ == 1) return CheckRoot(name);
    if (depth_ == 4 && in_event_) {
      EventAttribute(attributes);
    } else if (depth_ == 3 && in_trace_ && name == "event") {
      StartEvent();
    } else if (depth_ == 3 && in_trace_) {
      TraceAttribute(attributes);
    } else if (depth_ == 2 && name == "trace") {
      StartTrace();
    } else if (depth_ == 2 && name == "event") {
      Note(kOutside, CaseName());
    }
    return !refused_;
  }

  void End(std::string_view) override {
    if (depth_ == 3 && in_event_) EndEvent();
    if (depth_ == 2 && in_trace_) EndTrace();
    --depth_;
  }

  void Report() {
    for (const Oddity& oddity : oddities_) {
      if (oddity.count == 0) continue;
      Finding finding;
      finding.code = oddity.code;
      finding.severity = Severity::kNote;
      finding.message = {fmt::format("{}:{} 处,第一处在 {}", oddity.what.zh, oddity.count, oddity.first),
                         fmt::format("{}: {}, first in {}", oddity.what.en, oddity.count, oddity.first)};
      finding.place.file = file_;
      findings_.push_back(std::move(finding));
    }
  }

 private:
  void Refuse(Text message, int line = 0) {
    if (refused_) return;
    refused_ = true;
    Finding finding;
    finding.code = "unreadable";
    finding.message = std::move(message);
    finding.place.file = file_;
    finding.place.line = line;
    findings_.push_back(std::move(finding));
  }
  void RefuseLarge(const char* zh, const char* en, std::size_t most) {
    Refuse({fmt::format("案例 {} 的{}应不超过 {},但更多;文件可能已损坏", CaseName().substr(0, 80), zh, most),
            fmt::format("Expected case {} to have at most {} {}, but there are more; the file may be damaged", CaseName().substr(0, 80), most, en)});
  }

  bool CheckRoot(std::string_view name) {
    if (name == "log") return true;
    Refuse({fmt::format("应为 XES 日志,根元素为 <log>,但为 <{}>", name), fmt::format("Expected a XES log with the root <log>, but found <{}>", name)}, 1);
    return false;
  }

  void StartTrace() {
    in_trace_ = true;
    trace_ = LogTrace();
    trace_.attributes.resize(selection_.trace_keys.size());
    texts_.clear();
    text_bytes_ = 0;
    last_time_.reset();
    unsorted_ = false;
    id_known_ = false;
  }

  static std::pair<std::string_view, std::string_view> KeyAndValue(const std::vector<XmlStreamAttribute>& attributes) {
    std::pair<std::string_view, std::string_view> found;
    for (const XmlStreamAttribute& attribute : attributes) {
      if (attribute.name == "key") found.first = attribute.value;
      if (attribute.name == "value") found.second = attribute.value;
    }
    return found;
  }

  void TraceAttribute(const std::vector<XmlStreamAttribute>& attributes) {
    const auto [key, value] = KeyAndValue(attributes);
    if (key == kName && !value.empty()) {
      if (value.size() > kMaxId) return RefuseLarge("编号的字节数", "bytes in its id", kMaxId);
      if (id_known_) Note(kAgain, CaseName());
      trace_.id = value;
      id_known_ = true;
    }
    for (std::size_t i = 0; i < selection_.trace_keys.size(); ++i) {
      if (key != selection_.trace_keys[i] || value.data() == nullptr) continue;
      if (trace_.attributes[i] && key != kName) Note(kAgain, CaseName());
      trace_.attributes[i] = std::string(value);
      summary_.seen.trace_keys[i] = true;
      CountText(value);
    }
  }

  void CountText(std::string_view text) {
    text_bytes_ += text.size();
    if (text_bytes_ > kMaxTexts) RefuseLarge("属性的字节数", "bytes in its attributes", kMaxTexts);
  }

  void StartEvent() {
    in_event_ = true;
    event_ = LogEvent();
    for (auto& [text, known] : names_) known = false;
    time_known_ = false;
    if (trace_.events.size() >= kMaxEvents) RefuseLarge("事件数", "events", kMaxEvents);
    trace_.values.resize(trace_.values.size() + selection_.event_keys.size(), kNoValue);
  }

  void EventAttribute(const std::vector<XmlStreamAttribute>& attributes) {
    const auto [key, value] = KeyAndValue(attributes);
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (key != selection_.activity_keys[i] || value.empty()) continue;
      if (names_[i].second) Note(kAgain, CaseName());
      names_[i].first.assign(value);
      names_[i].second = true;
    }
    if (key == kTime) {
      if (time_known_) Note(kAgain, CaseName());
      time_known_ = true;
      event_.unix_ms.reset();
      const auto time = Instant::Parse(value);
      if (time) {
        event_.unix_ms = time->unix_ms();
      } else {
        Note(kBadTime, CaseName());
      }
    }
    for (std::size_t i = 0; i < selection_.event_keys.size(); ++i) {
      if (key != selection_.event_keys[i] || value.data() == nullptr) continue;
      std::int32_t& place = trace_.values[trace_.values.size() - selection_.event_keys.size() + i];
      if (place != kNoValue) Note(kAgain, CaseName());
      place = TextIndex(value);
      summary_.seen.event_keys[i] = true;
    }
  }

  std::int32_t TextIndex(std::string_view text) {
    const auto found = texts_.find(text);
    if (found != texts_.end()) return found->second;
    CountText(text);
    const auto index = static_cast<std::int32_t>(trace_.texts.size());
    trace_.texts.emplace_back(text);
    texts_.emplace(text, index);
    return index;
  }

  void EndEvent() {
    in_event_ = false;
    const bool named = std::all_of(names_.begin(), names_.end(), [](const auto& name) { return name.second; });
    if (!named) Note(kNoActivity, CaseName());
    if (named) {
      std::string joined;
      std::string_view name = names_.empty() ? std::string_view() : names_.front().first;
      if (names_.size() > 1) {
        for (const auto& [text, known] : names_) joined += (joined.empty() ? "" : "+") + text;
        name = joined;
      }
      const auto found = activities_.find(name);
      event_.activity = found == activities_.end() ? kOtherActivity : found->second;
      if (event_.activity != kOtherActivity) summary_.seen.activities[static_cast<std::size_t>(event_.activity)] = true;
    }
    if (event_.unix_ms) {
      unsorted_ = unsorted_ || (last_time_ && *event_.unix_ms < *last_time_);
      last_time_ = event_.unix_ms;
    }
    trace_.events.push_back(event_);
  }

  void EndTrace() {
    if (!id_known_) {
      trace_.id = CaseName();
      Note(kNoId, trace_.id);
    }
    if (!seen_.Insert(trace_.id)) Note(kTwice, trace_.id);
    if (unsorted_) Note(kUnsorted, trace_.id);
    in_trace_ = false;
    ++summary_.cases;
    summary_.events += trace_.events.size();
    callbacks_.take(std::move(trace_));
  }

  [[nodiscard]] std::string CaseName() const { return in_trace_ && id_known_ ? trace_.id : fmt::format("#{}", summary_.cases + 1); }

  void Note(Kind kind, const std::string& where) {
    if (oddities_[kind].count++ == 0) oddities_[kind].first = where;
  }

  const std::string& file_;
  const LogSelection& selection_;
  const XesCallbacks& callbacks_;
  XesSummary& summary_;
  std::vector<Finding>& findings_;
  Index activities_;
  Index texts_;
  SeenIds seen_;
  std::vector<std::pair<std::string, bool>> names_;  // the parts of the activity's name, and whether they were there
  LogTrace trace_;
  LogEvent event_;
  std::optional<std::int64_t> last_time_;
  std::size_t text_bytes_ = 0;
  int depth_ = 0;
  bool refused_ = false;
  bool time_known_ = false;
  bool in_trace_ = false;
  bool in_event_ = false;
  bool id_known_ = false;
  bool unsorted_ = false;
  std::array<Oddity, kKinds> oddities_{{
      {"case-without-id", {"案例没有 concept:name,以 #序号 称之", "Cases without concept:name are called #n"}},
      {"duplicate-case", {"案例编号重复,各自单独评判", "Cases with an id used before are judged each by itself"}},
      {"event-without-activity", {"事件没有活动名称,视为其他活动", "Events without the name of an activity count as some other one"}},
      {"attribute-twice", {"案例或事件的同一属性写了两次,以后一次为准", "Cases or events with an attribute twice: the last one counts"}},
      {"bad-timestamp", {"时间应为带时区的 ISO 8601,写得不对的视为没有时间",
                         "Times that are not ISO 8601 with an offset count as none"}},
      {"unsorted-times", {"案例中事件的时间先后与其次序不一致,按日志次序评判(规则可写 order=\"time\")",
                          "Cases whose times contradict the order of their events are judged in the order of the log (a rules file may say "
                          "order=\"time\")"}},
      {"events-outside-cases", {"不属于任何案例的事件,不作评判", "Events outside of cases are left out"}},
  }};
};

}  // namespace

bool ReadXes(std::istream& bytes, const std::string& file, const LogSelection& selection, const XesCallbacks& callbacks,
             XesSummary& summary, std::vector<Finding>& findings) {
  Reader reader(file, selection, callbacks, summary, findings);
  const bool read = ReadXmlStream(bytes, file, reader, findings, callbacks.progress);
  reader.Report();
  return read;
}

}  // namespace juece
