// refused: no slot may stand in this attribute
#include "views/html.hpp"
using namespace views;
Html f(std::string s, Html h, Url u, bool b) { (void)s;(void)h;(void)u;(void)b; return html("<meta http-equiv=\"{}\" content=\"0\">", s); }
