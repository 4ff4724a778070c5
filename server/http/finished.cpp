#include "server/http/finished.hpp"

#include "server/http/message.hpp"
#include "server/http/reply.hpp"

namespace server {

Finished::Finished(Response) {}
Finished::~Finished() {
  for (const auto& form : forms_) delete form.load();
}
const Finished::Form& Finished::form(Coding) const { throw std::logic_error("is not written yet"); }
std::size_t Finished::bytes() const { return 0; }

}  // namespace server
