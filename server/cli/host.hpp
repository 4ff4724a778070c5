#pragma once

#include "server/settings.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace server {

// What the commands exit with.
enum ExitCode : int {
  ok = 0,
  failed = 1,
  wrong_usage = 2,
  bad_configuration = 3,
  damaged_data = 4,
  already_running = 5
};

// Ends a command with one sentence on standard error.
struct Stop : std::runtime_error {
  Stop(ExitCode exit_code, const std::string& sentence) : std::runtime_error(sentence), code(exit_code) {}
  ExitCode code;
};

// Runs administrative acts: on the store itself while nobody else has it, through the running service's
// control socket when that holds it.
class AdminHost {
 public:
  // Without `create` a store that does not exist yet is refused instead of made. When the store is held and
  // nobody answers, another command is running: tries for five seconds, then throws store::Locked. Throws
  // what opening the store and the key file throws.
  explicit AdminHost(const Config& config, bool create = false);
  ~AdminHost();

  // Throws Stop with the sentence of a refusal.
  boost::json::object ask(std::string_view operation, boost::json::object request);
  boost::json::object ask(boost::json::object request);

 private:
  class Way;
  class Local;
  class Remote;
  std::unique_ptr<Way> way_;
};

}  // namespace server
