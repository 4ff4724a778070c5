#pragma once

#include "server/api/front.hpp"

#include <functional>

namespace server {

// Runs a call, or answers once more what it was answered when it first came with its Idempotency-Key
// (draft-ietf-httpapi-idempotency-key-header): 409 while it runs, 422 when the key came with another body,
// 400 for a key that is none.
Task<Response> run_once(Call& call, std::function<Task<Response>()> run);

}  // namespace server
