# Every package that mpdemo uses: the system's if it has one, otherwise a
# pinned download. Targets to link: mpdemo_fmt, mpdemo_json, mpdemo_spdlog,
# mpdemo_curses, CLI11::CLI11; Catch2 is found by tests/. The library alone needs
# nothing but fmt.
include(FetchContent)
set(FETCHCONTENT_QUIET ON)
set(CMAKE_UNITY_BUILD OFF)  # they were not written for it

FetchContent_Declare(fmt
  URL https://github.com/fmtlib/fmt/archive/refs/tags/9.1.0.tar.gz
  URL_HASH SHA256=5dea48d1fcddc3ec571ce2058e13910a0d4a6bab4cc09a809d8b1dd1c88ae6f2
  FIND_PACKAGE_ARGS 9)
FetchContent_MakeAvailable(fmt)

# Debian ships fmt as a shared library only. A static executable has its definitions
# compiled here, once, or where that fmt cannot be had so, in each source, which takes
# minutes more. Who uses the installed library finds fmt by itself.
set(MPDEMO_FMT fmt::fmt)
get_target_property(fmt_type fmt::fmt TYPE)
if(MPDEMO_STATIC AND NOT fmt_type STREQUAL STATIC_LIBRARY)
  set(definitions ${CMAKE_CURRENT_SOURCE_DIR}/core/fmt/definitions.cpp)
  set(fmt_includes $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
  if(NOT DEFINED MPDEMO_FMT_IS_DEFINED)
    set(use ${CMAKE_CURRENT_BINARY_DIR}/use_of_fmt.cpp)
    file(WRITE ${use} "#include <fmt/format.h>\n#include <string>\n"
      "int main() { return fmt::format(fmt::runtime(\"{} {:L} {}\"), 1, 1.5, 2.5f).empty(); }\n")
    get_target_property(folders fmt::fmt INTERFACE_INCLUDE_DIRECTORIES)
    try_compile(MPDEMO_FMT_IS_DEFINED ${CMAKE_CURRENT_BINARY_DIR}/fmt_is_defined
      SOURCES ${use} ${definitions} CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${folders}"
      CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON)
  endif()
  if(MPDEMO_FMT_IS_DEFINED)
    add_library(mpdemo_fmt_definitions STATIC ${definitions})
    target_include_directories(mpdemo_fmt_definitions SYSTEM PUBLIC ${fmt_includes})
    target_compile_features(mpdemo_fmt_definitions PUBLIC cxx_std_20)
    set_target_properties(mpdemo_fmt_definitions PROPERTIES POSITION_INDEPENDENT_CODE ON)
    set(MPDEMO_FMT mpdemo_fmt_definitions)
  else()
    set(MPDEMO_FMT fmt::fmt-header-only)
  endif()
endif()
add_library(mpdemo_fmt INTERFACE)
set_target_properties(mpdemo_fmt PROPERTIES EXPORT_NAME fmt)
target_link_libraries(mpdemo_fmt INTERFACE
  $<BUILD_INTERFACE:${MPDEMO_FMT}> $<INSTALL_INTERFACE:fmt::fmt>)
if(NOT MPDEMO_PROGRAM)
  unset(CMAKE_UNITY_BUILD)
  return()
endif()

FetchContent_Declare(nlohmann_json
  URL https://github.com/nlohmann/json/archive/refs/tags/v3.11.2.tar.gz
  URL_HASH SHA256=d69f9deb6a75e2580465c6c4c5111b89c4dc2fa94e3a85fcd2ffcd9a143d9273
  FIND_PACKAGE_ARGS 3.11)
FetchContent_Declare(CLI11
  URL https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.1.2.tar.gz
  URL_HASH SHA256=26291377e892ba0e5b4972cdfd4a2ab3bf53af8dac1f4ea8fe0d1376b625c8cb
  FIND_PACKAGE_ARGS 2.1)
FetchContent_Declare(spdlog
  URL https://github.com/gabime/spdlog/archive/refs/tags/v1.10.0.tar.gz
  URL_HASH SHA256=697f91700237dbae2326b90469be32b876b2b44888302afbc7aceb68bcfe8224
  FIND_PACKAGE_ARGS 1.10)
set(SPDLOG_FMT_EXTERNAL ON)
FetchContent_MakeAvailable(nlohmann_json CLI11 spdlog)
unset(CMAKE_UNITY_BUILD)

add_library(mpdemo_spdlog INTERFACE)
if(MPDEMO_STATIC)
  target_compile_definitions(mpdemo_spdlog INTERFACE SPDLOG_FMT_EXTERNAL)
  target_include_directories(mpdemo_spdlog SYSTEM INTERFACE
    $<TARGET_PROPERTY:spdlog::spdlog_header_only,INTERFACE_INCLUDE_DIRECTORIES>)
  target_link_libraries(mpdemo_spdlog INTERFACE mpdemo_fmt)
else()
  target_link_libraries(mpdemo_spdlog INTERFACE spdlog::spdlog mpdemo_fmt)
endif()

add_library(mpdemo_json INTERFACE)
target_link_libraries(mpdemo_json INTERFACE nlohmann_json::nlohmann_json)

# ncurses draws wide characters in libncursesw only. It is every system's own:
# what it knows of terminals must fit the files that the system has of them.
set(CURSES_NEED_WIDE TRUE)
set(CURSES_NEED_NCURSES TRUE)
if(MPDEMO_STATIC)
  set(usual_suffixes ${CMAKE_FIND_LIBRARY_SUFFIXES})
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()
find_package(Curses REQUIRED)
find_library(CURSES_TERMINFO NAMES tinfow tinfo)
if(MPDEMO_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES ${usual_suffixes})
endif()
add_library(mpdemo_curses INTERFACE)
target_include_directories(mpdemo_curses SYSTEM INTERFACE ${CURSES_INCLUDE_DIRS})
target_link_libraries(mpdemo_curses INTERFACE ${CURSES_LIBRARIES}
  $<$<BOOL:${CURSES_TERMINFO}>:${CURSES_TERMINFO}>)

# elfutils reads the debug information of traced programs: which source line a process
# is at. Without it everything else works.
add_library(mpdemo_dw INTERFACE)
if(MPDEMO_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()
find_path(DW_INCLUDE elfutils/libdwfl.h)
find_library(DW_LIBRARY dw)
set(dw_libraries ${DW_LIBRARY})
if(MPDEMO_STATIC)
  foreach(name elf z lzma bz2)
    find_library(DW_NEEDS_${name} ${name})
    list(APPEND dw_libraries ${DW_NEEDS_${name}})
  endforeach()
  set(CMAKE_FIND_LIBRARY_SUFFIXES ${usual_suffixes})
endif()
if(DW_INCLUDE AND dw_libraries AND NOT dw_libraries MATCHES NOTFOUND)
  target_include_directories(mpdemo_dw SYSTEM INTERFACE ${DW_INCLUDE})
  target_compile_definitions(mpdemo_dw INTERFACE MPDEMO_HAS_LIBDW)
  target_link_libraries(mpdemo_dw INTERFACE ${dw_libraries})
else()
  message(STATUS "Without libdw no source lines of traced C and C++ programs: see libdw-dev")
endif()
