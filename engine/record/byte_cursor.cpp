#include "record/byte_cursor.h"

#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace juece {
namespace {

constexpr std::uint64_t EachByte(std::uint8_t byte) { return byte * 0x0101010101010101U; }

// Not zero where one of the bytes is zero.
constexpr std::uint64_t ZeroBytes(std::uint64_t eight) { return (eight - EachByte(1)) & ~eight & EachByte(0x80); }

// Not zero where one of the bytes does not stand in a text as it is.
constexpr std::uint64_t NotPlain(std::uint64_t eight) {
  return ((eight - EachByte(0x20)) & ~eight & EachByte(0x80)) | ZeroBytes(eight ^ EachByte('"')) | ZeroBytes(eight ^ EachByte('\\'));
}

}  // namespace

// Most of a history is text: sixteen bytes at a time, or eight.
const char* PlainEnd(const char* at, const char* end, bool& ascii) {
  std::uint64_t seen = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1F);
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash));
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes);
    const auto stop = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(ends, low)));
    const auto high = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    const unsigned passed = stop == 0 ? high : high & (stop - 1) & ~stop;
    if (passed != 0) ascii = false;
    if (stop != 0) return at + std::countr_zero(stop);
  }
#endif
  for (std::uint64_t eight = 0; end - at >= static_cast<std::ptrdiff_t>(sizeof eight); at += sizeof eight) {
    std::memcpy(&eight, at, sizeof eight);
    if (NotPlain(eight) != 0) break;
    seen |= eight;
  }
  for (; at != end && static_cast<unsigned char>(*at) >= 0x20 && *at != '"' && *at != '\\'; ++at) seen |= static_cast<unsigned char>(*at);
  if ((seen & EachByte(0x80)) != 0) ascii = false;
  return at;
}

}  // namespace juece
