#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/mp/error.hpp"
#include "core/mp/values/describe.hpp"
#include "core/mp/values/fields.hpp"

// How a value becomes the bytes of a message, and a value again. Both ends are
// copies of one program on one machine, so bytes are sent as they are in
// memory: nothing is tagged, and lengths are eight bytes.

namespace mp {

/// Takes what a Writer cannot keep in its buffer. Pieces come in order.
class Overflow {
 public:
  virtual ~Overflow() = default;
  virtual void take(std::string_view piece) = 0;
};

/// Collects the bytes of one message; each Codec writes into it. With an
/// `overflow`, bytes beyond `most` are passed on instead of kept, so that a
/// large value is copied once, to its destination.
class Writer {
 public:
  explicit Writer(std::string& to) : to_(to) {}
  Writer(std::string& to, std::size_t most, Overflow& overflow)
      : to_(to), most_(most), overflow_(&overflow) {}

  void bytes(const void* data, std::size_t count) {
    const std::string_view piece(static_cast<const char*>(data), count);
    if (overflow_ && to_.size() + count > most_) [[unlikely]]
      return overflow(piece);
    to_.append(piece);
  }

  /// How many items follow.
  void length(std::uint64_t count) { bytes(&count, sizeof count); }

  template <typename T>
  void value(const T& item);

 private:
  /// Passes on what is buffered, and then the piece, unless the piece is small.
  void overflow(std::string_view piece);

  std::string& to_;
  std::size_t most_ = 0;
  Overflow* overflow_ = nullptr;
};

/// Returns the bytes of one message in the order they were written; each Codec
/// reads from it. Reading beyond the end throws a DecodeError that names the
/// type of the whole message.
class Reader {
 public:
  Reader(std::string_view message, std::string_view type)
      : size_(message.size()), rest_(message), type_(type) {}

  std::string_view bytes(std::size_t count) {
    if (count > rest_.size()) [[unlikely]]
      refuse("it ends too early");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  /// How many items follow, each at least `size` bytes long. A number that does
  /// not fit into the rest of the message is refused before memory is allocated
  /// for it.
  std::size_t length(std::size_t size = 1);

  template <typename T>
  T value();

  /// Checks that the message ends here.
  void end() const {
    if (!rest_.empty()) [[unlikely]]
      refuse("it goes on after its end");
  }

  /// Throws a DecodeError: this is no message of that type, and why.
  [[noreturn]] void refuse(std::string_view why) const;

 private:
  std::size_t size_;
  std::string_view rest_;
  std::string_view type_;
};

namespace detail {

template <typename T>
inline constexpr bool kIsView = false;
template <typename Char, typename Traits>
inline constexpr bool kIsView<std::basic_string_view<Char, Traits>> = true;
template <typename T, std::size_t Extent>
inline constexpr bool kIsView<std::span<T, Extent>> = true;

/// Whether T is just an address, which is meaningless in another process. The
/// address of a function is not: processes forked from one another share their
/// code.
template <typename T>
inline constexpr bool kIsAddress = kIsView<T> || (std::is_pointer_v<T> &&
                                                  !std::is_function_v<std::remove_pointer_t<T>>);
template <typename T>
inline constexpr bool kIsAddress<std::reference_wrapper<T>> = true;

/// A text that contains the compiler's name of T.
template <typename T>
constexpr const char* signature() {
  return __PRETTY_FUNCTION__;
}

template <typename T>
constexpr std::string_view type_name() {
  std::string_view text = signature<T>();
  text.remove_prefix(text.find("T = ") + 4);
  return text.substr(0, text.rfind(']'));
}

}  // namespace detail

/// How values of T travel. There is one for what is trivially copyable, for texts and
/// paths, for std::pair, tuple, array, optional and variant, for every container of such
/// items that has insert(), and for an aggregate of up to 16 such members (a struct without
/// constructors, base classes and arrays as in C). For any other type, specialise it with
/// these two functions, which use value() for each member and write at least one byte:
///
///     template <> struct mp::Codec<Person> {
///       static void write(Writer& to, const Person& p) { to.value(p.name); to.value(p.age); }
///       static Person read(Reader& from) {
///         auto name = from.value<std::string>();
///         return {std::move(name), from.value<int>()};
///       }
///     };
template <typename T>
struct Codec;

namespace detail {

/// There is a Codec for T itself; it may fail to have one for a part.
template <typename T>
concept HasCodec = requires {
  sizeof(Codec<T>);
};

/// The types of the values that a Codec hands on to others.
template <typename... T>
struct Parts {};

template <typename T, typename... Whole>
constexpr bool travels();

template <typename... Whole, typename... T>
constexpr bool all_travel(Parts<T...>) {
  return (travels<T, Whole...>() && ...);
}

/// Whether there is a Codec for T and for all that is in it. `Whole` is what T is a part
/// of: a type may contain containers of itself.
template <typename T, typename... Whole>
constexpr bool travels() {
  constexpr bool kIsInItself = (std::is_same_v<T, Whole> || ...);
  if constexpr (!kIsInItself && requires { typename Codec<T>::Contains; }) {
    return all_travel<T, Whole...>(typename Codec<T>::Contains());
  } else {
    return kIsInItself || HasCodec<T>;
  }
}

}  // namespace detail

/// A value of T can be sent to another process.
template <typename T>
concept Sendable = detail::travels<T>();

/// As they are in memory.
template <typename T>
requires(std::is_trivially_copyable_v<T> && !detail::kIsAddress<T>) struct Codec<T> {
  /// Such items can be copied many at a time.
  static constexpr bool kPlain = true;

  static void write(Writer& to, const T& item) { to.bytes(&item, sizeof item); }
  static T read(Reader& from) {
    std::array<std::byte, sizeof(T)> bytes;
    std::memcpy(bytes.data(), from.bytes(sizeof(T)).data(), sizeof(T));
    return std::bit_cast<T>(bytes);
  }
};

namespace detail {

template <typename T>
constexpr void require_sendable() {
  static_assert(!kIsAddress<T>,
                "an address means nothing in another process: send what it points to");
  static_assert(kIsAddress<T> || Sendable<T>,
                "mp cannot send this type: specialise mp::Codec<T> with write() and read()");
}

}  // namespace detail

template <typename T>
void Writer::value(const T& item) {
  detail::require_sendable<T>();
  Codec<T>::write(*this, item);
}

template <typename T>
T Reader::value() {
  detail::require_sendable<T>();
  return Codec<T>::read(*this);
}

namespace detail {

template <typename T>
concept Plain = requires {
  requires Codec<T>::kPlain;
};

/// How many bytes an item takes at least.
template <typename T>
constexpr std::size_t least_size() {
  if constexpr (Plain<T>)
    return sizeof(T);
  else
    return 1;
}

/// A container that is filled item by item: std::vector, deque, list, set, map and their
/// kin, with any order and allocator that need no argument.
template <typename T>
concept Insertable = std::is_default_constructible_v<T> &&
    requires(T& items, const T& told, typename T::value_type item) {
  items.insert(items.end(), std::move(item));
  told.begin();
  told.size();
};

template <typename Container, typename Item>
struct SequenceCodec {
  using Contains = Parts<Item>;

