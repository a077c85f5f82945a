// What stands in an archive package: data/package.json, specified in docs/package-format.md. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "base/status.h"
#include "digest/digest.h"
#include "record/codec.h"
#include "record/command.h"
#include "record/material.h"

namespace juece {

// Where things stand in the bag.
namespace package_paths {
inline constexpr std::string_view kIndex = "data/package.json";
inline constexpr std::string_view kEvents = "data/history/events.jsonl";
inline constexpr std::string_view kChain = "data/history/chain.jsonl";
inline constexpr std::string_view kPersonal = "data/history/personal.jsonl";
inline constexpr std::string_view kAttempts = "data/history/attempts.jsonl";
inline constexpr std::string_view kAttemptsChain = "data/history/attempts-chain.jsonl";
inline constexpr std::string_view kCheckpoints = "data/history/checkpoints.jsonl";
inline constexpr std::string_view kWorkflows = "data/workflows";
inline constexpr std::string_view kCalendar = "data/workflows/calendars/cn.xml";
inline constexpr std::string_view kCatalogue = "data/catalogue.json";
inline constexpr std::string_view kHtml = "data/dossier.html";
inline constexpr std::string_view kMetadata = "data/metadata.xml";
inline constexpr std::string_view kXes = "data/dossier.xes";
}  // namespace package_paths

inline constexpr std::string_view kPackageFormat = "juece-archive-package";
inline constexpr int kPackageVersion = 1;

// A document that the dossier is pinned to.
struct PackageDocument {
  std::string digest;
  std::string kind;  // as in the store: "definition" "overlay" "merged" "office"
  std::string name;
  std::string file;
};

// A material of the dossier; `file` is "" for paper without a scan. Two materials with the same bytes share a file.
struct PackageMaterial {
  MaterialRecord record;
  std::int64_t position = 0;  // of the event that brought it in
  std::string file;
};

struct PackageFile {
  std::string file;
  std::string digest;
  std::int64_t size = 0;
};

struct PackageIndex {
  std::string dossier;
  std::string title;
  std::string organ;
  std::string state;
  DigestAlgorithm algorithm = DigestAlgorithm::kSm3;
  ChainHead events;    // the last one
  ChainHead attempts;  // likewise; position 0 and "" where there is none
  std::string procedure;
  std::string procedure_version;
  std::string procedure_digest;
  std::vector<PluginPin> plugins;
  std::vector<PackageDocument> documents;
  std::vector<PackageMaterial> materials;  // in the order of the history
  std::vector<PackageFile> files;          // every file under data/ but the index itself, sorted
};

Data ToData(const PackageIndex& index);
// kUnsupported for a newer version, kCorrupt for anything that is not as the specification says; the message names the member.
Result<PackageIndex> IndexFromData(const Data& data);

// One line of a chain file.
struct ChainLine {
  std::int64_t position = 0;
  std::string previous;
  std::string hash;
};
std::string ToLine(const ChainLine& line);
std::optional<ChainLine> ChainLineFrom(std::string_view line);

// One line of the file of personal values.
struct PersonalLine {
  std::int64_t position = 0;
  PersonalValue value;
};
std::string ToLine(const PersonalLine& line);
std::optional<PersonalLine> PersonalLineFrom(std::string_view line);

// Lines each ended by one LF and nothing else; nullopt where the last one is not, or a CR stands in the text.
std::optional<std::vector<std::string_view>> StrictLines(std::string_view text);

}  // namespace juece
