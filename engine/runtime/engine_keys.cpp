// Answering a command that was given before.
#include <fmt/format.h>

#include "process/refusal.h"
#include "runtime/command_keys.h"
#include "runtime/engine_impl.h"

namespace juece {
namespace {

Text UsedFor(const KeyedAnswer& known) {
  if (known.first > 0) {
    return {fmt::format("案卷 {} 第 {} 条", known.dossier, known.first), fmt::format("dossier {}, position {}", known.dossier, known.first)};
  }
  const std::string dossier = known.dossier.empty() ? "—" : known.dossier;
  return {fmt::format("案卷 {} 被拒绝的第 {} 次操作", dossier, known.attempt), fmt::format("dossier {}, refused attempt {}", dossier, known.attempt)};
}

}  // namespace

Result<std::optional<Engine::Impl::Answered>> Engine::Impl::AnswerTo(std::string_view key, const std::string& content, const Attempt& again) {
  const auto known = store.FindKey(key);
  if (!known) return known.error();
  if (!*known) return std::optional<Answered>();
  const KeyedAnswer& first = **known;
  Answered answered{first.dossier, {}};
  Outcome& outcome = answered.outcome;
  if (!IsContent(first.content, content)) {
    outcome.rejection = Refuse("key-reused", "", {{"key", Same(std::string(key))}, {"used", UsedFor(first)}});
    Attempt attempt = again;
    attempt.rejection = *outcome.rejection;
    if (Status logged = store.LogAttempt(attempt); !logged.ok()) return logged;
    answered.dossier.clear();
    return std::optional(std::move(answered));
  }
  outcome.repeated = true;
  if (first.first > 0) {
    auto events = store.Read(first.dossier, first.first - 1);
    if (!events) return events.error();
    const auto count = static_cast<std::size_t>(first.last - first.first + 1);
    if (events->size() > count) events->erase(events->begin() + static_cast<std::ptrdiff_t>(count), events->end());
    outcome.events = *std::move(events);
  }
  if (first.attempt > 0) {
    const auto attempts = store.Attempts(first.dossier);
    if (!attempts) return attempts.error();
    const auto at = static_cast<std::size_t>(first.attempt) - 1;
    if (at >= attempts->size()) {
      return Status::Corrupt({fmt::format("请求编号“{}”指向的拒绝记录应在案卷库中,但没有;请执行 juece audit", key),
                              fmt::format("expected the refusal that key {} points to, but the store has none; run juece audit", key)});
    }
    outcome.rejection = (*attempts)[at].rejection;
  }
  outcome.accepted = !outcome.rejection.has_value();
  return std::optional(std::move(answered));
}

std::optional<KeyedAnswer> Engine::Impl::NewKey(std::string_view key, const std::string& content) const {
  if (key.empty()) return std::nullopt;
  KeyedAnswer answer;
  answer.key = key;
  answer.content = SealContent(options.salt(), content);
  return answer;
}

}  // namespace juece
