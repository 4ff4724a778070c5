#include "views/console/settings_machines.hpp"

namespace views {

Html exports_settings(const ExportForm& form, const Faults& faults) {
  return html(
      R"html({}<section class="panel lead" aria-labelledby="exports-h">
<h2 id="exports-h">Tables to take away</h2>
<p class="quiet">As CSV for a spreadsheet or the books: days are the shop’s, both included.</p>
<form method="get" action="/staff/settings/exports/table.csv">
<div class="fields">{}{}</div>
<p class="actions"><button type="submit" name="of" value="orders" class="plain">Orders taken in</button>
<button type="submit" name="of" value="quotes" class="plain">Quotes sent</button>
<button type="submit" name="of" value="takings" class="plain">Takings by day</button></p>
</form>
</section>
)html",
      fault_summary(faults),
      field({.label = "From", .name = "from", .value = form.from, .type = "date", .required = true}, faults),
      field({.label = "To", .name = "to", .value = form.to, .type = "date", .required = true}, faults));
}

}  // namespace views
