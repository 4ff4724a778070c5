#include "server/pages/page_shelf.hpp"

#include "server/http/message.hpp"

#include <doctest/doctest.h>

#include <thread>

using server::Finished;
using server::PageShelf;
using views::Locale;

namespace {

std::shared_ptr<const PageShelf::Entry> page_in(std::string_view language, std::size_t length = 1000,
                                                std::int64_t version = 1) {
  PageShelf::Entry entry{
      .page = std::make_shared<const Finished>(server::Response{.body = std::string(length, 'x')}),
      .locale = Locale::find(language)};
  entry.watched.at(store::Change::Kind::order).version = version;
  return std::make_shared<const PageShelf::Entry>(std::move(entry));
}

PageShelf::Key key_of(const PageShelf& shelf, int link) {
  return shelf.key_of("0000g40r40m30e209185gr38e1w" + std::to_string(link));
}

}  // namespace

TEST_SUITE_BEGIN("server/page_shelf");

TEST_CASE("a page is found again under its code, and under no other") {
  PageShelf shelf{1 << 20};
  const auto page = page_in("en");
  shelf.put(key_of(shelf, 1), page);
  CHECK(shelf.find(key_of(shelf, 1), "", "") == page);
  CHECK_FALSE(shelf.find(key_of(shelf, 2), "", ""));
  const auto other = page_in("en");
  shelf.put(key_of(shelf, 2), other);
  CHECK(shelf.find(key_of(shelf, 1), "", "") == page);
  CHECK(shelf.find(key_of(shelf, 2), "", "") == other);
}

