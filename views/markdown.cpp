#include "views/markdown.hpp"

#include <cmark-gfm.h>
#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

namespace views {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeText {
  void operator()(char* text) const { std::free(text); }
};
struct FreeWalk {
  void operator()(cmark_iter* walk) const { cmark_iter_free(walk); }
};

bool may_lead(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:") ||
         url.starts_with("tel:");
}

using Node = std::unique_ptr<cmark_node, FreeNode>;
using Walk = std::unique_ptr<cmark_iter, FreeWalk>;

Node parse(std::string_view text) {
  return Node{cmark_parse_document(text.data(), text.size(), CMARK_OPT_VALIDATE_UTF8)};
}

}  // namespace

bool has_raw_html(std::string_view text) {
  const auto root = parse(text);
  const Walk walk{cmark_iter_new(root.get())};
  while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) {
    const auto type = cmark_node_get_type(cmark_iter_get_node(walk.get()));
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) return true;
  }
  return false;
}

Html markdown(std::string_view text, int top) {
  const auto root = parse(text);
  const Walk walk{cmark_iter_new(root.get())};
  std::vector<Node> dropped;  // pictures, and links that lead elsewhere
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    auto* node = cmark_iter_get_node(walk.get());
    const auto type = cmark_node_get_type(node);
    if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_HEADING)
      cmark_node_set_heading_level(node, std::min(6, cmark_node_get_heading_level(node) + top - 1));
    const bool leads =
        type == CMARK_NODE_IMAGE || (type == CMARK_NODE_LINK && !may_lead(cmark_node_get_url(node)));
    if (event != CMARK_EVENT_EXIT || !leads) continue;
    while (auto* child = cmark_node_first_child(node))
      cmark_node_insert_before(node, child);  // its words stay
    cmark_node_unlink(node);
    dropped.emplace_back(node);
  }
  // Without CMARK_OPT_UNSAFE raw HTML becomes a comment; pages carry none.
  const std::unique_ptr<char, FreeText> rendered{cmark_render_html(root.get(), CMARK_OPT_DEFAULT, nullptr)};
  std::string out = rendered.get();
  constexpr std::string_view omitted = "<!-- raw HTML omitted -->";
  for (auto at = out.find(omitted); at != out.npos; at = out.find(omitted, at)) out.erase(at, omitted.size());
  return Html::trusted(std::move(out));
}

}  // namespace views
