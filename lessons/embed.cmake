# Writes OUTPUT: a header with one lessons::Page for each of FILES, named after
# its path, lessons/fork/basic.cpp -> embedded::fork_basic_cpp.
set(text "#pragma once\n\n#include \"lessons/page.hpp\"\n\nnamespace lessons::embedded {\n")
foreach(file IN LISTS FILES)
  file(RELATIVE_PATH path ${ROOT} ${file})
  string(REGEX REPLACE "^lessons/" "" name ${path})
  string(MAKE_C_IDENTIFIER ${name} name)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND text
    "\ninline constexpr char ${name}_bytes[] = {${bytes}};\n"
    "inline constexpr Page ${name}{\"${path}\", {${name}_bytes, sizeof ${name}_bytes}};\n")
endforeach()
string(APPEND text "\n}  // namespace lessons::embedded\n")
file(WRITE ${OUTPUT} "${text}")
