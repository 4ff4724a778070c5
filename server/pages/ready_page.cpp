#include "server/pages/ready_page.hpp"

#include "server/clock.hpp"
#include "server/house_contact.hpp"
#include "server/http/text.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/user_agent.hpp"
#include "server/services.hpp"
#include "tokens/code.hpp"
#include "views/frame.hpp"

#include <algorithm>

namespace server {

namespace {

// The value of ?lang=, nearly always alone and of letters.
std::string lang_of(const Request& request) {
  static constexpr std::string_view name = "lang=";
  if (request.query.empty()) return {};
  const auto value = request.query.substr(std::min(name.size(), request.query.size()));
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; };
  if (request.query.starts_with(name) && std::ranges::all_of(value, plain)) return std::string{value};
  return request.parameter("lang").value_or("");
}

// Where the page of a wrong code stands: under what no code is spelled.
constexpr std::string_view no_code = "";

std::shared_ptr<const Finished> ready_wrong_code(Services& services, const Request& request,
                                                 const PageReader& reader, orders::Instant at) {
  const auto key = services.pages.key_of(no_code);
  const auto house = services.house.get();
  const auto settings = services.settings();
  if (const auto entry = services.pages.find(key, reader.lang, reader.accept_language);
      entry && entry->house == house && is_current(*entry, *settings, at))
    return entry->page;
  PageShelf::Entry entry{.page = std::make_shared<const Finished>(wrong_code(services, request)),
                         .shop_locale = house ? house->shop.locale : std::string{},
                         .settings = settings,
                         .house = house};
  entry.locale = &locale_of(request, {}, entry.shop_locale);
  if (house) entry.reads_until = views::contact_reads_until({house->shop, house->location, house->zone, at});
  auto page = entry.page;
  services.pages.put(key, std::make_shared<const PageShelf::Entry>(std::move(entry)));
  return page;
}

}  // namespace

PageReader::PageReader(const Request& request) : lang{lang_of(request)} {
  std::string_view accept;
  for (const auto& [name, value] : request.headers) {
    const auto take = [&](std::string_view wanted, std::string_view& into) {
      if (!into.data() && name.size() == wanted.size() && same_name(name, wanted)) into = value;
    };
    take("accept", accept);
    take("accept-language", accept_language);
    take("user-agent", user_agent);
  }
  json = wants_json(accept);
}

bool is_current(const PageShelf::Entry& entry, const Settings& settings, orders::Instant at) {
  return entry.settings.get() == &settings && (!entry.reads_until || at < *entry.reads_until);
}

std::shared_ptr<const PageShelf::Entry> shelved(Services& services, const PageShelf::Key& key,
                                                const PageReader& reader, orders::Instant at) {
  auto entry = services.pages.find(key, reader.lang, reader.accept_language);
  return entry && is_current(*entry, *services.settings(), at) ? entry : nullptr;
}

std::shared_ptr<const store::LinkedOrder> still_newest(Services& services, const PageShelf::Key& key) {
  if (!services.cache.exact()) return nullptr;
  const auto entry = services.pages.acted_upon(key);
  return entry && store::Floors::allow(entry->cells, entry->watched) ? entry->found : nullptr;
}

std::shared_ptr<const Finished> ready_order(Services& services, const Request& request,
                                            std::span<const std::string_view> captures) {
  const PageReader reader{request};
  if (reader.json) return nullptr;
  const auto at = now();
  const auto spelled = tokens::Code::spelled(captures[0]);
  if (spelled && services.cache.exact()) {
    const auto entry =
        shelved(services, services.pages.key_of({spelled->data(), spelled->size()}), reader, at);
    if (entry && store::Floors::allow(entry->cells, entry->watched) && !is_preview(reader.user_agent))
      return entry->page;
  }
  if (spelled && tokens::Code::parse(captures[0], services.settings()->keys)) return nullptr;
  return ready_wrong_code(services, request, reader, at);
}

}  // namespace server
