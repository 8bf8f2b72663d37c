#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/mp/codec.hpp"
#include "core/mp/error.hpp"
#include "core/mp/process/handover.hpp"
#include "core/os/descriptors/fd.hpp"

namespace mp::detail {

/// A call that another process of the same program can make: a function by its
/// offset, and its arguments as bytes. Process makes one from its callable, and
/// the spawned process makes the call.
struct CallByName {
  void (*call)(void* function, std::string_view arguments) = nullptr;
  void* function = nullptr;
  std::string arguments;
  std::vector<int> descriptors;  ///< which the arguments name: they must stay open
};

template <typename P>
using Plain_t = std::remove_cvref_t<P>;

/// Whether a copy of an argument can be passed for this parameter: it is no
/// non-const reference and no address.
template <typename P>
concept TakesCopy = Sendable<Plain_t<P>> && !std::is_pointer_v<Plain_t<P>> &&
                    (!std::is_lvalue_reference_v<P> || std::is_const_v<std::remove_reference_t<P>>);

/// What an argument is, where std::ref stands for it.
template <typename A>
struct Referred {
  using Type = A;
};
template <typename A>
struct Referred<std::reference_wrapper<A>> {
  using Type = std::remove_const_t<A>;
};

/// Whether the argument is an object that processes share, and the parameter takes it: the
/// fresh program makes another one of the same, and passes that.
template <typename P, typename A>
concept Passes = HandedOver<Plain_t<P>> && std::is_same_v<typename Referred<A>::Type, Plain_t<P>>;

template <typename P, typename A>
concept TakesCopyOf = TakesCopy<P> && std::constructible_from < Plain_t<P>,
const A& > ;

template <typename T>
T take(Inbound& in) {
  if constexpr (HandedOver<T>) {
    return T(in);
  } else {
    return in.value<T>();
  }
}

template <typename R, typename... P>
void call_with_bytes(void* function, std::string_view bytes) {
  using Values = std::tuple<Plain_t<P>...>;
  Reader reader(bytes, type_name<Values>());
  std::vector<os::Fd> handed;
  for (const int number : reader.value<std::vector<int>>()) handed.emplace_back(number);
  Inbound in(reader);
  Values values{take<Plain_t<P>>(in)...};  // braces: left to right
  reader.end();
  handed.clear();  // each object has a copy
  std::apply(
      [&](auto&... value) { reinterpret_cast<R (*)(P...)>(function)(static_cast<P&&>(value)...); },
      values);
}

template <typename P, typename A>
void require_passable(int number) {
  if constexpr (!Passes<P, A> && !TakesCopyOf<P, A>) {
    throw Error(fmt::format(
        "cannot spawn this: a fresh program gets copies of what it is handed, and parameter {} "
        "of the function, {}, takes no copy; hand it a value, or an object that processes share "
        "(by std::ref), or fork",
        number, type_name<P>()));
  }
}

template <typename P, typename A>
void pass(Outbound& out, const A& argument) {
  if constexpr (Passes<P, A>) {
    static_cast<const Plain_t<P>&>(argument).hand_over(out);
  } else {
    out.value(Plain_t<P>(argument));
  }
}

template <typename R, typename... P, typename... A>
CallByName name_function(R (*function)(P...), const A&... arguments) {
  [[maybe_unused]] int number = 0;
  (require_passable<P, A>(++number), ...);
  CallByName named;
  if constexpr (((Passes<P, A> || TakesCopyOf<P, A>)&&...)) {
    named.call = call_with_bytes<R, P...>;
    named.function = reinterpret_cast<void*>(function);
    std::string bytes;
    Outbound out(bytes);
    (pass<P>(out, arguments), ...);
    // Two objects may be in one file.
    named.descriptors = out.descriptors();
    std::sort(named.descriptors.begin(), named.descriptors.end());
    named.descriptors.erase(std::unique(named.descriptors.begin(), named.descriptors.end()),
                            named.descriptors.end());
    named.arguments = encode(named.descriptors) + bytes;
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
