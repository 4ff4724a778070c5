#include "views/pdf_sheet.hpp"

#include <cairo-pdf.h>
#include <fmt/chrono.h>
#include <qpdf/qpdf-c.h>

#include <memory>
#include <stdexcept>

namespace views {
namespace {

struct QpdfRelease {
  void operator()(qpdf_data held) const { qpdf_cleanup(&held); }
};

// Lays everything out without keeping any of it.
int count_pages(const Paper& paper, const Locale& locale, const std::function<void(Sheet&)>& write) {
  const Cairo canvas{cairo_create(blank_picture(1, 1).get())};
  Sheet sheet{*canvas, paper, locale, 0};
  write(sheet);
  return sheet.finish();
}

void describe(cairo_surface_t& surface, const Paper& paper) {
  const auto title = paper.title + " " + paper.reference;
  const auto created = fmt::format("{:%FT%TZ}", std::chrono::floor<std::chrono::seconds>(paper.created_at));
  cairo_pdf_surface_set_metadata(&surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(&surface, CAIRO_PDF_METADATA_CREATOR, "claimcheck");
  cairo_pdf_surface_set_metadata(&surface, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
}

std::string draw(const Paper& paper, const Locale& locale, const std::function<void(Sheet&)>& write,
                 int pages) {
  std::string bytes;
  const auto append = [](void* to, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
  };
  const DrawingSurface surface{cairo_pdf_surface_create_for_stream(append, &bytes, 595.28, 841.89)};
  describe(*surface, paper);
  {
    const Cairo canvas{cairo_create(surface.get())};
    Sheet sheet{*canvas, paper, locale, pages};
    write(sheet);
    sheet.finish();
  }
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("cannot finish a PDF");
  return bytes;
}

// What cairo 1.16 cannot say: the language, that there is a structure to read by, and that a window shows the
// title and not the file's name.
std::string with_language(const std::string& pdf, const Locale& locale) {
  const std::unique_ptr<_qpdf_data, QpdfRelease> owner{qpdf_init()};
  auto* const file = owner.get();
  const auto check = [&](QPDF_ERROR_CODE code) {
    if ((code & QPDF_ERRORS) != 0)
      throw std::runtime_error(qpdf_get_error_full_text(file, qpdf_get_error(file)));
  };
  check(qpdf_read_memory(file, "drawn", pdf.data(), pdf.size(), nullptr));
  const auto root = qpdf_get_root(file);
  const auto put = [&](const char* key, qpdf_oh value) { qpdf_oh_replace_key(file, root, key, value); };
  put("/Lang", qpdf_oh_new_unicode_string(file, locale.tag().c_str()));
  put("/MarkInfo", qpdf_oh_parse(file, "<</Marked true>>"));
  put("/ViewerPreferences",
      qpdf_oh_parse(file, locale.right_to_left() ? "<</DisplayDocTitle true /Direction /R2L>>"
                                                 : "<</DisplayDocTitle true>>"));
  check(qpdf_init_write_memory(file));
  qpdf_set_deterministic_ID(file, QPDF_TRUE);
  qpdf_set_object_stream_mode(file, qpdf_o_generate);
  check(qpdf_write(file));
  return {reinterpret_cast<const char*>(qpdf_get_buffer(file)), qpdf_get_buffer_length(file)};
}

}  // namespace

std::string make_pdf(const Paper& paper, const Locale& locale, const std::function<void(Sheet&)>& write) {
  return with_language(draw(paper, locale, write, count_pages(paper, locale, write)), locale);
}

}  // namespace views
