#include "views/messages/gsm.hpp"

#include <doctest/doctest.h>

#include <string>

using views::plain_sms, views::sms_size, views::SmsSize;

namespace {

std::string times(int count, std::string_view sign) {
  std::string text;
  for (int i = 0; i < count; ++i) text += sign;
  return text;
}

}  // namespace

TEST_SUITE("views/messages/gsm") {
  TEST_CASE("a text of the GSM alphabet has 160 letters alone and 153 in each part of a longer one") {
    CHECK(sms_size("") == SmsSize{true, 0, 1, 160});
    CHECK(sms_size(times(160, "a")) == SmsSize{true, 160, 1, 0});
    CHECK(sms_size(times(161, "a")) == SmsSize{true, 161, 2, 145});
    CHECK(sms_size(times(306, "a")) == SmsSize{true, 306, 2, 0});
    CHECK(sms_size(times(307, "a")).segments == 3);
  }

  TEST_CASE("letters of the extension table cost two, and none is torn between two parts") {
    for (const auto sign : {"^", "{", "}", "[", "]", "~", "|", "\\", "€"}) CHECK(sms_size(sign).units == 2);
    CHECK(sms_size(times(80, "€")).segments == 1);
    // 152 letters leave one septet of 153 unused in front of the euro sign.
    CHECK(sms_size(times(152, "a") + "€" + times(152, "a")).segments == 3);
    CHECK(sms_size(times(151, "a") + "€" + times(153, "a")).segments == 2);
  }

  TEST_CASE("one sign outside makes all of it UCS-2: 70 alone, 67 in each part") {
    CHECK(sms_size("“" + times(69, "a")) == SmsSize{false, 70, 1, 0});
    CHECK(sms_size("“" + times(70, "a")) == SmsSize{false, 71, 2, 63});
    CHECK(sms_size("🦊").units == 2);
    CHECK(sms_size(times(66, "ł") + "🦊").segments == 1);
    CHECK(sms_size(times(66, "ł") + "🦊" + times(67, "ł")).segments == 3);  // a fox is not cut in two
  }

  TEST_CASE("the whole alphabet is known, with its Greek capitals and umlauts") {
    CHECK(sms_size("@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,-./:;<=>?¡ÄÖÑܧ¿äöñüà\n\r").gsm);
    for (const auto sign : {"`", "ç", "á", "ê", "ł", "’", "–", "\u00a0", "\t"})
      CHECK_FALSE(sms_size(sign).gsm);
  }

  TEST_CASE("signs with a plain neighbour are replaced by it, others stay") {
    CHECK(plain_sms("“Ana’s” – 5 … ça") == "\"Ana's\" - 5 ... ca");
    CHECK(plain_sms("Zażółć gęślą") == "Zazolc gesla");
    CHECK(plain_sms("für € Ñ") == "für € Ñ");
    CHECK(plain_sms("a\u00a0b") == "a b");
    CHECK(plain_sms("🦊 طلب") == "🦊 طلب");
  }
}
