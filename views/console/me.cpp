#include "views/console/me.hpp"

#include "views/locale.hpp"
#include "views/qr.hpp"
#include "views/words.hpp"

#include <fmt/format.h>

namespace views {
namespace {

Html when_text(orders::Instant at, const ConsoleView& view) {
  return moment(at, Locale::fallback().date_time(at, view.zone), true);
}

Html details_panel(const MePage& page, const ConsoleView& view) {
  return html(R"html(<section class="panel" aria-labelledby="details-h">
<h2 id="details-h">You</h2>
<dl class="facts"><div><dt>E-mail</dt><dd>{}</dd></div><div><dt>Role</dt><dd>{}</dd></div></dl>
<form method="post" action="/staff/me">
{}{}{}<p class="actions"><button type="submit" class="plain">Save</button></p>
</form>
</section>
)html",
              view.who.email, role_word(view.who.role), csrf_field(view),
              field({.label = "Name",
                     .name = "name",
                     .value = page.name,
                     .hint = "As colleagues see it.",
                     .required = true,
                     .autocomplete = "name"},
                    page.faults),
              tick("Send me a mail when a customer approves, declines, signs, pays or writes", "alerts",
                   page.alerts));
}

Html password_panel(const MePage& page, const ConsoleView& view) {
  const auto state = page.has_password
                         ? html("")
                         : html(R"html(<p>You have none yet: you sign in by links that are sent to you.</p>
)html");
  const auto old = when(page.asks_old_password, [&] {
    return field({.label = "Password now",
                  .name = "old_password",
                  .type = "password",
                  .required = true,
                  .autocomplete = "current-password"},
                 page.faults);
  });
  return html(
      R"html(<section class="panel" id="password" aria-labelledby="password-h">
<h2 id="password-h">Password</h2>
{}<form method="post" action="/staff/me/password">
{}<input type="email" name="username" value="{}" autocomplete="username" readonly hidden>
{}{}<p class="actions"><button type="submit" class="plain">{}</button></p>
</form>
</section>
)html",
      state, csrf_field(view), view.who.email, old,
      field({.label = "New password",
             .name = "new_password",
             .type = "password",
             .hint = "At least 12 characters. All other browsers you are signed in with are signed out.",
             .required = true,
             .autocomplete = "new-password"},
            page.faults),
      page.has_password ? "Change the password" : "Set the password");
}

Html factor_panel(const MePage& page, const ConsoleView& view) {
  if (!page.has_totp)
    return html(R"html(<section class="panel" id="second-factor" aria-labelledby="factor-h">
<header><h2 id="factor-h">Second factor</h2><span class="chip">off</span></header>
<p>With a code from your telephone at each sign-in, a stolen password opens nothing.</p>
<p class="actions"><a class="button plain" href="/staff/me/second-factor">Set it up</a></p>
</section>
)html");
  const auto left = page.codes_left == 1 ? std::string{"1 recovery code is left."}
                                         : fmt::format("{} recovery codes are left.", page.codes_left);
  return html(R"html(<section class="panel" id="second-factor" aria-labelledby="factor-h">
<header><h2 id="factor-h">Second factor</h2><span class="chip good">on</span></header>
<p>{}</p>
<form method="post" action="/staff/me/second-factor/renew">
{}{}<p class="actions"><button type="submit" class="plain">New recovery codes</button>
<button type="submit" class="danger" formaction="/staff/me/second-factor/off">Turn it off</button></p>
</form>
</section>
)html",
              left, csrf_field(view),
              field({.label = "Code",
                     .name = "code",
                     .hint = "From your authenticator app, for either of the two below.",
                     .required = true,
                     .autocomplete = "one-time-code"},
                    page.faults));
}

