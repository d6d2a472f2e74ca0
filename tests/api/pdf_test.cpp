// How the program that prints is run, with small programs of its name in its place.
#include "api/pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace bienveille {
namespace {

class Printing : public testing::Test {
protected:
    void SetUp() override {
        std::filesystem::create_directories(folder_);
        setenv("PATH", (folder_.string() + ":" + path_).c_str(), 1);
    }
    void TearDown() override {
        setenv("PATH", path_.c_str(), 1);
        std::filesystem::remove_all(folder_);
    }
    void printer(const std::string& script) {
        const auto file = folder_ / "weasyprint";
        std::ofstream(file) << "#!/bin/sh\n" << script << "\n";
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }

    const std::string path_ = std::getenv("PATH");
    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("bienveille-printer-" + std::to_string(::getpid()));
};

TEST_F(Printing, ThePageGoesInAndThePdfComesOut) {
    printer("printf '%%PDF-'; exec cat");
    const auto pdf = pdf_of("<p>a page</p>");
    ASSERT_TRUE(pdf);
    EXPECT_EQ(*pdf, "%PDF-<p>a page</p>");
}

TEST_F(Printing, WhoTakesTooLongIsEnded) {
    printer("printf '%%PDF-'; exec sleep 600");
    const auto pdf = pdf_of("", std::chrono::milliseconds(20));
    ASSERT_FALSE(pdf);
    EXPECT_EQ(pdf.problems().front().path, "weasyprint");
}

TEST_F(Printing, WhoFailsIsQuoted) {
    printer("echo 'no fonts here' >&2; exit 3");
    const auto pdf = pdf_of("");
    ASSERT_FALSE(pdf);
    EXPECT_THAT(pdf.problems().front().message, testing::HasSubstr("no fonts here"));
}

TEST_F(Printing, WhoIsNotThereIsToBeInstalled) {
    setenv("PATH", folder_.c_str(), 1);
    const auto pdf = pdf_of("");
    ASSERT_FALSE(pdf);
    EXPECT_THAT(pdf.problems().front().message, testing::HasSubstr("apt-get install weasyprint"));
}

}  // namespace
}  // namespace bienveille
