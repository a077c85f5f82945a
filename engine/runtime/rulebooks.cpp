#include "runtime/rulebooks.h"

#include <algorithm>
#include <filesystem>

#include "compliance/review.h"

namespace juece {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> RuleFiles(const InstallationPaths& paths, const std::vector<std::string>& named, RulePlaces places) {
  if (!named.empty()) {
    return named;
  }
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(paths.workflows + "/rulebooks", error), end; !error && entry != end; entry.increment(error)) {
    const bool near = places == RulePlaces::kAll || entry.depth() == 0;
    if (near && entry->path().extension() == ".xml" && entry->path().filename() != "vocabulary.xml") {
      files.push_back(entry->path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::shared_ptr<const Vocabulary> ReadVocabulary(const InstallationPaths& paths, std::vector<Finding>& findings) {
  return Vocabulary::ReadFile(paths.workflows + "/rulebooks/vocabulary.xml", findings);
}

std::vector<std::shared_ptr<const Rulebook>> ReadRulebooks(const InstallationPaths& paths, const std::shared_ptr<const Vocabulary>& vocabulary,
                                                           const std::vector<std::string>& named, RulePlaces places, const StatuteBook& statutes,
                                                           std::vector<Finding>& findings) {
  std::vector<std::shared_ptr<const Rulebook>> rulebooks;
  for (const std::string& file : RuleFiles(paths, named, places)) {
    if (auto rulebook = Rulebook::ReadFile(file, vocabulary, findings)) {
      CheckArticles(*rulebook, statutes, findings);
      rulebooks.push_back(std::move(rulebook));
    }
  }
  return rulebooks;
}

}  // namespace juece
