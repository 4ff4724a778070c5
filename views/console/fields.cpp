#include "views/console/frame.hpp"

#include <algorithm>

namespace views {
namespace {

std::string_view text_of(const Faults& faults, std::string_view field) {
  const auto fault = std::ranges::find(faults, field, &Fault::field);
  return fault == faults.end() ? std::string_view{} : std::string_view(fault->text);
}

struct Parts {
  std::string_view id, fault;
  Html label = {}, hint = {};
  std::string described = {};  // the ids of hint and fault, as they are there
  std::string_view invalid() const { return fault.empty() ? "false" : "true"; }
};

Parts parts(const Field& field, const Faults& faults) {
  Parts made{.id = field.id.empty() ? field.name : field.id, .fault = text_of(faults, field.name)};
  made.label = field.required ? html(R"html(<label for="{}">{}</label>)html", made.id, field.label)
                              : html(R"html(<label for="{}">{} <small>optional</small></label>)html", made.id,
                                     field.label);
  if (!field.hint.empty()) {
    made.hint = html(R"html(<p class="hint" id="{}-hint">{}</p>
)html",
                     made.id, field.hint);
    made.described = std::string(made.id) + "-hint";
  }
  if (!made.fault.empty())
    made.described += (made.described.empty() ? "" : " ") + std::string(made.id) + "-fault";
  return made;
}

Html line(std::string_view id, std::string_view fault) {
  return when(!fault.empty(), [&] {
    return html(R"html(<p class="fault" id="{}-fault">{}</p>
)html",
                id, fault);
  });
}

Html whole(const Parts& parts, const Html& control) {
  return html(R"html(<div class="field">{}
{}{}{}</div>
)html",
              parts.label, parts.hint, control, line(parts.id, parts.fault));
}

}  // namespace

Html fault_summary(const Faults& faults) {
  if (faults.empty()) return {};
  const auto items = each(faults, [](const Fault& fault) {
    return fault.field.empty() ? html("<li>{}</li>\n", fault.text)
                               : html(R"html(<li><a href="{}">{}</a></li>
)html",
                                      Url::local("#" + fault.field), fault.text);
  });
  return html(R"html(<div class="faults" id="faults" role="alert" tabindex="-1">
<h2>Please look at this again</h2>
<ul>
{}</ul>
</div>
)html",
              items);
}

Html fault_line(const Faults& faults, std::string_view field) { return line(field, text_of(faults, field)); }

Html csrf_field(const ConsoleView& view) {
  return html(R"html(<input type="hidden" name="csrf" value="{}">
)html",
              view.csrf);
}

Html field(const Field& field, const Faults& faults) {
  const auto p = parts(field, faults);
  const auto control =
      field.required
          ? html(R"html(<input type="{}" id="{}" name="{}" value="{}" autocomplete="{}" )html"
                 R"html(aria-describedby="{}" aria-invalid="{}" required>
)html",
                 field.type, p.id, field.name, field.value, field.autocomplete, p.described, p.invalid())
          : html(R"html(<input type="{}" id="{}" name="{}" value="{}" autocomplete="{}" )html"
                 R"html(aria-describedby="{}" aria-invalid="{}">
)html",
                 field.type, p.id, field.name, field.value, field.autocomplete, p.described, p.invalid());
  return whole(p, control);
}

Html text_area(const Field& field, int rows, const Faults& faults) {
  const auto p = parts(field, faults);
  const auto control =
      field.required
          ? html(
                R"html(<textarea id="{}" name="{}" rows="{}" aria-describedby="{}" aria-invalid="{}" required>
{}</textarea>
)html",
                p.id, field.name, rows, p.described, p.invalid(), field.value)
          : html(R"html(<textarea id="{}" name="{}" rows="{}" aria-describedby="{}" aria-invalid="{}">
{}</textarea>
)html",
                 p.id, field.name, rows, p.described, p.invalid(), field.value);
  return whole(p, control);
}

Html choice(const Field& field, const std::vector<Choice>& choices, const Faults& faults) {
  auto p = parts(field, faults);
  p.label =
      html(R"html(<label for="{}">{}</label>)html", p.id, field.label);  // something always stands there
  const auto options = each(choices, [&](const Choice& one) {
    return one.value == field.value ? html(R"html(<option value="{}" selected>{}</option>
)html",
                                           one.value, one.label)
                                    : html(R"html(<option value="{}">{}</option>
)html",
                                           one.value, one.label);
  });
  return whole(p, html(R"html(<select id="{}" name="{}" aria-describedby="{}" aria-invalid="{}">
{}</select>
)html",
                       p.id, field.name, p.described, p.invalid(), options));
}

Html tick(std::string_view label, std::string_view name, bool ticked) {
  const auto box =
      ticked ? html(R"html(<input type="checkbox" id="{}" name="{}" value="yes" checked>)html", name, name)
             : html(R"html(<input type="checkbox" id="{}" name="{}" value="yes">)html", name, name);
  return html(R"html(<div class="tick">{}<label for="{}">{}</label></div>
)html",
              box, name, label);
}

}  // namespace views
