#include "tests/blackbox/acts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace harness;

namespace {

// Three strokes as a finger draws them.
constexpr auto drawn = R"({"width":1000,"height":400,"strokes":[[[10,100,0],[60,180,15],[120,90,30]],)"
                       R"([[200,200,400],[260,120,415],[330,240,430]],[[400,60,900],[480,300,930]]]})";

// A repair with terms that wait for a signature.
struct ToSign : OpenShop {
  ToSign() : repair{take_in(till, "P-1")} { terms("Save your data first."); }
  void terms(std::string_view text) {
    const auto made = till.post("orders/P-1/documents",
                                fmt::format(R"({{"purpose":"terms","title":"Terms","body":"{}"}})", text));
    REQUIRE_MESSAGE(made.status == 200, made.raw.body);
    document = made.text("/id");
  }
  PageForm pad() const {
    return second_step(service, repair.link + "/documents/" + document, "/sign").named("Ada Quill");
  }
  boost::json::array signatures() const { return till.get("orders/P-1").at("/signatures").as_array(); }

  Repair repair;
  std::string document = {};
};

// A photo with the place where it was taken, in the smallest form that has one.
std::string photo_with_place(const TemporaryFolder& folder) {
  const auto command =
      "cd '" + folder.path().string() + "' && vips black photo.jpg 40 20 --bands 3 >/dev/null 2>&1";
  REQUIRE(std::system(command.c_str()) == 0);
  using namespace std::string_literals;
  const auto tiff =
      "MM\0\x2a\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0"
      "\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0"s;
  const auto exif = "Exif\0\0"s + tiff;
  const auto length = exif.size() + 2;
  const auto jpeg = read_file(folder / "photo.jpg");
  return jpeg.substr(0, 2) + "\xff\xe1" + static_cast<char>(length >> 8) + static_cast<char>(length & 255) +
         exif + jpeg.substr(2);
}

wire::Answer send_file(const OpenShop& at, const std::string& path, std::string_view text,
                       std::string_view name, std::string_view bytes) {
  const auto body = fmt::format(
      "--part\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{}\r\n"
      "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n"
      "Content-Type: image/jpeg\r\n\r\n{}\r\n--part--\r\n",
      text, name, bytes);
  return wire::ask(at.service.port(),
                   fmt::format("POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; "
                               "boundary=part\r\nContent-Length: {}\r\n\r\n{}",
                               path, body.size(), body));
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/acts_papers");

TEST_CASE("C30: a text is read, then signed with a typed name, once") {
  const ToSign at;
  const auto form = at.pad();
  REQUIRE(submit(at.service, form).status == 303);
  CHECK(submit(at.service, form).status == 303);
  const auto all = at.signatures();
  REQUIRE(all.size() == 1);
  CHECK(all[0].at("name") == "Ada Quill");
  CHECK(all[0].at("method") == "typed");
  CHECK(all[0].at("locale") == "en");
  const auto proof = evidence(at.till, "P-1", "document_signed");
  REQUIRE(proof.size() == 1);
  CHECK(proof[0].at("body").at("doc").at("sha256") == all[0].at("document_sha256"));
}

TEST_CASE("a drawn signature is kept with what was drawn") {
  const ToSign at;
  const auto form = at.pad().with({{"method", "drawn"}, {"strokes", drawn}});
  REQUIRE(submit(at.service, form).status == 303);
  CHECK(at.signatures().at(0).at("method") == "drawn");
  const auto proof = evidence(at.till, "P-1", "document_signed").at(0).at("body").at("signature");
  CHECK(proof.at("strokes") == 3);
  CHECK(proof.at("points") == 8);
  CHECK(proof.at("png_sha256").as_string().size() == 64);
}

TEST_CASE("what is wrong with a signature leaves the rest as it was") {
  const ToSign at;
  const auto good = at.pad().with({{"method", "drawn"}, {"strokes", drawn}});
  const auto nameless = submit(at.service, good.with({{"name", ""}}));
  CHECK(nameless.status == 422);
  CHECK(form_to(nameless.body, "/sign").field("strokes") == drawn);
  CHECK(form_to(nameless.body, "/sign").field("method") == "drawn");

  for (const auto* strokes :
       {"", "not json", R"({"width":1000,"height":400,"strokes":[]})",
        R"({"width":1000,"height":400,"strokes":[[[10,100,9],[60,180,3],[5,5,4]]]})",
        R"({"width":1000,"height":400,"strokes":[[[10,9000,0],[60,180,3],[5,5,4]]]})"}) {
    const auto answer = submit(at.service, good.with({{"strokes", strokes}}));
    CHECK_MESSAGE(answer.status == 422, strokes);
    CHECK(form_to(answer.body, "/sign").field("name") == "Ada Quill");
    CHECK(form_to(answer.body, "/sign").field("strokes").empty());
  }
  CHECK(at.signatures().empty());
  CHECK(submit(at.service, good).status == 303);
}

TEST_CASE("a text that was replaced while it was read is shown anew, unsigned") {
  ToSign at;
  const auto form = at.pad();
  at.terms("Save your data first, and twice.");
  const auto moved = submit(at.service, form);
  CHECK(moved.status == 409);
  CHECK(moved.body.find("and twice") != std::string::npos);
  CHECK(at.signatures().empty());
  REQUIRE(submit(at.service, form_to(moved.body, "/sign").named("Ada Quill")).status == 303);
  CHECK(at.signatures().at(0).at("document").as_string() == at.document);
}

TEST_CASE("a message reaches the shop with its photo, and not with the place where it was taken") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  const auto photo = photo_with_place(at.shop.folder());
  REQUIRE(photo.find("Exif") != std::string::npos);
  const auto words = "Is it ready on Friday? \"quotes\" & <b>";
  const auto asked = send_file(at, repair.link + "/messages", words, "crack.jpg", photo);
  REQUIRE_MESSAGE(asked.status == 200, asked.body);
  const auto form = form_to(asked.body, "/messages");
  CHECK(form.field("text") == words);
  CHECK(at.till.get("orders/P-1").number("/message_count") == 0);
  CHECK(submit(at.service, form).status == 422);  // no name yet
  REQUIRE(submit(at.service, form.named("Ada Quill")).status == 303);
  REQUIRE(submit(at.service, form.named("Ada Quill")).status == 303);

  const auto thread = at.till.get("orders/P-1/messages");
  REQUIRE(thread.at("/data").as_array().size() == 1);
  CHECK(thread.text("/data/0/text") == words);
  CHECK(thread.text("/data/0/name") == "Ada Quill");
  CHECK(thread.text("/data/0/attachments/0/media_type") == "image/jpeg");
  const auto file =
      get(at.service.port(), repair.link + "/attachments/" + thread.text("/data/0/attachments/0/id"));
  CHECK(file.status == 200);
  CHECK(file.body.starts_with("\xff\xd8"));
  CHECK(file.body.find("Exif") == std::string::npos);
  CHECK(get(at.service.port(), repair.link).body.find("&amp; &lt;b&gt;") != std::string::npos);
}

TEST_SUITE_END();
