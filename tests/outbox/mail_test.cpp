#include "outbox/mail.hpp"
#include "tests/outbox/mail_reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using outbox::Mail;
using outbox::write_mail;

namespace {

Mail mail() {
  return {.from = {"Häfen & Söhne", "orders@harbour.example"},
          .to = {"Ana Ruiz", "ana@customer.example"},
          .reply_to = {"", "quay@harbour.example"},
          .subject = "Order R-1042: You approved the quote – 127,18 €",
          .text = "Line one\nÄ line that ends here.  \n.\nFrom here on\n",
          .html = "<p>Grüße aus 東京</p>\n",
          .message_id = "msg_1@harbour.example",
          .references = "ord_1@harbour.example",
          .unsubscribe_url = "https://repairs.example/unsubscribe/abc",
          .date = orders::Instant{std::chrono::seconds{1767323045}}};
}

std::string refused_for(const Mail& mail) {
  const auto written = write_mail(mail);
  return written ? "" : written.error().field;
}

}  // namespace

TEST_SUITE("outbox/mail") {
  TEST_CASE("a mail reads back as it was written") {
    const auto written = write_mail(mail());
    REQUIRE(written);
    const test::ReadMail read{*written};
    CHECK(read.subject() == mail().subject);
    CHECK(read.header("From").find("orders@harbour.example") != std::string::npos);
    CHECK(read.sender_name() == "Häfen & Söhne");
    CHECK(read.header("Reply-To") == "quay@harbour.example");
    CHECK(read.header("Message-Id") == "<msg_1@harbour.example>");
    CHECK(read.header("References") == "<ord_1@harbour.example>");
    CHECK(read.header("Date") == "Fri, 02 Jan 2026 03:04:05 +0000");
    CHECK(read.header("Auto-Submitted") == "auto-generated");
    CHECK(read.header("MIME-Version") == "1.0");
    CHECK(read.header("List-Unsubscribe") == "<https://repairs.example/unsubscribe/abc>");
    CHECK(read.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click");
    CHECK(read.type() == "multipart/alternative");
    REQUIRE(read.parts().size() == 2);
    CHECK(read.parts()[0].type == "text/plain");
    CHECK(read.parts()[0].content == mail().text);
    CHECK(read.parts()[1].type == "text/html");
    CHECK(read.parts()[1].content == mail().html);
  }

  TEST_CASE("a long address to unsubscribe at is written as it is, in one piece") {
    auto long_one = mail();
    long_one.unsubscribe_url = "https://repairs.example/unsubscribe/" + std::string(120, 'x');
    const auto message = write_mail(long_one);
    REQUIRE(message);
    CHECK(message->find("\r\nList-Unsubscribe: <" + long_one.unsubscribe_url + ">\r\n") != std::string::npos);
  }

  TEST_CASE("every line is ASCII, ends in CR LF and is short enough for any server") {
    auto long_one = mail();
    long_one.html = "<p>" + std::string(5000, 'x') + "é</p>";
    long_one.subject = std::string(300, 'S') + " ü";
    const auto written = *write_mail(long_one);
    for (std::size_t at = 0; at < written.size();) {
      const auto end = written.find('\n', at);
      REQUIRE(end != written.npos);
      CHECK(written[end - 1] == '\r');
      CHECK(end - at <= 1000);
      at = end + 1;
    }
    CHECK(std::ranges::all_of(written, [](unsigned char c) { return c < 0x80; }));
  }

  TEST_CASE("an attachment arrives byte for byte under its name") {
    auto with_file = mail();
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i);
    with_file.attachments = {{"Beleg für R-1042.pdf", "application/pdf", bytes}};
    const test::ReadMail read{*write_mail(with_file)};
    CHECK(read.type() == "multipart/mixed");
    REQUIRE(read.parts().size() == 3);
    CHECK(read.parts()[2].type == "application/pdf");
    CHECK(read.parts()[2].name == "Beleg für R-1042.pdf");
    CHECK(read.parts()[2].content == bytes);
  }

  TEST_CASE("without a page a mail is plain text alone") {
    auto plain = mail();
    plain.html.clear();
    const test::ReadMail read{*write_mail(plain)};
    CHECK(read.type() == "text/plain");
    REQUIRE(read.parts().size() == 1);
    CHECK(read.parts()[0].content == plain.text);
  }

  TEST_CASE("nothing in a mail can begin a header of its own") {
    const std::string inject = "x\r\nBcc: eve@evil.example";
    const auto with = [](auto change) {
      auto changed = mail();
      change(changed);
      return refused_for(changed);
    };
    CHECK(with([&](Mail& m) { m.subject = inject; }) == "subject");
    CHECK(with([&](Mail& m) { m.from.name = inject; }) == "from");
    CHECK(with([&](Mail& m) { m.to.name = inject; }) == "to");
    CHECK(with([&](Mail& m) { m.to.address = "ana@customer.example\r\nBcc: eve@evil.example"; }) == "to");
    CHECK(with([&](Mail& m) { m.to.address = "ana@customer.example, eve@evil.example"; }) == "to");
    CHECK(with([&](Mail& m) { m.to.address = "ana@customer.example>"; }) == "to");
    CHECK(with([&](Mail& m) { m.reply_to.address = "a b@customer.example"; }) == "reply_to");
    CHECK(with([&](Mail& m) { m.message_id = "a@b>\r\nX: y"; }) == "message_id");
    CHECK(with([&](Mail& m) { m.message_id = ""; }) == "message_id");
    CHECK(with([&](Mail& m) { m.references = "no-at-sign"; }) == "references");
    CHECK(with([&](Mail& m) { m.unsubscribe_url = "https://a.example/>\r\nX: y"; }) == "unsubscribe_url");
    CHECK(with([&](Mail& m) { m.attachments = {{inject, "text/plain", ""}}; }) == "attachments");
    CHECK(with([&](Mail& m) { m.attachments = {{"a", "text/plain\r\nX: y", ""}}; }) == "attachments");
  }

  TEST_CASE("names that hold what headers are made of stay names") {
    auto odd = mail();
    odd.to.name = "\"Eve\" <eve@evil.example>, Ana";
    const test::ReadMail read{*write_mail(odd)};
    CHECK(read.recipients() == std::vector<std::string>{"ana@customer.example"});
  }
}
