#pragma once

#include <utility>
#include <vector>

namespace os {

/// Owns one file descriptor and closes it. Its holder passes on get(); no
/// conversion to int or bool can leak the number.
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
  /// The number, for somebody else to close.
  int release() { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

/// Opens a path with open(2)'s flags, close-on-exec. Throws a std::system_error
/// that names the path.
Fd open(const char* path, int flags, unsigned mode = 0666);

/// The same file under a number of 3 or more, close-on-exec. In a program
/// started without its standard streams, a new file would take the number of
/// one: the program's output would go there, and programs that it executes
/// would inherit it.
Fd away_from_standard(Fd fd);

/// Another descriptor for the same, 3 or more, close-on-exec. See F_DUPFD_CLOEXEC in fcntl(2).
/// Throws std::system_error.
Fd copy_of(int number);

/// Makes `number` a copy of `fd` that stays open across an exec. See dup2(2).
void make_standard(const Fd& fd, int number);

/// Closes every descriptor above 2 except these, so that a child keeps nothing
/// of its parent by accident. See close_range(2).
void close_all_but(std::vector<int> kept);

/// Makes an exec close a descriptor, or keep it open for the program that it
/// starts. False: the descriptor is not open. See FD_CLOEXEC in fcntl(2).
bool close_on_exec(int number);
bool keep_on_exec(int number);

/// Whether `more` further descriptors can be open at once, under the limits of
/// this process and of the system. See RLIMIT_NOFILE in getrlimit(2).
bool can_open(std::size_t more);

/// Opens those of the descriptors 0, 1 and 2 that were closed when we started,
/// so that none of our files takes their number. Using one still fails: 0 is
/// opened for writing only, 1 and 2 for reading only.
void occupy_standard();
/// Whether that was done for `number`: a program that we start has to find it
/// closed.
bool was_closed(int number);
void close_number(int number);

/// Redirects `number` to /dev/null: another program now has the file that was
/// there.
void abandon(int number);

/// Closes the descriptors above 2 that this process was started with: another
/// program has them now, and we must not keep its pipes open. Our own stay open:
/// they are all close-on-exec, and inherited ones cannot be.
void close_inherited();
/// Closes the others, except one: this process is a copy of us that starts programs.
void close_own_but(int kept);

bool is_regular_file(int number);

/// Whether two descriptors of this process share one file offset and flags, as
/// copies made by dup(2) do. See kcmp(2); false where the kernel does not say.
bool share_description(int one, int other);

}  // namespace os
