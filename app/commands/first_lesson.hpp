#pragma once

#include <map>
#include <string>

namespace app {

/// The files of a first lesson, by name: it runs at once, and is there to be changed.
/// `with_c`: its page is in C, which needs a compiler; else in Python.
std::map<std::string, std::string> first_lesson(bool with_c);

}  // namespace app
