#include "server/pages/page_shelf.hpp"

#include "tokens/hash.hpp"

#include <algorithm>
#include <cstring>
#include <list>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace server {

namespace {

using Entry = PageShelf::Entry;
using Key = PageShelf::Key;

constexpr std::size_t entry_overhead = sizeof(Entry) + 512;  // with the map's and the list's nodes and cells
constexpr std::size_t shelf_bytes = std::size_t{4} << 20;    // smaller ones would not hold the busiest
constexpr std::size_t most_shelves = 16;

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::size_t first = 0;
    std::memcpy(&first, key.data(), sizeof first);
    return first;
  }
};

// About what it takes of memory.
std::size_t bytes_of(const std::shared_ptr<const store::LinkedOrder>& found) {
  constexpr std::size_t shop_and_strings = 2048;
  if (!found) return 0;
  const auto& order = found->order;
  auto bytes = sizeof *found + shop_and_strings;
  const auto add = [&](const auto& list, auto text_of) {
    for (const auto& one : list) bytes += sizeof one + text_of(one);
  };
  add(order.events, [](const orders::Event& event) { return event.note.size(); });
  add(order.documents, [](const orders::Document& document) { return document.body.size(); });
  add(order.messages, [](const orders::Message& message) {
    return message.text.size() + message.attachments.size() * sizeof(orders::Attachment);
  });
  for (const auto& quote : order.quotes)
    add(quote.lines, [](const orders::QuoteLine& line) { return line.description.size(); });
  return bytes + order.quotes.size() * sizeof(orders::Quote) +
         order.signatures.size() * sizeof(orders::Signature) +
         order.payments.size() * sizeof(orders::Payment) + order.devices.size() * sizeof(orders::Device);
}

bool made_alike(const Entry& a, const Entry& b) {
  return a.settings == b.settings && a.house == b.house && a.watched == b.watched;
}

// A part of the shelves with a lock of its own.
class Shelf {
 public:
  std::shared_ptr<const Entry> find(const Key& key, std::string_view lang, std::string_view accept_language,
                                    std::size_t most) {
    const std::lock_guard lock{mutex_};
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    auto& pages = found->second->pages;
    // All of a link's pages were made of the same versions: they agree on the languages of order and shop.
    const auto& any = *pages.front().entry;
    const auto* locale = &views::Locale::choose(lang, any.order_locale, accept_language, any.shop_locale);
    const auto page = std::ranges::find(pages, locale, [](const Page& one) { return one.entry->locale; });
    if (page == pages.end()) return nullptr;
    by_use_.splice(by_use_.begin(), by_use_, found->second);
    auto entry = page->entry;
    if (const auto bytes = entry_overhead + bytes_of(entry->found) + entry->page->bytes();
        bytes > page->bytes) {
      bytes_ += bytes - page->bytes;
      page->bytes = bytes;
      let_go(most);
    }
    return entry;
  }

  std::shared_ptr<const Entry> acted_upon(const Key& key) const {
    const std::lock_guard lock{mutex_};
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    for (const auto& page : found->second->pages)
      if (page.entry->found) return page.entry;
    return nullptr;
  }

  void acts_upon(const Key& key, std::shared_ptr<const store::LinkedOrder> what, std::size_t most) {
    const auto watched = store::Watched::of(*what);
    const std::lock_guard lock{mutex_};
    const auto link = by_key_.find(key);
    if (link == by_key_.end()) return;
    auto& page = link->second->pages.front();
    if (page.entry->watched != watched || page.entry->found) return;
    auto entry = *page.entry;
    const auto bytes = bytes_of(what);
    entry.found = std::move(what);
    page.entry = std::make_shared<const Entry>(std::move(entry));
    page.bytes += bytes;
    bytes_ += bytes;
    let_go(most);
  }

  void put(const Key& key, std::shared_ptr<const Entry> entry, std::size_t most) {
    const std::lock_guard lock{mutex_};
    auto found = by_key_.find(key);
    if (found == by_key_.end()) {
      by_use_.push_front({key, {}});
      found = by_key_.emplace(key, by_use_.begin()).first;
    }
    by_use_.splice(by_use_.begin(), by_use_, found->second);
    auto& pages = found->second->pages;
    std::erase_if(pages, [&](const Page& other) {
      const bool goes = other.entry->locale == entry->locale || !made_alike(*other.entry, *entry);
      if (goes) bytes_ -= other.bytes;
      return goes;
    });
    // Half of it again for its compressed forms, which are seldom more.
    const auto bytes = entry_overhead + bytes_of(entry->found) + entry->page->bytes() * 3 / 2;
    pages.push_back({std::move(entry), bytes});
    bytes_ += bytes;
    let_go(most);
  }

  std::size_t bytes() const {
    const std::lock_guard lock{mutex_};
    return bytes_;
  }
  std::size_t size() const {
    const std::lock_guard lock{mutex_};
    return by_key_.size();
  }

 private:
  struct Page {
    std::shared_ptr<const Entry> entry;
    std::size_t bytes;
  };
  struct Link {
    Key key;
    std::vector<Page> pages;  // one a language, never none
  };

  void let_go(std::size_t most) {
    while (bytes_ > most) {
      for (const auto& page : by_use_.back().pages) bytes_ -= page.bytes;
      by_key_.erase(by_use_.back().key);
      by_use_.pop_back();
    }
  }

  mutable std::mutex mutex_;
  std::list<Link> by_use_;  // the last used first
  std::unordered_map<Key, std::list<Link>::iterator, KeyHash> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace

struct PageShelf::Shelves {
  explicit Shelves(std::size_t most)
      : all(std::clamp<std::size_t>(most / shelf_bytes, 1, most_shelves)), most_each{most / all.size()} {
    tokens::random_bytes(secret);
  }
  Shelf& of(const Key& key) { return all[key.back() % all.size()]; }

  std::vector<Shelf> all;
  std::size_t most_each;
  std::array<std::uint8_t, 16> secret{};
};

PageShelf::PageShelf(std::size_t most_bytes) : shelves_{std::make_unique<Shelves>(most_bytes)} {}
PageShelf::~PageShelf() = default;

PageShelf::Key PageShelf::key_of(std::string_view spelled) const {
  return tokens::siphash(shelves_->secret, tokens::bytes(spelled));
}

std::shared_ptr<const Entry> PageShelf::find(const Key& key, std::string_view lang,
                                             std::string_view accept_language) const {
  return shelves_->of(key).find(key, lang, accept_language, shelves_->most_each);
}

std::shared_ptr<const Entry> PageShelf::acted_upon(const Key& key) const {
  return shelves_->of(key).acted_upon(key);
}

void PageShelf::acts_upon(const Key& key, std::shared_ptr<const store::LinkedOrder> found) {
  shelves_->of(key).acts_upon(key, std::move(found), shelves_->most_each);
}

void PageShelf::put(const Key& key, std::shared_ptr<const Entry> entry) {
  shelves_->of(key).put(key, std::move(entry), shelves_->most_each);
}

std::size_t PageShelf::bytes() const {
  std::size_t sum = 0;
  for (const auto& shelf : shelves_->all) sum += shelf.bytes();
  return sum;
}

std::size_t PageShelf::size() const {
  std::size_t sum = 0;
  for (const auto& shelf : shelves_->all) sum += shelf.size();
  return sum;
}

}  // namespace server
