// The steps over time: a line for each step from its first to its last day, a dot for each event, months along the top.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "report/html.h"
#include "report/review_parts.h"
#include "report/review_words.h"

namespace juece {
namespace {

constexpr int kLeft = 150;   // for the titles
constexpr int kWidth = 540;  // of the time
constexpr int kTop = 26;
constexpr int kLine = 19;
constexpr int kMostTicks = 10;

struct Lane {
  Text title;
  std::vector<DateRange> dates;
  bool violated = false;
};

std::vector<Lane> LanesOf(const ReviewReport& report) {
  std::vector<Lane> lanes;
  for (const auto& [id, title] : report.steps) {
    Lane lane{title, {}, false};
    for (const TimelineEntry& entry : report.timeline) {
      const auto date = DateRange::Parse(entry.date);
      if (entry.step == id && !entry.by_engine && date) lane.dates.push_back(*date);
    }
    lane.violated = std::any_of(report.rules.begin(), report.rules.end(),
                                [&step = id](const RuleReport& rule) { return rule.step == step && rule.verdict == Verdict::kViolated; });
    if (!lane.dates.empty()) lanes.push_back(std::move(lane));
  }
  return lanes;
}

struct Scale {
  Date first;
  std::int64_t days = 1;
  [[nodiscard]] double At(Date date) const { return kLeft + static_cast<double>(date - first) * kWidth / static_cast<double>(days); }
};

Scale ScaleOf(const std::vector<Lane>& lanes) {
  Scale scale{lanes.front().dates.front().first, 1};
  Date last = lanes.front().dates.front().last;
  for (const Lane& lane : lanes) {
    for (const DateRange& date : lane.dates) {
      scale.first = std::min(scale.first, date.first);
      last = std::max(last, date.last);
    }
  }
  scale.days = std::max<std::int64_t>(1, last - scale.first);
  return scale;
}

// First days of months, as many as can be read.
std::string Ticks(const Scale& scale, int height) {
  const std::int64_t months = scale.days / 30 + 1;
  const int step = static_cast<int>((months + kMostTicks - 1) / kMostTicks);
  std::string svg = fmt::format("<text x=\"{:.1f}\" y=\"12\" class=\"day\">{}</text>\n", scale.At(scale.first), scale.first.ToString());
  int month = 0;
  double free = scale.At(scale.first) + 66;
  for (std::int64_t day = 1; day <= scale.days; ++day) {
    const Date date = scale.first.PlusDays(day);
    if (date.day() != 1 || month++ % step != 0) continue;
    const double x = scale.At(date);
    svg += fmt::format("<line x1=\"{0:.1f}\" y1=\"{1}\" x2=\"{0:.1f}\" y2=\"{2}\" stroke=\"#ccc\"/>\n", x, kTop - 8, height);
    if (x >= free && x < kLeft + kWidth - 30) {
      svg += fmt::format("<text x=\"{:.1f}\" y=\"12\" class=\"day\">{}</text>\n", x, date.ToString().substr(0, 7));
      free = x + 50;
    }
  }
  return svg;
}

std::string LaneSvg(const Lane& lane, const Scale& scale, int y, Language language) {
  DateRange span = lane.dates.front();
  for (const DateRange& date : lane.dates) span = {std::min(span.first, date.first), std::max(span.last, date.last)};
  const std::string_view colour = lane.violated ? "#a31515" : "#2b4a6f";
  std::string svg = fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"{}\">{}{}</text>\n", kLeft - 10, y + 4, colour,
                                lane.violated ? "✗ " : "", Escape(lane.title.In(language)));
  svg += fmt::format("<line x1=\"{:.1f}\" y1=\"{}\" x2=\"{:.1f}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"2\"/>\n", scale.At(span.first), y,
                     scale.At(span.last), y, colour);
  for (const DateRange& date : lane.dates) {
    // A day is a dot; what is known by its month or a range is a pale bar as long as it may be.
    svg += date.exact() ? fmt::format("<circle cx=\"{:.1f}\" cy=\"{}\" r=\"3.5\" fill=\"{}\"/>\n", scale.At(date.first), y, colour)
                        : fmt::format("<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"8\" fill=\"{}\" fill-opacity=\"0.35\"/>\n",
                                      scale.At(date.first), y - 4, scale.At(date.last) - scale.At(date.first), colour);
  }
  return svg;
}

}  // namespace

std::string TimelinePicture(const ReviewReport& report, Language language) {
  const std::vector<Lane> lanes = LanesOf(report);
  if (lanes.empty()) {
    return "";
  }
  const Scale scale = ScaleOf(lanes);
  const int height = kTop + kLine * static_cast<int>(lanes.size()) + 4;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" width=\"{}\" font-size=\"11\">\n<style>.day {{ font-size: 10px; fill: #555; }}</style>\n",
      kLeft + kWidth + 14, height, kLeft + kWidth + 14);
  svg += Ticks(scale, height);
  int y = kTop + kLine / 2;
  for (const Lane& lane : lanes) {
    svg += LaneSvg(lane, scale, y, language);
    y += kLine;
  }
  return svg + "</svg>\n";
}

}  // namespace juece
