#include "core/mp/codec.hpp"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/mp/remote_error.hpp"
#include "tests/fuzz/fuzz.hpp"

// A message of core/mp, which may come from a process that was killed, or from
// one that sends another type. The first byte says as what it is read.

namespace fuzz {

struct Person {
  std::string name;
  std::vector<std::string> friends;
  std::int16_t age = 0;
};

}  // namespace fuzz

template <>
struct mp::Codec<fuzz::Person> {
  static void write(Writer& to, const fuzz::Person& person) {
    to.value(person.name);
    to.value(person.friends);
    to.value(person.age);
  }
  static fuzz::Person read(Reader& from) {
    fuzz::Person person;
    person.name = from.value<std::string>();
    person.friends = from.value<std::vector<std::string>>();
    person.age = from.value<std::int16_t>();
    return person;
  }
};

namespace {

template <typename T>
void read_as(std::string_view message) {
  std::string encoded;
  try {
    encoded = mp::encode(mp::decode<T>(message));
  } catch (const mp::DecodeError& error) {
    fuzz::require(fuzz::is_harmless(error.what()), "a refusal is a harmless sentence");
    return;
  }
  fuzz::require(encoded.size() <= message.size(), "a value takes no more bytes than it came in");
  fuzz::require(mp::encode(mp::decode<T>(encoded)) == encoded,
                "a value that is written and read is the same");
}

void read_failure(std::string_view message) {
  try {
    std::rethrow_exception(mp::detail::failure_from(message));
  } catch (const std::exception&) {
  }
}

using Bytes = std::vector<std::uint8_t>;
using Nested = std::vector<std::map<std::string, std::optional<std::vector<std::uint16_t>>>>;

constexpr void (*kReaders[])(std::string_view) = {
    read_as<int>,
    read_as<bool>,
    read_as<std::string>,
    read_as<std::u32string>,
    read_as<std::vector<int>>,
    read_as<std::vector<bool>>,
    read_as<std::vector<std::string>>,
    read_as<std::map<std::string, int>>,
    read_as<std::map<int, Bytes>>,
    // Of an unordered one the order may differ, so only one item is compared.
    read_as<std::optional<std::pair<std::string, std::uint64_t>>>,
    read_as<std::tuple<std::string, std::tuple<>, bool, std::vector<std::tuple<>>>>,
    read_as<std::array<std::string, 3>>,
    read_as<std::vector<std::vector<std::vector<std::string>>>>,
    read_as<Nested>,
    read_as<fuzz::Person>,
    read_as<std::vector<fuzz::Person>>,
    [](std::string_view message) {
      try {
        mp::decode<std::unordered_map<std::string, std::vector<fuzz::Person>>>(message);
      } catch (const mp::DecodeError&) {
      }
    },
    read_failure,
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto message = fuzz::text_of(data, size);
  kReaders[fuzz::take_byte(message) % std::size(kReaders)](message);
  return 0;
}
