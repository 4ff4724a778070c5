#pragma once

#include "server/http/form.hpp"
#include "server/pages/visit.hpp"
#include "views/acts.hpp"

#include <vector>

namespace server {

// Files on their way into an order and out of it again.

struct TakenFiles {
  std::vector<orders::Attachment> files = {};
  std::vector<views::FormFault> faults = {};  // of those that were not taken
};
// Keeps what came with a form: its type is found out from its bytes, a picture is drawn anew without what the
// camera wrote into it. Kept files belong to nobody until a message names them.
Task<TakenFiles> take_files(Services& services, const Visit& visit, std::vector<UploadedFile> files);
Task<TakenFiles> take_files(Services& services, orders::ShopId shop, orders::OrderId order,
                            std::vector<UploadedFile> files);

// A file as an answer: never shown by the browser as part of our site unless it is a picture of our making.
Response as_download(store::File file);

}  // namespace server
