#include "datasets/zip.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

namespace bienveille {
namespace {

// minizip's view of a file, over bytes in memory.
struct Memory {
    std::string_view bytes;
    std::uint64_t at = 0;
};

void* open_memory(void* memory, const void*, int) { return memory; }

uLong read_memory(void*, void* stream, void* to, uLong most) {
    auto& memory = *static_cast<Memory*>(stream);
    const std::uint64_t left = memory.at < memory.bytes.size() ? memory.bytes.size() - memory.at : 0;
    const auto n = std::min<std::uint64_t>(left, most);
    if (n > 0) std::memcpy(to, memory.bytes.data() + memory.at, n);
    memory.at += n;
    return n;
}

uLong write_nothing(void*, void*, const void*, uLong) { return 0; }

ZPOS64_T tell_memory(void*, void* stream) { return static_cast<Memory*>(stream)->at; }

long seek_memory(void*, void* stream, ZPOS64_T offset, int origin) {
    auto& memory = *static_cast<Memory*>(stream);
    const std::uint64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory.at
                               : origin == ZLIB_FILEFUNC_SEEK_END ? memory.bytes.size()
                                                                  : 0;
    if (offset > memory.bytes.size() || from + offset > memory.bytes.size()) return -1;
    memory.at = from + offset;
    return 0;
}

int close_memory(void*, void*) { return 0; }
int no_error(void*, void*) { return 0; }

constexpr std::uint64_t kMostParts = 10'000;

Problem damaged() { return {"file", "is a damaged zip; must be a whole .xlsx workbook"}; }

}  // namespace

struct Zip::Archive {
    Memory memory;
    unzFile file = nullptr;
};

void Zip::Close::operator()(Archive* archive) const {
    if (archive->file) unzClose(archive->file);
    delete archive;
}

Result<Zip> Zip::open(std::string_view bytes) {
    std::unique_ptr<Archive, Close> archive(new Archive{{bytes, 0}, nullptr});
    zlib_filefunc64_def functions{open_memory, read_memory,  write_nothing, tell_memory,
                                  seek_memory, close_memory, no_error,      &archive->memory};
    archive->file = unzOpen2_64("", &functions);
    unz_global_info64 about{};
    if (!archive->file || unzGetGlobalInfo64(archive->file, &about) != UNZ_OK) return damaged();
    if (about.number_entry > kMostParts) return Problem{"file", "has more than 10000 parts; must be an .xlsx workbook"};
    return Zip(std::move(archive));
}

Result<std::optional<std::string>> Zip::part(const std::string& name) {
    constexpr int kCaseDoesNotMatter = 2;
    const unzFile file = archive_->file;
    const int located = unzLocateFile(file, name.c_str(), kCaseDoesNotMatter);
    if (located == UNZ_END_OF_LIST_OF_FILE) return std::optional<std::string>{};
    unz_file_info64 about{};
    if (located != UNZ_OK || unzGetCurrentFileInfo64(file, &about, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
        return damaged();
    if ((about.flag & 1u) != 0) return Problem{"file", "is protected by a password; must be saved without"};
    if (unzOpenCurrentFile(file) != UNZ_OK) return damaged();
    std::string content;
    char block[1 << 16];
    int n = 0;
    while ((n = unzReadCurrentFile(file, block, sizeof block)) > 0) {
        content.append(block, static_cast<std::size_t>(n));
        if (content.size() > kMostPartBytes || read_bytes_ + content.size() > kMostZipBytes) {
            unzCloseCurrentFile(file);
            return Problem{"file", "unpacks to more than " + std::to_string(kMostPartBytes >> 20) +
                                       " MiB; must be smaller, or a CSV"};
        }
    }
    if (unzCloseCurrentFile(file) != UNZ_OK || n < 0) return damaged();  // the checksum is known here
    read_bytes_ += content.size();
    return std::optional<std::string>(std::move(content));
}

}  // namespace bienveille
