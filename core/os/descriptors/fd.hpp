#pragma once

#include <utility>
#include <vector>

namespace os {

/// Owns one file descriptor and closes it. Whoever opened it holds the Fd and
/// hands out get(); there is no conversion to int or bool that could leak it.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int number) : number_(number) {}
  Fd(Fd&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) {
      reset();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }
  ~Fd() { reset(); }

  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void reset();

 private:
  int number_ = -1;
};

/// Opens a path with open(2)'s flags, close-on-exec. Throws std::system_error
/// that names the path.
Fd open(const char* path, int flags, unsigned mode = 0666);

/// The same file under a number from 3 on, close-on-exec. In a program that was
/// started without its standard streams a new file takes the place of one: what
/// the program prints would go there, and what it executes would inherit it.
Fd away_from_standard(Fd fd);

/// Makes `number` another name of `fd`; an exec keeps it open. See dup2(2).
void make_standard(const Fd& fd, int number);

/// Closes every descriptor above 2 but these, so that a child keeps nothing
/// of its parent's by accident. See close_range(2).
void close_all_but(std::vector<int> kept);

/// Whether an exec closes a descriptor, or hands it to the program it starts.
/// False: the descriptor is not open. See FD_CLOEXEC in fcntl(2).
bool close_on_exec(int number);
bool keep_on_exec(int number);

/// Whether so many more descriptors can be open at once, under this process's
/// limit and the system's. See RLIMIT_NOFILE in getrlimit(2).
bool can_open(std::size_t more);

/// Opens descriptors 0, 1 and 2 where whoever started us left them closed, so
/// that no file of ours takes their number. Using one still fails, as it would
/// have: 0 is opened for writing only, 1 and 2 for reading only.
void occupy_standard();
/// Whether that was done for `number`: a program that is started in turn has to
/// find it closed.
bool was_closed(int number);
void close_number(int number);

/// Makes `number` stand for /dev/null: another program has what was there.
void abandon(int number);

/// Closes the descriptors above 2 that this process was started with: another
/// program has them now, and we must not keep a pipe of its open. Ours stay: each
/// of them is close-on-exec, which none of those can be.
void close_inherited();

bool is_regular_file(int number);

/// Whether two descriptors of this process share one file offset and flags, as
/// copies made by dup(2) do. See kcmp(2); false where the kernel does not tell.
bool share_description(int one, int other);

}  // namespace os
