#include "tests/views/files.hpp"
#include "tests/views/samples.hpp"
#include "views/canvas.hpp"
#include "views/qr.hpp"
#include "views/signature_drawing.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using samples::run, samples::TemporaryFile;
using views::signature_png, views::signature_svg;

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

struct Picture {
  int width = 0, height = 0;
  double ink = 0;           // share of the pixels that are not white
  int left = 0, right = 0;  // of the ink
};

Picture decode(const std::string& png) {
  std::string_view rest = png;
  const auto read = [](void* from, unsigned char* to, unsigned int size) {
    auto& bytes = *static_cast<std::string_view*>(from);
    if (bytes.size() < size) return CAIRO_STATUS_READ_ERROR;
    bytes.copy(reinterpret_cast<char*>(to), size);
    bytes.remove_prefix(size);
    return CAIRO_STATUS_SUCCESS;
  };
  const views::DrawingSurface surface{cairo_image_surface_create_from_png_stream(read, &rest)};
  REQUIRE(cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS);
  auto* held = surface.get();
  Picture seen{.width = cairo_image_surface_get_width(held), .height = cairo_image_surface_get_height(held)};
  seen.left = seen.width;
  int dark = 0;
  for (int y = 0; y < seen.height; ++y)
    for (int x = 0; x < seen.width; ++x) {
      const auto* pixel =
          cairo_image_surface_get_data(held) + y * cairo_image_surface_get_stride(held) + 4 * x;
      if (pixel[0] > 128) continue;
      ++dark;
      seen.left = std::min(seen.left, x), seen.right = std::max(seen.right, x);
    }
  seen.ink = 1.0 * dark / (seen.width * seen.height);
  return seen;
}

const orders::Strokes line{
    .width = 400, .height = 100, .strokes = {{{50, 50, 0}, {100, 50, 40}, {350, 50, 90}}}};

}  // namespace

TEST_SUITE("views/signature_drawing") {
  TEST_CASE("a drawn signature becomes a picture with its ink where the pen was") {
    const auto seen = decode(signature_png(line, 800));
    CHECK(seen.width == 800);
    CHECK(seen.height == 200);
    CHECK(seen.ink > 0.005);
    CHECK(seen.ink < 0.1);
    CHECK(seen.left > 90);
    CHECK(seen.left < 105);
    CHECK(seen.right > 695);
    CHECK(seen.right < 710);
  }

  TEST_CASE("the same strokes give the same bytes, other strokes others") {
    auto other = line;
    other.strokes[0][1].y = 60;
    CHECK(signature_png(line, 400) == signature_png(line, 400));
    CHECK(signature_png(line, 400) != signature_png(other, 400));
    CHECK(signature_svg(line) == signature_svg(line));
    CHECK(signature_png("Ana Ruiz", 400) == signature_png("Ana Ruiz", 400));
  }

  TEST_CASE("a dot is drawn, so an i keeps it") {
    const orders::Strokes dot{.width = 400, .height = 100, .strokes = {{{200, 50, 0}}}};
    CHECK(decode(signature_png(dot, 400)).ink > 0);
    const orders::Strokes pressed{.width = 400, .height = 100, .strokes = {{{200, 50, 0}, {200, 50, 300}}}};
    CHECK(signature_png(pressed, 400) == signature_png(dot, 400));
    CHECK(has(signature_svg(dot), "M200 50C200 50"));
  }

  TEST_CASE("a slow pen draws broader than a quick one") {
    const auto drawn_in = [](int ms) {
      return decode(signature_png(
          orders::Strokes{.width = 400, .height = 100, .strokes = {{{50, 50, 0}, {350, 50, ms}}}}, 800));
    };
    CHECK(drawn_in(1'000).ink > 1.5 * drawn_in(20).ink);
  }

  TEST_CASE("a typed name is drawn in its own script, and what it holds is never markup") {
    for (const auto name : {"Ana Ruiz", "Zażółć Gęślą-Jaźń", "ليلى الحسن", "<b>&\"'"}) {
      CAPTURE(name);
      const auto seen = decode(signature_png(name, 600));
      CHECK(seen.width == 600);
      CHECK(seen.ink > 0.01);
      CHECK(seen.ink < 0.5);
      const auto svg = signature_svg(name);
      CHECK(has(svg, R"(fill="currentColor" d="M)"));
      CHECK_FALSE(has(svg, "<b>"));
    }
  }

  TEST_CASE("a strange pad or size asks for no more memory than a picture needs") {
    const orders::Strokes tower{.width = 1, .height = 4'095, .strokes = {{{0, 0, 0}, {1, 4'000, 10}}}};
    CHECK(decode(signature_png(tower, 1'000)).height == 2'000);
    CHECK(decode(signature_png(line, 1'000'000)).width == 2'048);
    CHECK(decode(signature_png(line, -5)).width == 16);
  }
}

TEST_SUITE("views/qr") {
  TEST_CASE("a telephone reads the code back, from the picture and from the drawing") {
    const std::string text = "https://track.example/t/0000g40r40m30e209185gr38e1wn8vv";
    const TemporaryFile picture{views::qr_png(text, 4), ".png"};
    CHECK(run("zbarimg --quiet --raw " + picture.path() + " 2>/dev/null") == text + "\n");

    // The drawing has the same dark runs as the picture: count them.
    const auto svg = views::qr_svg(text, "Link to the order");
    std::size_t runs = 0;
    for (auto at = svg.find('M'); at != svg.npos; at = svg.find('M', at + 1)) ++runs;
    CHECK(runs > 200);
  }

  TEST_CASE("the drawing says what it is, and a label is text") {
    const auto svg = views::qr_svg("x", "Link <to> \"R&D\"");
    CHECK(has(svg, R"(role="img")"));
    CHECK(has(svg, "<title>Link &lt;to&gt; &quot;R&amp;D&quot;</title>"));
    CHECK(has(svg, R"(viewBox="0 0 29 29")"));  // 21 modules and four on each side
    CHECK(has(svg, "M4 4h7v1"));                // the corner mark, behind the quiet zone
  }

  TEST_CASE("what no code can hold is refused") {
    CHECK_THROWS_AS(views::qr_svg(std::string(3'000, 'x'), ""), std::length_error);
  }
}
