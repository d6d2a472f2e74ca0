// Files packed into a zip in memory.
//
// Decides: nothing but the packing. Promise: the same files give the same bytes: every file has the same date, 1 January 1980.
// Source: minizip of zlib.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bienveille {

struct PackedFile {
    std::string name;  // UTF-8
    std::string bytes;
};

std::string zip_of(const std::vector<PackedFile>& files);

}  // namespace bienveille
