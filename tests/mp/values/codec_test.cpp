#include "core/mp/codec.hpp"

#include <cmath>
#include <deque>
#include <filesystem>
#include <functional>
#include <limits>
#include <list>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <variant>

#include "core/mp/queue.hpp"

#include "tests/support/catch.hpp"

namespace {

struct Point {
  int x, y;
  bool operator==(const Point&) const = default;
};

/// Supported by a specialisation.
struct Person {
  std::string name;
  std::optional<int> age;
  bool operator==(const Person&) const = default;
};

/// Aggregates, which need no word more.
struct Address {
  std::string street;
  int number = 0;
  std::optional<std::string> floor = {};
  bool operator==(const Address&) const = default;
};
struct Tree {
  std::string name;
  std::vector<Tree> below = {};
  std::variant<std::monostate, int, std::string> held = {};
  bool operator==(const Tree&) const = default;
};
enum class Colour { red, green };
struct Pixel {
  Point at;
  Colour colour;
  std::array<std::uint8_t, 3> parts;
  bool operator==(const Pixel&) const = default;
};

/// Those that are not taken apart, as their members cannot be told one by one.
struct WithArray {
  std::string name;
  int numbers[3];
};
struct WithBase : Address {
  int more = 0;
};
struct WithFunction {
  std::string name;
  std::function<void()> call;
};
struct WithAddress {
  std::string name;
  const char* text;
};
struct PointsOut {
  int number;
  const char* text;
};

/// Cannot be copied: a variant that tries loses its value.
struct Throws {
  Throws() = default;
  Throws(const Throws&) { throw std::runtime_error("no copy"); }
};

template <typename T>
void check_round_trip(const T& value) {
  CHECK(mp::decode<T>(mp::encode(value)) == value);
}

template <typename T>
std::string refusal_of(const std::string& message) {
  try {
    mp::decode<T>(message);
  } catch (const mp::DecodeError& error) {
    return error.what();
  }
  return "was decoded";
}

}  // namespace

template <>
struct mp::Codec<Throws> {
  static void write(Writer& to, const Throws&) { to.value('x'); }
  static Throws read(Reader& from) { return from.value<char>(), Throws(); }
};

template <>
struct mp::Codec<Person> {
  static void write(Writer& to, const Person& person) {
    to.value(person.name);
    to.value(person.age);
  }
  static Person read(Reader& from) {
    auto name = from.value<std::string>();
    return {std::move(name), from.value<std::optional<int>>()};
  }
};

TEST_CASE("C01: plain values, texts and containers of them come out as they went in") {
  using namespace std::string_literals;
  check_round_trip(42);
  check_round_trip(-1.5);
  check_round_trip(true);
  check_round_trip(Point{1, 2});
  check_round_trip(std::chrono::milliseconds(7));
  check_round_trip(""s);
  check_round_trip("a\0b\xff"s);
  check_round_trip(u"wide"s);
  check_round_trip(std::vector<int>{});
  check_round_trip(std::vector<int>{1, 2, 3});
  check_round_trip(std::vector<bool>{true, false, true});
  check_round_trip(std::vector<std::string>{"", "b", "cd"});
  check_round_trip(std::optional<std::string>());
  check_round_trip(std::optional<std::string>("x"));
  check_round_trip(std::pair<std::string, int>("a", 1));
  check_round_trip(std::tuple<int, std::string, double>(1, "b", 2.5));
  check_round_trip(std::tuple<>());
  check_round_trip(std::map<std::string, int>{{"a", 1}, {"b", 2}});
  check_round_trip(std::unordered_map<int, std::string>{{1, "a"}, {2, "b"}});
  check_round_trip(std::array<int, 3>{1, 2, 3});
  check_round_trip(std::array<std::string, 2>{"a", "b"});
}

