#include "proof/demands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "guard/token.h"
#include "proof/checks.h"
#include "proof/statutory.h"

namespace juece {
namespace {

struct KindName {
  std::string_view id;
  Text title;
};

const KindName& NameOf(DemandKind kind) {
  static const std::array<KindName, 8> names{{{"gate", {"关口", "gate"}},
                                              {"period", {"期限", "period"}},
                                              {"material", {"材料", "document"}},
                                              {"actor", {"办理人", "who acts"}},
                                              {"separation", {"职责分离", "separation"}},
                                              {"configuration", {"设定", "configuration"}},
                                              {"judged", {"评判", "judged"}},
                                              {"reference", {"由他条承担", "held elsewhere"}}}};
  return names[static_cast<std::size_t>(kind)];
}

// Builds the demands of one clause.
class Collector {
 public:
  Collector(const DemandInput& input, const Clause& clause)
      : input_(input), clause_(clause), verify_{input.definition, input.catalog, input.statutes, {}}, context_(verify_, ignored_) {}

  std::vector<Demand> Collect() {
    for (const Requirement& requirement : clause_.requirements) AddGate(requirement);
    for (const StatutoryPeriod& period : clause_.periods) AddPeriod(period);
    for (const MaterialRule& material : clause_.materials) AddMaterial(material);
    for (const ActorRule& actor : clause_.actors) AddActor(actor);
    for (const SeparationRule& separation : clause_.separations) AddSeparation(separation);
    for (const ConfigurationRule& configuration : clause_.configurations) AddConfiguration(configuration);
    for (const std::string& event : clause_.judged) AddJudged(event);
    for (const ArticleRef& article : clause_.see) {
      Add(DemandKind::kReference, {fmt::format("由 {} 承担", article.ToString()), fmt::format("held by {}", article.ToString())}).reference =
          article;
    }
    return std::move(demands_);
  }

 private:
  [[nodiscard]] const Definition& definition() const { return *input_.definition; }

  Demand& Add(DemandKind kind, Text text) {
    demands_.push_back({kind, std::move(text), {}, {}, {}});
    return demands_.back();
  }

  static Carrier StepCarrier(const StepNode& step) { return {"step:" + step.id, step.title}; }
  static Carrier Part(std::string_view what, const StepNode& step, std::string_view id, const Text& title) {
    return {fmt::format("{}:{}/{}", what, step.id, id),
            {fmt::format("{}:{}", step.title.In(Language::kChinese), title.In(Language::kChinese)),
             fmt::format("{}: {}", step.title.In(Language::kEnglish), title.In(Language::kEnglish))}};
  }

  [[nodiscard]] Text TypeTitle(const std::string& type) const {
    const StepType* found = input_.catalog->Find(type);
    return found == nullptr ? Text{type, type} : found->title;
  }
  [[nodiscard]] Text RoleTitles(const std::vector<std::string>& roles) const {
    Text out;
    for (const std::string& role : roles) {
      const auto found = std::find_if(definition().roles.begin(), definition().roles.end(), [&](const auto& r) { return r.id == role; });
      const Text title = found == definition().roles.end() ? Text{role, role} : found->title;
      out.zh += (out.zh.empty() ? "" : "、") + title.In(Language::kChinese);
      out.en += (out.en.empty() ? "" : ", ") + title.In(Language::kEnglish);
    }
    return out;
  }
  // 决策调整(已决定调整)或决策执行(执行完毕): where several types will do, each with those of the outcomes that it has.
  [[nodiscard]] Text ServerTitles(const std::vector<std::string>& types, const std::vector<std::string>& outcomes) const {
    Text out;
    for (const std::string& id : types) {
      const Text step = TypeTitle(id);
      const Text ends = OutcomeTitles(id, outcomes, types.size() > 1);
      out.zh += fmt::format("{}{}({})", out.zh.empty() ? "" : "或", step.In(Language::kChinese), ends.zh);
      out.en += fmt::format("{}{} ({})", out.en.empty() ? "" : " or ", step.In(Language::kEnglish), ends.en);
    }
    return out;
  }
  [[nodiscard]] Text OutcomeTitles(const std::string& step_type, const std::vector<std::string>& outcomes, bool only_its_own = false) const {
    const StepType* type = input_.catalog->Find(step_type);
    Text out;
    for (const std::string& id : outcomes) {
      const OutcomeType* outcome = type == nullptr ? nullptr : type->FindOutcome(id);
      if (only_its_own && type != nullptr && outcome == nullptr) continue;
      const Text title = outcome == nullptr || outcome->title.empty() ? Text{id, id} : outcome->title;
      out.zh += (out.zh.empty() ? "" : "、") + title.In(Language::kChinese);
      out.en += (out.en.empty() ? "" : ", ") + title.In(Language::kEnglish);
    }
    return out;
  }
  [[nodiscard]] Text EventTitle(std::string_view event) const {
    for (const auto& [id, type] : input_.catalog->types()) {
      for (const ActionType& action : type.actions) {
        if (action.event == event) return action.title;
      }
    }
    return {std::string(event), std::string(event)};
  }

