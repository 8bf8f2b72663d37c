#include "core/tracer/memory/guarded_memory.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "core/os/descriptors/file_identity.hpp"

namespace tracer {
namespace {

using choice::Digest;

constexpr std::uint64_t kPage = 4096;
/// More is not looked at: a program that shares so much is not a small one.
constexpr std::uint64_t kMostGuarded = 16 << 20;
/// So much is looked at after the kernel may have changed it.
constexpr std::uint64_t kMostLookedAt = 1 << 20;
/// Others can see a difference in a word of so many bytes, or in its neighbour.
constexpr std::uint64_t kWord = 8;
/// A thread that has used such memory so often in a row is in a loop that nobody wants to
/// step through.
constexpr int kLongRow = 100;
/// What follows the value of the last act that is told.
constexpr std::string_view kAndSoOn = " ...";

/// mprotect(2) has three arguments; in the next one is the mark of our own calls.
constexpr unsigned kMarkedArgument = 3;
constexpr std::uint32_t kMark = 0x6d70;

/// Lets a thread change what its process may do with its memory.
std::optional<std::int64_t> protect(os::BorrowedThread& thread, std::uint64_t begin,
                                    std::uint64_t size, int protection) {
  return thread.call(SYS_mprotect,
                     {begin, size, static_cast<std::uint64_t>(protection), std::uint64_t{kMark}});
}

std::uint64_t page_of(std::uint64_t address) {
  return address - address % kPage;
}

Digest digest_of(std::string_view bytes) {
  return Digest().add(bytes);
}

/// What has changed from one to the other, word by word.
void add_changes(Digest& digest, std::string_view before, std::string_view after) {
  for (std::size_t at = 0; at < after.size(); at += kWord) {
    const std::string_view word = after.substr(at, kWord);
    if (at < before.size() && before.substr(at, kWord) == word) continue;
    digest.add(at).add(word);
  }
}

/// As a signed number of so many bytes.
std::string number_in(const std::array<char, kWord>& bytes, std::size_t size) {
  const auto as = [&](auto number) {
    std::memcpy(&number, bytes.data(), sizeof number);
    return std::to_string(number);
  };
  switch (size) {
    case 1:
      return as(std::int8_t());
    case 2:
      return as(std::int16_t());
    case 4:
      return as(std::int32_t());
    default:
      return as(std::int64_t());
  }
}

}  // namespace

// ---- which memory

void GuardedMemory::add_to(os::SystemCallFilter& filter) {
  filter.add_unless_equal(SYS_mprotect, kMarkedArgument, kMark);
  filter.add(SYS_mremap);
}

bool GuardedMemory::takes(const Caller& caller, const os::SystemCall& call) {
  if (call.number != SYS_mprotect && call.number != SYS_mremap) return false;
  if (!region_at(caller.process, call.arguments[0], false)) return true;
  has_unseen_ = true;
  give_up(caller);
  regions_.erase(caller.process);
  unguarded_.erase(caller.process);
  return true;
}

bool GuardedMemory::can_guard([[maybe_unused]] const Caller& caller,
                              [[maybe_unused]] const os::SystemCall& call) {
#ifdef __x86_64__
  const auto& arguments = call.arguments;
  if (call.number != SYS_mmap || call.is_compat() || arguments[1] > kMostGuarded) return false;
  const std::uint64_t type = arguments[3] & MAP_TYPE;
  if (type != MAP_SHARED && type != MAP_SHARED_VALIDATE) return false;
  if ((arguments[3] & MAP_ANONYMOUS) != 0) return true;
  const std::string path = os::path_of_descriptor(caller.process, static_cast<int>(arguments[4]));
  return path.starts_with("/dev/shm/") || path.starts_with("/memfd:");
#else
  return false;
#endif
}

void GuardedMemory::mapped(const Caller& caller, const os::SystemCall& call, std::uint64_t address,
                           const std::string& owner, const std::string& name, bool at_once) {
  const bool is_anonymous = (call.arguments[3] & MAP_ANONYMOUS) != 0;
  const auto used = [&](const auto& member, const std::string& text) {
    return std::count_if(memories_.begin(), memories_.end(),
                         [&](const Memory& one) { return one.*member == text; });
  };
  std::string key;
  for (int number = 1; key.empty() || (is_anonymous && used(&Memory::key, key) > 0); ++number)
    key = fmt::format("{}/{}", owner, number);
  if (!is_anonymous)
    key = os::path_of_descriptor(caller.process, static_cast<int>(call.arguments[4]));
  auto memory = std::find_if(memories_.begin(), memories_.end(),
                             [&](const Memory& one) { return one.key == key; });
  if (memory == memories_.end()) {
    std::string called = name.empty() ? "memory" : name;
    for (int number = 2; used(&Memory::name, called) > 0; ++number)
      called = fmt::format("{}-{}", name.empty() ? "memory" : name, number);
    memory = memories_.insert(memory, {std::move(key), std::move(called)});
  }
  Region region;
  region.begin = address;
  region.end = page_of(address + call.arguments[1] + kPage - 1);
  region.offset = is_anonymous ? 0 : call.arguments[5];
  region.protection = static_cast<int>(call.arguments[2]);
  region.memory = static_cast<std::size_t>(memory - memories_.begin());
  // What it has mapped over is not there any more.
  auto& regions = regions_[caller.process];
  std::erase_if(
      regions, [&](const Region& one) { return one.begin < region.end && region.begin < one.end; });
  regions.push_back(region);
  if (!at_once) return;
  unguarded_.insert(caller.process);
  guard(caller);
}

void GuardedMemory::forked(pid_t parent, pid_t child) {
  const auto found = regions_.find(parent);
  if (found == regions_.end()) return;
  regions_[child] = std::vector<Region>(found->second);
  for (const pid_t one : {parent, child}) {
    const auto& regions = regions_[one];
    const bool is_guarded = std::all_of(regions.begin(), regions.end(),
                                        [](const Region& region) { return region.is_guarded; });
    if (!is_guarded) unguarded_.insert(one);
  }
}

void GuardedMemory::forget(pid_t process) {
  in_loop_.erase(process);
  read_.erase(process);
  in_vain_.erase(process);
  in_a_row_.erase(process);
  regions_.erase(process);
  unguarded_.erase(process);
  open_.erase(process);
}

const GuardedMemory::Region* GuardedMemory::region_at(pid_t process, std::uint64_t address,
                                                      bool guarded_only) const {
  const auto found = regions_.find(process);
  if (found == regions_.end()) return nullptr;
  const auto region =
      std::find_if(found->second.begin(), found->second.end(), [&](const Region& one) {
        return one.contains(address) && (one.is_guarded || !guarded_only);
      });
  return region == found->second.end() ? nullptr : &*region;
}

// ---- the guard

std::optional<os::BorrowedThread> GuardedMemory::borrow(const Caller& caller) {
  auto thread = os::BorrowedThread::borrow_between_calls(caller.thread, instruction_);
  if (thread) instruction_ = thread->instruction();
  if (!thread) has_unseen_ = true;
  return thread;
}

void GuardedMemory::give_back(os::BorrowedThread& thread) {
  if (!thread.give_back()) lost_ = thread.lost();
}

std::optional<os::Stop> GuardedMemory::take_lost() {
  return std::exchange(lost_, std::nullopt);
}

void GuardedMemory::set_all(const Caller& caller, bool guarded) {
  const auto found = regions_.find(caller.process);
  if (found == regions_.end()) return;
  auto thread = borrow(caller);
  if (!thread) return;
  for (Region& region : found->second) {
    const int protection = guarded ? PROT_NONE : region.protection;
    const auto result = protect(*thread, region.begin, region.end - region.begin, protection);
    region.is_guarded = guarded && result == 0;
    has_unseen_ |= guarded && result != 0;
  }
  give_back(*thread);
}

void GuardedMemory::guard(const Caller& caller) {
  if (unguarded_.erase(caller.process) != 0) set_all(caller, true);
}

void GuardedMemory::give_up(const Caller& caller) {
  set_all(caller, false);
  open_.erase(caller.process);
}

void GuardedMemory::open(const Caller& caller) {
  const auto found = regions_.find(caller.process);
  if (found == regions_.end() || is_open(caller.process)) return;
  const bool is_guarded = std::any_of(found->second.begin(), found->second.end(),
                                      [](const Region& region) { return region.is_guarded; });
  if (!is_guarded) return;
  open_.insert(caller.process);
  set_all(caller, false);
}

void GuardedMemory::close(const Caller& caller) {
  if (open_.erase(caller.process) == 0) return;
  set_all(caller, true);
  in_vain_.clear();
  for (const Region& region : regions_[caller.process]) {
    has_unseen_ |= region.end - region.begin > kMostLookedAt;
    for (std::uint64_t page = region.begin;
         page < std::min(region.end, region.begin + kMostLookedAt); page += kPage)
      look_at(caller.process, region, page);
  }
}

bool GuardedMemory::is_used_by(const Caller& caller, const os::SystemCall& call) const {
  return std::any_of(call.arguments.begin(), call.arguments.end(), [&](std::uint64_t argument) {
    return region_at(caller.process, argument, false) != nullptr;
  });
}

bool GuardedMemory::open_for(const Caller& caller, const os::SystemCall& call) {
  const bool is_address = std::any_of(
      call.arguments.begin(), call.arguments.end(),
      [&](std::uint64_t argument) { return region_at(caller.process, argument, true) != nullptr; });
  if (is_address) open(caller);
  return is_address;
}

// ---- accesses

/// Tries the thread's next instruction with memory that it may only read, and takes it back.
/// `pages`: those that it needs, which it may read from then on.
GuardedMemory::Trial GuardedMemory::attempt(os::BorrowedThread& thread, const Caller& caller,
                                            std::uint64_t address, std::set<std::uint64_t>& pages) {
  for (;;) {
    if (!pages.insert(page_of(address)).second) return Trial::writes;
    if (!protect(thread, page_of(address), kPage, PROT_READ)) return Trial::lost;
    switch (thread.step()) {
      case os::BorrowedThread::Step::lost:
        return Trial::lost;
      case os::BorrowedThread::Step::done:
        thread.undo_step();
        return Trial::reads;
      case os::BorrowedThread::Step::faulted:
        break;
    }
    const auto fault = os::fault_of(caller.thread);
    // At the end of the memory, or at other memory: that shows when it is done.
    if (!fault || !region_at(caller.process, fault->address, true)) return Trial::writes;
    address = fault->address;
  }
}

std::optional<MemoryAccess> GuardedMemory::wanted_by(const Caller& caller) {
  const auto fault = os::fault_of(caller.thread);
  if (!fault || !fault->is_mapped) return std::nullopt;
  const Region* const region = region_at(caller.process, fault->address, true);
  if (!region) return std::nullopt;
  const os::AccessSize size = os::size_of_access(caller.thread);
  MemoryAccess access;
  access.at = digest_of(os::registers_of(caller.thread, !size.is_number));
  auto thread = borrow(caller);
  if (!thread) return std::nullopt;
  std::set<std::uint64_t> pages;
  const Trial trial = attempt(*thread, caller, fault->address, pages);
  for (const std::uint64_t page : pages) protect(*thread, page, kPage, PROT_NONE);
  give_back(*thread);
  if (trial == Trial::lost) return std::nullopt;

  const bool writes = trial == Trial::writes;
  access.is_of_word = is_in_word(*region, fault->address);
  access.act.kind = writes ? probe::Kind::put : probe::Kind::get;
  access.act.object = object_at(*region, fault->address);
  const Memory& memory = memories_[region->memory];
  const Offset first = fault->address - region->begin + region->offset;
  // On which side of a page the rest is cannot be told; a word more on each is safe.
  const Offset begin = first - first % kWord - (size.is_number || first < kWord ? 0 : kWord);
  for (Offset word = begin; word < first + size.bytes; word += kWord) {
    FileUse& use = access.uses.emplace_back();
    use.kind = writes ? probe::Kind::write : probe::Kind::read;
    use.path = fmt::format("{}+{}", memory.key, word);
    use.changes = writes;
  }
  // What is no number may be in two places; what begins a page, on the page before.
  const bool is_whole = fault->address == region->begin || fault->address % kPage != 0;
  if (size.is_number && is_whole) {
    using choice::Footprint;
    access.footprint = {Footprint::Kind::memory, memory.key, first, first + size.bytes, writes};
  }
  const auto& read = read_[caller.thread];
  const auto before = read.find(access.at);
  std::optional<Digest> own;
  if (!writes && before != read.end()) own = own_memory_of(caller);
  access.asks_again = own && own == before->second.memory;
  if (!access.asks_again) ++in_a_row_[caller.thread];
  waiting_[caller.thread] = {fault->address,          size,      writes, access.at, own,
                             access.uses.back().path, access.act};
  return access;
}

probe::ObjectRef GuardedMemory::object_at(const Region& region, std::uint64_t address) const {
  const Memory& memory = memories_[region.memory];
  const Offset offset = address - region.begin + region.offset;
  probe::ObjectRef object;
  object.type = probe::ObjectType::value;
  object.number = static_cast<int>(region.memory * (kMostGuarded / kWord) + offset / kWord) + 1;
  object.name = offset == 0 ? memory.name : fmt::format("{}+{}", memory.name, offset);
  return object;
}

std::optional<probe::ObjectRef> GuardedMemory::word_at(pid_t process, std::uint64_t address) const {
  const Region* const region = region_at(process, address, false);
  return region ? std::optional(object_at(*region, address)) : std::nullopt;
}

std::string GuardedMemory::value_at(pid_t process, std::uint64_t address,
                                    os::AccessSize size) const {
  std::array<char, kWord> bytes{};
  if (!size.is_number || !os::read_anyway(process, address, bytes.data(), size.bytes)) return {};
  return number_in(bytes, size.bytes);
}

GuardedMemory::Done GuardedMemory::let(const Caller& caller) {
  Done done;
  const auto found = waiting_.extract(caller.thread);
  if (found.empty()) return done;
  const Waiting& wanted = found.mapped();
  done.act = wanted.act;
  const std::string before = os::registers_of(caller.thread, !wanted.size.is_number);
  const os::CopyTargets targets = os::copy_targets_of(caller.thread);
  auto thread = borrow(caller);
  if (!thread) return done;
  std::set<std::uint64_t> pages;
  const bool is_done = step_through(*thread, caller, wanted.address, pages);
  std::string after;
  if (is_done) {
    after = os::registers_of(caller.thread, !wanted.size.is_number);
    for (const std::uint64_t page : pages) protect(*thread, page, kPage, PROT_NONE);
  }
  give_back(*thread);
  if (!is_done) {
    // It may not do that without us, either: it shall see for itself.
    if (!lost_) give_up(caller);
    return done;
  }
  done.act.value = value_at(caller.process, wanted.address, wanted.size);
  done.learned.add(wanted.writes ? "stores" : "loads").add(wanted.place);
  add_changes(done.learned, before, after);
  for (const std::uint64_t copy : {os::copy_targets_of(caller.thread).stack, targets.destination}) {
    std::array<char, kWord> bytes{};
    if (os::Tracee(caller.thread).read(copy, bytes.data(), bytes.size()))
      done.learned.add(std::string_view(bytes.data(), bytes.size()));
  }
  done.is_new = is_news(caller.thread, wanted, done.learned);
  for (const std::uint64_t page : pages) {
    if (const Region* const region = region_at(caller.process, page, false))
      look_at(caller.process, *region, page);
  }
  if (in_a_row_[caller.thread] >= kLongRow) {
    done.act.value += kAndSoOn;
    in_loop_.insert(caller.thread);
    has_unseen_ = true;
    give_up(caller);
  }
  return done;
}

/// Does the thread's next instruction with whatever pages it needs open; they are added to
/// `pages`. False: it cannot be done.
bool GuardedMemory::step_through(os::BorrowedThread& thread, const Caller& caller,
                                 std::uint64_t address, std::set<std::uint64_t>& pages) {
  for (;;) {
    const Region* const region = region_at(caller.process, address, true);
    if (!region || !pages.insert(page_of(address)).second) return false;
    if (!protect(thread, page_of(address), kPage, region->protection)) return false;
    const auto step = thread.step();
    if (step != os::BorrowedThread::Step::faulted) return step == os::BorrowedThread::Step::done;
    const auto fault = os::fault_of(caller.thread);
    if (!fault) return false;
    address = fault->address;
  }
}

/// Notes what it has learned there. False: it was there before, and knows no more than then.
bool GuardedMemory::is_news(pid_t thread, const Waiting& wanted, const Digest& learned) {
  auto& read = read_[thread];
  const auto known = read.find(wanted.at);
  const bool is_same = known != read.end() && known->second.learned == learned;
  const bool is_new = !is_same || !wanted.memory || known->second.memory != wanted.memory;
  if (wanted.writes || (known != read.end() && !is_same)) read.clear();
  if (!wanted.writes) read[wanted.at] = {learned, wanted.memory};
  if (wanted.writes) in_vain_.clear();
  if (!is_new) ++in_vain_[thread];
  return is_new;
}

void GuardedMemory::leaves_loop(const Caller& caller) {
  in_a_row_.erase(caller.thread);
  read_.erase(caller.thread);
  in_vain_.erase(caller.thread);
  if (in_loop_.erase(caller.thread) != 0) set_all(caller, true);
}

void GuardedMemory::leave_to_words(pid_t process, std::uint64_t address, std::size_t size) {
  const Region* const region = region_at(process, address, false);
  if (region && size > 0)
    memories_[region->memory].words[address - region->begin + region->offset] = size;
}

bool GuardedMemory::is_in_word(const Region& region, std::uint64_t address) const {
  const auto& words = memories_[region.memory].words;
  const Offset offset = address - region.begin + region.offset;
  const auto after = words.upper_bound(offset);
  if (after == words.begin()) return false;
  const auto& [begin, size] = *std::prev(after);
  return offset < begin + size;
}

/// All that its process can know, but for its registers; empty: it is too much.
std::optional<Digest> GuardedMemory::own_memory_of(const Caller& caller) {
  constexpr std::size_t kMost = 4 << 20;
  Digest all = digest_of(os::registers_of(caller.thread, true));
  const bool is_all = os::read_private_memory(caller.process, kMost,
                                              [&](std::string_view piece) { all.add(piece); });
  return is_all ? std::optional(all) : std::nullopt;
}

// ---- contents

void GuardedMemory::look_at(pid_t process, const Region& region, std::uint64_t page) {
  std::array<char, kPage> bytes{};
  if (!os::read_anyway(process, page, bytes.data(), bytes.size())) return;
  const Offset offset = page - region.begin + region.offset;
  Memory& memory = memories_[region.memory];
  for (const auto& [begin, size] : memory.words) {
    const Offset from = std::max(begin, offset);
    const Offset to = std::min(begin + size, offset + kPage);
    if (from < to) std::fill(&bytes[from - offset], &bytes[from - offset] + (to - from), '\0');
  }
  memory.pages[offset] = digest_of({bytes.data(), bytes.size()});
}

Digest GuardedMemory::contents() const {
  std::map<std::string, const Memory*> by_key;
  for (const Memory& memory : memories_) by_key[memory.key] = &memory;
  Digest all;
  for (const auto& [key, memory] : by_key) {
    for (const auto& [offset, page] : memory->pages) all.add(key).add(offset).add(page);
  }
  return all;
}

}  // namespace tracer
