#include "views/pdf_sheet.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace views {
namespace {

// A4 and its margins, points.
constexpr double paper_width = 595.28, paper_height = 841.89;
constexpr double side = 54, top = 46, bottom = paper_height - 58, footer_y = paper_height - 44;
constexpr double left = side, right = paper_width - side, column = right - left;

constexpr Colour dark{0x14, 0x17, 0x1a}, grey{0x5b, 0x63, 0x6b}, light{0xd9, 0xdc, 0xdf};
constexpr double small = 8, row_air = 4.5;

const char* font(const Style& style) {
  return style.bold ? "Noto Sans,Noto Sans Arabic Bold" : "Noto Sans,Noto Sans Arabic";
}

// A row is no place for paragraphs.
std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return text;
}

PangoDirection runs(PangoLayout& text) {
  return pango_layout_line_get_resolved_direction(pango_layout_get_line_readonly(&text, 0));
}

double high(PangoLayout& text) {
  int units = 0;
  pango_layout_get_size(&text, nullptr, &units);
  return static_cast<double>(units) / PANGO_SCALE;
}

// In cairo's notation of a tag's attributes.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

}  // namespace

// The structure that a screen reader follows.
class Sheet::Tag {
 public:
  Tag(cairo_t& canvas, const char* name, const std::string& attributes = {}) : canvas_(canvas), name_(name) {
    cairo_tag_begin(&canvas_, name_, attributes.c_str());
  }
  ~Tag() { cairo_tag_end(&canvas_, name_); }
  Tag(const Tag&) = delete;
  Tag& operator=(const Tag&) = delete;

 private:
  cairo_t& canvas_;
  const char* name_;
};

Sheet::Sheet(cairo_t& canvas, const Paper& paper, const Locale& locale, int all_pages)
    : canvas_(canvas),
      paper_(paper),
      locale_(locale),
      context_(
          text_context(locale.right_to_left() ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR, locale.tag())),
      all_pages_(all_pages),
      y_(top),
      page_top_(top) {
  cairo_tag_begin(&canvas_, "Document", "");
}

Layout Sheet::layout(std::string_view text, double width, const Style& style) const {
  auto made = text_layout(*context_, text, font(style), style.size);
  pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing(made.get(), 1.05F);
  const std::unique_ptr<PangoAttrList, PangoRelease> attributes{pango_attr_list_new()};
  pango_attr_list_insert(attributes.get(), pango_attr_font_features_new("tnum=1"));
  pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));  // a torn hash has none
  pango_layout_set_attributes(made.get(), attributes.get());
  pango_layout_set_auto_dir(made.get(), style.own);
  bool to_right = (style.edge == Edge::end) != locale_.right_to_left();
  // Pango turns the edges round for a text that runs against the page; they shall stay where they are.
  if (style.own && runs(*made) != pango_context_get_base_dir(context_.get())) to_right = !to_right;
  pango_layout_set_alignment(made.get(), to_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  return made;
}

