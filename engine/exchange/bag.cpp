#include "exchange/bag.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/utf8.h"
#include "digest/checksum.h"
#include "exchange/bag_text.h"

namespace juece {
namespace {

constexpr std::string_view kPayload = "data/";
constexpr std::uint64_t kDeclarationBytes = 4096;

// What a manifest says of one file. `seen`: the manifests that name it, by index.
struct Wanted {
  std::map<std::string, std::string> checksums;  // algorithm -> hex
  std::set<std::size_t> manifests;
};

struct ManifestFile {
  std::string path;
  std::string algorithm;
};

bool IsSystemFile(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini";
}

std::string Shown(std::string_view path) {
  std::string text;
  for (const char c : ToValidUtf8(path.substr(0, 300))) {
    text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;  // a name must not forge lines of a report
  }
  return text;
}

class Verifier {
 public:
  Verifier(BagSource& source, const BagLimits& limits) : source_(source), limits_(limits) {}

  Result<BagReport> Run() {
    auto files = source_.List();
    if (!files) return files.error();
    report_.files = *std::move(files);
    for (const BagFile& file : report_.files) by_path_.emplace(file.path, &file);
    CheckKinds();
    if (ReadDeclaration()) {
      ReadManifests();
      CheckPayload();
      CheckFetch();
      CheckCollisions();
      CheckContents();
      CheckInfo();
    }
    Close();
    return std::move(report_);
  }

 private:
  void Add(const char* code, Severity severity, std::string file, Text message) {
    if (report_.findings.size() >= limits_.findings) {
      ++beyond_;
      beyond_error_ = beyond_error_ || severity == Severity::kError;
      return;
    }
    Finding& finding = report_.findings.emplace_back();
    finding.code = code;
    finding.severity = severity;
    finding.message = std::move(message);
    finding.place.file = Shown(file);
  }
  void Error(const char* code, std::string file, Text message) { Add(code, Severity::kError, std::move(file), std::move(message)); }
  void Warn(const char* code, std::string file, Text message) { Add(code, Severity::kWarning, std::move(file), std::move(message)); }

  void Close() {
    if (beyond_ == 0) return;
    Finding& finding = report_.findings.emplace_back();
    finding.code = "bag-more";
    finding.severity = beyond_error_ ? Severity::kError : Severity::kNote;
    finding.message = {fmt::format("另有 {} 条未列出", beyond_), fmt::format("{} more are not listed", beyond_)};
  }

  void CheckKinds() {
    for (const BagFile& file : report_.files) {
      if (file.kind == BagFile::Kind::kFile || file.kind == BagFile::Kind::kFolder) continue;
      const bool link = file.kind == BagFile::Kind::kLink;
      Error(link ? "bag-link" : "bag-special-file", file.path,
            link ? Text{"应为普通文件,但它是链接;链接可以指向袋外,一律不接受", "expected a file, but it is a link, which may lead out of the bag"}
                 : Text{"应为普通文件,但它是设备、管道或套接字", "expected a file, but it is a device, a pipe or a socket"});
    }
  }

  [[nodiscard]] const BagFile* FindFile(const std::string& path) const {
    const auto found = by_path_.find(path);
    return found == by_path_.end() || found->second->kind != BagFile::Kind::kFile ? nullptr : found->second;
  }

  // The bytes of a tag file; nullopt after a finding.
  std::optional<std::string> TagBytes(const std::string& path, std::uint64_t limit) {
    auto bytes = ReadAll(source_, path, limit);
    if (bytes) return *std::move(bytes);
    Error(bytes.error().code() == StatusCode::kUnsupported ? "bag-too-large" : "bag-unreadable", path, bytes.error().message());
    return std::nullopt;
  }
  std::optional<std::string> TagText(const std::string& path) {
    const auto bytes = TagBytes(path, limits_.tag_file_bytes);
    if (!bytes) return std::nullopt;
    auto text = DecodeTagText(*bytes, declaration_.encoding);
    if (text) return text;
    const std::string encoding = Shown(declaration_.encoding);
    Error("bag-encoding", path, {fmt::format("应为 {} 编码的文字,但不是,或不认识这种编码", encoding),
                                 fmt::format("expected text in {}, but it is none, or the encoding is not known", encoding)});
    return std::nullopt;
  }

