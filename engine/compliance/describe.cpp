#include "compliance/describe.h"

#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/json.h"

namespace juece {
namespace {

Text Titles(const Vocabulary& words, const std::vector<std::string>& events) { return words.TitleOf(events); }

Text Where(const std::optional<Guard>& guard) {
  return guard ? Text{"(`" + guard->text() + "`)", " (`" + guard->text() + "`)"} : Text{};
}

Text Pattern(const Vocabulary& words, const EventPattern& pattern) {
  const Text title = Titles(words, pattern.events);
  const Text where = Where(pattern.where);
  return {title.zh + where.zh, title.en + where.en};
}

Text Say(const OccursCheck& check, const Vocabulary& words) {
  const Text event = Pattern(words, check.event);
  if (!check.before.empty()) {
    const Text gate = Pattern(words, check.before);
    return check.last ? Text{fmt::format("{}之前,最后一次{}", gate.zh, event.zh), fmt::format("before {}, the last is {}", gate.en, event.en)}
                      : Text{fmt::format("{}之前有{}", gate.zh, event.zh), fmt::format("{} comes before {}", event.en, gate.en)};
  }
  if (!check.after.empty()) {
    const Text start = Pattern(words, check.after);
    return {fmt::format("{}之后有{}", start.zh, event.zh), fmt::format("{} comes after {}", event.en, start.en)};
  }
  if (check.due.empty()) {
    return {"有" + event.zh, event.en + " happens"};
  }
  const Text due = Titles(words, check.due);
  return {fmt::format("至迟在{}之前有{}", due.zh, event.zh), fmt::format("{} happens, at the latest before {}", event.en, due.en)};
}

Text Say(const NeverCheck& check, const Vocabulary& words) {
  const Text event = Pattern(words, check.event);
  return {"没有" + event.zh, "there is no " + event.en};
}

Text Say(const PeriodCheck& check, const Vocabulary& words) {
  const bool working = check.unit == DayUnit::kWorkingDays;
  const Text from = Pattern(words, {check.from, check.where});
  const Text to = Titles(words, check.to);
  const std::string reason = check.reason.event.empty() ? "" : check.reason.event + "/" + check.reason.member;
  return {fmt::format("{}至{}{} {} {}{}", from.zh, to.zh, check.minimum ? "不少于" : "不超过", check.amount, working ? "个工作日" : "日",
                      check.soft ? fmt::format(";不足的写明理由(`{}`)", reason) : ""),
          fmt::format("from {} to {}: {} {} {}{}", from.en, to.en, check.minimum ? "at least" : "at most", check.amount,
                      working ? "working days" : "days", check.soft ? fmt::format("; less with a stated reason (`{}`)", reason) : "")};
}

Text Say(const DataCheck& check, const Vocabulary& words) {
  Text text = Pattern(words, check.event);
  if (check.when) {
    const std::string joined = check.joined.event.empty() ? "" : check.joined.event + "/" + check.joined.member;
    text.zh += joined.empty() ? "" : fmt::format("(对照 `{}` 中的同一方)", joined);
    text.en += joined.empty() ? "" : fmt::format(" (with the same party in `{}`)", joined);
    text.zh += fmt::format(",当 `{}` 时", check.when->text());
    text.en += fmt::format(", when `{}`", check.when->text());
  }
  if (!check.list.empty()) {
    const bool last = check.items == DataCheck::Items::kLast;
    text.zh += fmt::format(",`{}` {}{}", check.list, last ? "的最后一项" : "的每一项", Where(check.item_where).zh);
    text.en += fmt::format(", {} of `{}`{}", last ? "the last" : "every item", check.list, Where(check.item_where).en);
  }
  if (!check.present.empty()) {
    text.zh += fmt::format(",写明 `{}`", fmt::join(check.present, "` `"));
    text.en += fmt::format(" has `{}`", fmt::join(check.present, "` `"));
  }
  if (check.holds) {
    text.zh += fmt::format(",`{}`", check.holds->text());
    text.en += fmt::format("{} `{}`", check.present.empty() ? ":" : " and", check.holds->text());
  }
  return text;
}

Text Say(const MaterialCheck& check, const Vocabulary& words) {
  const Text event = Pattern(words, check.event);
  const std::string kinds = fmt::format("{}", fmt::join(check.kinds, "/"));
  return {event.zh + "附有材料 " + kinds, event.en + " carries the material " + kinds};
}

Text Say(const FreshCheck& check, const Vocabulary& words) {
  const Text gate = Pattern(words, check.gate);
  const Text review = Titles(words, check.review);
  const Text change = Pattern(words, check.changes);
  const Text perhaps = check.perhaps.empty() ? Text{} : Pattern(words, check.perhaps);
  return {fmt::format("{}之前,最后一次{}之后没有{},或所审与所提交的摘要值一致{}", gate.zh, review.zh, change.zh,
                      perhaps.zh.empty() ? "" : ";其后有" + perhaps.zh + "而轻重不明的为未显示"),
          fmt::format("before {}, no {} comes after the last {}, or the digests agree{}", gate.en, change.en, review.en,
                      perhaps.en.empty() ? "" : "; not shown where " + perhaps.en + " comes after it, whose weight nobody states")};
}

std::vector<std::string> Written(const std::vector<DataPath>& paths) {
  std::vector<std::string> written;
  for (const DataPath& path : paths) {
    written.push_back(path.event + "/" + path.member + (path.item.empty() ? "" : "/" + path.item));
  }
  return written;
}

Text Say(const DisjointCheck& check, const Vocabulary& /*words*/) {
  const std::string left = fmt::format("`{}`", fmt::join(Written(check.left), "` `"));
  const std::string right = fmt::format("`{}`", fmt::join(Written(check.right), "` `"));
  Text where = Where(check.given.where);
  if (check.last) {
    where = {where.zh + ",同一方以最后一次为准,", where.en + ", the last one of each party"};
  }
  return {fmt::format("{}与{}{}没有相同的", left, right, where.zh), fmt::format("nobody stands both at {} and at {}{}", left, right, where.en)};
}

Text Say(const CoversCheck& check, const Vocabulary& words) {
  const Text left = Pattern(words, check.asked);
  const Text right = Titles(words, check.answers);
  std::vector<std::string> asked;
  std::vector<std::string> answered;
  for (const DataPath& path : check.left) asked.push_back(path.member + (path.item.empty() ? "" : "/" + path.item));
  for (const DataPath& path : check.right) answered.push_back(path.member + (path.item.empty() ? "" : "/" + path.item));
  return {fmt::format("{}的 `{}` 都见于{}{}的 `{}`", left.zh, fmt::join(asked, "` `"), check.follows ? "其后" : "", right.zh, fmt::join(answered, "` `")),
          fmt::format("all of `{}` of {} stand in `{}` of {}{}", fmt::join(asked, "` `"), left.en, fmt::join(answered, "` `"), right.en,
                      check.follows ? " that follows" : "")};
}

Text Say(const MajorityCheck& check, const Vocabulary& words) {
  const Text event = Pattern(words, check.event);
  return {fmt::format("{}:按 `{}` 逐人计算,行政首长(`{}`)的决定与多数人意见不一致的,写明 `{}`;取决于设置 `{}` `{}` `{}` `{}` 而未给出的为未显示", event.zh,
                      check.views, check.head, check.reason, check.settings.of, check.settings.silence, check.settings.absence,
                      check.settings.head_counts),
          fmt::format("{}: counted from `{}`, where the head (`{}`) departs from the majority `{}` is stated; not shown where a setting that is "
                      "not given decides (`{}` `{}` `{}` `{}`)",
                      event.en, check.views, check.head, check.reason, check.settings.of, check.settings.silence, check.settings.absence,
                      check.settings.head_counts)};
}

Text Say(const SequenceCheck& check, const Vocabulary& words) {
  const Text event = Pattern(words, check.event);
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const SequenceCheck::Stage& stage : check.stages) {
    zh.push_back(fmt::format("{}(`{}`)", stage.title.zh, stage.id));
    en.push_back(fmt::format("{} (`{}`)", stage.title.en, stage.id));
  }
  return {fmt::format("{}的 `{}` 依次有{}", event.zh, check.list, fmt::join(zh, "、")),
          fmt::format("`{}` of {} has, in this order, {}", check.list, event.en, fmt::join(en, ", "))};
}

Text Say(const DeclareCheck& check, const Vocabulary& words) {
  const Text a = Pattern(words, check.a);
  const Text b = check.b.empty() ? Text{} : Pattern(words, check.b);
  const std::string form = fmt::format("{}{}", ToString(check.form), CountsTimes(check.form) ? fmt::format("({})", check.count) : "");
  return {fmt::format("`{}`:{}{}{}", form, a.zh, b.zh.empty() ? "" : "、", b.zh), fmt::format("`{}`: {}{}{}", form, a.en, b.en.empty() ? "" : ", ", b.en)};
}

Text Say(const KeptOpenCheck& check, const Vocabulary& words) {
  const Text from = Pattern(words, check.from);
  const Text to = Titles(words, check.to);
  return {fmt::format("{}不早于{}公布的 `{}`(经延长的以延长后为准)", to.zh, from.zh, check.planned),
          fmt::format("{} does not come before the `{}` that {} announced, or its extension", to.en, check.planned, from.en)};
}

Text Say(const PluginCheck& check, const Vocabulary& words) {
  const Text event = Pattern(words, check.event);
  const std::string configuration = check.configuration.is_null() ? "" : " `" + ToJson(check.configuration) + "`";
  return {fmt::format("{}经规则检查 `{}`{} 评判", event.zh, check.check, configuration),
          fmt::format("the rule check `{}`{} judges {}", check.check, configuration, event.en)};
}

Text Say(const Check& check, const Vocabulary& words);

Text Say(const AnyOfCheck& check, const Vocabulary& words) {
  Text text;
  for (const Check& one : check.checks) {
    const Text part = Say(one, words);
    text.zh += (text.zh.empty() ? "" : ",或者") + part.zh;
    text.en += (text.en.empty() ? "" : "; or ") + part.en;
  }
  return text;
}

Text Say(const Check& check, const Vocabulary& words) {
  return std::visit([&](const auto& form) { return Say(form, words); }, check.form);
}

std::string Conditions(const Rule& rule, const Vocabulary& words, bool zh) {
  std::string text;
  if (!rule.applies.IsAlways()) {
    text = fmt::format("`{}`", rule.applies.text());
  }
  if (!rule.given.empty()) {
    const Text given = words.TitleOf(rule.given);
    text += fmt::format("{}{} {}", text.empty() ? "" : "; ", zh ? "已有" : "given", zh ? given.zh : given.en);
  }
  return text.empty() ? (zh ? "总是" : "always") : text;
}

// The exceptions that it names, each with the clause that states it.
std::string ExceptionsMarkdown(const Rule& rule, const StatuteBook& statutes) {
  std::string out;
  const auto add = [&](const std::vector<ExceptionRef>& refs, std::string_view lead) {
    for (const ExceptionRef& ref : refs) {
      const LegalException* exception = statutes.Find(ref);
      if (exception == nullptr) continue;
      out += fmt::format("- {} `{}`({}) {} · {}\n", lead, ref.ToString(), exception->article.ToString(), exception->summary.zh, exception->summary.en);
    }
  };
  add(rule.except, "例外 Except");
  add(rule.judges, "评判例外 Judges the exception");
  return out;
}

std::string_view SeverityZh(Severity severity) {
  return severity == Severity::kError ? "阻断 error" : severity == Severity::kWarning ? "预警 warning" : "提示 note";
}

std::string GatesMarkdown(const Rulebook& rulebook) {
  if (rulebook.gates().empty()) {
    return "";
  }
  std::string out =
      "## 硬性关口与一般期限 Hard gates and soft floors\n\n"
      "哪些规则评判法律的哪个关口。硬性关口没有例外;一般期限(“一般不少于”)可以说明理由而缩短。\n"
      "Which rules judge which gate of the law. A hard gate has no exception; a soft floor may be shortened for a stated reason.\n\n"
      "| 关口 gate | 条款 articles | 规则 rules |\n|---|---|---|\n";
  for (const LegalGate& gate : rulebook.gates()) {
    std::vector<std::string> articles;
    for (const ArticleRef& article : gate.articles) {
      articles.push_back(article.ToString());
    }
    out += fmt::format("| {}:{} {}: {} | {} | `{}` |\n", gate.hard ? "硬性" : "一般", gate.title.zh, gate.hard ? "hard" : "soft", gate.title.en,
                       fmt::join(articles, " "), fmt::join(gate.rules, "` `"));
  }
  return out + "\n";
}

void AppendMember(std::string& out, const MemberType& member, int depth) {
  out += fmt::format("{:{}}- `{}` {} — {}{}", "", depth * 2, member.name, member.type, member.title.zh,
                     member.title.en.empty() ? "" : " " + member.title.en);
  if (!member.values.empty()) {
    out += fmt::format(" (`{}`)", fmt::join(member.values, "` `"));
  }
  if (!member.fallback.empty()) {
    out += fmt::format("; 未写时 when not said: `{}`", member.fallback);
  }
  if (member.least || member.most) {
    out += fmt::format(" ({}–{})", member.least.value_or(0), member.most ? fmt::format("{}", *member.most) : "");
  }
  if (member.from_own_day) {
    out += "; 不早于该事件之日 not before the day of the event";
  }
  out += "\n";
  for (const MemberType& item : member.items) {
    AppendMember(out, item, depth + 1);
  }
}

}  // namespace

