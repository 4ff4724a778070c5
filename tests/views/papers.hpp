#pragma once

#include "tests/views/samples.hpp"
#include "views/pdf.hpp"

#include <functional>
#include <string>
#include <vector>

// Invented documents and signatures, for the tests and for pictures.
namespace samples {

orders::Strokes strokes();  // two words, a dot and a flourish
std::vector<views::CertificateAct> acts();
views::CertificateView certificate(const Story& story);
Story long_quote(int lines);

// Every document, by file name.
struct PaperStory {
  std::string name;  // "quote.pdf"
  std::function<std::string(const views::Locale&)> draw;
};
std::vector<PaperStory> papers();

}  // namespace samples
