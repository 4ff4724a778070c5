#include "tokens/webhook_secret.hpp"
#include "tests/tokens/known_keys.hpp"

#include <doctest/doctest.h>

using namespace tokens;

TEST_SUITE("tokens/webhook_secret") {
  TEST_CASE("a delivery is signed as the specification's own example is") {
    CHECK(sign_webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                       R"({"test": 2432232314})") == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  TEST_CASE("each secret is another one of 32 bytes, and signs") {
    const auto secret = mint_webhook_secret();
    CHECK(secret.starts_with("whsec_"));
    CHECK(secret.size() == 6 + 44);
    CHECK(secret != mint_webhook_secret());
    CHECK(sign_webhook(secret, "evt_1", 1, "{}") != sign_webhook(secret, "evt_1", 2, "{}"));
    for (const auto* none : {"", "whsec_", "whsec_?", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
      CHECK_FALSE(sign_webhook(none, "evt_1", 1, "{}"));
  }

  TEST_CASE("a sealed secret opens for its own endpoint alone") {
    const auto keys = known_keys();
    const auto sealed = seal_webhook_secret(keys, "whsec_MfKQ", "shp_1", "whk_1");
    CHECK(sealed.find("MfKQ") == std::string::npos);
    CHECK(open_webhook_secret(keys, sealed, "shp_1", "whk_1") == "whsec_MfKQ");
    CHECK_FALSE(open_webhook_secret(keys, sealed, "shp_1", "whk_2"));
    CHECK_FALSE(open_webhook_secret(keys, sealed, "shp_2", "whk_1"));
  }
}
