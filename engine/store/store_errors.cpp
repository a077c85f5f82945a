#include "store/store_errors.h"

#include <fmt/format.h>

#include <charconv>

namespace juece {

Status ConflictAt(std::string_view dossier, std::int64_t expected, std::int64_t found) {
  return Status::Conflict(
      {fmt::format("案卷 {} 应停在第 {} 条记录,但已有 {} 条:其间另有人办理;请重新读取后再试", dossier,
                   expected, found),
       fmt::format("expected dossier {} to stand at position {}, but it stands at {}: somebody else "
                   "worked on it meanwhile; read it again and retry",
                   dossier, expected, found)});
}

Status KeyTaken(std::string_view key) {
  return Status::Conflict({fmt::format("请求编号“{}”应是新的,但已有命令用过", key), fmt::format("expected a new idempotency key, but \"{}\" was used by a command before", key)});
}

Status NoSuchDossier(std::string_view dossier) {
  return Status::NotFound(
      {fmt::format("应有案卷 {},但案卷库中没有;可用 juece list 查看全部案卷", dossier),
       fmt::format("expected a dossier {}, but the store has none of that id; juece list shows all",
                   dossier)});
}

Status NoSuchDocument(std::string_view digest) {
  return Status::NotFound(
      {fmt::format("案卷库中应存有摘要为 {} 的固定文件,但没有", digest),
       fmt::format("expected a pinned document with digest {}, but the store has none", digest)});
}

std::string DossierId(int year, std::int64_t serial) { return fmt::format("{}-{:04}", year, serial); }

std::int64_t SerialOf(std::string_view id, int year) {
  const std::string prefix = fmt::format("{}-", year);
  if (!id.starts_with(prefix)) return 0;
  const std::string_view digits = id.substr(prefix.size());
  std::int64_t serial = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), serial);
  return error == std::errc() && end == digits.end() && serial > 0 ? serial : 0;
}

}  // namespace juece
