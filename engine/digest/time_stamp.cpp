#include "digest/time_stamp.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <array>
#include <cstring>
#include <ctime>
#include <memory>

namespace juece {
namespace {

struct FreeStamp {
  void operator()(TS_REQ* p) const { TS_REQ_free(p); }
  void operator()(TS_RESP* p) const { TS_RESP_free(p); }
  void operator()(TS_MSG_IMPRINT* p) const { TS_MSG_IMPRINT_free(p); }
  void operator()(TS_TST_INFO* p) const { TS_TST_INFO_free(p); }
  void operator()(TS_VERIFY_CTX* p) const { TS_VERIFY_CTX_free(p); }
  void operator()(X509_ALGOR* p) const { X509_ALGOR_free(p); }
  void operator()(ASN1_INTEGER* p) const { ASN1_INTEGER_free(p); }
  void operator()(BIGNUM* p) const { BN_free(p); }
  void operator()(PKCS7* p) const { PKCS7_free(p); }
  void operator()(BIO* p) const { BIO_free(p); }
  void operator()(X509* p) const { X509_free(p); }
  void operator()(X509_STORE* p) const { X509_STORE_free(p); }
};
template <typename T>
using Owned = std::unique_ptr<T, FreeStamp>;

using Imprint = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

const unsigned char* StampBytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Imprint ImprintOf(std::string_view bytes) {
  Imprint imprint{};
  SHA256(StampBytes(bytes), bytes.size(), imprint.data());
  return imprint;
}

// What i2d makes of a value.
template <typename T, typename Encode>
std::string Der(const T* value, Encode encode) {
  unsigned char* der = nullptr;
  const int size = encode(value, &der);
  std::string bytes = size > 0 ? std::string(reinterpret_cast<char*>(der), static_cast<std::size_t>(size)) : "";
  OPENSSL_free(der);
  return bytes;
}

template <typename T, typename Decode>
Owned<T> Decoded(std::string_view der, Decode decode) {
  const unsigned char* at = StampBytes(der);
  Owned<T> value(decode(nullptr, &at, static_cast<long>(der.size())));
  const bool whole = at == StampBytes(der) + der.size();
  return whole ? std::move(value) : Owned<T>();
}

Status Failed() { return Status::Internal({"时间戳请求没有做成", "a time stamp request could not be made"}); }
Status NoToken(const char* zh, const char* en) {
  return Status::Corrupt({std::string("应为这些字节的时间戳(RFC 3161),但") + zh, std::string("expected a time stamp (RFC 3161) of these bytes, but ") + en});
}

// A context that compares the imprint, and the signature where there are anchors to lead to.
Owned<TS_VERIFY_CTX> Context(const Imprint& imprint, X509_STORE* store) {
  Owned<TS_VERIFY_CTX> context(TS_VERIFY_CTX_new());
  auto* copy = static_cast<unsigned char*>(OPENSSL_malloc(imprint.size()));
  std::memcpy(copy, imprint.data(), imprint.size());
  TS_VERIFY_CTX_set_flags(context.get(), static_cast<int>(TS_VFY_VERSION | TS_VFY_IMPRINT | (store != nullptr ? TS_VFY_SIGNATURE : 0U)));
  TS_VERIFY_CTX_set_imprint(context.get(), copy, static_cast<long>(imprint.size()));  // takes `copy`
  if (store != nullptr) TS_VERIFY_CTX_set_store(context.get(), store);               // takes `store`
  return context;
}

// The anchors, judged at the time of the stamp: an authority's certificate ends long before an archive does.
X509_STORE* StoreOf(std::string_view anchors, std::time_t at) {
  Owned<X509_STORE> store(X509_STORE_new());
  const Owned<BIO> bio(BIO_new_mem_buf(anchors.data(), static_cast<int>(anchors.size())));
  int count = 0;
  while (Owned<X509> certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) count += X509_STORE_add_cert(store.get(), certificate.get());
  if (count == 0) return nullptr;
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), at);
  return store.release();
}

