#include <vector>

#include "base/utf8.h"
#include "guard/node.h"

namespace juece {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz_0123456789";
constexpr std::size_t kLongestName = 64;  // beyond it nobody slips by one letter

std::string Join(const std::vector<std::string>& characters, std::size_t skip) {
  std::string joined;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    joined += i == skip ? std::string_view() : std::string_view(characters[i]);
  }
  return joined;
}

}  // namespace

// The declared names are known only one by one, so the slips are tried instead of the names compared.
std::string NearestFact(std::string_view name, const FactTypes& types) {
  std::vector<std::string> characters;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t size = DecodeUtf8(name, at).size;
    characters.emplace_back(name.substr(at, size));
    at += size;
  }
  if (!types || characters.size() > kLongestName) {
    return "";
  }
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if (const std::string without = Join(characters, i); types(without)) {
      return without;
    }
    if (i + 1 < characters.size()) {
      auto swapped = characters;
      std::swap(swapped[i], swapped[i + 1]);
      if (const std::string joined = Join(swapped, characters.size()); types(joined)) {
        return joined;
      }
    }
  }
  for (std::size_t i = 0; i <= characters.size(); ++i) {
    for (const char letter : kLetters) {
      auto longer = characters;
      longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(i), std::string(1, letter));
      if (const std::string joined = Join(longer, longer.size()); types(joined)) {
        return joined;
      }
      if (i + 1 < longer.size()) {
        if (const std::string replaced = Join(longer, i + 1); types(replaced)) {
          return replaced;
        }
      }
    }
  }
  return "";
}

}  // namespace juece
