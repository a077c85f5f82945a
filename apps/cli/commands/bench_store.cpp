#include "commands/bench_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <thread>

#include "digest/signature.h"
#include "record/codec.h"
#include "record/journal.h"
#include "store/event_store.h"

namespace juece::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kTurn = std::chrono::milliseconds(300);
constexpr int kRounds = 3;

// A folder of its own, gone afterwards.
class Place {
 public:
  Place() : path_(std::filesystem::temp_directory_path() / fmt::format("juece-bench-store-{}", getpid())) {
    std::filesystem::create_directory(path_, error_);
  }
  ~Place() { std::filesystem::remove_all(path_, error_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] bool made() const { return !error_; }
  [[nodiscard]] std::string At(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::error_code error_;
  std::filesystem::path path_;
};

double Seconds(Clock::time_point since) { return std::chrono::duration<double>(Clock::now() - since).count(); }

// An event of about 400 bytes, as offices write them.
Event Sample() {
  Event event;
  event.dossier = "2024-0001";
  event.position = 1;
  event.recorded_at = event.occurred_at = Instant(1709254800000, kChinaOffsetMinutes);
  event.actor = {"张三", "undertaking_unit", ""};
  event.body = FactSet{"technical", Data(true), "专业性、技术性较强,涉及轨道交通线网规划与既有管线迁改"};
  return event;
}

// ---- the bare limits ----

// Events a second, each written and synced by itself.
double AppendAndSync(const Place& place, const std::string& bytes) {
  const std::string path = place.At("bare");
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  std::int64_t done = 0;
  const auto start = Clock::now();
  while (Clock::now() - start < kTurn) {
    if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) || ::fdatasync(file) != 0) break;
    ++done;
  }
  const double rate = static_cast<double>(done) / Seconds(start);
  ::close(file);
  return rate;
}

// The rows that an append leaves, made beforehand: no encoding, no hashing, no threads.
class PlainLoop {
 public:
  PlainLoop(const std::string& path, std::string bytes) : bytes_(std::move(bytes)) {
    sqlite3_open(path.c_str(), &db_);
    Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
        "CREATE TABLE events(dossier TEXT NOT NULL, position INTEGER NOT NULL, type TEXT NOT NULL, recorded_at TEXT NOT NULL, bytes BLOB NOT NULL,"
        " previous_hash TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE(dossier, position)) STRICT;"
        "CREATE TABLE journal(sequence INTEGER PRIMARY KEY, log TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, hash TEXT NOT NULL,"
        " link TEXT NOT NULL) STRICT");
    sqlite3_prepare_v2(db_, "INSERT INTO events VALUES(?, ?, ?, ?, ?, ?, ?)", -1, &event_, nullptr);
    sqlite3_prepare_v2(db_, "INSERT INTO journal VALUES(?, ?, ?, ?, ?, ?)", -1, &entry_, nullptr);
    sqlite3_prepare_v2(db_, "BEGIN IMMEDIATE", -1, &begin_, nullptr);
    sqlite3_prepare_v2(db_, "COMMIT", -1, &commit_, nullptr);
  }
  ~PlainLoop() {
    for (sqlite3_stmt* statement : {event_, entry_, begin_, commit_}) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }
  PlainLoop(const PlainLoop&) = delete;
  PlainLoop& operator=(const PlainLoop&) = delete;

  // Events a second, `batch` of them a transaction, each of another dossier.
  double Measure(int batch) {
    std::int64_t done = 0;
    const auto start = Clock::now();
    while (Clock::now() - start < kTurn) {
      Step(begin_);
      for (int i = 0; i < batch; ++i) Insert(i);
      if (!Step(commit_)) break;
      done += batch;
    }
    return static_cast<double>(done) / Seconds(start);
  }

 private:
  void Run(const char* sql) { sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); }
  static bool Step(sqlite3_stmt* statement) {
    const bool done = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return done;
  }
  static void Text(sqlite3_stmt* statement, int at, const std::string& text) {
    sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void Insert(int dossier) {
    const std::string& id = ids_.try_emplace(dossier, fmt::format("2024-{:04}", dossier + 1)).first->second;
    const std::int64_t position = ++positions_[dossier];
    Text(event_, 1, id);
    sqlite3_bind_int64(event_, 2, position);
    Text(event_, 3, type_);
    Text(event_, 4, time_);
    sqlite3_bind_blob(event_, 5, bytes_.data(), static_cast<int>(bytes_.size()), SQLITE_STATIC);
    Text(event_, 6, hash_);
    Text(event_, 7, hash_);
    Step(event_);
    sqlite3_bind_int64(entry_, 1, ++sequence_);
    Text(entry_, 2, log_);
    Text(entry_, 3, id);
    sqlite3_bind_int64(entry_, 4, position);
    Text(entry_, 5, hash_);
    Text(entry_, 6, hash_);
    Step(entry_);
  }

  const std::string bytes_;
  const std::string type_ = "fact_set";
  const std::string time_ = "2024-03-01T09:00:00+08:00";
  const std::string log_ = "events";
  const std::string hash_ = DigestOf(DigestAlgorithm::kSm3, "x");
  std::map<int, std::string> ids_;
  std::map<int, std::int64_t> positions_;
  std::int64_t sequence_ = 0;
  sqlite3* db_ = nullptr;
  sqlite3_stmt* event_ = nullptr;
  sqlite3_stmt* entry_ = nullptr;
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
};

