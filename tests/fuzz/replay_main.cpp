// Feeds every file of a corpus folder to a fuzz target: each whole, cut short, and with one byte
// changed.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void Feed(const std::string& bytes) {
  // An exact copy on the heap: a sanitizer then sees every byte that is read beyond the end.
  const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(copy.data(), copy.size());
}

void FeedWithNeighbours(const std::string& bytes) {
  Feed(bytes);
  const std::size_t step = std::max<std::size_t>(1, bytes.size() / 64);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    Feed(bytes.substr(0, at));
    for (const char c : {'\0', '<', '"', '{', '9', '\xff'}) {
      std::string changed = bytes;
      changed[at] = c;
      Feed(changed);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::cerr << "expected one argument, a folder of inputs\n";
    return 2;
  }
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    FeedWithNeighbours(std::string(std::istreambuf_iterator<char>(in), {}));
    ++files;
  }
  if (files == 0) {
    std::cerr << "expected at least one input in " << argv[1] << ", but found none\n";
    return 1;
  }
  std::cout << files << " inputs and their neighbours\n";
  return 0;
}
