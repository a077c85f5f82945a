// The comparison as JSON and as a text for people.
#include <fmt/format.h>

#include "difference/difference.h"

namespace juece {
namespace {

// What loosens, or may, is a warning; nothing here blocks: only verify refuses a definition.
Severity SeverityOf(Bearing bearing) {
  return bearing == Bearing::kLooser || bearing == Bearing::kUnclear ? Severity::kWarning : Severity::kNote;
}

Data ToData(const VersionSide& side, Language language) {
  return Data::OfMembers({{"id", side.id}, {"version", side.version}, {"title", side.title.In(language)}, {"file", side.file},
                          {"digest", side.digest}, {"ok", side.ok}, {"errors", side.errors}});
}

Data ToData(const Difference& difference, Language language) {
  Data data = Data::OfMembers({{"code", difference.code}, {"bearing", ToString(difference.bearing)},
                               {"severity", ToString(SeverityOf(difference.bearing))}, {"message", difference.message.In(language)}});
  if (!difference.step.empty()) data.Set("step", difference.step);
  if (!difference.article.empty()) data.Set("article", difference.article);
  if (difference.witness.empty()) return data;
  Data witness = Data::EmptyList();
  for (const std::string& id : difference.witness) witness.Append(id);
  data.Set("when", difference.when.In(language));
  data.Set("run", difference.run.In(language));
  data.Set("witness", std::move(witness));
  data.Set("run_of", difference.run_is_old ? "old" : "new");
  return data;
}

Text TitleOf(Bearing bearing) {
  switch (bearing) {
    case Bearing::kLooser: return {"放宽", "Looser"};
    case Bearing::kUnclear: return {"不能断定没有放宽", "Cannot be shown not to be looser"};
    case Bearing::kStricter: return {"收紧", "Stricter"};
    case Bearing::kNeutral: return {"不涉及宽严", "Neither"};
  }
  return {};
}

std::string SideText(const VersionSide& side, bool chinese) {
  const std::string proved = side.ok ? (chinese ? "已证明" : "proved")
                                     : (chinese ? fmt::format("未通过检查,{} 处阻断性问题", side.errors) : fmt::format("not proved: {} error(s)", side.errors));
  return fmt::format("{} {}({},{})", side.id, side.version, side.file, proved);
}

std::string Entry(int number, const Difference& difference, Language language) {
  const bool chinese = language == Language::kChinese;
  std::string out = fmt::format("{}. {}", number, difference.message.In(language));
  if (!difference.article.empty()) out += chinese ? fmt::format("(依据 {})", difference.article) : fmt::format(" ({})", difference.article);
  out += fmt::format(" [{}]\n", difference.code);
  if (difference.witness.empty()) return out;
  const std::string whose = difference.run_is_old ? (chinese ? "旧版" : "old version") : (chinese ? "新版" : "new version");
  out += chinese ? fmt::format("   {}:\n   {}走法:{}\n", difference.when.zh, whose, difference.run.zh)
                 : fmt::format("   {}:\n   run of the {}: {}\n", difference.when.en, whose, difference.run.en);
  return out;
}

}  // namespace

Data ToData(const VersionDifference& difference, Language language) {
  Data list = Data::EmptyList();
  for (const Difference& entry : difference.differences) list.Append(ToData(entry, language));
  Data out = Data::OfMembers({{"old", ToData(difference.before, language)}, {"new", ToData(difference.after, language)}});
  for (const Bearing bearing : {Bearing::kLooser, Bearing::kUnclear, Bearing::kStricter, Bearing::kNeutral}) {
    out.Set(ToString(bearing), difference.Count(bearing));
  }
  return out.Set("differences", std::move(list));
}

std::string ToText(const VersionDifference& difference, Language language) {
  const bool chinese = language == Language::kChinese;
  std::string out = fmt::format("{}{}\n{}{}\n", chinese ? "旧版:" : "Old: ", SideText(difference.before, chinese), chinese ? "新版:" : "New: ",
                                SideText(difference.after, chinese));
  if (difference.differences.empty()) {
    return out + (chinese ? "没有差别。\n" : "No difference.\n");
  }
  for (const Bearing bearing : {Bearing::kLooser, Bearing::kUnclear, Bearing::kStricter, Bearing::kNeutral}) {
    int number = 0;
    for (const Difference& entry : difference.differences) {
      if (entry.bearing != bearing) continue;
      if (number == 0) out += fmt::format("\n{}({})\n", TitleOf(bearing).In(language), difference.Count(bearing));
      out += Entry(++number, entry, language);
    }
  }
  const int looser = difference.Count(Bearing::kLooser);
  const int unclear = difference.Count(Bearing::kUnclear);
  if (looser + unclear == 0) {
    out += chinese ? "\n没有放宽之处。\n" : "\nNothing became looser.\n";
  } else {
    out += chinese ? fmt::format("\n放宽 {} 处,不能断定 {} 处。\n", looser, unclear)
                   : fmt::format("\nLooser: {}; cannot be shown not to be: {}.\n", looser, unclear);
  }
  return out;
}

}  // namespace juece
