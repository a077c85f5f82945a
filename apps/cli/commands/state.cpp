#include "commands/state.h"

#include <fmt/format.h>

#include <cctype>
#include <map>

#include "base/utf8.h"

namespace juece::cli {
namespace {

std::vector<std::string> StepIds(const Dossier& dossier, const Definition* definition) {
  std::vector<std::string> ids;
  if (definition != nullptr) {
    for (const StepNode* step : definition->steps()) {
      ids.push_back(step->id);
    }
  } else {
    for (const auto& [id, state] : dossier.steps()) {
      ids.push_back(id);
    }
  }
  return ids;
}

Data TimeOrNull(const std::optional<Instant>& time) { return time ? Data(time->ToString()) : Data(); }

const char* MarkOf(StepStatus status) {
  switch (status) {
    case StepStatus::kDone: return "✔";
    case StepStatus::kActive: return "▶";
    case StepStatus::kBlocked: return "■";
    case StepStatus::kNotApplicable: return "–";
    case StepStatus::kCancelled: return "×";
    case StepStatus::kWaiting: break;
  }
  return "·";
}

}  // namespace

std::string StatusWord(std::string_view status, Language language) {
  static const std::map<std::string_view, const char*> words = {
      {"new", "未开立"},       {"running", "办理中"},   {"paused", "已暂停"},     {"closed", "已办结"}, {"terminated", "已终止"},
      {"withdrawn", "已撤回"}, {"waiting", "未到"},     {"active", "办理中"},     {"blocked", "受阻"},  {"done", "已办"},
      {"not_applicable", "不适用"}, {"cancelled", "已取消"}, {"met", "已满足"}, {"missed", "已超期"}, {"not_computable", "暂不能算"}};
  const auto word = words.find(status);
  return language == Language::kChinese && word != words.end() ? word->second : std::string(status);
}

std::string Padded(const std::string& text, int width) {
  int cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char character = DecodeUtf8(text, at);
    cells += CellWidth(character.value);
    at += character.size;
  }
  return cells >= width ? text + " " : text + std::string(static_cast<std::size_t>(width - cells), ' ');
}

Data StepsData(const Dossier& dossier, const Definition* definition) {
  Data steps = Data::EmptyList();
  for (const std::string& id : StepIds(dossier, definition)) {
    const StepState* found = dossier.FindStep(id);
    const StepState state = found == nullptr ? StepState{} : *found;
    Data one = Data::OfMembers({{"id", id},
                                {"state", std::string(ToString(state.status))},
                                {"outcome", state.outcome.empty() ? Data() : Data(state.outcome)},
                                {"entered_at", TimeOrNull(state.entered_at)},
                                {"left_at", TimeOrNull(state.left_at)}});
    if (state.round > 1) {
      one.Set("round", state.round);
    }
    if (!state.reason.empty()) {
      one.Set("reason", state.reason);
    }
    steps.Append(std::move(one));
  }
  return steps;
}

std::string StepsTable(const Dossier& dossier, const Definition* definition, Language language) {
  std::string out;
  for (const std::string& id : StepIds(dossier, definition)) {
    const StepState* found = dossier.FindStep(id);
    const StepState state = found == nullptr ? StepState{} : *found;
    const StepNode* node = definition == nullptr ? nullptr : definition->FindStep(id);
    const std::string title = node == nullptr ? id : node->title.In(language);
    const std::string left = state.left_at ? state.left_at->LocalDate().ToString() : "";
    out += fmt::format("  {} {}{}{}{}\n", MarkOf(state.status), Padded(title, 26), Padded(StatusWord(ToString(state.status), language), 10),
                       Padded(left, 12), state.outcome == "not_applicable" ? Readable(state.reason, definition, language) : state.outcome);
  }
  return out;
}

Data DeadlinesData(const Dossier& dossier) {
  Data deadlines = Data::EmptyList();
  for (const auto& [id, deadline] : dossier.deadlines()) {
    deadlines.Append(Data::OfMembers({{"id", id},
                                      {"step", deadline.started.step},
                                      {"kind", deadline.started.kind},
                                      {"due", deadline.due ? Data(deadline.due->ToString()) : Data()},
                                      {"unit", deadline.started.unit},
                                      {"article", deadline.started.article},
                                      {"state", std::string(ToString(deadline.status))}}));
  }
  return deadlines;
}

}  // namespace juece::cli
