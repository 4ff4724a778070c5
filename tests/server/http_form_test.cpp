#include "server/http/form.hpp"

#include <doctest/doctest.h>

#include <string>

using server::Form;
using server::read_form;

namespace {

std::optional<Form> read(std::string_view type, std::string_view body,
                         const server::FormLimits& limits = {}) {
  server::Request request;
  request.headers.emplace_back("Content-Type", type);
  request.body = body;
  return read_form(request, limits);
}

std::optional<Form> urlencoded(std::string_view body) {
  return read("application/x-www-form-urlencoded", body);
}

const std::string boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
const std::string multipart_type = "multipart/form-data; boundary=" + boundary;

std::string part(const std::string& fields, const std::string& content) {
  return "--" + boundary + "\r\nContent-Disposition: form-data; " + fields + "\r\n\r\n" + content + "\r\n";
}
std::string end() { return "--" + boundary + "--\r\n"; }

std::optional<Form> multipart(const std::string& parts, const server::FormLimits& limits = {}) {
  return read(multipart_type, parts + end(), limits);
}

std::string every_byte() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  return bytes;
}

}  // namespace

TEST_SUITE_BEGIN("server/http_form");

TEST_CASE("a form is read in the order in which it was sent, repeated names and all") {
  const auto form = urlencoded("line=1&name=Zo%C3%AB+M%2e&line=2&empty=&line=3");
  REQUIRE(form);
  CHECK(form->first("name") == "Zoë M.");
  CHECK(form->first("line") == "1");
  CHECK(form->all("line") == std::vector<std::string_view>{"1", "2", "3"});
  CHECK(form->first("empty") == "");
  CHECK_FALSE(form->first("absent"));
  CHECK(form->all("absent").empty());
}

TEST_CASE("a form without fields is one") {
  REQUIRE(urlencoded(""));
  CHECK(urlencoded("")->fields.empty());
  CHECK(read("Application/X-WWW-Form-URLencoded ; charset=UTF-8", "a=b"));
}

TEST_CASE("lines end by LF, whatever the browser ended them by") {
  CHECK(urlencoded("text=one%0D%0Atwo%0Dthree%0Afour%0D%0D%0A")->first("text") ==
        "one\ntwo\nthree\nfour\n\n");
  CHECK(multipart(part("name=\"text\"", "one\r\ntwo"))->first("text") == "one\ntwo");
}

