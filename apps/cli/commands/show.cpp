// juece show: where a dossier stands, and what stands in the way.
#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/outcome.h"
#include "commands/state.h"
#include "commands/step_rules.h"
#include "report/review_report.h"

namespace juece::cli {
namespace {

bool IsOpen(const Dossier& dossier, const std::string& step) {
  const StepState* state = dossier.FindStep(step);
  return state != nullptr && (state->status == StepStatus::kActive || state->status == StepStatus::kBlocked);
}

// What the open steps still lack.
std::vector<Obstacle> OpenObstacles(const Shown& shown) {
  std::vector<Obstacle> all;
  for (const StepNode* step : shown.procedure->definition().steps()) {
    if (IsOpen(*shown.dossier, step->id)) {
      for (Obstacle& obstacle : ObstaclesOf(shown.world, *shown.dossier, step->id)) {
        all.push_back(std::move(obstacle));
      }
    }
  }
  return all;
}

Data ToData(const Obstacle& obstacle, Language language) {
  return Data::OfMembers({{"step", obstacle.step},
                          {"code", obstacle.code},
                          {"message", obstacle.message.In(language)},
                          {"article", obstacle.article.empty() ? Data() : Data(obstacle.article)},
                          {"material", obstacle.material.empty() ? Data() : Data(obstacle.material)}});
}

std::string ObstacleLine(const Obstacle& obstacle, Language language) {
  return fmt::format("  ■ {}\n", obstacle.message.In(language));  // the sentence ends with its article
}

Data StateData(const Shown& shown, Language language) {
  const Dossier& dossier = *shown.dossier;
  Data missing = Data::EmptyList();
  Data obstacles = Data::EmptyList();
  for (const Obstacle& obstacle : OpenObstacles(shown)) {
    if (!obstacle.material.empty()) {
      missing.Append(Data::OfMembers({{"step", obstacle.step}, {"material", obstacle.material}, {"article", obstacle.article}}));
    } else {
      obstacles.Append(ToData(obstacle, language));
    }
  }
  Data facts = Data::EmptyMap();
  for (const auto& [id, fact] : dossier.facts()) {
    facts.Set(id, fact.value);
  }
  return Data::OfMembers({{"dossier", dossier.id()},
                          {"title", dossier.opened().title},
                          {"organ", dossier.opened().organ},
                          {"procedure", dossier.opened().procedure},
                          {"digest", dossier.opened().procedure_digest},
                          {"state", std::string(ToString(dossier.status()))},
                          {"facts", facts},
                          {"steps", StepsData(dossier, &shown.procedure->definition())},
                          {"missing", missing},
                          {"obstacles", obstacles},
                          {"deadlines", DeadlinesData(dossier)}});
}

std::string StateText(const Shown& shown, Language language) {
  const Dossier& dossier = *shown.dossier;
  const bool chinese = language == Language::kChinese;
  std::string out = fmt::format("{}  {}\n", dossier.id(), dossier.opened().title);
  out += chinese ? fmt::format("决策机关:{}    状态:{}    流程:{}\n", dossier.opened().organ, StatusWord(ToString(dossier.status()), language),
                               dossier.opened().procedure)
                 : fmt::format("organ: {}    state: {}    procedure: {}\n", dossier.opened().organ, ToString(dossier.status()),
                               dossier.opened().procedure);
  out += StepsTable(dossier, &shown.procedure->definition(), language);
  bool first = true;
  for (const auto& [id, deadline] : dossier.deadlines()) {
    if (deadline.status != DeadlineStatus::kRunning && deadline.status != DeadlineStatus::kNotComputable) {
      continue;
    }
    if (first) {
      out += chinese ? "期限:\n" : "deadlines:\n";
      first = false;
    }
    out += fmt::format("  {} {} → {} ({})\n", Padded(deadline.started.period, 26),
                       chinese ? (deadline.started.kind == "minimum" ? "最短期限" : "办理时限") : deadline.started.kind,
                       deadline.due ? deadline.due->ToString()
                                    : (chinese ? fmt::format("{} 年工作日历未公布,暂不能算", deadline.started.unknown_year)
                                               : fmt::format("not computable, {} is not published", deadline.started.unknown_year)),
                       deadline.started.article);
  }
  const auto obstacles = OpenObstacles(shown);
  if (!obstacles.empty()) {
    out += chinese ? "还差:\n" : "still missing:\n";
    for (const Obstacle& obstacle : obstacles) {
      out += ObstacleLine(obstacle, language);
    }
  }
  return out;
}

// For a step that is not reached: what comes first in the procedure and is not done, each with its articles.
std::vector<Obstacle> StepsBefore(const Shown& shown, const std::string& target) {
  std::vector<Obstacle> before;
  if (IsOpen(*shown.dossier, target)) {
    return before;
  }
  for (const StepNode* step : shown.procedure->definition().steps()) {
    if (step->id == target) {
      break;
    }
    const StepState* state = shown.dossier->FindStep(step->id);
    const StepStatus status = state == nullptr ? StepStatus::kWaiting : state->status;
    if (status == StepStatus::kDone || status == StepStatus::kNotApplicable) {
      continue;
    }
    std::string articles;
    for (const ArticleRef& article : step->articles) {
      articles += (articles.empty() ? "" : " ") + article.ToString();
    }
    const std::string word = StatusWord(ToString(status), Language::kChinese);
    before.push_back({step->id, "step-not-done",
                      {fmt::format("应先办结“{}”,但{}(依据{})", step->title.zh, word, articles),
                       fmt::format("Expected {} to be done first, but it is {} ({})", step->title.In(Language::kEnglish), ToString(status), articles)},
                      step->articles.empty() ? "" : step->articles.front().ToString(), ""});
  }
  return before;
}

int Why(Session& session, const Shown& shown, const std::string& step) {
  if (shown.procedure->definition().FindStep(step) == nullptr) {
    session.Complain({fmt::format("应给出流程里的步骤,但“{}”不是。可用 juece show {} 查看全部步骤。", step, shown.dossier->id()),
                      fmt::format("Expected a step of the procedure, but \"{}\" is none. See juece show {}.", step, shown.dossier->id())});
    return kImpossible;
  }
  auto obstacles = ObstaclesOf(shown.world, *shown.dossier, step);
  for (Obstacle& before : StepsBefore(shown, step)) {
    obstacles.push_back(std::move(before));
  }
  const auto rules = RulesToMind(session, shown.dossier->id(), shown.procedure->definition().FindStep(step)->type);
  if (!rules) {
    return kImpossible;
  }
  if (session.json()) {
    Data list = Data::EmptyList();
    for (const Obstacle& obstacle : obstacles) {
      list.Append(ToData(obstacle, session.language()));
    }
    Data minded = Data::EmptyList();
    for (const RuleReport& rule : *rules) {
      minded.Append(ToData(rule, session.language()));
    }
    session.Print(Data::OfMembers({{"dossier", shown.dossier->id()}, {"step", step}, {"why", list}, {"rules", minded}}));
    return kDone;
  }
  if (obstacles.empty()) {
    session.Print(session.In({"没有障碍。\n", "Nothing stands in the way.\n"}));
  }
  for (const Obstacle& obstacle : obstacles) {
    session.Print(ObstacleLine(obstacle, session.language()));
  }
  if (!rules->empty()) {
    session.Print(session.In({"审查规则:\n", "rules of the review:\n"}));
  }
  for (const RuleReport& rule : *rules) {
    session.Print(RunningRuleText(rule, session.language()));
  }
  return kDone;
}

int History(Session& session, Engine& engine, const Shown& shown) {
  auto events = engine.store().Read(shown.dossier->id());
  if (!events) {
    return session.Fail(events.error());
  }
  for (const Event& event : *events) {
    session.Print(EventLine(event, &shown.procedure->definition(), session.language()));
  }
  return kDone;
}

}  // namespace

int Run(Session& session, const ShowArguments& arguments) {
  Engine* engine = session.engine(Session::Access::kRead);
  if (engine == nullptr) {
    return kImpossible;
  }
  auto shown = Look(*engine, arguments.dossier);
  if (!shown) {
    return session.Fail(shown.error());
  }
  if (!arguments.why.empty()) {
    return Why(session, *shown, arguments.why);
  }
  if (arguments.history && !session.json()) {
    return History(session, *engine, *shown);
  }
  if (session.json()) {
    session.Print(StateData(*shown, session.language()));
  } else {
    session.Print(StateText(*shown, session.language()));
  }
  return kDone;
}

int Run(Session& session, const ReplayArguments& arguments) {
  Engine* engine = session.engine(Session::Access::kRead);
  if (engine == nullptr) {
    return kImpossible;
  }
  auto difference = engine->Replay(arguments.dossier);
  if (!difference) {
    return session.Fail(difference.error());
  }
  const bool ok = difference->empty();
  if (session.json()) {
    Data out = Data::OfMembers({{"ok", ok}});
    if (!ok) {
      out.Set("difference", *difference);
    }
    session.Print(out);
  } else {
    session.Print(ok ? session.In({"✔ 由记录重新推演的结果与现状一致。\n", "✔ Folding the stored events gives the live state.\n"})
                     : session.In({"✘ 推演结果与现状不一致:", "✘ The fold differs from the live state: "}) + *difference + "\n");
  }
  return ok ? kDone : kWrong;
}

}  // namespace juece::cli
