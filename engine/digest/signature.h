// Signatures over bytes: Ed25519 (RFC 8032), and SM2 with SM3 (GB/T 32918, the usual signer id "1234567812345678").
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/status.h"

namespace juece {

enum class SignatureScheme { kEd25519, kSm2 };
std::string_view ToString(SignatureScheme scheme);  // "ed25519", "sm2"
Result<SignatureScheme> ParseSignatureScheme(std::string_view name);

// A key to check with. A value; copies share it. Thread-safe.
class PublicKey {
 public:
  // A PEM "PUBLIC KEY" of one of the two schemes.
  static Result<PublicKey> FromPem(std::string_view pem);

  [[nodiscard]] SignatureScheme scheme() const;
  [[nodiscard]] const std::string& id() const;   // "sha256:hex" of its DER form (SubjectPublicKeyInfo)
  [[nodiscard]] const std::string& pem() const;  // as OpenSSL writes it
  // `signature_hex`: lowercase hex. False for anything that is no such signature of these bytes.
  [[nodiscard]] bool Verify(std::string_view bytes, std::string_view signature_hex) const;

 private:
  friend class SigningKey;
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

// A private key. Its PEM is a secret: the caller keeps it in a file that nobody else can read.
class SigningKey {
 public:
  static Result<SigningKey> Generate(SignatureScheme scheme);
  static Result<SigningKey> FromPem(std::string_view pem);  // unencrypted PKCS#8

  [[nodiscard]] Result<std::string> ToPem() const;
  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] Result<std::string> Sign(std::string_view bytes) const;  // lowercase hex

 private:
  PublicKey public_key_;
};

}  // namespace juece
