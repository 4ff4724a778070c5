#include "outbox/texting.hpp"

#include "outbox/sending.hpp"
#include "store/data_files.hpp"

#include <sys/stat.h>

#include <fstream>

namespace outbox {
namespace {

Sent put(const std::filesystem::path& folder, const TextMessage& message) {
  const Sent not_now{.fault = "the folder of messages cannot be written to"};
  try {
    std::filesystem::create_directories(folder.parent_path());
    ::mkdir(folder.c_str(), 0700);  // may be there; what cannot be written to shows below
    store::Replacement file{folder / (message.id + ".txt")};
    std::ofstream out{file.file(), std::ios::binary};
    if (!(out << message.to << '\n' << message.text << '\n').flush()) return not_now;
    out.close();
    file.commit();
  } catch (const std::exception&) {
    return not_now;
  }
  return {.result = Sent::Result::sent};
}

}  // namespace

store::Task<Sent> write_text(Workers& workers, std::filesystem::path folder, TextMessage message) {
  auto work = [folder = std::move(folder), message = std::move(message)](const Stopping&) {
    return put(folder, message);
  };
  co_return co_await send_by(workers, std::move(work));
}

}  // namespace outbox
