// Time stamps by RFC 3161: a request for some bytes, what an authority answers, and whether a token is for these bytes. The bytes' SHA-256 is
// what is stamped, as every authority knows it.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace juece {

// DER of a TimeStampReq, with a random nonce, asking for the authority's certificate.
Result<std::string> TimeStampRequest(std::string_view bytes);
// The token (DER) of a TimeStampResp that answers this request; InvalidArgument where it refuses, or answers another.
Result<std::string> TokenOf(std::string_view response, std::string_view request);

struct TimeStamp {
  std::string time;       // UTC, ISO 8601, as the authority says
  std::string authority;  // subject of the certificate that signed it, as far as it tells
  bool trusted = false;   // its certificate leads to one of the anchors, at that time
};
// Corrupt where the token is none, is for other bytes, or its signature is wrong. `anchors`: PEM certificates, may be empty.
Result<TimeStamp> ReadTimeStamp(std::string_view token, std::string_view bytes, std::string_view anchors);

}  // namespace juece
