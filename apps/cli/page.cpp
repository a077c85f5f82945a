#include "page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace juece::cli {
namespace {

constexpr double kShort = 210;  // millimetres
constexpr double kLong = 297;
constexpr double kMargin = 6;
constexpr double kMillimetresPerPoint = 25.4 / 72;
// A small picture is not blown up beyond its natural size.
constexpr double kLargest = kMillimetresPerPoint;

double ScaleOn(double width, double height, double page_width, double page_height) {
  return std::min({(page_width - 2 * kMargin) / width, (page_height - 2 * kMargin) / height, kLargest});
}

void ReplaceAll(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

// Where the head of Graphviz' document stands, and the size of the picture; nullopt where it is none.
struct Head {
  std::size_t begin = 0;
  std::size_t end = 0;
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
};

std::optional<Head> HeadOf(const std::string& svg) {
  Head head;
  head.begin = svg.find("<svg ");
  const std::size_t box = svg.find("viewBox=\"", head.begin);
  head.end = svg.find(" xmlns=", box);
  if (head.begin == std::string::npos || box == std::string::npos || head.end == std::string::npos ||
      std::sscanf(svg.c_str() + box, "viewBox=\"%lf %lf %lf %lf\"", &head.left, &head.top, &head.width, &head.height) != 4 ||
      head.width <= 0 || head.height <= 0) {
    return std::nullopt;
  }
  return head;
}

}  // namespace

double PointsOnPage(const std::string& svg) {
  const auto head = HeadOf(svg);
  if (!head) {
    return 0;
  }
  return std::max(ScaleOn(head->width, head->height, kShort, kLong), ScaleOn(head->width, head->height, kLong, kShort)) / kMillimetresPerPoint;
}

bool IsUpright(const std::string& svg) {
  const auto head = HeadOf(svg);
  return !head || ScaleOn(head->width, head->height, kShort, kLong) >= ScaleOn(head->width, head->height, kLong, kShort);
}

std::string OnOnePage(std::string svg) {
  const auto head = HeadOf(svg);
  if (!head) {
    return svg;
  }
  const bool upright = IsUpright(svg);
  const double page_width = upright ? kShort : kLong;
  const double page_height = upright ? kLong : kShort;
  const double scale = ScaleOn(head->width, head->height, page_width, page_height);
  const double seen_width = page_width / scale;
  const double seen_height = page_height / scale;
  svg.replace(head->begin, head->end - head->begin,
              fmt::format("<svg width=\"{}mm\" height=\"{}mm\" viewBox=\"{:.2f} {:.2f} {:.2f} {:.2f}\"", page_width, page_height,
                          head->left - (seen_width - head->width) / 2, head->top - kMargin / scale, seen_width, seen_height));
  ReplaceAll(svg, "font-family=\"Noto Sans CJK SC\"", "font-family=\"Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,SimHei,sans-serif\"");
  return svg;
}

}  // namespace juece::cli
