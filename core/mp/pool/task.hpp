#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <functional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/mp/codec.hpp"
#include "core/mp/remote_error.hpp"

// How a call becomes the bytes of a task, and how a worker makes the call.
//
// A worker is a fork of the process that made the pool: the program lies at the
// same addresses in both. So a task begins with the address of a function that
// the compiler made for exactly this callable and these types; it reads the
// rest and makes the call. Nothing has to be registered under a name.

namespace mp::detail {

/// The first bytes of a task: reads the rest, runs it, writes the result.
using Run = void (*)(Reader& task, Writer& result);

template <typename T>
struct CarriedAs {
  using Type = std::decay_t<T>;
};
template <typename T>
requires(std::is_same_v<std::decay_t<T>, const char*> ||
         std::is_same_v<std::decay_t<T>, char*>) struct CarriedAs<T> {
  using Type = std::string;
};
/// A function that returns nothing still produces a value, like None.
template <>
struct CarriedAs<void> {
  using Type = std::monostate;
};

/// The type that a value travels as: its own, without reference; a text as
/// std::string.
template <typename T>
using Carried = typename CarriedAs<T>::Type;

template <typename F, typename... Args>
using ResultOf = std::invoke_result_t<std::decay_t<F>&, Carried<Args>...>;

template <typename F>
constexpr void require_portable() {
  static_assert(std::is_trivially_copyable_v<std::decay_t<F>>,
                "a pool sends the bytes of a callable to its workers: let it capture by value, and "
                "only what can be copied as bytes; pass strings and containers as arguments");
}

template <typename F>
void write_callable(Writer& to, const F& f) {
  to.bytes(&f, sizeof f);
}

template <typename F>
F read_callable(Reader& from) {
  std::array<std::byte, sizeof(F)> bytes;
  std::memcpy(bytes.data(), from.bytes(sizeof(F)).data(), sizeof(F));
  return std::bit_cast<F>(bytes);
}

/// Calls `f` and returns its result, or a std::monostate if there is none.
template <typename F, typename... Args>
auto call(F& f, Args&&... args) {
  using R = std::invoke_result_t<F&, Args...>;
  if constexpr (std::is_void_v<R>) {
    std::invoke(f, std::forward<Args>(args)...);
    return std::monostate();
  } else {
    return Carried<R>(std::invoke(f, std::forward<Args>(args)...));
  }
}

// ---- one call

template <typename F, typename... Args>
void run_call(Reader& task, Writer& result) {
  F f = read_callable<F>(task);
  std::tuple<Args...> args{task.value<Args>()...};  // braces: left to right
  result.value(std::apply([&](Args&... each) { return call(f, std::move(each)...); }, args));
}

/// Writes the task f(args...).
template <typename F, typename... Args>
void write_call(std::string& to, const F& f, const Args&... args) {
  require_portable<F>();
  Writer writer(to);
  const Run run = &run_call<std::decay_t<F>, Carried<Args>...>;
  writer.value(run);
  write_callable<std::decay_t<F>>(writer, f);
  (writer.value<Carried<Args>>(args), ...);
}

// ---- many calls at once

/// Writes `items[from]` up to `items[to]` as a vector is written.
template <typename T>
void write_items(Writer& writer, const std::vector<T>& items, std::size_t from, std::size_t to) {
  writer.length(to - from);
  if constexpr (Plain<T> && !std::is_same_v<T, bool>) {
    if (to > from) writer.bytes(items.data() + from, (to - from) * sizeof(T));
  } else {
    for (std::size_t i = from; i < to; ++i) writer.value<T>(items[i]);
  }
}

template <typename F, typename T>
void run_chunk(Reader& task, Writer& result) {
  F f = read_callable<F>(task);
  auto items = task.value<std::vector<T>>();
  std::vector<Carried<std::invoke_result_t<F&, T>>> results;
  results.reserve(items.size());
  for (auto&& item : items) results.push_back(call(f, static_cast<T>(std::move(item))));
  result.value(results);
}

/// Writes the task that calls `f` with each of those items. Its result is a
/// vector; the first error ends it.
template <typename F, typename T>
void write_chunk(std::string& to, const F& f, const std::vector<T>& items, std::size_t from,
                 std::size_t end) {
  require_portable<F>();
  Writer writer(to);
  const Run run = &run_chunk<std::decay_t<F>, T>;
  writer.value(run);
  write_callable<std::decay_t<F>>(writer, f);
  write_items(writer, items, from, end);
}

/// One result among many: whether it is a value, and its bytes or its failure's.
using Piece = std::pair<bool, std::string>;

template <typename F, typename T>
void run_pieces(Reader& task, Writer& result) {
  F f = read_callable<F>(task);
  auto items = task.value<std::vector<T>>();
  std::vector<Piece> pieces;
  pieces.reserve(items.size());
  for (auto&& item : items) {
    Piece& piece = pieces.emplace_back(true, "");
    try {
      encode_into(piece.second, call(f, static_cast<T>(std::move(item))));
    } catch (...) {
      piece.first = false;
      piece.second.clear();
      append_current_failure(piece.second);
    }
  }
  result.value(pieces);
}

/// The same, but each item has a result or an error of its own.
template <typename F, typename T>
void write_pieces(std::string& to, const F& f, const std::vector<T>& items) {
  require_portable<F>();
  Writer writer(to);
  const Run run = &run_pieces<std::decay_t<F>, T>;
  writer.value(run);
  write_callable<std::decay_t<F>>(writer, f);
  write_items(writer, items, 0, items.size());
}

/// Calls `f` with the elements of a tuple as its arguments.
template <typename F>
struct Spread {
  F f;
  template <typename Tuple>
  auto operator()(Tuple&& arguments) {
    return std::apply([this](auto&&... each) { return call(f, std::move(each)...); },
                      std::forward<Tuple>(arguments));
  }
};

}  // namespace mp::detail
