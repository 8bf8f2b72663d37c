#include "core/mp/remote_error.hpp"

#include <cxxabi.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>
#include <system_error>
#include <tuple>
#include <utility>

#include "core/mp/codec.hpp"

namespace mp::detail {
namespace {

/// type, text, worker, and of a system_error its number and category.
using Failure = std::tuple<std::string, std::string, pid_t, int, std::string>;

std::string name_of_current_type() {
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (!type) return "unknown";
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(type->name(), nullptr, nullptr, nullptr), &std::free);
  return name ? name.get() : type->name();
}

/// A standard error with the place where it was thrown.
template <typename Base>
class Remote : public Base, public RemoteContext {
 public:
  Remote(const std::string& what, const RemoteContext& context)
      : Base(what), RemoteContext(context) {}
};

/// A std::system_error builds its text from its number; ours has its text
/// already.
class RemoteSystemError : public std::system_error, public RemoteContext {
 public:
  RemoteSystemError(std::error_code code, std::string what, const RemoteContext& context)
      : std::system_error(code), RemoteContext(context), what_(std::move(what)) {}
  const char* what() const noexcept override { return what_.c_str(); }

 private:
  std::string what_;
};

class RemoteBadAlloc : public std::bad_alloc, public RemoteContext {
 public:
  RemoteBadAlloc(std::string what, const RemoteContext& context)
      : RemoteContext(context), what_(std::move(what)) {}
  const char* what() const noexcept override { return what_.c_str(); }

 private:
  std::string what_;
};

template <typename Type>
std::exception_ptr rebuild(const std::string& what, const RemoteContext& context) {
  return std::make_exception_ptr(Remote<Type>(what, context));
}

struct Known {
  std::string_view type;
  std::exception_ptr (*rebuild)(const std::string& what, const RemoteContext& context);
};

constexpr std::array kKnown{
    Known{"std::runtime_error", rebuild<std::runtime_error>},
    Known{"std::range_error", rebuild<std::range_error>},
    Known{"std::overflow_error", rebuild<std::overflow_error>},
    Known{"std::underflow_error", rebuild<std::underflow_error>},
    Known{"std::logic_error", rebuild<std::logic_error>},
    Known{"std::invalid_argument", rebuild<std::invalid_argument>},
    Known{"std::domain_error", rebuild<std::domain_error>},
    Known{"std::length_error", rebuild<std::length_error>},
    Known{"std::out_of_range", rebuild<std::out_of_range>},
    Known{"mp::Error", rebuild<Error>},
    Known{"mp::EndOfFile", rebuild<EndOfFile>},
    Known{"mp::Closed", rebuild<Closed>},
    Known{"mp::DecodeError", rebuild<DecodeError>},
    Known{"mp::Timeout", rebuild<Timeout>},
};

}  // namespace

void append_current_failure(std::string& to) {
  Failure failure{name_of_current_type(), "", ::getpid(), 0, ""};
  auto& [type, text, worker, number, category] = failure;
  try {
    throw;
  } catch (const std::system_error& error) {
    // Those derived from it, as std::filesystem's, come back as their base.
    type = "std::system_error";
    text = error.what();
    number = error.code().value();
    category = error.code().category().name();
  } catch (const std::bad_alloc& error) {
    type = "std::bad_alloc";
    text = error.what();
  } catch (const std::exception& error) {
    text = error.what();
  } catch (...) {
    text = "a task threw a " + type + ", which is no std::exception";
  }
  Writer(to).value(failure);
}

std::exception_ptr failure_from(std::string_view bytes) {
  auto [type, text, worker, number, category] = decode<Failure>(bytes);
  RemoteContext context(type, worker);
  if (type == "std::system_error") {
    const std::error_category& kind =
        category == "system" ? std::system_category() : std::generic_category();
    return std::make_exception_ptr(RemoteSystemError({number, kind}, std::move(text), context));
  }
  if (type == "std::bad_alloc")
    return std::make_exception_ptr(RemoteBadAlloc(std::move(text), context));
  for (const Known& known : kKnown) {
    if (known.type == type) return known.rebuild(text, context);
  }
  return std::make_exception_ptr(RemoteError(text, context));
}

}  // namespace mp::detail