  bool ReadDeclaration() {
    if (FindFile("bagit.txt") == nullptr) {
      Error("bag-declaration", "bagit.txt", {"袋根目录应有 bagit.txt,但没有;这不是 BagIt 袋", "expected bagit.txt, but there is none: this is no bag"});
      return false;
    }
    const auto bytes = TagBytes("bagit.txt", kDeclarationBytes);
    if (!bytes) return false;
    Text why;
    const auto declaration = ParseDeclaration(*bytes, why);
    if (!declaration) {
      Error("bag-declaration", "bagit.txt", why);
      return false;
    }
    const bool known = declaration->major == 1 ? declaration->minor == 0 : declaration->major == 0 && declaration->minor >= 93 && declaration->minor <= 97;
    if (!known) {
      Error("bag-declaration", "bagit.txt",
            {fmt::format("应为 1.0 或更早的版本(0.93 至 0.97),但是 {}.{}", declaration->major, declaration->minor),
             fmt::format("expected version 1.0 or an earlier one (0.93 to 0.97), but it is {}.{}", declaration->major, declaration->minor)});
      return false;
    }
    declaration_ = *declaration;
    report_.major = declaration_.major;
    report_.minor = declaration_.minor;
    return true;
  }

  void ReadManifests() {
    const auto data = by_path_.find("data");
    if (data == by_path_.end() || data->second->kind != BagFile::Kind::kFolder) {
      Error("bag-payload", "data", {"应有文件夹 data,但没有", "expected a folder data, but there is none"});
    }
    for (const BagFile& file : report_.files) {
      for (const bool tag : {false, true}) {
        const std::string_view prefix = tag ? "tagmanifest-" : "manifest-";
        const std::string_view path = file.path;
        if (file.kind != BagFile::Kind::kFile || path.find('/') != std::string_view::npos) continue;
        if (path.starts_with(prefix) && path.ends_with(".txt") && path.size() > prefix.size() + 4) {
          const std::string algorithm(path.substr(prefix.size(), path.size() - prefix.size() - 4));
          ReadManifest({file.path, algorithm}, tag);
        }
      }
    }
    if (payload_manifests_.empty()) {
      Error("bag-manifest", "manifest-sha512.txt", {"应有至少一份可用的内容清单 manifest-<算法>.txt,但没有",
                                                    "expected at least one manifest-<algorithm>.txt that can be used, but there is none"});
    }
  }

  void ReadManifest(const ManifestFile& manifest, bool tag) {
    if (!Checksum::Knows(manifest.algorithm)) {
      Warn("bag-algorithm", manifest.path, {fmt::format("不认识摘要算法“{}”,这份清单没有核对", Shown(manifest.algorithm)),
                                            fmt::format("the algorithm \"{}\" is not known; this manifest was not checked", Shown(manifest.algorithm))});
      return;
    }
    const auto text = TagText(manifest.path);
    if (!text) return;
    std::vector<ManifestFile>& manifests = tag ? tag_manifests_ : payload_manifests_;
    manifests.push_back(manifest);
    std::map<std::string, std::string> named;  // in this manifest
    int number = 0;
    for (const std::string_view line : LinesOf(*text)) {
      ++number;
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      auto entry = ParseManifestLine(line, declaration_.Before10());
      if (!entry) {
        Error("bag-manifest", manifest.path, {fmt::format("第 {} 行应为“摘要 路径”,但不是", number),
                                              fmt::format("line {}: expected a checksum and a path", number)});
      } else if (Accept(manifest, *entry, tag, named)) {
        Wanted& wanted = (tag ? tags_ : payload_)[entry->path];
        wanted.checksums.emplace(manifest.algorithm, entry->checksum);
        wanted.manifests.insert(manifests.size() - 1);
      }
    }
  }

