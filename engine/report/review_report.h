// The compliance review for people: a text for the terminal and a page that prints on A4. Both put what is wrong first. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "catalog/document_catalog.h"
#include "compliance/review.h"

namespace juece {

// Grouped by verdict, violations first; each rule with article, what was found, what to do, and the evidence it rests on.
std::string ReviewText(const ReviewReport& report, Language language);

// One rule of a matter that runs: where it stands, what was found, and until when something can be done.
std::string RunningRuleText(const RuleReport& rule, Language language);

// One matter on the page: the sheet of its steps, which fits one A4 page; what was found; rule by rule; what happened; its graph.
struct ReviewPage {
  const ReviewReport* report = nullptr;  // borrowed
  std::string graph;                     // the state graph, one <svg> element; "" where there is none
  Text no_graph;                         // then: why
};

// One self-contained HTML document over all pages: no scripts, no external resource. `documents` names the kinds of documents.
std::string ReviewHtml(const std::vector<ReviewPage>& pages, const DocumentCatalog& documents, Language language);
// The same without graphs, and with the kinds of documents unnamed.
std::string ReviewHtml(const std::vector<ReviewReport>& reports, Language language);

}  // namespace juece
