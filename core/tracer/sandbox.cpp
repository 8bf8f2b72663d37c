#include "core/tracer/sandbox.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/os/descriptors/message_socket.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"
#include "core/os/sandbox/namespace_init.hpp"
#include "core/os/sandbox/private_files.hpp"

namespace tracer {
namespace {

// What is sent to process 1, and what it answers.
constexpr std::string_view kGiven = "given ";  // and the place of the descriptor
constexpr std::string_view kStart = "start";
constexpr std::string_view kEnd = "end";
constexpr std::string_view kReady = "ready ";  // and the path of the hidden folder
constexpr std::string_view kStarted = "started";
constexpr std::string_view kStale = "stale";       // it cannot be used again
constexpr std::string_view kRefused = "refused ";  // and why

constexpr std::size_t kLongest = 4096;
/// All that the programs of a run with limits can write to files.
constexpr std::uint64_t kMostWritten = std::uint64_t{256} << 20;

/// The next packet; empty: there will be none.
struct Message {
  std::string text;
  os::Fd attached;
};
std::optional<Message> next_message(const os::Fd& socket) {
  std::array<char, kLongest> room{};
  for (;;) {
    os::wait_to_receive(socket.get(), std::nullopt);
    auto packet = os::try_receive_packet(socket.get(), room);
    if (!packet) continue;
    if (packet->at_end) return std::nullopt;
    return Message{std::string(packet->bytes), std::move(packet->attached)};
  }
}

void send(const os::Fd& socket, std::string_view text, const os::Fd& attached = os::Fd()) {
  while (!os::try_send_packet(socket.get(), text, attached))
    os::wait_to_send(socket.get(), std::nullopt);
}

/// The folders that programs write to.
std::vector<std::string> usual_folders() {
  std::vector<std::string> folders = {"/tmp", "/var/tmp", "/dev/shm"};
  for (const char* const name : {"HOME", "TMPDIR"}) {
    if (const char* const folder = std::getenv(name)) folders.emplace_back(folder);
  }
  return folders;
}

/// Process 1 of a sandbox: starts runs as it is told. Its loop ends with its maker.
class Starter {
 public:
  Starter(os::Fd orders, const Sandbox::Terms& terms, bool has_files, const Sandbox::Body& body)
      : orders_(std::move(orders)), terms_(terms), body_(body), ends_({SIGCHLD}) {
    os::lead_session();
    std::error_code error;
    home_ = std::filesystem::current_path(error);
    os::part_mounts();
    if (has_files) {
      files_.emplace(usual_folders(), home_, std::vector<std::string>{"/tmp/.X11-unix"},
                     terms.limits ? kMostWritten : 0);
      go_home();
    }
    os::mount_own_proc();
    pids_.emplace();
    if (has_files) os::protect_settings();
    send(orders_, fmt::format("{}{}", kReady, os::make_hidden_folder()));
  }

  void serve() {
    os::Poller poller;
    poller.add(orders_.get());
    poller.add(ends_.get());
    std::array<char, kLongest> room{};
    for (;;) {
      poller.wait(std::nullopt);
      if (!ends_.arrivals().empty()) {
        while (os::try_reap_any()) {
        }
      }
      while (auto packet = os::try_receive_packet(orders_.get(), room)) {
        if (packet->at_end) os::exit_now(0);
        obey(packet->bytes, std::move(packet->attached));
      }
    }
  }

 private:
  void obey(std::string_view order, os::Fd attached) {
    if (order == kEnd) {
      os::end_all_others();
      if (files_ && files_->has_changes()) {
        files_->reset();
        go_home();
      }
      is_used_ = true;
    } else if (order == kStart) {
      start();
    } else if (order.starts_with(kGiven)) {
      given_.resize(static_cast<std::size_t>(order.back() - '0') + 1);
      given_.back() = std::move(attached);
    }
  }

  void start() {
    if (is_used_) os::renew_ipc();
    if (!pids_->start_again() && is_used_) return send(orders_, kStale);
    if (os::fork() == 0) {
      if (terms_.limits) {
        os::give_up_system_rights();
        os::apply(*terms_.limits);  // Launch adds that of memory
      }
      os::lead_session();
      body_(std::move(given_));
      os::exit_now(127);
    }
    given_.clear();
    if (terms_.runs_once) {
      os::close_inherited();
      for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) os::abandon(number);
    }
    send(orders_, kStarted);
  }

