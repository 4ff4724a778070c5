#include "tests/blackbox/acts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace harness {

namespace {

std::string plain(std::string text) {
  for (const auto& [entity, sign] :
       Fields{{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    for (auto at = text.find(entity); at != text.npos; at = text.find(entity, at + 1))
      text.replace(at, entity.size(), sign);
  return text;
}

std::string attribute(std::string_view tag, std::string_view name) {
  const auto at = tag.find(fmt::format(" {}=\"", name));
  if (at == tag.npos) return {};
  const auto from = at + name.size() + 3;
  return plain(std::string(tag.substr(from, tag.find('"', from) - from)));
}

// What an <input> brings when it is left alone.
bool is_sent(std::string_view tag) {
  const auto type = attribute(tag, "type");
  if (type == "checkbox" || type == "radio") return tag.find(" checked") != tag.npos;
  return type != "file";
}

Fields fields_in(std::string_view form) {
  Fields fields;
  for (auto at = form.find("<input "); at != form.npos; at = form.find("<input ", at + 1)) {
    const auto tag = form.substr(at, form.find('>', at) - at);
    if (is_sent(tag)) fields.emplace_back(attribute(tag, "name"), attribute(tag, "value"));
  }
  for (auto at = form.find("<textarea "); at != form.npos; at = form.find("<textarea ", at + 1)) {
    const auto end = form.find('>', at);
    auto text = form.substr(end + 1, form.find("</textarea>", end) - end - 1);
    if (text.starts_with('\n')) text.remove_prefix(1);  // browsers drop the first
    fields.emplace_back(attribute(form.substr(at, end - at), "name"), plain(std::string(text)));
  }
  return fields;
}

std::optional<PageForm> find_form(std::string_view html, std::string_view ending) {
  for (auto at = html.find("<form "); at != html.npos; at = html.find("<form ", at + 1)) {
    const auto form = html.substr(at, html.find("</form>", at) - at);
    const auto action = attribute(form.substr(0, form.find('>')), "action");
    if (std::string_view(action).substr(0, action.find('?')).ends_with(ending))
      return PageForm{action, fields_in(form)};
  }
  return std::nullopt;
}

std::string encoded(const Fields& fields) {
  std::string out;
  const auto put = [&](std::string_view text) {
    for (const unsigned char c : text)
      std::isalnum(c) ? out += static_cast<char>(c) : out += fmt::format("%{:02X}", c);
  };
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    put(name), out += '=', put(value);
  }
  return out;
}

// Out of quoted-printable.
std::string decoded(const std::string& mail) {
  std::string out;
  for (std::size_t i = 0; i < mail.size(); ++i) {
    if (mail[i] != '=' || i + 2 >= mail.size()) {
      out += mail[i];
      continue;
    }
    const bool soft_break = mail[i + 1] == '\n' || mail[i + 1] == '\r';
    if (!soft_break) out += static_cast<char>(std::strtol(mail.substr(i + 1, 2).c_str(), nullptr, 16));
    i += mail[i + 1] == '\n' ? 1 : 2;
  }
  return out;
}

std::string sent(std::string_view method, std::string_view path, std::string_view fields,
                 std::string_view body) {
  return fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}Content-Length: {}\r\n\r\n{}", method, path,
                     fields, body.size(), body);
}

}  // namespace

std::string PageForm::field(std::string_view name) const {
  const auto found = std::ranges::find(fields, name, &Fields::value_type::first);
  return found == fields.end() ? std::string{} : found->second;
}

PageForm PageForm::with(const Fields& changes) const {
  auto changed = *this;
  for (const auto& [name, value] : changes)
    std::erase_if(changed.fields, [&](const auto& field) { return field.first == name; });
  changed.fields.insert(changed.fields.end(), changes.begin(), changes.end());
  return changed;
}

PageForm PageForm::named(std::string_view name) const {
  return with({{"name", std::string(name)}, {"agree", "yes"}});
}

PageForm form_to(std::string_view html, std::string_view ending) {
  auto found = find_form(html, ending);
  if (!found) throw std::runtime_error(fmt::format("no form to {} on\n{}", ending, html));
  return *std::move(found);
}

bool has_form(std::string_view html, std::string_view ending) { return find_form(html, ending).has_value(); }

std::string post_bytes(const PageForm& form) {
  return sent("POST", form.action, "Content-Type: application/x-www-form-urlencoded\r\n",
              encoded(form.fields));
}

std::string get_bytes(std::string_view path) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path);
}

