#include "record/event_log.h"

namespace juece {

std::optional<Instant> ParseLogTime(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return Instant::Parse(text);
  const std::size_t end = text.find_first_not_of("0123456789", point + 1);
  if (end == std::string_view::npos || end - point <= 4 || end - point > 13) return Instant::Parse(text);
  std::string shortened(text.substr(0, point + 4));
  shortened += text.substr(end);
  return Instant::Parse(shortened);
}

}  // namespace juece