Html session_line(const orders::StaffSession& session, const MePage& page, const ConsoleView& view) {
  const auto what =
      html(R"html(<div><strong>{}</strong> <span class="quiet">{}</span><br>
<small>signed in {}, last seen {}</small></div>)html",
           session.device, session.ip, when_text(session.created_at, view), when_text(session.seen_at, view));
  if (session.id == page.here)
    return html(R"html(<li>{}<span class="chip good">this browser</span></li>
)html",
                what);
  return html(R"html(<li>{}<form method="post" action="{}">{}<button type="submit" class="plain small">)html"
              R"html(Sign out<span class="vh"> {}</span></button></form></li>
)html",
              what, Url::local("/staff/me/sessions/" + session.id.text() + "/end"), csrf_field(view),
              session.device);
}

Html sessions_panel(const MePage& page, const ConsoleView& view) {
  return html(R"html(<section class="panel" id="sessions" aria-labelledby="sessions-h">
<h2 id="sessions-h">Where you are signed in</h2>
<ul class="rows">
{}</ul>
<form method="post" action="/staff/sign-out/everywhere">{}<p class="actions"><button type="submit" class="danger">)html"
              R"html(Sign out everywhere</button></p></form>
</section>
)html",
              each(page.sessions, [&](const auto& session) { return session_line(session, page, view); }),
              csrf_field(view));
}

}  // namespace

std::string role_word(orders::Role role) {
  switch (role) {
    case orders::Role::owner: return "Owner";
    case orders::Role::manager: return "Manager";
    case orders::Role::technician: return "Technician";
    case orders::Role::viewer: return "Viewer";
  }
  return {};
}

Html me_page(const MePage& page, const ConsoleView& view) {
  const auto welcome = when(page.welcome, [] {
    return html(R"html(<p class="notice" role="status">You are in. Choose a password for next time, or )html"
                R"html(<a href="/staff/orders">go to the orders</a>.</p>
)html");
  });
  const auto out =
      html(R"html(<form method="post" action="/staff/sign-out">{}<button type="submit" class="plain">)html"
           R"html(Sign out</button></form>)html",
           csrf_field(view));
  return html(R"html({}{}{}<div class="panels">
{}{}{}{}</div>
)html",
              page_head(view.who.name, out), fault_summary(page.faults), welcome, password_panel(page, view),
              factor_panel(page, view), sessions_panel(page, view), details_panel(page, view));
}

Html enrolment_page(const Enrolment& enrolment, const ConsoleView& view, const Faults& faults) {
  return html(R"html({}{}<section class="panel enrol" aria-labelledby="scan-h">
<h2 id="scan-h">Scan this with your authenticator app</h2>
<div class="qr">{}</div>
<p>Or type this into it:</p>
<p class="secret">{}</p>
<form method="post" action="/staff/me/second-factor">
{}<input type="hidden" name="secret" value="{}">
{}<p class="actions"><button type="submit">Turn it on</button> <a class="button plain" href="/staff/me">Not now</a></p>
</form>
</section>
)html",
              page_head("Set up the second factor"), fault_summary(faults),
              Html::trusted(qr_svg(enrolment.uri, "QR code for your authenticator app")), enrolment.text,
              csrf_field(view), enrolment.sealed,
              field({.label = "Code",
                     .name = "code",
                     .hint = "The six digits that the app shows now.",
                     .required = true,
                     .autocomplete = "one-time-code"},
                    faults));
}

Html recovery_codes_page(const std::vector<std::string>& codes) {
  return html(R"html({}<section class="panel" aria-labelledby="codes-h">
<h2 id="codes-h">Keep these ten codes</h2>
<p>Each signs you in once if your telephone is lost. They are shown only now: print them or write them down, and keep )html"
              R"html(them where your password is not.</p>
<ul class="codes">
{}</ul>
<p class="actions"><a class="button" href="/staff/me">I have kept them</a></p>
</section>
)html",
              page_head("Recovery codes"),
              each(codes, [](const std::string& code) { return html("<li><code>{}</code></li>\n", code); }));
}

}  // namespace views
