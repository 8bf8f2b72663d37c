# Writes OUTPUT: a header with the page that view::html() fills in, in three
# pieces: up to its title, up to the runs, and the rest. The page contains the
# style and the program, and its policy names their hashes: nothing else in it
# may run, and nothing is loaded.
cmake_policy(VERSION 3.25)

# "sha256-...", as a policy spells it: base64 of the bytes that the hash is.
function(policy_hash text result)
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(SHA256 hex "${text}")
  set(base64 "")
  # 32 bytes and one that pads them: eleven groups of three bytes, four digits each.
  foreach(group RANGE 0 10)
    math(EXPR start "6 * ${group}")
    string(SUBSTRING "${hex}00" ${start} 6 digits)
    foreach(shift IN ITEMS 18 12 6 0)
      math(EXPR sextet "(0x${digits} >> ${shift}) & 63")
      string(SUBSTRING "${alphabet}" ${sextet} 1 character)
      string(APPEND base64 "${character}")
    endforeach()
  endforeach()
  string(REGEX REPLACE "A$" "=" base64 "${base64}")
  set(${result} "sha256-${base64}" PARENT_SCOPE)
endfunction()

# The whole of `file` may stand between two tags.
function(read_innocent file forbidden result)
  file(READ ${file} text)
  string(TOLOWER "${text}" lower)
  if(lower MATCHES "${forbidden}|<!--")
    message(FATAL_ERROR "${file}: would end where the page must go on")
  endif()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# A piece of the page as a constant of that name.
function(append_piece name piece)
  file(WRITE ${OUTPUT}.piece "${piece}")
  file(READ ${OUTPUT}.piece bytes HEX)
  file(REMOVE ${OUTPUT}.piece)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  set(text "${text}
inline constexpr char ${name}Bytes[] = {${bytes}};
inline constexpr std::string_view ${name}{${name}Bytes, sizeof ${name}Bytes};
" PARENT_SCOPE)
endfunction()

read_innocent(${STYLE} "</style" style)
set(program "\"use strict\";\n{\n")
foreach(file IN LISTS PROGRAM)
  read_innocent(${file} "</script|<script" part)
  string(APPEND program "${part}")
endforeach()
string(APPEND program "}\n")
policy_hash("${style}" style_hash)
policy_hash("${program}" program_hash)

file(READ ${PAGE} page)
foreach(hole IN ITEMS style_hash program_hash style program)
  string(REPLACE "@${hole}@" "${${hole}}" page "${page}")
endforeach()

set(text "#pragma once\n\n#include <string_view>\n\nnamespace view::player {\n")
string(FIND "${page}" "@title@" title)
string(FIND "${page}" "@runs@" runs)
string(SUBSTRING "${page}" 0 ${title} piece)
append_piece(kUpToTitle "${piece}")
math(EXPR title "${title} + 7")
math(EXPR length "${runs} - ${title}")
string(SUBSTRING "${page}" ${title} ${length} piece)
append_piece(kUpToRuns "${piece}")
math(EXPR runs "${runs} + 7")
string(SUBSTRING "${page}" ${runs} -1 piece)
append_piece(kBehindRuns "${piece}")
string(APPEND text "\n}  // namespace view::player\n")
file(WRITE ${OUTPUT} "${text}")
