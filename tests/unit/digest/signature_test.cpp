#include "digest/signature.h"

#include <catch2/catch.hpp>

namespace juece {
namespace {

TEST_CASE("what was signed verifies, and nothing else does") {
  for (const char* name : {"sm2", "ed25519"}) {
    const auto scheme = ParseSignatureScheme(name);
    REQUIRE(scheme);
    const auto key = SigningKey::Generate(*scheme);
    REQUIRE(key);
    const std::string bytes = "第 1 条\n";
    auto signature = key->Sign(bytes);
    REQUIRE(signature);
    const auto pem = key->ToPem();
    REQUIRE(pem);
    const auto again = SigningKey::FromPem(*pem);
    REQUIRE(again);
    const auto known = PublicKey::FromPem(key->public_key().pem());
    REQUIRE(known);
    CHECK(known->id() == again->public_key().id());
    CHECK(ToString(known->scheme()) == name);
    CHECK(known->Verify(bytes, *signature));
    CHECK(known->Verify("", *key->Sign("")));
    CHECK_FALSE(known->Verify("第 2 条\n", *signature));
    for (std::size_t at = 0; at < signature->size(); ++at) {
      std::string other = *signature;
      other[at] = other[at] == '0' ? '1' : '0';
      if (other != *signature) CHECK_FALSE(known->Verify(bytes, other));
    }
    CHECK_FALSE(known->Verify(bytes, ""));
    CHECK_FALSE(known->Verify(bytes, "zz"));
    CHECK_FALSE(known->Verify(bytes, signature->substr(2)));
    const auto stranger = SigningKey::Generate(*scheme);
    CHECK_FALSE(stranger->public_key().Verify(bytes, *signature));
  }
}

TEST_CASE("what is no key is refused") {
  CHECK_FALSE(PublicKey::FromPem(""));
  CHECK_FALSE(PublicKey::FromPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
  CHECK_FALSE(SigningKey::FromPem("nothing"));
  CHECK_FALSE(SigningKey::FromPem(SigningKey::Generate(SignatureScheme::kSm2)->public_key().pem()));
  CHECK_FALSE(ParseSignatureScheme("rsa"));
  // RFC 8032 section 7.1, test 1: a signature that other programs made.
  const auto key = PublicKey::FromPem("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n");
  REQUIRE(key);
  CHECK(key->Verify("", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
}

}  // namespace
}  // namespace juece
