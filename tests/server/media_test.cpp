#include "server/media/confined.hpp"
#include "server/media/darkroom.hpp"
#include "server/media/sniff.hpp"
#include "tests/server/scratch.hpp"
#include "tests/store/run.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <sstream>

#include <unistd.h>
#include <zlib.h>

namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

// Real files, made by the tool whose library phones' pictures are read with.
class Workshop {
 public:
  std::string vips(const std::string& arguments, const std::string& result) const {
    const auto command = "cd '" + (folder_ / "").string() + "' && vips " + arguments + " >/dev/null 2>&1";
    REQUIRE_MESSAGE(std::system(command.c_str()) == 0, command);
    return contents(folder_ / result);
  }
  // A picture of that size and number of bands, its left half black and its right half white.
  std::string half(int width, int height, const std::string& file, int bands = 3) const {
    const auto size =
        std::to_string(width / 2) + ' ' + std::to_string(height) + " --bands " + std::to_string(bands);
    vips("black left.v " + size, "left.v");
    vips("invert left.v right.v", "right.v");
    vips("join left.v right.v joined.v horizontal", "joined.v");
    vips("copy joined.v whole.v --interpretation " + std::string{bands > 2 ? "srgb" : "b-w"}, "whole.v");
    return vips("copy whole.v " + file, file);
  }
  // What `vipsheader -a` says of a picture.
  std::string header(const std::string& bytes) const {
    folder_.write("looked-at", bytes);
    const auto at = (folder_ / "looked-at").string();
    REQUIRE(std::system(("vipsheader -a '" + at + "' > '" + at + ".txt' 2>/dev/null").c_str()) == 0);
    return contents(at + ".txt");
  }

 private:
  Scratch folder_;
};

std::optional<server::Picture> reencode(const std::string& bytes) {
  server::Darkroom darkroom;
  return test::run(darkroom.reencode(bytes));
}

// The EXIF of a phone that was held upright (orientation 6) at 51° N.
std::string with_exif(const std::string& jpeg) {
  static constexpr unsigned char exif[]{
      0xff, 0xe1, 0x00, 0x64, 'E', 'x', 'i', 'f', 0,   0,         // length: what follows it, and itself
      'M',  'M',  0,    42,   0,   0,   0,   8,                   // TIFF, first directory at 8
      0,    2,                                                    // entries
      0x01, 0x12, 0,    3,    0,   0,   0,   1,   0,   6, 0, 0,   // orientation
      0x88, 0x25, 0,    4,    0,   0,   0,   1,   0,   0, 0, 38,  // GPS directory at 38
      0,    0,    0,    0,                                        // no further directory
      0,    2,                                                    // its entries
      0,    1,    0,    2,    0,   0,   0,   2,   'N', 0, 0, 0,   // north
      0,    2,    0,    5,    0,   0,   0,   3,   0,   0, 0, 68,  // latitude at 68
      0,    0,    0,    0,                                        //
      0,    0,    0,    51,   0,   0,   0,   1,   0,   0, 0, 30,
      0,    0,    0,    1,    0,   0,   0,   0,   0,   0, 0, 1,  // 51° 30′ 0″
  };
  static_assert(sizeof exif == 2 + 0x64);
  return jpeg.substr(0, 2) + std::string{reinterpret_cast<const char*>(exif), sizeof exif} + jpeg.substr(2);
}

std::string big_endian(std::uint32_t number) {
  return {static_cast<char>(number >> 24), static_cast<char>(number >> 16), static_cast<char>(number >> 8),
          static_cast<char>(number)};
}

std::string chunk(const std::string& type, const std::string& data) {
  const auto body = type + data;
  const auto sum = ::crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<std::uint32_t>(data.size())) + body +
         big_endian(static_cast<std::uint32_t>(sum));
}

