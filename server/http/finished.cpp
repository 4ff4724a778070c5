#include "server/http/finished.hpp"

#include "server/http/message.hpp"
#include "server/http/reply.hpp"

namespace server {

Finished::Finished(Response response)
    : status_{response.status},
      bad_code_{response.bad_code},
      start_{start_of(response.status)},
      link_fingerprint_{std::move(response.link_fingerprint)},
      shop_{std::move(response.shop)} {
  if (is_bodiless(response.status)) response.body.clear();
  const bool codings = offer_codings(response);
  const auto* const identity = new Form{fields_of(response), std::exchange(response.body, {})};
  for (auto& form : forms_) form = identity;
  if (!codings) return;
  forms_[index(Coding::gzip)] = forms_[index(Coding::brotli)] = nullptr;
  plain_ = std::make_unique<const Response>(std::move(response));
}

Finished::~Finished() {
  const auto* const identity = forms_[0].load();
  for (auto& form : forms_)
    if (const auto* const one = form.load(); one != identity) delete one;
  delete identity;
}

// Two who ask first at once both make it; one of them is thrown away.
const Finished::Form& Finished::make(Coding coding) const {
  auto response = *plain_;
  response.body = forms_[0].load()->body;
  compress(response, coding);
  const bool smaller = response.body.size() < forms_[0].load()->body.size();
  const Form* made = smaller ? new Form{fields_of(response), std::move(response.body)} : forms_[0].load();
  const Form* there = nullptr;
  if (forms_[index(coding)].compare_exchange_strong(there, made)) return *made;
  if (smaller) delete made;
  return *there;
}

std::size_t Finished::bytes() const {
  auto sum = sizeof *this + start_.capacity() + link_fingerprint_.capacity() + shop_.capacity();
  const auto* const identity = forms_[0].load();
  for (const auto& form : forms_) {
    const auto* const one = form.load();
    if (one && (one != identity || &form == &forms_[0]))
      sum += sizeof *one + one->head.capacity() + one->body.capacity();
  }
  if (plain_) sum += sizeof *plain_ + 512;  // its few fields
  return sum;
}

}  // namespace server
