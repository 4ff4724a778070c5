#pragma once

#include "server/http/form.hpp"
#include "server/pages/visit.hpp"
#include "tokens/action.hpp"
#include "views/acts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace server {

// The second step of an act, which every act shares: a sealed one-shot action, a typed name, what was shown.

// What a form is for, as its seal says.
tokens::ActionPlace action_place(Services& services, const Visit& visit, std::string_view form,
                                 std::string_view subject);

// One try at an act, as it was posted or is about to be.
struct Attempt {
  std::string form = {};     // "decision", "sign", …
  std::string subject = {};  // what it is bound to: a hash, an id, an amount
  std::string target = {};   // the path that the form posts to
  std::vector<std::pair<std::string, std::string>> hidden = {};
  views::FormInput input{};
  std::optional<tokens::Action> action =
      {};  // opened; absent: the first step, or one that was sealed elsewhere
  std::vector<views::FormFault> faults = {};
};

// Reads name, box, reason, texts and the action out of what was posted.
Attempt read_attempt(Services& services, const Visit& visit, const Form& form, std::string_view name,
                     std::string_view subject);
// Finds what is missing: the name, the box where the act has one, and whether the page lay open long enough
// and not too long. Sound attempts have no faults.
void check_attempt(const Visit& visit, const views::ActView& act, Attempt& attempt);
bool is_first_step(const Form& form);

// The page of the second step: 200 for the first time, 422 (or `status`) when something is at fault; with a
// fresh action.
Response ask(Services& services, const Visit& visit, const views::ActView& act, const Attempt& attempt,
             int status = 0, const orders::QuoteDifference* difference = nullptr);

// Who acts, and what they were shown, for the evidence.
store::Behind behind(const Visit& visit, const Request& request, const Attempt& attempt,
                     const views::Wording& wording);

// The receipt of an act, for the contact that did not bring the customer here; none without one.
std::vector<store::Notice> receipt_notices(const Visit& visit);

// 303 to the page, or to a place on it or below it ("#quote", "/paid").
Response back_to_page(const Visit& visit, std::string_view place = {});
Response stopped(const Visit& visit, int status, views::Stopped why);
// What the rules know of a customer's act.
orders::Context act_context(const Visit& visit);
// The answer to a refusal that has no page of its own.
Response refused(Services& services, const Request& request, const Visit& visit, const orders::Refusal& why);
// A form that could not be read.
Response unreadable(Services& services, const Request& request);

}  // namespace server
