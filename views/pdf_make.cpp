#include "views/pdf_sheet.hpp"

#define POINTERHOLDER_TRANSITION 4  // qpdf: std::shared_ptr alone
#include <cairo-pdf.h>
#include <fmt/chrono.h>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include <stdexcept>

namespace views {
namespace {

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
  QPDF document;
  document.processMemoryFile("drawn", pdf.data(), pdf.size());
  auto root = document.getRoot();
  root.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(locale.tag()));
  root.replaceKey("/MarkInfo", QPDFObjectHandle::parse("<</Marked true>>"));
  root.replaceKey("/ViewerPreferences",
                  QPDFObjectHandle::parse(locale.right_to_left() ? "<</DisplayDocTitle true /Direction /R2L>>"
                                                                 : "<</DisplayDocTitle true>>"));
  QPDFWriter writer{document};
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const auto made = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(made->getBuffer()), made->getSize()};
}

}  // namespace

std::string make_pdf(const Paper& paper, const Locale& locale, const std::function<void(Sheet&)>& write) {
  return with_language(draw(paper, locale, write, count_pages(paper, locale, write)), locale);
}

}  // namespace views
