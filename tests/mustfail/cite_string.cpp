// refused: a link attribute takes one whole Url
#include "views/html.hpp"
using namespace views;
Html f(std::string s, Html h, Url u, bool b) { (void)s;(void)h;(void)u;(void)b; return html("<q cite=\"{}\">x</q>", s); }
