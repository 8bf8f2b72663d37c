#pragma once

#include <sys/types.h>

#include <exception>
#include <string>
#include <string_view>

#include "core/mp/error.hpp"

namespace mp {

/// What every error that came from a worker carries besides its own type and
/// text: where it was thrown. CPython attaches a RemoteTraceback for this.
///
///     catch (const std::exception& error) {
///       if (auto* remote = dynamic_cast<const mp::RemoteContext*>(&error)) ... remote->worker()
class RemoteContext {
 public:
  RemoteContext(std::string type, pid_t worker) : type_(std::move(type)), worker_(worker) {}
  virtual ~RemoteContext() = default;

  /// The name of the type that the task threw: "std::runtime_error".
  const std::string& type() const { return type_; }
  /// The worker that ran the task.
  pid_t worker() const { return worker_; }

 private:
  std::string type_;
  pid_t worker_;
};

/// A task threw something that the parent cannot rebuild: neither one of the
/// usual errors of the standard library nor one of mp's. It has the original
/// text.
class RemoteError : public Error, public RemoteContext {
 public:
  RemoteError(const std::string& what, const RemoteContext& context)
      : Error(what), RemoteContext(context) {}
};

namespace detail {

/// Called while an exception is handled: appends its description to `to`.
void append_current_failure(std::string& to);

/// The exception that append_current_failure wrote as these bytes. The usual
/// errors of the standard library and those of mp have their own type again.
std::exception_ptr failure_from(std::string_view bytes);

}  // namespace detail
}  // namespace mp