TEST_CASE("C01: every container that is filled item by item comes out as it went in") {
  using namespace std::string_literals;
  check_round_trip(std::set<int>{3, 1, 2});
  check_round_trip(std::set<std::string, std::greater<>>{"a", "b"});
  check_round_trip(std::multiset<int>{1, 1, 2});
  check_round_trip(std::unordered_set<std::string>{"a", "b", ""});
  check_round_trip(std::multimap<int, std::string>{{1, "a"}, {1, "b"}});
  check_round_trip(std::map<int, int, std::greater<>>{{1, 2}, {2, 3}});
  check_round_trip(std::deque<double>{1.5, -2});
  check_round_trip(std::deque<std::deque<bool>>{{true}, {}, {false, true}});
  check_round_trip(std::list<std::string>{"x", "", "z"});
  check_round_trip(std::filesystem::path("/tmp/\xff odd"));
  check_round_trip(std::vector<std::filesystem::path>{"", "a/b", "."});
}

TEST_CASE("C01: a variant comes out as the alternative that went in") {
  using Any = std::variant<std::monostate, int, std::string, std::vector<int>>;
  check_round_trip(Any());
  check_round_trip(Any(7));
  check_round_trip(Any("seven"));
  check_round_trip(Any(std::vector<int>{7}));
  check_round_trip(std::variant<int, double>(2.5));
  check_round_trip(std::variant<std::string, std::string>(std::in_place_index<1>, "second"));
  auto message = mp::encode(Any(7));
  message[0] = 4;
  CHECK_THAT(refusal_of<Any>(message), ContainsSubstring("no such alternative"));
  std::variant<std::string, Throws> empty;
  CHECK_THROWS(empty.emplace<Throws>(Throws()));
  REQUIRE(empty.valueless_by_exception());
  CHECK_THROWS_WITH(mp::encode(empty), ContainsSubstring("has no value"));
}

TEST_CASE("C01: an aggregate comes out as it went in, without a word about it") {
  check_round_trip(Address{"Fir Lane", 7});
  check_round_trip(std::map<int, Address>{{1, {"", 0, "second"}}});
  check_round_trip(Tree{"root", {{"leaf", {}, 3}, {"twig", {{"bud"}}, "x"}}});
  check_round_trip(Pixel{{1, 2}, Colour::green, {1, 2, 3}});
  CHECK_THAT(refusal_of<Address>("abc"), ContainsSubstring("Address: it ends too early"));
}

TEST_CASE("C01: it is known of a type whether it can be sent, all parts of it included") {
  STATIC_REQUIRE(mp::Sendable<Tree>);
  STATIC_REQUIRE(mp::Sendable<std::map<std::string, std::vector<std::optional<Address>>>>);
  STATIC_REQUIRE_FALSE(mp::Sendable<const char*>);
  STATIC_REQUIRE_FALSE(mp::Sendable<std::vector<const char*>>);
  STATIC_REQUIRE_FALSE(mp::Sendable<WithAddress>);
  STATIC_REQUIRE_FALSE(mp::Sendable<WithFunction>);
  STATIC_REQUIRE_FALSE(mp::Sendable<std::pair<int, WithFunction>>);
  STATIC_REQUIRE_FALSE(mp::Sendable<WithArray>);
  STATIC_REQUIRE_FALSE(mp::Sendable<WithBase>);
  STATIC_REQUIRE_FALSE(mp::Sendable<mp::Queue<int>>);
}

TEST_CASE("C01: containers nest") {
  using Nested = std::map<std::string, std::vector<std::optional<std::pair<int, std::string>>>>;
  check_round_trip(Nested{{"a", {std::nullopt, std::pair(1, "x")}}, {"", {}}});
  check_round_trip(std::vector<std::vector<std::tuple<>>>{{{}, {}}, {}});
}

TEST_CASE("C01: a type of one's own joins by one specialisation, alone and in containers") {
  check_round_trip(Person{"Ada", 36});
  check_round_trip(std::vector<Person>{{"Ada", 36}, {"", std::nullopt}});
  CHECK(mp::describe(Person{"Ada", 36}) == "16 bytes");
}

TEST_CASE("C01: encode_into replaces what was there") {
  std::string buffer = "left over";
  mp::encode_into(buffer, 7);
  CHECK(buffer.size() == sizeof(int));
  CHECK(mp::decode<int>(buffer) == 7);
}

