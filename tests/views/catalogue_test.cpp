#include "tests/views/pseudo.hpp"
#include "tests/views/samples.hpp"

#include <doctest/doctest.h>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <set>
#include <sstream>

namespace fs = std::filesystem;

namespace {

struct Entry {
  std::string message = {};
  std::vector<std::string> translations = {};
  bool fuzzy = false;
};

// The entries of a .po text: enough of the format for files that msgfmt has checked already.
std::vector<Entry> entries(std::istream& po) {
  std::vector<Entry> all;
  std::string* open = nullptr;
  bool fuzzy = false;
  for (std::string line; std::getline(po, line);) {
    const auto quote = line.find('"');
    if (line.starts_with("#,")) fuzzy = line.find("fuzzy") != line.npos;
    if (line.starts_with("msgid "))
      all.push_back({.fuzzy = std::exchange(fuzzy, false)}), open = &all.back().message;
    if (line.starts_with("msgid_plural")) open = nullptr;
    if (line.starts_with("msgstr")) open = &all.back().translations.emplace_back();
    if (open && quote != line.npos && line[0] != '#')
      *open += line.substr(quote + 1, line.rfind('"') - quote - 1);
  }
  return all;
}

std::set<std::string> said_in_code() {
  const auto command =
      "cd " SOURCE_DIR
      "/views && xgettext --language=C++ --from-code=UTF-8 --keyword= --keyword=text:1 "
      "--keyword=msg:1 --keyword=plural:1,2 --omit-header --no-wrap --output=- *.cpp messages/*.cpp";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe{popen(command, "r"), pclose};
  std::string text;
  std::array<char, 4096> block{};
  while (const auto got = fread(block.data(), 1, block.size(), pipe.get())) text.append(block.data(), got);
  std::istringstream po{text};
  std::set<std::string> messages;
  for (const auto& entry : entries(po)) messages.insert(entry.message);
  return messages;
}

std::set<std::string> places(const std::string& text) {
  static const std::regex place{R"(\{(\w+)\})"};
  std::set<std::string> found;
  for (std::sregex_iterator at{text.begin(), text.end(), place}, end; at != end; ++at) found.insert((*at)[1]);
  return found;
}

// What a reader sees of a page and we said: not what the shop wrote, nor the languages' own names.
std::string visible(const std::string& page) {
  static const std::regex unseen{
      R"(<bdi[^>]*>[^<]*</bdi>|<code>[^<]*</code>|<a [^>]*hreflang[^>]*>[^<]*</a>|<[^>]*>|)"
      R"(Harbour Phones &amp; Laptops|&\w+;)"};
  return std::regex_replace(page, unseen, " ");
}

}  // namespace

TEST_SUITE("views/catalogue") {
  TEST_CASE("every sentence of the pages is in every language, and no language has others") {
    const auto said = said_in_code();
    REQUIRE(said.size() > 100);
    std::set<std::string> languages;
    for (const auto& file : fs::directory_iterator{SOURCE_DIR "/views/catalogue"}) {
      if (file.path().extension() != ".po") continue;
      languages.insert(file.path().stem());
      std::ifstream po{file.path()};
      std::set<std::string> translated;
      for (const auto& entry : entries(po)) {
        if (entry.message.empty()) continue;
        CHECK_MESSAGE(!entry.fuzzy, file.path().filename(), " guesses at: ", entry.message);
        CHECK_MESSAGE(said.contains(entry.message), file.path().filename(), " still has: ", entry.message);
        translated.insert(entry.message);
        for (const auto& translation : entry.translations) {
          CHECK_MESSAGE(!translation.empty(), file.path().filename(), " lacks: ", entry.message);
          if (entry.translations.size() == 1)
            CHECK_MESSAGE(places(translation) == places(entry.message), translation);
          else
            for (const auto& place : places(translation)) CHECK_MESSAGE(place == "n", translation);
        }
      }
      for (const auto& message : said)
        CHECK_MESSAGE(translated.contains(message), file.path().filename(), " lacks: ", message);
    }
    CHECK(languages == std::set<std::string>{"ar", "de", "es", "fr", "it", "nl", "pl"});
  }

  TEST_CASE("no language falls back to English for a sentence") {
    // Single words such as "Website" are the same in several languages.
    static const std::regex sentence{R"([a-z]+ .*[a-z]+ .*[a-z]+)"};
    for (const auto& message : said_in_code())
      for (const auto& tag : views::Locale::available())
        if (tag != "en" && std::regex_search(message, sentence))
          CHECK_MESSAGE(views::Locale::find(tag)->text(message) != message, tag, ": ", message);
  }

  TEST_CASE("sentences are calm in every language: none is shouted") {
    for (const auto& file : fs::directory_iterator{SOURCE_DIR "/views/catalogue"}) {
      std::ifstream po{file.path()};
      for (const auto& entry : entries(po))
        for (const auto& translation :
             entry.message.empty() ? std::vector<std::string>{} : entry.translations)
          CHECK_MESSAGE(translation.find('!') == translation.npos, file.path().filename(), translation);
    }
  }

  TEST_CASE("no visible English was left in the code") {
    static const std::regex english{"[A-Za-z]{2,}"};
    const auto check = [](const std::string& name, const std::string& page) {
      const auto text = visible(page);
      for (std::sregex_iterator at{text.begin(), text.end(), english}, end; at != end; ++at)
        FAIL_CHECK(name, ": ", at->str());
    };
    const auto say = [](std::string& text) { text = samples::accented(text); };
    for (auto story : samples::stories()) {
      // What the shop wrote is not ours to translate, so here it speaks the tests' language.
      say(story.shop.name), say(story.location.name), say(story.shop.branding.message),
          say(story.order.promise_reason);
      say(story.order.number);
      for (auto& device : story.order.devices)
        say(device.kind), say(device.brand), say(device.model), say(device.problem), say(device.serial);
      for (auto& event : story.order.events) say(event.note);
      for (auto& message : story.order.messages) say(message.text);
      for (auto& signature : story.order.signatures) say(signature.name);
      for (auto& document : story.order.documents) say(document.body), say(document.title);
      check(story.name, samples::draw(story, samples::pseudo()).html);
    }
    for (const auto& notice : samples::notices()) check(notice.name, notice.draw(samples::pseudo()));
    static const std::regex theirs{
        R"(<div class="text"[\s\S]*?</div>|Repair terms|Battery, original part|Here are two more pictures|)"
        R"(Ana R(?:uiz)?|a{12})"};
    for (const auto& page : samples::act_pages())
      check(page.name, std::regex_replace(page.draw(samples::pseudo()), theirs, " "));
  }
}
