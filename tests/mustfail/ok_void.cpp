#include "views/html.hpp"
using namespace views;
Html f(std::string s, Html h, Url u, bool b) { (void)s;(void)h;(void)u;(void)b; return html("<p>a<br>{}<wbr><img src=\"{}\" alt=\"\"></p>", s, u); }