  // A condition with the facts' titles in the place of their ids.
  [[nodiscard]] Text ConditionWords(const std::string& condition) const {
    std::vector<Token> tokens;
    GuardProblem problem;
    if (!LexGuard(condition, tokens, problem)) return {condition, condition};
    Text words;
    for (const Token& token : tokens) {
      const FactDeclaration* fact = token.kind == TokenKind::kName ? definition().FindFact(token.text) : nullptr;
      const bool tight = words.zh.empty() || words.zh.ends_with("(") || token.kind == TokenKind::kOpenParen || token.kind == TokenKind::kCloseParen;
      const bool joins = token.kind == TokenKind::kAnd || token.kind == TokenKind::kOr;
      words.zh += joins ? (token.kind == TokenKind::kAnd ? ",并且" : ",或者")
                  : token.kind == TokenKind::kNot ? "并非" : fact != nullptr ? "“" + fact->title.In(Language::kChinese) + "”" : token.text;
      words.en += (tight && !joins && token.kind != TokenKind::kOpenParen ? "" : words.en.ends_with("not") ? "" : " ") +
                  (fact != nullptr ? "'" + fact->title.In(Language::kEnglish) + "'" : token.text);
    }
    while (words.en.starts_with(" ")) words.en.erase(0, 1);
    return words;
  }

  void AddGate(const Requirement& law) {
    const Text servers = ServerTitles(law.step_types, law.opening_outcomes);
    const Text goal = GoalTitle(*input_.catalog, law);
    const bool fresh = !law.fresh_material.empty();
    Text when;
    if (!law.condition.empty()) {
      const Text condition = ConditionWords(law.condition);
      when = {fmt::format("{}的,", condition.zh), fmt::format("when {}, ", condition.en)};
    }
    if (!law.after_type.empty()) {
      const Text after = TypeTitle(law.after_type);
      const Text ends = OutcomeTitles(law.after_type, law.after_outcomes);
      when.zh += fmt::format("{}({})之后,", after.In(Language::kChinese), ends.zh);
      when.en += fmt::format("after {} ({}), ", after.In(Language::kEnglish), ends.en);
    }
    Demand& demand = Add(DemandKind::kGate,
                         {fmt::format("{}{}之前须有{}{}", when.zh, goal.zh, servers.zh, fresh ? ",且在文本最后一次改动之后" : ""),
                          fmt::format("{}{} before {}{}", when.en, servers.en, goal.en, fresh ? ", after the last change of the text" : "")});
    const auto& proved = input_.report->proved;
    if (std::find(proved.begin(), proved.end(), ProvedRequirement{law.article, law.id}) == proved.end()) return;
    for (const StepNode* node : definition().steps()) {
      const bool serves = std::find(law.step_types.begin(), law.step_types.end(), node->type) != law.step_types.end();
      if (serves) demand.carriers.push_back(StepCarrier(*node));
    }
  }

  void AddPeriod(const StatutoryPeriod& law) {
    const bool working = law.unit == "working-days";
    const Text from = EventTitle(law.from);
    const Text to = EventTitle(law.to);
    Demand& demand = Add(
        DemandKind::kPeriod,
        {fmt::format("“{}”至“{}”{}{}{} {}", from.In(Language::kChinese), to.In(Language::kChinese), law.soft ? "一般" : "",
                     law.minimum ? "不少于" : "不超过", law.amount, working ? "个工作日" : "日"),
         fmt::format("from \"{}\" to \"{}\" {}{} {} {}", from.In(Language::kEnglish), to.In(Language::kEnglish), law.soft ? "generally " : "",
                     law.minimum ? "at least" : "at most", law.amount, working ? "working days" : "days")});
    for (const StepNode* step : definition().steps()) {
      if (step->type != law.step_type) continue;
      for (const PeriodRule& period : step->periods) {
        const bool same = period.minimum == law.minimum && EventOf(period.to) == law.to;
        if (same && FlawOf(period, law) == PeriodFlaw::kNone) demand.carriers.push_back(Part("period", *step, period.id, {period.id, period.id}));
      }
    }
  }

