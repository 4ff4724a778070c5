#pragma once

#include "server/http/form.hpp"

namespace server {

// RFC 7578. The type is the request's, with its boundary. Texts are as they came, not yet checked.
std::optional<Form> read_multipart(std::string_view content_type, std::string_view body,
                                   const FormLimits& limits);

}  // namespace server