void Sheet::ink(Colour colour) {
  cairo_set_source_rgb(&canvas_, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

Sheet::LaidRow Sheet::lay(const std::vector<Part>& parts) const {
  LaidRow row;
  for (const auto& part : parts) {
    const double width = (part.to - part.from) * column;
    Laid laid{.x = locale_.right_to_left() ? right - part.to * column : left + part.from * column,
              .text = layout(one_line(part.text), width, part.style),
              .tone = part.style.tone,
              .link = part.link};
    if (!part.note.empty()) {
      const Style small_print{.size = small, .edge = part.style.edge, .own = part.style.own};
      laid.note = layout(one_line(part.note), width, small_print);
    }
    row.baseline = std::max(row.baseline, laid.baseline());
    row.parts.push_back(std::move(laid));
  }
  for (const auto& laid : row.parts)
    row.height = std::max(row.height, row.baseline - laid.baseline() + laid.height());
  return row;
}

double Sheet::Laid::baseline() const {
  return static_cast<double>(pango_layout_get_baseline(text.get())) / PANGO_SCALE;
}

double Sheet::Laid::height() const { return high(*text) + (note ? high(*note) : 0); }

void Sheet::show(PangoLayout& text, double x, double y, Tone tone) {
  ink(tone == Tone::quiet ? grey : dark);
  cairo_move_to(&canvas_, x, y);
  pango_cairo_show_layout(&canvas_, &text);
}

void Sheet::place(const LaidRow& row, double y, const char* tag) {
  for (const auto& part : row.parts) {
    const Tag structure{canvas_, tag};
    const double top_edge = y + row.baseline - part.baseline();
    {
      std::optional<Tag> link;
      if (!part.link.empty()) link.emplace(canvas_, CAIRO_TAG_LINK, "uri=" + quoted(part.link));
      show(*part.text, part.x, top_edge, part.tone);
    }
    if (part.note) show(*part.note, part.x, top_edge + high(*part.text), Tone::quiet);
  }
}

void Sheet::add(const LaidRow& row, double air, const char* tag) {
  keep(row.height + 2 * air);
  place(row, y_ + air, tag);
  y_ += row.height + 2 * air;
}

void Sheet::row(const std::vector<Part>& parts, double air) { add(lay(parts), air, "P"); }

void Sheet::heading(std::string_view text, int level) {
  const std::vector<Part> parts{
      {.text = std::string(text), .style = {.size = level == 1 ? 21.0 : 12.0, .bold = level > 1}}};
  const auto row = lay(parts);
  keep(row.height + 60);  // never alone at the foot of a page
  add(row, 0, level == 1 ? "H1" : "H2");
}

void Sheet::paragraph(std::string_view text, const Style& style) {
  const auto made = layout(text, column, style);
  const std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> line{
      pango_layout_get_iter(made.get()), pango_layout_iter_free};
  std::optional<Tag> structure;
  do {
    PangoRectangle box;
    pango_layout_iter_get_line_extents(line.get(), nullptr, &box);
    const auto rise = static_cast<double>(pango_layout_iter_get_baseline(line.get()) - box.y) / PANGO_SCALE;
    const auto high = static_cast<double>(box.height) / PANGO_SCALE;
    if (!fits(high)) structure.reset();  // a page ends outside of any paragraph
    keep(high);
    if (!structure) structure.emplace(canvas_, "P");
    ink(style.tone == Tone::quiet ? grey : dark);
    cairo_move_to(&canvas_, left + static_cast<double>(box.x) / PANGO_SCALE, y_ + rise);
    pango_cairo_show_layout_line(&canvas_, pango_layout_iter_get_line_readonly(line.get()));
    y_ += high;
  } while (pango_layout_iter_next_line(line.get()));
}

void Sheet::table(const std::vector<Column>& columns, const Row& head, const std::vector<Row>& rows,
                  double below) {
  const auto laid = [&](const Row& row, bool is_head) {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto& at = columns[i];
      Style style{.edge = at.edge, .own = at.own && !is_head};
      if (is_head) style.size = small, style.tone = Tone::quiet;
      parts.push_back(
          {.from = at.from, .to = at.to, .text = row[i].text, .style = style, .note = row[i].note});
    }
    return lay(parts);
  };
  const auto titles = laid(head, true);
  keep(titles.height + 60);  // never alone at the foot of a page
  cairo_tag_begin(&canvas_, "Table", "");
  table_row(titles, "TH");
  table_head_ = &titles;
  for (const auto& row : rows) {
    const auto next = laid(row, false);
    keep(next.height + 2 * row_air + (&row == &rows.back() ? below : 0));
    table_row(next, "TD");
  }
  table_head_ = nullptr;
  cairo_tag_end(&canvas_, "Table");
}

void Sheet::table_row(const LaidRow& row, const char* tag) {
  {
    const Tag structure{canvas_, "TR"};
    add(row, row_air, tag);
  }
  hairline();
}

void Sheet::picture(const Ink& ink_drawn, double width, double height) {
  keep(height + 10);
  const auto& box = ink_drawn.box();
  const double scale = std::min({width / std::max(box.width, 1.0), height / std::max(box.height, 1.0), 1.0});
  const double x = locale_.right_to_left() ? right - width : left;
  {
    const Tag structure{canvas_, "Figure"};
    cairo_save(&canvas_);
    cairo_translate(&canvas_, x + (width - box.width * scale) / 2, y_ + (height - box.height * scale) / 2);
    cairo_scale(&canvas_, scale, scale);
    cairo_translate(&canvas_, -box.x, -box.y);
    ink(dark);
    ink_drawn.paint(canvas_);
    cairo_restore(&canvas_);
  }
  y_ += height + 4;
  ink(light);
  cairo_rectangle(&canvas_, x, y_, width, 0.6);
  cairo_fill(&canvas_);
  y_ += 6;
}

void Sheet::space(double points) { y_ += points; }

void Sheet::line(double thickness, Colour colour) {
  ink(colour);
  cairo_rectangle(&canvas_, left, y_, column, thickness);
  cairo_fill(&canvas_);
  y_ += thickness;
}

void Sheet::accent_line() { line(2, paper_.accent); }
void Sheet::hairline() { line(0.6, light); }

void Sheet::keep(double points) {
  if (!fits(points) && y_ > page_top_) new_page();
}

bool Sheet::fits(double points) const { return y_ + points <= bottom; }

void Sheet::furnish() {
  const Style quiet{.size = small, .tone = Tone::quiet},
      at_end{.size = small, .tone = Tone::quiet, .edge = Edge::end};
  const auto page = std::to_string(page_), all = std::to_string(all_pages_);
  const auto number = locale_.text("Page {n} of {all}", {{"n", page}, {"all", all}});
  const std::vector<Part> parts{{.to = 0.78, .text = paper_.footer, .style = quiet},
                                {.from = 0.78, .text = number, .style = at_end}};
  place(lay(parts), footer_y, "NonStruct");
}

void Sheet::new_page() {
  const auto* head = std::exchange(table_head_, nullptr);
  if (head) cairo_tag_end(&canvas_, "Table");
  furnish();
  cairo_show_page(&canvas_);
  ++page_;
  y_ = top;
  const std::vector<Part> parts{
      {.text = paper_.title + " · " + paper_.reference, .style = {.size = small, .tone = Tone::quiet}}};
  add(lay(parts), 1, "NonStruct");
  space(4);
  accent_line();
  space(18);
  page_top_ = y_;
  if (!head) return;
  cairo_tag_begin(&canvas_, "Table", "");
  table_row(*head, "TH");
  table_head_ = head;
}

int Sheet::finish() {
  furnish();
  cairo_tag_end(&canvas_, "Document");
  cairo_show_page(&canvas_);
  check(canvas_);
  return page_;
}

}  // namespace views
