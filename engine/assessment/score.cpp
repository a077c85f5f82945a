#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "assessment/sheet.h"

namespace juece {
namespace {

// Names as they are compared: without blanks, the full-width one included.
std::string Bare(std::string_view name) {
  constexpr std::string_view kWide = "\xE3\x80\x80";
  std::string bare;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name.substr(i, kWide.size()) == kWide) {
      i += kWide.size() - 1;
    } else if (name[i] != ' ' && name[i] != '\t' && name[i] != '\n' && name[i] != '\r') {
      bare += name[i];
    }
  }
  return bare;
}

void AddName(std::vector<std::string>& names, const std::string& name) {
  const bool known = std::any_of(names.begin(), names.end(), [&](const std::string& one) { return SameName(one, name); });
  if (!Bare(name).empty() && !known) names.push_back(name);
}

// The checks of the file itself, over what persons did: events that the engine says by itself have no action.
class FileChecker {
 public:
  FileChecker(const Vocabulary& words, const Subject& subject) : words_(words), subject_(subject) {}

  Ground Check(FileCheck check) {
    ground_ = {};
    ground_.rule = "check:" + std::string(ToString(check));
    ground_.title = TitleOf(check);
    looked_at_ = 0;
    broken_ = {};
    unknown_ = {};
    for (const SubjectEvent& event : subject_.events) {
      const EventType* type = words_.Find(event.event);
      if (type != nullptr && !type->action.empty()) Look(check, event, type->title);
    }
    return Conclude();
  }

 private:
  void Look(FileCheck check, const SubjectEvent& event, const Text& title) {
    const Evidence here{event.id, event.date ? event.date->ToString() : "", title};
    // What a record leaves out may be known elsewhere; a dossier that leaves it out does not have it.
    std::vector<Evidence>& missing = subject_.knowledge == Knowledge::kPartial ? unknown_ : broken_;
    switch (check) {
      case FileCheck::kInTime:
        ++looked_at_;
        if (event.late && event.materials.empty()) broken_.push_back(here);
        return;
      case FileCheck::kDated:
        ++looked_at_;
        if (!event.date) {
          missing.push_back(here);
        } else if (event.date->first != event.date->last) {
          unknown_.push_back(here);
        }
        return;
      case FileCheck::kNamed:
        ++looked_at_;
        if (event.actor.empty()) missing.push_back(here);
        return;
      case FileCheck::kDigested:
        for (const MaterialRecord& material : event.materials) {
          ++looked_at_;
          if (material.digest.empty()) {
            const std::string name = material.kind + (material.title.empty() ? "" : " " + material.title);
            unknown_.push_back({event.id, here.date, {name, name}});
          }
        }
        return;
    }
  }

  Ground Conclude() {
    const std::vector<Evidence>& found = broken_.empty() ? unknown_ : broken_;
    ground_.evidence = found;
    if (looked_at_ == 0) {
      ground_.verdict = Verdict::kNotShown;
      ground_.messages = {{"没有可查看的事项或材料", "There is nothing to look at"}};
    } else if (!broken_.empty()) {
      ground_.verdict = Verdict::kViolated;
      ground_.messages = {{fmt::format("{} 处中有 {} 处不符合", looked_at_, found.size()),
                           fmt::format("{} of {} places are not so", found.size(), looked_at_)}};
    } else if (!unknown_.empty()) {
      ground_.verdict = Verdict::kNotShown;
      ground_.messages = {{fmt::format("{} 处中有 {} 处未显示", looked_at_, found.size()),
                           fmt::format("{} of {} places do not show it", found.size(), looked_at_)}};
    } else {
      ground_.verdict = Verdict::kSatisfied;
      ground_.messages = {{fmt::format("查看 {} 处,都符合", looked_at_), fmt::format("All {} places looked at are so", looked_at_)}};
    }
    return std::move(ground_);
  }

  const Vocabulary& words_;
  const Subject& subject_;
  Ground ground_;
  std::vector<Evidence> broken_;
  std::vector<Evidence> unknown_;
  std::size_t looked_at_ = 0;
};

void AddEvidence(const ReviewReport& report, const Finding& finding, Ground& ground) {
  for (const std::string& id : finding.evidence) {
    if (std::any_of(ground.evidence.begin(), ground.evidence.end(), [&](const Evidence& one) { return one.id == id; })) continue;
    const auto entry = std::find_if(report.timeline.begin(), report.timeline.end(),
                                    [&](const TimelineEntry& e) { return e.id == id; });
    ground.evidence.push_back(entry == report.timeline.end() ? Evidence{id, "", {}} : Evidence{id, entry->date, entry->title});
  }
}

