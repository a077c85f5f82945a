// Notices and their outbox: the same id whenever it is computed, delivered at least once, never torn, tried again.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/json.h"
#include "runtime/outbox.h"
#include "support/temp_dir.h"

namespace juece {
namespace {
namespace fs = std::filesystem;

// Composes one line a notice; fails for titles in `broken`.
struct Lines : FunctionHost {
  FunctionType type;
  std::string broken;
  mutable int calls = 0;
  Lines() {
    type.id = "lines";
    type.kind = FunctionKind::kNotifier;
    type.media_types = {"text/plain"};
  }
  const FunctionType* FindFunction(std::string_view id) const override { return id == type.id ? &type : nullptr; }
  std::vector<const FunctionType*> Functions() const override { return {&type}; }
  std::vector<Text> CheckFunctionConfiguration(std::string_view, const Data&) const override { return {}; }
  FunctionAnswer RunFunction(std::string_view, const FunctionCall& call) const override {
    ++calls;
    FunctionAnswer answer;
    if ((*call.subject)["notice"]["title"].AsText() == broken) {
      answer.failure = "no ink";
      return answer;
    }
    answer.media_type = "text/plain";
    answer.name = "line.txt";
    answer.content = (*call.subject)["notice"]["sentence"]["zh"].AsText() + "\n";
    return answer;
  }
};

Notice Make(const std::string& id, const std::string& title) {
  Notice notice;
  notice.id = id;
  notice.title = title;
  notice.sentence = {title + "到期", title + " is due"};
  return notice;
}

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, std::string> FilesIn(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) files[entry.path().filename().string()] = ReadAll(entry.path());
  return files;
}

struct NoticeDesk {
  test::TempDir folder;
  OutboxRequest request;
  Lines functions;
  std::vector<Notice> notices = {Make("aa", "甲"), Make("bb", "乙")};
  NoticeDesk() {
    request.notifier = "lines";
    request.folder = folder / "spool";
    request.book = folder / "book.jsonl";
    request.now = *Instant::Parse("2024-03-01T09:00:00+08:00");
    fs::create_directories(request.folder);
  }
  std::vector<Delivery> Run() {
    auto done = DeliverNotices(functions, request, notices);
    REQUIRE(done.has_value());
    return *std::move(done);
  }
};

using State = Delivery::State;

}  // namespace

TEST_CASE("each notice is delivered once and remembered", "[notices]") {
  NoticeDesk desk;
  const auto first = desk.Run();
  CHECK(first[0].state == State::kDelivered);
  CHECK(first[0].file == "aa.txt");
  CHECK(FilesIn(desk.request.folder) == std::map<std::string, std::string>{{"aa.txt", "甲到期\n"}, {"bb.txt", "乙到期\n"}});
  // The outside program takes them away; they are not written again.
  fs::remove(fs::path(desk.request.folder) / "aa.txt");
  const auto second = desk.Run();
  CHECK(second[0].state == State::kKnown);
  CHECK(second[1].state == State::kKnown);
  CHECK(FilesIn(desk.request.folder).size() == 1);
  CHECK(desk.functions.calls == 2);
}

TEST_CASE("what could not be delivered is tried again, and the others are not held up", "[notices]") {
  NoticeDesk desk;
  desk.functions.broken = "甲";
  const auto first = desk.Run();
  CHECK(first[0].state == State::kFailed);
  CHECK(first[0].reason.en == "no ink");
  CHECK(first[1].state == State::kDelivered);
  const auto second = desk.Run();
  CHECK(second[0].attempts == 2);
  CHECK(second[0].state == State::kFailed);
  desk.functions.broken.clear();
  const auto third = desk.Run();
  CHECK(third[0].state == State::kDelivered);
  CHECK(third[0].attempts == 3);
  CHECK(third[1].state == State::kKnown);
}

TEST_CASE("a run that ended between the file and the book delivers the same file", "[notices]") {
  NoticeDesk desk;
  (void)desk.Run();
  const auto before = FilesIn(desk.request.folder);
  fs::remove(desk.request.book);
  const auto again = desk.Run();
  CHECK(again[0].state == State::kDelivered);
  CHECK(FilesIn(desk.request.folder) == before);
}

TEST_CASE("a book whose last line was cut off is mended, and that notice is delivered again", "[notices]") {
  NoticeDesk desk;
  (void)desk.Run();
  const std::string whole = ReadAll(desk.request.book);
  for (const std::size_t cut : {whole.size() - 1, whole.size() - 20, whole.find('\n') + 1, std::size_t{3}}) {
    INFO(cut);
    std::ofstream(desk.request.book, std::ios::binary | std::ios::trunc) << whole.substr(0, cut);
    const auto again = desk.Run();
    CHECK(again[1].state == State::kDelivered);
    const auto settled = desk.Run();
    CHECK(settled[0].state == State::kKnown);
    CHECK(settled[1].state == State::kKnown);
  }
}

TEST_CASE("a half-written file of an earlier run is never seen, nor in the way", "[notices]") {
  NoticeDesk desk;
  std::ofstream(fs::path(desk.request.folder) / ".aa.txt.part") << "half";
  (void)desk.Run();
  CHECK(FilesIn(desk.request.folder).at("aa.txt") == "甲到期\n");
  CHECK(FilesIn(desk.request.folder).count(".aa.txt.part") == 0);
}

TEST_CASE("another folder is another delivery; one that is not there is said", "[notices]") {
  NoticeDesk desk;
  (void)desk.Run();
  desk.request.folder = desk.folder / "other";
  CHECK(DeliverNotices(desk.functions, desk.request, desk.notices).error().code() == StatusCode::kNotFound);
  fs::create_directories(desk.request.folder);
  CHECK(desk.Run()[0].state == State::kDelivered);
  std::ofstream(desk.request.book, std::ios::app) << "garbage\n";
  const auto spoilt = DeliverNotices(desk.functions, desk.request, desk.notices);
  REQUIRE_FALSE(spoilt.has_value());
  CHECK(spoilt.error().code() == StatusCode::kCorrupt);
}

}  // namespace juece
