// Which law binds a definition: the statutes that it claims, as far as they speak of its kind of procedure.
#pragma once

#include "definition/definition.h"
#include "law/statute.h"

namespace juece {

// Whether the article is one of a claimed statute, and a clause of it speaks of this kind of procedure. An article that the statute's
// file does not hold is taken to speak of what the statute speaks of.
bool Binds(const StatuteBook& statutes, const Definition& definition, const ArticleRef& article);

// Whether an element of the definition names exactly this article: then the author has put it there.
bool Cites(const Definition& definition, const ArticleRef& article);

}  // namespace juece
