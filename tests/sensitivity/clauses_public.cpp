// How the clauses on the public's participation read: R713 14 to 18.
#include <algorithm>

#include "reading.h"

namespace juece::reading {
namespace {

constexpr const char* kHeard = "consultation_opened hearing_held symposium_held survey_conducted special_group_met";

Answer AboutDraft(Event event) {
  if (event->event != "consultation_opened" || !event->data.Has("about")) return Answer::kYes;  // the draft, unless it says otherwise
  return Is(event, "about", {"draft"});
}

// Not secret: said so, or shown by what was done in public.
Answer Public(const Matter& m) {
  const Answer secret = m.Fact("lawfully_undisclosed");
  if (secret != Answer::kUnknown) return Not(secret);
  return m.Has("consultation_opened hearing_notice_published hearing_held decision_published") ? Answer::kYes : Answer::kUnknown;
}

// Article 15: generally thirty days; fewer only where the notice itself says why. Which of the two ways to count the first day is
// right the Regulation does not say: where it decides, nothing is called broken.
struct Course {
  Event opened = nullptr;
  Event closed = nullptr;
  std::optional<Date> announced;
};

Course CourseOf(const Matter& m, Event opened) {
  Course course{opened, nullptr, Date::Parse(At(opened, "until").AsText())};
  const Events starts = m.Of("consultation_opened");
  const auto own = [&](Event event) {
    return Before(event, opened) != Answer::kYes && std::none_of(starts.begin(), starts.end(), [&](Event other) {
      return other != opened && Before(opened, other) == Answer::kYes && Before(other, event) == Answer::kYes;
    });
  };
  for (Event extended : m.Of("consultation_extended")) {
    const auto until = Date::Parse(At(extended, "until").AsText());
    if (own(extended) && until) course.announced = until;
  }
  for (Event closed : m.Of("consultation_closed")) {
    if (own(closed) && course.closed == nullptr) course.closed = closed;
  }
  return course;
}

Verdict ThirtyDays(const Matter& m) {
  return Each(m.Of("consultation_opened"), [&](Event opened) {
    const Answer about = AboutDraft(opened);
    if (about == Answer::kNo) return kSilent;
    const Course course = CourseOf(m, opened);
    if (course.closed == nullptr && !course.announced) return kOpen;
    Date end = course.closed != nullptr ? DayOf(course.closed) : *course.announced;
    if (course.announced) end = std::min(end, *course.announced);
    const std::int64_t days = end - DayOf(opened);
    if (days >= 30) return IsBare(opened) || (course.closed != nullptr && IsBare(course.closed)) ? kOpen : kKept;
    if (days == 29) return kOpen;
    if (Filled(At(opened, "reason_for_shortening"))) return kKept;
    return about == Answer::kUnknown ? kOpen : kBroken;
  });
}

Verdict KeptOpen(const Matter& m) {
  Verdict verdict = kSilent;
  for (Event opened : m.Of("consultation_opened")) {
    const Answer about = AboutDraft(opened);
    const Course course = CourseOf(m, opened);
    if (course.closed == nullptr || about == Answer::kNo) continue;  // what another publication promises, article 15 does not say
    const bool kept = course.announced && DayOf(course.closed) >= *course.announced;
    verdict = All({verdict, kept ? kKept : !course.announced || about == Answer::kUnknown ? kOpen : kBroken});
  }
  return verdict;
}

Verdict HearingAnnounced(const Matter& m) {
  if (!m.Has("hearing_held")) return kSilent;
  const Verdict says = Each(m.Of("hearing_notice_published"), [](Event notice) {
    return All({Writes(notice, {"hearing_on", "place"}), From(Yes(notice, "draft_published"))});
  });
  return All({Precedes(m.Of("hearing_notice_published"), Anything, m.Of("hearing_held")), says});
}

Verdict OnAnnouncedDay(const Matter& m) {
  if (!m.Has("hearing_notice_published")) return kSilent;
  return Each(m.Of("hearing_held"), [&](Event held) {
    Verdict verdict = kSilent;
    for (Event notice : m.Of("hearing_notice_published")) {
      if (Before(notice, held) == Answer::kNo) continue;
      const auto day = Date::Parse(At(notice, "hearing_on").AsText());
      verdict = !day ? kOpen : DayOf(held) < *day ? kBroken : kKept;
    }
    return verdict;
  });
}

Verdict SelectionPublished(const Matter& m) {
  if (!m.Has("hearing_held")) return kSilent;
  const Verdict none = Each(m.Of("hearing_notice_published"), [](Event notice) { return From(Not(Yes(notice, "selection"))); });
  return Any({none, Precedes(m.Of("hearing_selection_published"), Anything, m.Of("hearing_participants_published"))});
}

// Seven days before, without "generally": the last receipt decides.
Verdict SevenDays(const Matter& m) {
  if (!m.Has("hearing_held")) return kSilent;
  const Events served = m.Of("hearing_materials_served");
  const Verdict dated = Each(served, [](Event event) {
    const Data::List& receipts = At(event, "receipts").AsList();
    const bool whole = !receipts.empty() && std::all_of(receipts.begin(), receipts.end(), [](const Data& r) { return Filled(r["delivered_on"]); });
    return whole ? kKept : kBroken;
  });
  const Verdict early = Each(m.Of("hearing_held"), [&](Event held) {
    Event last = nullptr;
    for (Event event : served) {
      if (Before(event, held) == Answer::kYes) last = event;
    }
    if (last == nullptr) return kOpen;  // nothing to count from
    std::optional<Date> latest;
    for (const Data& receipt : At(last, "receipts").AsList()) {
      const auto day = Date::Parse(receipt["delivered_on"].AsText());
      if (!day) return kOpen;
      latest = std::max(latest.value_or(*day), *day);
    }
    if (!latest) return kOpen;
    const std::int64_t days = DayOf(held) - *latest;
    if (days >= 7) return IsBare(last) || IsBare(held) ? kOpen : kKept;
    return days == 6 ? kOpen : kBroken;
  });
  return All({Precedes(served, Anything, m.Of("hearing_held")), dated, early});
}

std::vector<std::string> NamesIn(const Events& events, const char* list, const char* name) {
  std::vector<std::string> names;
  for (Event event : events) {
    for (const Data& item : At(event, list).AsList()) {
      const Data& value = item[name];
      if (value.is_text()) names.push_back(value.AsText());
      for (const Data& inner : value.AsList()) names.push_back(inner.AsText());
    }
  }
  return names;
}

bool Holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Each item of a list of these events is named among `answers`.
Verdict EachAmong(const Events& events, const char* list, const char* name, const std::vector<std::string>& answers, bool answers_open) {
  return Each(events, [&](Event event) {
    Verdict verdict = kSilent;
    for (const Data& item : At(event, list).AsList()) {
      const bool named = Filled(item[name]);
      const bool found = named && Holds(answers, item[name].AsText());
      verdict = All({verdict, !named ? kOpen : found ? kKept : answers_open ? kOpen : kBroken});
    }
    return verdict;
  });
}

// An item that names nobody may be anybody's.
bool SomeUnnamed(const Events& events, const char* list, std::initializer_list<const char*> names) {
  for (Event event : events) {
    for (const Data& item : At(event, list).AsList()) {
      if (std::none_of(names.begin(), names.end(), [&](const char* name) { return Filled(item[name]); })) return true;
    }
  }
  return false;
}

Verdict ServedToEach(const Matter& m) {
  if (!m.Has("hearing_held")) return kSilent;
  const Events served = m.Of("hearing_materials_served");
  return EachAmong(m.Of("hearing_participants_published"), "participants", "name", NamesIn(served, "receipts", "participant"),
                   SomeUnnamed(served, "receipts", {"participant"}));
}

// Who was not there cannot sign.
Verdict SignedByEach(const Matter& m) {
  const Events held = m.Of("hearing_held");
  if (held.empty()) return kSilent;
  std::vector<std::string> accounted = NamesIn(held, "signatures", "name");
  for (Event event : held) {
    for (const Data& name : At(event, "absent").AsList()) accounted.push_back(name.AsText());
  }
  return EachAmong(m.Of("hearing_participants_published"), "participants", "name", accounted, SomeUnnamed(held, "signatures", {"name"}));
}

Verdict EachOpinionStudied(const Matter& m) {
  const Events adopted = m.Of("opinions_adopted");
  if (adopted.empty()) return kSilent;
  std::vector<std::string> answered = NamesIn(adopted, "items", "no");
  for (const std::string& number : NamesIn(adopted, "items", "numbers")) answered.push_back(number);
  return EachAmong(m.Of("opinions_recorded"), "opinions", "no", answered, SomeUnnamed(adopted, "items", {"no", "numbers"}));
}

Verdict InOrder(Event event) {
  const Data* told = event->data.Find("stages");
  const std::vector<std::string> asked{"presentation", "statements", "confirmation"};
  std::vector<std::size_t> at;
  bool others = false;
  for (const Data& stage : told == nullptr ? Data::List{} : told->AsList()) {
    const auto found = std::find(asked.begin(), asked.end(), stage.AsText());
    if (found == asked.end()) others = true;
    else at.push_back(static_cast<std::size_t>(found - asked.begin()));
  }
  if (!std::is_sorted(at.begin(), at.end())) return kBroken;
  std::sort(at.begin(), at.end());
  const bool all = std::unique(at.begin(), at.end()) - at.begin() == 3;
  return all ? kKept : others ? kOpen : kBroken;  // other words may stand for the stage that is not told
}

Verdict RecordSigned(Event event) {
  const Data::List& signatures = At(event, "signatures").AsList();
  if (signatures.empty()) return kBroken;
  const bool all = std::all_of(signatures.begin(), signatures.end(),
                               [](const Data& one) { return one["signed"].AsBool() || Filled(one["refusal"]); });
  return all ? kKept : kBroken;
}

Verdict NotAdoptedWithReason(Event event) {
  const Data* items = event->data.Find("items");
  if (items == nullptr) return kBroken;
  Verdict verdict = kKept;
  for (const Data& item : items->AsList()) {
    const std::string& adopted = item["adopted"].AsText();
    if (adopted == "yes" || Filled(item["reason"])) continue;
    verdict = All({verdict, adopted.empty() ? kOpen : kBroken});
  }
  return verdict;
}

std::vector<Clause> OpinionClauses() {
  return {
      {"opinions-heard", {"充分听取公众意见,依法不予公开的除外", "the public is heard about the draft, unless the matter is lawfully secret"},
       [](const Matter& m) { return If(Public(m), HappensInTime(m, m.Of(kHeard), AboutDraft)); }},
      {"heard-by-undertaker", {"由决策承办单位听取意见", "the undertaking unit hears the public"},
       [](const Matter& m) {
         return ActedAs(m.Of("participation_forms_chosen symposium_held survey_conducted participation_concluded"), {"undertaking_unit"});
       }},
      {"special-groups-met", {"涉及特定群体的,与其沟通协商", "special groups are talked with"},
       [](const Matter& m) { return If(m.Fact("special_groups"), HappensInTime(m, m.Of("special_group_met"))); }},
      {"special-group-sides", {"与人民团体、社会组织以及群众代表沟通,听取意见", "with organisations and representatives, and their opinions are heard"},
       [](const Matter& m) {
         return Each(m.Of("special_group_met"), [](Event event) { return Writes(event, {"organisations", "representatives", "opinions"}); });
       }},
      {"groups-met-by-undertaker", {"由决策承办单位沟通", "the undertaking unit talks with them"},
       [](const Matter& m) { return ActedAs(m.Of("special_group_met"), {"undertaking_unit"}); }},
      {"consultation-notice", {"公布草案及说明,明确提出意见的方式和期限", "draft, channels, how and until when to answer are published"},
       [](const Matter& m) {
         return Each(m.Of("consultation_opened"), [](Event event) {
           const Answer about = AboutDraft(event);
           if (about == Answer::kNo) return kSilent;
           const Verdict says = All({Writes(event, {"channels", "until", "how_to_answer"}), From(Yes(event, "draft_published"))});
           return about == Answer::kUnknown && says == kBroken ? kOpen : says;
         });
       }},
      {"consultation-30-days", {"一般不少于30日,缩短的在公告中说明", "thirty days generally; fewer where the notice says why"}, ThirtyDays},
      {"consultation-kept-open", {"持续到公布的期限", "open until the day that was announced"}, KeptOpen},
      {"consultation-by-undertaker", {"由决策承办单位公开征求意见", "the undertaking unit consults the public"},
       [](const Matter& m) {
         return ActedAs(m.Of("consultation_opened consultation_extended consultation_closed"), {"undertaking_unit"});
       }},
      {"draft-before-consultation", {"公布的是决策草案", "what is published is the draft"},
       [](const Matter& m) {
         Events about;
         for (Event event : m.Of("consultation_opened")) {
           if (AboutDraft(event) != Answer::kNo) about.push_back(event);
         }
         return about.empty() ? kSilent : Precedes(m.Of("draft_completed"), Anything, about);
       }},
      {"opinions-answered", {"归纳整理、研究论证各方面意见", "the opinions of all sides are sorted and studied"},
       [](const Matter& m) {
         return !m.Has(std::string(kHeard) + " opinions_recorded") ? kSilent : HappensInTime(m, m.Of("opinions_adopted"));
       }},
      {"opinions-each-answered", {"各方面提出的意见,每一条都在其内", "the opinions of all sides: none is left out"}, EachOpinionStudied},
      {"opinions-adoption-stated", {"研究采纳的情况", "what was adopted"},
       [](const Matter& m) {
         return Each(m.Of("opinions_adopted"), [](Event event) {
           const Data* items = event->data.Find("items");
           return items != nullptr && items->is_list() && items->AsList().empty() ? kKept : ItemsWrite(event, "items", {"adopted"});
         });
       }},
      {"opinions-studied-by-undertaker", {"由决策承办单位研究", "the undertaking unit studies them"},
       [](const Matter& m) { return ActedAs(m.Of("opinions_recorded opinions_adopted"), {"undertaking_unit"}); }},
      {"unadopted-with-reason", {"未采纳的有理由(提示)", "what is not adopted has its reason (a hint)"},
       [](const Matter& m) { return Each(m.Of("opinions_adopted"), NotAdoptedWithReason); }},
  };
}

std::vector<Clause> HearingClauses() {
  return {
      {"hearing-announced", {"听证前公布草案、时间、地点", "draft, time and place are published before a hearing"}, HearingAnnounced},
      {"hearing-on-announced-day", {"在公布的时间召开", "held at the time that was announced"}, OnAnnouncedDay},
      {"hearing-selection-published", {"需要遴选的,先公布办法", "where participants are selected the way is published first"}, SelectionPublished},
      {"hearing-selection-described", {"公布的是遴选办法", "what is published is the way of selecting"},
       [](const Matter& m) { return Each(m.Of("hearing_selection_published"), [](Event event) { return Writes(event, {"method"}); }); }},
      {"hearing-signed-by-each", {"听证参加人确认并签字,不是其中几人", "the participants confirm and sign, not some of them"}, SignedByEach},
      {"hearing-list-published", {"参加人名单提前公布", "the list of participants is published before"},
       [](const Matter& m) {
         return !m.Has("hearing_held") ? kSilent : Precedes(m.Of("hearing_participants_published"), Anything, m.Of("hearing_held"));
       }},
      {"hearing-list-adds-up", {"名单与总数一致(提示)", "the list and its total agree (a hint)"},
       [](const Matter& m) {
         return Each(m.Of("hearing_participants_published"), [](Event event) {
           const Data& list = At(event, "participants");
           const Data& total = At(event, "total");
           if (!list.is_list() || !total.is_number()) return kOpen;
           return static_cast<std::int64_t>(list.AsList().size()) == total.AsInteger() ? kKept : kBroken;
         });
       }},
      {"hearing-materials-7-days", {"材料于召开7日前送达", "material is served seven days before"}, SevenDays},
      {"hearing-materials-to-each", {"送达听证参加人,不是其中几人", "served to the participants, not to some of them"}, ServedToEach},
      {"hearing-open-and-ordered", {"公开举行,有法定的程序", "held in public, with the stages of the law"},
       [](const Matter& m) {
         return Each(m.Of("hearing_held"), [](Event event) { return All({Writes(event, {"stages"}), From(Yes(event, "open"))}); });
       }},
      {"hearing-stages-in-order", {"依次介绍、陈述、确认签字", "presentation, statements, confirmation, in this order"},
       [](const Matter& m) { return Each(m.Of("hearing_held"), InOrder); }},
      {"hearing-record-signed", {"参加人确认记录并签字", "participants confirm the record and sign"},
       [](const Matter& m) { return Each(m.Of("hearing_held"), RecordSigned); }},
  };
}

}  // namespace

std::vector<Clause> PublicClauses() {
  std::vector<Clause> clauses = OpinionClauses();
  for (Clause& clause : HearingClauses()) clauses.push_back(std::move(clause));
  return clauses;
}

}  // namespace juece::reading
