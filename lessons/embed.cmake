# Writes OUTPUT: a header with each of FILES, byte for byte, named after its
# path. A page is a lessons::Page, lessons/fork/basic.cpp -> embedded::fork_basic_cpp;
# a translation is its text, and all of one language are a list that is named
# after it, lessons/fork/zh-Hant.po -> one of embedded::zh_Hant; of an ordinary program and
# what belongs to it, path and text are in embedded::program_files.
set(text "#pragma once\n\n#include <string_view>\n\n#include \"lessons/page.hpp\"\n")
string(APPEND text "\nnamespace lessons::embedded {\n")
foreach(file IN LISTS FILES)
  file(RELATIVE_PATH path ${ROOT} ${file})
  string(REGEX REPLACE "^lessons/" "" name ${path})
  string(MAKE_C_IDENTIFIER ${name} name)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND text "\ninline constexpr char ${name}_bytes[] = {${bytes}};\n")
  set(content "{${name}_bytes, sizeof ${name}_bytes}")
  if(file MATCHES "\\.po$")
    get_filename_component(language ${file} NAME_WE)
    string(MAKE_C_IDENTIFIER ${language} language)
    list(APPEND languages ${language})
    string(APPEND list_of_${language} "\n    ${content},")
  elseif(path MATCHES "^lessons/programs/")
    string(APPEND programs "\n    {\"${path}\", ${content}},")
  else()
    string(APPEND text "inline constexpr Page ${name}{\"${path}\", ${content}};\n")
  endif()
endforeach()
list(REMOVE_DUPLICATES languages)
foreach(language IN LISTS languages)
  string(APPEND text
    "\ninline constexpr std::string_view ${language}[] = {${list_of_${language}}\n};\n")
endforeach()
if(programs)
  string(APPEND text "\ninline constexpr struct {\n  std::string_view path;\n  std::string_view text;\n} "
    "program_files[] = {${programs}\n};\n")
endif()
string(APPEND text "\n}  // namespace lessons::embedded\n")
file(WRITE ${OUTPUT} "${text}")
