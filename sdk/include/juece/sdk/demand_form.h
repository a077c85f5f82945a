// The form of further demands (demands.h): a slip in a name would leave a demand that asks for nothing, so it is a problem of
// the configuration.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "juece/sdk/step.h"
#include "juece/sdk/words.h"

namespace juece::sdk {

struct DemandPart {
  std::string_view name;
  std::array<std::string_view, 5> members;  // of an object; all "" for a text or a list
};

inline constexpr std::array kDemandParts = {
    DemandPart{"id", {}},
    DemandPart{"action", {}},
    DemandPart{"article", {}},
    DemandPart{"zh", {}},
    DemandPart{"en", {}},
    DemandPart{"unless", {}},
    DemandPart{"present", {}},
    DemandPart{"holds", {}},
    DemandPart{"when", {"fact", "event", "member", "is"}},
    DemandPart{"contains", {"member", "all", "any"}},
    DemandPart{"count", {"member", "at_least", "odd"}},
    DemandPart{"share", {"event", "member", "without", "at_least", "of"}},
    DemandPart{"done", {"event", "after"}},
    DemandPart{"answered", {"event", "by", "key", "own"}},
    DemandPart{"differs", {"member", "key", "step", "event", "of"}},
};

inline void CheckMember(std::string_view where, std::string_view found, bool known, Problems& problems) {
  if (known) return;
  const Sentence name = Quote(found);
  const Sentence in = Quote(where);
  problems.Add({"要求" + in.zh + "中应为已知的成员,但有" + name.zh,
                "expected known members in the demand " + in.en + ", but found " + name.en});
}

// What every demand says.
inline void CheckWords(Value demand, Problems& problems) {
  for (const char* member : {"id", "action", "article", "zh", "en"}) {
    if (!demand[member].Text().empty()) continue;
    const Sentence name = Quote(demand["id"].Text());
    problems.Add({"要求" + name.zh + "应写明 " + member + ",但没有写",
                  "expected the demand " + name.en + " to say its " + member + ", but it does not"});
  }
}

// Whether something is asked beyond saying when it is due.
inline bool AsksForSomething(Value demand) {
  for (const char* form : {"present", "holds", "contains", "count", "share", "done", "answered", "differs"}) {
    if (!demand[form].empty()) return true;
  }
  return false;
}

inline void CheckDemands(Value configuration, Problems& problems) {
  for (Value demand : configuration["demands"]) {
    const std::string_view id = demand["id"].Text();
    CheckWords(demand, problems);
    for (std::size_t i = 0; i < demand.size(); ++i) {
      const std::string_view name = demand.Name(i);
      const auto* part = std::find_if(kDemandParts.begin(), kDemandParts.end(),
                                      [&](const DemandPart& known) { return known.name == name; });
      CheckMember(id, name, part != kDemandParts.end(), problems);
      if (part == kDemandParts.end() || part->members[0].empty()) continue;
      const Value form = demand[name];
      for (std::size_t j = 0; j < form.size(); ++j) {
        const bool known = std::find(part->members.begin(), part->members.end(), form.Name(j)) != part->members.end();
        CheckMember(id, form.Name(j), known, problems);
      }
    }
    if (AsksForSomething(demand)) continue;
    const Sentence name = Quote(id);
    problems.Add({"要求" + name.zh + "应写明要求什么,但没有写",
                  "expected the demand " + name.en + " to ask for something, but it asks for nothing"});
  }
}

}  // namespace juece::sdk
