#include "server/cli/host.hpp"

#include "server/admin/operations.hpp"
#include "server/cli/run_task.hpp"

#include <boost/asio.hpp>
#include <boost/json.hpp>

#include <optional>
#include <thread>

namespace server {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;

class AdminHost::Way {
 public:
  virtual ~Way() = default;
  virtual json::object ask(json::object request) = 0;
};

class AdminHost::Local : public Way {
 public:
  Local(const Config& config, std::unique_ptr<store::Store> store)
      : settings_(make_settings(
            config, (config.tls.certificate.empty() ? "http://" : "https://") + config.server.listen)),
        store_(std::move(store)) {}

  json::object ask(json::object request) override {
    AdminContext context{*store_, [this] { return settings_; }};
    return run_task(loop_, perform(context, std::move(request)));
  }

 private:
  std::shared_ptr<const Settings> settings_;
  asio::io_context loop_{1};
  std::unique_ptr<store::Store> store_;
};

class AdminHost::Remote : public Way {
 public:
  explicit Remote(const std::filesystem::path& path) { socket_.connect(path.string()); }

  json::object ask(json::object request) override {
    out_ = json::serialize(request) + '\n';
    std::optional<boost::system::error_code> end;
    std::size_t length = 0;
    asio::async_write(socket_, asio::buffer(out_), [&](boost::system::error_code error, std::size_t) {
      if (error)
        end = error;
      else
        asio::async_read_until(socket_, asio::dynamic_buffer(in_), '\n',
                               [&](boost::system::error_code read_error, std::size_t read) {
                                 end = read_error;
                                 length = read;
                               });
    });
    loop_.restart();
    loop_.run_for(60s);
    if (!end) throw Stop(failed, "the running service did not answer within a minute");
    if (*end) throw Stop(failed, "the running service went away: " + end->message());
    auto answer = json::parse(std::string_view{in_}.substr(0, length));
    in_.erase(0, length);
    return std::move(answer.as_object());
  }

 private:
  asio::io_context loop_{1};
  asio::local::stream_protocol::socket socket_{loop_};
  std::string out_, in_;
};

AdminHost::AdminHost(const Config& config, bool create) {
  const auto options = store_options(config);
  if (!create && !store::exists(options))
    throw Stop(failed, "there is no store in " + config.server.data_dir.string() +
                           " yet: begin with claimcheck init");
  const auto with_keys = store_options(config, load_keys(config));
  for (const auto give_up = std::chrono::steady_clock::now() + 5s;; std::this_thread::sleep_for(100ms)) {
    try {
      way_ = std::make_unique<Local>(config, store::open(with_keys));
      return;
    } catch (const store::Locked&) {
      if (std::chrono::steady_clock::now() > give_up) throw;
    }
    try {
      way_ = std::make_unique<Remote>(config.server.data_dir / "claimcheck.sock");
      return;
    } catch (const boost::system::system_error&) {
      // Held by a command, or by a service that is just starting or stopping: it will not be for long.
    }
  }
}

AdminHost::~AdminHost() = default;

json::object AdminHost::ask(std::string_view operation, json::object request) {
  request["operation"] = operation;
  return ask(std::move(request));
}

json::object AdminHost::ask(json::object request) {
  auto answer = way_->ask(std::move(request));
  const auto* error = answer.if_contains("error");
  if (!error) return answer;
  const auto* reason = answer.if_contains("reason");
  const bool invalid = reason && *reason == json::value("invalid");
  throw Stop(invalid ? wrong_usage : failed, std::string(error->as_string()));
}

}  // namespace server
