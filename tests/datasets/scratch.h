// A path for one test's files, gone when the test ends.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace bienveille {

class Scratch {
public:
    Scratch() {
        const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::temp_directory_path() / ("bienveille-" + std::string(test->test_suite_name()) + "-" +
                                                          test->name() + "-" + std::to_string(getpid()));
        std::filesystem::remove_all(path_);
    }
    ~Scratch() { std::filesystem::remove_all(path_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    const std::filesystem::path& path() const { return path_; }

    // A file in it: the path is a directory then.
    void put(const char* name, const std::string& content) const {
        std::filesystem::create_directories(path_);
        std::ofstream(path_ / name, std::ios::binary) << content;
    }

private:
    std::filesystem::path path_;
};

}  // namespace bienveille
