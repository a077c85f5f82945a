#include "process/office.h"

#include "xml/document.h"

namespace juece {
namespace {

constexpr std::string_view kNamespace = "urn:juece:office:1";

// Reads one directory; every mistake is a finding with its place.
class OfficeReader {
 public:
  OfficeReader(const XmlDocument& document, std::vector<Finding>& findings) : document_(document), findings_(findings) {}

  bool CheckRoot() {
    const XmlElement& root = document_.root();
    if (root.name == "office" && root.ns == kNamespace) return true;
    Say("unknown-element", root, {"应以 <office xmlns=\"urn:juece:office:1\"> 为根元素,但根元素是 <" + root.name + ">",
                                  "Expected the root <office xmlns=\"urn:juece:office:1\">, but found <" + root.name + ">"});
    return false;
  }

  std::string Required(const XmlElement& element, std::string_view name) {
    const std::string value(element.Get(name));
    if (value.empty()) {
      const std::string n(name);
      Say("bad-configuration", element, {"应写明属性 " + n + ",但 <" + element.name + "> 没有",
                                         "Expected the attribute " + n + ", but <" + element.name + "> has none"});
    }
    return value;
  }

  std::optional<Date> DateIn(const XmlElement& element, std::string_view name, bool required) {
    const XmlAttribute* attribute = element.Attribute(name);
    if (attribute == nullptr) {
      if (required) Required(element, name);
      return std::nullopt;
    }
    const std::optional<Date> date = Date::Parse(attribute->value);
    if (!date) {
      Say("bad-configuration", element,
          {"应为 YYYY-MM-DD 格式的日期,但 " + attribute->name + " 是“" + attribute->value + "”",
           "Expected a date YYYY-MM-DD, but " + attribute->name + " is \"" + attribute->value + "\""});
    }
    return date;
  }

  void CheckOrder(const XmlElement& element, Date from, const std::optional<Date>& to) {
    if (!to || *to >= from) return;
    Say("bad-configuration", element, {"应从早到晚写明起止日期,但截止于" + to->ToString() + ",早于" + from.ToString(),
                                       "Expected an end after the start, but " + to->ToString() + " is before " +
                                           from.ToString()});
  }

  void Say(std::string code, const XmlElement& element, Text message) {
    findings_.push_back({std::move(code), Severity::kError, std::move(message), document_.PlaceOf(element)});
  }

 private:
  const XmlDocument& document_;
  std::vector<Finding>& findings_;
};

OfficePost ReadPost(OfficeReader& reader, const XmlElement& element) {
  OfficePost post;
  post.person = reader.Required(element, "person");
  post.unit = element.Get("unit");
  post.post = element.Get("post");
  post.role = reader.Required(element, "role");
  post.from = reader.DateIn(element, "from", true).value_or(Date());
  post.to = reader.DateIn(element, "to", false);
  reader.CheckOrder(element, post.from, post.to);
  return post;
}

OfficeDelegation ReadDelegation(OfficeReader& reader, const XmlElement& element) {
  OfficeDelegation delegation;
  delegation.from_person = reader.Required(element, "from-person");
  delegation.to_person = reader.Required(element, "to-person");
  delegation.role = reader.Required(element, "role");
  delegation.from = reader.DateIn(element, "from", true).value_or(Date());
  delegation.to = reader.DateIn(element, "to", true).value_or(Date());
  delegation.authority = reader.Required(element, "authority");
  reader.CheckOrder(element, delegation.from, delegation.to);
  return delegation;
}

bool InPost(const OfficePost& post, std::string_view person, std::string_view role, Date on) {
  return post.person == person && post.role == role && on >= post.from && (!post.to || on <= *post.to);
}

Text Period(Date from, const std::optional<Date>& to) {
  if (!to) return {"自" + from.ToString() + "起", "since " + from.ToString()};
  return {"自" + from.ToString() + "至" + to->ToString(), "from " + from.ToString() + " to " + to->ToString()};
}

void AddFound(Text& found, const std::string& zh, const std::string& en) {
  found.zh += (found.zh.empty() ? "" : ";") + zh;
  found.en += (found.en.empty() ? "" : "; ") + en;
}

}  // namespace

std::shared_ptr<const Office> Office::Read(std::string bytes, std::string file, std::vector<Finding>& findings) {
  auto office = std::make_shared<Office>();
  office->bytes_ = bytes;
  const std::size_t before = findings.size();
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  if (document == nullptr) return nullptr;
  OfficeReader reader(*document, findings);
  if (!reader.CheckRoot()) return nullptr;
  office->name_ = reader.Required(document->root(), "name");
  for (const auto& child : document->root().children) {
    if (child->name == "post") {
      office->posts_.push_back(ReadPost(reader, *child));
    } else if (child->name == "delegation") {
      office->delegations_.push_back(ReadDelegation(reader, *child));
    } else {
      reader.Say("unknown-element", *child, {"应为 <post> 或 <delegation>,但遇到 <" + child->name + ">",
                                             "Expected <post> or <delegation>, but found <" + child->name + ">"});
    }
  }
  return findings.size() == before ? office : nullptr;
}

std::shared_ptr<const Office> Office::ReadFile(const std::string& path, std::vector<Finding>& findings) {
  const auto document = ReadXmlFile(path, findings);
  return document == nullptr ? nullptr : Read(document->bytes(), path, findings);
}

RoleAnswer Office::Holds(std::string_view person, std::string_view role, Date on) const {
  RoleAnswer answer;
  const std::string who(person);
  for (const OfficePost& post : posts_) {
    if (InPost(post, person, role, on)) {
      answer.holds = true;
      return answer;
    }
    if (post.person != person || post.role != role) continue;
    const Text period = Period(post.from, post.to);
    AddFound(answer.found, who + period.zh + "担任该职", who + " holds it " + period.en);
  }
  for (const OfficeDelegation& delegation : delegations_) {
    if (delegation.to_person != person || delegation.role != role) continue;
    bool principal = false;
    for (const OfficePost& post : posts_) principal = principal || InPost(post, delegation.from_person, role, on);
    if (principal && on >= delegation.from && on <= delegation.to) {
      answer.holds = true;
      answer.on_behalf_of = delegation.from_person;
      return answer;
    }
    const Text period = Period(delegation.from, delegation.to);
    AddFound(answer.found, delegation.from_person + "的委托" + period.zh + "有效" + (principal ? "" : "而委托人当日不任该职"),
             "the delegation by " + delegation.from_person + " is valid " + period.en +
                 (principal ? "" : ", and the principal does not hold the role that day"));
  }
  if (answer.found.empty()) {
    answer.found = {"名录“" + name_ + "”中" + who + "没有该职务", who + " has no such post in the directory " + name_};
  }
  return answer;
}

}  // namespace juece
