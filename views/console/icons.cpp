#include "views/console/icons.hpp"

namespace views {
namespace {

std::string_view path(Icon which) {
  switch (which) {
    case Icon::today: return "M4 5h12v12H4zM4 9h12M7 3v4M13 3v4M7.5 13l2 2 3.5-3.5";
    case Icon::orders: return "M3 4.5h14v4H3zM3 11.5h14v4H3zM6 6.5h4M6 13.5h4";
    case Icon::plus: return "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 7v6M7 10h6";
    case Icon::scan: return "M3 7V4h3M14 4h3v3M17 13v3h-3M6 16H3v-3M6.5 8h2v4h-2zM11.5 8h2v4h-2z";
    case Icon::bell: return "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3";
    case Icon::settings: return "M3 6h7M14 6h3M12 4v4M3 14h3M10 14h7M8 12v4";
    case Icon::people:
      return "M7.5 4a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5zM2.5 16a5 5 0 0 1 10 0M13 4.2a2.75 2.75 0 0 "
             "1 0 5.2M14.5 "
             "11.5a5 5 0 0 1 3 4.5";
    case Icon::person: return "M10 3.5a3.25 3.25 0 1 0 0 6.5 3.25 3.25 0 0 0 0-6.5zM4 17a6 6 0 0 1 12 0";
  }
  return {};
}

}  // namespace

Html icon(Icon which) {
  return html(
      R"html(<svg class="icon" width="20" height="20" aria-hidden="true"><path d="{}"></path></svg>)html",
      path(which));
}

}  // namespace views
