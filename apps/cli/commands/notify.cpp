// juece notify --with ID --to DIR: what people should be told, composed by a plugin and put into a spool folder.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "commands/commands.h"
#include "commands/functions.h"
#include "runtime/outbox.h"

namespace juece::cli {
namespace {

// Of every dossier of the store; nullopt after a complaint.
std::optional<std::vector<Notice>> AllNotices(Session& session, Instant now, int days_ahead) {
  Engine* engine = session.engine(Session::Access::kRead);
  if (engine == nullptr) {
    return std::nullopt;
  }
  const auto dossiers = engine->store().Dossiers();
  if (!dossiers) {
    session.Fail(dossiers.error());
    return std::nullopt;
  }
  std::vector<Notice> all;
  for (const std::string& id : *dossiers) {
    const auto dossier = engine->Get(id);
    if (!dossier) {
      session.Fail(dossier.error());
      return std::nullopt;
    }
    const auto procedure = engine->ProcedureOf(id);
    for (Notice& notice : NoticesOf(**dossier, procedure ? &(*procedure)->definition() : nullptr, now.LocalDate(), days_ahead)) all.push_back(std::move(notice));
  }
  return all;
}

std::string Word(Delivery::State state, Language language) {
  const bool zh = language == Language::kChinese;
  switch (state) {
    case Delivery::State::kDelivered: return zh ? "已投递" : "delivered";
    case Delivery::State::kKnown: return zh ? "以前已投递" : "delivered before";
    case Delivery::State::kFailed: return zh ? "未投递" : "not delivered";
  }
  return "";
}

std::string Line(const Notice& notice, Language language) {
  return fmt::format("{} {}", notice.dossier, notice.sentence.In(language));
}

int Print(Session& session, const std::vector<Delivery>& deliveries) {
  const auto count = [&](Delivery::State state) {
    return std::count_if(deliveries.begin(), deliveries.end(), [&](const Delivery& one) { return one.state == state; });
  };
  const auto failed = count(Delivery::State::kFailed);
  if (session.json()) {
    Data list = Data::EmptyList();
    for (const Delivery& one : deliveries) {
      Data told = ToData(one.notice)["notice"];
      const bool bad = one.state == Delivery::State::kFailed;
      told.Set("state", bad ? "failed" : one.state == Delivery::State::kKnown ? "known" : "delivered").Set("attempts", one.attempts).Set("file", one.file);
      told.Set("reason", bad ? Data(session.In(one.reason)) : Data());
      list.Append(std::move(told));
    }
    session.Print(Data::OfMembers({{"notices", std::move(list)}}));
    return failed == 0 ? kDone : kWrong;
  }
  for (const Delivery& one : deliveries) {
    if (one.state == Delivery::State::kKnown) continue;
    session.Print(fmt::format("{} {}{}\n", Word(one.state, session.language()), Line(one.notice, session.language()),
                              one.state == Delivery::State::kFailed ? "\n    " + session.In(one.reason) : ""));
  }
  session.Print(session.In({fmt::format("提醒 {} 条:新投递 {},以前已投递 {},未投递 {}{}\n", deliveries.size(), count(Delivery::State::kDelivered),
                                        count(Delivery::State::kKnown), failed, failed == 0 ? "。" : "(下次再投)。"),
                            fmt::format("{} notices: {} delivered now, {} before, {} not{}\n", deliveries.size(), count(Delivery::State::kDelivered),
                                        count(Delivery::State::kKnown), failed, failed == 0 ? "." : " (to be tried again).")}));
  return failed == 0 ? kDone : kWrong;
}

}  // namespace

int Run(Session& session, const NotifyArguments& arguments) {
  const FunctionType* notifier = FindFunction(session, FunctionKind::kNotifier, arguments.notifier);
  const auto configuration = notifier == nullptr ? std::nullopt : FunctionConfiguration(session, *notifier, arguments.configuration);
  const auto now = configuration ? MomentOf(session, arguments.at, Session::Now()) : std::nullopt;
  if (!now) {
    return kImpossible;
  }
  if (arguments.to.empty() && !arguments.dry_run) {
    session.Complain({"应以 --to 写明投递目录,或者以 --dry-run 只列出。", "Expected the spool folder in --to, or --dry-run to only list."});
    return kImpossible;
  }
  const auto notices = AllNotices(session, *now, arguments.days_ahead);
  if (!notices) {
    return kImpossible;
  }
  if (arguments.dry_run) {
    Data list = Data::EmptyList();
    for (const Notice& notice : *notices) {
      list.Append(ToData(notice)["notice"]);
      if (!session.json()) session.Print(Line(notice, session.language()) + "\n");
    }
    if (session.json()) session.Print(Data::OfMembers({{"notices", std::move(list)}}));
    return kDone;
  }
  const OutboxRequest request = {notifier->id, *configuration, arguments.to, session.store_path() + ".notices.jsonl", *now, session.language()};
  const auto deliveries = DeliverNotices(*session.installation()->functions(), request, *notices);
  if (!deliveries) {
    return session.Fail(deliveries.error());
  }
  return Print(session, *deliveries);
}

}  // namespace juece::cli
