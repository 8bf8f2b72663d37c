#pragma once

#include <fmt/core.h>

#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "core/mp/codec.hpp"
#include "core/mp/error.hpp"

namespace mp::detail {

/// A call that another process of the same program can make: a function by its
/// offset, and its arguments as bytes. Process makes one from its callable, and
/// the spawned process makes the call.
struct CallByName {
  void (*call)(void* function, std::string_view arguments) = nullptr;
  void* function = nullptr;
  std::string arguments;
};

template <typename P>
using Plain_t = std::remove_cvref_t<P>;

/// Whether a copy of an argument can be passed for this parameter: it is no
/// non-const reference and no address.
template <typename P>
concept TakesCopy = Sendable<Plain_t<P>> && !std::is_pointer_v<Plain_t<P>> &&
                    (!std::is_lvalue_reference_v<P> || std::is_const_v<std::remove_reference_t<P>>);

template <typename R, typename... P>
void call_with_bytes(void* function, std::string_view arguments) {
  auto values = decode<std::tuple<Plain_t<P>...>>(arguments);
  std::apply(
      [&](auto&... value) { reinterpret_cast<R (*)(P...)>(function)(static_cast<P&&>(value)...); },
      values);
}

template <typename P, typename A>
void require_copy(int number) {
  if constexpr (!TakesCopy<P> || !std::constructible_from<Plain_t<P>, const A&>) {
    throw Error(fmt::format(
        "cannot spawn this: a fresh program gets copies of what it is handed, and parameter {} "
        "of the function, {}, takes no copy; hand it a value, or fork",
        number, type_name<P>()));
  }
}

template <typename R, typename... P, typename... A>
CallByName name_function(R (*function)(P...), const A&... arguments) {
  [[maybe_unused]] int number = 0;
  (require_copy<P, A>(++number), ...);
  CallByName named;
  if constexpr (((TakesCopy<P> && std::constructible_from<Plain_t<P>, const A&>)&&...)) {
    named.call = call_with_bytes<R, P...>;
    named.function = reinterpret_cast<void*>(function);
    named.arguments = encode(std::tuple<Plain_t<P>...>(Plain_t<P>(arguments)...));
  }
  return named;
}

/// Names the call of `callable` with these arguments. Throws mp::Error when it
/// has no name, or when an argument cannot be copied to another process.
template <typename Callable, typename... A>
CallByName name_call(const Callable& callable, const A&... arguments) {
  if constexpr (requires { name_function(callable, arguments...); }) {
    return name_function(callable, arguments...);
  } else {
    throw Error(fmt::format(
        "cannot spawn this: a fresh program finds a function by its name, and this callable, {}, "
        "has none; make it a function that is no lambda and no member, or fork",
        type_name<Callable>()));
  }
}

}  // namespace mp::detail
