#include "core/tracer/lens/stored_zip.hpp"

#include <cstdint>

namespace tracer {
namespace {

std::uint32_t checksum(std::string_view bytes) {
  constexpr std::uint32_t kPolynomial = 0xedb88320;
  std::uint32_t sum = ~0u;
  for (const char c : bytes) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) ? kPolynomial : 0);
  }
  return ~sum;
}

/// Little-endian numbers and texts, one after the other.
class Record {
 public:
  Record& two(std::uint32_t number) { return put(number, 2); }
  Record& four(std::uint64_t number) { return put(static_cast<std::uint32_t>(number), 4); }
  Record& text(std::string_view text) {
    bytes_ += text;
    return *this;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  Record& put(std::uint32_t number, int size) {
    for (int i = 0; i < size; ++i) bytes_ += static_cast<char>(number >> (8 * i) & 0xff);
    return *this;
  }

  std::string bytes_;
};

}  // namespace

std::string stored_zip(const std::vector<ZippedFile>& files) {
  constexpr std::uint32_t kVersion = 10;
  constexpr std::uint32_t kFirstOfJanuary1980 = 0x21;
  Record zip;
  Record directory;
  for (const ZippedFile& file : files) {
    // What both headers of a file have in common.
    Record about;
    about.two(kVersion).two(0).two(0).two(0).two(kFirstOfJanuary1980);
    about.four(checksum(file.bytes)).four(file.bytes.size()).four(file.bytes.size());
    about.two(static_cast<std::uint32_t>(file.name.size())).two(0);
    directory.text("PK\1\2").two(kVersion).text(about.bytes());
    directory.two(0).two(0).two(0).four(0).four(zip.bytes().size()).text(file.name);
    zip.text("PK\3\4").text(about.bytes()).text(file.name).text(file.bytes);
  }
  const std::size_t begin = zip.bytes().size();
  const auto count = static_cast<std::uint32_t>(files.size());
  zip.text(directory.bytes()).text("PK\5\6").two(0).two(0).two(count).two(count);
  zip.four(directory.bytes().size()).four(begin).two(0);
  return zip.bytes();
}

}  // namespace tracer
