// The tag files of a bag that is being written: give every payload file, then take the texts. Pure; nothing here knows the time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "digest/checksum.h"

namespace juece {

class BagWriter {
 public:
  // `algorithms`: as in the manifests' names, e.g. {"sha512", "sm3"}; Checksum knows them.
  explicit BagWriter(std::vector<std::string> algorithms) : algorithms_(std::move(algorithms)) {}

  // A payload file as its bytes come by, so that a large one is read once.
  class File {
   public:
    void Update(std::string_view block);

   private:
    friend class BagWriter;
    std::vector<Checksum> sums_;
    std::uint64_t size_ = 0;
  };
  [[nodiscard]] File Begin() const;
  // `path` begins with "data/".
  void Add(const std::string& path, File file);
  void AddBytes(const std::string& path, std::string_view bytes);

  // The checksum of a file that was added, in hex; `algorithm` is one of the writer's.
  [[nodiscard]] std::string SumOf(const std::string& path, std::string_view algorithm) const;

  // bagit.txt, bag-info.txt (with Payload-Oxum added), the manifests and the tag manifests: names and contents, sorted by name.
  [[nodiscard]] std::map<std::string, std::string> TagFiles(const std::vector<std::pair<std::string, std::string>>& info) const;

 private:
  std::vector<std::string> algorithms_;
  std::map<std::string, std::vector<std::string>> payload_;  // path -> hex by algorithm
  std::uint64_t bytes_ = 0;
};

}  // namespace juece
