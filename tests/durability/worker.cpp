// What the kill test kills: an engine under load from several threads. Says each acknowledged command on standard output, one line a
// command, "<dossier> <text>", and nothing before it is acknowledged.
// Usage: durability_worker STORE THREADS FIRST...   (FIRST: for each thread the number of its first note)
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "unit/runtime/kit.h"

namespace {

using namespace juece;

void Say(const std::string& dossier, const std::string& text) {
  const std::string line = dossier + " " + text + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(3);  // one call a line: never half a line among others
}

Engine::OpenRequest Request(const std::string& procedure, const std::string& key) {
  Engine::OpenRequest request;
  request.procedure = procedure;
  request.body.title = "A matter";
  request.body.organ = "An organ";
  request.body.facts = {{"technical", Data(true)}};
  request.body.facts_reason = "as filed";
  request.actor = {"Li", "clerk", ""};
  request.occurred_at = request.recorded_at = kit::At("2024-03-01");
  request.key = key;
  return request;
}

int Fail(const Text& why) {
  std::fprintf(stderr, "%s\n", why.en.c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  kit::Office office;
  auto store = OpenSqliteStore(argv[1], {});
  if (!store) return Fail(store.error().message());
  Engine engine(office.installation, **store);
  // The definition is found by its file's name: a retry after a kill must ask for the same, so the key of the opening leaves it out.
  std::vector<std::string> dossiers = (*store)->Dossiers().value();
  while (dossiers.size() < 3) {
    auto opened = engine.Open(Request(office.procedure_file, ""));
    if (!opened) return Fail(opened.error().message());
    dossiers.push_back(opened->dossier);
  }
  std::vector<std::thread> threads;
  for (int n = 0; n < std::atoi(argv[2]); ++n) {
    threads.emplace_back([&, n] {
      for (int i = std::atoi(argv[3 + n]);; ++i) {
        const std::string text = "note-" + std::to_string(n) + "-" + std::to_string(i);
        const std::string& dossier = dossiers[static_cast<std::size_t>(n + i) % dossiers.size()];
        const Command command{dossier, {"Li", "clerk", ""}, kit::At("2024-03-02"), kit::At("2024-03-02"), "", "", {},
                              SubmitAction{"drafting", "note", Data::OfMembers({{"text", text}}), {}}};
        const auto outcome = engine.Submit(command, text);
        if (!outcome || !outcome->accepted) std::_Exit(4);
        Say(dossier, text);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}
