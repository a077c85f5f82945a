#include "digest/checksum.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace juece {
namespace {

const char* MethodName(std::string_view name) {
  static constexpr std::pair<std::string_view, const char*> kMethods[] = {
      {"md5", "MD5"},           {"sha1", "SHA1"},         {"sha224", "SHA2-224"},   {"sha256", "SHA2-256"},      {"sha384", "SHA2-384"},
      {"sha512", "SHA2-512"},   {"sha3-224", "SHA3-224"}, {"sha3-256", "SHA3-256"}, {"sha3-384", "SHA3-384"},    {"sha3-512", "SHA3-512"},
      {"sha3224", "SHA3-224"},  {"sha3256", "SHA3-256"},  {"sha3384", "SHA3-384"},  {"sha3512", "SHA3-512"},     {"sm3", "SM3"},
      {"blake2b", "BLAKE2B-512"}, {"blake2b512", "BLAKE2B-512"}, {"blake2b-512", "BLAKE2B-512"}};
  for (const auto& [known, method] : kMethods) {
    if (known == name) return method;
  }
  return nullptr;
}

// A checksum that silently is none would call anything right.
void Require(bool done) {
  if (!done) std::abort();
}

}  // namespace

struct Checksum::Impl {
  EVP_MD* method = nullptr;
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  explicit Impl(const char* name) : method(EVP_MD_fetch(nullptr, name, nullptr)) { Start(); }
  ~Impl() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(method);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  void Start() { Require(context != nullptr && method != nullptr && EVP_DigestInit_ex2(context, method, nullptr) == 1); }
};

bool Checksum::Knows(std::string_view name) {
  const char* method = MethodName(name);
  if (method == nullptr) return false;
  EVP_MD* found = EVP_MD_fetch(nullptr, method, nullptr);  // a hardened OpenSSL may lack an old one
  EVP_MD_free(found);
  return found != nullptr;
}

Checksum::Checksum(std::string_view name) {
  const char* method = MethodName(name);
  Require(method != nullptr);
  impl_ = std::make_unique<Impl>(method);
}
Checksum::~Checksum() = default;
Checksum::Checksum(Checksum&&) noexcept = default;
Checksum& Checksum::operator=(Checksum&&) noexcept = default;

void Checksum::Update(std::string_view bytes) { Require(EVP_DigestUpdate(impl_->context, bytes.data(), bytes.size()) == 1); }

std::string Checksum::Finish() {
  static constexpr char kHex[] = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int count = 0;
  Require(EVP_DigestFinal_ex(impl_->context, bytes.data(), &count) == 1);
  impl_->Start();
  std::string hex;
  for (unsigned int i = 0; i < count; ++i) {
    hex += {kHex[bytes[i] >> 4U], kHex[bytes[i] & 15U]};
  }
  return hex;
}

}  // namespace juece
