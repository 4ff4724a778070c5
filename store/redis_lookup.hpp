#pragma once

#include "store/task.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace store {

// The addresses of a host, or of one that is a number already; empty: none, or not within the time. A look-up
// that takes longer keeps neither the loop nor the end of the process waiting.
Task<std::vector<boost::asio::ip::tcp::endpoint>> look_up(boost::asio::io_context& loop, std::string host,
                                                          unsigned short port,
                                                          std::chrono::milliseconds within);

}  // namespace store
