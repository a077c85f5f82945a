#include "catalog/strictness.h"

#include <algorithm>
#include <array>

#include "catalog/schema.h"
#include "catalog/schema_keywords.h"

namespace juece {
namespace {

struct Name {
  std::string_view name;
  Stricter stricter;
};

constexpr std::array kNames = {Name{"more", Stricter::kMore},         Name{"less", Stricter::kLess},     Name{"true", Stricter::kTrue},
                               Name{"false", Stricter::kFalse},       Name{"superset", Stricter::kSuperset},
                               Name{"subset", Stricter::kSubset},     Name{"free", Stricter::kEither}};

bool Holds(const Data::List& all, const Data::List& some) {
  return std::all_of(some.begin(), some.end(), [&](const Data& item) { return std::find(all.begin(), all.end(), item) != all.end(); });
}

// Given two values of which one is the stricter where the first predicate holds.
Strictness Which(bool after_asks_all, bool before_asks_all) {
  if (after_asks_all) return before_asks_all ? Strictness::kNeutral : Strictness::kStricter;
  return before_asks_all ? Strictness::kLooser : Strictness::kIncomparable;
}

Strictness CompareBy(Stricter direction, const Data& before, const Data& after) {
  const auto numbers = [&](const Data& more, const Data& less) {
    return more.is_number() && less.is_number() && !(more.AsNumber() < less.AsNumber());
  };
  const auto lists = [&](const Data& more, const Data& less) { return more.is_list() && less.is_list() && Holds(more.AsList(), less.AsList()); };
  const auto truth = [&](bool strict, const Data& after_value, const Data& before_value) {
    return after_value.is_bool() && before_value.is_bool() && (after_value.AsBool() == strict || before_value.AsBool() != strict);
  };
  switch (direction) {
    case Stricter::kMore: return Which(numbers(after, before), numbers(before, after));
    case Stricter::kLess: return Which(numbers(before, after), numbers(after, before));
    case Stricter::kTrue: return Which(truth(true, after, before), truth(true, before, after));
    case Stricter::kFalse: return Which(truth(false, after, before), truth(false, before, after));
    case Stricter::kSuperset: return Which(lists(after, before), lists(before, after));
    case Stricter::kSubset: return Which(lists(before, after), lists(after, before));
    case Stricter::kEither: return Strictness::kNeutral;
  }
  return Strictness::kIncomparable;
}

Strictness Compare(std::optional<Stricter> direction, const Data& before, const Data& after) {
  if (before == after) return Strictness::kNeutral;
  return direction ? CompareBy(*direction, before, after) : Strictness::kIncomparable;
}

// The value that asks as much as both.
Data Join(std::optional<Stricter> direction, const Data& present, const Data& other) {
  const Strictness strictness = Compare(direction, present, other);
  if (strictness == Strictness::kLooser) return present;
  if (strictness != Strictness::kIncomparable || !direction || !present.is_list() || !other.is_list()) return other;
  Data out = Data::EmptyList();
  const bool both = direction == Stricter::kSuperset;
  for (const Data& item : present.AsList()) {
    if (both || Holds(other.AsList(), {item})) out.Append(item);
  }
  for (const Data& item : other.AsList()) {
    if (both && !Holds(present.AsList(), {item})) out.Append(item);
  }
  return out;
}

std::optional<Stricter> DirectionOf(const Data& schema) { return ParseStricter(schema["x-stricter"].AsText()); }

// An object whose members are described one by one is compared one by one.
bool ByMember(const Data& schema, const Data& value) {
  return value.is_map() && schema["properties"].is_map() && !DirectionOf(schema);
}

void Compare(const Data& schema, const Data& present, const Data& members, const std::string& at, std::vector<MemberChange>& out) {
  for (const Member& member : members.AsMap()) {
    const Data& described = schema["properties"][member.name];
    const Data& before = present[member.name];
    const std::string here = at + "/" + EscapePointer(member.name);
    if (ByMember(described, member.value)) {
      Compare(described, before, member.value, here, out);
    } else {
      const auto direction = DirectionOf(described);
      out.push_back({here, before, member.value, Compare(direction, before, member.value), direction});
    }
  }
}

// `complete`: `present` with defaults. Only what is named is written, so that the configuration stays as short as its author made it.
Data Joined(const Data& schema, Data present, const Data& complete, const Data& members) {
  if (!present.is_map()) present = Data::EmptyMap();
  for (const Member& member : members.AsMap()) {
    const Data& described = schema["properties"][member.name];
    const Data& before = complete[member.name];
    const Data& written = present[member.name];
    present.Set(member.name, ByMember(described, member.value) ? Joined(described, written, before, member.value)
                                                               : Join(DirectionOf(described), before, member.value));
  }
  return present;
}

}  // namespace

std::optional<Stricter> ParseStricter(std::string_view name) {
  const auto* found = std::find_if(kNames.begin(), kNames.end(), [&](const Name& n) { return n.name == name; });
  return found == kNames.end() ? std::nullopt : std::optional(found->stricter);
}

std::vector<MemberChange> CompareConfiguration(const Data& schema, const Data& present, const Data& members) {
  std::vector<MemberChange> changes;
  Compare(schema, WithDefaults(schema, present), members, "", changes);
  return changes;
}

Data StricterConfiguration(const Data& schema, Data present, const Data& members) {
  const Data complete = WithDefaults(schema, present);
  return Joined(schema, std::move(present), complete, members);
}

}  // namespace juece