Text Describe(const Rule& rule, const Vocabulary& words) {
  Text text;
  for (const Check& check : rule.checks) {
    const Text part = Say(check, words);
    text.zh += (text.zh.empty() ? "" : ";并且") + part.zh;
    text.en += (text.en.empty() ? "" : "; and ") + part.en;
  }
  return text;
}

std::string RulesMarkdown(const Rulebook& rulebook, const StatuteBook& statutes, const RulesPage& page) {
  const Vocabulary& words = rulebook.vocabulary();
  std::string out = fmt::format(
      "# {3} {4}\n\n由 `workflows/rulebooks/{2}{0}.xml`({1})生成,请勿手改;`compliance_test` 检查其是否最新。"
      "\nGenerated from `workflows/rulebooks/{2}{0}.xml` ({1}); do not edit. `compliance_test` checks that it is current.\n\n"
      "每条规则的四种结论各有一个例子,都是测试: `tests/golden/rules/{2}<规则>.json`;以下写出违反的和符合的各一个,按对 `base.json` 的改动说明。\n"
      "Each rule has an example of each of its four verdicts, and each example is a test: `tests/golden/rules/{2}<rule>.json`; one that violates and one that "
      "satisfies stand below, as changes to `base.json`.\n\n",
      rulebook.id(), rulebook.version(), page.folder, rulebook.title().zh, rulebook.title().en);
  out += GatesMarkdown(rulebook);
  for (const Rule& rule : rulebook.rules()) {
    const Text body = Describe(rule, words);
    const Clause* clause = statutes.Find(rule.article);
    out += fmt::format("## {}\n\n{} · {}\n\n", rule.id, rule.title.zh, rule.title.en);
    out += fmt::format("- {}({}) · {}\n", rule.article.ToString(), clause == nullptr ? "" : clause->in_force_from.ToString() + "–",
                       SeverityZh(rule.severity));
    out += fmt::format("- 适用: {} · Applies: {}\n", Conditions(rule, words, true), Conditions(rule, words, false));
    out += ExceptionsMarkdown(rule, statutes);
    out += fmt::format("- 符合: {}\n- Satisfied: {}\n", body.zh, body.en);
    out += fmt::format("- 违反时: {}\n- Where violated: {}\n{}\n", rule.remedy.zh, rule.remedy.en, page.examples ? page.examples(rule) : "");
  }
  return out;
}

