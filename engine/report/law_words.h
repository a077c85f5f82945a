// Words that the text and the page of the law-to-step matrix share. Internal to the layer.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/law_matrix.h"
#include "report/review_words.h"

namespace juece {

inline Text TitleOf(ClauseKind kind) {
  switch (kind) {
    case ClauseKind::kGate: return {"关口", "gate"};
    case ClauseKind::kDuty: return {"义务", "duty"};
    case ClauseKind::kPeriod: return {"期限", "period"};
    case ClauseKind::kProhibition: return {"禁止", "prohibition"};
    case ClauseKind::kScope: return {"范围", "scope"};
    case ClauseKind::kLiability: return {"责任", "liability"};
    case ClauseKind::kPrinciple: return {"原则", "principle"};
  }
  return {};
}

inline std::string AsOfLine(const LawMatrix& matrix, Language language) {
  const bool zh = language == Language::kChinese;
  return matrix.as_of.ToString() + (matrix.as_of_given ? "" : zh ? "(所依据法规最近一次变动之日)" : " (the last day on which these statutes changed)");
}

inline std::string ConclusionLine(const LawMatrix& matrix, Language language) {
  const bool zh = language == Language::kChinese;
  const std::string_view proof = matrix.proved ? (zh ? "定义已证明" : "the definition is proved")
                                               : (zh ? "定义有阻断性问题,见 juece verify" : "the definition has errors, see juece verify");
  const std::string_view rows = matrix.Complete() ? (zh ? "有约束力的条款全部承担或者说明了理由" : "every binding clause is carried or has its reason")
                                                  : (zh ? "有约束力的条款没有全部承担" : "not every binding clause is carried");
  return fmt::format("{}{}{}", rows, zh ? ";" : "; ", proof);
}

// Of a clause that speaks of other kinds of procedure: of which.
inline std::string OtherProceduresLine(const Clause& clause, Language language) {
  return fmt::format("{}{}", language == Language::kChinese ? "只规定这些类别的程序:" : "speaks of procedures of these kinds only: ",
                     fmt::join(clause.procedures, ", "));
}

// Of the binding clauses: how many are carried, and so on. Statuses that nobody has are left out.
inline std::string CountsLine(const StatuteMatrix& statute, Language language) {
  std::string line;
  for (const RowStatus status : {RowStatus::kNotCarried, RowStatus::kPartly, RowStatus::kCarried, RowStatus::kReason, RowStatus::kNotYet,
                                 RowStatus::kSuperseded, RowStatus::kOther}) {
    const int count = statute.Count(status, true);
    if (count == 0) continue;
    line += fmt::format("{}{} {}", line.empty() ? "" : " · ", TitleOf(status).In(language), count);
  }
  const bool zh = language == Language::kChinese;
  return fmt::format("{}{}{}{} {}/{}", zh ? "有约束力的条款:" : "Binding clauses: ", line, zh ? ";要求承担" : "; demands carried", zh ? "" : ":",
                     statute.carried(), statute.demanded());
}

inline std::string NameOf(const Carrier& carrier, Language language) {
  return fmt::format("{} [{}]", carrier.title.In(language), carrier.id);
}

// Who carries a demand, each once.
inline std::vector<std::string> CarriersOf(const DemandRow& demand, Language language) {
  std::vector<std::string> names;
  for (const Carrier& carrier : demand.demand.carriers) {
    std::string name = NameOf(carrier, language);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  for (const std::string& rule : demand.rules) names.push_back(fmt::format("{} [rule:{}]", language == Language::kChinese ? "规则" : "rule", rule));
  return names;
}

// What is missing where a demand is not carried.
inline std::string LackOf(const DemandRow& demand, Language language) {
  const bool zh = language == Language::kChinese;
  if (demand.demand.kind == DemandKind::kReference) return zh ? "所指条款没有承担" : "the clause named is not carried";
  if (demand.demand.kind == DemandKind::kGate) {
    return zh ? "没有得到证明:没有这类环节,可以绕过,或者定义有误" : "not proved: no such step, a way around it, or the definition has errors";
  }
  if (demand.demand.kind != DemandKind::kJudged) return zh ? "没有一处承担" : "nothing carries it";
  if (demand.demand.carriers.empty()) return zh ? "没有环节产生这一记录" : "no step records it";
  return zh ? "没有规则评判" : "no rule judges it";
}

inline std::string InForceLine(const Clause& clause, Language language) {
  const bool zh = language == Language::kChinese;
  const std::string from = clause.in_force_from.ToString();
  const std::string to = clause.in_force_to ? clause.in_force_to->ToString() : "";
  if (zh) return fmt::format("自 {} {}施行,{} 的文本", from, to.empty() ? "起" : "至 " + to + " ", clause.version);
  return fmt::format("in force from {}{}, text of {}", from, to.empty() ? "" : " to " + to, clause.version);
}

}  // namespace juece
