// A plugin's file as it was when it was opened: what is judged, digested and loaded are the same bytes, whatever happens to the
// file afterwards (docs/plugin-hosting.md). Nothing of it has run yet.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"
#include "digest/digest.h"
#include "plugin/elf_note.h"

namespace juece {

// Immutable; any thread. Owns a copy of the bytes in memory that the kernel lets nobody change (a sealed memfd).
class PluginFile {
 public:
  // Opens the file once. Refuses: a symbolic link and anything but a regular file; an owner other than root and the user; a file or a
  // folder that others may write; more than 256 MiB; what ReadPluginNote refuses; a note of an interface that this program does not serve.
  static Result<std::shared_ptr<const PluginFile>> Open(const std::string& path);
  ~PluginFile();
  PluginFile(const PluginFile&) = delete;
  PluginFile& operator=(const PluginFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }      // where it was
  [[nodiscard]] std::string name() const;                              // "legality_review.so"
  [[nodiscard]] int descriptor() const { return descriptor_; }         // of the sealed copy; borrowed
  [[nodiscard]] std::string LoadPath() const;                          // what the loader is given, while this object lives
  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] const std::string& digest() const { return digest_; }  // "sha256:…"
  [[nodiscard]] std::string Digest(DigestAlgorithm algorithm) const;
  [[nodiscard]] const std::optional<PluginNote>& note() const { return note_; }

  // What the loaded plugin says of itself is what its note said; from ABI 1.1 on there is a note.
  [[nodiscard]] Status Agrees(std::string_view id, std::string_view version, std::string_view abi) const;

 private:
  PluginFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  Status Read();

  std::string path_;
  int descriptor_;
  std::string_view bytes_;  // mapped
  std::string digest_;
  std::optional<PluginNote> note_;
};

// Others than root and the user may not change what stands there: a file or folder, by what stat says of it. `what`: path for messages.
Status CheckOwnership(const std::string& what, unsigned owner, unsigned mode);

}  // namespace juece
