#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compliance/check_reader.h"
#include "compliance/rule_events.h"
#include "compliance/rulebook.h"
#include "xml/document.h"

namespace juece {

// Reads one rulebook; every name is looked up in the vocabulary, every guard is typed.
class RulebookReader : private CheckReader {
 public:
  RulebookReader(const XmlDocument& document, std::shared_ptr<const Vocabulary> vocabulary, std::vector<Finding>& findings)
      : CheckReader(document, std::move(vocabulary), findings) {}

  std::shared_ptr<const Rulebook> Read() {
    const XmlElement& root = document_.root();
    auto book = std::make_shared<Rulebook>();
    fields_.Allow(root, {"id", "version", "title-zh", "title-en"});
    book->id_ = fields_.Need(root, "id");
    book->version_ = fields_.Need(root, "version");
    book->title_ = {std::string(root.Get("title-zh")), std::string(root.Get("title-en"))};
    book->vocabulary_ = vocabulary_;
    for (const auto& child : root.children) {
      if (child->name == "scope") {
        fields_.Allow(*child, {"statute", "presumed"});
        book->listed_.push_back(fields_.Need(*child, "statute"));
        if (child->Get("presumed") == "false") book->not_presumed_.push_back(book->listed_.back());
      } else if (child->name == "settled") {
        fields_.Allow(*child, {"event", "by"});
        const std::vector<std::string> events = Events(*child, "event");
        book->settled_.push_back({events.empty() ? fields_.Need(*child, "event") : events.front(), Events(*child, "by")});
      } else if (child->name == "rule") {
        ReadRule(*child, *book);
      } else if (child->name == "relation") {
        ReadRelation(*child, *book);
      } else if (child->name == "same-number") {
        ReadWaiver(*child, *book);
      } else if (child->name != "gate") {
        Unknown(*child, "<scope> <settled> <rule> <gate> <relation> <same-number>");
      }
    }
    for (const auto& child : root.children) {
      if (child->name == "gate") {
        ReadGate(*child, *book);
      }
    }
    return fields_.ok() ? book : nullptr;
  }

 private:
  // The rules may stand in other rulebooks: whether they exist is looked at where all are known.
  void ReadRelation(const XmlElement& element, Rulebook& book) {
    fields_.Allow(element, {"kind", "rules", "none-when", "zh", "en"});
    (void)fields_.Need(element, "kind");
    const std::string kind = fields_.Choice(element, "kind", {"exclusive", "agreeing", "over"});
    RuleRelation relation;
    relation.kind = kind == "exclusive" ? RelationKind::kExclusive : kind == "over" ? RelationKind::kOver : RelationKind::kAgreeing;
    relation.rules = Several(element);
    if (element.Attribute("none-when") != nullptr) relation.none_when = FactGuard(element, "none-when");
    relation.reason = {fields_.Need(element, "zh"), fields_.Need(element, "en")};
    relation.place = document_.PlaceOf(element);
    book.relations_.push_back(std::move(relation));
  }

  void ReadWaiver(const XmlElement& element, Rulebook& book) {
    fields_.Allow(element, {"number", "rules", "zh", "en"});
    book.waivers_.push_back({fields_.Need(element, "number"), Several(element), {fields_.Need(element, "zh"), fields_.Need(element, "en")},
                             document_.PlaceOf(element)});
  }

  std::vector<std::string> Several(const XmlElement& element) {
    std::vector<std::string> rules = WordsOf(fields_.Need(element, "rules"));
    if (rules.size() < 2) {
      fields_.Complain(element, "rules", "bad-value", {"rules 应写两个以上规则", "Expected rules to name two rules or more"});
    }
    return rules;
  }

  std::vector<ExceptionRef> Exceptions(const XmlElement& element, std::string_view attribute) {
    std::vector<ExceptionRef> refs;
    for (const std::string& word : WordsOf(element.Get(attribute))) {
      const auto ref = ExceptionRef::Parse(word);
      if (ref) {
        refs.push_back(*ref);
      } else {
        fields_.Complain(element, attribute, "bad-value",
                         {std::string(attribute) + " 应写作 R713#例外 的形式,但为“" + word + "”",
                          "Expected " + std::string(attribute) + " to be exceptions such as R713#lawfully-undisclosed, but found '" + word + "'"});
      }
    }
    return refs;
  }

