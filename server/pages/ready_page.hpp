#pragma once

#include "server/http/router.hpp"
#include "server/pages/page_shelf.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

// Pages behind links that were made before and may be sent again.
namespace server {

// What of its reader decides which page a link shows; nothing else of the request does.
struct PageReader {
  explicit PageReader(const Request& request);

  std::string lang;  // as ?lang= says
  std::string_view accept_language, user_agent;
  bool json = false;  // wants facts instead of a page
};

// The page that was made for such a reader, if neither time nor settings have changed it since. Whether what
// it shows is still so is for the cache to say.
std::shared_ptr<const PageShelf::Entry> shelved(Services& services, const PageShelf::Key& key,
                                                const PageReader& reader, orders::Instant at);
bool is_current(const PageShelf::Entry& entry, const Settings& settings, orders::Instant at);

// What was read for the last act behind the code, if that is known to be the newest still.
std::shared_ptr<const store::LinkedOrder> still_newest(Services& services, const PageShelf::Key& key);

// Route::ready of show_order. Readers whom a preview fetches for are counted, and so are not answered here.
std::shared_ptr<const Finished> ready_order(Services& services, const Request& request,
                                            std::span<const std::string_view> captures);

}  // namespace server
