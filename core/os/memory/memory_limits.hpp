#pragma once

#include <cstddef>

namespace os {

/// Whether this process may map so many bytes more that it shares, as far as its
/// address space is limited (ulimit -v). See RLIMIT_AS in getrlimit(2).
bool may_map_shared(std::size_t bytes);

/// Whether it may have so many bytes more of its own (ulimit -d). See RLIMIT_DATA
/// in getrlimit(2).
bool may_map_private(std::size_t bytes);

}  // namespace os
