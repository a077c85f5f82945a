// juece key: new pairs of keys for signed checkpoints, and what a key file is.
#include <fmt/format.h>

#include "commands/commands.h"
#include "digest/signature.h"
#include "evidence/small_file.h"

namespace juece::cli {
namespace {

constexpr std::uint64_t kKeyBytes = std::uint64_t{1} << 20U;

int PrintKey(Session& session, const PublicKey& key, const std::string& file) {
  if (session.json()) {
    session.Print(Data::OfMembers({{"key", key.id()}, {"scheme", ToString(key.scheme())}, {"public_key", key.pem()}}));
  } else {
    session.Print(session.In({fmt::format("钥匙 {}({})\n公钥在 {}:可以公开,请交给查验的人\n", key.id(), ToString(key.scheme()), file),
                              fmt::format("Key {} ({})\nThe public key is {}: give it to those who verify\n", key.id(), ToString(key.scheme()), file)}));
  }
  return kDone;
}

int New(Session& session, const KeyArguments& arguments) {
  const auto scheme = ParseSignatureScheme(arguments.scheme);
  if (!scheme) return session.Fail(scheme.error());
  const auto key = SigningKey::Generate(*scheme);
  const auto pem = key ? key->ToPem() : Result<std::string>(key.error());
  if (!pem) return session.Fail(pem.error());
  Status written = juece::WriteNewFile(arguments.file, *pem, 0600);
  if (written.ok()) written = juece::WriteNewFile(arguments.file + ".pub", key->public_key().pem(), 0644);
  return written.ok() ? PrintKey(session, key->public_key(), arguments.file + ".pub") : session.Fail(written);
}

}  // namespace

int Run(Session& session, const KeyArguments& arguments) {
  if (arguments.action == "new") return New(session, arguments);
  const auto pem = ReadSmallFile(arguments.file, kKeyBytes);
  if (!pem) return session.Fail(pem.error());
  const auto key = PublicKey::FromPem(*pem);
  return key ? PrintKey(session, *key, arguments.file) : session.Fail(key.error());
}

}  // namespace juece::cli
