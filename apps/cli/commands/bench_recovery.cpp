#include "commands/bench_recovery.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "dossier/apply.h"
#include "store/event_store.h"

namespace juece::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kDossiers = 150;
constexpr int kRecoveredEvents = 200;  // of each, as a dossier of the national procedure has
constexpr int kRecoveryRounds = 7;

using Rows = std::vector<std::pair<std::string, std::string>>;  // previous hash and bytes

EventBody BodyAt(int i) {
  const int round = i / 3 + 1;
  if (i == 0) {
    DossierOpened opened;
    opened.procedure = "cn.major-decision";
    opened.title = "试验道路";
    opened.organ = "安平市人民政府";
    return opened;
  }
  if (i % 3 == 1) return StepEntered{"public_participation", round, "drafting", "drafted", "argumentation", "public"};
  if (i % 3 == 0) return StepLeft{"public_participation", round, "participated", "", "张三"};
  return ActionRecorded{"public_participation", round, "record_opinions", "opinions_recorded",
                        Data::OfMembers({{"count", i}, {"channel", "市政府网站意见征集栏目"}, {"summary", "同意线路走向,建议加密站点、完善公交接驳"}}), {}};
}

// A history of about 400 bytes an event: opened, then steps entered, acted in and left.
std::vector<Event> History() {
  std::vector<Event> events(kRecoveredEvents);
  for (int i = 0; i < kRecoveredEvents; ++i) {
    Event& event = events[static_cast<std::size_t>(i)];
    event.recorded_at = event.occurred_at = Instant(1709254800000 + i * 60'000, kChinaOffsetMinutes);
    event.actor = {"张三", "undertaking_unit", ""};
    event.body = BodyAt(i);
  }
  return events;
}

std::string_view Column(sqlite3_stmt* statement, int column) {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

// Everything in the order of the dossiers, every column taken into the hand.
std::size_t BareScan(sqlite3* db, Rows* rows) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, "SELECT position, bytes, previous_hash, hash FROM events ORDER BY dossier, position", -1, &statement, nullptr);
  std::size_t sum = 0;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (const int column : {1, 2, 3}) sum += Column(statement, column).size();
    if (rows != nullptr) rows->emplace_back(Column(statement, 2), Column(statement, 1));
  }
  sqlite3_finalize(statement);
  return sum;
}

double BareHashing(const char* name, const Rows& rows) {
  EVP_MD* method = EVP_MD_fetch(nullptr, name, nullptr);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  unsigned char digest[EVP_MAX_MD_SIZE] = {};
  const double us = MicrosecondsOf([&] {
    for (const auto& [previous, bytes] : rows) {
      EVP_DigestInit_ex2(context, method, nullptr);
      EVP_DigestUpdate(context, previous.data(), previous.size());
      EVP_DigestUpdate(context, "\n", 1);
      EVP_DigestUpdate(context, bytes.data(), bytes.size());
      EVP_DigestFinal_ex(context, digest, nullptr);
    }
  });
  EVP_MD_CTX_free(context);
  EVP_MD_free(method);
  return us;
}

Status Fill(const std::string& path, DigestAlgorithm algorithm) {
  SqliteOptions options;
  options.algorithm = algorithm;
  auto store = OpenSqliteStore(path, options);
  if (!store) return store.error();
  for (int i = 0; i < kDossiers; ++i) {
    std::vector<Event> events = History();
    if (Status appended = (*store)->Append(fmt::format("2024-{:04}", i + 1), 0, events); !appended.ok()) return appended;
  }
  return Status::Ok();
}

// Microseconds of reading, checking and folding everything; an error where something is not whole.
Result<double> Recover(EventStore& store) {
  Status status;
  std::int64_t folded = 0;
  const double us = MicrosecondsOf([&] {
    const auto dossiers = store.Dossiers();
    for (std::size_t i = 0; dossiers && i < dossiers->size(); ++i) {
      Dossier dossier;
      const auto report = store.Verify((*dossiers)[i], [&](Event&& event) { Apply(dossier, std::move(event)); });
      if (!report || !report->breaks.empty()) status = Status::Corrupt({"被测的链不完整", "a measured chain is not whole"});
      folded += dossier.version();
    }
  });
  if (status.ok() && folded != std::int64_t{kDossiers} * kRecoveredEvents) status = Status::Internal({"没有读全", "not everything was read"});
  return status.ok() ? Result<double>(us) : Result<double>(status);
}

Status Measure(const std::string& path, DigestAlgorithm algorithm, const char* method, std::vector<Figure>& figures) {
  if (Status filled = Fill(path, algorithm); !filled.ok()) return filled;
  SqliteOptions options;
  options.read_only = true;
  auto store = OpenSqliteStore(path, options);
  if (!store) return store.error();
  sqlite3* db = nullptr;
  sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr);
  Rows rows;
  BareScan(db, &rows);
  std::vector<double> bare;
  std::vector<double> ours;
  Status status;
  for (int round = 0; round < kRecoveryRounds && status.ok(); ++round) {
    const double scan = MicrosecondsOf([&] { (void)BareScan(db, nullptr); });
    bare.push_back(scan + BareHashing(method, rows));
    const auto us = Recover(**store);
    if (us) {
      ours.push_back(*us);
    } else {
      status = us.error();
    }
  }
  sqlite3_close(db);
  if (!status.ok()) return status;
  constexpr double kCount = kDossiers * kRecoveredEvents;
  const std::string id(ToString(algorithm));
  figures.push_back({"recovery_" + id, kCount / Median(ours) * 1e6, "1/s", ">= 300000", 0});
  figures.push_back({"recovery_" + id + "_bare", kCount / Median(bare) * 1e6, "1/s", "", 0});
  figures.push_back({"recovery_" + id + "_of_bare", Median(bare) / Median(ours), "x", ">= 0.5", 0});
  return Status::Ok();
}

}  // namespace

Result<std::vector<Figure>> MeasureRecovery() {
  const fs::path folder = fs::temp_directory_path() / fmt::format("juece-bench-recovery-{}", getpid());
  std::error_code error;
  fs::create_directory(folder, error);
  std::vector<Figure> figures;
  Status status = Measure((folder / "sm3.db").string(), DigestAlgorithm::kSm3, "SM3", figures);
  if (status.ok()) status = Measure((folder / "sha256.db").string(), DigestAlgorithm::kSha256, "SHA2-256", figures);
  fs::remove_all(folder, error);
  return status.ok() ? Result<std::vector<Figure>>(std::move(figures)) : Result<std::vector<Figure>>(status);
}

}  // namespace juece::cli
