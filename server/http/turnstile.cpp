#include "server/http/turnstile.hpp"

#include "server/http/refusals.hpp"

namespace server {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_answers = 64;

// All that the answer depends on.
std::string kind_of(const Request& request) {
  std::string kind{request.path.starts_with("/api/") ? "api" : "page"};
  for (const auto part : {request.query, request.header("accept"), request.header("accept-language")})
    kind.append("\n").append(part);
  return kind;
}

}  // namespace

std::shared_ptr<const Finished> Turnstile::too_many(Services& services, const Request& request,
                                                    std::chrono::steady_clock::time_point now) {
  auto kind = kind_of(request);
  {
    const std::lock_guard lock{mutex_};
    if (now - since_ > 1s || answers_.size() >= most_answers) {
      answers_.clear();
      since_ = now;
    }
    if (const auto found = answers_.find(kind); found != answers_.end()) return found->second;
  }
  auto anybody = request;
  anybody.id.clear();
  auto response = refusal_page(services, 429, &anybody);
  response.compressible = false;
  auto answer = std::make_shared<const Finished>(std::move(response));
  const std::lock_guard lock{mutex_};
  return answers_.emplace(std::move(kind), std::move(answer)).first->second;
}

}  // namespace server
