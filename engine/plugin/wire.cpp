#include "plugin/wire.h"

#include <bit>
#include <cstring>
#include <utility>

namespace juece {
namespace {

static_assert(std::endian::native == std::endian::little, "bytes are copied as they stand in memory");

constexpr int kDeepest = 200;  // as deep as a payload may be (base/json.h), and a little more

}  // namespace

WireWriter::WireWriter(Message message) {
  bytes_.reserve(512);
  bytes_.assign(kFrameHeader, '\0');
  bytes_[4] = static_cast<char>(message);
}

void WireWriter::Number(std::int64_t value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes_.append(raw, sizeof raw);
}

void WireWriter::Text(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  char raw[sizeof size];
  std::memcpy(raw, &size, sizeof size);
  bytes_.append(raw, sizeof raw);
  bytes_.append(text);
}

void WireWriter::Value(const Data& data) {
  Byte(static_cast<std::uint8_t>(data.kind()));
  switch (data.kind()) {
    case Data::Kind::kNull: break;
    case Data::Kind::kBool: Byte(data.AsBool() ? 1 : 0); break;
    case Data::Kind::kNumber: Text(data.AsNumber().text()); break;
    case Data::Kind::kText: Text(data.AsText()); break;
    case Data::Kind::kList:
      Number(static_cast<std::int64_t>(data.AsList().size()));
      for (const Data& item : data.AsList()) Value(item);
      break;
    case Data::Kind::kMap:
      Number(static_cast<std::int64_t>(data.AsMap().size()));
      for (const Member& member : data.AsMap()) {
        Text(member.name);
        Value(member.value);
      }
      break;
  }
}

std::string WireWriter::Finish() && {
  const auto size = static_cast<std::uint32_t>(bytes_.size() - kFrameHeader);
  std::memcpy(bytes_.data(), &size, sizeof size);
  return std::move(bytes_);
}

std::string_view WireReader::Take(std::size_t size) {
  if (size > rest_.size()) {
    Fail();
    return {};
  }
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::uint8_t WireReader::Byte() {
  const std::string_view raw = Take(1);
  return raw.empty() ? 0 : static_cast<std::uint8_t>(raw[0]);
}

std::int64_t WireReader::Number() {
  const std::string_view raw = Take(sizeof(std::int64_t));
  std::int64_t value = 0;
  if (!raw.empty()) std::memcpy(&value, raw.data(), sizeof value);
  return value;
}

std::string_view WireReader::Text() {
  const std::string_view raw = Take(sizeof(std::uint32_t));
  std::uint32_t size = 0;
  if (!raw.empty()) std::memcpy(&size, raw.data(), sizeof size);
  return Take(size);
}

std::size_t WireReader::Count(std::size_t least_bytes) {
  const std::int64_t count = Number();
  if (count >= 0 && static_cast<std::uint64_t>(count) <= rest_.size() / least_bytes) return static_cast<std::size_t>(count);
  Fail();
  return 0;
}

Data WireReader::ValueAt(int depth) {
  if (depth > kDeepest) {
    Fail();
    return {};
  }
  switch (Byte()) {
    case static_cast<std::uint8_t>(Data::Kind::kNull): return {};
    case static_cast<std::uint8_t>(Data::Kind::kBool): return Byte() != 0;
    case static_cast<std::uint8_t>(Data::Kind::kText): return String();
    case static_cast<std::uint8_t>(Data::Kind::kNumber): {
      auto number = Decimal::Parse(Text());
      if (number) return *std::move(number);
      Fail();
      return {};
    }
    case static_cast<std::uint8_t>(Data::Kind::kList): {
      Data::List items(Count(1));
      for (Data& item : items) item = ValueAt(depth + 1);
      return items;
    }
    case static_cast<std::uint8_t>(Data::Kind::kMap): {
      Data::Map members(Count(5));
      for (Member& member : members) {
        member.name = String();
        member.value = ValueAt(depth + 1);
      }
      return members;
    }
    default: Fail(); return {};
  }
}

}  // namespace juece