  static void write(Writer& to, const Container& items) {
    to.length(items.size());
    for (const Item& item : items) to.value(item);
  }
  static Container read(Reader& from) {
    Container items;
    const std::size_t count = from.length(least_size<Item>());
    if constexpr (requires { items.reserve(count); }) items.reserve(count);
    for (std::size_t i = 0; i < count; ++i) items.insert(items.end(), from.value<Item>());
    return items;
  }
};

/// A contiguous container of plain items, copied at once.
template <typename Container, typename Item>
struct BlockCodec {
  static void write(Writer& to, const Container& items) {
    to.length(items.size());
    to.bytes(items.data(), items.size() * sizeof(Item));
  }
  static Container read(Reader& from) {
    const std::size_t count = from.length(sizeof(Item));
    const std::string_view bytes = from.bytes(count * sizeof(Item));
    if constexpr (std::is_same_v<Container, std::string>) {
      return std::string(bytes);
    } else {
      Container items;
      items.resize(count);
      if (count > 0) std::memcpy(items.data(), bytes.data(), bytes.size());
      return items;
    }
  }
};

template <typename Item>
concept Block = HasCodec<Item> && Plain<Item> && std::is_default_constructible_v<Item>;

template <typename Tuple>
struct ElementsOf;
template <template <typename...> typename Tuple, typename... T>
struct ElementsOf<Tuple<T...>> {
  using Types = Parts<T...>;
};
template <typename T, std::size_t N>
struct ElementsOf<std::array<T, N>> {
  using Types = Parts<T>;
};

/// Items of different types, one after the other.
template <typename Tuple>
struct TupleCodec {
  using Contains = typename ElementsOf<Tuple>::Types;

  static void write(Writer& to, const Tuple& items) {
    std::apply([&to](const auto&... item) { (to.value(item), ...); }, items);
  }
  static Tuple read(Reader& from) { return read(from, kIndices); }

