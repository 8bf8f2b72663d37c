// Four processes square numbers, and one adds up what they say.
#include <cstdio>
#include <numeric>
#include <vector>

#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"

namespace {

int square(int number) {
  return number * number;
}

}  // namespace

int main() {
  // Made before the process, so that both hold the same queue.
  mp::Queue<int> squares;
  mp::Queue<int> sums;
  mp::Process adder{[&] {
    int sum = 0;
    for (int i = 0; i < 10; ++i) sum += squares.get();
    sums.put(sum);
  }};
  adder.start();

  std::vector<int> numbers(10);
  std::iota(numbers.begin(), numbers.end(), 1);
  for (const int number : mp::Pool(4).map(square, numbers)) squares.put(number);

  std::printf("1*1 + ... + 10*10 = %d\n", sums.get());
  adder.join();
}