TEST_CASE(
    "what was read for an act is found again beside the page of the same versions, and counts as memory") {
  PageShelf shelf{1 << 20};
  const auto key = key_of(shelf, 1);
  auto read = std::make_shared<store::LinkedOrder>();
  read->order.documents.emplace_back().body = std::string(100'000, 'x');
  shelf.acts_upon(key, read);
  CHECK_FALSE(shelf.acted_upon(key));

  PageShelf::Entry entry = *page_in("de");
  entry.watched = store::Watched::of(*read);
  shelf.put(key, std::make_shared<const PageShelf::Entry>(entry));
  CHECK_FALSE(shelf.acted_upon(key));
  const auto before = shelf.bytes();
  shelf.acts_upon(key, read);
  REQUIRE(shelf.acted_upon(key));
  CHECK(shelf.acted_upon(key)->found == read);
  CHECK(shelf.find(key, "de", "")->page == entry.page);
  CHECK_FALSE(shelf.acted_upon(key_of(shelf, 2)));
  CHECK(shelf.bytes() > before + 100'000);

  entry.watched.at(store::Change::Kind::order).version = 2;
  shelf.put(key, std::make_shared<const PageShelf::Entry>(entry));
  CHECK_FALSE(shelf.acted_upon(key));
  CHECK(shelf.bytes() == before);
  shelf.acts_upon(key, read);
  CHECK_FALSE(shelf.acted_upon(key));
}

TEST_CASE("what a code is kept under says nothing of it to who does not know the key of the process") {
  const PageShelf one{1 << 20}, another{1 << 20};
  CHECK(one.key_of("0000g40r40m30e209185gr38e1wn8vv") == one.key_of("0000g40r40m30e209185gr38e1wn8vv"));
  CHECK(one.key_of("0000g40r40m30e209185gr38e1wn8vv") != another.key_of("0000g40r40m30e209185gr38e1wn8vv"));
}

TEST_CASE("readers get the page in their own language, by the rules of every other page") {
  PageShelf shelf{1 << 20};
  const auto key = key_of(shelf, 1);
  const auto english = page_in("en"), german = page_in("de");
  shelf.put(key, english);
  CHECK_FALSE(shelf.find(key, "de", ""));
  shelf.put(key, german);
  CHECK(shelf.find(key, "", "de-AT, en;q=0.5") == german);
  CHECK(shelf.find(key, "en", "de") == english);
  CHECK(shelf.find(key, "tlh", "") == english);
  CHECK_FALSE(shelf.find(key, "", "fr"));
}

TEST_CASE("the order's own language comes before the reader's, and the shop's after it") {
  PageShelf shelf{1 << 20};
  const auto key = key_of(shelf, 1);
  for (const auto* language : {"en", "de", "fr"}) {
    auto entry = *page_in(language);
    entry.shop_locale = "fr";
    shelf.put(key, std::make_shared<const PageShelf::Entry>(entry));
  }
  CHECK(shelf.find(key, "", "")->locale->tag() == "fr");
  CHECK(shelf.find(key, "", "de")->locale->tag() == "de");
  auto german = *page_in("de", 1000, 2);
  german.order_locale = "de";
  shelf.put(key, std::make_shared<const PageShelf::Entry>(german));
  CHECK(shelf.find(key, "", "en")->locale->tag() == "de");
  CHECK_FALSE(shelf.find(key, "en", ""));  // made when the order's language was another
}

TEST_CASE("a newer page takes the place of all older ones of its link") {
  PageShelf shelf{1 << 20};
  const auto key = key_of(shelf, 1);
  shelf.put(key, page_in("en"));
  shelf.put(key, page_in("de"));
  const auto before = shelf.bytes();
  const auto newer = page_in("en", 1000, 2);
  shelf.put(key, newer);
  CHECK(shelf.find(key, "", "") == newer);
  CHECK_FALSE(shelf.find(key, "de", ""));
  CHECK(shelf.bytes() < before);
  CHECK(shelf.size() == 1);
}

TEST_CASE("pages take no more memory than their share, and the least recently read go first") {
  PageShelf shelf{100'000};
  for (int link = 0; link < 1000; ++link) {
    shelf.put(key_of(shelf, link), page_in("en", 5000));
    if (link > 0) REQUIRE(shelf.find(key_of(shelf, 0), "", ""));  // read all the time
    CHECK(shelf.bytes() <= 100'000);
  }
  CHECK(shelf.size() > 5);
  CHECK(shelf.size() < 20);
  CHECK(shelf.find(key_of(shelf, 999), "", ""));
  CHECK_FALSE(shelf.find(key_of(shelf, 1), "", ""));
  CHECK_FALSE(shelf.find(key_of(shelf, 900), "", ""));
}

TEST_CASE("compressed forms count as memory once they are made") {
  PageShelf shelf{1 << 20};
  // Compresses badly: its forms take more than what is set aside for them.
  std::string text;
  for (unsigned seed = 1; text.size() < 20'000; seed = seed * 1664525U + 1013904223U)
    text += static_cast<char>('!' + (seed >> 24) % 90);
  PageShelf::Entry entry{.page = std::make_shared<const Finished>(server::Response{.body = text}),
                         .locale = &Locale::fallback()};
  shelf.put(key_of(shelf, 1), std::make_shared<const PageShelf::Entry>(entry));
  const auto before = shelf.bytes();
  CHECK(entry.page->form(server::Coding::gzip).body.size() > 10'000);
  CHECK(entry.page->form(server::Coding::brotli).body.size() > 10'000);
  CHECK(shelf.find(key_of(shelf, 1), "", ""));
  CHECK(shelf.bytes() > before + 5'000);
}

TEST_CASE("a page larger than all there is room for is not kept, nor any where there is none") {
  for (const std::size_t most : {0, 10'000}) {
    PageShelf shelf{most};
    shelf.put(key_of(shelf, 1), page_in("en", 20'000));
    CHECK_FALSE(shelf.find(key_of(shelf, 1), "", ""));
    CHECK(shelf.bytes() == 0);
  }
}

TEST_CASE("many threads read and replace pages at once") {
  PageShelf shelf{1 << 20};
  std::vector<std::thread> threads;
  std::atomic<int> strangers{0};
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 5000; ++i) {
        const auto link = (i * 7 + thread) % 300;
        if (i % 5 == 0) shelf.put(key_of(shelf, link), page_in("en", 1000, link));
        const auto found = shelf.find(key_of(shelf, link), "", "");
        if (found && found->watched.at(store::Change::Kind::order).version != link) ++strangers;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(strangers == 0);
  CHECK(shelf.bytes() <= 1 << 20);
}

TEST_SUITE_END();
