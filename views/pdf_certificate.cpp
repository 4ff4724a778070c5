#include "views/pdf.hpp"
#include "views/pdf_parts.hpp"
#include "views/record_words.hpp"

#include <fmt/chrono.h>

namespace views {
namespace {

constexpr double between = 16;

std::string heading(const CertificateAct& act, const Locale& l) {
  const auto round = std::to_string(act.round), version = std::to_string(act.version);
  switch (act.kind) {
    case ActKind::quote_approved: return l.text("Quote approved, round {n}", {{"n", round}});
    case ActKind::quote_approved_in_part: return l.text("Quote approved in part, round {n}", {{"n", round}});
    case ActKind::quote_declined: return l.text("Quote declined, round {n}", {{"n", round}});
    case ActKind::decision_undone: return l.text("Decision taken back, round {n}", {{"n", round}});
    case ActKind::document_signed:
      return l.text("Document signed: {title}, version {n}", {{"title", act.title}, {"n", version}});
  }
  return {};
}

std::string utc(orders::Instant when) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(when);
  return left_to_right(fmt::format("{:%F %T}.{:03} UTC", whole, (when - whole).count()));
}

std::string how(const CertificateAct& act, const Locale& l) {
  if (act.kind == ActKind::document_signed)
    return act.strokes ? l.text("Drawn on the order's page") : l.text("Name typed on the order's page");
  return act.method ? decision_method(*act.method, l) : std::string{};
}

void one_act(Sheet& sheet, const CertificateAct& act, const CertificateView& view, const Locale& l) {
  sheet.space(between);
  sheet.heading(heading(act, l), 2);
  sheet.space(3);
  fact(sheet, {.label = l.text("Typed name"), .value = act.name, .own = true});
  fact(sheet, {.label = l.text("When"), .value = utc(act.at), .note = l.date_time(act.at, view.zone)});
  if (act.clock_suspect)
    fact(sheet,
         {.label = l.text("Clock"), .value = l.text("The server was not sure of its clock at that time")});
  if (act.total) fact(sheet, {.label = l.text("Total, tax included"), .value = l.money(*act.total)});
  fact(sheet, {.label = l.text("How"), .value = how(act, l), .note = act.reference});
  fact(sheet, {.label = l.text("Button pressed"), .value = act.button_text, .own = true});
  if (const auto* language = Locale::find(act.locale); language && !act.locale.empty())
    fact(sheet, {.label = l.text("Language shown"), .value = language->own_name(), .own = true});
  fact(sheet, {.label = act.kind == ActKind::document_signed ? l.text("Document, SHA-256")
                                                             : l.text("Quote, SHA-256"),
               .value = act.subject_sha256,
               .hash = true});
  fact(sheet, {.label = l.text("Entry {n}, SHA-256", {{"n", std::to_string(act.seq)}}),
               .value = act.event_sha256,
               .note = act.key_id.empty() ? "" : l.text("signed with key {key}", {{"key", act.key_id}}),
               .hash = true});
  fact(sheet, {.label = l.text("Fingerprint of the link"), .value = act.link_fingerprint, .own = true});
  if (act.kind != ActKind::document_signed) return;
  sheet.space(4);
  sheet.picture(act.strokes ? Ink{*act.strokes} : Ink{act.name}, 220, 60);
}

void chain(Sheet& sheet, const CertificateView& view, const Locale& l) {
  sheet.space(between);
  sheet.heading(l.text("The chain behind it"), 2);
  sheet.space(3);
  sheet.paragraph(l.text(
      "Every entry holds the fingerprint of the one before it and is signed by the shop's key, so a later "
      "change shows. The shop holds that key: witnesses against the shop itself are the receipts that "
      "customers keep and the checkpoints that were mailed."));
  sheet.space(5);
  fact(sheet, {.label = l.text("Last entry, {n}", {{"n", std::to_string(view.head_seq)}}),
               .value = view.head,
               .hash = true});
  if (const auto& mark = view.checkpoint)
    fact(sheet, {.label = l.text("Checkpoint, entry {n}", {{"n", std::to_string(mark->seq)}}),
                 .value = mark->head,
                 .note = utc(mark->at),
                 .hash = true});
  fact(sheet, {.label = l.text("Key"), .value = view.key_id, .own = true});
  fact(sheet, {.label = l.text("Public key, Ed25519"), .value = view.public_key, .own = true});
}

void checking(Sheet& sheet, const Locale& l) {
  sheet.space(between);
  sheet.heading(l.text("How to check it"), 2);
  sheet.space(3);
  sheet.paragraph(l.text(
      "Ask the shop for the evidence file of this order and run the command below. It needs no server and no "
      "network, computes every fingerprint again and names the first entry that does not fit."));
  sheet.row({{.text = "claimcheck verify FILE", .style = {.bold = true, .own = true}}}, 5);
}

}  // namespace

std::string certificate_pdf(const CertificateView& view, const Locale& l) {
  const auto name = l.text("Certificate");
  return make_pdf(
      paper(name, view.order_number, view.shop, view.location, view.issued_at), l, [&](Sheet& sheet) {
        letterhead(sheet, view.shop, view.location);
        title(sheet, name, l.text("Order") + " " + view.order_number);
        sheet.paragraph(
            l.text("This lists what was decided and signed for this order, and how it was recorded. Each act "
                   "is a simple "
                   "electronic signature in the sense of Article 3(10) of Regulation (EU) No 910/2014 "
                   "(eIDAS). It is "
                   "neither an advanced nor a qualified one, and this certificate claims no more."));
        sheet.space(6);
        fact(sheet, {.label = l.text("Issued on"),
                     .value = utc(view.issued_at),
                     .note = l.date_time(view.issued_at, view.zone)});
        for (const auto& act : view.acts) one_act(sheet, act, view, l);
        chain(sheet, view, l);
        checking(sheet, l);
      });
}

}  // namespace views