// What the review said of a rule. One that stands in no rulebook of this matter (its rulebook speaks of other procedures, or its
// local rule does not bind here) does not apply.
Ground OfRule(const ReviewReport& report, const std::string& rule) {
  Ground ground;
  ground.rule = rule;
  const auto found = std::find_if(report.rules.begin(), report.rules.end(),
                                  [&](const RuleReport& one) { return one.id == rule; });
  if (found == report.rules.end()) {
    ground.title = {rule, rule};
    ground.verdict = Verdict::kNotApplicable;
    ground.messages = {{"该规则不评判这一案卷", "This rule does not judge this dossier"}};
    return ground;
  }
  ground.article = found->article;
  ground.title = found->title;
  ground.verdict = found->verdict;
  for (const Finding& finding : found->findings) {
    // Of a violated rule only what is wrong; what else was seen stands in the review itself.
    if (found->verdict == Verdict::kViolated && (finding.severity != found->severity || finding.code == "shown")) continue;
    ground.messages.push_back(finding.message);
    AddEvidence(report, finding, ground);
  }
  return ground;
}

std::vector<Ground> GroundsOf(const std::vector<CriterionBasis>& bases, const ReviewReport& report, FileChecker& files) {
  std::vector<Ground> grounds;
  for (const CriterionBasis& basis : bases) {
    for (const std::string& rule : basis.rules) {
      grounds.push_back(OfRule(report, rule));
      grounds.back().deduct = basis.deduct;
    }
    if (basis.check) {
      grounds.push_back(files.Check(*basis.check));
      grounds.back().deduct = basis.deduct;
    }
  }
  return grounds;
}

}  // namespace

bool SameName(std::string_view a, std::string_view b) { return Bare(a) == Bare(b); }

std::vector<std::string> UnitsOf(const Criteria& criteria, const Subject& subject) {
  std::vector<std::string> units;
  AddName(units, subject.organ);
  AddName(units, subject.undertaking_unit);
  for (const DataPath& path : criteria.own_unit()) {
    for (const SubjectEvent& event : subject.events) {
      if (event.event != path.event) continue;
      const Data& value = event.data[path.member];
      AddName(units, value.AsText());
      for (const Data& item : value.AsList()) AddName(units, path.item.empty() ? item.AsText() : item[path.item].AsText());
    }
  }
  return units;
}

std::vector<std::string> ActorsOf(const Subject& subject) {
  std::set<std::string> actors;
  for (const SubjectEvent& event : subject.events) {
    if (!event.actor.empty()) actors.insert(event.actor);
  }
  return {actors.begin(), actors.end()};
}

Sheet PreScore(const Criteria& criteria, const Vocabulary& words, const Subject& subject, const ReviewReport& report,
               std::string drawn) {
  Sheet sheet;
  sheet.subject = report.subject;
  sheet.title = report.title;
  sheet.organ = report.organ;
  sheet.units = UnitsOf(criteria, subject);
  sheet.actors = ActorsOf(subject);
  sheet.as_of = report.as_of;
  sheet.whole = report.whole;
  sheet.rulebooks = report.rulebook + " " + report.rulebook_version;
  sheet.calendar = report.calendar + " " + report.calendar_version;
  sheet.criteria = criteria.id() + " " + criteria.version();
  sheet.criteria_digest = criteria.digest();
  sheet.criteria_title = criteria.title();
  sheet.drawn = std::move(drawn);
  sheet.grades = criteria.grades();
  sheet.pass_grade = criteria.pass_grade();
  sheet.pass_target = criteria.pass_target();
  sheet.parts = criteria.parts();
  FileChecker files(words, subject);
  for (const Criterion& item : criteria.items()) {
    sheet.items.push_back({item.id, item.part, item.title, item.guidance, item.points, item.by_hand, GroundsOf(item.bases, report,
                                                                                                               files)});
  }
  for (const GradeCap& cap : criteria.caps()) {
    std::vector<Ground> grounds;
    for (const std::string& rule : cap.rules) grounds.push_back(OfRule(report, rule));
    sheet.caps.push_back({cap.id, cap.grade, cap.title, std::move(grounds)});
  }
  sheet.digest = DigestOfSheet(sheet);
  return sheet;
}

}  // namespace juece
