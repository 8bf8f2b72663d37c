#include "core/tracer/output/program_streams.hpp"

#include <unistd.h>

#include <utility>

namespace tracer {
namespace {

constexpr std::array<Stream, 2> kBoth = {Stream::output, Stream::error};

std::size_t index_of(Stream stream) {
  return stream == Stream::error ? 1 : 0;
}

}  // namespace

ProgramStreams::ProgramStreams(Shown shown) {
  stand_ins_[0].number = STDOUT_FILENO;
  stand_ins_[1].number = STDERR_FILENO;
  const bool is_one = os::share_description(STDOUT_FILENO, STDERR_FILENO);
  for (const Stream stream : kBoth) {
    Polled& one = stand_ins_[index_of(stream)];
    const bool is_shown = stream == Stream::output ? shown.output : shown.error;
    if (is_shown && stream == Stream::error && shown.output && is_one) {
      // Both must share one file description, as our own do.
      one.stand_in = stand_ins_[0].stand_in;
    } else if (is_shown) {
      if (auto made = os::StandIn::of(one.number))
        one.stand_in = std::make_shared<os::StandIn>(std::move(*made));
    }
    const os::Fd* const fd = given(stream);
    files_[index_of(stream)] = os::identity_of(::getpid(), fd ? fd->get() : one.number);
  }
}

bool ProgramStreams::has_file() const {
  return os::is_regular_file(STDOUT_FILENO) || os::is_regular_file(STDERR_FILENO);
}

const os::Fd* ProgramStreams::given(Stream stream) const {
  const auto& stand_in = stand_ins_[index_of(stream)].stand_in;
  return stand_in ? &stand_in->writers_end() : nullptr;
}

void ProgramStreams::close_given() {
  for (const Polled& one : stand_ins_) {
    if (one.stand_in) one.stand_in->close_writers_end();
  }
}

void ProgramStreams::poll_in(os::Poller& poller) {
  poller_ = &poller;
  for (Polled& one : stand_ins_) {
    const bool is_polled_already = &one == &stand_ins_[1] && is_shared();
    if (!one.stand_in || one.stand_in->get() < 0 || is_polled_already) continue;
    poller.add(one.stand_in->get());
    one.is_polled = true;
  }
}

void ProgramStreams::stop_polling(Polled& one) {
  if (std::exchange(one.is_polled, false)) poller_->remove(one.stand_in->get());
}

void ProgramStreams::discard() {
  for (Polled& one : stand_ins_) {
    const bool may_come = one.stand_in && (one.is_polled || one.stand_in->get() < 0);
    if (may_come && !one.stand_in->discard()) stop_polling(one);
  }
}

void ProgramStreams::lose_reader() {
  const bool is_shared_by_both = is_shared();
  for (Polled& one : stand_ins_) {
    const bool is_output = &one == &stand_ins_[0] || is_shared_by_both;
    if (!one.stand_in || !is_output) continue;
    stop_polling(one);
    one.stand_in->lose_reader();
  }
}

void ProgramStreams::fit_windows() const {
  for (const Polled& one : stand_ins_) {
    if (one.stand_in) one.stand_in->fit_window(one.number);
  }
}

std::optional<Stream> ProgramStreams::stream_at(pid_t process, int descriptor) const {
  const auto file = os::identity_of(process, descriptor);
  if (!file) return std::nullopt;
  for (const Stream stream : kBoth) {
    if (files_[index_of(stream)] == file) return stream;
  }
  return std::nullopt;
}

}  // namespace tracer
