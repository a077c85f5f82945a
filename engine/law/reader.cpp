// From a checked tree to a Statute. What the form cannot say is in checks.cpp.
#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "law/checks.h"
#include "law/compose.h"
#include "law/form.h"
#include "law/statute.h"

namespace juece {
namespace {

std::string ValueOf(const XmlElement& element, std::string_view name) { return std::string(element.Get(name)); }
Text Bilingual(const XmlElement& element) { return {ValueOf(element, "zh"), ValueOf(element, "en")}; }

// Values that the form has refused become 0 or the first day; the file is refused anyway, and the other checks still run.
Date DateOf(const XmlElement& element, std::string_view name) { return Date::Parse(element.Get(name)).value_or(Date()); }
int CountOf(const XmlElement& element, std::string_view name) {
  const std::string_view text = element.Get(name);
  return Matches(StatuteValue::kCount, text) ? std::stoi(std::string(text)) : 0;
}

Requirement ReadRequirement(const XmlElement& element, const ArticleRef& article) {
  Requirement requirement;
  requirement.id = ValueOf(element, "id");
  requirement.article = article;
  requirement.step_types = SplitIds(element.Get("step"));
  requirement.condition = ValueOf(element, "condition");
  requirement.except = SplitIds(element.Get("except"));
  requirement.opening_outcomes = SplitIds(element.Get("outcomes"));
  requirement.milestone = ValueOf(element, "milestone");
  requirement.before_type = ValueOf(element, "before");
  requirement.fresh_material = ValueOf(element, "fresh");
  requirement.after_type = ValueOf(element, "after");
  requirement.after_outcomes = SplitIds(element.Get("after-outcomes"));
  for (const auto& child : element.children) {
    if (child->Attribute("under") != nullptr) {
      requirement.outcome_under[ValueOf(*child, "outcome")] = SplitIds(child->Get("under"));
    } else {
      requirement.outcome_conditions[ValueOf(*child, "outcome")] = ValueOf(*child, "condition");
    }
    if (child->Get("kept") == "true") requirement.kept_outcomes.insert(ValueOf(*child, "outcome"));
  }
  return requirement;
}

MilestonePlace ReadMilestone(const XmlElement& element, const ArticleRef& article) {
  return {ValueOf(element, "id"), ValueOf(element, "step"), SplitIds(element.Get("outcomes")), article};
}

StatutoryPeriod ReadPeriod(const XmlElement& element, const ArticleRef& article) {
  StatutoryPeriod period;
  period.id = ValueOf(element, "id");
  period.article = article;
  period.step_type = ValueOf(element, "step");
  period.minimum = element.Get("kind") == "minimum";
  period.parameter = ValueOf(element, "parameter");
  period.except = SplitIds(element.Get("except"));
  period.from = ValueOf(element, "from");
  period.to = ValueOf(element, "to");
  period.soft = element.Get("soft") == "true";
  period.reason_in = ValueOf(element, "reason-in");
  period.from_date = ValueOf(element, "from-date");
  period.planned = ValueOf(element, "planned");
  period.extended_by = ValueOf(element, "extended-by");
  return period;
}

// The statute says for all its clauses which procedures it speaks of; a clause may say it for itself.
std::vector<std::string> ReadProcedures(const XmlElement& clause, const XmlElement& statute) {
  return SplitIds((clause.Attribute("procedures") != nullptr ? clause : statute).Get("procedures"));
}

LegalException ReadException(const XmlElement& element, const ArticleRef& article) {
  LegalException exception;
  exception.id = ValueOf(element, "id");
  exception.article = article;
  exception.targets = ArticleRef::ParseList(element.Get("target")).value_or(std::vector<ArticleRef>{});
  exception.against = ValueOf(element, "against");
  exception.kind = ParseExceptionKind(element.Get("kind")).value_or(ExceptionKind::kCarveOut);
  exception.condition = ValueOf(element, "condition");
  exception.summary = Bilingual(element);
  exception.reason = {ValueOf(element, "reason-zh"), ValueOf(element, "reason-en")};
  return exception;
}

Governance ReadGovernance(const XmlElement& element) {
  return {DateOf(element, "from"), ValueOf(element, "picked-by"), ArticleRef::ParseList(element.Get("ground")).value_or(std::vector<ArticleRef>{}),
          Bilingual(element)};
}

Enactment ReadMaker(const XmlElement& element) {
  return {ValueOf(element, "level"),
          {ValueOf(element, "region-zh"), ValueOf(element, "region-en")},
          {ValueOf(element, "by-zh"), ValueOf(element, "by-en")},
          element.Attribute("under") == nullptr ? std::nullopt : ArticleRef::Parse(element.Get("under")),
          Bilingual(element)};
}

Parameter ReadParameter(const XmlElement& element, const std::string& statute) {
  Parameter parameter{ValueOf(element, "id"), ValueOf(element, "unit"), Bilingual(element), {}};
  for (const auto& child : element.children) {
    ParameterValue value;
    value.amount = ValueOf(*child, "amount");
    value.from = DateOf(*child, "from");
    value.to = Date::Parse(child->Get("to"));  // "open" is no date
    value.reference = ArticleRef::Parse(fmt::format("{}:{}", statute, child->Get("reference"))).value_or(ArticleRef());
    value.checked = DateOf(*child, "checked");
    value.written = {ValueOf(*child, "written-zh"), ValueOf(*child, "written-en")};
    parameter.values.push_back(std::move(value));
  }
  return parameter;
}

Clause ReadClause(const XmlElement& element, const std::string& statute) {
  Clause clause;
  clause.article = ArticleRef::Parse(fmt::format("{}:{}", statute, element.Get("article"))).value_or(ArticleRef());
  clause.kind = ParseClauseKind(element.Get("kind")).value_or(ClauseKind::kDuty);
  clause.summary = Bilingual(element);
  clause.in_force_from = DateOf(element, "from");
  if (element.Attribute("to") != nullptr) {
    clause.in_force_to = DateOf(element, "to");
  }
  clause.version = ValueOf(element, "version");
  clause.text_digest = ValueOf(element, "digest");
  for (const auto& child : element.children) {
    if (child->name == "requires") {
      clause.requirements.push_back(ReadRequirement(*child, clause.article));
    } else if (child->name == "milestone") {
      clause.milestones.push_back(ReadMilestone(*child, clause.article));
    } else if (child->name == "period") {
      clause.periods.push_back(ReadPeriod(*child, clause.article));
    } else if (child->name == "material") {
      clause.materials.push_back({ValueOf(*child, "kind"), ValueOf(*child, "condition"), ValueOf(*child, "step"),
                                  SplitIds(child->Get("except")), SplitIds(child->Get("under"))});
    } else if (child->name == "actor") {
      clause.actors.push_back(
          {ValueOf(*child, "step"), SplitIds(child->Get("action")), SplitIds(child->Get("roles")), clause.article});
    } else if (child->name == "separate") {
      clause.separations.push_back({SplitIds(child->Get("roles")), clause.article});
    } else if (child->name == "configuration") {
      clause.configurations.push_back({ValueOf(*child, "step"), ValueOf(*child, "member"), ValueOf(*child, "key"), SplitIds(child->Get("includes")),
                                       SplitIds(child->Get("within")), ValueOf(*child, "equals"), std::nullopt});
      if (child->Attribute("least") != nullptr) {
        clause.configurations.back().least = CountOf(*child, "least");
      }
    } else if (child->name == "judged") {
      clause.judged.push_back(ValueOf(*child, "event"));
    } else if (child->name == "exception") {
      clause.exceptions.push_back(ReadException(*child, clause.article));
    } else if (child->name == "opens") {
      clause.opens = SplitIds(child->Get("levels"));
    } else if (child->name == "governs") {
      clause.governance = ReadGovernance(*child);
    } else if (child->name == "none") {
      clause.no_requirement = Bilingual(*child);
      clause.see = ArticleRef::ParseList(child->Get("see")).value_or(std::vector<ArticleRef>{});
    }
  }
  return clause;
}

Statute ReadTree(const XmlElement& root) {
  Statute statute;
  statute.id = ValueOf(root, "id");
  statute.version = ValueOf(root, "version");
  statute.title = {ValueOf(root, "title-zh"), ValueOf(root, "title-en")};
  statute.number = {ValueOf(root, "number-zh"), ValueOf(root, "number-en")};
  statute.text_not_held = {ValueOf(root, "text-not-held-zh"), ValueOf(root, "text-not-held-en")};
  statute.in_force_from = DateOf(root, "in-force");
  if (root.Attribute("in-force-to") != nullptr) {
    statute.in_force_to = DateOf(root, "in-force-to");
  }
  statute.articles = CountOf(root, "articles");
  statute.complete = root.Get("complete") == "true";
  for (const auto& child : root.children) {
    if (child->name == "fact") {
      statute.facts[ValueOf(*child, "id")] = ValueOf(*child, "type");
      statute.fact_titles[ValueOf(*child, "id")] = Bilingual(*child);
      if (child->Attribute("recorded") != nullptr) statute.recorded[ValueOf(*child, "id")] = ValueOf(*child, "recorded");
    } else if (child->name == "made") {
      statute.maker = ReadMaker(*child);
    } else if (child->name == "governs") {
      statute.governance = ReadGovernance(*child);
    } else if (child->name == "parameter") {
      statute.parameters.push_back(ReadParameter(*child, statute.id));
    } else if (child->name == "clause") {
      statute.clauses.push_back(ReadClause(*child, statute.id));
      statute.clauses.back().procedures = ReadProcedures(*child, root);
    }
  }
  TakeEffect(statute);
  return statute;
}

std::optional<Statute> ReadDocument(const XmlDocument& document, std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  StatuteReporter reporter(document, findings);
  const XmlElement& root = document.root();
  if (root.name != "statute" || root.ns != kStatuteNamespace) {
    reporter.Error("unknown-element", root,
                   {fmt::format("根元素应为命名空间“{}”的 <statute>,但这是命名空间“{}”的 <{}>", kStatuteNamespace, root.ns, root.name),
                    fmt::format("Expected <statute> of the namespace '{}' as the root, but found <{}> of '{}'", kStatuteNamespace,
                                root.name, root.ns)});
    return std::nullopt;
  }
  CheckStatuteForm(*FindStatuteElement("statute"), root, reporter);
  CheckStatuteMeaning(root, reporter);
  const auto by_place = [](const Finding& a, const Finding& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  };
  std::stable_sort(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end(), by_place);
  return findings.size() == before ? std::optional(ReadTree(root)) : std::nullopt;
}

void Report(std::string_view code, const std::string& file, Text message, std::vector<Finding>& findings) {
  Finding finding;
  finding.code = code;
  finding.place.file = file;
  finding.message = std::move(message);
  findings.push_back(std::move(finding));
}

bool ComposeOne(Statute& statute, const std::string& file, const StatuteFinder& others, std::vector<Finding>& findings) {
  std::vector<std::string> unknown;
  Compose(statute, others, unknown);
  for (const std::string& name : unknown) {
    Report("unknown-reference", file,
           {fmt::format("except、under 应写已安装的法规中的例外,但没有“{}”", name),
            fmt::format("Expected except and under to name exceptions of the installed statutes, but there is no '{}'", name)},
           findings);
  }
  return unknown.empty();
}

}  // namespace

std::optional<Statute> ReadStatute(std::string bytes, std::string file, std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(bytes), file, findings);
  auto statute = document == nullptr ? std::nullopt : ReadDocument(*document, findings);
  const bool whole = statute && ComposeOne(*statute, file, [](std::string_view) { return nullptr; }, findings);
  return whole ? std::move(statute) : std::nullopt;
}