  void AddMaterial(const MaterialRule& law) {
    const Text name = input_.documents == nullptr ? Text{law.kind, law.kind} : input_.documents->NameOf(law.kind);
    Text when;
    if (law.condition == "true") {
      when = {"(一律)", ", always"};
    } else if (!law.condition.empty()) {
      const Text condition = ConditionWords(law.condition);
      when = {"(" + condition.zh + "的)", ", whenever " + condition.en};
    }
    Demand& demand = Add(DemandKind::kMaterial, {name.In(Language::kChinese) + when.zh, name.In(Language::kEnglish) + when.en});
    for (const StepNode* step : definition().steps()) {
      const bool here = std::any_of(step->materials.begin(), step->materials.end(), [&](const MaterialDemand& material) {
        return Suffices(context_, material, law, clause_.article);
      });
      if (here) demand.carriers.push_back(Part("material", *step, law.kind, {law.kind, law.kind}));
      const StepType* type = input_.catalog->Find(step->type);
      if (type == nullptr) continue;
      for (const ActionType& action : type->actions) {
        if (ActionDemands(action, law)) demand.carriers.push_back(Part("action", *step, action.id, action.title));
      }
    }
  }

  void AddActor(const ActorRule& law) {
    const Text roles = RoleTitles(law.roles);
    const StepType* type = input_.catalog->Find(law.step_type);
    for (const std::string& id : law.actions) {
      const ActionType* action = type == nullptr ? nullptr : type->FindAction(id);
      const bool leaves_out = id == kNotApplicableOutcome;
      const Text title = leaves_out ? Text{"决定不适用", "Say that it does not apply"} : action == nullptr ? Text{id, id} : action->title;
      Demand& demand = Add(DemandKind::kActor,
                           {fmt::format("“{}”只由{}办理", title.In(Language::kChinese), roles.zh),
                            fmt::format("\"{}\" by {} alone", title.In(Language::kEnglish), roles.en)});
      for (const StepNode* step : definition().steps()) {
        if (step->type != law.step_type) continue;
        const bool kept = leaves_out ? LeftOutOnlyBy(*step, law) : action != nullptr && DoneOnlyBy(definition(), *step, *action, law);
        if (!kept) continue;
        demand.carriers.push_back(Part("action", *step, id, title));
      }
    }
  }

  void AddSeparation(const SeparationRule& law) {
    const Text roles = RoleTitles(law.roles);
    Demand& demand = Add(DemandKind::kSeparation, {fmt::format("{}不由同一人担任", roles.zh), fmt::format("{}: not one person", roles.en)});
    const Separation* kept = FindSeparation(definition(), law);
    if (kept != nullptr) demand.carriers.push_back({"separation:" + JoinWords(kept->roles, "+"), roles});
  }

  void AddConfiguration(const ConfigurationRule& law) {
    const Text what = Describe(law);
    const Text step = TypeTitle(law.step_type);
    Demand& demand = Add(DemandKind::kConfiguration,
                         {fmt::format("{}的 {} {}", step.In(Language::kChinese), law.member, what.zh),
                          fmt::format("{} of {} {}", law.member, step.In(Language::kEnglish), what.en)});
    for (const StepNode* node : definition().steps()) {
      const StepType* type = node->type == law.step_type ? input_.catalog->Find(node->type) : nullptr;
      if (type == nullptr || !Says(*node, *type, law)) continue;
      demand.carriers.push_back(Part("configuration", *node, law.member, {law.member, law.member}));
    }
  }

  void AddJudged(const std::string& event) {
    const Text title = EventTitle(event);
    Demand& demand = Add(DemandKind::kJudged, {fmt::format("“{}”的记录经规则评判", title.In(Language::kChinese)),
                                               fmt::format("the record of \"{}\" is judged by a rule", title.In(Language::kEnglish))});
    demand.event = event;
    for (const StepNode* step : definition().steps()) {
      const StepType* type = input_.catalog->Find(step->type);
      if (type == nullptr) continue;
      for (const ActionType& action : type->actions) {
        if (action.event == event) demand.carriers.push_back(Part("action", *step, action.id, action.title));
      }
    }
  }

  const DemandInput& input_;
  const Clause& clause_;
  VerifyInput verify_;
  std::vector<Finding> ignored_;  // the checks have reported already
  CheckContext context_;
  std::vector<Demand> demands_;
};

}  // namespace

std::string_view ToString(DemandKind kind) { return NameOf(kind).id; }
Text TitleOf(DemandKind kind) { return NameOf(kind).title; }

std::vector<Demand> DemandsOf(const DemandInput& input, const Clause& clause) { return Collector(input, clause).Collect(); }

}  // namespace juece
