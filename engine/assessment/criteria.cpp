#include "assessment/criteria.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compliance/rule_fields.h"
#include "digest/digest.h"

namespace juece {
namespace {

constexpr std::string_view kNamespace = "urn:juece:criteria:1";
constexpr std::array<std::string_view, 4> kChecks{"in-time", "dated", "named", "digested"};

template <typename T>
bool HasId(const std::vector<T>& list, const std::string& id) {
  return std::any_of(list.begin(), list.end(), [&](const T& one) { return one.id == id; });
}

}  // namespace

std::string_view ToString(FileCheck check) { return kChecks.at(static_cast<std::size_t>(check)); }

std::optional<FileCheck> ParseFileCheck(std::string_view name) {
  const auto found = std::find(kChecks.begin(), kChecks.end(), name);
  return found == kChecks.end() ? std::nullopt : std::optional(static_cast<FileCheck>(found - kChecks.begin()));
}

Text TitleOf(FileCheck check) {
  switch (check) {
    case FileCheck::kInTime:
      return {"及时:没有补录,或者补录附有材料", "In time: nothing was registered late without a document"};
    case FileCheck::kDated:
      return {"准确:每一事项的日期写明到日", "Exact: every entry is dated to the day"};
    case FileCheck::kNamed:
      return {"完整:每一事项写明办理人", "Complete: every entry names who did it"};
    case FileCheck::kDigested:
      return {"真实:每份材料留有摘要值,可以核对", "Genuine: every document has a digest by which it can be checked"};
  }
  return {};
}

class CriteriaReader : private RuleFields {
 public:
  CriteriaReader(const XmlDocument& document, std::shared_ptr<const Vocabulary> vocabulary, std::vector<Finding>& findings)
      : RuleFields(document, std::move(vocabulary), findings) {}

  std::shared_ptr<const Criteria> Read() {
    const XmlElement& root = document_.root();
    if (root.name != "criteria" || root.ns != kNamespace) {
      Unknown(root, "<criteria xmlns=\"urn:juece:criteria:1\">");
      return nullptr;
    }
    fields_.Allow(root, {"id", "version", "kinds", "total", "title-zh", "title-en"});
    made_->id_ = fields_.Need(root, "id");
    made_->version_ = fields_.Need(root, "version");
    made_->title_ = Titles(root, "title-zh", "title-en");
    made_->kinds_ = WordsOf(fields_.Need(root, "kinds"));
    made_->digest_ = DigestOf(DigestAlgorithm::kSha256, document_.bytes());
    const Points total = PointsIn(root, "total");
    int stage = 0;
    for (const auto& child : root.children) ReadChild(*child, stage);
    CheckGrades(root);
    CheckSum(root, total);
    return fields_.ok() ? made_ : nullptr;
  }

 private:
  void ReadChild(const XmlElement& element, int& stage) {
    constexpr std::array<std::string_view, 5> kOrder{"grade", "pass", "own-unit", "cap", "part"};
    const auto found = std::find(kOrder.begin(), kOrder.end(), element.name);
    if (found == kOrder.end()) return Unknown(element, "<grade> <pass> <own-unit> <cap> <part>");
    const int place = static_cast<int>(found - kOrder.begin());
    if (place < stage || ((place == 1 || place == 2) && stage == place)) {
      return fields_.ComplainAt(element, "misplaced-element",
                                {fmt::format("应按 {} 的次序写,<pass>、<own-unit> 只写一次,但 <{}> 写在此处", fmt::join(kOrder, " "),
                                             element.name),
                                 fmt::format("Expected {} in this order, pass and own-unit once, but <{}> stands here",
                                             fmt::join(kOrder, " "), element.name)});
    }
    stage = place;
    switch (place) {
      case 0: return ReadGrade(element);
      case 1: return ReadPass(element);
      case 2: return ReadOwnUnit(element);
      case 3: return ReadCap(element);
      default: return ReadPart(element);
    }
  }

  void ReadOwnUnit(const XmlElement& element) {
    fields_.Allow(element, {"named-in"});
    (void)fields_.Need(element, "named-in");
    made_->own_unit_ = Paths(element, "named-in");
  }

  void ReadGrade(const XmlElement& element) {
    fields_.Allow(element, {"id", "at-least", "zh", "en"});
    Grade grade{Id(element, made_->grades_), PointsIn(element, "at-least"), Titles(element, "zh", "en")};
    if (!made_->grades_.empty() && !(grade.at_least < made_->grades_.back().at_least)) {
      fields_.Complain(element, "at-least", "bad-value", {"等次应由高到低写,at-least 应小于前一等次",
                                                          "Expected the grades from the highest down, but at-least is not below "
                                                          "the one before"});
    }
    made_->grades_.push_back(std::move(grade));
  }

