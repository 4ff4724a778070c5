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

Html code_form(std::string_view ticket, const Faults& faults) {
  return html(
      R"html(<h1>Second factor</h1>
<p>Open your authenticator app and type the six digits it shows for this shop.</p>
{}<form method="post" action="/staff/sign-in/code">
<input type="hidden" name="ticket" value="{}">
{}<button type="submit">Go on</button>
</form>
<p class="quiet">Lost your telephone? Type one of your recovery codes instead. Each works once.</p>
<p><a href="/staff/sign-in">Start again</a></p>
)html",
      fault_summary(faults), ticket,
      field({.label = "Code", .name = "code", .required = true, .autocomplete = "one-time-code"}, faults));
}

Html recover_form(std::string_view email, const Faults& faults) {
  return html(R"html(<h1>Get a sign-in link</h1>
<p>We send you a link that signs you in once. Then you can choose a new password.</p>
{}<form method="post" action="/staff/recover">
{}<button type="submit">Send me a link</button>
</form>
<p><a href="/staff/sign-in">Back to the sign-in</a></p>
)html",
              fault_summary(faults),
              field({.label = "E-mail",
                     .name = "email",
                     .value = email,
                     .type = "email",
                     .required = true,
                     .autocomplete = "username"},
                    faults));
}

Html recover_sent() {
  return html(R"html(<h1>Look into your mail</h1>
<p>If this address belongs to somebody of a shop here, a sign-in link is on its way to it. It works once and for a
day.</p>
<p class="quiet">Nothing came? Look among the unwanted mail, or ask whoever owns the shop for a link.</p>
<p><a href="/staff/sign-in">Back to the sign-in</a></p>
)html");
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