std::shared_ptr<const StatuteBook> StatuteBook::ReadDirectory(const std::string& path, std::vector<Finding>& findings) {
  auto book = std::make_shared<StatuteBook>();
  std::vector<std::string> files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".xml") {
      files.push_back(entry->path().string());
    }
  }
  if (error || files.empty()) {
    Report("unreadable", path,
           {fmt::format("应能在 {} 中读到法规文件(*.xml),但没有读到", path),
            fmt::format("Expected statute files (*.xml) in {}, but found none", path)},
           findings);
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> sources;
  for (const std::string& file : files) {
    const auto document = ReadXmlFile(file, findings);
    auto statute = document == nullptr ? std::nullopt : ReadDocument(*document, findings);
    if (statute && book->Find(statute->id) != nullptr) {
      Report("duplicate-id", file,
             {fmt::format("每部法规应只有一个文件,但 {} 已经读过", statute->id),
              fmt::format("Expected one file for each statute, but {} was read before", statute->id)},
             findings);
    } else if (statute) {
      book->Add(std::move(*statute));
      sources.push_back(file);
    }
  }
  const StatuteFinder others = [&](std::string_view id) { return book->Find(id); };
  for (std::size_t i = 0; i < sources.size(); ++i) {
    (void)ComposeOne(book->statutes_[i], sources[i], others, findings);
  }
  return book;
}

}  // namespace juece
