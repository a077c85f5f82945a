#include "report/form_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/json.h"
#include "catalog/form_field.h"
#include "catalog/sample.h"

namespace juece {
namespace {

// Every article that the form names, once, in the order in which they come.
std::vector<ArticleRef> ArticlesOf(const FormInput& input, const std::vector<FormField>& fields) {
  std::vector<ArticleRef> all;
  const auto add = [&](const std::vector<ArticleRef>& articles) {
    for (const ArticleRef& article : articles) {
      if (std::find(all.begin(), all.end(), article) == all.end()) all.push_back(article);
    }
  };
  add(input.action->articles.empty() ? input.step->articles : input.action->articles);
  for (const ActionMaterial& material : input.action->materials) add(material.articles);
  for (const FormField& field : fields) add(field.articles);
  return all;
}

std::string Joined(const std::vector<ArticleRef>& articles) {
  std::string out;
  for (const ArticleRef& article : articles) out += (out.empty() ? "" : " ") + article.ToString();
  return out;
}

const std::string& StatuteTitle(const FormInput& input, const ArticleRef& article, Language language) {
  static const std::string none;
  const Statute* statute = input.statutes->Find(article.statute);
  return statute == nullptr ? none : statute->title.In(language);
}

const std::string& FormSummary(const FormInput& input, const ArticleRef& article, Language language) {
  static const std::string none;
  const Clause* clause = input.statutes->Find(article);
  return clause == nullptr ? none : clause->summary.In(language);
}

std::string Materials(const FormInput& input, Language language) {
  const bool zh = language == Language::kChinese;
  std::string out;
  for (const ActionMaterial& material : input.action->materials) {
    const std::string name = input.documents == nullptr ? material.kind : input.documents->NameOf(material.kind).In(language);
    const char* need = material.required ? (zh ? "必附" : "required") : (zh ? "可附" : "optional");
    out += fmt::format("    {} [{}] {}\n", name, need, Joined(material.articles));
  }
  return out;
}

std::string FieldLines(const std::vector<FormField>& fields, Language language) {
  const bool zh = language == Language::kChinese;
  std::string out;
  for (const FormField& field : fields) {
    const std::string indent(static_cast<std::size_t>(4 + 2 * field.depth), ' ');
    out += fmt::format("{}{} {}{}{}{}\n", indent, field.required ? "*" : " ", field.title.In(language), zh ? "(" : " (", field.name, zh ? ")" : ")");
    out += fmt::format("{}    {}{}{}\n", indent, field.expected.In(language),
                       field.personal ? (zh ? ";属于个人,记录中只留承诺值" : "; personal: the record keeps a commitment only") : "",
                       field.fallback.is_null() ? "" : (zh ? ";缺省为 " : "; default ") + ToJson(field.fallback));
    if (!field.articles.empty()) out += fmt::format("{}    {} {}\n", indent, zh ? "依据" : "by", Joined(field.articles));
  }
  return out;
}

Data ExampleOf(const FormInput& input) { return SampleOf(input.action->schema, false); }

std::string SubmitLine(const FormInput& input, Language language) {
  const bool zh = language == Language::kChinese;
  std::string line = fmt::format("juece submit {} {} {} --data @{}.json", zh ? "案卷编号" : "DOSSIER", input.step_id, input.action->id, input.action->id);
  for (const ActionMaterial& material : input.action->materials) {
    if (material.required) line += fmt::format(" --material {}={}", material.kind, zh ? "文件" : "FILE");
  }
  return line + (zh ? " --actor 姓名 --role 角色" : " --actor NAME --role ROLE");
}

}  // namespace

std::string FormText(const FormInput& input, Language language) {
  const bool zh = language == Language::kChinese;
  const std::vector<FormField> fields = FieldsOf(input.action->schema);
  std::string out = fmt::format("{} {} —— {} {}\n", input.action->title.In(language), input.action->id, input.step->title.In(language), input.step_id);
  out += fmt::format("  {}{}\n", zh ? "由谁办理:" : "Done by: ", fmt::join(input.roles, zh ? "、" : ", "));
  if (const std::string materials = Materials(input, language); !materials.empty()) out += (zh ? "  随附材料:\n" : "  Documents:\n") + materials;
  out += fields.empty() ? (zh ? "  没有要填的项。\n" : "  There is nothing to fill in.\n")
                        : (zh ? "  填写(* 必填):\n" : "  Fields (* required):\n") + FieldLines(fields, language);
  out += zh ? "  依据:\n" : "  Legal basis:\n";
  for (const ArticleRef& article : ArticlesOf(input, fields)) {
    const std::string title = StatuteTitle(input, article, language);
    out += fmt::format("    {} {} {}\n", article.ToString(), title.empty() || !zh ? title : "《" + title + "》", FormSummary(input, article, language));
  }
  out += fmt::format("  {}\n    {}\n  {}.json:\n{}\n", zh ? "办理:" : "To submit it:", SubmitLine(input, language), input.action->id,
                     ToPrettyJson(ExampleOf(input)));
  return out;
}

namespace {

Data FieldData(const FormField& field) {
  const auto titles = [](const Text& text) { return Data::OfMembers({{"zh", text.zh}, {"en", text.en}}); };
  return Data::OfMembers({{"pointer", field.pointer}, {"required", field.required}, {"personal", field.personal}, {"titles", titles(field.title)},
                          {"expected", titles(field.expected)}, {"choices", field.choices}, {"default", field.fallback},
                          {"articles", Joined(field.articles)}});
}

}  // namespace

Data FormData(const FormInput& input, Language language) {
  const std::vector<FormField> all = FieldsOf(input.action->schema);
  Data fields = Data::EmptyList();
  for (const FormField& field : all) fields.Append(FieldData(field));
  Data articles = Data::EmptyList();
  for (const ArticleRef& article : ArticlesOf(input, all)) {
    articles.Append(Data::OfMembers({{"article", article.ToString()}, {"statute", StatuteTitle(input, article, language)},
                                     {"summary", FormSummary(input, article, language)}}));
  }
  Data materials = Data::EmptyList();
  for (const ActionMaterial& material : input.action->materials) {
    materials.Append(Data::OfMembers({{"kind", material.kind}, {"required", material.required}, {"article", Joined(material.articles)}}));
  }
  Data roles = Data::EmptyList();
  for (const std::string& role : input.roles) roles.Append(role);
  return Data::OfMembers({{"step", input.step_id}, {"type", input.step->id}, {"action", input.action->id},
                          {"titles", Data::OfMembers({{"zh", input.action->title.zh}, {"en", input.action->title.en}})},
                          {"roles", std::move(roles)}, {"articles", std::move(articles)}, {"materials", std::move(materials)},
                          {"fields", std::move(fields)}, {"schema", input.action->schema}, {"example", ExampleOf(input)}});
}

}  // namespace juece
