#include "views/act_fields.hpp"

#include "orders/text.hpp"
#include "views/act_faults.hpp"

namespace views {
namespace {

const char* invalid(const std::string& fault) { return fault.empty() ? "false" : "true"; }

Html hint_of(const Field& field) {
  return when(!field.hint.empty(), [&] {
    return html(R"html(<p class="quiet">{}</p>
)html",
                field.hint);
  });
}

Html fault_line(std::string_view name, const std::string& fault) {
  return html(R"html(<p class="fault" id="{}-fault">{}</p>
)html",
              name, fault);
}

Html way(bool chosen, std::string_view value, const std::string& said) {
  const auto input =
      chosen ? html(R"html(<input type="radio" name="method" id="method-{}" value="{}" checked>)html", value,
                    value)
             : html(R"html(<input type="radio" name="method" id="method-{}" value="{}">)html", value, value);
  return html(R"html(<div class="check {}">{}<label for="method-{}">{}</label></div>
)html",
              value, input, value, said);
}

}  // namespace

Html name_field(const ActForm& form, const Locale& l) {
  const auto fault = fault_of(form, "name", l);
  return html(R"html(<label for="name">{}</label>
<p class="quiet" id="name-hint">{}</p>
<input type="text" id="name" name="name" value="{}" autocomplete="name" maxlength="{}" required )html"
              R"html(aria-describedby="name-hint name-fault" aria-invalid="{}">
{})html",
              l.text("Your name"), l.text("First and last name. It stands under what you do here."),
              form.input.name, orders::longest_name, invalid(fault), fault_line("name", fault));
}

Html line_field(const Field& field) {
  return html(R"html(<label for="{}">{}</label>
{}<input type="text" id="{}" name="{}" value="{}" autocomplete="off" maxlength="{}" )html"
              R"html(aria-describedby="{}-fault" aria-invalid="{}">
{})html",
              field.name, field.label, hint_of(field), field.name, field.name, field.value, field.longest,
              field.name, invalid(field.fault), fault_line(field.name, field.fault));
}

Html text_field(const Field& field) {
  const auto area =
      field.required
          ? html(R"html(<textarea id="{}" name="{}" rows="4" maxlength="{}" aria-describedby="{}-fault" )html"
                 R"html(aria-invalid="{}" required>
{}</textarea>
)html",
                 field.name, field.name, field.longest, field.name, invalid(field.fault), field.value)
          : html(R"html(<textarea id="{}" name="{}" rows="4" maxlength="{}" aria-describedby="{}-fault" )html"
                 R"html(aria-invalid="{}">
{}</textarea>
)html",
                 field.name, field.name, field.longest, field.name, invalid(field.fault), field.value);
  return html(R"html(<label for="{}">{}</label>
{}{}{})html",
              field.name, field.label, hint_of(field), area, fault_line(field.name, field.fault));
}

Html box_field(const std::string& said, const ActForm& form, const Locale& l) {
  if (said.empty()) return {};
  const auto fault = fault_of(form, "agree", l);
  const auto box =
      form.input.agree
          ? html(R"html(<input type="checkbox" id="agree" name="agree" value="yes" required checked )html"
                 R"html(aria-describedby="agree-fault" aria-invalid="{}">)html",
                 invalid(fault))
          : html(R"html(<input type="checkbox" id="agree" name="agree" value="yes" required )html"
                 R"html(aria-describedby="agree-fault" aria-invalid="{}">)html",
                 invalid(fault));
  return html(R"html(<div class="check">{}<label for="agree">{}</label></div>
{})html",
              box, said, fault_line("agree", fault));
}

Html pad_field(const ActForm& form, const Locale& l) {
  auto fault = fault_of(form, "strokes", l);
  if (fault.empty()) fault = fault_of(form, "method", l);
  const bool drawn = form.input.method == "drawn";
  return html(R"html(<fieldset id="method" aria-describedby="strokes-fault">
<legend>{}</legend>
{}{}</fieldset>
<div id="pad" data-empty="{}" hidden>
<canvas role="img" aria-label="{}"></canvas>
<p class="tools"><button type="button" class="go" data-pad="undo">{}</button> )html"
              R"html(<button type="button" class="go" data-pad="clear">{}</button></p>
</div>
{}<input type="hidden" name="strokes" value="{}">
)html",
              l.text("How do you want to sign?"), way(drawn, "drawn", l.text("Draw my signature")),
              way(!drawn, "typed", l.text("My typed name is my signature")),
              fault_text(FaultKind::nothing_drawn, l),
              l.text("Pad to draw your signature on with a finger, a pen or the mouse"), l.text("Undo"),
              l.text("Clear"), fault_line("strokes", fault), form.input.strokes);
}

}  // namespace views
