#include "report/event_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>
#include <set>

namespace juece {
namespace {

std::string TitleOf(const Definition* definition, const std::string& step, Language language) {
  const StepNode* node = definition == nullptr ? nullptr : definition->FindStep(step);
  return node == nullptr || node->title.empty() ? step : node->title.In(language);
}

// The few events that people ask about, in words; the rest by their name and main member.
struct Describer {
  const Definition* definition;
  Language language;

  [[nodiscard]] bool Zh() const { return language == Language::kChinese; }
  [[nodiscard]] std::string Step(const std::string& step) const { return TitleOf(definition, step, language); }
  [[nodiscard]] std::string Say(const std::string& zh, const std::string& en) const { return Zh() ? zh : en; }

  std::string operator()(const DossierOpened& e) const {
    return Say(fmt::format("开立案卷:{}({} {})", e.title, e.procedure, e.procedure_version),
               fmt::format("opened: {} ({} {})", e.title, e.procedure, e.procedure_version));
  }
  std::string operator()(const FactSet& e) const { return Say("认定事实 ", "fact ") + e.fact + " = " + ToJsonText(e.value); }
  std::string operator()(const StepEntered& e) const {
    return Say("进入 ", "entered ") + Step(e.step) + (e.round > 1 ? fmt::format(" ({})", e.round) : "");
  }
  std::string operator()(const CompositeEntered& e) const { return Say("并行开始 ", "parallel work begins: ") + e.composite; }
  std::string operator()(const ApplicabilityDecided& e) const {
    return Step(e.step) + Say(e.truth == "true" ? ":适用" : e.truth == "false" ? ":不适用" : ":是否适用待认定",
                              e.truth == "true" ? ": applies" : e.truth == "false" ? ": does not apply" : ": not known yet") +
           (e.guard.empty() ? "" : " [" + e.guard + "]");
  }
  std::string operator()(const ActionRecorded& e) const { return Step(e.step) + ":" + e.event; }
  std::string operator()(const ReviewBound& e) const { return Step(e.step) + Say(" 所审文本 ", " examined ") + e.digest; }
  std::string operator()(const ReviewExtended& e) const { return Step(e.step) + Say(" 确认涵盖 ", " covers ") + e.digest; }
  std::string operator()(const StepLeft& e) const {
    return Step(e.step) + Say(" 办结:", " done: ") + e.outcome + (e.reason.empty() ? "" : Say(",理由:", ", because ") + Readable(e.reason, definition, language)) +
           (e.said_by.empty() ? "" : Say(",认定:", ", said by ") + e.said_by);
  }
  std::string operator()(const StepCancelled& e) const { return Step(e.step) + Say(" 取消:", " cancelled: ") + e.reason; }
  std::string operator()(const BranchEnded& e) const { return Say("分支结束 ", "branch ended: ") + e.branch + " → " + e.outcome; }
  std::string operator()(const CompositeLeft& e) const { return Say("并行结束 ", "parallel work ended: ") + e.composite; }
  std::string operator()(const MilestoneReached& e) const { return Say("★ 到达关口 ", "★ milestone ") + e.milestone; }
  std::string operator()(const TaskOpened& e) const { return Say("待办 ", "task ") + e.title.In(language); }
  std::string operator()(const TaskClosed& e) const { return Say("待办了结 ", "task closed ") + e.task; }
  std::string operator()(const DeadlineStarted& e) const {
    const std::string due = e.due ? e.due->ToString() : Say(fmt::format("{} 年日历未公布,暂不能算", e.unknown_year),
                                                            fmt::format("not computable: {} is not published", e.unknown_year));
    return Say(e.kind == "minimum" ? "最短期限 " : "办理时限 ", e.kind == "minimum" ? "minimum period " : "limit ") + e.period + " → " + due +
           (e.article.empty() ? "" : " (" + e.article + ")");
  }
  std::string operator()(const DeadlineComputed& e) const { return Say("期限已可算 ", "deadline computed ") + e.deadline + " → " + e.due.ToString(); }
  std::string operator()(const DeadlineMet& e) const { return Say("期限已满足 ", "deadline met ") + e.deadline; }
  std::string operator()(const DeadlineMissed& e) const { return Say("期限已超过 ", "deadline missed ") + e.deadline; }
  std::string operator()(const DeadlineCancelled& e) const { return Say("期限取消 ", "deadline cancelled ") + e.deadline; }
  std::string operator()(const FindingNoted& e) const { return Say("提示 ", "noted ") + e.message.In(language); }
  std::string operator()(const Returned& e) const { return Say("退回 ", "returned ") + Step(e.from) + " → " + Step(e.to) + ":" + e.reason; }
  std::string operator()(const DossierPaused& e) const { return Say("暂停:", "paused: ") + e.reason; }
  std::string operator()(const DossierResumed& e) const { return Say("恢复:", "resumed: ") + e.reason; }
  std::string operator()(const DossierTerminated& e) const { return Say("终止:", "terminated: ") + e.reason; }
  std::string operator()(const DossierWithdrawn& e) const { return Say("撤回:", "withdrawn: ") + e.reason; }
  std::string operator()(const DossierClosed& e) const { return Say("案卷办结:", "closed: ") + e.outcome; }
  std::string operator()(const StepOverridden& e) const { return Say("放行 ", "override ") + e.what + ":" + e.reason; }
  std::string operator()(const EntryCorrected& e) const { return Say("更正记录 ", "corrected entry ") + std::to_string(e.corrected) + ":" + e.reason; }
  std::string operator()(const IncidentRaised& e) const { return Say("⚠ 插件事故 ", "⚠ incident ") + e.incident + ":" + e.reason; }
  std::string operator()(const IncidentResolved& e) const { return Say("事故已处理 ", "incident resolved ") + e.incident; }
  std::string operator()(const DossierLinked& e) const { return Say("关联案卷 ", "linked dossier ") + e.dossier; }
  std::string operator()(const PersonalRedacted& e) const {
    std::set<std::int64_t> positions;
    for (const PersonalPlace& place : e.values) positions.insert(place.position);
    const std::string entries = fmt::format("{}", fmt::join(positions, Say("、", ", ")));
    return Say(fmt::format("删除个人信息 {} 处(第 {} 号记录),依据:{},理由:{}", e.values.size(), entries, e.authority, e.reason),
               fmt::format("{} personal value(s) redacted (entries {}), authority: {}, because {}", e.values.size(), entries, e.authority, e.reason));
  }
  std::string operator()(const PluginMoved& e) const {
    return Say("换用插件 ", "plugin moved ") + e.to.id + " " + e.from.version + " → " + e.to.version + ":" + e.reason;
  }

  static std::string ToJsonText(const Data& value) { return value.is_null() ? "?" : value.is_text() ? value.AsText() : value.is_bool() ? (value.AsBool() ? "true" : "false") : value.AsNumber().text(); }
};

}  // namespace

std::string EventWords(const Event& event, const Definition* definition, Language language) {
  return std::visit(Describer{definition, language}, event.body);
}

std::string Readable(const std::string& text, const Definition* definition, Language language) {
  std::string out;
  std::string word;
  const auto flush = [&] {
    const FactDeclaration* fact = definition == nullptr ? nullptr : definition->FindFact(word);
    const bool chinese = language == Language::kChinese;
    out += fact != nullptr ? fact->title.In(language) : chinese && word == "true" ? "是" : chinese && word == "false" ? "否" : word;
    word.clear();
  };
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
      word += c;
    } else {
      flush();
      out += c;
    }
  }
  flush();
  for (std::size_t at = out.find(" = "); language == Language::kChinese && at != std::string::npos; at = out.find(" = ", at)) {
    out.replace(at, 3, ":");
  }
  return out;
}

}  // namespace juece
