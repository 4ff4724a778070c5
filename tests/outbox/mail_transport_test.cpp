#include "outbox/mail_transport.hpp"
#include "tests/outbox/mail_reader.hpp"
#include "tests/outbox/mail_server.hpp"
#include "tests/server/scratch.hpp"
#include "tests/store/run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;
using outbox::MailTransport;
using Result = outbox::Sent::Result;
using test::MailServer;

namespace {

outbox::Mail mail(const std::string& id = "msg_1@harbour.example") {
  return {.from = {"Harbour Phones", "orders@harbour.example"},
          .to = {"Ana Ruiz", "ana@customer.example"},
          .subject = "Order R-1042: Your new link",
          .text = "Dear Ana,\n.\n.. dots at the start of lines\n",
          .html = "<p>Dear Ana</p>\n",
          .message_id = id};
}

outbox::Sent send(const std::string& url, const outbox::Mail& what = mail()) {
  const outbox::Stopping never = false;
  return MailTransport::parse(url)->send_now(what, never);
}

std::vector<fs::path> files(const fs::path& folder) {
  std::vector<fs::path> all;
  for (const auto& entry : fs::directory_iterator{folder}) all.push_back(entry.path());
  return all;
}

std::string with_login(const MailServer& server, const std::string& login) {
  return "smtp://" + login + "@" + server.url().substr(7);
}

}  // namespace

TEST_SUITE("outbox/mail_transport") {
  TEST_CASE("mails into a folder are whole files that only their owner can read") {
    const Scratch scratch;
    const auto folder = scratch / "mail";
    CHECK(send("file:" + folder.string()).result == Result::sent);
    CHECK(send("file:" + folder.string(), mail("msg_2@harbour.example")).result == Result::sent);
    const auto all = files(folder);
    REQUIRE(all.size() == 2);
    for (const auto& file : all) {
      CHECK(file.extension() == ".eml");
      CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
      std::ifstream in{file, std::ios::binary};
      std::ostringstream text;
      text << in.rdbuf();
      const test::ReadMail read{text.str()};
      CHECK(read.subject() == mail().subject);
      CHECK(read.parts().at(0).content == mail().text);
    }
  }

  TEST_CASE("a mail that is tried twice is one file") {
    const Scratch scratch;
    const auto folder = (scratch / "mail").string();
    CHECK(send("file:" + folder).result == Result::sent);
    CHECK(send("file:" + folder).result == Result::sent);
    CHECK(files(folder).size() == 1);
  }

  TEST_CASE("no id of a mail leads out of the folder") {
    const Scratch scratch;
    const auto folder = (scratch / "mail").string();
    CHECK(send("file:" + folder, mail("../../x@harbour.example")).result == Result::sent);
    CHECK(files(folder).size() == 1);
  }

  TEST_CASE("a folder that cannot be written to is tried again later") {
    const Scratch scratch;
    const auto file = scratch.write("mail", "not a folder");
    const auto sent = send("file:" + file.string());
    CHECK(sent.result == Result::later);
    CHECK_FALSE(sent.fault.empty());
  }

  TEST_CASE("a mail server gets the mail as it was written, for one recipient") {
    MailServer server;
    CHECK(send(server.url()).result == Result::sent);
    const auto commands = server.commands();
    CHECK(std::ranges::count(commands, "MAIL FROM:<orders@harbour.example>") == 1);
    CHECK(std::ranges::count(commands, "RCPT TO:<ana@customer.example>") == 1);
    auto received = server.mails().at(0);
    for (auto at = received.find("\r\n.."); at != std::string::npos; at = received.find("\r\n..", at + 2))
      received.erase(at + 2, 1);  // RFC 5321, section 4.5.2
    const test::ReadMail read{received};
    CHECK(read.header("Message-Id") == "<msg_1@harbour.example>");
    CHECK(read.parts().at(0).content == mail().text);
  }

  TEST_CASE("a server in need of a password gets it, percent signs resolved") {
    MailServer server;
    CHECK(send(with_login(server, "shop%40harbour.example:p%3Ass")).result == Result::sent);
    const auto plain = "AHNob3BAaGFyYm91ci5leGFtcGxlAHA6c3M=";  // \0shop@harbour.example\0p:ss
    CHECK(std::ranges::count(server.commands(), plain) == 1);
  }

  TEST_CASE("what a server will never take and what it takes later are told apart") {
    const auto outcome = [](const std::string& command, const std::string& answer) {
      MailServer server{{{command, answer}}};
      return send(server.url());
    };
    const auto nobody = outcome("RCPT", "550 5.1.1 <ana@customer.example> no such person");
    CHECK(nobody.result == Result::refused);
    CHECK(nobody.fault == "550 5.1.1");
    CHECK(outcome("MAIL", "553 5.1.8 sender refused").result == Result::refused);
    CHECK(outcome(".", "554 5.7.1 looks like spam").result == Result::refused);
    CHECK(outcome("RCPT", "451 4.7.1 greylisted").result == Result::later);
    CHECK(outcome("RCPT", "452 4.2.2 mailbox full").fault == "452 4.2.2");
    CHECK(outcome(".", "421 4.3.0 closing").result == Result::later);
    CHECK(outcome(".", "").result == Result::later);
    CHECK(outcome("GREETING", "554 5.3.2 no service").result == Result::later);
    CHECK(outcome("GREETING", "").result == Result::later);
    CHECK(outcome("MAIL", "530 5.7.0 authentication required").result == Result::later);
  }

  TEST_CASE("a wrong password is the owner's to mend, and is not told") {
    MailServer server{{{"AUTH", "535 5.7.8 no"}}};
    const auto sent = send(with_login(server, "shop:hidden"));
    CHECK(sent.result == Result::later);
    CHECK(sent.fault == "535 5.7.8");
  }

  TEST_CASE("when no server is there the mail waits") {
    CHECK(send("smtp://127.0.0.1:1").result == Result::later);
  }

  TEST_CASE("a password never goes to another machine in the clear") {
    MailServer server{{}, "127.0.0.2"};  // not this machine as far as anybody can tell, and it offers no TLS
    CHECK(send(with_login(server, "shop:hidden")).result == Result::later);
    CHECK_FALSE(server.commands().empty());
    for (const auto& command : server.commands()) CHECK_FALSE(command.starts_with("AUTH"));
  }

  TEST_CASE("a mail that cannot be written is refused for good") {
    const Scratch scratch;
    auto broken = mail();
    broken.to.address = "nobody";
    const auto sent = send("file:" + (scratch / "mail").string(), broken);
    CHECK(sent.result == Result::refused);
    CHECK(sent.fault == "to is malformed");
  }

  TEST_CASE("only folders and mail servers are addresses for mail") {
    for (const auto url : {"", "file:", "mail", "http://127.0.0.1", "smtp:", "smtp://", "ftp://x"})
      CHECK_MESSAGE(!MailTransport::parse(url), url);
    for (const auto url :
         {"file:mail", "file:/var/mail/out", "smtp://mail.example", "smtps://a:b@mail.example:465"})
      CHECK_MESSAGE(MailTransport::parse(url), url);
  }

  TEST_CASE("a loop does not wait for a mail server") {
    MailServer server;
    outbox::Workers workers{1};
    const auto transport = *MailTransport::parse(server.url());
    const auto sent = test::run(transport.send(workers, mail()));
    CHECK(sent.result == Result::sent);
    CHECK(server.mails().size() == 1);
  }
}
