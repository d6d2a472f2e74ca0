// Writes datasets/haute-marne-2020/ anew: `write_campaign_2020 DIRECTORY`. A test compares the files kept with what this
// would write.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "datasets/campaign_2020.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: write_campaign_2020 DIRECTORY\n", stderr);
        return 2;
    }
    const std::filesystem::path directory = argv[1];
    std::filesystem::create_directories(directory);
    for (const bienveille::NamedFile& file : bienveille::files_of(bienveille::campaign_2020())) {
        std::ofstream out(directory / file.name, std::ios::binary);
        out << file.bytes;
        if (!out.flush()) {
            std::fprintf(stderr, "%s cannot be written\n", (directory / file.name).c_str());
            return 1;
        }
    }
    return 0;
}
