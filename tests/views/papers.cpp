#include "tests/views/papers.hpp"

#include "views/qr.hpp"
#include "views/signature_drawing.hpp"

#include <cmath>

namespace samples {
namespace {

// One word as a hand writes it: loops that lean, slower where they turn.
std::vector<orders::StrokePoint> word(int x, int y, int length, int high, int loops, int start_ms) {
  std::vector<orders::StrokePoint> way;
  const int points = loops * 14;
  double ms = start_ms;
  for (int i = 0; i <= points; ++i) {
    const double along = 1.0 * i / points, turn = along * loops * 2 * M_PI;
    const double size = high * (i < 14 ? 1.0 : 0.45 + 0.1 * std::sin(along * 9));
    way.push_back({.x = x + static_cast<int>(std::lround(along * length + 0.5 * size * std::sin(turn))),
                   .y = y + static_cast<int>(std::lround(-size * (1 - std::cos(turn)) / 2)),
                   .t = static_cast<int>(ms)});
    ms += 9 + 9 * std::abs(std::cos(turn));
  }
  return way;
}

std::string hash(char digit) { return std::string(64, digit); }

}  // namespace

orders::Strokes strokes() {
  orders::Strokes drawn{.width = 720, .height = 240};
  drawn.strokes = {word(90, 150, 190, 90, 4, 0), word(340, 150, 260, 100, 5, 900), {{430, 62, 1'900}}};
  std::vector<orders::StrokePoint> flourish;
  for (int i = 0; i <= 24; ++i)
    flourish.push_back({110 + i * 20, 190 - static_cast<int>(12 * std::sin(i / 6.0)), 2'100 + i * 7});
  drawn.strokes.push_back(flourish);
  return drawn;
}

std::vector<views::CertificateAct> acts() {
  using views::ActKind;
  return {{.kind = ActKind::document_signed,
           .title = "Repair terms",
           .name = "Ana Ruiz",
           .at = at(21, 10, 12),
           .button_text = "Sign the terms",
           .locale = "en",
           .link_fingerprint = "619a66d2d4fbbf8b",
           .subject_sha256 = hash('a'),
           .event_sha256 = hash('b'),
           .seq = 41,
           .key_id = "0",
           .strokes = strokes()},
          {.kind = ActKind::quote_approved,
           .round = 2,
           .total = orders::Money{12718, *orders::Currency::of("GBP")},
           .name = "ليلى الحسن",
           .at = at(24, 9, 0),
           .clock_suspect = true,
           .button_text = "Approve £127.18",
           .method = orders::DecisionMethod::link,
           .locale = "ar",
           .link_fingerprint = "619a66d2d4fbbf8b",
           .subject_sha256 = hash('c'),
           .event_sha256 = hash('d'),
           .seq = 57,
           .key_id = "0"},
          {.kind = ActKind::document_signed,
           .title = "Handing out",
           .version = 3,
           .name = "Zofia Żółkiewska",
           .at = at(24, 13, 59),
           .button_text = "Sign",
           .locale = "de",
           .subject_sha256 = hash('e'),
           .event_sha256 = hash('f'),
           .seq = 63,
           .key_id = "0"}};
}

views::CertificateView certificate(const Story& story) {
  return {.shop = story.shop,
          .location = story.location,
          .zone = london(),
          .order_number = story.order.number,
          .acts = acts(),
          .head_seq = 70,
          .head = hash('1'),
          .checkpoint = views::CheckpointMark{.seq = 60, .head = hash('2'), .at = at(24, 0, 0)},
          .key_id = "0",
          .public_key = "MCowBQYDK2VwAyEA" + std::string(28, 'x'),
          .issued_at = now()};
}

Story long_quote(int lines) {
  auto made = story("full");
  auto& quote = made.order.quotes[0];
  const auto first = quote.lines[0];
  quote.lines.clear();
  for (int i = 1; i <= lines; ++i) {
    auto line = first;
    line.id.uuid[14] = static_cast<std::uint8_t>(i);
    line.description = "Part number " + std::to_string(i);
    line.unit_price = 100 * i;
    quote.lines.push_back(line);
  }
  return made;
}

std::vector<PaperStory> papers() {
  static const auto full = [] {
    auto made = story("full");
    made.order.quotes[0].sha256 = hash('c');
    return made;
  }();
  static const auto settled = story("ready-paid"), hard = story("hard"), many = long_quote(60);
  static const std::vector<views::DrawnSignature> drawn{{settled.order.signatures[0].id, strokes()}};
  const auto quote = [](const Story& of) {
    return [&of](const views::Locale& l) { return quote_pdf(view_of(of), of.order.quotes[0], l); };
  };
  return {
      {"quote.pdf", quote(full)},
      {"quote-hard.pdf", quote(hard)},
      {"quote-long.pdf", quote(many)},
      {"receipt.pdf", [](const views::Locale& l) { return receipt_pdf(view_of(settled), l, drawn); }},
      {"certificate.pdf", [](const views::Locale& l) { return certificate_pdf(certificate(settled), l); }},
      {"signature.svg", [](const views::Locale&) { return views::signature_svg(strokes()); }},
      {"signature.png", [](const views::Locale&) { return views::signature_png(strokes(), 720); }},
      {"signature-typed.svg", [](const views::Locale&) { return views::signature_svg("Zofia Żółkiewska"); }},
      {"qr.svg", [](const views::Locale& l) {
         return views::qr_svg("https://track.example/t/0000g40r40m30e209185gr38e1wn8vv", l.text("Order"));
       }}};
}

}  // namespace samples
