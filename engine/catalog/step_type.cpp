#include "catalog/step_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "catalog/descriptor_reader.h"

namespace juece {
namespace {

OutcomeType ReadOutcome(DescriptorReader& reader, const Data& data, const std::string& at) {
  OutcomeType outcome{reader.Required(data, "id", at), reader.TextAt(data, "titles", at, true), reader.BoolAt(data, "opens", at, false),
                      reader.TextsAt(data, "changes", at)};
  if (outcome.id == kNotApplicableOutcome) {
    reader.Fail(at + "/id", "不应为 not_applicable:此结果由引擎使用", "expected another id than not_applicable, which is the engine's own");
  }
  return outcome;
}

ActionType ReadAction(DescriptorReader& reader, const Data& data, const std::string& at) {
  ActionType action;
  action.id = reader.Required(data, "id", at);
  action.event = reader.Required(data, "event", at);
  action.title = reader.TextAt(data, "titles", at, true);
  action.roles = reader.TextsAt(data, "roles", at);
  action.schema = reader.SchemaAt(data, "schema", at);
  action.personal = MarksPersonal(action.schema);
  const Data::List& materials = reader.ListAt(data, "materials", at);
  for (std::size_t i = 0; i < materials.size(); ++i) {
    const std::string here = fmt::format("{}/materials/{}", at, i);
    std::vector<ArticleRef> articles = reader.ArticlesAt(materials[i], "article", here);
    action.materials.push_back({reader.Required(materials[i], "kind", here), reader.BoolAt(materials[i], "required", here, false),
                                std::move(articles)});
  }
  action.articles = reader.ArticlesAt(data, "legal_basis", at);
  return action;
}

template <typename T, typename Read>
std::vector<T> ReadList(DescriptorReader& reader, const Data& data, std::string_view name, Read read) {
  std::vector<T> items;
  std::set<std::string> seen;
  for (const Data& item : reader.ListAt(data, name, "")) {
    const std::string at = fmt::format("/{}/{}", name, items.size());
    items.push_back(read(reader, item, at));
    if (!seen.insert(items.back().id).second) reader.Fail(at + "/id", "标识重复", "expected an id that is not taken");
  }
  return items;
}

void ReadRefusals(DescriptorReader& reader, const Data& data, StepType& type) {
  const Data::List& refusals = reader.ListAt(data, "refusals", "");
  for (std::size_t i = 0; i < refusals.size(); ++i) {
    const std::string at = fmt::format("/refusals/{}", i);
    type.refusals.push_back({reader.Required(refusals[i], "code", at), reader.TextAt(refusals[i], "titles", at, true),
                             reader.ArticlesAt(refusals[i], "article", at)});
  }
}

Data TitlesData(const Text& text) { return Data::OfMembers({{"zh", text.zh}, {"en", text.en}}); }

Data TextList(const std::vector<std::string>& texts) {
  Data list = Data::EmptyList();
  for (const std::string& text : texts) list.Append(text);
  return list;
}

Data ArticlesData(const std::vector<ArticleRef>& articles) {
  Data list = Data::EmptyList();
  for (const ArticleRef& article : articles) list.Append(article.ToString());
  return list;
}

std::string JoinArticles(const std::vector<ArticleRef>& articles) {
  std::string out;
  for (const ArticleRef& article : articles) out += (out.empty() ? "" : " ") + article.ToString();
  return out;
}

Data ActionData(const ActionType& action) {
  Data materials = Data::EmptyList();
  for (const ActionMaterial& material : action.materials) {
    materials.Append(Data::OfMembers(
        {{"kind", material.kind}, {"required", material.required}, {"article", JoinArticles(material.articles)}}));
  }
  return Data::OfMembers({{"id", action.id}, {"event", action.event}, {"titles", TitlesData(action.title)}, {"roles", TextList(action.roles)},
                          {"schema", action.schema}, {"materials", materials}, {"legal_basis", ArticlesData(action.articles)}});
}

template <typename T>
const T* FindById(const std::vector<T>& list, std::string_view id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& item) { return item.id == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

const OutcomeType* StepType::FindOutcome(std::string_view outcome) const { return FindById(outcomes, outcome); }
const ActionType* StepType::FindAction(std::string_view action) const { return FindById(actions, action); }

Result<StepType> ReadStepType(const Data& descriptor) {
  DescriptorReader reader({"环节类型", "step type"});
  StepType type;
  type.id = reader.Required(descriptor, "type", "");
  type.title = reader.TextAt(descriptor, "titles", "", true);
  type.summary = reader.TextAt(descriptor, "summary", "", false);
  type.waits = reader.BoolAt(descriptor, "waits", "", true);
  type.articles = reader.ArticlesAt(descriptor, "legal_basis", "");
  type.outcomes = ReadList<OutcomeType>(reader, descriptor, "outcomes", ReadOutcome);
  type.actions = ReadList<ActionType>(reader, descriptor, "actions", ReadAction);
  ReadRefusals(reader, descriptor, type);
  type.configuration_schema = reader.SchemaAt(descriptor, "configuration", "");
  if (type.outcomes.empty()) reader.Fail("/outcomes", "应至少有一个结果", "expected at least one outcome");
  if (reader.failed()) return reader.status();
  return type;
}

Data ToData(const StepType& type) {
  Data outcomes = Data::EmptyList();
  for (const OutcomeType& outcome : type.outcomes) {
    Data item = Data::OfMembers({{"id", outcome.id}, {"titles", TitlesData(outcome.title)}, {"opens", outcome.opens}});
    if (!outcome.changes.empty()) item.Set("changes", TextList(outcome.changes));
    outcomes.Append(std::move(item));
  }
  Data actions = Data::EmptyList();
  for (const ActionType& action : type.actions) actions.Append(ActionData(action));
  Data refusals = Data::EmptyList();
  for (const RefusalType& refusal : type.refusals) {
    refusals.Append(Data::OfMembers(
        {{"code", refusal.code}, {"titles", TitlesData(refusal.title)}, {"article", JoinArticles(refusal.articles)}}));
  }
  const Text& summary = type.summary.empty() ? type.title : type.summary;
  return Data::OfMembers({{"type", type.id}, {"titles", TitlesData(type.title)}, {"summary", TitlesData(summary)},
                          {"outcomes", outcomes}, {"waits", type.waits}, {"actions", actions}, {"refusals", refusals},
                          {"configuration", type.configuration_schema}, {"legal_basis", ArticlesData(type.articles)}});
}

Status StepCatalog::Add(StepType type) {
  const StepType* known = Find(type.id);
  if (known != nullptr) {
    return Status::Conflict(
        {fmt::format("环节类型应只由一个插件提供,但“{}”已由插件“{}”提供(又见于“{}”)", type.id, known->plugin_id, type.plugin_id),
         fmt::format("Expected one plugin to offer a step type, but \"{}\" is already offered by \"{}\" (again by \"{}\")", type.id,
                     known->plugin_id, type.plugin_id)});
  }
  std::string id = type.id;
  types_.emplace(std::move(id), std::move(type));
  return Status::Ok();
}

const StepType* StepCatalog::Find(std::string_view id) const {
  const auto found = types_.find(id);
  return found == types_.end() ? nullptr : &found->second;
}

}  // namespace juece
