#include "server/admin/control_socket.hpp"
#include "server/admin/image.hpp"
#include "server/cli/demo.hpp"
#include "server/cli/host.hpp"
#include "tests/server/scratch.hpp"

#include "server/settings.hpp"
#include "tokens/hash.hpp"
#include "tokens/keys.hpp"

#include <doctest/doctest.h>
#include <boost/asio.hpp>
#include <boost/json.hpp>

#include <thread>

using namespace server;
namespace asio = boost::asio;
namespace json = boost::json;

namespace {

Config config_in(const Scratch& scratch) {
  Config config;
  config.server.data_dir = scratch / "data";
  config.keys.file = scratch / "keys";
  tokens::KeyRing::create(config.keys.file);
  return config;
}

const json::object harbour{
    {"slug", "harbour"}, {"name", "Harbour Repairs"}, {"owner", "ann@harbour.example"}};

// A control socket on a loop and thread of its own, as in the service.
class RunningSocket {
 public:
  explicit RunningSocket(const Config& config)
      : settings_(make_settings(config, "http://127.0.0.1:1")),
        store_(store::open(store_options(config, settings_->keys))),
        socket_(loop_, {*store_, [this] { return settings_; }, [this] { ++shops_changed; }},
                config.server.data_dir / "claimcheck.sock") {
    socket_.start();
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~RunningSocket() {
    asio::post(loop_, [this] { socket_.stop(), loop_.stop(); });
    thread_.join();
  }
  std::atomic<int> shops_changed{0};

 private:
  std::shared_ptr<const Settings> settings_;
  asio::io_context loop_{1};
  std::unique_ptr<store::Store> store_;
  ControlSocket socket_;
  std::thread thread_;
};

// Sends as they are, reads one line.
class RawClient {
 public:
  explicit RawClient(const std::filesystem::path& path) { socket_.connect(path.string()); }
  json::value ask(std::string_view line) {
    boost::system::error_code closed;  // by the other side, which says why
    asio::write(socket_, asio::buffer(line), closed);
    const auto length = asio::read_until(socket_, asio::dynamic_buffer(received_), '\n');
    auto answer = json::parse(received_.substr(0, length));
    received_.erase(0, length);
    return answer;
  }

 private:
  asio::io_context loop_;
  asio::local::stream_protocol::socket socket_{loop_};
  std::string received_;
};

}  // namespace

TEST_SUITE_BEGIN("server/admin");

TEST_CASE("an act does the same on the store itself and through the control socket") {
  const Scratch scratch;
  const auto config = config_in(scratch);
  { CHECK(AdminHost{config, true}.ask("init", harbour).at("shop") == "harbour"); }
  RunningSocket running{config};
  AdminHost remote{config};
  CHECK(remote.ask("locations", {}).at("locations").as_array().size() == 1);
  CHECK(remote.ask("add_location", {{"name", "Old Town"}}).at("location") == "old-town");
  CHECK(running.shops_changed == 1);
  CHECK_THROWS_WITH_AS(remote.ask("add_location", {{"name", "New"}, {"zone", "Mars/Base"}}),
                       doctest::Contains("Mars/Base"), Stop);
}

TEST_CASE("the control socket is its owner's alone and answers nonsense with a sentence") {
  const Scratch scratch;
  const auto config = config_in(scratch);
  RunningSocket running{config};
  const auto path = config.server.data_dir / "claimcheck.sock";
  CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::all) ==
        std::filesystem::perms{0600});
  RawClient client{path};
  for (const auto* nonsense :
       {"hello\n", "[1]\n", "{}\n", "{\"operation\":\"format_disk\"}\n", "{\"operation\":7}\n",
        "{\"operation\":\"link\",\"shop\":7}\n", "{\"operation\":\"import_batch\",\"rows\":3}\n"})
    CHECK_MESSAGE(client.ask(nonsense).as_object().contains("error"), nonsense);
  CHECK(client.ask("{\"operation\":\"init\",\"slug\":\"a\",\"name\":\"A\",\"owner\":\"a@a.example\"}\n")
            .at("shop") == "a");
}

TEST_CASE("a line that never ends is cut off") {
  const Scratch scratch;
  const auto config = config_in(scratch);
  RunningSocket running{config};
  RawClient client{config.server.data_dir / "claimcheck.sock"};
  const auto answer = client.ask(std::string(ControlSocket::longest_line + 4096, 'x'));
  CHECK(answer.at("error") == "The request is longer than 8 MiB.");
}

TEST_CASE("a store held by a command that answers nobody is given up after a while") {
  const Scratch scratch;
  const auto config = config_in(scratch);
  const auto holder = store::open(store_options(config, load_keys(config)));
  CHECK_THROWS_AS((AdminHost{config, true}), store::Locked);
}

TEST_CASE("pictures are told by their first bytes and measured by their header") {
  const auto header = [](std::string_view hex) { return read_image_header(*tokens::from_hex(hex)); };
  const auto png = read_image_header(*tokens::from_hex(demo_logo));
  REQUIRE(png);
  CHECK(png->media_type == "image/png");
  CHECK(png->width == 320);
  CHECK(png->height == 320);
  const auto jpeg = header("ffd8ffe000104a46494600010100000100010000ffc0000b0801e0028001011100");
  REQUIRE(jpeg);
  CHECK(jpeg->media_type == "image/jpeg");
  CHECK(jpeg->width == 640);
  CHECK(jpeg->height == 480);
  const auto lossless = header("5249464600000000574542505650384c000000002f3f8107000000000000000000");
  REQUIRE(lossless);
  CHECK(lossless->media_type == "image/webp");
  CHECK(lossless->width == 320);
  CHECK(lossless->height == 31);
  for (const auto* wrong : {"", "474946383961", "89504e470d0a1a0a", "ffd8ffe0ffff",
                            "52494646000000005745425056503858", "3c7376673e"})
    CHECK_MESSAGE(!header(wrong), wrong);
}

TEST_CASE("the demo shows an order in every stage, and the same links when it starts again") {
  const Scratch scratch;
  auto config = config_in(scratch);
  std::filesystem::remove(config.keys.file);
  const auto first = prepare_demo(config);
  CHECK(first.links.size() == 9);
  CHECK(first.api_key.starts_with("cc_live_"));
  const auto second = prepare_demo(config);
  REQUIRE(second.links.size() == 9);
  CHECK(second.links.front().path == first.links.front().path);
  CHECK(second.api_key.empty());
  const auto welcome = demo_welcome(first, config, "http://127.0.0.1:8080");
  CHECK(welcome.find("http://127.0.0.1:8080/t/") != welcome.npos);
  CHECK(welcome.find("http://127.0.0.1:8080/staff/sign-in/") != welcome.npos);
}

TEST_SUITE_END();
