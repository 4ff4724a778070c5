#include "tests/views/mails.hpp"
#include "tests/views/papers.hpp"
#include "tests/views/pseudo.hpp"
#include "tests/views/samples.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream out{file, std::ios::binary};
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

// Every page in every state and language as a file, with what it links to beside it: for pictures and for the
// tests in a browser.
int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: storybook DIR\n";
    return 2;
  }
  const fs::path folder = arguments[1];
  std::vector<const views::Locale*> locales{&samples::pseudo()};
  for (const auto& tag : views::Locale::available()) locales.push_back(views::Locale::find(tag));
  for (const auto* locale : locales) {
    for (const auto& story : samples::stories())
      write(folder / locale->tag() / (story.name + ".html"), samples::draw(story, *locale).html);
    for (const auto& notice : samples::notices())
      write(folder / locale->tag() / (notice.name + ".html"), notice.draw(*locale));
    for (const auto& page : samples::act_pages())
      write(folder / locale->tag() / (page.name + ".html"), page.draw(*locale));
    for (const auto& paper : samples::papers())
      write(folder / "a/papers" / locale->tag() / paper.name, paper.draw(*locale));
    for (const auto& mail : samples::mails())
      write(folder / "a/mails" / locale->tag() / (mail.name + ".html"), mail.write(*locale).html);
  }
  // A story may have a colour of its own; its page is the only one to link to this file.
  write(folder / "a/page.css", views::stylesheet(samples::shop().branding.colour));
  write(folder / "a/yellow.css", views::stylesheet("#ffcc00"));
  write(folder / "a/page.js", views::script());
  write(folder / "a/sign.js", views::pad_script().text);
  write(folder / "a/icon.svg", views::icon());
}