  void ReadPass(const XmlElement& element) {
    fields_.Allow(element, {"grade", "target"});
    made_->pass_grade_ = GradeIn(element);
    made_->pass_target_ = PointsIn(element, "target");
  }

  void ReadCap(const XmlElement& element) {
    fields_.Allow(element, {"id", "grade", "rules", "zh", "en"});
    GradeCap cap{TargetId(element), GradeIn(element), WordsOf(fields_.Need(element, "rules")), Titles(element, "zh", "en"),
                 fields_.Place(element, "rules")};
    made_->caps_.push_back(std::move(cap));
  }

  void ReadPart(const XmlElement& element) {
    fields_.Allow(element, {"id", "zh", "en"});
    CriteriaPart part{Id(element, made_->parts_), Titles(element, "zh", "en")};
    if (element.children.empty()) {
      fields_.ComplainAt(element, "missing-element", {"<part> 应至少有一个 <item>,但没有",
                                                      "Expected <part> to have an <item>, but it has none"});
    }
    for (const auto& child : element.children) {
      if (child->name == "item") {
        ReadItem(*child, part.id);
      } else {
        Unknown(*child, "<item>");
      }
    }
    made_->parts_.push_back(std::move(part));
  }

  void ReadItem(const XmlElement& element, const std::string& part) {
    fields_.Allow(element, {"id", "points", "by-hand", "zh", "en"});
    Criterion item;
    item.id = TargetId(element);
    item.part = part;
    item.points = PointsIn(element, "points");
    item.by_hand = fields_.Flag(element, "by-hand");
    item.title = Titles(element, "zh", "en");
    bool guided = false;
    for (const auto& child : element.children) {
      if (child->name == "guidance" && !guided && item.bases.empty()) {
        fields_.Allow(*child, {"zh", "en"});
        item.guidance = Titles(*child, "zh", "en");
        guided = true;
      } else if (child->name == "rests-on") {
        ReadBasis(*child, item);
      } else {
        Unknown(*child, "<guidance>? <rests-on>*");
      }
    }
    CheckItem(element, item);
    made_->items_.push_back(std::move(item));
  }

  void ReadBasis(const XmlElement& element, Criterion& item) {
    fields_.Allow(element, {"rules", "check", "deduct"});
    CriterionBasis basis;
    basis.place = fields_.Place(element, "rules");
    basis.rules = WordsOf(element.Get("rules"));
    basis.deduct = PointsIn(element, "deduct");
    const std::string check(element.Get("check"));
    if (basis.rules.empty() == check.empty()) {
      fields_.ComplainAt(element, "bad-configuration", {"<rests-on> 应写明 rules 或者 check,并且只写一种",
                                                        "Expected <rests-on> to have either rules or check, and not both"});
    }
    if (!check.empty() && !(basis.check = ParseFileCheck(check))) {
      fields_.Complain(element, "check", "bad-value", {fmt::format("check 应为 {} 之一,但为“{}”", fmt::join(kChecks, " "), check),
                                                       fmt::format("Expected check to be one of {}, but found '{}'",
                                                                   fmt::join(kChecks, " "), check)});
    }
    if (points_read_ && (item.points < basis.deduct || basis.deduct.IsZero())) {
      fields_.Complain(element, "deduct", "bad-value",
                       {fmt::format("deduct 应大于 0,且不超过该项的 {} 分,但为 {}", item.points.text(), basis.deduct.text()),
                        fmt::format("Expected deduct above 0 and at most the item's {} points, but found {}", item.points.text(),
                                    basis.deduct.text())});
    }
    item.bases.push_back(std::move(basis));
  }

  void CheckItem(const XmlElement& element, const Criterion& item) {
    if (points_read_ && item.points.IsZero()) {
      fields_.Complain(element, "points", "bad-value", {"points 应大于 0", "Expected points above 0"});
    }
    if (item.by_hand != item.bases.empty()) {
      fields_.ComplainAt(element, "bad-configuration",
                         {"细项应写明所依据的 <rests-on>,或者写 by-hand=\"true\" 由人评分,两者只居其一",
                          "Expected an item to have <rests-on>, or by-hand=\"true\" for a person to score it, and not both"});
    }
  }

  void CheckGrades(const XmlElement& root) {
    if (made_->grades_.empty() || !made_->grades_.back().at_least.IsZero()) {
      fields_.ComplainAt(root, "missing-element", {"应有 <grade>,最后一个的 at-least 为 0,否则有的案卷没有等次",
                                                   "Expected grades, the last of them with at-least 0, or some dossiers would "
                                                   "have none"});
    }
    if (made_->pass_grade_.empty() && fields_.ok()) {
      fields_.ComplainAt(root, "missing-element", {"应有 <pass>,写明从哪一等次起为合格",
                                                   "Expected <pass> to say from which grade on a dossier passes"});
    }
  }

