#include "exchange/page_count.h"

#include <catch2/catch.hpp>

namespace juece {
namespace {

std::optional<int> PagesOf(std::string_view bytes) {
  std::optional<int> whole;
  for (const std::size_t block : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {  // blocks may end anywhere
    PageCounter counter;
    for (std::size_t at = 0; at < bytes.size(); at += block) counter.Update(bytes.substr(at, block));
    if (block > 1) CHECK(counter.Pages() == whole);
    whole = counter.Pages();
  }
  return whole;
}

TEST_CASE("pages are counted where the file tells, and not guessed elsewhere") {
  const std::string tree = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Kids [3 0 R 4 0 R] /Count 12 /Type\n/Pages >>\nendobj\n";
  CHECK(PagesOf(tree) == 12);
  CHECK(PagesOf(tree + "3 0 obj << /Type /Pages /Parent 2 0 R /Count 5 >> endobj\n4 0 obj<</Type/Outlines/Count 99>>endobj") == 12);
  CHECK(PagesOf(tree + "5 0 obj << /Length 40 >> stream\n6 0 obj << /Type /Pages /Count 77 >> endobj\nendstream endobj") == 12);
  CHECK(PagesOf(tree + "2 0 obj << /Type /Pages /Count 13 >> endobj") == 13);  // an added revision
  CHECK_FALSE(PagesOf("%PDF-1.7\n1 0 obj << /Type /ObjStm /Length 3 >> stream\nxyz\nendstream endobj").has_value());
  CHECK_FALSE(PagesOf("%PDF-1.7\n1 0 obj << /Type /Pages /Count -3 >> endobj").has_value());
  CHECK_FALSE(PagesOf("%PDF-1.7\n1 0 obj << /Type /PagesX /CountX 3 >> endobj").has_value());
  CHECK(PagesOf("\xFF\xD8\xFF\xE0 picture") == 1);
  CHECK(PagesOf("\x89PNG\r\n\x1A\n....") == 1);
  CHECK_FALSE(PagesOf("plain text of some length /Type /Pages /Count 3").has_value());
  CHECK_FALSE(PagesOf("").has_value());
}

TEST_CASE("a large file takes little memory") {
  PageCounter counter;
  counter.Update("%PDF-1.7\n1 0 obj << >> stream\n");
  const std::string block(1U << 16U, 'x');
  for (int i = 0; i < 200; ++i) counter.Update(block);
  counter.Update("endstream endobj 2 0 obj << /Type /Pages /Count 4 >> endobj");
  CHECK(counter.Pages() == 4);
}

}  // namespace
}  // namespace juece
