#include "datasets/zip_write.h"

#include <minizip/zip.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace bienveille {
namespace {

// minizip's view of a file that grows in memory.
struct Growing {
    std::string bytes;
    std::size_t at = 0;
};

void* open_growing(void* growing, const void*, int) { return growing; }

uLong read_growing(void*, void* stream, void* to, uLong most) {
    auto& growing = *static_cast<Growing*>(stream);
    const std::size_t n =
        std::min<std::size_t>(growing.bytes.size() - std::min(growing.at, growing.bytes.size()), most);
    if (n > 0) std::memcpy(to, growing.bytes.data() + growing.at, n);
    growing.at += n;
    return n;
}

uLong write_growing(void*, void* stream, const void* from, uLong count) {
    auto& growing = *static_cast<Growing*>(stream);
    growing.bytes.resize(std::max<std::size_t>(growing.bytes.size(), growing.at + count));
    std::memcpy(growing.bytes.data() + growing.at, from, count);
    growing.at += count;
    return count;
}

ZPOS64_T tell_growing(void*, void* stream) { return static_cast<Growing*>(stream)->at; }

long seek_growing(void*, void* stream, ZPOS64_T offset, int origin) {
    auto& growing = *static_cast<Growing*>(stream);
    const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? growing.at
                             : origin == ZLIB_FILEFUNC_SEEK_END ? growing.bytes.size()
                                                                : 0;
    growing.at = from + offset;
    return 0;
}

int nothing(void*, void*) { return 0; }

void check(int result) {
    if (result != ZIP_OK) throw std::runtime_error("a zip could not be packed");
}

}  // namespace

std::string zip_of(const std::vector<PackedFile>& files) {
    constexpr uLong kUtf8Names = 1U << 11;
    constexpr uLong kFirstOfJanuary1980 = (1U << 21) | (1U << 16);
    constexpr int kVersionMadeBy = 20;
    Growing growing;
    zlib_filefunc64_def memory{open_growing, read_growing, write_growing, tell_growing,
                               seek_growing, nothing,      nothing,       &growing};
    const zipFile zip = zipOpen2_64("memory", APPEND_STATUS_CREATE, nullptr, &memory);
    if (!zip) throw std::runtime_error("a zip could not be begun");
    for (const PackedFile& file : files) {
        zip_fileinfo about{};
        about.dosDate = kFirstOfJanuary1980;
        check(zipOpenNewFileInZip4_64(zip, file.name.c_str(), &about, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                                      Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nullptr,
                                      0, kVersionMadeBy, kUtf8Names, 0));
        check(zipWriteInFileInZip(zip, file.bytes.data(), static_cast<unsigned>(file.bytes.size())));
        check(zipCloseFileInZip(zip));
    }
    check(zipClose(zip, nullptr));
    return std::move(growing.bytes);
}

}  // namespace bienveille