  // A gate names its articles and the rules that judge it, so that what is not judged is seen.
  void ReadGate(const XmlElement& element, Rulebook& book) {
    fields_.Allow(element, {"kind", "articles", "rules", "zh", "en"});
    LegalGate gate;
    (void)fields_.Need(element, "kind");
    gate.hard = fields_.Choice(element, "kind", {"hard", "soft"}) == "hard";
    gate.rules = WordsOf(fields_.Need(element, "rules"));
    gate.title = {fields_.Need(element, "zh"), fields_.Need(element, "en")};
    for (const std::string& word : WordsOf(fields_.Need(element, "articles"))) {
      const auto article = ArticleRef::Parse(word);
      if (!article) {
        fields_.Complain(element, "articles", "unknown-reference",
                         {"articles 应写作 R713:25 的形式,但为“" + word + "”", "Expected articles such as R713:25, but found '" + word + "'"});
      }
      gate.articles.push_back(article.value_or(ArticleRef{}));
    }
    for (const std::string& id : gate.rules) {
      const Rule* rule = book.Find(id);
      const bool fits = rule != nullptr && (!gate.hard || rule->severity == Severity::kError);
      if (!fits) {
        fields_.Complain(element, "rules", "unknown-reference",
                         {"应为本规则书的规则(硬性关口须为 error 级),但“" + id + "”不是",
                          "Expected a rule of this book, of severity error for a hard gate, but '" + id + "' is none"});
      }
    }
    book.gates_.push_back(std::move(gate));
  }

  void ReadRule(const XmlElement& element, Rulebook& book) {
    fields_.Allow(element, {"id", "article", "text", "severity", "title-zh", "title-en", "closed-by", "judges"});
    Rule rule;
    rule.text = element.Get("text");
    rule.judges = Exceptions(element, "judges");
    rule.id = fields_.Need(element, "id");
    rule.place = document_.PlaceOf(element);
    rule.title = {fields_.Need(element, "title-zh"), fields_.Need(element, "title-en")};
    const auto article = ArticleRef::Parse(fields_.Need(element, "article"));
    if (!article) {
      fields_.Complain(element, "article", "unknown-reference",
                       {"article 应写作 R713:25 的形式", "Expected an article such as R713:25"});
    }
    rule.article = article.value_or(ArticleRef{});
    (void)fields_.Need(element, "severity");
    const std::string severity = fields_.Choice(element, "severity", {"error", "warning", "note"});
    rule.severity = severity == "error" ? Severity::kError : severity == "warning" ? Severity::kWarning : Severity::kNote;
    rule.closed_by = Events(element, "closed-by");
    for (const auto& child : element.children) {
      ReadPart(*child, rule);
    }
    if (rule.checks.empty()) {
      fields_.ComplainAt(element, "bad-configuration",
                         {"规则应至少有一项检查,但没有", "Expected the rule to have at least one check, but it has none"});
    }
    if (book.Find(rule.id) != nullptr) {
      fields_.Complain(element, "id", "duplicate-id", {"规则编号应唯一,但“" + rule.id + "”出现两次",
                                                       "Expected rule ids to be unique, but '" + rule.id + "' stands twice"});
    }
    if (!rule.checks.empty()) rule.step = StepOf(rule, *vocabulary_);
    book.rules_.push_back(std::move(rule));
  }

  void ReadPart(const XmlElement& element, Rule& rule) {
    if (element.name == "applies") {
      fields_.Allow(element, {"when", "except", "shown-by", "given"});
      rule.except = Exceptions(element, "except");
      rule.applies = FactGuard(element, "when").value_or(Guard::Always());
      rule.shown_by = Events(element, "shown-by");
      rule.given = Events(element, "given");
    } else if (element.name == "remedy") {
      fields_.Allow(element, {"zh", "en"});
      rule.remedy = {fields_.Need(element, "zh"), fields_.Need(element, "en")};
    } else if (auto check = ReadCheck(element)) {
      rule.checks.push_back(std::move(*check));
    }
  }

};

std::shared_ptr<const Rulebook> Rulebook::Read(std::string bytes, std::string file,
                                               std::shared_ptr<const Vocabulary> vocabulary, std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  return document == nullptr ? nullptr : RulebookReader(*document, std::move(vocabulary), findings).Read();
}

std::shared_ptr<const Rulebook> Rulebook::ReadFile(const std::string& path, std::shared_ptr<const Vocabulary> vocabulary,
                                                   std::vector<Finding>& findings) {
  const auto document = ReadXmlFile(path, findings);
  return document == nullptr ? nullptr : RulebookReader(*document, std::move(vocabulary), findings).Read();
}

std::string_view ToString(RelationKind kind) {
  return kind == RelationKind::kExclusive ? "exclusive" : kind == RelationKind::kOver ? "over" : "agreeing";
}

const Rule* Rulebook::Find(std::string_view id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules_.end() ? nullptr : &*found;
}

bool Rulebook::OnlyWhereListed(std::string_view statute) const {
  return std::find(listed_.begin(), listed_.end(), statute) != listed_.end();
}

bool Rulebook::IsPresumed(std::string_view statute) const {
  return std::find(not_presumed_.begin(), not_presumed_.end(), statute) == not_presumed_.end();
}

}  // namespace juece
