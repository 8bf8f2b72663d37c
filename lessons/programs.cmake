# The pages in C, as one program that lessons carry as bytes: argv[0] says which page runs.
# They are compiled as a reader would compile them to look at them, and keep the lines of their
# source; each is an object of its own, in which nothing but its main is visible to the others.
enable_language(C)
file(GLOB c_pages CONFIGURE_DEPENDS ${programs}/*/*.c)
set(pages_folder ${CMAKE_CURRENT_BINARY_DIR}/pages)
set(c_options -std=gnu11 -g -O0 -Wall -Wextra $<$<BOOL:${MPDEMO_WERROR}>:-Werror>
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=/mpdemo/)

set(table "")
set(page_objects "")
foreach(page IN LISTS c_pages)
  file(RELATIVE_PATH name ${programs} ${page})
  string(REGEX REPLACE "\\.c$" "" name ${name})
  string(MAKE_C_IDENTIFIER page_${name} function)
  add_library(${function} OBJECT ${page})
  set_target_properties(${function} PROPERTIES UNITY_BUILD OFF POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${function} PRIVATE ${c_options})
  target_compile_definitions(${function} PRIVATE main=${function})
  set(object ${pages_folder}/${function}.o)
  add_custom_command(OUTPUT ${object}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${pages_folder}
    COMMAND ${CMAKE_OBJCOPY} --keep-global-symbol=${function} $<TARGET_OBJECTS:${function}> ${object}
    DEPENDS ${function} $<TARGET_OBJECTS:${function}>
    VERBATIM)
  list(APPEND page_objects ${object})
  string(APPEND table "PAGE(\"${name}\", ${function})\n")
endforeach()
file(CONFIGURE OUTPUT ${pages_folder}/pages.inc CONTENT "${table}")
set_source_files_properties(${page_objects} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)

find_package(Threads REQUIRED)
add_executable(mpdemo_pages pages_main.c ${page_objects})
set_target_properties(mpdemo_pages PROPERTIES UNITY_BUILD OFF POSITION_INDEPENDENT_CODE OFF
  RUNTIME_OUTPUT_DIRECTORY ${pages_folder})
target_include_directories(mpdemo_pages PRIVATE ${pages_folder})
target_compile_options(mpdemo_pages PRIVATE ${c_options})
target_link_libraries(mpdemo_pages PRIVATE Threads::Threads)
target_link_options(mpdemo_pages PRIVATE -no-pie $<$<BOOL:${MPDEMO_STATIC}>:-static>)
# Nothing can be loaded into a static program: what makes its semaphores and locks acts is in it.
if(MPDEMO_STATIC)
  target_link_libraries(mpdemo_pages PRIVATE mpdemo_linked_words)
endif()

# `source` of `target` holds the bytes of that program.
function(carry_pages target source)
  add_dependencies(${target} mpdemo_pages)
  set_source_files_properties(${source} PROPERTIES
    SKIP_UNITY_BUILD_INCLUSION ON
    OBJECT_DEPENDS ${pages_folder}/mpdemo_pages
    COMPILE_DEFINITIONS "MPDEMO_PAGES=\"${pages_folder}/mpdemo_pages\"")
endfunction()
