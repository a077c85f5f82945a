#include "exchange/bag_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "exchange/bag_text.h"

namespace juece {
namespace {

// A value on one line: what would end the line becomes a blank.
std::string OneLine(std::string_view value) {
  std::string line;
  for (const char c : value) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return line;
}

}  // namespace

void BagWriter::File::Update(std::string_view block) {
  for (Checksum& sum : sums_) sum.Update(block);
  size_ += block.size();
}

BagWriter::File BagWriter::Begin() const {
  File file;
  for (const std::string& algorithm : algorithms_) file.sums_.emplace_back(algorithm);
  return file;
}

void BagWriter::Add(const std::string& path, File file) {
  std::vector<std::string>& sums = payload_[path];
  for (Checksum& sum : file.sums_) sums.push_back(sum.Finish());
  bytes_ += file.size_;
}

void BagWriter::AddBytes(const std::string& path, std::string_view bytes) {
  File file = Begin();
  file.Update(bytes);
  Add(path, std::move(file));
}

std::string BagWriter::SumOf(const std::string& path, std::string_view algorithm) const {
  const auto at = std::find(algorithms_.begin(), algorithms_.end(), algorithm) - algorithms_.begin();
  return payload_.at(path).at(static_cast<std::size_t>(at));
}

std::map<std::string, std::string> BagWriter::TagFiles(const std::vector<std::pair<std::string, std::string>>& info) const {
  std::map<std::string, std::string> files;
  files["bagit.txt"] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  std::string& text = files["bag-info.txt"];
  for (const auto& [label, value] : info) text += fmt::format("{}: {}\n", label, OneLine(value));
  text += fmt::format("Payload-Oxum: {}.{}\n", bytes_, payload_.size());
  for (std::size_t i = 0; i < algorithms_.size(); ++i) {
    std::string& manifest = files[fmt::format("manifest-{}.txt", algorithms_[i])];
    for (const auto& [path, sums] : payload_) manifest += fmt::format("{}  {}\n", sums[i], EncodeBagPath(path));
  }
  std::map<std::string, std::string> tags;
  for (const std::string& algorithm : algorithms_) {
    std::string& manifest = tags[fmt::format("tagmanifest-{}.txt", algorithm)];
    for (const auto& [path, content] : files) {
      Checksum sum(algorithm);
      sum.Update(content);
      manifest += fmt::format("{}  {}\n", sum.Finish(), path);
    }
  }
  files.merge(tags);
  return files;
}

}  // namespace juece
