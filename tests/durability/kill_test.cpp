// A process that is killed at any moment loses nothing that it acknowledged and leaves a store that can be read at once. The next process
// gives the commands of which nobody knows again, with their keys, and none of them is recorded twice.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <thread>

#include "durability/whole.h"
#include "support/temp_dir.h"
#include "unit/runtime/kit.h"

namespace juece {
namespace {

constexpr int kThreads = 4;
constexpr int kKillsAStore = 20;  // then a new one, so that looking at all of it stays cheap

// Beside this test.
std::string WorkerPath() { return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "durability_worker"; }

struct Killed {
  std::string said;
  int how = 0;
};

// Starts the worker, lets it run for a while after its first line, kills it, and returns what it said.
Killed RunAndKill(const std::string& store, const std::string& temporary, const std::vector<int>& first, int microseconds) {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    setenv("TMPDIR", temporary.c_str(), 1);
    std::vector<std::string> words{WorkerPath(), store, std::to_string(kThreads)};
    for (const int n : first) words.push_back(std::to_string(n));
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  REQUIRE(child > 0);
  close(ends[1]);
  Killed killed;
  char block[4096];
  const ssize_t begun = read(ends[0], block, sizeof block);
  if (begun > 0) killed.said.assign(block, static_cast<std::size_t>(begun));
  // While the worker runs somebody must take what it says, or it would wait for the pipe.
  std::thread reader([&] {
    for (ssize_t count = 0; (count = read(ends[0], block, sizeof block)) > 0;) killed.said.append(block, static_cast<std::size_t>(count));
  });
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
  kill(child, SIGKILL);
  waitpid(child, &killed.how, 0);
  reader.join();
  close(ends[0]);
  return killed;
}

struct Acknowledged {
  std::map<std::string, std::string> notes;  // text -> dossier
  std::vector<int> next = std::vector<int>(kThreads, 0);

  void Take(const std::string& said) {
    std::size_t at = 0;
    for (std::size_t end = 0; (end = said.find('\n', at)) != std::string::npos; at = end + 1) {
      const std::string line = said.substr(at, end - at);
      const std::size_t space = line.find(' ');
      const std::string text = line.substr(space + 1);
      CHECK(notes.emplace(text, line.substr(0, space)).second);
      int thread = 0;
      int number = 0;
      REQUIRE(std::sscanf(text.c_str(), "note-%d-%d", &thread, &number) == 2);
      next[static_cast<std::size_t>(thread)] = std::max(next[static_cast<std::size_t>(thread)], number + 1);
    }
    CHECK(at == said.size());
  }
};

void CheckStore(const std::string& path, kit::Office& office, const Acknowledged& acknowledged) {
  SqliteOptions options;
  options.busy_timeout_ms = 1000;
  auto store = OpenSqliteStore(path, options);
  INFO((store ? "" : store.error().message().en));
  REQUIRE(store.has_value());
  test::CheckWhole(**store);
  Engine engine(office.installation, **store);
  std::map<std::string, int> found;
  const auto dossiers = (*store)->Dossiers();
  for (const std::string& id : *dossiers) {
    CHECK(engine.Replay(id).value().empty());
    const auto state = engine.Get(id).value();
    for (const RecordedAction& action : state->actions()) ++found[action.data["text"].AsText() + "@" + id];
  }
  for (const auto& [note, times] : found) {
    INFO(note);
    CHECK(times == 1);
  }
  for (const auto& [text, dossier] : acknowledged.notes) {
    INFO(text << " in " << dossier);
    CHECK(found.count(text + "@" + dossier) == 1);
  }
}

}  // namespace

TEST_CASE("a process killed at random moments loses nothing acknowledged, and nothing is recorded twice") {
  const char* wanted = std::getenv("JUECE_KILLS");
  const int kills = wanted == nullptr ? 20 : std::atoi(wanted);
  std::mt19937 random(wanted == nullptr ? 7U : std::random_device()());
  kit::Office office;
  std::size_t total = 0;
  for (int done = 0; done < kills;) {
    const test::TempDir folder;
    const test::TempDir temporary;
    Acknowledged acknowledged;
    for (int i = 0; i < kKillsAStore && done < kills; ++i, ++done) {
      const int microseconds = static_cast<int>(random() % 25000);
      INFO("kill " << done << " after " << microseconds << " us");
      const Killed killed = RunAndKill(folder / "juece.db", temporary.path().string(), acknowledged.next, microseconds);
      REQUIRE(WIFSIGNALED(killed.how));
      acknowledged.Take(killed.said);
      CheckStore(folder / "juece.db", office, acknowledged);
    }
    total += acknowledged.notes.size();
  }
  CHECK(total > static_cast<std::size_t>(kills));
  if (wanted != nullptr) std::printf("%d kills, %zu acknowledged commands, all found once\n", kills, total);
}

}  // namespace juece
