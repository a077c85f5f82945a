// Messages of notices: JSON for other systems, mails for people. The host delivers them.
#include <array>
#include <string>

#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

std::string Quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string Json(Value value) {
  switch (value.Kind()) {
    case JUECE_VALUE_BOOLEAN: return value.IsTrue() ? "true" : "false";
    case JUECE_VALUE_NUMBER: return std::string(value.Number());
    case JUECE_VALUE_TEXT: return Quoted(value.Text());
    case JUECE_VALUE_LIST: {
      std::string out;
      for (Value item : value) out += (out.empty() ? "" : ", ") + Json(item);
      return "[" + out + "]";
    }
    case JUECE_VALUE_MAP: {
      std::string out;
      for (std::size_t i = 0; i < value.size(); ++i) out += (i == 0 ? "" : ", ") + Quoted(value.Name(i)) + ": " + Json(value[i]);
      return "{" + out + "}";
    }
    default: return "null";
  }
}

class ReminderJson : public Notifier {
 public:
  [[nodiscard]] Document Compose(const Call& call) const override {
    return {"application/json", "reminder.json", Json(call.subject()["notice"]) + "\n"};
  }
};

// Base64 in lines of 76 characters, as mails carry it.
std::string Base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t block = 0;
    for (std::size_t j = 0; j < 3; ++j) block = block << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) out += i + j <= bytes.size() ? kAlphabet[block >> (18 - 6 * j) & 63] : '=';
    if ((column += 4) == 76) out += "\r\n", column = 0;
  }
  return out;
}

// A header that is not ASCII, in encoded words of whole characters; control characters could forge another header.
std::string HeaderText(std::string_view text) {
  constexpr std::size_t kMost = 42;  // bytes in one encoded word
  std::string out;
  std::string word;
  const auto flush = [&] {
    if (!word.empty()) out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + Base64(word) + "?=";
    word.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t size = 1;
    while (i + size < text.size() && (static_cast<unsigned char>(text[i + size]) & 0xC0U) == 0x80U) ++size;
    if (word.size() + size > kMost) flush();
    if (static_cast<unsigned char>(text[i]) >= 0x20) word += text.substr(i, size);
    i += size;
  }
  flush();
  return out;
}

bool IsAddress(std::string_view text) {
  std::size_t at = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F || c == ',' || c == '<' || c == '>' || c == '"') return false;
    at += c == '@' ? 1 : 0;
  }
  return at == 1 && text.front() != '@' && text.back() != '@';
}

class ReminderMail : public Notifier {
 public:
  void CheckConfiguration(Value configuration, Problems& problems) const override {
    Check(configuration["from"].Text(), problems);
    for (Value address : configuration["addresses"]) Check(address.Text(), problems);
  }

  [[nodiscard]] Document Compose(const Call& call) const override {
    const Value notice = call.subject()["notice"];
    const Value addresses = call.configuration()["addresses"];
    std::string to;
    for (Value role : notice["roles"]) {
      const std::string_view address = addresses[role.Text()].Text();
      if (!address.empty() && to.find(address) == std::string::npos) to += (to.empty() ? "" : ", ") + std::string(address);
    }
    if (to.empty()) {
      const Sentence roles = QuoteAll(Texts(notice["roles"]));
      throw CannotAnswer("no address for the roles " + roles.en + " / 没有这些角色的收件地址:" + roles.zh);
    }
    const std::string subject = std::string(call.In(notice["sentence"]));
    const std::string body = subject + "\r\n\r\n" + std::string(notice["title"].Text()) + " (" + std::string(notice["dossier"].Text()) + ")\r\n" +
                             std::string(notice["organ"].Text()) + "\r\n";
    std::string mail = "From: " + std::string(call.configuration()["from"].Text()) + "\r\nTo: " + to + "\r\nSubject: " + HeaderText(subject) +
                       "\r\nMessage-ID: <" + std::string(notice["id"].Text()) + "@juece>\r\nMIME-Version: 1.0\r\n" +
                       "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Base64(body) + "\r\n";
    return {"message/rfc822", "reminder.eml", std::move(mail)};
  }

 private:
  static void Check(std::string_view address, Problems& problems) {
    if (IsAddress(address)) return;
    const Sentence said = Quote(address);
    problems.Add({"应为邮件地址,但为" + said.zh, "Expected an address of a mail, but found " + said.en});
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeFunction<juece::sdk::ReminderJson>("reminder_json"),
             juece::sdk::MakeFunction<juece::sdk::ReminderMail>("reminder_mail"))
