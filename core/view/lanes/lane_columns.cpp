#include "core/view/lanes/lane_columns.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace view {
namespace {

/// The number of columns for so many processes, at most `most`.
std::size_t step_for(std::size_t processes, std::size_t most) {
  static constexpr std::array<std::size_t, 8> kSteps = {2, 3, 6, 9, 12, 18, 27, 40};
  const auto* step = std::lower_bound(kSteps.begin(), kSteps.end(), processes);
  return step == kSteps.end() ? most : std::min(*step, most);
}

}  // namespace

LaneColumns::LaneColumns(std::size_t room) : room_(room) {
  lay_out(seating_.columns, seating_.shared);
}

LaneColumns::Seating LaneColumns::seating_for(std::size_t processes) const {
  const std::size_t most = room_ / narrowest_;
  if (processes > most) return {(room_ - kSharedNarrowest) / narrowest_, true, {}};
  return {step_for(std::max<std::size_t>(processes, 1), most), false, {}};
}

void LaneColumns::follow(Seating seating) {
  seating_ = std::move(seating);
  lay_out(seating_.columns, seating_.shared);
}

void LaneColumns::keep_layout() {
  seating_.columns = occupants_.size();
  seating_.shared = has_shared_;
}

LaneColumns::Seating LaneColumns::seating() const {
  Seating seating{occupants_.size(), has_shared_, {}};
  for (std::size_t column = 0; column < lasts_.size(); ++column)
    if (lasts_[column] != 0) seating.seats[lasts_[column]] = column;
  return seating;
}

void LaneColumns::lay_out(std::size_t columns, bool shared) {
  has_shared_ = shared;
  width_ = shared ? (room_ - kSharedNarrowest) / columns : std::min(room_ / columns, kWidest);
  occupants_.assign(columns, 0);
  lasts_.assign(columns, 0);
}

bool LaneColumns::admit(int process) {
  Resident& resident = residents_[process];
  resident = {};
  resident.acted = ++now_;
  if (move_in(process)) return false;
  const std::size_t most = room_ / narrowest_;
  if (!has_shared_ && occupants_.size() < most) {
    assign(now_);
    return true;
  }
  // The process that ended first gives up its column.
  auto given = occupants_.end();
  for (auto one = occupants_.begin(); one != occupants_.end(); ++one)
    if (*one != 0 && residents_.at(*one).ended &&
        (given == occupants_.end() || residents_.at(*one).acted < residents_.at(*given).acted))
      given = one;
  if (given != occupants_.end()) {
    forget(*given);
    // It may be promised to another process, which uses the shared column until
    // then.
    if (!move_in(process)) ++sharing_;
    return false;
  }
  if (has_shared_) {
    ++sharing_;
    return false;
  }
  assign(now_);
  return true;
}

bool LaneColumns::move_in(int process) {
  const auto seat = seating_.seats.find(process);
  std::optional<std::size_t> found;
  if (seat != seating_.seats.end() && occupants_[seat->second] == 0) found = seat->second;
  // A column that is reserved for a later process is taken only if there is no
  // other.
  std::vector<bool> is_promised(occupants_.size());
  for (const auto& [other, column] : seating_.seats)
    if (column < is_promised.size() && !residents_.contains(other)) is_promised[column] = true;
  for (const bool promised : {false, true}) {
    if (found || (promised && has_shared_)) break;
    for (std::size_t column = 0; column < occupants_.size() && !found; ++column)
      if (occupants_[column] == 0 && is_promised[column] == promised) found = column;
  }
  if (!found) return false;
  occupants_[*found] = lasts_[*found] = process;
  residents_.at(process).column = found;
  return true;
}

void LaneColumns::act(int process) {
  const auto found = residents_.find(process);
  if (found != residents_.end()) found->second.acted = ++now_;
}

void LaneColumns::end(int process) {
  const auto found = residents_.find(process);
  if (found == residents_.end()) return;
  found->second.ended = true;
  // In the shared column an empty place is invisible.
  if (!found->second.column) forget(process);
}

void LaneColumns::forget(int process) {
  const auto found = residents_.find(process);
  if (found == residents_.end()) return;
  if (found->second.column)
    occupants_[*found->second.column] = 0;
  else
    --sharing_;
  residents_.erase(found);
}

bool LaneColumns::arrange() {
  const auto before = std::pair(width_, occupants_);
  assign(arranged_);
  arranged_ = now_;
  return before != std::pair(width_, occupants_);
}

void LaneColumns::assign(std::uint64_t since) {
  const std::size_t most = room_ / narrowest_;
  std::vector<int> order;
  for (const auto& [process, resident] : residents_) order.push_back(process);
  const bool shares = order.size() > most || seating_.shared;
  const std::size_t columns = shares
                                  ? seating_for(most + 1).columns
                                  : std::max(seating_for(order.size()).columns, seating_.columns);
  // From here on the seating of a former drawing no longer applies.
  seating_.seats.clear();
  // Slightly fewer processes are no reason to move all columns.
  if (!shares && !has_shared_ && columns < occupants_.size() && columns * 2 > occupants_.size())
    return;
  // No process moves without need, and never the first one, which has most
  // arrows. From left to right by age.
  const auto claim = [&](int process) {
    const Resident& one = residents_.at(process);
    const bool is_first = process == residents_.begin()->first;
    return std::tuple(one.ended, !is_first, one.acted <= since, !one.column, process);
  };
  const auto last = order.begin() + static_cast<std::ptrdiff_t>(std::min(columns, order.size()));
  std::sort(order.begin(), order.end(), [&](int a, int b) { return claim(a) < claim(b); });
  std::sort(order.begin(), last);
  for (auto& [process, resident] : residents_) resident.column.reset();
  lay_out(columns, shares);
  sharing_ = static_cast<std::size_t>(order.end() - last);
  for (auto one = order.begin(); one != last; ++one) move_in(*one);
  for (auto one = last; one != order.end(); ++one)
    if (residents_.at(*one).ended) forget(*one);
}

std::optional<LaneColumns::Place> LaneColumns::place(int process) const {
  const auto found = residents_.find(process);
  if (found == residents_.end()) return std::nullopt;
  const auto& column = found->second.column;
  return Place{column.value_or(occupants_.size()) * width_, !column};
}

std::size_t LaneColumns::reach(const Place& place) const {
  if (place.shared) return room_;
  for (std::size_t column = place.left / width_ + 1; column < occupants_.size(); ++column)
    if (occupants_[column] != 0) return column * width_ - 1;
  const auto shared = shared_left();
  return shared ? *shared - 1 : room_;
}

std::vector<int> LaneColumns::owners() const {
  std::vector<int> owners;
  for (const int process : occupants_)
    if (process != 0) owners.push_back(process);
  return owners;
}

std::vector<std::pair<LaneColumns::Place, int>> LaneColumns::last_owners() const {
  std::vector<std::pair<Place, int>> owners;
  for (std::size_t column = 0; column < lasts_.size(); ++column)
    if (lasts_[column] != 0) owners.emplace_back(Place{column * width_, false}, lasts_[column]);
  return owners;
}

std::optional<std::size_t> LaneColumns::shared_left() const {
  if (sharing_ == 0) return std::nullopt;
  return occupants_.size() * width_;
}

}  // namespace view
