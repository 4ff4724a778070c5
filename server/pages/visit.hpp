#pragma once

#include "server/http/router.hpp"
#include "server/settings.hpp"
#include "store/store.hpp"
#include "tokens/code.hpp"
#include "views/pages.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace server {

// Somebody behind a link: what their code opens, in which language, and how far. Holds everything that the
// views of a page refer to.
struct Visit {
  std::shared_ptr<const Settings> settings;
  tokens::Hash key;   // of the link
  std::string path;   // "/t/<code>"
  std::string query;  // "?lang=de" where the address names a language of ours, to be kept on the way
  std::shared_ptr<const store::LinkedOrder> held;
  const store::LinkedOrder& found = *held;
  orders::Zone zone;
  orders::Instant at;
  orders::Standing standing;
  const views::Locale* locale;
  views::PageAssets assets;
  // The shop asks something first that was not answered yet. Until then the link has the rights of one that
  // is shared: it acts in nothing and shows neither prices nor names.
  bool locked = false;

  views::OrderView view() const;
  views::ShopContact contact() const { return {found.shop, found.location, zone, at}; }
  // Marks an answer as belonging to this link, for the log.
  Response marked(Response response) const;
};

// How far a link must open for what is asked. `glance` is the one that a locked visit satisfies too; whoever
// needs no more looks at `locked`.
enum class Needs { nothing, glance, view, act };

// The visit behind the code for which this was found.
Visit visit_of(Services& services, const Request& request, std::shared_ptr<const Settings> settings,
               const tokens::Code& code, std::shared_ptr<const store::LinkedOrder> found);
// What takes the place of every page of a visit alike: the portal is switched off, or the link has ended.
std::optional<Response> barred(const Request& request, const Visit& visit, Needs needs);
// The visit behind the code, as the store has it now, or the answer that takes its place: 404 for a wrong
// code, 302 or 200 for a portal that is switched off, 410 for a link that has ended, 403 with the question of
// one that is locked.
Task<std::variant<Visit, Response>> open_visit(Services& services, const Request& request,
                                               std::string_view code, Needs needs);

// 410 for a visit that may no longer act, as `open_visit` would have answered it.
std::optional<Response> ended_answer(const Request& request, const Visit& visit);

// 429 with the page of it, when this link has acted too often; but not for an act that was answered before,
// whose operation is given.
Task<std::optional<Response>> too_often(Services& services, const Request& request, const Visit& visit,
                                        std::optional<store::OperationId> operation);

}  // namespace server
