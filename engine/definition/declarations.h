// What a procedure declares before its flow: roles, facts, settings, followed materials, separations of duties.
#pragma once

#include <string>
#include <vector>

#include "base/article.h"
#include "base/finding.h"
#include "base/text.h"
#include "guard/guard.h"

namespace juece {

using Articles = std::vector<ArticleRef>;

struct FactDeclaration {
  std::string id;
  FactType type = FactType::kBoolean;
  Text title;
  std::string decided_by;  // role that says so
  Articles articles;
  SourcePlace place;
};

struct RoleDeclaration {
  std::string id;
  Text title;
  Articles articles;
  SourcePlace place;
};

// Where the law leaves something open: a parameter with a name. A dossier may be opened with another of the choices.
struct SettingDeclaration {
  std::string id;
  std::string value;
  std::vector<std::string> choices;
  Text title;
  Articles articles;
  SourcePlace place;
};

// A material that the procedure follows by digest, e.g. draft = documents of kind D204.
struct MaterialDeclaration {
  std::string id;    // "draft"
  std::string kind;  // "D204"
  Text title;
  SourcePlace place;
};

// Two roles that one person may not both fill (separation of duties), dossier-wide or across two steps.
struct Separation {
  std::vector<std::string> roles;
  std::vector<std::string> steps;  // empty: all
  Articles articles;
  SourcePlace place;
};

}  // namespace juece
