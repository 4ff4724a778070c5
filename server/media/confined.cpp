#include "server/media/confined.hpp"

#include <csignal>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace server {

namespace {

constexpr int not_found = 127;  // what prlimit answers for a program that is not there, as shells do

void must(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

class Actions {
 public:
  explicit Actions(const std::filesystem::path& folder) {
    must(::posix_spawn_file_actions_init(&actions_), "spawn");
    open(STDIN_FILENO, "/dev/null", O_RDONLY);
    open(STDOUT_FILENO, folder / "said", O_WRONLY | O_CREAT | O_TRUNC);
    open(STDERR_FILENO, "/dev/null", O_WRONLY);
    must(::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1), "spawn");
    must(::posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str()), "spawn");
  }
  ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  void open(int as, const std::filesystem::path& file, int flags) {
    must(::posix_spawn_file_actions_addopen(&actions_, as, file.c_str(), flags, 0600), "spawn");
  }
  posix_spawn_file_actions_t actions_{};
};

// A group of its own, so that whatever it starts ends with it, and no signal blocked or ignored as here.
class Attributes {
 public:
  Attributes() {
    must(::posix_spawnattr_init(&attributes_), "spawn");
    sigset_t none, all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setflags(&attributes_,
                               POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// Its exit code, or -1 when it was killed, at the latest when our patience ends.
int await(pid_t pid, std::chrono::milliseconds patience) {
  pollfd ended{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)), POLLIN, 0};
  int ready = -1;
  if (ended.fd >= 0) {
    do ready = ::poll(&ended, 1, static_cast<int>(patience.count()));
    while (ready < 0 && errno == EINTR);
    ::close(ended.fd);
  }
  if (ready <= 0) ::kill(-pid, SIGKILL);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

bool run_confined(const std::filesystem::path& folder, const std::vector<std::string>& command,
                  std::chrono::milliseconds patience) {
  std::vector<std::string> words{"prlimit",          "--cpu=10",    "--as=1073741824",
                                 "--fsize=33554432", "--nofile=64", "--core=0"};
  words.insert(words.end(), command.begin(), command.end());
  std::vector<std::string> variables{"PATH=/usr/bin:/bin",        "HOME=" + folder.string(),
                                     "TMPDIR=" + folder.string(), "LC_ALL=C.UTF-8",
                                     "VIPS_BLOCK_UNTRUSTED=1",    "VIPS_CONCURRENCY=1"};
  const Actions actions{folder};
  const Attributes attributes;
  pid_t pid = -1;
  must(::posix_spawn(&pid, "/usr/bin/prlimit", actions.get(), attributes.get(), pointers(words).data(),
                     pointers(variables).data()),
       "cannot run prlimit");
  const int code = await(pid, patience);
  if (code == not_found) throw MissingProgram(command.at(0) + " is not installed");
  return code == 0;
}

}  // namespace server
