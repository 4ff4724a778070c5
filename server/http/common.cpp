#include "server/http/common.hpp"

namespace server {

Common::Common(Services& all, std::span<const Route> routes, bool limits, const Swapped<TlsContext>* context)
    : services{all}, router{routes}, limited{limits}, tls{context} {
  for (const auto& route : routes) counts_.push_back(&services.metrics.of(route.pattern));
  counts_.push_back(&services.metrics.of(no_route));
}

}  // namespace server
