// A bag in memory, and the checksums that make it valid.
#pragma once

#include <map>
#include <string>

#include "digest/checksum.h"
#include "exchange/bag.h"

namespace juece::test {

class MemoryBag final : public BagSource {
 public:
  std::map<std::string, std::string> files;
  std::map<std::string, BagFile::Kind> others;  // folders are told from the files' paths

  Result<std::vector<BagFile>> List() override {
    std::map<std::string, BagFile> all;
    for (const auto& [path, content] : files) {
      for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
        const std::string folder = path.substr(0, slash);
        all.emplace(folder, BagFile{folder, BagFile::Kind::kFolder, 0});
      }
      all.insert_or_assign(path, BagFile{path, BagFile::Kind::kFile, content.size()});
    }
    for (const auto& [path, kind] : others) all.insert_or_assign(path, BagFile{path, kind, 0});
    std::vector<BagFile> list;
    for (auto& [path, file] : all) list.push_back(file);
    return list;
  }
  Status Read(const std::string& path, const Take& take) override {
    const auto found = files.find(path);
    if (found == files.end()) return Status::NotFound({"没有", "none"});
    for (std::size_t at = 0; at < found->second.size(); at += 7) {  // odd blocks: nobody may rely on their size
      if (Status taken = take(std::string_view(found->second).substr(at, 7)); !taken.ok()) return taken;
    }
    return Status::Ok();
  }

  static std::string Sum(const std::string& algorithm, const std::string& bytes) {
    Checksum sum(algorithm);
    sum.Update(bytes);
    return sum.Finish();
  }
  // Writes bagit.txt and the manifests anew.
  void Seal(const std::string& version = "1.0", const std::string& algorithm = "sha256") {
    files["bagit.txt"] = "BagIt-Version: " + version + "\nTag-File-Character-Encoding: UTF-8\n";
    std::string& manifest = files["manifest-" + algorithm + ".txt"];
    manifest.clear();
    files.erase("tagmanifest-" + algorithm + ".txt");
    for (const auto& [path, content] : files) {
      if (path.starts_with("data/")) manifest += Sum(algorithm, content) + "  " + path + "\n";
    }
    std::string tags;
    for (const auto& [path, content] : files) {
      if (!path.starts_with("data/")) tags += Sum(algorithm, content) + "  " + path + "\n";
    }
    files["tagmanifest-" + algorithm + ".txt"] = tags;
  }
};

}  // namespace juece::test