  bool Accept(const ManifestFile& manifest, const ManifestLine& entry, bool tag, std::map<std::string, std::string>& named) {
    const std::string path = Shown(entry.path);
    if (const auto why = WhyUnsafe(entry.path)) {
      Error("bag-path", manifest.path, {fmt::format("“{}”:{}", path, why->zh), fmt::format("\"{}\": {}", path, why->en)});
      return false;
    }
    if (tag == entry.path.starts_with(kPayload)) {
      Error("bag-path", manifest.path,
            {fmt::format("“{}”应在 data 之{},但不是", path, tag ? "外" : "内"),
             fmt::format("\"{}\" should stand {} data/", path, tag ? "outside" : "inside")});
      return false;
    }
    if (tag && entry.path.starts_with("tagmanifest-") && entry.path.find('/') == std::string::npos) {
      Error("bag-manifest", manifest.path, {fmt::format("标签清单不应列出标签清单“{}”", path),
                                            fmt::format("a tag manifest must not list the tag manifest \"{}\"", path)});
      return false;
    }
    if (entry.odd) {
      Warn("bag-path", manifest.path, {fmt::format("“{}”的写法不合规范(前面有“*”或“./”),按该文件理解", path),
                                       fmt::format("\"{}\" is written oddly (a '*' or \"./\" before it); taken as that file", path)});
    }
    const auto [first, fresh] = named.emplace(entry.path, entry.checksum);
    if (fresh) return true;
    const bool harmless = declaration_.Before10() && first->second == entry.checksum;
    Add("bag-listed-twice", harmless ? Severity::kWarning : Severity::kError, manifest.path,
        {fmt::format("“{}”列了两次", path), fmt::format("\"{}\" is listed twice", path)});
    return false;
  }

  // Before 1.0 a file named by one manifest was enough.
  void CheckPayload() {
    for (const BagFile& file : report_.files) {
      if (file.kind != BagFile::Kind::kFile || !file.path.starts_with(kPayload)) continue;
      ++payload_files_;
      payload_bytes_ += file.size;
      const auto wanted = payload_.find(file.path);
      const std::size_t manifests = wanted == payload_.end() ? 0 : wanted->second.manifests.size();
      if (manifests == 0 && !payload_manifests_.empty()) {
        Error("bag-unlisted-file", file.path, {"没有清单列出这个文件", "no manifest lists this file"});
      }
    }
    for (const auto& [path, wanted] : payload_) {
      if (!declaration_.Before10() && wanted.manifests.size() < payload_manifests_.size()) {
        Error("bag-unlisted-file", path, {"不是每份内容清单都列出这个文件", "not every payload manifest lists this file"});
      }
    }
  }

  void CheckFetch() {
    if (FindFile("fetch.txt") == nullptr) return;
    const auto text = TagText("fetch.txt");
    if (!text) return;
    for (const std::string_view line : LinesOf(*text)) {
      if (line.empty()) continue;
      const auto entry = ParseFetchLine(line, declaration_.Before10());
      if (!entry) {
        Error("bag-fetch", "fetch.txt", {"每行应为“网址 长度 路径”,但有一行不是", "expected a URL, a length and a path on each line"});
        continue;
      }
      const std::string path = Shown(entry->path);
      const auto why = WhyUnsafe(entry->path);
      if (why || !entry->path.starts_with(kPayload)) {
        Error("bag-path", "fetch.txt", {fmt::format("“{}”不是 data 内的路径", path), fmt::format("\"{}\" is no path inside data/", path)});
      } else if (payload_.count(entry->path) == 0) {
        Error("bag-fetch", "fetch.txt", {fmt::format("“{}”不在内容清单里", path), fmt::format("\"{}\" is in no payload manifest", path)});
      } else if (FindFile(entry->path) == nullptr) {
        Error("bag-fetch", "fetch.txt", {fmt::format("“{}”还没有取来,袋不完整;本程序不从网上取文件", path),
                                         fmt::format("\"{}\" has not been fetched: the bag is incomplete; nothing is fetched from the network", path)});
      }
    }
  }

  void CheckCollisions() {
    std::set<std::string> paths;
    for (const auto& [path, wanted] : payload_) paths.insert(path);
    for (const BagFile& file : report_.files) {
      if (file.kind == BagFile::Kind::kFile) paths.insert(file.path);
    }
    for (const std::string& path : paths) {
      const auto [first, fresh] = folded_.emplace(FoldedPath(path), path);
      if (fresh) continue;
      twins_[path] = first->second;
      twins_[first->second] = path;
      Warn("bag-name-collision", path, {fmt::format("与“{}”只差大小写或字符的写法,在有的系统上是同一个文件", Shown(first->second)),
                                        fmt::format("differs from \"{}\" in case or normalisation only: one file on some systems", Shown(first->second))});
    }
  }

  void CheckContents() {
    for (const auto* wanted : {&payload_, &tags_}) {
      for (const auto& [path, entry] : *wanted) {
        if (FindFile(path) == nullptr) {
          Missing(path, entry);
        } else {
          CheckContent(path, entry);
        }
      }
    }
  }

