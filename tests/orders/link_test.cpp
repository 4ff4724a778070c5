#include "orders/link.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

const LinkPolicy no_receipt{.max_days = 180};
const LinkPolicy three_days{.max_days = 180, .receipt_days = 3};
const Link link{.issued_at = now};

Order ended(Instant when, bool cancelled = false) { return {.cancelled = cancelled, .ended_at = when}; }

}  // namespace

TEST_SUITE("orders/link") {
  TEST_CASE("a link is open as long as its order, up to its greatest age") {
    CHECK(link_access(link, {}, no_receipt, now) == Standing{Access::full, Ending::none, now + days{180}});
    CHECK(link_access(link, {}, no_receipt, now + days{180} - 1ms).access == Access::full);
    CHECK(link_access(link, {}, no_receipt, now + days{180}) == Standing{Access::gone, Ending::aged});
  }

  TEST_CASE("the end of the order ends the link in the same instant") {
    CHECK(link_access(link, ended(now + days{1}), no_receipt, now + days{1}) ==
          Standing{Access::gone, Ending::completed});
    CHECK(link_access(link, ended(now + days{1}, true), no_receipt, now + days{1}) ==
          Standing{Access::gone, Ending::cancelled});
  }

  TEST_CASE("a receipt can be read for its days") {
    const auto order = ended(now + days{1});
    const auto until = now + days{4};
    CHECK(link_access(link, order, three_days, now + days{1}) ==
          Standing{Access::receipt, Ending::completed, until});
    CHECK(link_access(link, order, three_days, until - 1ms).access == Access::receipt);
    CHECK(link_access(link, order, three_days, until) == Standing{Access::gone, Ending::completed});
  }

  TEST_CASE("a receipt of an order that ended long before its link counts from the link") {
    const auto imported = ended(now - days{900});
    CHECK(link_access(link, imported, three_days, now) ==
          Standing{Access::receipt, Ending::completed, now + days{3}});
    CHECK(link_access(link, imported, three_days, now + days{3}).access == Access::gone);
    CHECK(link_access(link, imported, no_receipt, now).access == Access::gone);
  }

  TEST_CASE("a receipt ends with the link's greatest age") {
    const auto order = ended(now + days{179});
    CHECK(link_access(link, order, three_days, now + days{179}).until == now + days{180});
    CHECK(link_access(link, order, three_days, now + days{180}) == Standing{Access::gone, Ending::completed});
  }

  TEST_CASE("a revoked link is gone, whatever the order does") {
    auto revoked = link;
    revoked.revoked_at = now;
    CHECK(link_access(revoked, {}, three_days, now) == Standing{Access::gone, Ending::revoked});
    CHECK(link_access(revoked, ended(now), three_days, now) == Standing{Access::gone, Ending::revoked});
  }

  TEST_CASE("completing an order ends its link and reopening restores it") {
    const auto open = sample::order("repaired_ready");
    CHECK(link_access(link, open, no_receipt, now).access == Access::full);
    const auto completed = done(open, SetStage{Stage::collected});
    CHECK(link_access(link, completed, no_receipt, now).access == Access::gone);
    const auto reopened = done(completed, SetStage{Stage::in_progress});
    CHECK(link_access(link, reopened, no_receipt, now).access == Access::full);
  }

  TEST_CASE("a shared link shows the status and nothing else") {
    const auto shared = default_rights(Channel::share);
    CHECK(shared == Rights{false, false, false, false, false});
    for (const auto channel : {Channel::sms, Channel::email, Channel::whatsapp, Channel::copy, Channel::qr}) {
      CHECK(default_rights(channel) == Rights{});
      CHECK(parse_channel(name(channel)) == channel);
    }
    CHECK(name(Access::receipt) == "receipt");
    CHECK_FALSE(parse_channel("fax"));
  }
}
