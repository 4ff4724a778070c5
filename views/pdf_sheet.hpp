#pragma once

#include "orders/time.hpp"
#include "views/canvas.hpp"
#include "views/colour.hpp"
#include "views/ink.hpp"
#include "views/locale.hpp"

#include <functional>
#include <string>
#include <vector>

namespace views {

enum class Tone { ink, quiet };
enum class Edge { start, end };  // of a line, in the direction of the language

struct Style {
  double size = 9.5;  // points
  bool bold = false;
  Tone tone = Tone::ink;
  Edge edge = Edge::start;
  bool own = false;  // somebody's own words, which run in their own direction
};

// A text between two edges of the column, given as shares of its width counted from the start of a line.
struct Part {
  double from = 0, to = 1;
  std::string text = {};
  Style style{};
  std::string note = {};  // below it, small
  std::string link = {};  // where a tap leads: an address that `Url` made
};

struct Column {
  double from = 0, to = 1;
  Edge edge = Edge::start;
  bool own = false;
};
struct Cell {
  std::string text = {};
  std::string note = {};
};
using Row = std::vector<Cell>;

// What stands on every page of a document, and in its description.
struct Paper {
  std::string title = {};      // "Quote"
  std::string reference = {};  // "R-1042"
  std::string footer = {};
  Colour accent{};
  orders::Instant created_at{};
};

// A4 pages that fill from top to bottom, in the language's direction. Nothing runs over the end of a page:
// rows go to the next one, where the head of their table stands again, and paragraphs break between lines.
class Sheet {
 public:
  Sheet(cairo_t& canvas, const Paper& paper, const Locale& locale, int all_pages);

  void heading(std::string_view text, int level);  // 1 or 2
  void paragraph(std::string_view text, const Style& style = {});
  void row(const std::vector<Part>& parts, double air = 0);  // air: above and below, points
  // `below`: points that shall be left on the page under the last row, so that no sum stands there alone.
  void table(const std::vector<Column>& columns, const Row& head, const std::vector<Row>& rows,
             double below = 0);
  void picture(const Ink& ink, double width, double height);  // fitted into that size, on a line
  void space(double points);
  void accent_line();
  void hairline();
  // Begins a new page when less than this is left of the current one.
  void keep(double points);
  double y() const { return y_; }
  void go_to(double y) { y_ = y; }

  int finish();  // the last page; how many there were

 private:
  class Tag;
  // Parts that were laid out: what is drawn, and the room it takes. All stand on one line of letters, though
  // scripts differ in height.
  struct Laid {
    double x = 0;
    Layout text = {}, note = {};
    Tone tone = Tone::ink;
    std::string link = {};
    double baseline() const;
    double height() const;
  };
  struct LaidRow {
    std::vector<Laid> parts = {};
    double baseline = 0, height = 0;
  };
  Layout layout(std::string_view text, double width, const Style& style) const;
  LaidRow lay(const std::vector<Part>& parts) const;
  void show(PangoLayout& text, double x, double y, Tone tone);
  void place(const LaidRow& row, double y, const char* tag);
  void add(const LaidRow& row, double air, const char* tag);
  void table_row(const LaidRow& row, const char* tag);
  void line(double thickness, Colour colour);
  void ink(Colour colour);
  bool fits(double points) const;
  void furnish();  // the foot of the page
  void new_page();

  cairo_t& canvas_;
  const Paper& paper_;
  const Locale& locale_;
  TextContext context_;
  int page_ = 1, all_pages_ = 0;
  double y_ = 0, page_top_ = 0;
  const LaidRow* table_head_ = nullptr;  // of the table that is being written
};

// The finished document: `write` runs twice, since a page says how many there are. The same content and
// instant give the same bytes. Throws std::runtime_error when it cannot be drawn.
std::string make_pdf(const Paper& paper, const Locale& locale, const std::function<void(Sheet&)>& write);

}  // namespace views
