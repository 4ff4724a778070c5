#include "views/console/setback.hpp"

namespace views {
namespace {

std::string_view advice(Setback why) {
  switch (why) {
    case Setback::not_found: return "There is nothing at this address that you may see. It may have moved.";
    case Setback::not_allowed:
      return "Your role in this shop does not include this. Whoever owns the shop can change that.";
    case Setback::stale:
      return "The page you sent this from is of an earlier sign-in. Nothing was changed. Go back, reload the "
             "page and "
             "send it once more.";
    case Setback::unreadable:
      return "What was sent could not be read. Nothing was changed. Go back and try again.";
    case Setback::from_elsewhere:
      return "This form did not come from the console itself. Nothing was changed. Open the console and do "
             "it there.";
    case Setback::insecure:
      return "This address is not encrypted, so what you type could be read on the way. Open the console by "
             "its "
             "https address.";
  }
  return {};
}

}  // namespace

std::string setback_title(Setback why) {
  switch (why) {
    case Setback::not_found: return "Not found";
    case Setback::not_allowed: return "Not allowed";
    case Setback::stale: return "Please send it again";
    case Setback::unreadable: return "Not understood";
    case Setback::from_elsewhere: return "Not sent from here";
    case Setback::insecure: return "Not encrypted";
  }
  return {};
}

Html setback(Setback why) {
  return html(R"html(<h1>{}</h1>
<p class="lead">{}</p>
<p><a class="button" href="/staff/orders">To the orders</a></p>
)html",
              setback_title(why), advice(why));
}

Html refused(std::string_view detail, const std::string& back) {
  return html(R"html(<h1>Not done</h1>
<p class="lead">{}</p>
<p><a class="button" href="{}">Back</a></p>
)html",
              detail, Url::local(back));
}

}  // namespace views
