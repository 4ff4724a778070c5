#include "tests/blackbox/console.hpp"
#include "tests/blackbox/tls_service.hpp"

#include <doctest/doctest.h>

#include <csignal>

using namespace harness;

namespace {

const tls::Running& calm() {
  static const tls::Running running;
  return running;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/tls");

TEST_CASE("C05: the service speaks TLS 1.3 and 1.2, and says so in its first line") {
  CHECK(calm().service.first_lines()[0].starts_with("listening on https://127.0.0.1:"));
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    tls::Client client{calm().port(), {.least = version, .most = version}};
    CHECK(client.version() == (version == TLS1_3_VERSION ? "TLSv1.3" : "TLSv1.2"));
    CHECK(client.protocol() == "http/1.1");
    CHECK(client.name() == "first.example");
    CHECK(client.send(tls::robots).answer().status == 200);
    CHECK(client.send(tls::robots).answer().status == 200);
  }
}

TEST_CASE("who offers no protocol gets HTTP/1.1, and who offers only others is refused") {
  CHECK(tls::Client{calm().port(), {.protocols = ""}}.send(tls::robots).answer().status == 200);
  CHECK_FALSE(tls::Client{calm().port(), {.protocols = "h2"}}.connected());
}

TEST_CASE("old protocols and weak ciphers are refused") {
  CHECK_FALSE(tls::Client{calm().port(), {.least = TLS1_VERSION, .most = TLS1_1_VERSION}}.connected());
  const tls::Running rsa{{}, tls::rsa_key()};
  const auto over = [&](const char* cipher) {
    return tls::Client{rsa.port(), {.most = TLS1_2_VERSION, .ciphers = cipher}}.connected();
  };
  CHECK(over("ECDHE-RSA-AES128-GCM-SHA256"));
  CHECK_FALSE(over("AES128-GCM-SHA256"));  // without forward secrecy
  CHECK_FALSE(over("ECDHE-RSA-AES128-SHA"));
  CHECK_FALSE(over("AECDH-AES128-SHA"));  // without a certificate
  CHECK_FALSE(over("eNULL"));
}

TEST_CASE("a phone that has no AES in its processor gets ChaCha20") {
  tls::Client client{
      calm().port(),
      {.most = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256"}};
  CHECK(client.cipher() == "ECDHE-ECDSA-CHACHA20-POLY1305");
}

TEST_CASE("a client that wants to negotiate anew is refused") {
  tls::Client client{calm().port(), {.most = TLS1_2_VERSION}};
  CHECK_FALSE(client.renegotiated());
}

TEST_CASE("who comes back skips half of the handshake, also after the certificate was read again") {
  const tls::Running running;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    CAPTURE(version);
    const tls::Manner manner{.least = version, .most = version};
    tls::Client first{running.port(), manner};
    CHECK_FALSE(first.resumed());
    CHECK(first.send(tls::robots).answer().status == 200);
    REQUIRE(first.ticket());
    auto again = manner;
    again.ticket = first.ticket();
    tls::Client second{running.port(), again};
    CHECK(second.resumed());
    CHECK(second.send(tls::robots).answer().status == 200);

    const auto before = running.service.log().size();
    running.service.signal(SIGHUP);
    REQUIRE(tls::says(running.service, "configuration reloaded", before));
    if (version == TLS1_3_VERSION) {  // where a ticket is used once, and the next is given for it
      REQUIRE(second.ticket());
      again.ticket = second.ticket();
    }
    tls::Client third{running.port(), again};
    CHECK(third.resumed());
    CHECK(third.send(tls::robots).answer().status == 200);
  }
}

TEST_CASE("C05: over TLS every answer tells the browser to stay there, a refusal too") {
  for (const auto* request : {"GET /tls::robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                              "GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", "nonsense\r\n\r\n"}) {
    tls::Client client{calm().port()};
    const auto answer = client.send(request).answer();
    CHECK(answer.status >= 200);
    CHECK_MESSAGE(answer.field("strict-transport-security").starts_with("max-age="), request);
  }
}

TEST_CASE("staff sign in over TLS under any name of the service") {
  const StaffedShop shop;
  tls::Running::prepared(shop.folder());
  const Service service{shop.folder(),
                        tls::with({{"CLAIMCHECK_SERVER_PUBLIC_URL", "https://track.example"}})};
  tls::Client browser{service.port()};
  const auto answer = browser
                          .send("POST " + shop.owner_link() + " HTTP/1.1\r\nHost: track.example\r\n" +
                                "Origin: https://track.example\r\nContent-Length: 0\r\n\r\n")
                          .answer();
  CHECK(answer.status == 303);
  CHECK(answer.field("set-cookie").starts_with("__Host-claimcheck"));
}

TEST_CASE("requests sent in one go are answered in order") {
  tls::Client client{calm().port()};
  client.send(tls::robots + tls::get("/nowhere") + tls::robots);
  CHECK(client.answer().status == 200);
  CHECK(client.answer().status == 404);
  CHECK(client.answer().status == 200);
}

TEST_CASE("a request that comes a byte a record is answered as any other") {
  tls::Client client{calm().port()};
  for (const char byte : tls::robots) client.send({&byte, 1});
  CHECK(client.answer().status == 200);
}

TEST_CASE("C39: an open page learns over TLS what the shop has changed") {
  const RepairShop shop;
  tls::Running::prepared(shop.folder());
  const Service service{shop.folder(), tls::encrypted};
  tls::Client page{service.port()}, till{service.port()};
  page.send(tls::get(shop.link(open_order) + "/events"));
  CHECK(page.until(":connected\n\n").starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(till.send(stage_request(shop, open_order, "ready")).answer().status == 200);
  CHECK(page.until("\n\n").find("event: changed") != std::string::npos);

  tls::Client visitor{service.port()};
  const auto shown = visitor.send(tls::get(shop.link(open_order), "Accept-Encoding: identity\r\n")).answer();
  CHECK(shown.status == 200);
  CHECK(shown.body.ends_with("</html>\n"));
}

TEST_SUITE_END();
