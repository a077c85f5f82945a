// Where a log is cut, and where it is not.
#include <catch2/catch.hpp>

#include "exchange/xes_pieces.h"

using namespace juece;  // NOLINT: a test file

namespace {

struct Cut {
  bool whole = true;
  std::vector<std::string> pieces;
};

Cut Of(const std::string& log, std::size_t size = 10, std::size_t step = 7) {
  Cut cut;
  XesPieces cutter(size);
  for (std::size_t at = 0; at < log.size() && cut.whole; at += step) cut.whole = cutter.Feed(std::string_view(log).substr(at, step), cut.pieces);
  cut.whole = cut.whole && cutter.Finish(cut.pieces);
  return cut;
}

}  // namespace

TEST_CASE("each piece is a log under the same root") {
  const Cut cut = Of("<?xml version='1.0'?><!-- </trace> --><log a='>' xmlns:x='u'><trace>1</trace><trace>2</trace>\n<trace>3</trace></log>\n", 30, 1);
  REQUIRE(cut.whole);
  CHECK(cut.pieces == std::vector<std::string>{"<?xml version='1.0'?><!-- </trace> --><log a='>' xmlns:x='u'><trace>1</trace></log>",
                                               "<log a='>' xmlns:x='u'><trace>2</trace></log>", "<log a='>' xmlns:x='u'>\n<trace>3</trace></log>\n"});
}

TEST_CASE("a log that could hide the end of a case is not cut") {
  CHECK(Of("<log><trace>1</trace></log>").whole);
  CHECK(Of("<?xml version='1.0' encoding='utf-8'?><log><trace>1</trace></log>").whole);
  for (const char* log : {"<log><!-- --><trace>1</trace></log>", "<log><trace><![CDATA[</trace>]]></trace></log>", "<log><?pi </trace>?></log>",
                          "<!DOCTYPE log><log><trace>1</trace></log>", "<?xml version='1.0' encoding='GBK'?><log><trace>1</trace></log>",
                          "<x:log><x:trace>1</x:trace></x:log>", "<logs></logs>", "<log/>", "", "text", "<log a='"}) {
    INFO(log);
    CHECK_FALSE(Of(log).whole);
  }
}
