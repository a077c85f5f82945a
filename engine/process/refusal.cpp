#include "process/refusal.h"

#include <cassert>

namespace juece {
namespace {

constexpr OverrideRule kGate = OverrideRule::kGate;
constexpr OverrideRule kPerson = OverrideRule::kPerson;

constexpr RejectionCode kRejectionCodes[] = {
    {"dossier-paused", "应先恢复案卷再办理“{verb}”,但案卷自{since}起暂停",
     "Expected to resume the dossier before “{verb}”, but it has been paused since {since}"},
    {"dossier-not-paused", "应恢复已暂停的案卷,但案卷当前状态为{status}",
     "Expected to resume a paused dossier, but it is {status}"},
    {"dossier-ended", "应对在办案卷办理“{verb}”,但案卷已{status}",
     "Expected to {verb} a running dossier, but it is {status}"},
    {"dossier-open", "应以新编号开立案卷,但案卷{dossier}已经存在",
     "Expected to open a dossier under a new id, but {dossier} exists already"},
    {"engine-command", "应由办理人员提交“{verb}”以外的命令,但该命令只由引擎依案卷状态自行发出",
     "Expected to submit a command that is a person's, but “{verb}” is given by the engine alone"},
    {"key-reused", "应为不同的命令使用新的请求编号,但“{key}”已用于另一条命令({used})",
     "Expected to use a new idempotency key for another command, but {key} was used before ({used})"},
    {"unknown-step", "应指明程序中的步骤,但“{step}”不在其中;程序的步骤有:{known}",
     "Expected to name a step of the procedure, but it has no {step}; its steps are: {known}"},
    {"unknown-action", "应办理步骤“{step}”的事项,但该步骤没有“{action}”;可办理:{known}",
     "Expected to use an action of step {step}, but it has no {action}; it has: {known}"},
    {"step-not-active", "应在正在办理的步骤上操作,但步骤“{step}”{state};正在办理:{current}",
     "Expected to act in a step that is open, but step {step} is {state}; open now: {current}"},
    {"incident-open", "应先处置故障再办理步骤“{step}”,但故障{incident}尚未处置:{reason}",
     "Expected to resolve the incident before going on with step {step}, but {incident} is open: {reason}"},
    {"incident", "应由步骤“{step}”的处理程序作出答复,但处理程序失败:{reason};已记为故障{incident}",
     "Expected to get an answer from the handler of step {step}, but it failed: {reason}; recorded as {incident}"},
    {"unknown-incident", "应指明尚未处置的故障,但没有“{incident}”;未处置:{known}",
     "Expected to name an incident that is open, but there is no {incident}; open: {known}"},
    {"plugin-not-pinned", "应为案卷换用它正在使用的插件的另一个构建,但案卷没有使用“{plugin}”;使用的插件:{known}",
     "Expected to move to another build of a plugin that the dossier uses, but it does not use {plugin}; it uses: {known}"},
    {"plugin-same", "应换用另一个构建,但案卷已在使用 {plugin}",
     "Expected to move to another build, but the dossier is handled by {plugin} already"},
    {"wrong-role", "应由{expected}办理“{action}”,但提交人{actor}的身份是{role}",
     "Expected to have “{action}” done by {expected}, but {actor} acts as {role}"},
    {"actor-not-in-office", "应由在{date}担任{role}的人员办理,但{found}",
     "Expected to act as a person who holds {role} on {date}, but {found}", kPerson},
    {"separation-of-duties", "应由不同人员分别担任{roles},但{actor}已在步骤“{step}”以{other}身份办理",
     "Expected to have {roles} filled by different persons, but {actor} has acted in step {step} as {other}", kGate},
    {"payload-invalid", "应按“{action}”的格式填写数据,但不符合:{problems}",
     "Expected to give data that fit “{action}”, but they do not: {problems}"},
    {"material-missing", "应先提交材料{kind},但步骤“{step}”中没有该材料",
     "Expected to hand in material {kind}, but step {step} does not have it", kPerson},
    {"unknown-material", "应按文书种类目录提交材料,但目录和程序中没有种类“{kind}”;请核对种类编号",
     "Expected to hand in documents by the catalogue of their kinds, but neither it nor the procedure knows {kind}; check the kind"},
    {"fact-unknown", "应先查明事实{facts},但其尚未确定,步骤“{step}”不能继续",
     "Expected to know {facts}, but it has not been stated yet, so step {step} cannot go on"},
    {"unknown-fact", "应设定程序声明的事实,但没有“{fact}”;已声明:{known}",
     "Expected to set a declared fact, but there is no {fact}; declared: {known}"},
    {"fact-type", "应以{type}类型设定事实“{fact}”,但给出的是{value}",
     "Expected to set fact {fact} to a value of type {type}, but {value} was given"},
    {"unknown-setting", "应设定程序声明的参数,但没有“{setting}”;已声明:{known}",
     "Expected to choose a declared setting, but there is no {setting}; declared: {known}"},
    {"setting-choice", "应为参数“{setting}”选择{choices}之一,但给出的是“{value}”",
     "Expected to choose one of {choices} for setting {setting}, but {value} was given"},
    {"time-in-future", "应登记已经发生的事项,但发生时间{occurred}晚于登记时间{recorded}",
     "Expected to record what has happened, but it occurred at {occurred}, after it was recorded at {recorded}"},
    {"time-backwards", "应按发生先后办理,但{occurred}早于上一事项的{last};补录须写明理由和确认人",
     "Expected to act in order of time, but {occurred} is before the last entry at {last}; "
     "late registration needs a reason and who confirmed it"},
    {"late-reason-missing", "应写明补录的理由和确认人,但{occurred}发生的事项到{recorded}才登记,{missing}",
     "Expected to give the reason of the late registration and who confirmed it, but what occurred at {occurred} was "
     "recorded at {recorded} and {missing}"},
    {"authority-missing", "应写明“{verb}”的依据,但没有给出",
     "Expected to name the authority for “{verb}”, but none was given"},
    {"reason-missing", "应写明“{verb}”的理由,但没有给出", "Expected to give the reason for “{verb}”, but none was given"},
    {"period-too-short", "应至{due}届满{amount}{unit}的期限“{period}”,但{found},且没有允许缩短的理由",
     "Expected to let the period {period} of {amount} {unit} run until {due}, but {found}, and no reason allows it to be "
     "shortened",
     kPerson},
    {"announced-day-not-over", "应到公告的截止日{announced}再办理,但“{event}”发生在{on}",
     "Expected to wait until the announced last day {announced}, but {event} came on {on}"},
    {"deadline-not-computable", "应在期限“{period}”届满后办理,但工作日历没有{year}年,届满日尚不能计算;请安装新的日历",
     "Expected to go on after the period {period} is over, but the calendar has no year {year}, so its end is not computable "
     "yet; install a newer calendar",
     kGate},
    {"applicability-unknown", "应先确定步骤“{step}”是否适用,但事实{facts}尚未确定",
     "Expected to know whether step {step} applies, but {facts} has not been stated yet", kGate},
    {"applicability-stale", "应按现有事实重新判断步骤“{step}”是否适用,但其判断为{recorded},而现在为{now};请退回该步骤",
     "Expected to judge anew whether step {step} applies, but it was judged {recorded} and is {now} by the present facts; "
     "return to the step",
     kGate},
    {"review-stale", "应以步骤“{step}”审查过的文本到达节点“{milestone}”,但{material}在审查后已有变动",
     "Expected to reach milestone {milestone} with the text that step {step} examined, but {material} has changed since", kGate},
    {"return-forward", "应退回到已经经过的步骤,但“{to}”不在从“{from}”往回的路径上",
     "Expected to return to a step passed before, but {to} does not lie on the path behind {from}"},
    {"return-sibling", "应退回到同一分支或外层的步骤,但“{to}”在另一并行分支中",
     "Expected to return to a step of the same branch or an enclosing one, but {to} lies in a parallel branch"},
    {"return-inside", "应退回到并行环节“{composite}”整体,但“{to}”在其内部;请退回到“{composite}”",
     "Expected to return to the composite {composite} as a whole, but {to} lies inside it; return to {composite}"},
    {"unknown-entry", "应更正本案卷已登记的事项,但第{position}号事件不是登记事项",
     "Expected to correct an action recorded in this dossier, but event {position} is none"},
    {"nothing-to-redact", "应指明要删除的个人信息,但没有指明,或没有找到相符而尚存的;可用 juece redact 案卷 --list 查看",
     "Expected to name personal values to redact, but none was named, or none that is still there was found; see juece redact DOSSIER --list"},
    {"not-personal", "应指明记录中的个人信息,但第{position}号记录的“{pointer}”{found};该记录的个人信息:{known}",
     "Expected to name a personal value of the record, but {pointer} of entry {position} {found}; personal in that entry: {known}"},
    {"already-redacted", "应删除尚存的个人信息,但第{position}号记录的“{pointer}”已由第{by}号记录删除",
     "Expected to redact a value that is still there, but {pointer} of entry {position} was redacted by entry {by}"},
    {"redaction-repeats-value", "应以不含该个人信息的文字写明依据和理由(它们将永久留在记录中),但{where}里写有要删除的内容",
     "Expected to give authority and reason in words that do not repeat the value (they stay in the record for ever), but {where} does"},
    {"override-of-gate", "应以法定程序消除“{what}”,但该关口不得以命令越过",
     "Expected to clear “{what}” by the procedure itself, but this gate may not be set aside by command", kGate},
    {"override-not-possible", "应指明可由有权人员放行的情形({known}),但“{what}”不在其中",
     "Expected to name a refusal that authority can set aside ({known}), but {what} is none"},
};

void Fill(std::string& out, std::string_view pattern, std::initializer_list<RefusalPart> parts, Language language) {
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    out += pattern.substr(0, open);
    if (open == std::string_view::npos) return;
    const auto close = pattern.find('}', open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    [[maybe_unused]] bool found = false;
    for (const auto& [key, value] : parts) {
      if (key != name) continue;
      out += value.In(language);
      found = true;
    }
    assert(found && "every placeholder of a refusal is filled in");
    pattern.remove_prefix(close + 1);
  }
}

}  // namespace

std::span<const RejectionCode> RejectionCodes() { return kRejectionCodes; }

const RejectionCode* FindRejectionCode(std::string_view code) {
  for (const auto& entry : kRejectionCodes) {
    if (entry.code == code) return &entry;
  }
  return nullptr;
}

Rejection Refuse(std::string_view code, std::string_view article, std::initializer_list<RefusalPart> parts) {
  const RejectionCode* entry = FindRejectionCode(code);
  assert(entry != nullptr);
  Rejection rejection{std::string(code), {}, std::string(article)};
  Fill(rejection.message.zh, entry->zh, parts, Language::kChinese);
  Fill(rejection.message.en, entry->en, parts, Language::kEnglish);
  if (!article.empty()) {
    rejection.message.zh.append("(依据").append(article).append(")");
    rejection.message.en.append(" (").append(article).append(")");
  }
  return rejection;
}

std::string FirstArticle(const Articles& articles) { return articles.empty() ? std::string() : articles.front().ToString(); }

}  // namespace juece
