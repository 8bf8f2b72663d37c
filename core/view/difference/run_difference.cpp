#include "core/view/difference/run_difference.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "core/view/difference/causes.hpp"

namespace view {
namespace {

/// A run with its causes, and which of its acts the other run has as well.
struct Aligned {
  const record::Timeline& run;
  std::vector<CausedAct> acts;
  std::vector<bool> is_shared = {};
  std::vector<std::size_t> parting = {};  // acts that are not, though all their causes are
};

bool all_in(const std::vector<ActPlace>& causes, const std::set<ActPlace>& shared) {
  return std::all_of(causes.begin(), causes.end(),
                     [&](const ActPlace& cause) { return shared.contains(cause); });
}

std::set<ActPlace> align(const Aligned& a, const Aligned& b) {
  std::map<ActPlace, const CausedAct*> others;
  for (const CausedAct& act : b.acts)
    if (act.counts) others[act.place] = &act;
  std::set<ActPlace> shared;
  for (const CausedAct& act : a.acts) {
    if (!act.counts) continue;
    const auto other = others.find(act.place);
    if (other == others.end() || other->second->what != act.what ||
        other->second->causes != act.causes || !all_in(act.causes, shared))
      continue;
    shared.insert(act.place);
  }
  return shared;
}

void mark(Aligned& run, const std::set<ActPlace>& shared) {
  run.is_shared.resize(run.acts.size());
  for (std::size_t i = 0; i < run.acts.size(); ++i) {
    const CausedAct& act = run.acts[i];
    if (!act.counts) continue;
    run.is_shared[i] = shared.contains(act.place);
    if (!run.is_shared[i] && all_in(act.causes, shared)) run.parting.push_back(i);
  }
  // What is chance belongs to the next act of its process, or else to the one before.
  std::unordered_map<int, bool> next;
  for (const CausedAct& act : run.acts) {
    if (act.counts) next[act.place.first] = shared.contains(act.place);
  }
  for (std::size_t i = run.acts.size(); i-- > 0;) {
    const CausedAct& act = run.acts[i];
    if (act.counts) next[act.place.first] = run.is_shared[i];
    if (act.counts) continue;
    const auto found = next.find(act.place.first);
    run.is_shared[i] = found == next.end() || found->second;
  }
}

/// Whether one of the two acts can only be where the other is not.
bool compete(const CausedAct& one, const CausedAct& other) {
  if (one.place.first == other.place.first) return true;
  return !one.object.empty() && one.object == other.object;
}

/// With which acts they part: that of a which comes first, and that of b which is there
/// instead. A wait for ever follows from what others do.
void find_parting(const Aligned& a, const Aligned& b, RunDifference& difference) {
  for (const bool of_waits : {false, true}) {
    for (const std::size_t i : a.parting) {
      for (const std::size_t j : b.parting) {
        const CausedAct& one = a.acts[i];
        const CausedAct& other = b.acts[j];
        if (!compete(one, other) || (one.is_wait || other.is_wait) != of_waits) continue;
        difference.a.first = a.run.events[i];
        difference.b.first = b.run.events[j];
        return;
      }
    }
  }
  if (!a.parting.empty())
    difference.a.first = a.run.events[a.parting.front()];
  else if (!b.parting.empty())
    difference.b.first = b.run.events[b.parting.front()];
}

void split(const Aligned& run, const Folding::Terms& terms, ComparedRun& into) {
  into.run = run.run.run;
  into.end = run.run.end;
  Folding folding(terms);
  folding.begin(run.run.run);
  std::unordered_map<std::uint64_t, std::size_t> numbers;
  for (std::size_t i = 0; i < run.run.events.size(); ++i) numbers[run.run.events[i].seq] = i;
  const auto take = [&](std::vector<Folding::Told> events) {
    for (Folding::Told& told : events) {
      const std::size_t i = numbers[told.event.seq];
      const bool is_first = into.first && into.first->seq == told.event.seq;
      if (is_first) into.first = told.event;
      // That a process waits for a while is no news where nothing differs.
      if (run.is_shared[i] && !run.acts[i].counts) told.is_silent = true;
      if (is_first) told.is_silent = false;
      (run.is_shared[i] ? into.shared : into.rest).push_back(std::move(told));
    }
  };
  for (const record::Event& event : run.run.events) {
    if (folding.changes())
      take(folding.event(event));
    else
      take({{event, false}});
  }
  if (folding.changes()) take(folding.rest());
  into.end = folding.end(run.run.end);
}

}  // namespace

RunDifference difference_of(const record::Timeline& a, const record::Timeline& b,
                            const Folding::Terms& terms) {
  ProcessIds ids;
  Aligned one{a, causes_of(a, ids)};
  Aligned other{b, causes_of(b, ids)};
  const std::set<ActPlace> shared = align(one, other);
  mark(one, shared);
  mark(other, shared);
  RunDifference difference;
  find_parting(one, other, difference);
  split(one, terms, difference.a);
  split(other, terms, difference.b);
  if (!difference.a.first && difference.b.first) difference.a.idle = difference.b.first->name;
  if (difference.a.first && !difference.b.first) difference.b.idle = difference.a.first->name;
  difference.is_none = !difference.a.first && !difference.b.first && a.end.status == b.end.status;
  return difference;
}

}  // namespace view