// A valid PNG of one bit a pixel, all black: 300 kB that decode to 312 MB and, a byte each, to 2.5 GB.
std::string bomb(std::uint32_t side) {
  z_stream stream{};
  REQUIRE(::deflateInit(&stream, 1) == Z_OK);
  std::string row(1 + side / 8, '\0'), data;
  std::array<char, 64 * 1024> out;
  for (std::uint32_t i = 0; i < side; ++i) {
    stream.next_in = reinterpret_cast<Bytef*>(row.data());
    stream.avail_in = static_cast<uInt>(row.size());
    do {
      stream.next_out = reinterpret_cast<Bytef*>(out.data());
      stream.avail_out = out.size();
      ::deflate(&stream, i + 1 == side ? Z_FINISH : Z_NO_FLUSH);
      data.append(out.data(), out.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  }
  ::deflateEnd(&stream);
  const std::string shape{1, 0, 0, 0, 0};  // one bit, grey
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", big_endian(side) + big_endian(side) + shape) +
         chunk("IDAT", data) + chunk("IEND", "");
}

}  // namespace

TEST_SUITE_BEGIN("server/media");

TEST_CASE("a file is what its bytes say, whatever it is called") {
  const Workshop workshop;
  CHECK(server::sniff(workshop.half(8, 8, "a.jpg")) == "image/jpeg");
  CHECK(server::sniff(workshop.half(8, 8, "a.png")) == "image/png");
  CHECK(server::sniff(workshop.half(8, 8, "a.webp")) == "image/webp");
  CHECK(server::sniff("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") == "application/pdf");
  CHECK(server::sniff("<html><script>alert(1)</script></html>") == "text/html");
  CHECK(server::sniff("see you on Monday\n") == "text/plain");
  CHECK_FALSE(server::is_picture(server::sniff("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")));
  CHECK_FALSE(server::is_picture(server::sniff("GIF89a")));
  CHECK_NOTHROW(server::sniff(""));
}

TEST_CASE("a large form with files is read away from the event loop, a small one at once") {
  for (const std::size_t size : {10, 1'000'000}) {
    const auto body = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.txt\"\r\n\r\n" +
                      std::string(size, 'y') + "\r\n--x--\r\n";
    server::Request request;
    request.headers.emplace_back("Content-Type", "multipart/form-data; boundary=x");
    request.body = body;
    server::Darkroom darkroom;
    const auto form = test::run(darkroom.read_form(request));
    REQUIRE(form);
    CHECK(form->files.at(0).bytes.size() == size);
    CHECK(test::run(darkroom.sniff(form->files[0].bytes)) == "text/plain");
  }
}

TEST_CASE("a photo is turned upright and forgets where it was taken") {
  const Workshop workshop;
  const auto photo = with_exif(workshop.half(400, 200, "a.jpg"));
  const auto before = workshop.header(photo);
  REQUIRE(before.find("GPSLatitude") != std::string::npos);
  const auto picture = reencode(photo);
  REQUIRE(picture);
  CHECK(picture->media_type == "image/jpeg");
  CHECK(picture->width == 200);
  CHECK(picture->height == 400);
  const auto after = workshop.header(picture->bytes);
  CHECK(after.find("width: 200\n") != std::string::npos);
  CHECK(after.find("height: 400\n") != std::string::npos);
  CHECK(after.find("GPS") == std::string::npos);
  CHECK(after.find("orientation: 6") == std::string::npos);
  CHECK(picture->bytes.find("Exif") == std::string::npos);
}

TEST_CASE("a large photo is made small enough to send, a small one stays as large as it is") {
  const Workshop workshop;
  const auto large = reencode(workshop.half(4000, 3000, "a.jpg"));
  REQUIRE(large);
  CHECK(workshop.header(large->bytes).find("width: 2560\nheight: 1920\n") != std::string::npos);
  const auto small = reencode(workshop.half(40, 30, "a.jpg"));
  REQUIRE(small);
  CHECK(workshop.header(small->bytes).find("width: 40\nheight: 30\n") != std::string::npos);
}

TEST_CASE("what is transparent stays so, all else becomes JPEG") {
  const Workshop workshop;
  const auto type_of = [&](int bands, const std::string& file) {
    const auto picture = reencode(workshop.half(64, 64, file, bands));
    return picture ? picture->media_type : "none";
  };
  CHECK(type_of(4, "a.png") == "image/png");
  CHECK(type_of(4, "a.webp") == "image/png");
  CHECK(type_of(3, "a.png") == "image/jpeg");
  CHECK(type_of(1, "a.png") == "image/jpeg");
  CHECK(type_of(3, "a.webp") == "image/jpeg");
  CHECK(type_of(3, "a.heic") == "image/jpeg");
  CHECK(type_of(3, "a.avif") == "image/jpeg");
}

TEST_CASE("what only looks like a picture is refused") {
  const Workshop workshop;
  const auto jpeg = workshop.half(400, 400, "a.jpg");
  CHECK_FALSE(reencode(jpeg.substr(0, 100)));
  CHECK_FALSE(reencode("\xff\xd8\xff\xe0 and nothing more"));
  CHECK_FALSE(reencode(""));
  CHECK_FALSE(reencode("just text"));
  CHECK_FALSE(reencode("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"));
  CHECK_FALSE(reencode("%PDF-1.7\n"));
}

TEST_CASE("a small file that would unpack to gigabytes is refused and harms nobody") {
  const auto file = bomb(50'000);
  CHECK(file.size() < 2'000'000);
  CHECK(server::sniff(file) == "image/png");
  CHECK_FALSE(reencode(file));
}

TEST_CASE("a program on a stranger's file may take little, and leaves nothing behind") {
  const Scratch folder;
  const auto run = [&](const char* script) {
    return server::run_confined(folder / "", {"sh", "-c", script});
  };
  CHECK(run("true"));
  CHECK_FALSE(run("false"));
  CHECK_FALSE(run("head -c 40000000 /dev/zero > large"));
  CHECK(fs::file_size(folder / "large") <= 32 * 1024 * 1024);
  CHECK_FALSE(run("head -c 2000000000 /dev/zero | tail -c 1900000000 | wc -c | grep -q 1900000000"));
  CHECK_FALSE(
      server::run_confined(folder / "", {"sh", "-c", "sleep 60; true"}, std::chrono::milliseconds{50}));
  REQUIRE(::dup2(STDERR_FILENO, 9) == 9);
  CHECK(run("test ! -e /proc/self/fd/9"));
  ::close(9);
  ::setenv("CLAIMCHECK_TEST_SECRET", "s", 1);
  CHECK(run("env"));
  CHECK(contents(folder / "said").find("CLAIMCHECK_TEST_SECRET") == std::string::npos);
  ::unsetenv("CLAIMCHECK_TEST_SECRET");
  CHECK_THROWS_AS(server::run_confined(folder / "", {"no-such-program"}), server::MissingProgram);
}

TEST_SUITE_END();
