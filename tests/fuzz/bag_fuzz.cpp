// Any files are a bag or have an error; no path that is accepted leads out of it. The input is a list of files: a name ended by a
// newline, a byte that says how long the content is (255: a link), the content.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "exchange/bag.h"
#include "exchange/bag_text.h"

namespace {

class Files final : public juece::BagSource {
 public:
  std::map<std::string, std::string> files;
  std::map<std::string, bool> links;

  juece::Result<std::vector<juece::BagFile>> List() override {
    std::vector<juece::BagFile> list{{"data", juece::BagFile::Kind::kFolder, 0}};
    for (const auto& [path, bytes] : files) list.push_back({path, juece::BagFile::Kind::kFile, bytes.size()});
    for (const auto& [path, yes] : links) list.push_back({path, juece::BagFile::Kind::kLink, 0});
    return list;
  }
  juece::Status Read(const std::string& path, const Take& take) override {
    if (path.find("..") != std::string::npos && juece::WhyUnsafe(path).has_value()) std::abort();
    const auto found = files.find(path);
    return found == files.end() ? juece::Status::NotFound({"没有", "none"}) : take(found->second);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Files bag;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string path(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto count = rest.empty() ? 0U : static_cast<unsigned char>(rest.front());
    rest.remove_prefix(rest.empty() ? 0 : 1);
    if (path.empty() || juece::WhyUnsafe(path).has_value()) continue;  // no file system has such an entry
    if (count == 255) {
      bag.links[path] = true;
      continue;
    }
    const std::size_t length = std::min<std::size_t>(count, rest.size());
    bag.files[path] = std::string(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  const auto report = juece::VerifyBag(bag);
  if (!report) std::abort();
  bool errors = juece::HasError(report->findings);
  if (!errors && (report->major == 0 && report->minor == 0)) std::abort();
  if (!errors && !bag.links.empty()) std::abort();
  for (const auto& [path, bytes] : bag.files) {
    const auto line = juece::ParseManifestLine("00  " + juece::EncodeBagPath(path), false);
    // What is written can be read. The form of the RFC has no way to write a path that begins with a blank or an asterisk.
    const bool writable = path.find_first_of("* \t") != 0;
    if (writable && (!line || line->path != path)) std::abort();
  }
  return 0;
}
