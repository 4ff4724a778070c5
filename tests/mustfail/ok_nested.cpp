#include "views/html.hpp"
using namespace views;
Html f(std::string s, Html h, Url u, bool b) { (void)s;(void)h;(void)u;(void)b; return html("<ul><li><a href=\"{}\"><b>{}</b></a></li></ul>", u, s); }
