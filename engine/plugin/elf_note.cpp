#include "plugin/elf_note.h"

#include <elf.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "juece/abi/note.h"

namespace juece {
namespace {

constexpr std::size_t kMostSegments = 256;
constexpr std::size_t kMostNotes = 256;
constexpr std::size_t kDescSize = sizeof(juece_note) - offsetof(juece_note, major);
constexpr std::uint32_t kNameSize = 6;
static_assert(kDescSize == 136, "the note never changes");

#if defined(__x86_64__)
constexpr std::uint16_t kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr std::uint16_t kMachine = EM_AARCH64;
#elif defined(__riscv)
constexpr std::uint16_t kMachine = EM_RISCV;
#elif defined(__loongarch__)
constexpr std::uint16_t kMachine = 258;
#else
constexpr std::uint16_t kMachine = EM_NONE;  // the loader decides
#endif

Status Refuse(const std::string& name, std::string_view zh, std::string_view en) {
  return Status::InvalidArgument({fmt::format("插件 {}:{}", name, zh), fmt::format("plugin {}: {}", name, en)});
}

Status NoLibrary(const std::string& name, std::string_view zh, std::string_view en) {
  return Refuse(name, fmt::format("应是本机的共享库(ELF,64 位),但{};请用本机的编译器重新构建", zh),
                fmt::format("expected a shared library for this machine (ELF, 64 bits), but {}; build it again for this machine", en));
}

Status BadNote(const std::string& name, std::string_view zh, std::string_view en) {
  return Refuse(name, fmt::format("接口说明(.note.juece)应符合 juece/abi/note.h,但{};请用 JUECE_NOTE 或 JUECE_PLUGIN 重新构建", zh),
                fmt::format("expected an ABI note (.note.juece) as juece/abi/note.h makes it, but {}; build it again with JUECE_NOTE or JUECE_PLUGIN", en));
}

// The T at `at`, copied: nothing in a file is aligned because it says so. False where it does not lie inside.
template <typename T>
bool Copy(std::string_view bytes, std::uint64_t at, T& to) {
  if (at > bytes.size() || bytes.size() - at < sizeof(T)) return false;
  std::memcpy(&to, bytes.data() + at, sizeof(T));
  return true;
}

std::optional<std::string_view> Slice(std::string_view bytes, std::uint64_t at, std::uint64_t size) {
  if (at > bytes.size() || bytes.size() - at < size) return std::nullopt;
  return bytes.substr(at, size);
}

Result<std::vector<Elf64_Phdr>> SegmentsOf(const std::string& name, std::string_view elf) {
  Elf64_Ehdr head;
  if (!Copy(elf, 0, head) || std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) return NoLibrary(name, "不是 ELF 文件", "it is no ELF file");
  constexpr unsigned char kOrder = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB;
  const bool machine = kMachine == EM_NONE || head.e_machine == kMachine;
  if (head.e_ident[EI_CLASS] != ELFCLASS64 || head.e_ident[EI_DATA] != kOrder || !machine) {
    return NoLibrary(name, fmt::format("为另一种机器构建(ELF 机器号 {})", head.e_machine), fmt::format("it was built for another machine (ELF machine {})", head.e_machine));
  }
  if (head.e_type != ET_DYN) return NoLibrary(name, fmt::format("是另一种 ELF 文件(类型 {})", head.e_type), fmt::format("it is another kind of ELF file (type {})", head.e_type));
  std::vector<Elf64_Phdr> segments(std::min<std::size_t>(head.e_phnum, kMostSegments + 1));
  bool whole = head.e_phentsize == sizeof(Elf64_Phdr) && !segments.empty() && segments.size() <= kMostSegments;
  for (std::size_t i = 0; whole && i < segments.size(); ++i) {
    const std::uint64_t offset = i * sizeof(Elf64_Phdr);
    whole = head.e_phoff <= elf.size() && Copy(elf, head.e_phoff + offset, segments[i]);
  }
  if (!whole) return NoLibrary(name, "程序头表不完整", "its program headers are not whole");
  return segments;
}

bool IsName(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'; }

// The text in a field that is filled up with zeros; nullopt where it is not closed, or holds anything but names do.
template <std::size_t kSize>
std::optional<std::string> TextIn(const char (&field)[kSize]) {
  const std::size_t size = static_cast<std::size_t>(std::find(field, field + kSize, '\0') - field);
  if (size == kSize || !std::all_of(field, field + size, IsName)) return std::nullopt;
  if (!std::all_of(field + size, field + kSize, [](char c) { return c == '\0'; })) return std::nullopt;
  return std::string(field, size);
}

Status ReadNote(const std::string& name, std::string_view desc, std::optional<PluginNote>& found) {
  if (found) return BadNote(name, "有两个", "there are two");
  if (desc.size() != kDescSize) return BadNote(name, fmt::format("内容有 {} 字节", desc.size()), fmt::format("it has {} bytes", desc.size()));
  juece_note note{};
  std::memcpy(&note.major, desc.data(), desc.size());
  auto id = TextIn(note.id);
  auto version = TextIn(note.version);
  if (!id || !version) return BadNote(name, "标识或者版本不成文本", "its id or version is no text");
  found = PluginNote{note.major, note.minor, *std::move(id), *std::move(version)};
  return Status::Ok();
}

// The notes of one segment.
Status ReadNotes(const std::string& name, std::string_view notes, std::uint64_t alignment, std::optional<PluginNote>& found) {
  const auto padded = [align = alignment == 8 ? std::uint64_t{8} : std::uint64_t{4}](std::uint64_t size) { return (size + align - 1) / align * align; };
  std::size_t seen = 0;
  for (std::uint64_t at = 0; at < notes.size();) {
    Elf64_Nhdr head;
    const bool headed = Copy(notes, at, head) && ++seen <= kMostNotes;
    const std::uint64_t name_at = at + sizeof head;
    const std::uint64_t desc_at = headed ? padded(name_at + head.n_namesz) : 0;
    const auto owner = headed ? Slice(notes, name_at, head.n_namesz) : std::nullopt;
    const auto desc = headed ? Slice(notes, desc_at, head.n_descsz) : std::nullopt;
    if (!owner || !desc) return NoLibrary(name, "注记段不完整", "a note segment of it is not whole");
    if (*owner == std::string_view("juece", kNameSize) && head.n_type == JUECE_NOTE_TYPE) {
      if (Status status = ReadNote(name, *desc, found); !status.ok()) return status;
    }
    at = padded(desc_at + head.n_descsz);
  }
  return Status::Ok();
}

}  // namespace

Result<std::optional<PluginNote>> ReadPluginNote(const std::string& name, std::string_view elf) {
  const auto segments = SegmentsOf(name, elf);
  if (!segments) return segments.error();
  std::optional<PluginNote> found;
  for (const Elf64_Phdr& segment : *segments) {
    if (segment.p_type != PT_NOTE) continue;
    const auto notes = Slice(elf, segment.p_offset, segment.p_filesz);
    if (!notes) return NoLibrary(name, "注记段超出文件", "a note segment lies outside the file");
    if (Status status = ReadNotes(name, *notes, segment.p_align, found); !status.ok()) return status;
  }
  return found;
}

Status CheckAbiVersion(const std::string& name, std::uint32_t major, std::uint32_t minor) {
  if (major == JUECE_VERSION_MAJOR && minor <= JUECE_VERSION_MINOR) return Status::Ok();
  return Status::Unsupported(
      {fmt::format("插件 {}:应按接口版本 {}.0 至 {}.{} 构建,但按 {}.{} 构建;请换用与本程序匹配的插件", name, JUECE_VERSION_MAJOR, JUECE_VERSION_MAJOR,
                   JUECE_VERSION_MINOR, major, minor),
       fmt::format("plugin {}: expected an interface version from {}.0 to {}.{}, but it was built for {}.{}; use a plugin that matches this program", name,
                   JUECE_VERSION_MAJOR, JUECE_VERSION_MAJOR, JUECE_VERSION_MINOR, major, minor)});
}

}  // namespace juece
