#include "views/console/door.hpp"

namespace views {

Html sign_in_form(std::string_view email, std::string_view next, const Faults& faults) {
  return html(R"html(<h1>Sign in</h1>
{}<form method="post" action="/staff/sign-in">
<input type="hidden" name="next" value="{}">
{}{}<button type="submit">Sign in</button>
</form>
<p><a href="/staff/recover">Forgotten your password?</a></p>
)html",
              fault_summary(faults), next,
              field({.label = "E-mail",
                     .name = "email",
                     .value = email,
                     .type = "email",
                     .required = true,
                     .autocomplete = "username"},
                    faults),
              field({.label = "Password",
                     .name = "password",
                     .type = "password",
                     .required = true,
                     .autocomplete = "current-password"},
                    faults));
}

Html one_time_form(std::string_view shop, const std::string& path) {
  return html(R"html(<p class="whose"><bdi>{}</bdi></p>
<h1>Sign in by your link</h1>
<p>This link works once. Press the button to sign in on this device.</p>
<form method="post" action="{}">
<button type="submit">Sign in</button>
</form>
)html",
              shop, Url::local(path));
}

Html one_time_over() {
  return html(R"html(<h1>This link has been used</h1>
<p>Each sign-in link works once and for a day. Sign in with your password, or have another link sent to you.</p>
<p><a class="button" href="/staff/sign-in">Sign in</a></p>
<p><a href="/staff/recover">Send me another link</a></p>
)html");
}

}  // namespace views
