#pragma once

// Catch2 as this machine has it: version 3, or version 2 with one header.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
#else
#include <catch2/catch.hpp>
inline auto ContainsSubstring(const std::string& part) {
  return Catch::Matchers::Contains(part);
}
inline auto StartsWith(const std::string& part) {
  return Catch::Matchers::StartsWith(part);
}
#endif