TEST_CASE("what is no form is refused") {
  for (const auto* body : {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%C3%28", "%ff=a", "a=\xff", "a=%00", "a=b c"})
    CHECK_FALSE_MESSAGE(urlencoded(body), body);
  CHECK_FALSE(read("text/plain", "a=b"));
  CHECK_FALSE(read("", "a=b"));
  CHECK_FALSE(read("multipart/form-data", "a=b"));
}

TEST_CASE("two hundred fields are read, one more is refused") {
  std::string body = "a=0";
  for (int i = 1; i < 200; ++i) body += "&a=1";
  REQUIRE(urlencoded(body));
  CHECK(urlencoded(body)->fields.size() == 200);
  CHECK_FALSE(urlencoded(body + "&a=1"));
}

TEST_CASE("files come byte for byte, with the name and type that their sender gives them") {
  const auto bytes = every_byte() + "\r\nFrom me\n--\r\n--" + boundary.substr(4) + "\r\n\r\n";
  const auto form =
      multipart(part("name=\"text\"", "Grüße") +
                part("name=\"photo\"; filename=\"sch\xc3\xb6n.jpg\"\r\nContent-Type: image/jpeg", bytes) +
                part("name=\"photo\"; filename=\"two.bin\"", "2"));
  REQUIRE(form);
  CHECK(form->first("text") == "Grüße");
  REQUIRE(form->files.size() == 2);
  CHECK(form->files[0].field == "photo");
  CHECK(form->files[0].name == "schön.jpg");
  CHECK(form->files[0].media_type == "image/jpeg");
  CHECK(form->files[0].bytes == bytes);
  CHECK(form->files[1].bytes == "2");
}

TEST_CASE("a file input left empty is no file") {
  const auto form =
      multipart(part("name=\"photo\"; filename=\"\"\r\nContent-Type: application/octet-stream", ""));
  REQUIRE(form);
  CHECK(form->files.empty());
  CHECK(form->fields.empty());
}

TEST_CASE("a file's name is that of a file and leads nowhere") {
  CHECK(server::base_name("photo.jpg") == "photo.jpg");
  CHECK(server::base_name("../../etc/passwd") == "passwd");
  CHECK(server::base_name("C:\\Photos\\one.png") == "one.png");
  CHECK(server::base_name("..") == "");
  CHECK(server::base_name(".bashrc") == "bashrc");
  CHECK(server::base_name("a\r\nb\x01.txt") == "ab.txt");
  CHECK(server::base_name("a\xff.txt") == "");
  CHECK(server::base_name(std::string(99, 'a') + "ü.txt") == std::string(99, 'a'));
}

TEST_CASE("a multipart form that is cut, nested or strange is refused") {
  const auto one = part("name=\"a\"", "b");
  REQUIRE(multipart(one));
  CHECK_FALSE(read(multipart_type, one));  // no end
  CHECK_FALSE(read(multipart_type, ""));
  CHECK_FALSE(read("multipart/form-data", one + end()));
  CHECK_FALSE(read("multipart/mixed; boundary=" + boundary, one + end()));
  CHECK_FALSE(multipart(part("filename=\"a.jpg\"", "b")));  // of no field
  CHECK_FALSE(multipart("--" + boundary + "\r\nContent-Type: text/plain\r\n\r\nb\r\n"));
  CHECK_FALSE(
      multipart(part("name=\"a\"\r\nContent-Type: multipart/mixed; boundary=x", "--x\r\n\r\nb\r\n--x--")));
  CHECK_FALSE(multipart(part("name=\"a\"", "\xff")));
  CHECK_FALSE(multipart(part("name=\"a\"", std::string{"\0", 1})));
}

TEST_CASE("more parts than allowed and larger files are refused") {
  std::string parts;
  for (int i = 0; i < 30; ++i) parts += part("name=\"a\"", "b");
  REQUIRE(multipart(parts));
  CHECK(multipart(parts)->fields.size() == 30);
  CHECK_FALSE(multipart(parts + part("name=\"a\"", "b")));
  const auto file = part("name=\"f\"; filename=\"f\"", std::string(1000, 'x'));
  CHECK(multipart(file, {.file_bytes = 1000}));
  CHECK_FALSE(multipart(file, {.file_bytes = 999}));
}

TEST_CASE("a form ends where its body ends, whatever lies behind it in memory") {
  const std::string memory = "a=1&b=2&c=3";
  const auto form = urlencoded(std::string_view{memory}.substr(0, 7));
  REQUIRE(form);
  CHECK(form->fields.size() == 2);
  CHECK(form->first("b") == "2");
  CHECK_FALSE(urlencoded({"a=1\0b=2", 7}));
}

TEST_CASE("however a form is cut or garbled, it is refused or read within its limits") {
  const auto whole = part("name=\"a\"", "one") +
                     part("name=\"f\"; filename=\"f.png\"\r\nContent-Type: image/png", every_byte()) + end();
  std::size_t read_whole = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (const auto cut = read(multipart_type, std::string_view{whole}.substr(0, i)); cut) ++read_whole;
    for (const char c : {'\0', '\n', '-', ':', '"', ';', '\xff'}) {
      auto garbled = whole;
      garbled[i] = c;
      if (const auto form = read(multipart_type, garbled))
        CHECK(form->fields.size() + form->files.size() <= 3);
    }
  }
  CHECK(read_whole <= 2);  // only what ends the last line may be missing
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const char bytes[]{static_cast<char>(first), static_cast<char>(second)};
      if (const auto form = urlencoded({bytes, 2})) REQUIRE(form->fields.size() <= 2);
    }
}

TEST_SUITE_END();
