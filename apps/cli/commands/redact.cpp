// juece redact: personal values leave, their commitments stay.
#include <fmt/format.h>

#include <charconv>
#include <map>

#include "base/json.h"
#include "commands/commands.h"
#include "commands/submitting.h"
#include "record/personal.h"
#include "runtime/redaction.h"

namespace juece::cli {
namespace {

Result<PersonalSelection> SelectionOf(const RedactArguments& a) {
  PersonalSelection selection;
  selection.persons = a.persons;
  for (const std::string& text : a.positions) {
    std::int64_t position = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
    if (error != std::errc() || end != text.data() + text.size()) {
      return Status::InvalidArgument({fmt::format("--position 应为记录序号,但给出的是“{}”。可用 juece redact 案卷 --list 查看。", text),
                                      fmt::format("--position: expected the position of an entry, but found \"{}\". See juece redact DOSSIER --list.", text)});
    }
    selection.positions.push_back(position);
  }
  for (const std::string& text : a.fields) {
    const auto place = ParsePersonalPlace(text);
    if (!place) {
      return Status::InvalidArgument({fmt::format("--field 应写成 序号:指针(如 12:/data/participants/0/name),但给出的是“{}”。", text),
                                      fmt::format("--field: expected POSITION:POINTER (e.g. 12:/data/participants/0/name), but found \"{}\".", text)});
    }
    selection.places.push_back(*place);
  }
  return selection;
}

// By which event each was redacted.
std::map<PersonalPlace, std::int64_t> RedactedBy(const std::vector<Event>& events) {
  std::map<PersonalPlace, std::int64_t> by;
  for (const Event& event : events) {
    const auto* redacted = std::get_if<PersonalRedacted>(&event.body);
    if (redacted == nullptr) continue;
    for (const PersonalPlace& place : redacted->values) by.emplace(place, event.position);
  }
  return by;
}

std::string ActionAt(const std::vector<Event>& events, std::int64_t position) {
  for (const Event& event : events) {
    if (event.position != position) continue;
    if (const auto* recorded = std::get_if<ActionRecorded>(&event.body)) return recorded->step + "/" + recorded->action;
    if (const auto* corrected = std::get_if<EntryCorrected>(&event.body)) return fmt::format("correct {}", corrected->corrected);
  }
  return "";
}

int List(Session& session, const std::string& dossier) {
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) return kImpossible;
  const auto events = store->Read(dossier);
  if (!events) return session.Fail(events.error());
  const auto by = RedactedBy(*events);
  const bool chinese = session.language() == Language::kChinese;
  Data values = Data::EmptyList();
  std::string text;
  for (const PersonalEntry& entry : PersonalEntries(*events)) {
    const auto found = by.find(entry.place);
    const std::int64_t gone = found == by.end() ? 0 : found->second;
    const auto value = entry.value.empty() ? Result<Data>(Data()) : ParseJson(entry.value);
    const std::string action = ActionAt(*events, entry.place.position);
    values.Append(Data::OfMembers({{"position", entry.place.position}, {"pointer", entry.place.pointer}, {"action", action},
                                   {"value", value ? *value : Data()}, {"redacted_by", gone == 0 ? Data() : Data(gone)}}));
    const std::string shown = gone != 0 ? fmt::format(fmt::runtime(chinese ? "(已由第 {} 号记录删除)" : "(redacted by entry {})"), gone)
                                        : value && value->is_text() ? value->AsText() : entry.value;
    text += fmt::format("{}:{}  {}  {}\n", entry.place.position, entry.place.pointer, action, shown);
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"dossier", dossier}, {"values", std::move(values)}}));
  } else {
    session.Print(text.empty() ? std::string(chinese ? "案卷中没有个人信息。\n" : "The dossier holds no personal values.\n") : text);
  }
  return kDone;
}

int Scrub(Session& session) {
  EventStore* store = session.store(Session::Access::kWrite);
  if (store == nullptr) return kImpossible;
  if (Status scrubbed = store->Scrub(); !scrubbed.ok()) return session.Fail(scrubbed);
  if (session.json()) {
    session.Print(Data::OfMembers({{"ok", true}}));
  } else {
    session.Print(std::string(session.language() == Language::kChinese ? "库文件中没有残留。\n" : "Nothing is left in the store's files.\n"));
  }
  return kDone;
}

}  // namespace

int Run(Session& session, const RedactArguments& arguments) {
  if (arguments.scrub) return Scrub(session);
  if (arguments.dossier.empty()) {
    return session.Fail(Status::InvalidArgument({"应给出案卷编号,但没有;请执行 juece redact --help 查看用法。", "Expected a dossier's id, but found none; see juece redact --help."}));
  }
  if (arguments.list) return List(session, arguments.dossier);
  auto command = CommandOf(arguments.dossier, arguments.acting);
  if (!command) return session.Fail(command.error());
  const auto selection = SelectionOf(arguments);
  if (!selection) return session.Fail(selection.error());
  Engine* engine = session.engine(Session::Access::kWrite);
  if (engine == nullptr) return kImpossible;
  auto places = SelectPersonal(engine->store(), arguments.dossier, *selection);
  if (!places) return session.Fail(places.error());
  command->authority = arguments.authority;
  command->reason = arguments.reason;
  command->body = RedactPersonal{std::move(*places)};
  return Submitted(session, *engine, *command, arguments.acting);
}

}  // namespace juece::cli
