#include "digest/digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

namespace juece {
namespace {

// Fetched once for the life of the process: fetching an algorithm costs more than hashing a small
// text.
const EVP_MD* Method(DigestAlgorithm algorithm) {
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  static const EVP_MD* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
  return algorithm == DigestAlgorithm::kSm3 ? sm3 : sha256;
}

// "algorithm:hex" in a place of its own.
struct Written {
  std::array<char, 16 + 2 * EVP_MAX_MD_SIZE> text;
  std::size_t size = 0;
  [[nodiscard]] std::string_view view() const { return {text.data(), size}; }
};

Written Write(DigestAlgorithm algorithm, const unsigned char* bytes, std::size_t count) {
  static constexpr auto kPairs = [] {
    std::array<std::array<char, 2>, 256> pairs{};
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {"0123456789abcdef"[i / 16], "0123456789abcdef"[i % 16]};
    return pairs;
  }();
  const std::string_view name = ToString(algorithm);
  Written out;
  char* to = std::copy(name.begin(), name.end(), out.text.data());
  *to++ = ':';
  for (std::size_t i = 0; i < count; ++i) {
    to = std::copy(kPairs[bytes[i]].begin(), kPairs[bytes[i]].end(), to);
  }
  out.size = static_cast<std::size_t>(to - out.text.data());
  return out;
}

}  // namespace

std::string_view ToString(DigestAlgorithm algorithm) {
  return algorithm == DigestAlgorithm::kSm3 ? "sm3" : "sha256";
}

Result<DigestAlgorithm> ParseDigestAlgorithm(std::string_view name) {
  if (name == "sha256") return DigestAlgorithm::kSha256;
  if (name == "sm3") return DigestAlgorithm::kSm3;
  return Status::InvalidArgument(
      {fmt::format("摘要算法应为 sha256 或 sm3,但给出的是“{}”", name),
       fmt::format("expected the digest algorithm sha256 or sm3, but found \"{}\"", name)});
}

struct Digester::Impl {
  DigestAlgorithm algorithm;
  EVP_MD_CTX* context = EVP_MD_CTX_new();

  explicit Impl(DigestAlgorithm which) : algorithm(which) { Start(); }
  ~Impl() { EVP_MD_CTX_free(context); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // A digest that silently is none would break every chain built on it: better no process than a
  // wrong one.
  static void Require(bool done) {
    if (!done) std::abort();
  }
  void Start() {
    Require(context != nullptr && EVP_DigestInit_ex2(context, Method(algorithm), nullptr) == 1);
  }
  Written Finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes;
    unsigned int count = 0;
    Require(EVP_DigestFinal_ex(context, bytes.data(), &count) == 1);
    Start();
    return Write(algorithm, bytes.data(), count);
  }
};

Digester::Digester(DigestAlgorithm algorithm) : impl_(std::make_unique<Impl>(algorithm)) {}
Digester::~Digester() = default;
Digester::Digester(Digester&&) noexcept = default;
Digester& Digester::operator=(Digester&&) noexcept = default;

void Digester::Update(std::string_view bytes) {
  Impl::Require(EVP_DigestUpdate(impl_->context, bytes.data(), bytes.size()) == 1);
}

std::string Digester::Finish() { return std::string(impl_->Finish().view()); }

bool Digester::FinishesAs(std::string_view expected) { return impl_->Finish().view() == expected; }

std::string DigestOf(DigestAlgorithm algorithm, std::string_view bytes) {
  thread_local Digester sha256(DigestAlgorithm::kSha256);
  thread_local Digester sm3(DigestAlgorithm::kSm3);
  Digester& digester = algorithm == DigestAlgorithm::kSm3 ? sm3 : sha256;
  digester.Update(bytes);
  return digester.Finish();
}

Result<std::string> DigestOfFile(DigestAlgorithm algorithm, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return Status::NotFound(
        {fmt::format("应能读取文件 {},但不能;请检查路径和权限", path),
         fmt::format("expected to read the file {}, but could not; check path and permissions",
                     path)});
  }
  Digester digester(algorithm);
  std::array<char, 1U << 16U> block{};
  while (in) {
    in.read(block.data(), block.size());
    digester.Update({block.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (!in.eof()) {
    return Status::Unavailable({fmt::format("应能读完文件 {},但读取中断(是目录,或磁盘有误)", path),
                                fmt::format("expected to read the whole file {}, but reading "
                                            "stopped (a directory, or a disk error)",
                                            path)});
  }
  return digester.Finish();
}

}  // namespace juece
