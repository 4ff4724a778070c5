#include "outbox/twilio.hpp"
#include "outbox/json.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using outbox::HttpAnswer;
using Result = outbox::Sent::Result;

namespace {

const outbox::TwilioSettings settings{
    .account_sid = "AC0123",
    .auth_token = "hidden",
    .from = "+441632960100",
    .status_callback = "https://repairs.example/hooks/twilio/harbour/status"};

bool holds(const outbox::HttpCall& call, const std::string& field) {
  return ("&" + call.body + "&").find("&" + field + "&") != std::string::npos;
}

outbox::Sent read(int status, std::string body) {
  return outbox::read_twilio({.status = status, .body = std::move(body)});
}

}  // namespace

TEST_SUITE("outbox/twilio") {
  TEST_CASE("C10: an SMS is asked for as Twilio's own library asks") {
    const auto call = outbox::twilio_sms_call(settings, {"ntc_1", "+441632960201", "Ready: é & 100%"});
    CHECK(call.method == "POST");
    CHECK(call.url == "https://api.twilio.com/2010-04-01/Accounts/AC0123/Messages.json");
    CHECK(call.user == "AC0123");
    CHECK(call.password == "hidden");
    for (const auto field :
         {"To=%2B441632960201", "From=%2B441632960100", "Body=Ready%3A%20%C3%A9%20%26%20100%25",
          "StatusCallback=https%3A%2F%2Frepairs.example%2Fhooks%2Ftwilio%2Fharbour%2Fstatus"})
      CHECK_MESSAGE(holds(call, field), field, " in ", call.body);
  }

  TEST_CASE("a messaging service sends in place of a number") {
    auto service = settings;
    service.from = "MG00000000000000000000000000000001";
    service.status_callback.clear();
    const auto call = outbox::twilio_sms_call(service, {"ntc_1", "+441632960201", "x"});
    CHECK(holds(call, "MessagingServiceSid=" + service.from));
    CHECK(call.body.find("StatusCallback") == call.body.npos);
    CHECK(call.body.find("From=") == call.body.npos);
  }

  TEST_CASE("C10: a WhatsApp message names its template and fills it, the bare code last") {
    const auto call = outbox::twilio_whatsapp_call(settings, {.to = "+441632960201",
                                                              .name = "HX1",
                                                              .shop = "O'Brien \"Bo\"",
                                                              .order = "R-1",
                                                              .news = "ready",
                                                              .code = "0abc"});
    CHECK(holds(call, "To=whatsapp%3A%2B441632960201"));
    CHECK(holds(call, "From=whatsapp%3A%2B441632960100"));
    CHECK(holds(call, "ContentSid=HX1"));
    CHECK(call.body.find("ContentVariables=%7B%221%22%3A%22O%27Brien%20%5C%22Bo%5C%22%22%2C%222%22%3A%22R-1%"
                         "22%2C%223%22%3A%22"
                         "ready%22%2C%224%22%3A%220abc%22%7D") != call.body.npos);
  }

  TEST_CASE("what Twilio never takes, what it takes later and what it took are told apart") {
    const auto sent = read(201, R"({"sid":"SM1","status":"queued"})");
    CHECK(sent.result == Result::sent);
    CHECK(sent.id == "SM1");
    const auto wrong = read(400, R"({"code":21211,"message":"The 'To' number +441632960201 is not valid"})");
    CHECK(wrong.result == Result::refused);
    CHECK(wrong.fault == "Twilio 21211");  // not the number
    CHECK(read(401, R"({"code":20003})").result == Result::later);
    CHECK(read(429, "").result == Result::later);
    CHECK(read(503, "").fault == "Twilio status 503");
    CHECK(read(0, "").result == Result::later);
  }

  TEST_CASE("Twilio's signature over address and form, as its documentation computes it") {
    // twilio.com/docs/usage/security, "Validating signatures from Twilio"
    const std::vector<std::pair<std::string, std::string>> form{{"Digits", "1234"},
                                                                {"To", "+18005551212"},
                                                                {"From", "+14158675310"},
                                                                {"Caller", "+14158675310"},
                                                                {"CallSid", "CA1234567890ABCDE"}};
    const auto url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    const auto good = [&](std::string_view token, std::string_view where, std::string_view signature) {
      return outbox::verify_twilio_signature(token, where, form, signature);
    };
    CHECK(good("12345", url, "GvWf1cFY/Q7PnoempGyD5oXAezc="));
    CHECK_FALSE(good("12346", url, "GvWf1cFY/Q7PnoempGyD5oXAezc="));
    CHECK_FALSE(good("12345", "https://mycompany.com/", "GvWf1cFY/Q7PnoempGyD5oXAezc="));
    CHECK_FALSE(good("12345", url, ""));
    CHECK_FALSE(good("", url, "GvWf1cFY/Q7PnoempGyD5oXAezc="));
  }
}
