#pragma once

#include "tests/store/sample.hpp"

namespace test {

inline store::Staff member(const orders::Shop& shop, std::string email,
                           orders::Role role = orders::Role::owner) {
  store::Staff staff;
  staff.member.id = fresh<orders::StaffId>();
  staff.member.shop = shop.id;
  staff.member.name = email;
  staff.member.email = std::move(email);
  staff.member.role = role;
  staff.member.created_at = now;
  return staff;
}

inline orders::StaffSession session(const store::Staff& staff, orders::Instant opened_at = now) {
  return {fresh<orders::SessionId>(), staff.member.id, staff.member.shop, opened_at, opened_at,
          "Firefox on Linux",         "192.0.2.0"};
}

inline store::SecretHash secret(std::uint8_t of) {
  store::SecretHash hash{};
  hash.fill(of);
  return hash;
}

}  // namespace test