  /// The folder where we are is below an overlay.
  void go_home() const { std::filesystem::current_path(home_); }

  os::Fd orders_;
  const Sandbox::Terms& terms_;
  const Sandbox::Body& body_;
  os::SignalFd ends_;
  std::filesystem::path home_;
  std::optional<os::PrivateFiles> files_;
  std::optional<os::PidCounter> pids_;
  std::vector<os::Fd> given_;
  bool is_used_ = false;
};

}  // namespace

Sandbox::Sandbox(Terms terms) : terms_(terms), may_have_files_(!terms.keeps_files) {
  if (terms.is_on_one_cpu) pinning_.emplace();
}

Sandbox::~Sandbox() = default;

bool Sandbox::has(Part part) const {
  return part == Part::pids ? may_have_pids_ : terms_.keeps_files || may_have_files_;
}

void Sandbox::serve(os::Fd orders, const Body& body) {
  if (!terms_.is_on_one_cpu) os::unpin();
  os::close_own_but(orders.get());
  const os::Fd last_word(os::copy_of(orders.get()));
  try {
    Starter(std::move(orders), terms_, may_have_files_, body).serve();
  } catch (const std::system_error& error) {
    send(last_word, fmt::format("{}{}", kRefused, error.what()));
  }
  os::exit_now(1);
}

/// Makes process 1. False: the kernel refuses.
bool Sandbox::make(const Body& body) {
  init_.reset();
  folder_.clear();
  auto [ours, its] = os::message_socket_pair();
  // Otherwise the copy would print what is in our buffers, too.
  std::fflush(nullptr);
  try {
    init_ = std::make_unique<os::NamespaceInit>(
        terms_.limits ? os::Network::none : os::Network::shared,
        [this, &socket = its, &body] { serve(std::move(socket), body); });
  } catch (const std::system_error& error) {
    refusal_ = error.what();
    return false;
  }
  its.reset();
  orders_ = std::move(ours);
  const auto answer = next_message(orders_);
  if (answer && answer->text.starts_with(kReady)) {
    folder_ = answer->text.substr(kReady.size());
    pid_namespace_ = os::pid_namespace_of(init_->pid());
    return true;
  }
  if (answer && answer->text.starts_with(kRefused)) refusal_ = answer->text.substr(kRefused.size());
  init_.reset();
  return false;
}

std::optional<pid_t> Sandbox::try_start(const std::vector<const os::Fd*>& given) {
  try {
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (given[i]) send(orders_, fmt::format("{}{}", kGiven, i), *given[i]);
    }
    send(orders_, kStart);
    const auto answer = next_message(orders_);
    if (!answer || answer->text != kStarted) return std::nullopt;
  } catch (const std::system_error&) {
    return std::nullopt;  // it is gone
  }
  const std::vector<pid_t> children = os::children_of(init_->pid());
  if (children.empty()) return std::nullopt;
  return children.back();
}

std::optional<pid_t> Sandbox::start(const std::string& key, const Body& body,
                                    const std::vector<const os::Fd*>& given) {
  if (init_ && key == key_) {
    if (const auto pid = try_start(given)) return pid;
  }
  key_ = key;
  while (may_have_pids_) {
    if (make(body)) {
      if (const auto pid = try_start(given)) return pid;
    }
    // Less is asked for then.
    (may_have_files_ ? may_have_files_ : may_have_pids_) = false;
  }
  init_.reset();
  pid_namespace_ = 0;
  return std::nullopt;
}

void Sandbox::end_run() {
  if (!init_) return;
  try {
    send(orders_, kEnd);
  } catch (const std::system_error&) {
    init_.reset();
  }
}

std::optional<Sandbox::Folder> Sandbox::folder() const {
  if (!init_ || folder_.empty()) return std::nullopt;
  return Folder{folder_, fmt::format("/proc/{}/root{}", init_->pid(), folder_)};
}

}  // namespace tracer