// ---- the store ----

struct Load {
  double rate = 0;
  double batch = 1;  // filings a transaction, on average
};

// Events a second, each submitter appending one after the other to a dossier of its own.
Load Submit(EventStore& store, int submitters, std::map<int, std::int64_t>& versions) {
  std::atomic<bool> stop{false};
  std::atomic<std::int64_t> done{0};
  for (int n = 0; n < submitters; ++n) versions.try_emplace(n, 0);
  const FilingCounts before = store.counts();
  std::vector<std::thread> threads;
  const auto start = Clock::now();
  for (int n = 0; n < submitters; ++n) {
    threads.emplace_back([&, n, version = &versions.at(n)] {
      const std::string id = fmt::format("2024-{:04}", n + 1);
      while (!stop) {
        std::vector<Event> events{Sample()};
        if (!store.Append(id, *version, events).ok()) return;
        ++*version;
        ++done;
      }
    });
  }
  std::this_thread::sleep_for(kTurn);
  stop = true;
  for (std::thread& thread : threads) thread.join();
  const FilingCounts after = store.counts();
  const auto batches = static_cast<double>(std::max<std::int64_t>(after.batches - before.batches, 1));
  return {static_cast<double>(done) / Seconds(start), static_cast<double>(after.filings - before.filings) / batches};
}

Status Durable(const Place& place, std::vector<Figure>& figures) {
  auto store = OpenSqliteStore(place.At("store.db"), {});
  if (!store) return store.error();
  const std::string bytes = CanonicalBytes(Sample());
  PlainLoop plain(place.At("plain.db"), bytes);
  std::map<int, std::int64_t> versions;
  std::vector<double> bare;
  std::map<int, std::vector<double>> ours;
  std::map<int, std::vector<double>> batches;
  std::map<int, std::vector<double>> equal;  // the plain loop at the batch that the store just had
  for (int round = 0; round < kRounds; ++round) {
    bare.push_back(AppendAndSync(place, bytes));
    for (const int submitters : {1, 8, 64}) {
      const Load load = Submit(**store, submitters, versions);
      ours[submitters].push_back(load.rate);
      batches[submitters].push_back(load.batch);
      equal[submitters].push_back(plain.Measure(std::max(1, static_cast<int>(load.batch + 0.5))));
    }
  }
  figures.push_back({"store_bare_append_fdatasync", Median(bare), "1/s", "", 1});
  for (const int submitters : {1, 8, 64}) {
    const double rate = Median(ours[submitters]);
    const double plain_rate = Median(equal[submitters]);
    const std::string name = fmt::format("store_{}_submitters", submitters);
    figures.push_back({name, rate, "1/s", "", rate / Median(bare)});
    figures.push_back({name + "_batch", Median(batches[submitters]), "events", "", 0});
    figures.push_back({name + "_plain_sqlite", plain_rate, "1/s", "", plain_rate / Median(bare)});
    figures.push_back({name + "_of_plain_sqlite", rate / plain_rate, "x", submitters == 1 ? ">= 0.85" : ">= 0.6", 0});
    if (submitters > 1) figures.push_back({name + "_of_fdatasync", rate / Median(bare), "x", submitters == 8 ? ">= 2" : ">= 4", 0});
  }
  return Status::Ok();
}

