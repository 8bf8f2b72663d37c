// Mistakes that the compiler must refuse. Each test compiles this file with the name of
// one mistake defined, and looks for the sentence that explains it: see
// tests/CMakeLists.txt.
#include <string>
#include <utility>

#include "core/mp/array.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/value.hpp"

void make_mistakes(const std::string& text) {
#if defined(VALUE_OF_PAIR)
  mp::Value<std::pair<int, int>> value;
#elif defined(ARRAY_OF_TEXTS)
  mp::Array<std::string> array{3};
#elif defined(VALUE_OF_ADDRESS)
  mp::Value<const char*> value;
#elif defined(TASK_WITH_TEXT)
  mp::Pool{1}.apply([text] { return text.size(); });
#elif defined(TASK_WITH_ADDRESS)
  mp::Pool{1}.apply([](const std::string* one) { return one->size(); }, &text);
#elif defined(NO_MISTAKE)
  mp::Value<int> value;
  mp::Array<double> array{3};
  mp::Pool{1}.apply([](const std::string& one) { return one.size(); }, text);
#endif
}