TEST_CASE("C01: a message that is too short or too long is refused by the name of its type") {
  const std::string whole = mp::encode(std::vector<std::string>{"one", "two"});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_THAT(refusal_of<std::vector<std::string>>(whole.substr(0, size)),
               ContainsSubstring("as std::vector<std::string>: "));
  }
  CHECK_THAT(refusal_of<std::vector<std::string>>(whole + "x"),
             ContainsSubstring("goes on after its end"));
  CHECK_THAT(refusal_of<int>("abc"),
             StartsWith("cannot read a message of 3 bytes as int: it ends too early"));
  CHECK_THAT(refusal_of<std::string>(""), ContainsSubstring("as std::string: "));
}

TEST_CASE("C01: an absurd length is refused before memory is asked for") {
  const std::string absurd(16, '\xff');
  CHECK_THAT(refusal_of<std::vector<double>>(absurd), ContainsSubstring("18446744073709551615"));
  CHECK_THAT(refusal_of<std::vector<std::tuple<>>>(absurd), ContainsSubstring("in 8 bytes"));
  CHECK_THAT((refusal_of<std::map<int, std::string>>(absurd)), ContainsSubstring("in 8 bytes"));
  CHECK_THAT(refusal_of<std::string>(absurd), ContainsSubstring("in 8 bytes"));
}

TEST_CASE("C01: a bool that is neither true nor false is refused") {
  CHECK_THAT(refusal_of<bool>("\x02"), ContainsSubstring("neither true nor false"));
  CHECK_THAT(refusal_of<std::optional<int>>("\x07"), ContainsSubstring("neither true nor false"));
}

TEST_CASE("an event shows a value as a reader would write it") {
  using mp::describe;
  CHECK(describe("Tony") == "Tony");
  CHECK(describe(std::string("San")) == "San");
  CHECK(describe(42) == "42");
  CHECK(describe(std::uint8_t{65}) == "65");
  CHECK(describe('A') == "A");
  CHECK(describe(true) == "true");
  CHECK(describe(2.5) == "2.5");
  CHECK(describe(std::vector<std::string>{"a", "b"}) == R"(["a", "b"])");
  CHECK(describe(std::vector<int>{}) == "[]");
  CHECK(describe(std::map<std::string, int>{{"a", 1}}) == R"({"a": 1})");
  CHECK(describe(std::tuple(1, "a", 2.5)) == R"((1, "a", 2.5))");
  CHECK(describe(std::pair(1, std::optional<std::string>("q"))) == R"((1, "q"))");
  CHECK(describe(std::optional<int>()) == "none");
  CHECK(describe(std::filesystem::path("/tmp")) == "/tmp");
  CHECK(describe(Point{1, 2}) == "(1, 2)");
  CHECK(describe(PointsOut{1, "x"}) == "16 bytes");
  CHECK(describe(Address{"Fir Lane", 7}) == R"(("Fir Lane", 7, none))");
  CHECK(describe(Pixel{{1, 2}, Colour::green, {1, 2, 3}}) == "((1, 2), 1, [1, 2, 3])");
  CHECK(describe(std::set<int>{2, 1}) == "{1, 2}");
  CHECK(describe(std::list<std::string>{"a"}) == R"(["a"])");
  CHECK(describe(std::variant<int, std::string>("a")) == R"("a")");
  CHECK(describe(std::variant<std::monostate, std::string>()) == "none");
}

TEST_CASE("an event shows no more than 80 characters of a value") {
  CHECK(mp::describe(std::string(80, 'x')) == std::string(80, 'x'));
  CHECK(mp::describe(std::string(81, 'x')) == std::string(77, 'x') + "...");
  CHECK(mp::describe(std::vector<int>(1000)) == "1000 items");
  CHECK(mp::describe(std::vector<std::string>{std::string(90, 'x')}) == "1 item");

  std::string chinese;
  for (int i = 0; i < 81; ++i) chinese += "\u4f60";
  CHECK(mp::describe(chinese) == chinese.substr(0, 77 * 3) + "...");
  CHECK(mp::describe(std::string(1000, '\x80')).size() == 80);
}
