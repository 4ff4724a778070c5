#include "known_keys.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using tokens::KeyFileError;
using tokens::KeyRing;
using tokens::KeyUse;

namespace {

const std::string zeros(64, '0'), ones(64, '1');

struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "claimcheck-keys-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  fs::path write(std::string_view text, ::mode_t mode = 0600) const {
    const auto file = path / "test.keys";
    std::ofstream{file} << text;
    ::chmod(file.c_str(), mode);
    return file;
  }
};

std::string read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream{file}.rdbuf();
  return text.str();
}

// The words with which a file is refused.
std::string refusal(const fs::path& file) {
  try {
    KeyRing::load(file);
  } catch (const KeyFileError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_SUITE("tokens/keys") {
  TEST_CASE("sub-keys differ by use and by master, and are the same tomorrow") {
    const auto keys = known_keys({0, 1});
    std::set<std::string> seen;
    for (int use = 0; use <= static_cast<int>(KeyUse::seal_ed25519); ++use)
      seen.insert(tokens::hex(keys.sub_key(0, static_cast<KeyUse>(use))));
    CHECK(seen.size() == 7);
    CHECK(keys.sub_key(0, KeyUse::check) == keys.sub_key(1, KeyUse::check));  // the same master
    tokens::Hash master = {};
    CHECK(KeyRing::of({{0, master}}).sub_key(0, KeyUse::check) != keys.sub_key(0, KeyUse::check));
    for (std::size_t i = 0; i < master.size(); ++i) master[i] = static_cast<std::uint8_t>(i);
    CHECK(keys.sub_key(0, KeyUse::seal_ed25519) ==
          tokens::hmac_sha256(master, tokens::bytes("claimcheck/seal-ed25519/v1\x01")));
  }

  TEST_CASE("rings with other keys are told apart, equal ones are not") {
    CHECK(known_keys({0}).master_fingerprint() == known_keys({0}).master_fingerprint());
    CHECK(known_keys({0}).master_fingerprint() != known_keys({1}).master_fingerprint());
    CHECK(known_keys({0}).master_fingerprint() != known_keys({0, 1}).master_fingerprint());
    CHECK_THROWS_AS(known_keys({32}), std::invalid_argument);
  }

  TEST_CASE("a new key file is private, loads, and is never overwritten") {
    const Folder folder;
    const auto file = folder.path / "new.keys";
    KeyRing::create(file);
    CHECK((fs::status(file).permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    const auto before = read(file);
    CHECK(KeyRing::load(file).newest() == 0);
    CHECK_THROWS_WITH_AS(KeyRing::create(file), doctest::Contains("new.keys: exists already"), KeyFileError);
    CHECK(read(file) == before);
    CHECK(std::distance(fs::directory_iterator{folder.path}, {}) == 1);  // nothing left beside it
  }

  TEST_CASE("an added key becomes the newest and the old ones stay") {
    const Folder folder;
    const auto file = folder.path / "test.keys";
    KeyRing::create(file);
    const auto before = KeyRing::load(file);
    CHECK(KeyRing::add(file) == 1);
    const auto after = KeyRing::load(file);
    CHECK(after.newest() == 1);
    CHECK(after.sub_key(0, KeyUse::check) == before.sub_key(0, KeyUse::check));
    CHECK(after.sub_key(1, KeyUse::check) != after.sub_key(0, KeyUse::check));
    CHECK(std::distance(fs::directory_iterator{folder.path}, {}) == 1);
  }

  TEST_CASE("a file holds 32 keys and no more, also when several add at once") {
    const Folder folder;
    const auto file = folder.path / "test.keys";
    KeyRing::create(file);
    std::vector<std::thread> adders;
    for (int i = 0; i < 4; ++i)
      adders.emplace_back([&] {
        for (int n = 0; n < 7; ++n) KeyRing::add(file);
      });
    for (auto& adder : adders) adder.join();
    CHECK(KeyRing::load(file).newest() == 28);
    for (int kid = 29; kid < 32; ++kid) CHECK(KeyRing::add(file) == kid);
    CHECK_THROWS_WITH_AS(KeyRing::add(file), doctest::Contains("holds key 31"), KeyFileError);
    const auto keys = KeyRing::load(file);
    for (int kid = 0; kid < 32; ++kid) CHECK(keys.has(kid));
  }

  TEST_CASE("a link to the key file stays a link when a key is added") {
    const Folder folder;
    KeyRing::create(folder.path / "real.keys");
    fs::create_symlink("real.keys", folder.path / "link.keys");
    KeyRing::add(folder.path / "link.keys");
    CHECK(fs::is_symlink(folder.path / "link.keys"));
    CHECK(KeyRing::load(folder.path / "real.keys").newest() == 1);
  }

  TEST_CASE("a key file that others can read, or that is none, is refused by name and fault") {
    const Folder folder;
    CHECK(refusal(folder.path / "none.keys").ends_with("none.keys: the key file is missing"));
    CHECK(refusal(folder.path).ends_with("is not a regular file"));
    const auto good = "claimcheck-keys 1\n0 " + zeros + "\n";
    CHECK(refusal(folder.write(good)) == "");
    for (const ::mode_t mode : {0644u, 0640u, 0400u, 0700u, 04600u}) {
      const auto words = refusal(folder.write(good, mode));
      CHECK_MESSAGE(words.find("must be 0600") != words.npos, words);
    }
    CHECK(refusal(folder.write(good, 0640)).find("has mode 0640") != std::string::npos);
    ::mkfifo((folder.path / "pipe").c_str(), 0600);
    CHECK(refusal(folder.path / "pipe").ends_with("is not a regular file"));
  }

  TEST_CASE("a malformed key file is refused with its line, and no key is shown") {
    const Folder folder;
    const std::string head = "claimcheck-keys 1\n";
    const std::pair<std::string, const char*> cases[]{
        {"", "line 1: must read"},
        {"claimcheck-keys 2\n0 " + ones + "\n", "line 1: must read"},
        {head, "holds no key"},
        {head + "0 " + ones, "line 2: does not end"},
        {head + "32 " + ones + "\n", "line 2: must begin with a key id"},
        {head + "-1 " + ones + "\n", "line 2: must begin with a key id"},
        {head + "x " + ones + "\n", "line 2: must begin with a key id"},
        {head + "0 " + ones.substr(1) + "\n", "line 2: must hold 64"},
        {head + "0 " + ones + "1\n", "line 2: must hold 64"},
        {head + "0 " + ones.substr(1) + "g\n", "line 2: must hold 64"},
        {head + "0 " + ones + "\r\n", "line 2: must hold 64"},
        {head + "0  " + ones + "\n", "line 2: must hold 64"},
        {head + "0 " + ones + "\n\n", "line 3: must begin with a key id"},
        {head + "0 " + ones + "\n0 " + zeros + "\n", "line 3: repeats a key id"},
        {std::string(5000, '#'), "too long"},
    };
    for (const auto& [text, fault] : cases) {
      const auto words = refusal(folder.write(text));
      CHECK_MESSAGE(words.find(fault) != words.npos, words);
      CHECK_MESSAGE(words.starts_with(folder.path.string()), words);
      CHECK_MESSAGE(words.find("11111111") == words.npos, words);
    }
  }

  TEST_CASE("adding to a missing or damaged file changes nothing") {
    const Folder folder;
    CHECK_THROWS_AS(KeyRing::add(folder.path / "none.keys"), KeyFileError);
    CHECK_FALSE(fs::exists(folder.path / "none.keys"));
    const auto file = folder.write("claimcheck-keys 1\n0 short\n");
    CHECK_THROWS_AS(KeyRing::add(file), KeyFileError);
    CHECK(read(file) == "claimcheck-keys 1\n0 short\n");
    CHECK_THROWS_AS(KeyRing::create(folder.path / "no" / "such" / "folder.keys"), KeyFileError);
  }
}
