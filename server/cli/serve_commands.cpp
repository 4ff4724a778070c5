#include "server/cli/command_line.hpp"
#include "server/cli/demo.hpp"
#include "server/http/router.hpp"
#include "server/serve.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace server {

namespace {

void add_serve(CLI::App& app, CommandLine& line) {
  auto* command = add_command(
      app, "serve", "Runs the service until SIGTERM or Ctrl-C; SIGHUP reads the configuration again.",
      "  claimcheck serve\n  claimcheck serve --config /etc/claimcheck/config.toml\n"
      "  claimcheck serve --listen 127.0.0.1:0     # any free port");
  const auto listen = std::make_shared<std::string>();
  command->add_option("--listen", *listen, "Instead of server.listen")->type_name("ADDR:PORT");
  command->callback([&line, listen] {
    line.run = [&line, listen] {
      const auto load = [&line, listen] {
        auto config = line.load();
        if (!listen->empty()) config.server.listen = *listen;
        return config;
      };
      serve(load(), {.reload = load});
    };
  });
}

void add_demo(CLI::App& app, CommandLine& line) {
  auto* command = add_command(
      app, "demo", "Makes a shop with invented orders in the folder demo, runs the service, prints links.",
      "  claimcheck demo\n  claimcheck demo --listen 127.0.0.1:9000");
  const auto listen = std::make_shared<std::string>("127.0.0.1:8080");
  command->add_option("--listen", *listen, "Where it listens")->type_name("ADDR:PORT")->capture_default_str();
  command->callback([&line, listen] {
    line.run = [&line, listen] {
      const auto redis = line.load().redis.url.empty() ? nearby_redis() : "";
      const auto load = [&line, listen, redis] {
        auto config = line.load();
        config.server.listen = *listen;
        if (config.redis.url.empty()) config.redis.url = redis;
        if (!line.config_path()) use_demo_folder(config);
        return config;
      };
      const auto config = load();
      const auto demo = prepare_demo(config);
      serve(config, {.ready =
                         [&](Services& services) {
                           fmt::print("{}", demo_welcome(demo, config, services.settings()->public_url)),
                               std::fflush(stdout);
                         },
                     .reload = load});
    };
  });
}

void add_routes(CLI::App& app, CommandLine& line) {
  auto* command =
      add_command(app, "routes", "Prints what the service answers, a method and a pattern a line.",
                  "  claimcheck routes | grep /api/v1");
  command->callback([&line] {
    line.run = [&line] {
      boost::json::array all;
      std::string lines;
      for (const auto& route : routes()) {
        all.push_back({{"method", name_of(route.method)}, {"pattern", route.pattern}});
        lines += fmt::format("{}{} {}", lines.empty() ? "" : "\n", name_of(route.method), route.pattern);
      }
      answer(line, {{"routes", std::move(all)}}, lines);
    };
  });
}

}  // namespace

void add_serve_commands(CLI::App& app, CommandLine& line) {
  add_serve(app, line);
  add_demo(app, line);
  add_routes(app, line);
}

}  // namespace server
