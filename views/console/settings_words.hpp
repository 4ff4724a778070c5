#pragma once

#include "orders/order.hpp"
#include "views/console/settings.hpp"
#include "views/messages/template.hpp"

#include <optional>

namespace views {

// The shop's own words: its messages and its terms.

// Which messages have words of the shop's own, by language.
Html template_list(const std::vector<orders::MessageTemplate>& own, const ConsoleView& view);

struct TemplateForm {
  orders::MessageTemplate words{};             // as they go out, or as they were typed
  bool own = false;                            // the shop's, or else the house's
  std::optional<MessagePreview> preview = {};  // when they have no faults
};
Html template_settings(const TemplateForm& form, const Faults& faults, const ConsoleView& view);

// One of the shop's texts to sign.
struct TermsForm {
  std::string id = {};  // empty: a new one
  std::string purpose = {}, title = {}, body = {};
  int version = 0;
  bool attach = false, archived = false;
};
Html terms_list(const std::vector<TermsForm>& all, const ConsoleView& view);
// `versions`, newest first, with the instants at which they were written.
Html terms_settings(const TermsForm& form, const std::vector<std::pair<int, orders::Instant>>& versions,
                    const Faults& faults, const ConsoleView& view);

}  // namespace views
