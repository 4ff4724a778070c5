#include "outbox/sms.hpp"

#include "store/data_files.hpp"

#include <sys/stat.h>

#include <fstream>

namespace outbox {
namespace {

MailSent put(const std::filesystem::path& folder, const Sms& sms) {
  const MailSent not_now{MailSent::Result::later, "the folder of text messages cannot be written to"};
  try {
    std::filesystem::create_directories(folder.parent_path());
    ::mkdir(folder.c_str(), 0700);  // may be there; what cannot be written to shows below
    store::Replacement file{folder / (sms.id + ".txt")};
    std::ofstream out{file.file(), std::ios::binary};
    if (!(out << sms.to << '\n' << sms.text << '\n').flush()) return not_now;
    out.close();
    file.commit();
  } catch (const std::exception&) {
    return not_now;
  }
  return {MailSent::Result::sent, {}};
}

}  // namespace

store::Task<MailSent> send_sms(Workers& workers, std::filesystem::path folder, Sms sms) {
  auto work = [folder = std::move(folder), sms = std::move(sms)](const Stopping&) {
    return put(folder, sms);
  };
  const auto sent = co_await workers.run(std::move(work));
  if (sent) co_return *sent;
  MailSent later;
  later.fault = "too much is waiting, or the service is closing";
  co_return later;
}

}  // namespace outbox
