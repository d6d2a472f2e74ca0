// The files of the page and the API's document, put into the program at build time (assets.cmake).
#pragma once

#include <span>
#include <string_view>

namespace bienveille {

struct Asset {
    std::string_view name;  // "app.css"
    std::string_view type;
    std::string_view tag;  // ETag, from the content's hash
    std::string_view bytes;
    std::string_view gzipped;
};

std::span<const Asset> assets();
const Asset* asset(std::string_view name);

}  // namespace bienveille
