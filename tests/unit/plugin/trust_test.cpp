// Before any code of a plugin runs: its file, its note, and whose word it stands on.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/elf_note.h"
#include "plugin/manifest.h"
#include "plugin/plugin_file.h"
#include "plugin/plugin_library.h"
#include "plugin/plugin_set.h"
#include "support/places.h"
#include "support/temp_dir.h"

namespace juece {
namespace {

namespace fs = std::filesystem;

[[maybe_unused]] const mode_t kMaskBefore = umask(022);  // files that the tests make are as an office makes them

std::string TrustedFixture(const std::string& name) { return BinaryDir() + "/fixtures/plugins/" + name + ".so"; }

std::string Bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A copy in a folder of its own, so that modes and lists can be spoilt.
struct Folder {
  explicit Folder(const std::string& fixture = "leaves_trace") { fs::copy_file(TrustedFixture(fixture), file); }
  test::TempDir dir;
  std::string file = dir / "a.so";
};

std::string WhyNotOpened(const std::string& path) {
  const auto file = PluginFile::Open(path);
  REQUIRE_FALSE(file);
  CHECK_FALSE(file.error().message().zh.empty());
  return file.error().message().en;
}

Result<PluginTrust> Judged(const std::string& path, const TrustPolicy& policy) {
  const auto file = PluginFile::Open(path);
  REQUIRE(file);
  return FolderTrust(policy, fs::path(path).parent_path().string()).Judge(**file);
}

std::string WhyNotTrusted(const std::string& path, const TrustPolicy& policy) {
  const auto trust = Judged(path, policy);
  REQUIRE_FALSE(trust);
  CHECK(trust.error().message().zh.find("应") != std::string::npos);
  return trust.error().message().en;
}

SigningKey Key(SignatureScheme scheme) { return *SigningKey::Generate(scheme); }

void Sign(const std::string& path, const SigningKey& key) {
  const auto file = PluginFile::Open(path);
  REQUIRE(file);
  const auto made = SignPlugin(**file, key);
  REQUIRE(made);
  CHECK(HoldsTogether(*made));
  REQUIRE(WriteManifest(fs::path(path).parent_path().string(), *made).ok());
}

bool Contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a plugin's note is read from its file", "[trust]") {
  const auto file = PluginFile::Open(TrustedFixture("plain_c"));
  REQUIRE(file);
  REQUIRE((*file)->note());
  CHECK((*file)->note()->id == "test.fixture");
  CHECK((*file)->note()->version == "1.0.0");
  CHECK((*file)->note()->major == 1);
  CHECK((*file)->note()->minor == 1);
  const auto shipped = PluginFile::Open(BinaryDir() + "/plugins/legality_review.so");
  REQUIRE(shipped);
  REQUIRE((*shipped)->note());
  CHECK((*shipped)->note()->id == "juece.legality_review");
  CHECK((*file)->bytes() == Bytes(TrustedFixture("plain_c")));
}

TEST_CASE("what is no plugin file is refused before it is looked into", "[trust]") {
  Folder folder;
  CHECK(Contains(WhyNotOpened(folder.dir / "none.so"), "expected to open the file, but it failed: No such file"));
  CHECK(Contains(WhyNotOpened(folder.dir.path().string()), "expected a regular file, but it is none"));
  REQUIRE(symlink("a.so", (folder.dir / "link.so").c_str()) == 0);
  CHECK(Contains(WhyNotOpened(folder.dir / "link.so"), "expected a regular file, but it is a symbolic link"));
  REQUIRE(mkfifo((folder.dir / "pipe.so").c_str(), 0600) == 0);
  CHECK(Contains(WhyNotOpened(folder.dir / "pipe.so"), "expected a regular file"));
  std::ofstream(folder.dir / "empty.so");
  CHECK(Contains(WhyNotOpened(folder.dir / "empty.so"), "it is no ELF file"));
  std::ofstream(folder.dir / "text.so") << "no library\n";
  CHECK(Contains(WhyNotOpened(folder.dir / "text.so"), "expected a shared library for this machine (ELF, 64 bits), but it is no ELF file"));
}

TEST_CASE("a file or folder that others may write is refused", "[trust]") {
  Folder folder;
  REQUIRE(PluginFile::Open(folder.file));
  REQUIRE(chmod(folder.file.c_str(), 0664) == 0);
  CHECK(WhyNotOpened(folder.file) == folder.file + ": expected that only its owner may write it, but its mode is 664; chmod go-w " + folder.file);
  REQUIRE(chmod(folder.file.c_str(), 0644) == 0);
  const std::string around = folder.dir.path().string();
  REQUIRE(chmod(around.c_str(), 0777) == 0);
  CHECK(WhyNotOpened(folder.file) == around + ": expected that only its owner may write it, but its mode is 777; chmod go-w " + around);
  REQUIRE(chmod(around.c_str(), 0700) == 0);
  CHECK(PluginFile::Open(folder.file));
  CHECK(CheckOwnership("x", 0, 0644).ok());
  CHECK(CheckOwnership("x", geteuid(), 0644).ok());
  CHECK(Contains(CheckOwnership("x", geteuid() + 1, 0644).message().en, "expected its owner to be root or this user"));
}

TEST_CASE("what was checked is what is loaded, whatever becomes of the file", "[trust]") {
  Folder folder("plain_c");
  const auto file = PluginFile::Open(folder.file);
  REQUIRE(file);
  const std::string was((*file)->bytes());
  std::fstream(folder.file, std::ios::in | std::ios::out | std::ios::binary) << "spoilt, in place, by whoever may write it";
  fs::resize_file(folder.file, 100);
  CHECK((*file)->bytes() == was);
  CHECK(Bytes((*file)->LoadPath()) == was);
  // Sealed: not even through the descriptor.
  CHECK(write((*file)->descriptor(), "x", 1) < 0);
  CHECK(ftruncate((*file)->descriptor(), 0) != 0);
  CHECK(PluginLibrary::Load(*file));
}

TEST_CASE("a plugin of another interface is refused before its code runs", "[trust]") {
  unsetenv("JUECE_FIXTURE_RAN");
  CHECK(Contains(WhyNotOpened(TrustedFixture("newer_minor")), "expected an interface version from 1.0 to 1.1, but it was built for 1.2"));
  CHECK(Contains(WhyNotOpened(TrustedFixture("wrong_major")), "expected an interface version from 1.0 to 1.1, but it was built for 2.0"));
  CHECK(std::getenv("JUECE_FIXTURE_RAN") == nullptr);
}

TEST_CASE("a plugin that nobody vouches for does not run", "[trust]") {
  unsetenv("JUECE_FIXTURE_RAN");
  Folder folder;
  std::ofstream(folder.file, std::ios::app | std::ios::binary) << "bytes that no other test has loaded";
  PluginSet set({}, nullptr);
  const Status status = set.AddFile(folder.file);
  CHECK(status.code() == StatusCode::kInvalidArgument);
  CHECK(Contains(status.message().en, "expected a signature, but there is none; sign it with juece plugin sign"));
  CHECK(std::getenv("JUECE_FIXTURE_RAN") == nullptr);
  HostingPolicy policy;
  policy.trust.unsigned_files["a.so"] = "";
  PluginSet allowed(policy, nullptr);
  REQUIRE(allowed.AddFile(folder.file).ok());
  REQUIRE(std::getenv("JUECE_FIXTURE_RAN") != nullptr);  // so that the test can tell
  CHECK(allowed.plugins().front()->trust().kind == "unsigned");
}

TEST_CASE("signatures of named signers are trusted, SM2 over SM3 and Ed25519 over SHA-256", "[trust]") {
  for (const SignatureScheme scheme : {SignatureScheme::kSm2, SignatureScheme::kEd25519}) {
    CAPTURE(ToString(scheme));
    Folder folder;
    const SigningKey key = Key(scheme);
    Sign(folder.file, key);
    const auto lines = ReadManifest(folder.dir.path().string());
    REQUIRE((lines && lines->size() == 1));
    CHECK(lines->front().statement.digest.rfind(scheme == SignatureScheme::kSm2 ? "sm3:" : "sha256:", 0) == 0);
    CHECK(lines->front().statement.id == "test.fixture");
    CHECK(lines->front().statement.abi == "1.1");
    const std::string& id = key.public_key().id();
    CHECK(Contains(WhyNotTrusted(folder.file, {}), "expected a signer that the configuration names, but it was signed by " + id));
    TrustPolicy policy;
    policy.signers[id] = "省大数据局";
    const auto trust = Judged(folder.file, policy);
    REQUIRE(trust);
    CHECK(trust->kind == "signed");
    CHECK(trust->signer == id);
    CHECK(trust->signer_name == "省大数据局");
    // Signed again: the line is replaced; by another key: it is added.
    Sign(folder.file, key);
    Sign(folder.file, Key(SignatureScheme::kEd25519));
    CHECK(ReadManifest(folder.dir.path().string())->size() == 2);
    CHECK(Judged(folder.file, policy));
    // The signature is of the bytes, not of the name.
    fs::copy_file(folder.file, folder.dir / "renamed.so");
    CHECK(Judged(folder.dir / "renamed.so", policy));
    // One byte more, and nobody vouches for it.
    std::ofstream(folder.file, std::ios::app | std::ios::binary) << '\0';
    const std::string why = WhyNotTrusted(folder.file, policy);
    CHECK(Contains(why, "expected the file as it was signed, " + lines->front().statement.digest + ", but it is "));
  }
}

TEST_CASE("a forged line is no signature", "[trust]") {
  Folder folder;
  const SigningKey key = Key(SignatureScheme::kSm2);
  const SigningKey other = Key(SignatureScheme::kSm2);
  TrustPolicy policy;
  policy.signers[key.public_key().id()] = "局";
  const auto file = PluginFile::Open(folder.file);
  auto forged = SignPlugin(**file, other);
  REQUIRE(forged);
  forged->key = key.public_key().id();  // claims to be the trusted one
  CHECK_FALSE(HoldsTogether(*forged));
  REQUIRE(WriteManifest(folder.dir.path().string(), *forged).ok());
  CHECK(Contains(WhyNotTrusted(folder.file, policy), "expected the signature in manifest.jsonl to fit, but it does not"));
  forged->public_key = key.public_key().pem();
  CHECK_FALSE(HoldsTogether(*forged));
  // What was said of another file, put beside this one.
  auto moved = SignPlugin(**PluginFile::Open(TrustedFixture("plain_c")), key);
  moved->statement.digest = (*file)->Digest(DigestAlgorithm::kSm3);
  CHECK_FALSE(HoldsTogether(*moved));
}

TEST_CASE("a manifest that cannot be read, or that others may write, lets nothing in", "[trust]") {
  Folder folder;
  const SigningKey key = Key(SignatureScheme::kEd25519);
  TrustPolicy policy;
  policy.signers[key.public_key().id()] = "局";
  Sign(folder.file, key);
  const std::string manifest = folder.dir / "manifest.jsonl";
  const std::string good = Bytes(manifest);
  std::ofstream(manifest, std::ios::app) << "{}\n";
  CHECK(Contains(WhyNotTrusted(folder.file, policy), manifest + " line 2: expected a canonical line of a signed plugin"));
  std::ofstream(manifest) << good;
  REQUIRE(chmod(manifest.c_str(), 0666) == 0);
  CHECK(Contains(WhyNotTrusted(folder.file, policy), "manifest.jsonl: expected that only its owner may write it"));
  REQUIRE(chmod(manifest.c_str(), 0644) == 0);
  CHECK(Judged(folder.file, policy));
}

TEST_CASE("the program's own list vouches for what came with it, and for nothing else", "[trust]") {
  TrustPolicy policy;
  policy.shipped_folder = BinaryDir() + "/plugins";
  PluginSet set([&] {
    HostingPolicy hosting;
    hosting.trust = policy;
    return hosting;
  }(), nullptr);
  std::vector<Finding> findings;
  set.AddFolder(policy.shipped_folder, findings);
  for (const Finding& finding : findings) FAIL_CHECK(finding.message.en);
  REQUIRE(set.plugins().size() > 10);
  for (const auto& plugin : set.plugins()) {
    CHECK(plugin->trust().kind == "shipped");
    // What events name as their signer: only plugins that offer steps write events.
    if (!plugin->types().empty()) CHECK(set.SignerOf(plugin->digest()) == "shipped");
  }
  Folder folder;
  policy.shipped_folder = folder.dir.path().string();
  const auto file = PluginFile::Open(folder.file);
  std::ofstream(folder.dir / "SHA256SUMS") << (*file)->digest().substr(7) << "  a.so\n";
  CHECK(Judged(folder.file, policy)->kind == "shipped");
  CHECK(Contains(WhyNotTrusted(folder.file, {}), "expected a signature"));  // another folder's list means nothing
  policy.shipped_must_be_signed = true;
  CHECK(Contains(WhyNotTrusted(folder.file, policy), "expected a signature"));
  policy.shipped_must_be_signed = false;
  std::ofstream(folder.file, std::ios::app | std::ios::binary) << '\0';
  CHECK(Contains(WhyNotTrusted(folder.file, policy), "expected the file that came with this program, " + (*file)->digest()));
  std::ofstream(folder.dir / "SHA256SUMS") << "not a list\n";
  CHECK(Contains(WhyNotTrusted(folder.file, policy), "SHA256SUMS line 1: expected a digest, two blanks and a file name"));
}

TEST_CASE("leave may name one build", "[trust]") {
  Folder folder;
  const auto file = PluginFile::Open(folder.file);
  TrustPolicy policy;
  policy.unsigned_files["a.so"] = (*file)->digest();
  CHECK(Judged(folder.file, policy)->kind == "unsigned");
  std::ofstream(folder.file, std::ios::app | std::ios::binary) << '\0';
  CHECK(Contains(WhyNotTrusted(folder.file, policy), "expected a signature, but there is none"));
  policy.unsigned_folders.insert(folder.dir.path().string());
  CHECK(Judged(folder.file, policy));
}

TEST_CASE("note and entry table say the same, and from ABI 1.1 on there is a note", "[trust]") {
  const auto why = [](const std::string& name) {
    PluginSet set;
    return set.AddFile(TrustedFixture(name)).message().en;
  };
  CHECK(Contains(why("unnoted"), "expected a plugin that was built for interface version 1.1 to have an ABI note (.note.juece), but there is none; in C, write JUECE_NOTE(\"test.fixture\", \"1.0.0\")"));
  CHECK(Contains(why("other_note"), "expected the ABI note (.note.juece) and the entry table to agree, but the note says 'test.another 1.0.0, interface 1.1' and the entry "
                                    "'test.fixture 1.0.0, interface 1.1'"));
  CHECK(Contains(why("unnoted_newer"), "expected an interface version from 1.0 to 1.1, but it was built for 1.2"));
}

TEST_CASE("versions are compared by number", "[trust]") {
  CHECK(CompareVersions("1.10.0", "1.9.0") > 0);
  CHECK(CompareVersions("1.0.0", "1.0.0") == 0);
  CHECK(CompareVersions("1.0", "1.0.1") < 0);
  CHECK(CompareVersions("2.0.0", "10.0.0") < 0);
  CHECK(CompareVersions("1.0.0-b", "1.0.0-a") > 0);
}

}  // namespace juece
