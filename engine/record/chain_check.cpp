#include <set>
#include <string>

#include "record/stored_event.h"

namespace juece {
namespace {

// Where a value was committed to and nothing, not even an emptied one, tells of it.
void CollectCommitments(const Data& data, const std::string& at, std::set<std::string>& pointers) {
  if (data.is_map() && data.AsMap().size() == 1 && data["commitment"].is_text()) {
    const std::string& text = data["commitment"].AsText();
    const std::size_t colon = text.find(':');
    if (colon != std::string::npos && text.size() == colon + 65) pointers.insert(at);
    return;
  }
  for (const Member& member : data.AsMap()) {
    std::string name;
    for (const char c : member.name) name += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    CollectCommitments(member.value, at + "/" + name, pointers);
  }
  for (std::size_t i = 0; i < data.AsList().size(); ++i) CollectCommitments(data.AsList()[i], at + "/" + std::to_string(i), pointers);
}

}  // namespace

// What the links of one list show. An event is judged by itself (its bytes give its hash), by its place (positions go up by one) and by its
// link (it names the hash of the event before).
class LinkCheck {
 public:
  explicit LinkCheck(const ChainCheck& check) : check_(check) {}

  std::vector<ChainBreak> Run(const ChainHead* expected) {
    for (const ChainBreak& found : check_.personal_breaks_) Add(found.position, found.reason);
    for (const Link& link : check_.links_) {
      if (!link.whole) {
        Add(link.position, "changed");
        changed_.insert(link.position);
      }
      by_position_.emplace(link.position, &link);
    }
    PreferLinked();
    CheckRedactions();
    CheckOrder();
    for (const auto& [position, link] : by_position_) CheckPrevious(position, *link);
    if (expected != nullptr) CheckEnd(*expected);
    std::vector<ChainBreak> breaks;
    for (const auto& [position, reason] : breaks_) breaks.push_back({position, reason});
    return breaks;
  }

 private:
  using Link = ChainCheck::Link;

  [[nodiscard]] std::string_view HashOf(const Link& link) const { return check_.At(link.hash); }
  [[nodiscard]] std::string_view PreviousOf(const Link& link) const { return check_.At(link.previous); }
  void Add(std::int64_t position, std::string reason) { breaks_.emplace(position, std::move(reason)); }

  // A value leaves by an event alone, and what an event took out is gone.
  void CheckRedactions() {
    for (const ChainCheck::Apart& value : check_.apart_) {
      const auto by = check_.redacted_.find(value.place);
      const bool redacted = by != check_.redacted_.end() && by->second > value.place.position;
      if (redacted != value.emptied) Add(value.place.position, "commitment");
      if (value.emptied && value.salted) Add(value.place.position, "commitment");
    }
  }

  // Where two claim one position, the one that the next event was chained to is the genuine one.
  void PreferLinked() {
    for (const Link& link : check_.links_) {
      const auto next = by_position_.find(link.position + 1);
      if (next != by_position_.end() && PreviousOf(*next->second) == HashOf(link)) by_position_[link.position] = &link;
    }
  }

  void CheckOrder() {
    std::int64_t last = 0;
    for (const Link& link : check_.links_) {
      if (by_position_[link.position] != &link) {
        Add(link.position, "inserted");
      } else if (link.position < last) {
        Add(link.position, "reordered");
      } else {
        last = link.position;
      }
    }
    std::int64_t before = 0;
    for (const auto& [position, link] : by_position_) {
      if (position > before + 1) Add(before + 1, "removed");  // the first of the gap
      before = position;
    }
  }

  void CheckPrevious(std::int64_t position, const Link& link) {
    if (changed_.contains(position)) return;
    if (position == 1) {
      if (!PreviousOf(link).empty()) Add(position, "changed");
      return;
    }
    const auto before = by_position_.find(position - 1);
    if (before == by_position_.end()) return;  // said as "removed"
    if (HashOf(*before->second) == PreviousOf(link)) return;
    // The later event is whole and was chained to another one: the earlier was written anew with a hash of its own.
    Add(position - 1, "changed");
  }

  void CheckEnd(const ChainHead& expected) {
    const auto found = by_position_.find(expected.position);
    if (found == by_position_.end()) {
      const std::int64_t last = by_position_.empty() ? 0 : by_position_.rbegin()->first;
      if (last < expected.position) Add(last + 1, "truncated");
    } else if (HashOf(*found->second) != expected.hash) {
      Add(expected.position, "changed");
    }
  }

  const ChainCheck& check_;
  std::map<std::int64_t, const Link*> by_position_;
  std::set<std::int64_t> changed_;
  std::set<std::pair<std::int64_t, std::string>> breaks_;
};

void ChainCheck::Add(const Event& event, const StoredProof& proof) {
  Link link{event.position, Keep(event.hash), {}, proof.whole};
  const bool first = links_.empty();
  if (!first && event.previous_hash == At(links_.back().hash)) {
    link.previous = links_.back().hash;
  } else {
    plain_ = plain_ && first && event.previous_hash.empty();
    link.previous = Keep(event.previous_hash);
  }
  plain_ = plain_ && proof.whole && event.position == static_cast<std::int64_t>(links_.size()) + 1;
  if (proof.commits || !event.personal.empty() || std::holds_alternative<PersonalRedacted>(event.body)) AddPersonal(event, proof.commits);
  links_.push_back(link);
}

// Most chains are whole and nothing in them is personal: then nobody has to be told what is wrong.
std::vector<ChainBreak> ChainCheck::Finish(const ChainHead* expected) {
  const auto reaches = [&](const ChainHead& head) {
    return head.position > 0 && head.position <= static_cast<std::int64_t>(links_.size()) &&
           At(links_[static_cast<std::size_t>(head.position - 1)].hash) == head.hash;
  };
  if (plain_ && (expected == nullptr || reaches(*expected))) return {};
  return LinkCheck(*this).Run(expected);
}

ChainCheck::Part ChainCheck::Keep(std::string_view text) {
  const Part part{text_.size(), text.size()};
  text_ += text;
  return part;
}

void ChainCheck::AddPersonal(const Event& event, bool commits) {
  plain_ = false;
  bool fits = true;
  if (commits) {
    std::set<std::string> committed;
    CollectCommitments(BodyToData(event.body), "", committed);
    for (const PersonalValue& personal : event.personal) committed.erase(personal.pointer);
    fits = committed.empty();
  }
  for (const PersonalValue& personal : event.personal) {
    apart_.push_back({{event.position, personal.pointer}, personal.value.empty(), !personal.salt.empty()});
    if (personal.value.empty()) continue;  // redacted: only the commitment is left; CheckRedactions asks by whom
    fits = fits && CommitmentOf(algorithm_, personal.salt, personal.value) == personal.commitment;
  }
  if (!fits) personal_breaks_.push_back({event.position, "commitment"});
  if (const auto* redacted = std::get_if<PersonalRedacted>(&event.body)) {
    for (const PersonalPlace& place : redacted->values) redacted_.emplace(place, event.position);
  }
}

}  // namespace juece
