#include "server/json/webhook_json.hpp"

#include "orders/text.hpp"
#include "server/json/reader.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Refusal;
using orders::WebhookEndpoint;

namespace {

constexpr std::size_t longest_url = 2000;

// Whether it leads into a private network is seen when it is called: names change what they stand for.
bool is_webhook_url(const std::string& text, bool allow_private) {
  if (text.size() > longest_url) return false;
  const auto url = boost::urls::parse_uri(text);
  if (!url || url->encoded_host().empty() || url->has_userinfo() || url->has_fragment()) return false;
  return url->scheme_id() == boost::urls::scheme::https ||
         (allow_private && url->scheme_id() == boost::urls::scheme::http);
}

std::vector<orders::News> read_news(Reader& in) {
  std::vector<orders::News> all;
  const auto named = in.texts("events");
  if (named.size() > orders::news_count) in.fail("events", "There are no more than 12.");
  for (const auto& text : named) {
    const auto news = orders::parse_news(text);
    if (!news) in.fail("events", "There is no such event: " + text + ".");
    if (news && std::ranges::find(all, *news) == all.end()) all.push_back(*news);
  }
  return all;
}

}  // namespace

Outcome<WebhookEndpoint> patch_webhook(const json::object& members, WebhookEndpoint endpoint,
                                       bool allow_private) {
  std::optional<Refusal> fault;
  Reader in{members, fault};
  in.known({"url", "description", "events", "enabled"});
  if (endpoint.url.empty()) in.needs({"url"});
  if (in.has("url") && !is_webhook_url(endpoint.url = in.text("url"), allow_private))
    in.fail("url", "It must be an https:// address without a user and a fragment, of at most 2000 bytes.");
  if (members.contains("description")) endpoint.description = in.text("description");
  if (endpoint.description.size() > orders::longest_name) in.fail("description", "It has at most 200 bytes.");
  if (members.contains("events")) endpoint.news = read_news(in);
  endpoint.enabled = in.flag("enabled", endpoint.enabled);
  if (endpoint.enabled) endpoint.fault.clear();
  if (fault) return *fault;
  return endpoint;
}

}  // namespace server