// Whether the token's own certificate signed it; says nothing of who that is.
bool IsSignedByItself(PKCS7* token, std::string& authority) {
  STACK_OF(X509)* signers = PKCS7_get0_signers(token, nullptr, 0);
  if (signers != nullptr && sk_X509_num(signers) > 0) {
    std::array<char, 400> name{};
    X509_NAME_oneline(X509_get_subject_name(sk_X509_value(signers, 0)), name.data(), static_cast<int>(name.size()));
    authority = name.data();
  }
  sk_X509_free(signers);
  return PKCS7_verify(token, nullptr, nullptr, nullptr, nullptr, PKCS7_NOVERIFY) == 1;
}

}  // namespace

Result<std::string> TimeStampRequest(std::string_view bytes) {
  const Imprint imprint = ImprintOf(bytes);
  const Owned<TS_REQ> request(TS_REQ_new());
  const Owned<TS_MSG_IMPRINT> message(TS_MSG_IMPRINT_new());
  const Owned<X509_ALGOR> algorithm(X509_ALGOR_new());
  const Owned<BIGNUM> random(BN_new());
  if (BN_rand(random.get(), 63, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) != 1) return Failed();
  const Owned<ASN1_INTEGER> nonce(BN_to_ASN1_INTEGER(random.get(), nullptr));
  X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
  const bool made = TS_REQ_set_version(request.get(), 1) == 1 && TS_MSG_IMPRINT_set_algo(message.get(), algorithm.get()) == 1 &&
                    TS_MSG_IMPRINT_set_msg(message.get(), const_cast<unsigned char*>(imprint.data()), static_cast<int>(imprint.size())) == 1 &&
                    TS_REQ_set_msg_imprint(request.get(), message.get()) == 1 && TS_REQ_set_nonce(request.get(), nonce.get()) == 1 &&
                    TS_REQ_set_cert_req(request.get(), 1) == 1;
  const std::string der = made ? Der(request.get(), i2d_TS_REQ) : "";
  return der.empty() ? Result<std::string>(Failed()) : Result<std::string>(der);
}

Result<std::string> TokenOf(std::string_view response_der, std::string_view request_der) {
  const auto response = Decoded<TS_RESP>(response_der, d2i_TS_RESP);
  const auto request = Decoded<TS_REQ>(request_der, d2i_TS_REQ);
  if (response == nullptr || request == nullptr) return NoToken("应答读不出来", "the answer cannot be read");
  const Owned<TS_VERIFY_CTX> context(TS_REQ_to_TS_VERIFY_CTX(request.get(), nullptr));
  if (context == nullptr) return NoToken("请求读不出来", "the request cannot be read");
  TS_VERIFY_CTX_set_flags(context.get(), static_cast<int>(TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE));
  if (TS_RESP_verify_response(context.get(), response.get()) != 1) return NoToken("机构拒绝了,或应答的是另一个请求", "the authority refused, or answered another request");
  PKCS7* token = TS_RESP_get_token(response.get());
  return token == nullptr ? Result<std::string>(NoToken("应答里没有时间戳", "the answer holds none")) : Result<std::string>(Der(token, i2d_PKCS7));
}

Result<TimeStamp> ReadTimeStamp(std::string_view token_der, std::string_view bytes, std::string_view anchors) {
  const auto token = Decoded<PKCS7>(token_der, d2i_PKCS7);
  if (token == nullptr || PKCS7_type_is_signed(token.get()) != 1) return NoToken("读不出来", "it cannot be read");
  const Owned<TS_TST_INFO> info(PKCS7_to_TS_TST_INFO(token.get()));
  if (info == nullptr) return NoToken("读不出来", "it cannot be read");
  std::tm when{};
  if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info.get()), &when) != 1) return NoToken("没有时间", "it tells no time");
  TimeStamp stamp;
  stamp.time = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", when.tm_year + 1900, when.tm_mon + 1, when.tm_mday, when.tm_hour, when.tm_min, when.tm_sec);
  const Imprint imprint = ImprintOf(bytes);
  if (TS_RESP_verify_token(Context(imprint, nullptr).get(), token.get()) != 1) return NoToken("是别的字节的", "it is of other bytes");
  if (!IsSignedByItself(token.get(), stamp.authority)) return NoToken("签名不对", "its signature is wrong");
  if (X509_STORE* store = anchors.empty() ? nullptr : StoreOf(anchors, ::timegm(&when)); store != nullptr) {
    stamp.trusted = TS_RESP_verify_token(Context(imprint, store).get(), token.get()) == 1;
  }
  return stamp;
}

}  // namespace juece
