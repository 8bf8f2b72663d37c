#pragma once

#include <fmt/core.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>

#include "core/mp/values/fields.hpp"

// How an event shows the value that was put, got, sent or received.

namespace mp {

template <typename T>
struct Codec;

template <typename T>
std::string encode(const T& value);

template <typename T>
std::string describe(const T& value);

namespace detail {

/// At most 80 characters of UTF-8; "..." stands for the rest of a longer text.
std::string shortened(std::string_view text);

/// "1 item", "3 items".
std::string counted(std::size_t count, std::string_view noun);

/// Writes `["a", "b"]`, item by item; what grows too long to read becomes "3
/// items". describe() drives it.
class Listing {
 public:
  explicit Listing(std::string_view brackets) : brackets_(brackets), text_(brackets.substr(0, 1)) {}

  /// False once the text is too long: more items would not be seen.
  bool add(std::string_view item);
  std::string finish(std::size_t count) const;

 private:
  std::string_view brackets_;
  std::string text_;
};

template <typename T>
inline constexpr bool kIsText = std::is_convertible_v<const T&, std::string_view> ||
                                std::is_convertible_v<const T&, std::string>;

template <typename T>
inline constexpr bool kIsOptional = false;
template <typename T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <typename T>
inline constexpr bool kIsVariant = false;
template <typename... T>
inline constexpr bool kIsVariant<std::variant<T...>> = true;

template <typename T>
concept Container = requires(const T& items) {
  items.begin();
  items.end();
  items.size();
};

template <typename T>
concept Tuple = requires {
  std::tuple_size<T>::value;
};

template <typename T>
inline constexpr bool kIsNumber = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <typename T, std::size_t N>
inline constexpr bool kIsNumber<std::array<T, N>> = kIsNumber<T>;

template <typename... Field>
constexpr bool are_numbers(const std::tuple<Field...>*);

/// Whether it is made of numbers alone: no address is in it, which means nothing to others.
template <typename T>
constexpr bool is_made_of_numbers() {
  if constexpr (Dissectible<T>)
    return are_numbers(static_cast<const Fields<T>*>(nullptr));
  else
    return kIsNumber<T>;
}

template <typename... Field>
constexpr bool are_numbers(const std::tuple<Field...>*) {
  return (is_made_of_numbers<Field>() && ...);
}

/// An aggregate whose members an event shows: those that its Codec sends one by one, or
/// numbers.
template <typename T>
concept Tellable = Dissectible<T> &&
    (requires { typename Codec<T>::Contains; } || is_made_of_numbers<T>());

/// Texts inside other values are quoted, so that their ends are visible.
template <typename T>
std::string describe_item(const T& item) {
  return kIsText<T> ? '"' + describe(item) + '"' : describe(item);
}

template <typename T>
std::string describe_number(T number) {
  if constexpr (std::is_same_v<T, bool>)
    return number ? "true" : "false";
  else if constexpr (std::is_same_v<T, char>)
    return std::string(1, number);
  else if constexpr (std::is_enum_v<T>)
    return fmt::format("{}", +static_cast<std::underlying_type_t<T>>(number));
  else
    return fmt::format("{}", +number);
}

template <typename T>
std::string describe_items(const T& items) {
  constexpr bool kIsMap = requires {
    typename T::mapped_type;
  };
  constexpr bool kHasKeys = requires {
    typename T::key_type;
  };
  Listing listing(kHasKeys ? "{}" : "[]");
  for (const auto& item : items) {
    std::string text;
    if constexpr (kIsMap)
      text = describe_item(item.first) + ": " + describe_item(item.second);
    else
      text = describe_item(item);
    if (!listing.add(text)) break;
  }
  return listing.finish(items.size());
}

template <typename Tuple>
std::string describe_tuple(const Tuple& items) {
  Listing listing("()");
  std::apply([&](const auto&... item) { (listing.add(describe_item(item)), ...); }, items);
  return listing.finish(std::tuple_size_v<Tuple>);
}

template <typename... T>
std::string describe_held(const std::variant<T...>& item) {
  if (item.valueless_by_exception()) return "none";
  return std::visit([](const auto& held) { return describe_item(held); }, item);
}

}  // namespace detail

/// What a reader sees of `value`, in at most 80 characters: a text as itself,
/// numbers and bools as C++ writes them, ["a", "b"] or, when that would be too
/// long, "3 items", {1, 2}, {"a": 1}, (1, "a") of a tuple and of an aggregate, "none", what
/// a variant holds, and "12 bytes" of anything else.
template <typename T>
std::string describe(const T& value) {
  if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return detail::shortened(value);
  } else if constexpr (detail::kIsText<T>) {
    return detail::shortened(static_cast<std::string>(value));
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    return detail::describe_number(value);
  } else if constexpr (detail::kIsOptional<T>) {
    return value ? detail::describe_item(*value) : "none";
  } else if constexpr (detail::Container<T>) {
    return detail::describe_items(value);
  } else if constexpr (detail::kIsVariant<T>) {
    return detail::describe_held(value);
  } else if constexpr (std::is_same_v<T, std::monostate>) {
    return "none";
  } else if constexpr (detail::Tuple<T>) {
    return detail::describe_tuple(value);
  } else if constexpr (detail::Tellable<T>) {
    return detail::describe_tuple(detail::fields_of(value));
  } else if constexpr (std::is_trivially_copyable_v<T>) {
    return detail::counted(sizeof value, "byte");
  } else {
    return detail::counted(encode(value).size(), "byte");
  }
}

}  // namespace mp
