#include "runtime/package_folder.h"

#include "evidence/folder.h"

namespace juece {
namespace {

BagFile::Kind KindOf(FolderEntry::Kind kind) {
  switch (kind) {
    case FolderEntry::Kind::kFile: return BagFile::Kind::kFile;
    case FolderEntry::Kind::kFolder: return BagFile::Kind::kFolder;
    case FolderEntry::Kind::kLink: return BagFile::Kind::kLink;
    case FolderEntry::Kind::kOther: break;
  }
  return BagFile::Kind::kOther;
}

}  // namespace

Result<std::vector<BagFile>> FolderSource::List() {
  auto entries = ListFolder(root_);
  if (!entries) return entries.error();
  std::vector<BagFile> files;
  files.reserve(entries->size());
  for (FolderEntry& entry : *entries) files.push_back({std::move(entry.path), KindOf(entry.kind), entry.size});
  return files;
}

Status FolderSource::Read(const std::string& path, const Take& take) { return ReadInFolder(root_, path, take); }

}  // namespace juece
