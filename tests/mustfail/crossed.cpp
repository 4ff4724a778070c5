// refused: a tag is closed that was not the last one opened
#include "views/html.hpp"
using namespace views;
Html f(std::string s, Html h, Url u, bool b) { (void)s;(void)h;(void)u;(void)b; return html("<b><i>{}</b></i>", s); }
