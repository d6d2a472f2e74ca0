#include "api/commands/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace bienveille {
namespace {

Problems cannot(const std::string& path, int error) {
    return {{path, std::string("cannot be written: ") + std::strerror(error)}};
}

std::string pattern_beside(const std::optional<std::string>& final_name) {
    namespace fs = std::filesystem;
    if (!final_name) return (fs::temp_directory_path() / "bienveille-XXXXXX").string();
    const fs::path wanted(*final_name);
    return (wanted.parent_path() / ("." + wanted.filename().string().substr(0, 200) + "-XXXXXX")).string();
}

}  // namespace

NewFile::NewFile(const std::optional<std::string>& final_name)
    : final_name_(final_name), path_(pattern_beside(final_name)) {
    if (final_name_ && std::filesystem::is_directory(*final_name_)) {
        error_ = EISDIR;
        return;
    }
    const int descriptor = ::mkstemp(path_.data());
    made_ = descriptor >= 0;
    error_ = errno;
    if (made_) ::close(descriptor);
}

NewFile::~NewFile() {
    if (made_) ::unlink(path_.c_str());
}

Problems NewFile::problems() const { return made_ ? Problems{} : cannot(final_name_.value_or(path_), error_); }

Problems NewFile::write(std::string_view bytes) {
    const int descriptor = ::open(path_.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (descriptor < 0) return cannot(path_, errno);
    int error = 0;
    while (!bytes.empty() && error == 0) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            error = errno;
    }
    ::close(descriptor);
    return error == 0 ? Problems{} : cannot(final_name_.value_or(path_), error);
}

Problems NewFile::keep() {
    const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) return cannot(*final_name_, error);
    // mkstemp made it readable for its owner alone; a file that was asked for has the usual permissions.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    constexpr mode_t kReadWriteForAll = 0666;
    ::chmod(path_.c_str(), kReadWriteForAll & ~mask);
    if (std::rename(path_.c_str(), final_name_->c_str()) != 0) return cannot(*final_name_, errno);
    made_ = false;
    return {};
}

}  // namespace bienveille
