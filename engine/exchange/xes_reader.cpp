#include "exchange/xes_reader.h"

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/time.h"
#include "xml/stream.h"

namespace juece {
namespace {

constexpr std::string_view kName = "concept:name";
constexpr std::string_view kTime = "time:timestamp";

// What one case may take; beyond it the file is taken for damaged.
constexpr std::size_t kMaxId = 4096;
constexpr std::size_t kMaxEvents = 4'000'000;
constexpr std::size_t kMaxTexts = std::size_t{64} << 20U;

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Index = std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>>;

class XesReader : public XmlStreamHandler {
 public:
  XesReader(const std::string& file, const LogSelection& selection, const std::function<void(LogTrace)>& take, XesPart& part,
         std::vector<Finding>& findings)
      : file_(file), selection_(selection), take_(take), summary_(part.summary), oddities_(part.oddities), part_(part), findings_(findings) {
    for (std::size_t i = 0; i < selection.activities.size(); ++i) activities_.emplace(selection.activities[i], static_cast<std::int32_t>(i));
    names_.resize(selection.activity_keys.size());
    summary_.seen = {std::vector<bool>(selection.activities.size()), std::vector<bool>(selection.event_keys.size()),
                    std::vector<bool>(selection.trace_keys.size())};
  }

  // The reader itself looks for ids used twice, and part.ids stays empty.
  void LookForTwice() { keep_ids_ = true; }

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
      Note(XesOddity::kOutside);
    }
    return !refused_;
  }

  void End(std::string_view) override {
    if (depth_ == 3 && in_event_) EndEvent();
    if (depth_ == 2 && in_trace_) EndTrace();
    --depth_;
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
    Refuse({fmt::format("应为 XES 日志,根元素为 <log>,但为 <{}>", name), fmt::format("Expected an XES log with the root <log>, but found <{}>", name)}, 1);
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
      if (id_known_) Note(XesOddity::kAgain);
      trace_.id = value;
      id_known_ = true;
    }
    for (std::size_t i = 0; i < selection_.trace_keys.size(); ++i) {
      if (key != selection_.trace_keys[i] || value.data() == nullptr) continue;
      if (trace_.attributes[i] && key != kName) Note(XesOddity::kAgain);
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
      if (names_[i].second) Note(XesOddity::kAgain);
      names_[i].first.assign(value);
      names_[i].second = true;
    }
    if (key == kTime) {
      if (time_known_) Note(XesOddity::kAgain);
      time_known_ = true;
      event_.unix_ms.reset();
      const auto time = ParseLogTime(value);
      if (time) {
        event_.unix_ms = time->unix_ms();
      } else {
        Note(XesOddity::kBadTime);
      }
    }
    for (std::size_t i = 0; i < selection_.event_keys.size(); ++i) {
      if (key != selection_.event_keys[i] || value.data() == nullptr) continue;
      std::int32_t& place = trace_.values[trace_.values.size() - selection_.event_keys.size() + i];
      if (place != kNoValue) Note(XesOddity::kAgain);
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
    if (!named) Note(XesOddity::kNoActivity);
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
      oddities_.Note(XesOddity::kNoId, trace_.id);
    }
    part_.ids.push_back(XesIds::DigestOf(trace_.id));
    if (keep_ids_ && !ids_.Insert(part_.ids.back())) oddities_.Note(XesOddity::kTwice, trace_.id);
    if (keep_ids_) part_.ids.clear();
    if (unsorted_) Note(XesOddity::kUnsorted);
    in_trace_ = false;
    ++summary_.cases;
    summary_.events += trace_.events.size();
    take_(std::move(trace_));
  }

  std::string CaseName() {
    if (in_trace_ && id_known_) return trace_.id;
    part_.numbered = true;
    return fmt::format("#{}", summary_.cases + 1);
  }
  // Most logs have one of these at every turn or none at all: a name is made for the first only.
  void Note(XesOddity kind) { oddities_.Note(kind, oddities_.Count(kind) == 0 ? CaseName() : std::string()); }

  const std::string& file_;
  const LogSelection& selection_;
  const std::function<void(LogTrace)>& take_;
  XesSummary& summary_;
  XesOddities& oddities_;
  XesPart& part_;
  std::vector<Finding>& findings_;
  Index activities_;
  Index texts_;
  XesIds ids_;
  std::vector<std::pair<std::string, bool>> names_;  // the parts of the activity's name, and whether they were there
  LogTrace trace_;
  LogEvent event_;
  std::optional<std::int64_t> last_time_;
  std::size_t text_bytes_ = 0;
  int depth_ = 0;
  bool keep_ids_ = false;
  bool refused_ = false;
  bool time_known_ = false;
  bool in_trace_ = false;
  bool in_event_ = false;
  bool id_known_ = false;
  bool unsorted_ = false;
};

}  // namespace

bool ReadXes(std::istream& bytes, const std::string& file, const LogSelection& selection, const XesCallbacks& callbacks,
             XesSummary& summary, std::vector<Finding>& findings) {
  XesPart part;
  XesReader reader(file, selection, callbacks.take, part, findings);
  reader.LookForTwice();
  const bool read = ReadXmlStream(bytes, file, reader, findings, callbacks.progress);
  part.oddities.Report(file, findings);
  summary = std::move(part.summary);
  return read;
}

bool ReadXesPiece(std::string piece, const LogSelection& selection, const std::function<void(LogTrace)>& take, XesPart& part) {
  std::vector<Finding> unheard;  // whoever reads the whole log hears them with their places
  const std::string file;
  std::istringstream bytes(std::move(piece));
  XesReader reader(file, selection, take, part, unheard);
  return ReadXmlStream(bytes, file, reader, unheard, {});
}

}  // namespace juece
