#include "digest/signature.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <optional>

#include "digest/digest.h"
#include "digest/hex.h"

namespace juece {
namespace {

constexpr std::string_view kSm2Signer = "1234567812345678";

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Bio = std::unique_ptr<BIO, Free>;

std::string TextOf(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::optional<SignatureScheme> SchemeOf(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519") == 1) return SignatureScheme::kEd25519;
  if (EVP_PKEY_is_a(key, "SM2") == 1) return SignatureScheme::kSm2;
  return std::nullopt;
}

// A context ready to sign or verify: SM2 digests the signer's id first, Ed25519 digests by itself.
struct Signing {
  std::unique_ptr<EVP_MD_CTX, Free> digest{EVP_MD_CTX_new()};
  std::unique_ptr<EVP_PKEY_CTX, Free> key;

  bool Start(EVP_PKEY* pkey, SignatureScheme scheme, bool sign) {
    if (digest == nullptr) return false;
    if (scheme == SignatureScheme::kEd25519) {
      return (sign ? EVP_DigestSignInit(digest.get(), nullptr, nullptr, nullptr, pkey) : EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr, pkey)) == 1;
    }
    key.reset(EVP_PKEY_CTX_new(pkey, nullptr));
    if (key == nullptr || EVP_PKEY_CTX_set1_id(key.get(), kSm2Signer.data(), static_cast<int>(kSm2Signer.size())) != 1) return false;
    EVP_MD_CTX_set_pkey_ctx(digest.get(), key.get());
    return (sign ? EVP_DigestSignInit(digest.get(), nullptr, EVP_sm3(), nullptr, pkey) : EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sm3(), nullptr, pkey)) == 1;
  }
};

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Status NoKey(bool secret) {
  return secret ? Status::InvalidArgument({"应为 Ed25519 或 SM2 的私钥(PEM,PKCS#8,不加密),但不是;可用 juece key new 生成",
                                           "expected a private key of Ed25519 or SM2 (PEM, PKCS#8, not encrypted), but this is none; make one with juece key new"})
                : Status::InvalidArgument({"应为 Ed25519 或 SM2 的公钥(PEM),但不是", "expected a public key of Ed25519 or SM2 (PEM), but this is none"});
}

// An encrypted key must not make the program ask on the terminal.
int NoPassword(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) { return -1; }

}  // namespace

std::string_view ToString(SignatureScheme scheme) { return scheme == SignatureScheme::kSm2 ? "sm2" : "ed25519"; }

Result<SignatureScheme> ParseSignatureScheme(std::string_view name) {
  if (name == "sm2") return SignatureScheme::kSm2;
  if (name == "ed25519") return SignatureScheme::kEd25519;
  return Status::InvalidArgument({fmt::format("签名算法应为 sm2 或 ed25519,但给出的是“{}”", name),
                                  fmt::format("expected the scheme sm2 or ed25519, but found \"{}\"", name)});
}

struct PublicKey::Impl {
  Key key;  // the private part too, where it belongs to a SigningKey
  SignatureScheme scheme = SignatureScheme::kEd25519;
  std::string id;
  std::string pem;

  static std::shared_ptr<const Impl> Of(Key key) {
    const auto scheme = key == nullptr ? std::nullopt : SchemeOf(key.get());
    if (!scheme) return nullptr;
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    const Bio bio(BIO_new(BIO_s_mem()));
    if (size <= 0 || bio == nullptr || PEM_write_bio_PUBKEY(bio.get(), key.get()) != 1) {
      OPENSSL_free(der);
      return nullptr;
    }
    auto impl = std::make_shared<Impl>();
    impl->id = DigestOf(DigestAlgorithm::kSha256, {reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    impl->pem = TextOf(bio.get());
    impl->scheme = *scheme;
    impl->key = std::move(key);
    return impl;
  }
};

Result<PublicKey> PublicKey::FromPem(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(bio == nullptr ? nullptr : PEM_read_bio_PUBKEY(bio.get(), nullptr, NoPassword, nullptr));
  PublicKey read;
  read.impl_ = Impl::Of(std::move(key));
  return read.impl_ == nullptr ? Result<PublicKey>(NoKey(false)) : Result<PublicKey>(read);
}

SignatureScheme PublicKey::scheme() const { return impl_->scheme; }
const std::string& PublicKey::id() const { return impl_->id; }
const std::string& PublicKey::pem() const { return impl_->pem; }

bool PublicKey::Verify(std::string_view bytes, std::string_view signature_hex) const {
  const auto signature = signature_hex.size() > 1024 ? std::nullopt : FromHex(signature_hex);
  Signing signing;
  if (!signature || signature->empty() || !signing.Start(impl_->key.get(), impl_->scheme, false)) return false;
  return EVP_DigestVerify(signing.digest.get(), Bytes(*signature), signature->size(), Bytes(bytes), bytes.size()) == 1;
}

Result<SigningKey> SigningKey::Generate(SignatureScheme scheme) {
  SigningKey made;
  made.public_key_.impl_ = PublicKey::Impl::Of(Key(EVP_PKEY_Q_keygen(nullptr, nullptr, scheme == SignatureScheme::kSm2 ? "SM2" : "ED25519")));
  if (made.public_key_.impl_ != nullptr) return made;
  return Status::Unsupported({"应能生成密钥,但本机的 OpenSSL 不支持该算法", "expected to make a key, but this OpenSSL does not know the scheme"});
}

Result<SigningKey> SigningKey::FromPem(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  SigningKey read;
  read.public_key_.impl_ = PublicKey::Impl::Of(Key(bio == nullptr ? nullptr : PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassword, nullptr)));
  return read.public_key_.impl_ == nullptr ? Result<SigningKey>(NoKey(true)) : Result<SigningKey>(read);
}

Result<std::string> SigningKey::ToPem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr || PEM_write_bio_PKCS8PrivateKey(bio.get(), public_key_.impl_->key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) return NoKey(true);
  return TextOf(bio.get());
}

Result<std::string> SigningKey::Sign(std::string_view bytes) const {
  Signing signing;
  std::size_t size = 0;
  const bool started = signing.Start(public_key_.impl_->key.get(), public_key_.scheme(), true);
  if (started && EVP_DigestSign(signing.digest.get(), nullptr, &size, Bytes(bytes), bytes.size()) == 1) {
    std::string signature(size, '\0');
    // Asking for the size may have used the context up.
    Signing again;
    if (again.Start(public_key_.impl_->key.get(), public_key_.scheme(), true) &&
        EVP_DigestSign(again.digest.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, Bytes(bytes), bytes.size()) == 1) {
      signature.resize(size);
      return ToHex(signature);
    }
  }
  return Status::Internal({"签名没有成功", "signing failed"});
}

}  // namespace juece
