// Roles, facts, settings, followed materials and separations.
#include "definition/builder.h"
#include "definition/form.h"

namespace juece {
namespace {

std::string HeaderValue(const XmlElement& element, std::string_view name) { return std::string(element.Get(name)); }
Text DeclaredTitle(const XmlElement& element) { return {HeaderValue(element, "zh"), HeaderValue(element, "en")}; }

}  // namespace

Articles DefinitionBuilder::ReadArticles(const XmlElement& element) const {
  return ArticleRef::ParseList(element.Get("article")).value_or(Articles{});
}

void DefinitionBuilder::ReadSeparation(const XmlElement& element) {
  Separation separation;
  separation.roles = SplitWords(element.Get("roles"));
  separation.steps = SplitWords(element.Get("steps"));
  separation.articles = ReadArticles(element);
  separation.place = PlaceOf(element);
  definition_.separations.push_back(std::move(separation));
}

void DefinitionBuilder::ReadHeader(const XmlElement& element) {
  for (const auto& child : element.children) {
    const std::string id = HeaderValue(*child, "id");
    const Text title = DeclaredTitle(*child);
    if (child->name == "role") {
      definition_.roles.push_back({id, title, ReadArticles(*child), PlaceOf(*child)});
    } else if (child->name == "fact") {
      const FactType type = ParseFactType(child->Get("type")).value_or(FactType::kBoolean);
      definition_.facts.push_back({id, type, title, HeaderValue(*child, "decided-by"), ReadArticles(*child), PlaceOf(*child)});
    } else if (child->name == "setting") {
      definition_.settings.push_back(
          {id, HeaderValue(*child, "value"), SplitWords(child->Get("choices")), title, ReadArticles(*child), PlaceOf(*child)});
    } else if (child->name == "material") {
      definition_.materials.push_back({id, HeaderValue(*child, "kind"), title, PlaceOf(*child)});
    }
  }
}

void DefinitionBuilder::Build(const XmlElement& procedure) {
  definition_.id = HeaderValue(procedure, "id");
  definition_.version = HeaderValue(procedure, "version");
  definition_.title = {HeaderValue(procedure, "title-zh"), HeaderValue(procedure, "title-en")};
  definition_.kind = procedure.Get("kind", kDecisionKind);
  definition_.statutes = SplitWords(procedure.Get("statutes"));
  definition_.place = PlaceOf(procedure);
  const XmlElement* flow = procedure.Child("flow");
  for (const auto& child : procedure.children) {  // before the flow: its guards are typed against the facts
    if (child->name == "separation") ReadSeparation(*child);
    if (child->name == "roles" || child->name == "facts" || child->name == "settings" || child->name == "followed") {
      ReadHeader(*child);
    }
  }
  if (flow != nullptr) definition_.root = ReadRegion(*flow);
  definition_.Index();
}

}  // namespace juece