  void CheckSum(const XmlElement& root, const Points& total) {
    Points sum;
    for (const Criterion& item : made_->items_) sum = sum + item.points;
    if (points_read_ && (sum != total || made_->items_.empty())) {
      fields_.Complain(root, "total", "bad-value",
                       {fmt::format("各细项分值之和应等于 total {},但 {} 项之和为 {}", total.text(), made_->items_.size(), sum.text()),
                        fmt::format("Expected the points of the items to add up to the total of {}, but the {} items have {}",
                                    total.text(),
                                    made_->items_.size(), sum.text())});
    }
  }

  Points PointsIn(const XmlElement& element, std::string_view attribute) {
    const std::string text = fields_.Need(element, attribute);
    const auto points = ParsePoints(text);
    if (!points && !text.empty()) {
      fields_.Complain(element, attribute, "bad-value",
                       {fmt::format("{} 应为不小于 0、至多两位小数的数,但为“{}”", attribute, text),
                        fmt::format("Expected {} to be a number of at least 0 with at most two decimals, but found '{}'",
                                    attribute, text)});
    }
    points_read_ = points_read_ && points.has_value();
    return points.value_or(Points());
  }

  std::string GradeIn(const XmlElement& element) {
    std::string grade = fields_.Need(element, "grade");
    if (!grade.empty() && !HasId(made_->grades_, grade)) {
      fields_.Complain(element, "grade", "unknown-reference", {"grade 应为前面写明的等次,但没有“" + grade + "”",
                                                               "Expected grade to name a grade above, but there is no "
                                                               "'" + grade + "'"});
    }
    return grade;
  }

  // Items and caps share one space of names: an override names one of them.
  std::string TargetId(const XmlElement& element) {
    std::string id = Id(element, made_->items_);
    if (HasId(made_->caps_, id)) Duplicate(element, id);
    return id;
  }

  template <typename T>
  std::string Id(const XmlElement& element, const std::vector<T>& taken) {
    std::string id = fields_.Need(element, "id");
    if (HasId(taken, id)) Duplicate(element, id);
    return id;
  }

  void Duplicate(const XmlElement& element, const std::string& id) {
    fields_.Complain(element, "id", "duplicate-id", {"id 应唯一,但“" + id + "”出现两次",
                                                     "Expected ids to be unique, but '" + id + "' stands twice"});
  }

  Text Titles(const XmlElement& element, std::string_view zh, std::string_view en) {
    return {fields_.Need(element, zh), fields_.Need(element, en)};
  }

  std::shared_ptr<Criteria> made_ = std::make_shared<Criteria>();
  bool points_read_ = true;  // else they are not compared with one another: one mistake is told once
};

std::shared_ptr<const Criteria> Criteria::Read(std::string bytes, std::string file, std::shared_ptr<const Vocabulary> vocabulary,
                                               std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  return document == nullptr ? nullptr : CriteriaReader(*document, std::move(vocabulary), findings).Read();
}

std::shared_ptr<const Criteria> Criteria::ReadFile(const std::string& path, std::shared_ptr<const Vocabulary> vocabulary,
                                                   std::vector<Finding>& findings) {
  const auto document = ReadXmlFile(path, findings);
  return document == nullptr ? nullptr : CriteriaReader(*document, std::move(vocabulary), findings).Read();
}

void CheckRuleNames(const std::vector<std::string>& names, const SourcePlace& place, const std::set<std::string>& known,
                    std::vector<Finding>& findings) {
  for (const std::string& name : names) {
    if (known.count(name) > 0) continue;
    const auto nearest = std::min_element(known.begin(), known.end(), [&](const std::string& a, const std::string& b) {
      return EditDistance(a, name) < EditDistance(b, name);
    });
    Finding finding;
    finding.code = "unknown-reference";
    finding.place = place;
    finding.message = {fmt::format("应为规则集中的规则,但没有“{}”{}", name, nearest == known.end() ? "" : ";最接近的是 " + *nearest),
                       fmt::format("Expected a rule of the rulebooks, but there is no '{}'{}", name,
                                   nearest == known.end() ? "" : "; the nearest is " + *nearest)};
    findings.push_back(std::move(finding));
  }
}

void CheckRules(const Criteria& criteria, const std::set<std::string>& known, std::vector<Finding>& findings) {
  for (const GradeCap& cap : criteria.caps()) CheckRuleNames(cap.rules, cap.place, known, findings);
  for (const Criterion& item : criteria.items()) {
    for (const CriterionBasis& basis : item.bases) CheckRuleNames(basis.rules, basis.place, known, findings);
  }
}

}  // namespace juece
