#include "runtime/step_table.h"

#include <catch2/catch.hpp>

#include <deque>
#include <thread>

#include "kit.h"
#include "runtime/procedure_loader.h"

namespace juece {
namespace {

class Plain : public StepHandler {
 public:
  explicit Plain(bool is_made) : made_(is_made) {}
  Effects Enter(const StepRequest&) override { return {}; }
  Effects Submit(const StepRequest&) override { return {}; }
  Effects Deadline(const StepRequest&) override { return {}; }
  [[nodiscard]] bool made() const override { return made_; }

 private:
  bool made_;
};

// Gives what stands in the list, then handlers that are made, and counts.
class CountingFactory : public StepFactory {
 public:
  std::vector<Text> CheckConfiguration(std::string_view, const Data&) override { return {}; }
  std::shared_ptr<StepHandler> Create(std::string_view, const Data&) override {
    ++asked;
    if (first.empty()) return std::make_shared<Plain>(true);
    auto next = first.front();
    first.pop_front();
    return next;
  }
  std::deque<std::shared_ptr<StepHandler>> first;
  int asked = 0;
};

struct TableFixture {
  kit::Office office;
  std::shared_ptr<CountingFactory> factory = std::make_shared<CountingFactory>();
  std::unique_ptr<StepTable> table;

  TableFixture() {
    const Installation& known = *office.installation;
    const auto installation = Installation::Of(known.catalog(), factory, known.statutes(), known.calendar(), known.paths());
    const LoadedProcedure loaded = LoadProcedure(*installation, office.procedure_file, {});
    REQUIRE(loaded.procedure != nullptr);
    table = std::make_unique<StepTable>(loaded.procedure, installation);
  }
};

TEST_CASE("a step that the procedure does not have is not found") {
  TableFixture f;
  CHECK(f.table->Find("nothing") == nullptr);
  REQUIRE(f.table->Find("drafting") != nullptr);
  CHECK(f.table->Find("drafting")->node->id == "drafting");
  CHECK(f.factory->asked == 0);
}

TEST_CASE("a handler is made once, when it is first asked for") {
  TableFixture f;
  StepTable::Step& step = *f.table->Find("drafting");
  const auto handler = f.table->HandlerOf(step);
  REQUIRE(handler != nullptr);
  CHECK(f.table->HandlerOf(step) == handler);
  CHECK(f.factory->asked == 1);
}

TEST_CASE("what could not be made is asked for again the next time") {
  TableFixture f;
  f.factory->first = {nullptr, std::make_shared<Plain>(false)};
  StepTable::Step& step = *f.table->Find("drafting");
  CHECK(f.table->HandlerOf(step) == nullptr);
  const auto broken = f.table->HandlerOf(step);
  REQUIRE(broken != nullptr);
  CHECK_FALSE(broken->made());
  const auto good = f.table->HandlerOf(step);
  REQUIRE(good != nullptr);
  CHECK(good->made());
  CHECK(f.table->HandlerOf(step) == good);
  CHECK(f.factory->asked == 3);
}

TEST_CASE("many threads get the same handler") {
  TableFixture f;
  StepTable::Step& step = *f.table->Find("drafting");
  std::vector<std::shared_ptr<StepHandler>> got(8);
  std::vector<std::thread> threads;
  for (auto& mine : got) threads.emplace_back([&mine, &f, &step] { mine = f.table->HandlerOf(step); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& mine : got) CHECK((mine != nullptr && mine == got.front()));
  CHECK(f.factory->asked == 1);
}

}  // namespace
}  // namespace juece
