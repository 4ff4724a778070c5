#include "store/snapshot.hpp"

#include "tests/store/full.hpp"

#include <random>

using namespace test;

namespace {

// Whether the bytes are taken for an entity. What is thrown for others is Damaged, whatever they are.
template <class T>
bool reads(std::string_view bytes) {
  try {
    store::from_snapshot<T>(bytes);
    return true;
  } catch (const store::Damaged&) {
    return false;
  }
}

template <class T>
void check_whole(const T& entity) {
  const auto bytes = store::to_snapshot(entity);
  CHECK(store::from_snapshot<T>(bytes) == entity);
  CHECK(store::from_snapshot<T>(store::to_snapshot(T{})) == T{});
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(reads<T>({bytes.data(), size}));
  CHECK_FALSE(reads<T>(bytes + '\0'));
}

}  // namespace

TEST_SUITE_BEGIN("store/snapshot");

TEST_CASE("an order, link, shop or location comes back from its bytes with all that it had, or not at all") {
  check_whole(full_order());
  check_whole(full_link());
  check_whole(full_shop());
  check_whole(full_location());
}

TEST_CASE("bytes of another entity, or of a format that is not known, are refused") {
  const auto bytes = store::to_snapshot(full_shop());
  CHECK_FALSE(reads<orders::Location>(bytes));
  CHECK_FALSE(reads<orders::Order>(bytes));
  CHECK_FALSE(reads<orders::Shop>('\x7f' + bytes.substr(1)));
  CHECK_FALSE(reads<orders::Shop>(""));
}

TEST_CASE(
    "bytes in which anything was changed are read or refused, and take no more memory than they are long") {
  std::mt19937 dice{11};
  const auto order = store::to_snapshot(full_order()), location = store::to_snapshot(full_location());
  for (std::size_t at = 2; at < order.size(); ++at) {
    for (const int byte : {0, 1, 0x7f, 0x80, 0xff}) {
      auto changed = order;
      changed[at] = static_cast<char>(byte);
      reads<orders::Order>(changed);
    }
  }
  for (int i = 0; i < 20'000; ++i) {
    auto changed = i % 2 ? order : location;
    for (int n = 0; n < 8; ++n) changed[2 + dice() % (changed.size() - 2)] = static_cast<char>(dice());
    reads<orders::Order>(changed);
    reads<orders::Location>(changed);
  }
  // Lengths of everything: a gigabyte of events, of letters, of weeks.
  for (const auto* whole : {&order, &location}) {
    for (std::size_t at = 2; at + 5 < whole->size(); ++at) {
      auto changed = *whole;
      changed.replace(at, 5, "\xff\xff\xff\xff\x07");
      CHECK_FALSE((reads<orders::Order>(changed) && reads<orders::Location>(changed)));
    }
  }
}

TEST_SUITE_END();
