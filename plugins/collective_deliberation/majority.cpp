#include "majority.h"

namespace juece::sdk {
namespace {

void CountAs(std::string_view meaning, Tally& tally) {
  if (meaning == "agree" || meaning == "agree_with_changes") ++tally.agree;
  if (meaning == "disagree") ++tally.disagree;
}

}  // namespace

bool Named(Value list, std::string_view name) {
  for (Value entry : list) {
    if (entry["name"].Text() == name) return true;
  }
  return false;
}

std::string_view HeadOf(Value members, std::string_view role) {
  for (Value member : members) {
    if (member["role"].Text() == role) return member["name"].Text();
  }
  return {};
}

Tally CountViews(const Request& request, Value members) {
  Tally tally;
  const Value configuration = request.configuration();
  const std::string_view head = HeadOf(members, configuration["head_role"].Text());
  const bool all = request.Setting("majority_of") == "all";
  for (Value member : members) {
    const std::string_view name = member["name"].Text();
    if (name == head && !configuration["head_counts"].IsTrue()) continue;
    std::string_view view;
    for (Value spoken : request.data()["views"]) {
      if (spoken["name"].Text() == name) view = spoken["view"].Text();
    }
    const bool absent = view.empty();
    if (absent && !all) continue;
    ++tally.base;
    if (absent) view = request.Setting("absence_counts_as");
    if (view == "silent") view = request.Setting("silence_counts_as");
    CountAs(view, tally);
  }
  return tally;
}

}  // namespace juece::sdk
