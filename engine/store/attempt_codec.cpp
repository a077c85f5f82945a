#include "store/attempt_codec.h"

#include "base/json.h"

namespace juece {
namespace {

constexpr int kAttemptVersion = 1;

Data ToData(const Actor& actor) {
  return Data::OfMembers(
      {{"name", actor.name}, {"role", actor.role}, {"on_behalf_of", actor.on_behalf_of}});
}

Data ToData(const Rejection& rejection) {
  return Data::OfMembers({{"code", rejection.code},
                          {"message", Data::OfMembers({{"zh", rejection.message.zh},
                                                       {"en", rejection.message.en}})},
                          {"article", rejection.article}});
}

}  // namespace

std::string AttemptBytes(const Attempt& attempt) {
  return ToCanonicalJson(Data::OfMembers({{"v", kAttemptVersion},
                                          {"dossier", attempt.dossier},
                                          {"recorded_at", attempt.recorded_at.ToString()},
                                          {"occurred_at", attempt.occurred_at.ToString()},
                                          {"actor", ToData(attempt.actor)},
                                          {"verb", attempt.verb},
                                          {"step", attempt.step},
                                          {"action", attempt.action},
                                          {"rejection", ToData(attempt.rejection)}}));
}

Result<Attempt> AttemptFromBytes(std::string_view bytes) {
  const Result<Data> data = ParseJson(bytes);
  const auto recorded = data ? Instant::Parse((*data)["recorded_at"].AsText()) : std::nullopt;
  const auto occurred = data ? Instant::Parse((*data)["occurred_at"].AsText()) : std::nullopt;
  if (!recorded || !occurred || (*data)["v"].AsInteger() != kAttemptVersion) {
    return Status::Corrupt({"被拒绝操作的记录应为第 1 版的规范字节,但无法读取",
                            "expected a refused attempt as canonical bytes of version 1, but it "
                            "cannot be read"});
  }
  const Data& actor = (*data)["actor"];
  const Data& rejection = (*data)["rejection"];
  Attempt attempt;
  attempt.dossier = (*data)["dossier"].AsText();
  attempt.recorded_at = *recorded;
  attempt.occurred_at = *occurred;
  attempt.actor = {actor["name"].AsText(), actor["role"].AsText(), actor["on_behalf_of"].AsText()};
  attempt.verb = (*data)["verb"].AsText();
  attempt.step = (*data)["step"].AsText();
  attempt.action = (*data)["action"].AsText();
  attempt.rejection = {rejection["code"].AsText(),
                       {rejection["message"]["zh"].AsText(), rejection["message"]["en"].AsText()},
                       rejection["article"].AsText()};
  return attempt;
}

std::vector<ChainBreak> VerifyAttemptChain(DigestAlgorithm algorithm,
                                           const std::vector<StoredAttempt>& attempts) {
  std::vector<ChainBreak> breaks;
  std::string previous;
  std::int64_t position = 0;
  for (const StoredAttempt& attempt : attempts) {
    ++position;
    if (ChainHash(algorithm, attempt.previous_hash, attempt.bytes) != attempt.hash) {
      breaks.push_back({position, "changed"});
    } else if (attempt.previous_hash != previous) {
      breaks.push_back({position, "removed"});
    }
    previous = attempt.hash;
  }
  return breaks;
}

}  // namespace juece
