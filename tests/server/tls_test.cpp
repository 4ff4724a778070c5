#include "server/http/tls.hpp"
#include "server/config.hpp"
#include "server/http/tickets.hpp"
#include "tests/blackbox/tls_client.hpp"
#include "tests/server/scratch.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <future>
#include <thread>

using namespace server;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

struct Pair {
  Scratch folder;
  explicit Pair(const tls::Key& key = tls::ecdsa_key()) { tls::write_pair(folder / "", key, "shop.example"); }
  TlsContext context(std::shared_ptr<TicketKeys> tickets = nullptr) const {
    return {folder / "cert.pem", folder / "key.pem", std::move(tickets)};
  }
  // What a context of these files is refused with, without the folder.
  std::string refusal() const {
    try {
      context();
    } catch (const ConfigError& error) {
      std::string words = error.what();
      const auto at = (folder / "").string();
      for (auto found = words.find(at); found != words.npos; found = words.find(at))
        words.erase(found, at.size());
      return words;
    }
    return "";
  }
};

// A session whose other end a client holds in a thread of its own.
class Talk {
 public:
  template <class Say>
  Talk(const TlsContext& context, Say say) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
      throw std::runtime_error("no sockets");
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    socket_ = ends[0];
    session = context.open(socket_);
    client_ = std::thread{[say, far = ends[1]] {
      tls::Client client{far, {}};
      say(client);
    }};
  }
  ~Talk() {
    session.reset();
    ::close(socket_);
    client_.join();
  }
  // Waits for what it was told to wait for; false when the other side has left.
  bool wait(Moved moved) const {
    pollfd socket{socket_, static_cast<short>(moved.next == Moved::Next::read ? POLLIN : POLLOUT), 0};
    return moved.next != Moved::Next::ended && ::poll(&socket, 1, 20'000) == 1;
  }
  bool shake_hands() const {
    for (;;) {
      const auto moved = session->handshake();
      if (moved.next == Moved::Next::more) return true;
      if (!wait(moved)) return false;
    }
  }
  std::string read(std::size_t bytes) const {
    std::string text(bytes, '\0');
    for (std::size_t filled = 0; filled < bytes;) {
      const auto moved = session->read(asio::buffer(text) + filled);
      filled += moved.count;
      if (moved.count == 0 && !wait(moved)) return text.substr(0, filled);
    }
    return text;
  }

  std::unique_ptr<TlsSession> session;

 private:
  int socket_;
  std::thread client_;
};

}  // namespace

TEST_SUITE_BEGIN("server/tls");

