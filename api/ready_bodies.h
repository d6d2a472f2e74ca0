// Bodies of answers that stay the same until something changes, ready to be sent again.
//
// Decides: how many are kept. Does not decide: what they say, nor when something changed: each is kept for a moment of the
// store (store.h, K7) and found at that moment only.
//
// Promises: R1 what was kept for another moment is never found. R2 at most kMostBytes are held. Any number of threads may call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace bienveille {

struct ReadyBody {
    std::string text;
    std::string tag;         // its ETag
    std::string until = {};  // RFC 3339 in UTC: true before then; empty: as long as the moment is
};

class ReadyBodies {
public:
    static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

    std::shared_ptr<const ReadyBody> find(const std::string& what, std::int64_t moment) const;
    // Hands it back; one that alone is too large is not kept.
    std::shared_ptr<const ReadyBody> keep(const std::string& what, std::int64_t moment, ReadyBody body);

private:
    struct Kept {
        std::int64_t moment;
        std::shared_ptr<const ReadyBody> body;
    };

    mutable std::mutex mutex_;
    std::unordered_map<std::string, Kept> kept_;
    std::size_t bytes_ = 0;
};

}  // namespace bienveille
