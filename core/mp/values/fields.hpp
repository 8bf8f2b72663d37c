#pragma once

#include <cstddef>
#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>

// The members of an aggregate, one after another: what a compiler before C++26 does not
// tell by itself. Codec and describe() walk over them.

namespace mp::detail {

/// The most members that an aggregate is taken apart into.
inline constexpr std::size_t kMostFields = 16;

// Neither of the two is ever converted: it is only asked whether it could be.

/// Stands for any member of T.
template <typename T>
struct AnyField {
  template <typename Field>
  requires(!std::is_base_of_v<Field, T>) operator Field() const noexcept { std::terminate(); }
};

/// Stands for a class that T is derived from.
template <typename T>
struct AnyBase {
  template <typename Base>
  requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>) operator Base() const noexcept {
    std::terminate();
  }
};

template <typename T, std::size_t>
using Numbered = AnyField<T>;

template <typename T, std::size_t... I>
constexpr bool begins_with(std::index_sequence<I...>) {
  return requires {
    T{Numbered<T, I>()...};
  };
}

/// The same where the members between are given as one list, as for an array.
template <typename T, std::size_t... Before, std::size_t... In, std::size_t... After>
constexpr bool begins_with(std::index_sequence<Before...>, std::index_sequence<In...>,
                           std::index_sequence<After...>) {
  return requires {
    T{Numbered<T, Before>()..., {Numbered<T, In>()...}, Numbered<T, After>()...};
  };
}

/// How many values a T takes in braces, at most one more than kMostFields.
template <typename T>
constexpr std::size_t count_values() {
  std::size_t most = 0;
  [&]<std::size_t... N>(std::index_sequence<N...>) {
    ((begins_with<T>(std::make_index_sequence<N>()) ? void(most = N) : void()), ...);
  }
  (std::make_index_sequence<kMostFields + 2>());
  return most;
}

/// Whether `Size` of those values, from `From` on, are the elements of one array: only then
/// does it make a difference to how many follow whether they stand in braces of their own.
template <typename T, std::size_t All, std::size_t From, std::size_t Size>
constexpr bool is_array_at() {
  if constexpr (Size < 2 || From + Size > All) {
    return false;
  } else {
    constexpr auto kBefore = std::make_index_sequence<From>();
    constexpr auto kIn = std::make_index_sequence<Size>();
    constexpr std::size_t kAfter = All - From - Size;
    return begins_with<T>(kBefore, kIn, std::make_index_sequence<kAfter>()) &&
           !begins_with<T>(kBefore, kIn, std::make_index_sequence<kAfter + 1>());
  }
}

template <typename T, std::size_t All, std::size_t From, std::size_t... Size>
constexpr bool has_array_at(std::index_sequence<Size...>) {
  return (is_array_at<T, All, From, Size>() || ...);
}

template <typename T, std::size_t All, std::size_t... From>
constexpr bool has_array(std::index_sequence<From...>) {
  return (has_array_at<T, All, From>(std::make_index_sequence<All + 1>()) || ...);
}

/// How many members T has; 0: it is not taken apart. That takes an aggregate of 1 to
/// kMostFields members, none of them an array as in C, and without a base class.
template <typename T>
constexpr std::size_t count_fields() {
  constexpr bool kHasBase = requires {
    T{AnyBase<T>()};
  };
  if constexpr (std::is_class_v<T> && std::is_aggregate_v<T> && !std::is_empty_v<T> && !kHasBase) {
    constexpr std::size_t kAll = count_values<T>();
    constexpr bool kIsWhole =
        kAll <= kMostFields && !has_array<T, kAll>(std::make_index_sequence<kAll>());
    return kIsWhole ? kAll : 0;
  } else {
    return 0;
  }
}

template <typename T>
inline constexpr std::size_t kFields = count_fields<std::remove_const_t<T>>();

/// References to the members of `item`, in order.
template <typename T>
constexpr auto fields_of(T& item) {
  constexpr std::size_t kCount = kFields<T>;
  if constexpr (kCount == 1) {
    auto& [a] = item;
    return std::tie(a);
  } else if constexpr (kCount == 2) {
    auto& [a, b] = item;
    return std::tie(a, b);
  } else if constexpr (kCount == 3) {
    auto& [a, b, c] = item;
    return std::tie(a, b, c);
  } else if constexpr (kCount == 4) {
    auto& [a, b, c, d] = item;
    return std::tie(a, b, c, d);
  } else if constexpr (kCount == 5) {
    auto& [a, b, c, d, e] = item;
    return std::tie(a, b, c, d, e);
  } else if constexpr (kCount == 6) {
    auto& [a, b, c, d, e, f] = item;
    return std::tie(a, b, c, d, e, f);
  } else if constexpr (kCount == 7) {
    auto& [a, b, c, d, e, f, g] = item;
    return std::tie(a, b, c, d, e, f, g);
  } else if constexpr (kCount == 8) {
    auto& [a, b, c, d, e, f, g, h] = item;
    return std::tie(a, b, c, d, e, f, g, h);
  } else if constexpr (kCount == 9) {
    auto& [a, b, c, d, e, f, g, h, i] = item;
    return std::tie(a, b, c, d, e, f, g, h, i);
  } else if constexpr (kCount == 10) {
    auto& [a, b, c, d, e, f, g, h, i, j] = item;
    return std::tie(a, b, c, d, e, f, g, h, i, j);
  } else if constexpr (kCount == 11) {
    auto& [a, b, c, d, e, f, g, h, i, j, k] = item;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k);
  } else if constexpr (kCount == 12) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l] = item;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
  } else if constexpr (kCount == 13) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = item;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m);
  } else if constexpr (kCount == 14) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n] = item;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n);
  } else if constexpr (kCount == 15) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] = item;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
  } else if constexpr (kCount == 16) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = item;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
  }
}

template <typename T>
struct FieldTypes;
template <typename... Field>
struct FieldTypes<std::tuple<Field&...>> {
  using Tuple = std::tuple<std::remove_const_t<Field>...>;
  static constexpr bool kNoArrays = (!std::is_array_v<Field> && ...);
};

/// An aggregate whose members can be told one by one.
template <typename T>
concept Dissectible = kFields<T> >
0 && FieldTypes<decltype(fields_of(std::declval<T&>()))>::kNoArrays;

/// std::tuple of the types of its members.
template <Dissectible T>
using Fields = typename FieldTypes<decltype(fields_of(std::declval<T&>()))>::Tuple;

}  // namespace mp::detail
