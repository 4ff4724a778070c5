#include "tests/blackbox/harness.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace harness {

namespace fs = std::filesystem;

namespace {

// Owns what posix_spawn is told to do with descriptors and folder.
class Actions {
 public:
  Actions() { ::posix_spawn_file_actions_init(&actions_); }
  ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;

  void chdir(const fs::path& to) { ::posix_spawn_file_actions_addchdir_np(&actions_, to.c_str()); }
  void open(int as, const fs::path& file, int flags) {
    ::posix_spawn_file_actions_addopen(&actions_, as, file.c_str(), flags, 0600);
  }
  void use(int descriptor, int as) { ::posix_spawn_file_actions_adddup2(&actions_, descriptor, as); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

pid_t spawn(const Actions& actions, const Arguments& arguments, const Environment& environment) {
  std::vector<std::string> words{CLAIMCHECK_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  for (char** one = environ; *one; ++one) {
    const std::string variable{*one};
    if (!environment.contains(variable.substr(0, variable.find('=')))) variables.push_back(variable);
  }
  pid_t pid = -1;
  if (::posix_spawn(&pid, CLAIMCHECK_BINARY, actions.get(), nullptr, pointers(words).data(),
                    pointers(variables).data()) != 0)
    throw std::runtime_error("cannot run " CLAIMCHECK_BINARY);
  return pid;
}

int exit_code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

std::string read_line(int descriptor) {
  std::string line;
  for (char c = 0; ::read(descriptor, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

unsigned short port_in(const std::string& line) {
  return static_cast<unsigned short>(std::atoi(line.substr(line.rfind(':') + 1).c_str()));
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  auto name = (fs::temp_directory_path() / "claimcheck-test-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

bool is_long() { return std::getenv("CLAIMCHECK_LONG") != nullptr; }

std::size_t memory_of(pid_t pid) {
  std::ifstream in{"/proc/" + std::to_string(pid) + "/statm"};
  std::size_t total = 0, resident = 0;
  in >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::string read_file(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_file(const fs::path& file, std::string_view text) {
  std::ofstream{file, std::ios::binary} << text;
}

Ran run(const TemporaryFolder& folder, const Arguments& arguments, const Environment& environment,
        std::string_view input) {
  const TemporaryFolder streams;
  write_file(streams / "in", input);
  Actions actions;
  actions.open(STDIN_FILENO, streams / "in", O_RDONLY);
  actions.open(STDOUT_FILENO, streams / "out", O_WRONLY | O_CREAT);
  actions.open(STDERR_FILENO, streams / "error", O_WRONLY | O_CREAT);
  actions.chdir(folder.path());
  int status = 0;
  ::waitpid(spawn(actions, arguments, environment), &status, 0);
  return {exit_code_of(status), read_file(streams / "out"), read_file(streams / "error")};
}

Service::Service(const TemporaryFolder& folder, const Environment& environment,
                 const Arguments& more_arguments)
    : log_{folder / "serve.log"} {
  if (!fs::exists(folder / "claimcheck.keys"))
    if (const auto made = run(folder, {"keygen", "claimcheck.keys"}); made.exit_code != 0)
      throw std::runtime_error("keygen: " + made.error);
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  out_ = pipe[0];
  Actions actions;
  actions.open(STDIN_FILENO, "/dev/null", O_RDONLY);
  actions.use(pipe[1], STDOUT_FILENO);
  actions.open(STDERR_FILENO, log_, O_WRONLY | O_CREAT | O_APPEND);
  actions.chdir(folder.path());
  Environment all{{"CLAIMCHECK_SERVER_LISTEN", "127.0.0.1:0"},
                  {"CLAIMCHECK_LIMITS_REQUESTS_PER_MINUTE", "0"}};
  for (const auto& [name, value] : environment) all[name] = value;
  Arguments arguments{"serve"};
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  pid_ = spawn(actions, arguments, all);
  ::close(pipe[1]);
  first_lines_ = {read_line(out_), read_line(out_)};
  port_ = port_in(first_lines_[0]);
  admin_port_ = port_in(first_lines_[1]);
  if (port_ == 0 || admin_port_ == 0) {
    kill();
    throw std::runtime_error("claimcheck serve did not start: " + log());
  }
}

Service::~Service() {
  kill();
  ::close(out_);
}

std::string Service::log() const { return read_file(log_); }

void Service::signal(int number) const {
  if (pid_ > 0) ::kill(pid_, number);
}

bool Service::ended() {
  int status = 0;
  if (pid_ > 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) {
    exit_code_ = exit_code_of(status);
    pid_ = -1;
  }
  return pid_ < 0;
}

int Service::wait() {
  int status = 0;
  if (pid_ > 0 && ::waitpid(pid_, &status, 0) == pid_) {
    exit_code_ = exit_code_of(status);
    pid_ = -1;
  }
  return exit_code_;
}

int Service::stop() {
  signal(SIGTERM);
  return wait();
}

int Service::kill() {
  signal(SIGKILL);
  return wait();
}

}  // namespace harness
