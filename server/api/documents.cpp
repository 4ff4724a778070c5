#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/pages/answers.hpp"
#include "tokens/hash.hpp"
#include "views/markdown.hpp"

#include <algorithm>
#include <ranges>

namespace server {

namespace {

orders::Outcome<orders::AddDocument> read_document(const boost::json::object& body) {
  std::optional<orders::Refusal> fault;
  Reader in{body, fault};
  in.known({"purpose", "title", "body"});
  in.needs({"purpose", "title", "body"});
  const auto purpose =
      in.word("purpose", orders::parse_purpose,
              "A purpose is terms, repair_authorisation, data_handling, drop_off or collection.");
  orders::AddDocument wanted{.title = in.text("title"), .body = in.text("body")};
  // It would be left out of the page, and so not be what was signed.
  if (views::has_raw_html(wanted.body)) in.fail("body", "Write Markdown alone: raw HTML is not taken.");
  if (fault) return *fault;
  wanted.purpose = *purpose;
  wanted.sha256 = tokens::hex(tokens::sha256(tokens::bytes(wanted.body)));
  return wanted;
}

// One of the shop's own terms, as they stand, in place of a text that comes with the call.
Task<orders::Outcome<orders::AddDocument>> read_terms(const Call& call) {
  std::optional<orders::Refusal> fault;
  Reader in{call.body, fault};
  in.known({"terms"});
  const auto id = in.word("terms", orders::TermsId::parse, "The shop has no such terms.");
  if (fault) co_return *fault;
  std::vector<store::Terms> versions;
  if (id) versions = co_await call.store().terms_versions(call.shop(), *id);
  if (versions.empty())
    co_return orders::Refusal{orders::Reason::invalid, "terms", "The shop has no such terms."};
  auto& terms = versions.front();
  auto sha256 = tokens::hex(tokens::sha256(tokens::bytes(terms.body)));
  co_return orders::AddDocument{terms.purpose, std::move(terms.title), std::move(terms.body),
                                std::move(sha256)};
}

}  // namespace

Task<Response> api_add_document(Call& call) {
  auto wanted = read_document(call.body);
  if (call.body.contains("terms")) wanted = co_await read_terms(call);
  if (!wanted) co_return problem(wanted.error());
  orders::Command command = *wanted;
  const auto changed = co_await change(call, std::move(command));
  if (!changed) co_return refuse(call, changed.error());
  // The same text again is the version that there was.
  const auto is_it = [&](const orders::Document& document) {
    return document.purpose == wanted->purpose && document.title == wanted->title;
  };
  auto latest_first = changed->documents | std::views::reverse;
  const auto document = std::ranges::find_if(latest_first, is_it);
  const boost::json::object brief{
      {"id", document->id.text()}, {"version", document->version}, {"sha256", document->sha256}};
  co_return json_answer(brief);
}

}  // namespace server
