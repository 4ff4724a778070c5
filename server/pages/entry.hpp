#pragma once

#include "server/pages/visit.hpp"
#include "views/entry_page.hpp"

namespace server {

// Whether the shop wants more than this link. Of links that were shared it asks nothing: they show no more
// than a locked page does.
bool asks_first(const store::LinkedOrder& found);
// Whether nothing is asked of who holds this link, or this browser has answered it.
bool is_let_in(const Services& services, const Request& request, const store::LinkedOrder& found,
               const tokens::Hash& key, orders::Instant at);

// What a locked visit is asked first.
views::EntryForm entry_form(const Visit& visit);
// The question instead of what was asked for.
Response entry_answer(const Request& request, const Visit& visit, int status);
Response entry_answer(const Request& request, const Visit& visit, int status, const views::EntryForm& form);

}  // namespace server