TEST_CASE("head and body of a page go out as one record") {
  const auto context = Pair{}.context();
  std::promise<std::string> first;
  const Talk talk{context, [&](tls::Client& client) { first.set_value(client.record()); }};
  REQUIRE(talk.shake_hands());
  const std::string head(1000, 'h'), body(12'000, 'b');
  const std::array bytes{asio::buffer(head), asio::buffer(body)};
  const auto moved = talk.session->write(bytes);
  CHECK(moved.count == head.size() + body.size());
  CHECK(moved.next == Moved::Next::more);
  CHECK(first.get_future().get() == head + body);
}

TEST_CASE("an answer that the network does not take at once goes on where it stopped, whole and in order") {
  const auto context = Pair{}.context();
  std::string sent;
  for (std::size_t i = 0; i < 5'000'000; ++i) sent += static_cast<char>('a' + i % 23);
  std::promise<std::string> received;
  std::promise<void> full;
  const Talk talk{context, [&](tls::Client& client) {
                    full.get_future().wait_for(20s);
                    std::string all;
                    while (all.size() < sent.size() + 3) {
                      const auto more = client.record();
                      if (more.empty()) break;
                      all += more;
                    }
                    received.set_value(std::move(all));
                  }};
  REQUIRE(talk.shake_hands());
  const std::string head = "###";
  std::size_t gone = 0;
  bool waited = false;
  while (gone < head.size() + sent.size()) {
    const auto begun = std::min(gone, head.size());
    const std::array<asio::const_buffer, 2> bytes{asio::buffer(head) + begun,
                                                  asio::buffer(sent) + (gone - begun)};
    const auto moved = talk.session->write(bytes);
    gone += moved.count;
    if (moved.next == Moved::Next::more) continue;
    if (!waited) full.set_value();
    waited = true;
    REQUIRE(talk.wait(moved));
  }
  CHECK(waited);
  CHECK(received.get_future().get() == head + sent);
}

TEST_CASE("who has read all that came is told to wait, and who has not is told that there is more") {
  const auto context = Pair{}.context();
  std::promise<void> done;
  const Talk talk{context, [&](tls::Client& client) {
                    client.send("0123456789");
                    done.get_future().wait_for(20s);
                  }};
  REQUIRE(talk.shake_hands());
  CHECK(talk.read(4) == "0123");
  CHECK(talk.session->has_more());
  std::string rest(100, '\0');
  const auto moved = talk.session->read(asio::buffer(rest));
  CHECK(moved.count == 6);
  CHECK(moved.next == Moved::Next::read);
  CHECK_FALSE(talk.session->has_more());
  CHECK(talk.session->read(asio::buffer(rest)).next == Moved::Next::read);
  done.set_value();
}

TEST_CASE("the end is said, so that who listens knows that nothing was cut off") {
  const auto context = Pair{}.context();
  std::promise<bool> told;
  const Talk talk{context, [&](tls::Client& client) { told.set_value(client.taken_leave_of()); }};
  REQUIRE(talk.shake_hands());
  talk.session->say_goodbye();
  CHECK(told.get_future().get());
}

TEST_CASE("a key that others may read is refused by name and mode") {
  const Pair pair;
  std::filesystem::permissions(pair.folder / "key.pem", std::filesystem::perms{0644});
  CHECK(pair.refusal() ==
        "key.pem: has mode 0644, but must be 0600, or 0640, so that nobody else reads the key");
  std::filesystem::permissions(pair.folder / "key.pem", std::filesystem::perms{0640});
  CHECK(pair.refusal().empty());
}

TEST_CASE(
    "a certificate or key that cannot be used is refused with its name and never with what stands in it") {
  const Pair pair;
  SUBCASE("the key of another certificate") {
    tls::write_key(pair.folder / "key.pem", tls::ecdsa_key());
    CHECK(pair.refusal() == "key.pem: does not belong to the certificate cert.pem");
  }
  SUBCASE("a key behind a passphrase, which nobody is asked for") {
    tls::write_key(pair.folder / "key.pem", tls::ecdsa_key(), "tell nobody");
    CHECK(pair.refusal().starts_with("key.pem: holds no private key without a passphrase"));
  }
  SUBCASE("no certificate at all") {
    pair.folder.write("cert.pem", "my secret diary");
    CHECK(pair.refusal().starts_with("cert.pem: holds no certificate that can be used"));
    CHECK(pair.refusal().find("diary") == std::string::npos);
  }
  SUBCASE("missing") {
    std::filesystem::remove(pair.folder / "cert.pem");
    CHECK(pair.refusal() == "cert.pem: cannot be read: No such file or directory");
  }
}

TEST_CASE("tickets are sealed with a new key every twelve hours, and those of the two before still open") {
  TicketKeys keys;
  const TicketKeys::Time begin{};
  const auto first = keys.newest(begin);
  CHECK(keys.newest(begin + 11h).name == first.name);
  const auto second = keys.newest(begin + 12h);
  CHECK(second.name != first.name);
  CHECK(second.seal != first.seal);
  const auto third = keys.newest(begin + 24h);
  CHECK(keys.find(first.name, begin + 35h)->seal == first.seal);
  CHECK_FALSE(keys.find(first.name, begin + 36h));
  CHECK(keys.find(third.name, begin + 36h));
  SUBCASE("also when nobody came for days") { CHECK_FALSE(keys.find(third.name, begin + 24h + 36h)); }
}

TEST_SUITE_END();
