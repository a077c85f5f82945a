#include "runtime/command_keys.h"

#include <algorithm>
#include <type_traits>

#include "base/json.h"

namespace juece {
namespace {

constexpr std::size_t kLongestKey = 200;

Data Pairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Data list = Data::EmptyList();
  for (const auto& [name, value] : pairs) list.Append(Data::OfMembers({{"name", name}, {"value", value}}));
  return list;
}

Data Pairs(const std::vector<std::pair<std::string, Data>>& pairs) {
  Data list = Data::EmptyList();
  for (const auto& [name, value] : pairs) list.Append(Data::OfMembers({{"name", name}, {"value", value}}));
  return list;
}

template <typename T>
constexpr bool kOfTheEngine = std::is_same_v<T, EnterStep> || std::is_same_v<T, EvaluateApplicability> || std::is_same_v<T, LeaveComposite> ||
                              std::is_same_v<T, FireDeadline> || std::is_same_v<T, ComputeDeadline> || std::is_same_v<T, CloseDossier>;

// The members of the commands that people give; the engine's own never come with a key.
struct BodyContent {
  Data operator()(const OpenDossier& b) const {
    return Data::OfMembers({{"title", b.title}, {"organ", b.organ}, {"facts", Pairs(b.facts)}, {"facts_reason", b.facts_reason}, {"settings", Pairs(b.settings)}});
  }
  Data operator()(const SubmitAction& b) const {
    Data materials = Data::EmptyList();
    for (const MaterialRecord& m : b.materials) {
      materials.Append(Data::OfMembers({{"kind", m.kind}, {"title", m.title}, {"digest", m.digest}, {"file_name", m.file_name}, {"carrier", m.carrier}}));
    }
    return Data::OfMembers({{"step", b.step}, {"action", b.action}, {"data", b.data}, {"materials", std::move(materials)}});
  }
  Data operator()(const SetFact& b) const { return Data::OfMembers({{"fact", b.fact}, {"value", b.value}}); }
  Data operator()(const ReturnTo& b) const { return Data::OfMembers({{"from", b.from}, {"to", b.to}}); }
  Data operator()(const OverrideStep& b) const { return Data::OfMembers({{"step", b.step}, {"what", b.what}}); }
  Data operator()(const CorrectEntry& b) const { return Data::OfMembers({{"position", b.position}, {"data", b.data}}); }
  Data operator()(const MovePlugin& b) const { return Data::OfMembers({{"id", b.to.id}, {"version", b.to.version}, {"digest", b.to.digest}}); }
  Data operator()(const ResolveIncident& b) const { return Data::OfMembers({{"incident", b.incident}}); }
  Data operator()(const RedactPersonal& b) const {
    Data values = Data::EmptyList();
    for (const PersonalPlace& place : b.values) values.Append(Data::OfMembers({{"position", place.position}, {"pointer", place.pointer}}));
    return Data::OfMembers({{"values", std::move(values)}});
  }
  template <typename Other>
  Data operator()(const Other&) const {
    static_assert(std::is_empty_v<Other> || kOfTheEngine<Other>, "say what a new command holds");
    return Data::EmptyMap();
  }
};

Data Head(std::string_view verb, const Actor& actor, Instant occurred, Instant recorded, const std::optional<LateRegistration>& late) {
  Data head = Data::OfMembers({{"verb", std::string(verb)}, {"actor", actor.name}, {"role", actor.role}, {"on_behalf_of", actor.on_behalf_of}});
  if (occurred != recorded) head.Set("occurred_at", occurred.ToString());
  if (late) head.Set("late", Data::OfMembers({{"reason", late->reason}, {"confirmed_by", late->confirmed_by}}));
  return head;
}

}  // namespace

Status CheckCommandKey(std::string_view key) {
  const bool control = std::any_of(key.begin(), key.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (!key.empty() && key.size() <= kLongestKey && !control) return Status::Ok();
  const std::string size = std::to_string(key.size());
  return Status::InvalidArgument(
      {"请求编号应为 1 到 200 个字节、不含控制字符的文字,但给出的" + (control ? std::string("含有控制字符") : "有 " + size + " 个字节"),
       "expected an idempotency key of 1 to 200 bytes without control characters, but the one given " +
           (control ? std::string("has control characters") : "has " + size + " bytes")});
}

std::string ContentOf(const Command& command) {
  Data content = Head(VerbOf(command.body), command.actor, command.occurred_at, command.recorded_at, command.late);
  content.Set("dossier", command.dossier).Set("authority", command.authority).Set("reason", command.reason);
  return ToCanonicalJson(content.Set("body", std::visit(BodyContent(), command.body)));
}

std::string ContentOf(const Engine::OpenRequest& request) {
  Data overlays = Data::EmptyList();
  for (const std::string& overlay : request.overlays) overlays.Append(overlay);
  Data content = Head("open", request.actor, request.occurred_at, request.recorded_at, request.late);
  content.Set("procedure", request.procedure).Set("overlays", std::move(overlays)).Set("office", request.office_file);
  return ToCanonicalJson(content.Set("body", BodyContent()(request.body)));
}

std::string SealContent(std::string_view salt, std::string_view content) {
  std::string salted(salt);
  return salted + ":" + DigestOf(DigestAlgorithm::kSha256, salted + "\n" + std::string(content));
}

bool IsContent(std::string_view sealed, std::string_view content) {
  return sealed.empty() || SealContent(sealed.substr(0, sealed.find(':')), content) == sealed;
}

}  // namespace juece