// ---- chain and signatures ----

// One hash after the other over the same bytes, with a context that is used again; what is hashed stays binary.
double BareChain(const EVP_MD* method, const std::string& bytes, int count) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::string previous(71, 'x');
  unsigned char digest[EVP_MAX_MD_SIZE] = {};
  const double us = MicrosecondsOf([&] {
    for (int i = 0; i < count; ++i) {
      EVP_DigestInit_ex2(context, method, nullptr);
      EVP_DigestUpdate(context, previous.data(), previous.size());
      EVP_DigestUpdate(context, "\n", 1);
      EVP_DigestUpdate(context, bytes.data(), bytes.size());
      EVP_DigestFinal_ex(context, digest, nullptr);
      std::copy(digest, digest + 32, previous.begin());
    }
  });
  EVP_MD_CTX_free(context);
  return us;
}

void Chain(std::vector<Figure>& figures) {
  constexpr int kCount = 20'000;
  const std::string bytes = CanonicalBytes(Sample());
  for (const auto& [algorithm, name] : {std::pair{DigestAlgorithm::kSha256, "SHA2-256"}, std::pair{DigestAlgorithm::kSm3, "SM3"}}) {
    EVP_MD* method = EVP_MD_fetch(nullptr, name, nullptr);
    std::vector<double> bare;
    std::vector<double> ours;
    for (int round = 0; round < 7; ++round) {
      bare.push_back(BareChain(method, bytes, kCount));
      ours.push_back(MicrosecondsOf([&] {
        std::string previous(71, 'x');
        for (int i = 0; i < kCount; ++i) previous = ChainHash(algorithm, previous, bytes);
      }));
    }
    EVP_MD_free(method);
    const std::string id(ToString(algorithm));
    figures.push_back({"chain_" + id, kCount / Median(ours) * 1e6, "1/s", "", 0});
    figures.push_back({"chain_" + id + "_of_bare_openssl", Median(bare) / Median(ours), "x", ">= 0.8", 0});
  }
}

// A checkpoint signs a block: here a thousand entries of the journal, in the time that 64 submitters need for them.
Status Signing(std::vector<Figure>& figures) {
  constexpr double kBlock = 1000;
  double rate = 0;
  for (const Figure& figure : figures) {
    if (figure.name == "store_64_submitters") rate = figure.value;
  }
  const std::string statement(600, 's');
  for (const SignatureScheme scheme : {SignatureScheme::kSm2, SignatureScheme::kEd25519}) {
    const auto key = SigningKey::Generate(scheme);
    if (!key) return key.error();
    const double us = MedianOf(31, [&] { (void)key->Sign(statement); });
    const std::string id(ToString(scheme));
    figures.push_back({"sign_" + id, us, "us", "", 0});
    figures.push_back({"sign_" + id + "_of_a_block", us / (kBlock / rate * 1e6), "x", "<= 0.05", 0});
  }
  return Status::Ok();
}

}  // namespace

Result<std::vector<Figure>> MeasureStore() {
  const Place place;
  if (!place.made()) {
    return Status::Unavailable({"建不了临时文件夹。请检查 TMPDIR 的权限和磁盘空间。", "Cannot make a temporary folder. Check permissions and disk space of TMPDIR."});
  }
  std::vector<Figure> figures;
  if (Status status = Durable(place, figures); !status.ok()) return status;
  Chain(figures);
  if (Status status = Signing(figures); !status.ok()) return status;
  return figures;
}

}  // namespace juece::cli
