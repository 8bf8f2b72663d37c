#include "core/mp/process/spawn.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "core/mp/codec.hpp"
#include "core/mp/process/lineage.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "core/os/memory/memory_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/program_image.hpp"
#include "core/os/process/signals.hpp"
#include "core/probe/process_body.hpp"
#include "core/probe/watcher.hpp"

namespace mp {
namespace {

using detail::CallByName;

/// What is passed to the fresh program: the call, and the watcher. Functions
/// are offsets in the program.
struct Order {
  os::ImageOffset call = 0;
  os::ImageOffset function = 0;
  std::string arguments;
  std::string name;
  pid_t parent = 0;
  std::string parent_name;
  std::optional<os::ImageOffset> adopt;
  std::string told;
};

os::ImageOffset offset_of(const void* function) {
  if (const auto offset = os::offset_in_image(function)) return *offset;
  throw Error(
      "cannot spawn this: the function belongs to a library, and a fresh program finds only "
      "what is its own; wrap it in a function of the program, or fork");
}

Order order_for(const CallByName& call, const std::string& name) {
  Order order;
  order.call = offset_of(reinterpret_cast<const void*>(call.call));
  order.function = offset_of(call.function);
  order.arguments = call.arguments;
  order.name = name;
  return order;
}

template <typename Function>
Function* function_at(os::ImageOffset offset) {
  return reinterpret_cast<Function*>(os::function_in_image(offset));
}

/// Reads the order and checks it: if the function is found, the order belongs
/// to this program.
Order read_order(os::Fd file) {
  if (!file.is_open()) throw Error("its descriptor is not open");
  auto order = decode<Order>(os::MappedFile(file).bytes());
  for (const auto place : {order.call, order.function, order.adopt.value_or(order.call)}) {
    if (!os::function_in_image(place)) throw Error("it is for another program");
  }
  return order;
}

[[noreturn]] void obey(os::Fd file) {
  Order order;
  try {
    order = read_order(std::move(file));
  } catch (...) {
    // Never continue to main(), which may spawn again, endlessly.
    probe::report(
        fmt::format("was spawned to make one call and cannot read which: {}; is MP_SPAWN_ORDER "
                    "set by something else?",
                    probe::describe_current_exception()));
    os::exit_now(1);
  }
  if (order.adopt) function_at<void(const std::string&)> (*order.adopt)(order.told);
  detail::note_lineage({order.parent, order.parent_name, order.name});
  const auto body = [&] {
    auto* call = function_at<void(void*, std::string_view)>(order.call);
    call(os::function_in_image(order.function), order.arguments);
  };
  probe::run_and_exit(body, order.name);
}

}  // namespace
}  // namespace mp

// Set by the linker: what runs before main(), above all the constructors of
// global objects.
using Initialiser = void (*)(int, char**, char**);
// NOLINTBEGIN(readability-identifier-naming)
extern "C" [[gnu::visibility("hidden")]] Initialiser __init_array_start[];
extern "C" [[gnu::visibility("hidden")]] Initialiser __init_array_end[];
// NOLINTEND(readability-identifier-naming)

/// Runs before main() in every program that can spawn; a spawned one never gets
/// to main(). The program need not know that it can be spawned.
[[gnu::constructor]] static void obey_before_main(int argc, char** argv, char** environment) {
  std::optional<os::Fd> order = os::order_of_execution();
  if (!order) return;
  // The call may use global objects that are constructed after this point.
  bool later = false;
  for (Initialiser* entry = __init_array_start; entry != __init_array_end; ++entry) {
    if (later) (*entry)(argc, argv, environment);
    later = later || *entry == obey_before_main;
  }
  mp::obey(std::move(*order));
}

namespace mp {

Spawn::Spawn(CallByName call, std::string name)
    : call_(std::move(call)), name_(std::move(name)), refusal_(os::make_pipe()) {
  order_for(call_, name_);  // throws if this is impossible, before anything is done
}

void Spawn::become_fresh() {
  os::reset_signals();
  int error = 0;
  try {
    Order order = order_for(call_, name_);
    order.parent = detail::lineage().parent;
    order.parent_name = detail::lineage().parent_name;
    std::vector<int> kept = call_.descriptors;
    if (const probe::Watcher* seen = probe::watcher()) {
      probe::ExecHandoff handoff = seen->exec_handoff();
      order.adopt = offset_of(reinterpret_cast<const void*>(handoff.adopt));
      order.told = std::move(handoff.told);
      kept.insert(kept.end(), handoff.descriptors.begin(), handoff.descriptors.end());
    }
    os::MemoryFile file("spawn-order");
    file.append(encode(order));
    kept.push_back(file.fd().get());
    for (const int number : kept) os::keep_on_exec(number);
    kept.push_back(refusal_.writer.get());  // which an exec closes
    os::close_all_but(kept);
    error = os::execute_anew(file.fd());
  } catch (const std::system_error& failure) {
    error = failure.code().value();
  } catch (const std::exception&) {
    error = ENOMEM;
  }
  os::write_all(refusal_.writer.get(), {reinterpret_cast<const char*>(&error), sizeof error});
  os::exit_now(127);
}

void Spawn::await_start(detail::Child& child) {
  refusal_.writer.reset();
  lock_.end();
  int error = 0;
  if (os::read_some(refusal_.reader, &error, sizeof error) < sizeof error) return;
  child.wait({});
  throw std::system_error(error, std::generic_category(), "cannot start the program anew");
}

}  // namespace mp