std::string api_bytes(std::string_view key, std::string_view method, std::string_view path,
                      std::string_view body) {
  const auto fields = fmt::format("Authorization: Bearer {}\r\n{}", key,
                                  body.empty() ? "" : "Content-Type: application/json\r\n");
  if (method == "POST" || !body.empty()) return sent(method, fmt::format("/api/v1/{}", path), fields, body);
  return fmt::format("{} /api/v1/{} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n", method, path, fields);
}

wire::Answer submit(const Service& service, const PageForm& form) {
  return wire::ask(service.port(), post_bytes(form));
}

PageForm second_step(const Service& service, std::string_view page, std::string_view ending,
                     const Fields& changes) {
  const auto first = form_to(get(service.port(), page).body, ending).with(changes);
  const auto asked = submit(service, first);
  if (asked.status != 200) throw std::runtime_error("asked again: " + asked.head + asked.body);
  // A quote is confirmed under one address and decided under another.
  return form_to(asked.body, ending == "/confirm" ? "/decision" : ending);
}

std::string repair_body(std::string_view number) {
  return fmt::format(
      R"({{"number": "{}", "location": "wales", "customer": {{"name": "Ada Quill", "email": "ada@customer.example",
      "phone": "+441632960777", "locale": "en"}}, "devices": [{{"kind": "Phone", "model": "Fairphone 4"}}],
      "notify": false}})",
      number);
}

Repair repair_of(const wire::Answer& taken_in) {
  if (taken_in.status != 201) throw std::runtime_error("not taken in: " + taken_in.head + taken_in.body);
  const auto body = boost::json::parse(taken_in.body);
  const auto text = [&](std::string_view pointer) {
    return std::string(body.at_pointer(pointer).as_string());
  };
  return {text("/number"), path_of(text("/link/url")), text("/link/id")};
}

Repair take_in(const Till& till, std::string_view number) {
  return repair_of(till.post("orders", repair_body(number)).raw);
}

std::string quote_body(int price, std::string_view more) {
  return fmt::format(
      R"({{"currency": "GBP", "lines": [{{"description": "Repair", "unit_price": {}, "tax_bp": 0}}]{}}})",
      price, more);
}

std::vector<boost::json::object> evidence(const Till& till, std::string_view number, std::string_view type) {
  std::vector<boost::json::object> found;
  const auto told = till.get(fmt::format("orders/{}/evidence", number));
  for (const auto& entry : told.at("/data").as_array())
    if (entry.at("type").as_string() == type) found.push_back(entry.as_object());
  return found;
}

std::vector<std::string> letters(const RepairShop& shop, std::string_view folder) {
  std::vector<std::string> found;
  const auto where = shop.folder() / "data" / folder;
  if (!std::filesystem::exists(where)) return found;
  for (const auto& file : std::filesystem::directory_iterator{where}) {
    auto text = read_file(file.path());
    if (file.path().extension() == ".eml") text = decoded(text);
    if (file.path().extension() == ".eml" || file.path().extension() == ".txt")
      found.push_back(std::move(text));
  }
  return found;
}

std::string letter_with(const RepairShop& shop, std::string_view folder, std::string_view text) {
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{15};
  while (std::chrono::steady_clock::now() < patience) {
    for (auto& letter : letters(shop, folder))
      if (letter.find(text) != letter.npos) return std::move(letter);
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return {};
}

std::vector<wire::Answer> Crowd::ask(const std::vector<std::string>& requests) {
  std::vector<wire::Answer> answers(requests.size());
  for (std::size_t from = 0; from < requests.size(); from += seats_.size()) {
    const auto wave = std::min(seats_.size(), requests.size() - from);
    for (std::size_t i = 0; i < wave; ++i) {
      if (!seats_[i]) seats_[i].emplace(port_);
      seats_[i]->send(requests[from + i]);
    }
    for (std::size_t i = 0; i < wave; ++i) {
      auto& answer = answers[from + i];
      answer = seats_[i]->answer();
      if (answer.status == 0 || answer.field("connection") == "close") seats_[i].reset();
    }
  }
  return answers;
}

Environment at_once(Environment more) {
  more.insert({{"CLAIMCHECK_ACTIONS_MIN_DWELL_MS", "0"},
               {"CLAIMCHECK_LIMITS_ACTIONS_PER_MINUTE", "0"},
               {"CLAIMCHECK_LIMITS_API_PER_MINUTE", "0"},
               {"CLAIMCHECK_MAIL_FROM", "repairs@wales.example"}});
  return more;
}

}  // namespace harness
