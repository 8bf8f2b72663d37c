#include "tests/support/pages/schedule_trial.hpp"

#include <fmt/format.h>

#include <optional>
#include <sstream>

#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"
#include "tests/support/runs/stable_record.hpp"

namespace support {
namespace {

/// "line 3 is A, and was B" for the first line in which the records differ.
std::string difference(const std::string& before, const std::string& now) {
  std::istringstream before_lines(before), now_lines(now);
  for (int number = 1;; ++number) {
    std::string was, is;
    std::getline(before_lines, was);
    std::getline(now_lines, is);
    if (was != is) return fmt::format("line {} is {}, and was {}", number, is, was);
    if (!before_lines && !now_lines) return "they differ in an invisible way";
  }
}

std::uint64_t digest_of(const std::string& record) {
  // FNV-1a, since std::hash differs from library to library.
  std::uint64_t digest = 0xcbf29ce484222325;
  for (const char c : record) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return digest;
}

void check_run(const Staged& run, const char* which, Trial& trial) {
  for (const auto& law : broken_laws(run.timeline)) {
    trial.problems.push_back(fmt::format("the {} run breaks a law: {}", which, law));
  }
  const record::End& end = run.timeline.end;
  if (end.status == "hung") {
    trial.problems.push_back(fmt::format("the {} run hangs: {}", which, end.reason));
  }
}

Trial compare(const std::function<void()>& body, const choice::RunOptions& first,
              const std::function<choice::RunOptions(const choice::Schedule&)>& again) {
  Trial trial;
  const Staged run = run_controlled(body, first);
  trial.choices = run.result.schedule.size();
  trial.status = run.timeline.end.status;
  trial.reason = run.timeline.end.reason;
  check_run(run, "first", trial);
  const Staged repeated = run_controlled(body, again(run.result.schedule));
  check_run(repeated, "repeated", trial);
  const std::string before = stable_record(run.timeline), now = stable_record(repeated.timeline);
  trial.digest = digest_of(before);
  if (before != now) {
    trial.problems.push_back(fmt::format("the repeated run is another one: {}; the schedule was {}",
                                         difference(before, now), run.timeline.end.schedule));
  }
  return trial;
}

}  // namespace

Trial try_schedule(const std::function<void()>& body, const Draw& draw) {
  choice::AnyOrder any_order(draw.seed);
  choice::RunOptions first;
  first.scheduler = &any_order;
  first.honours_sleep = draw.honours_sleep;
  return compare(body, first, [&](const choice::Schedule& made) {
    choice::RunOptions again;
    again.schedule = choice::Schedule::parse(made.to_string()).value();
    again.honours_sleep = draw.honours_sleep;
    return again;
  });
}

Trial try_default_order(const std::function<void()>& body) {
  return compare(body, {}, [](const choice::Schedule&) { return choice::RunOptions(); });
}

}  // namespace support