  // Older bags were made on systems where two names are one file, or lost what a system had put there by itself.
  void Missing(const std::string& path, const Wanted& wanted) {
    const auto twin = twins_.find(path);
    const auto other = twin == twins_.end() ? payload_.end() : payload_.find(twin->second);
    const bool same = other != payload_.end() && other->second.checksums == wanted.checksums && FindFile(twin->second) != nullptr;
    const bool excused = declaration_.Before10() && (same || IsSystemFile(path));
    excused_ = excused_ || excused;
    Add("bag-missing-file", excused ? Severity::kWarning : Severity::kError, path,
        {"清单列出了这个文件,但袋里没有", "a manifest lists this file, but it is not there"});
  }

  void CheckContent(const std::string& path, const Wanted& wanted) {
    std::vector<std::pair<std::string, Checksum>> sums;
    for (const auto& [algorithm, hex] : wanted.checksums) sums.emplace_back(algorithm, Checksum(algorithm));
    const Status read = source_.Read(path, [&](std::string_view block) {
      for (auto& [algorithm, sum] : sums) sum.Update(block);
      return Status::Ok();
    });
    if (!read.ok()) {
      Error("bag-unreadable", path, read.message());
      return;
    }
    for (auto& [algorithm, sum] : sums) {
      const std::string& found = report_.sums[path][algorithm] = sum.Finish();
      if (found == wanted.checksums.at(algorithm)) continue;
      Error("bag-checksum", path, {fmt::format("内容与清单的 {} 摘要不符:文件或清单被改动", algorithm),
                                   fmt::format("the content does not fit the {} checksum: the file or the manifest was changed", algorithm)});
    }
  }

  void CheckInfo() {
    const std::string name = FindFile("bag-info.txt") != nullptr ? "bag-info.txt" : "package-info.txt";
    if (FindFile(name) == nullptr) return;
    const auto text = TagText(name);
    if (!text) return;
    auto info = ParseBagInfo(*text);
    if (!info) {
      Error("bag-info", name, {"每行应为“名称: 值”或续行,但有一行不是", "expected a label and a value, or a continued line, on each line"});
      return;
    }
    report_.info = *std::move(info);
    const std::string expected = fmt::format("{}.{}", payload_bytes_, payload_files_);
    int oxums = 0;
    for (const auto& [label, value] : report_.info) {
      if (FoldedPath(label) != "payload-oxum") continue;
      if (++oxums > 1) Error("bag-info", name, {"Payload-Oxum 只应有一个", "expected one Payload-Oxum only"});
      if (value == expected) continue;
      Add("bag-oxum", excused_ ? Severity::kWarning : Severity::kError, name,
          {fmt::format("Payload-Oxum 应为 {}(字节数.文件数),但写的是 {}", expected, Shown(value)),
           fmt::format("expected Payload-Oxum {} (bytes.files), but it says {}", expected, Shown(value))});
    }
  }

  BagSource& source_;
  BagLimits limits_;
  BagReport report_;
  BagDeclaration declaration_;
  std::map<std::string, const BagFile*> by_path_;
  std::vector<ManifestFile> payload_manifests_;
  std::vector<ManifestFile> tag_manifests_;
  std::map<std::string, Wanted> payload_;
  std::map<std::string, Wanted> tags_;
  std::map<std::string, std::string> folded_;
  std::map<std::string, std::string> twins_;
  std::uint64_t payload_files_ = 0;
  std::uint64_t payload_bytes_ = 0;
  std::size_t beyond_ = 0;
  bool beyond_error_ = false;
  bool excused_ = false;
};

}  // namespace

Result<BagReport> VerifyBag(BagSource& source, const BagLimits& limits) { return Verifier(source, limits).Run(); }

Result<std::string> ReadAll(BagSource& source, const std::string& path, std::uint64_t limit) {
  std::string bytes;
  const Status read = source.Read(path, [&](std::string_view block) {
    if (bytes.size() + block.size() > limit) {
      return Status::Unsupported({fmt::format("{} 应不超过 {} 字节,但更大", Shown(path), limit),
                                  fmt::format("expected {} to have {} bytes at most, but it is larger", Shown(path), limit)});
    }
    bytes += block;
    return Status::Ok();
  });
  return read.ok() ? Result<std::string>(std::move(bytes)) : Result<std::string>(read);
}

}  // namespace juece