 private:
  static constexpr auto kIndices = std::make_index_sequence<std::tuple_size_v<Tuple>>();
  template <std::size_t... I>
  static Tuple read(Reader& from, std::index_sequence<I...>) {
    return Tuple{from.value<std::tuple_element_t<I, Tuple>>()...};  // braces: left to right
  }
};

}  // namespace detail

/// Any byte but 0 and 1 in a bool is undefined behaviour, so it is refused.
template <>
struct Codec<bool> {
  static void write(Writer& to, bool item) { to.bytes(&item, 1); }
  static bool read(Reader& from) {
    const char byte = from.bytes(1)[0];
    if (byte != 0 && byte != 1) from.refuse("a bool in it is neither true nor false");
    return byte == 1;
  }
};

template <typename Char>
struct Codec<std::basic_string<Char>> : detail::BlockCodec<std::basic_string<Char>, Char> {};

template <detail::Insertable T>
requires(!std::is_trivially_copyable_v<T>) struct Codec<T>
    : detail::SequenceCodec<T, typename T::value_type> {
};
template <detail::Block T>
struct Codec<std::vector<T>> : detail::BlockCodec<std::vector<T>, T> {};

template <typename A, typename B>
struct Codec<std::pair<A, B>> : detail::TupleCodec<std::pair<A, B>> {};
template <typename... T>
struct Codec<std::tuple<T...>> : detail::TupleCodec<std::tuple<T...>> {};
template <typename T, std::size_t N>
requires(detail::HasCodec<T> && !detail::Plain<T>) struct Codec<std::array<T, N>>
    : detail::TupleCodec<std::array<T, N>> {
};
/// Like every value it takes at least a byte, so that a count of items can be
/// checked.
template <>
struct Codec<std::tuple<>> {
  static void write(Writer& to, std::tuple<>) { to.value(std::uint8_t{0}); }
  static std::tuple<> read(Reader& from) { return from.bytes(1), std::tuple<>(); }
};

template <typename T>
requires(detail::HasCodec<T>) struct Codec<const T> : Codec<T> {
};

template <typename T>
struct Codec<std::optional<T>> {
  using Contains = detail::Parts<T>;

  static void write(Writer& to, const std::optional<T>& item) {
    to.value(item.has_value());
    if (item) to.value(*item);
  }
  static std::optional<T> read(Reader& from) {
    if (!from.value<bool>()) return std::nullopt;
    return from.value<T>();
  }
};

/// The number of the alternative, from 0, and its value.
template <typename... T>
requires(!std::is_trivially_copyable_v<std::variant<T...>>) struct Codec<std::variant<T...>> {
  using Contains = detail::Parts<T...>;
  using Variant = std::variant<T...>;

  /// Throws mp::Error when an exception has left the variant without a value.
  static void write(Writer& to, const Variant& item) {
    if (item.valueless_by_exception())
      throw Error("cannot send a std::variant that has no value: assign one first");
    to.length(item.index());
    std::visit([&to](const auto& held) { to.value(held); }, item);
  }
  static Variant read(Reader& from) {
    const auto index = from.value<std::uint64_t>();
    if (index >= sizeof...(T)) from.refuse("a std::variant in it has no such alternative");
    return kReaders[index](from);
  }

 private:
  template <std::size_t I>
  static Variant read_one(Reader& from) {
    return Variant(std::in_place_index<I>, from.value<std::variant_alternative_t<I, Variant>>());
  }
  template <std::size_t... I>
  static constexpr std::array<Variant (*)(Reader&), sizeof...(I)> readers(
      std::index_sequence<I...>) {
    return {read_one<I>...};
  }
  static constexpr auto kReaders = readers(std::index_sequence_for<T...>());
};

/// Its own bytes, whatever they mean.
template <>
struct Codec<std::filesystem::path> {
  static void write(Writer& to, const std::filesystem::path& path) { to.value(path.native()); }
  static std::filesystem::path read(Reader& from) { return from.value<std::string>(); }
};

/// A struct of one's own: its members, one after the other.
template <detail::Dissectible T>
requires(!std::is_trivially_copyable_v<T> && !detail::Insertable<T>) struct Codec<T> {
  using Contains = typename detail::ElementsOf<detail::Fields<T>>::Types;

  static void write(Writer& to, const T& item) {
    std::apply([&to](const auto&... field) { (to.value(field), ...); }, detail::fields_of(item));
  }
  static T read(Reader& from) { return read(from, static_cast<detail::Fields<T>*>(nullptr)); }

 private:
  template <typename... Field>
  static T read(Reader& from, std::tuple<Field...>*) {
    return T{from.value<Field>()...};  // braces: left to right
  }
};

/// Replaces the contents of `buffer` by the bytes of `value`, reusing its memory.
template <typename T>
void encode_into(std::string& buffer, const T& value) {
  buffer.clear();
  Writer(buffer).value(value);
}

/// The bytes of `value`.
template <typename T>
std::string encode(const T& value) {
  std::string buffer;
  encode_into(buffer, value);
  return buffer;
}

/// The value that `message` was made from. Throws DecodeError, which names T,
/// when no value of that type has these bytes.
template <typename T>
T decode(std::string_view message) {
  Reader reader(message, detail::type_name<T>());
  T value = reader.value<T>();
  reader.end();
  return value;
}

/// The same for a message that has been removed from its queue: also throws
/// Error when there is no memory for the value, which is lost then.
template <typename T>
T decode_or_drop(std::string_view message) {
  try {
    return decode<T>(message);
  } catch (const std::bad_alloc&) {
    throw Error("a message of " + std::to_string(message.size()) +
                " bytes is lost: this process has no memory for its value");
  }
}

}  // namespace mp
