#include "assessment/sheet_codec.h"

#include "base/json.h"
#include "digest/digest.h"

namespace juece {
namespace {

constexpr std::string_view kForm = "juece-review-sheet-1";

Data Of(const Text& text) { return Data::OfMembers({{"zh", text.zh}, {"en", text.en}}); }
Text TextOf(const Data& data) { return {data["zh"].AsText(), data["en"].AsText()}; }

template <typename T, typename F>
Data ListOf(const std::vector<T>& values, F to_data) {
  Data list = Data::EmptyList();
  for (const T& value : values) list.Append(to_data(value));
  return list;
}

template <typename F>
auto VectorOf(const Data& list, F from_data) {
  std::vector<decltype(from_data(list))> values;
  for (const Data& item : list.AsList()) values.push_back(from_data(item));
  return values;
}

Data OfName(const std::string& name) { return name; }
std::string NameOfData(const Data& data) { return data.AsText(); }

Data OfEvidence(const Evidence& evidence) { return Data::OfMembers({{"id", evidence.id}, {"date", evidence.date},
                                                                    {"title", Of(evidence.title)}}); }
Evidence EvidenceOf(const Data& data) { return {data["id"].AsText(), data["date"].AsText(), TextOf(data["title"])}; }

std::optional<Verdict> VerdictOf(std::string_view name) {
  for (const Verdict verdict : {Verdict::kSatisfied, Verdict::kViolated, Verdict::kNotShown, Verdict::kNotApplicable}) {
    if (ToString(verdict) == name) return verdict;
  }
  return std::nullopt;
}

Data OfGround(const Ground& ground) {
  return Data::OfMembers({{"rule", ground.rule},
                          {"article", ground.article},
                          {"title", Of(ground.title)},
                          {"verdict", ToString(ground.verdict)},
                          {"deduct", ground.deduct},
                          {"messages", ListOf(ground.messages, Of)},
                          {"evidence", ListOf(ground.evidence, OfEvidence)}});
}

Ground GroundOf(const Data& data) {
  // An unknown verdict reads as another one, and the comparison at the end refuses the file.
  return {data["rule"].AsText(), data["article"].AsText(), TextOf(data["title"]),
          VerdictOf(data["verdict"].AsText()).value_or(Verdict::kNotShown),
          data["deduct"].AsNumber(), VectorOf(data["messages"], TextOf), VectorOf(data["evidence"], EvidenceOf)};
}

Data OfItem(const SheetItem& item) {
  return Data::OfMembers({{"id", item.id},
                          {"part", item.part},
                          {"title", Of(item.title)},
                          {"guidance", Of(item.guidance)},
                          {"points", item.points},
                          {"by_hand", item.by_hand},
                          {"grounds", ListOf(item.grounds, OfGround)}});
}

SheetItem ItemOf(const Data& data) {
  return {data["id"].AsText(), data["part"].AsText(), TextOf(data["title"]), TextOf(data["guidance"]), data["points"].AsNumber(),
          data["by_hand"].AsBool(), VectorOf(data["grounds"], GroundOf)};
}

Data DataOfCap(const SheetCap& cap) {
  return Data::OfMembers({{"id", cap.id}, {"grade", cap.grade}, {"title", Of(cap.title)},
                          {"grounds", ListOf(cap.grounds, OfGround)}});
}
SheetCap CapOf(const Data& data) {
  return {data["id"].AsText(), data["grade"].AsText(), TextOf(data["title"]), VectorOf(data["grounds"], GroundOf)};
}

Data OfGrade(const Grade& grade) { return Data::OfMembers({{"id", grade.id}, {"at_least", grade.at_least},
                                                           {"title", Of(grade.title)}}); }
Grade GradeFrom(const Data& data) { return {data["id"].AsText(), data["at_least"].AsNumber(), TextOf(data["title"])}; }
Data OfPart(const CriteriaPart& part) { return Data::OfMembers({{"id", part.id}, {"title", Of(part.title)}}); }
CriteriaPart PartOf(const Data& data) { return {data["id"].AsText(), TextOf(data["title"])}; }

// Everything that the digest covers.
Data Scored(const Sheet& sheet) {
  return Data::OfMembers(
      {{"form", kForm},
       {"subject", sheet.subject},
       {"title", sheet.title},
       {"organ", sheet.organ},
       {"units", ListOf(sheet.units, OfName)},
       {"actors", ListOf(sheet.actors, OfName)},
       {"as_of", sheet.as_of},
       {"whole", sheet.whole},
       {"rulebooks", sheet.rulebooks},
       {"calendar", sheet.calendar},
       {"criteria", Data::OfMembers({{"id", sheet.criteria}, {"digest", sheet.criteria_digest},
                                     {"title", Of(sheet.criteria_title)}})},
       {"drawn", sheet.drawn},
       {"grades", ListOf(sheet.grades, OfGrade)},
       {"pass", Data::OfMembers({{"grade", sheet.pass_grade}, {"target", sheet.pass_target}})},
       {"parts", ListOf(sheet.parts, OfPart)},
       {"items", ListOf(sheet.items, OfItem)},
       {"caps", ListOf(sheet.caps, DataOfCap)}});
}

Result<SheetEntry> EntryOf(const Data& data) {
  SheetEntry entry;
  const auto kind = ParseEntryKind(data["kind"].AsText());
  const auto at = Instant::Parse(data["at"].AsText());
  if (!kind || !at) {
    return Status::InvalidArgument({"评查表中应为已知的记载种类和带时区的时间", "Expected a known kind of entry and a time with its offset in the "
                                                            "sheet"});
  }
  entry.kind = *kind;
  entry.target = data["target"].AsText();
  if (data["points"].is_number()) entry.points = data["points"].AsNumber();
  entry.reason = data["reason"].AsText();
  entry.actor = data["actor"].AsText();
  entry.unit = data["unit"].AsText();
  entry.at = *at;
  entry.previous = data["previous"].AsText();
  entry.hash = data["hash"].AsText();
  return entry;
}

Sheet ScoredFrom(const Data& data) {
  Sheet sheet;
  sheet.subject = data["subject"].AsText();
  sheet.title = data["title"].AsText();
  sheet.organ = data["organ"].AsText();
  sheet.units = VectorOf(data["units"], NameOfData);
  sheet.actors = VectorOf(data["actors"], NameOfData);
  sheet.as_of = data["as_of"].AsText();
  sheet.whole = data["whole"].AsBool();
  sheet.rulebooks = data["rulebooks"].AsText();
  sheet.calendar = data["calendar"].AsText();
  sheet.criteria = data["criteria"]["id"].AsText();
  sheet.criteria_digest = data["criteria"]["digest"].AsText();
  sheet.criteria_title = TextOf(data["criteria"]["title"]);
  sheet.drawn = data["drawn"].AsText();
  sheet.grades = VectorOf(data["grades"], GradeFrom);
  sheet.pass_grade = data["pass"]["grade"].AsText();
  sheet.pass_target = data["pass"]["target"].AsNumber();
  sheet.parts = VectorOf(data["parts"], PartOf);
  sheet.items = VectorOf(data["items"], ItemOf);
  sheet.caps = VectorOf(data["caps"], CapOf);
  sheet.digest = data["digest"].AsText();
  return sheet;
}

}  // namespace

Data EntryToData(const SheetEntry& entry, bool with_hash) {
  Data data = Data::OfMembers({{"kind", ToString(entry.kind)},
                               {"target", entry.target},
                               {"points", entry.points ? Data(*entry.points) : Data()},
                               {"reason", entry.reason},
                               {"actor", entry.actor},
                               {"unit", entry.unit},
                               {"at", entry.at.ToString()},
                               {"previous", entry.previous}});
  if (with_hash) data.Set("hash", entry.hash);
  return data;
}

std::string DigestOfSheet(const Sheet& sheet) { return DigestOf(DigestAlgorithm::kSha256, ToCanonicalJson(Scored(sheet))); }

Data ToData(const Sheet& sheet) {
  Data data = Scored(sheet);
  data.Set("digest", sheet.digest);
  data.Set("entries", ListOf(sheet.entries, [](const SheetEntry& entry) { return EntryToData(entry, true); }));
  return data;
}

Result<Sheet> SheetFromData(const Data& data) {
  if (data["form"].AsText() != kForm) {
    return Status::InvalidArgument({"应为评查表(juece review score 所写的 JSON 文件),但不是",
                                    "Expected a score sheet as juece review score writes it, but it is none"});
  }
  Sheet sheet = ScoredFrom(data);
  for (const Data& item : data["entries"].AsList()) {
    auto entry = EntryOf(item);
    if (!entry) return entry.error();
    sheet.entries.push_back(*std::move(entry));
  }
  // Whatever was read as something else, or not at all, shows here.
  if (!(ToData(sheet) == data)) {
    return Status::InvalidArgument({"评查表中有不属于评查表的内容,或缺少内容,可能被改动过", "The sheet holds what no sheet holds, or lacks something; it "
                                                                   "may have been changed"});
  }
  return sheet;
}

}  // namespace juece