std::string VocabularyMarkdown(const Vocabulary& words) {
  std::string out = "### 事实 Facts\n\n";
  for (const VocabularyFact& fact : words.facts()) {
    out += fmt::format("- `{}` {} — {} {}\n", fact.id, ToString(fact.type), fact.title.zh, fact.title.en);
  }
  out += "\n### 设置 Settings\n\n";
  for (const VocabularySetting& setting : words.settings()) {
    out += fmt::format("- `{}` (`{}`) — {} {}\n", setting.id, fmt::join(setting.values, "` `"), setting.title.zh, setting.title.en);
  }
  out += "\n### 可写的名称 Names\n\n";
  for (const auto& [member, names] : words.names()) {
    out += fmt::format("- `{}`: {}\n", member, names.empty() ? "目前没有 none so far" : fmt::format("`{}`", fmt::join(names, "` `")));
  }
  std::string step = "-";
  for (const EventType& event : words.events()) {
    if (event.step != step) {
      step = event.step;
      out += step.empty() ? "\n### 引擎自身 The engine itself\n" : fmt::format("\n### {}\n", step);
    }
    out += fmt::format("\n**`{}`** — {} {}\n", event.name, event.title.zh, event.title.en);
    if (!event.dated_by.empty()) {
      out += fmt::format("- `{}` 更早的,以其为该事件之日 an earlier `{}` is taken as the day of the event\n", event.dated_by, event.dated_by);
    }
    for (const MemberType& member : event.members) {
      AppendMember(out, member, 0);
    }
  }
  return out;
}

}  // namespace juece
