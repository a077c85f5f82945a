// One forbidden move for each hard gate, everything before it lawful: refused there with code and article, no event stored, the
// state unchanged, the attempt logged.
#include <catch2/catch.hpp>
#include <set>

#include "base/article.h"
#include "base/json.h"
#include "scenario.h"

namespace juece::scenario {
namespace {

namespace fs = std::filesystem;

std::size_t ForbiddenEntry(const Data& script) {
  const Data::List& entries = script["entries"].AsList();
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].Has("expect")) found.push_back(i);
  }
  REQUIRE(found.size() == 1);
  return found.front();
}

// The script up to the forbidden move, exclusive (or inclusive).
Data CutAt(const Data& script, std::size_t entry, bool inclusive) {
  Data cut = script;
  const Data::List& entries = script["entries"].AsList();
  cut.Set("entries", Data(Data::List(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(entry + (inclusive ? 1 : 0)))));
  return cut;
}

void CheckSentence(const Text& message) {
  CHECK(message.en.rfind("Expected to ", 0) == 0);
  CHECK(message.en.find(", but ") != std::string::npos);
  CHECK(message.zh.rfind("应", 0) == 0);
  CHECK(message.zh.find("但") != std::string::npos);
}

void CheckForbidden(const fs::path& path) {
  const Data script = ReadJsonFile(path);
  const std::size_t entry = ForbiddenEntry(script);
  const Data expect = script["entries"].AsList()[entry]["expect"];
  Run before(CutAt(script, entry, false), path);
  REQUIRE(Complaints(before.result()) == "");
  REQUIRE(before.result().rejections.empty());

  Run after(CutAt(script, entry, true), path);
  REQUIRE(after.result().rejections.size() == 1);
  const ScriptRejection& refused = after.result().rejections.front();
  CHECK(refused.entry == static_cast<std::int64_t>(entry));
  CHECK(refused.rejection.code == expect["rejected"].AsText());
  CHECK(refused.rejection.article == expect["article"].AsText());
  CHECK(refused.expected);
  CHECK(after.result().unmet.empty());
  CheckSentence(refused.rejection.message);

  CHECK(after.events().size() == before.events().size());
  CHECK(after.dossier()->version() == before.dossier()->version());
  CHECK(after.dossier()->last_hash() == before.dossier()->last_hash());
  CHECK(after.Replay() == "");
  CHECK(Violations(after.events()) == "");  // what was refused did not happen

  CHECK(before.attempts().empty());
  const std::vector<Attempt> attempts = after.attempts();
  REQUIRE(attempts.size() == 1);
  CHECK(attempts.front().rejection.code == refused.rejection.code);
  CHECK(attempts.front().rejection.article == refused.rejection.article);
  CHECK(attempts.front().actor.name == script["entries"].AsList()[entry]["actor"].AsText());
}

}  // namespace

TEST_CASE("a forbidden move is refused at its gate and leaves no trace but the attempt", "[scenario][forbidden]") {
  for (const fs::path& path : Scripts("forbidden")) {
    DYNAMIC_SECTION(path.filename().string()) { CheckForbidden(path); }
  }
}

TEST_CASE("every hard gate of the Regulation has a forbidden move", "[scenario][forbidden]") {
  std::set<int> gates;
  for (const fs::path& path : Scripts("forbidden")) {
    const Data script = ReadJsonFile(path);
    for (const Data& entry : script["entries"].AsList()) {
      const auto article = ArticleRef::Parse(entry["expect"]["article"].AsText());
      if (article && article->statute == "R713") gates.insert(article->article);
    }
  }
  for (const int article : {10, 11, 14, 15, 16, 17, 18, 19, 20, 24, 25, 26, 28, 29, 30, 31, 32, 33, 34, 36, 37}) {
    CAPTURE(article);
    CHECK(gates.contains(article));
  }
}

}  // namespace juece::scenario
