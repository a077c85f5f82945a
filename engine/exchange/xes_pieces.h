// Cuts a log into pieces that are logs of their own, so that several threads can read one log. Cuts stand behind a "</trace>" only, and
// only where that text cannot be anything else: in UTF-8, without comments, CDATA or instructions behind the start of the root. Where a
// cut was wrong all the same (cases inside of something else, a damaged file), a piece is no well-formed log: whoever finds a piece that
// cannot be read reads the whole log from its beginning in one go, which then says what is wrong with it. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace juece {

class XesPieces {
 public:
  // `size`: about how many bytes a piece has.
  explicit XesPieces(std::size_t size) : size_(size) {}

  // Takes the next bytes and appends the pieces that are complete. False, from then on, where the log cannot be cut.
  bool Feed(std::string_view bytes, std::vector<std::string>& pieces);
  // The rest, after the last byte.
  bool Finish(std::vector<std::string>& pieces);

 private:
  bool FindRoot();
  bool Refuse() {
    cuttable_ = false;
    return false;
  }

  std::size_t size_;
  std::string waiting_;     // not handed out yet
  std::string start_;       // the start tag of the root
  std::size_t inside_ = 0;  // where the root's content begins in waiting_
  std::size_t looked_ = 0;  // bytes of waiting_ that hold nothing to fear
  bool first_ = true;
  bool cuttable_ = true;
};

}  // namespace juece
