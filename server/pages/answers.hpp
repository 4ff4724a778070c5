#pragma once

#include "server/http/router.hpp"
#include "views/pages.hpp"

#include <string>

namespace server {

// The language of a request that no order is known for.
const views::Locale& locale_of(const Request& request, std::string_view order_locale = {},
                               std::string_view shop_locale = {});
bool wants_json(const Request& request);
bool wants_json(std::string_view accept);

Response page(int status, std::string html);
Response json_answer(int status, std::string body);
// RFC 9457. `field` may be empty.
Response problem(int status, std::string_view title, std::string_view detail = {},
                 std::string_view field = {});
// What a rule refused: 404, 410, 422, 409, 403 or 503.
int status_of(orders::Reason reason);
Response problem(const orders::Refusal& refusal);

// The one answer to every address that leads nowhere, the same bytes for all in a language.
Response unknown(Services& services, const Request& request);
// The same for a code that opens nothing; counts against its sender's allowance of wrong ones.
Response wrong_code(Services& services, const Request& request);
Response trouble(Services& services, const Request* request, int status, views::Trouble kind);

}  // namespace server
