#include "datasets/talk_minutes.h"

#include <algorithm>
#include <array>

namespace bienveille {
namespace {

// 1000 x exp(sigma z) where z is the standard normal quantile at (i + 0.5) / 64.
using Quantiles = std::array<int, 64>;

constexpr Quantiles kSigma50{299,  370,  414,  449,  479,  505,  529,  552,  573,  594,  613,  632,  651,
                             669,  687,  705,  722,  740,  757,  775,  792,  809,  827,  844,  862,  879,
                             897,  915,  934,  952,  971,  990,  1010, 1030, 1050, 1071, 1093, 1115, 1137,
                             1161, 1185, 1210, 1236, 1263, 1291, 1321, 1352, 1384, 1419, 1455, 1494, 1536,
                             1581, 1631, 1685, 1745, 1812, 1890, 1980, 2089, 2227, 2413, 2701, 3349};
constexpr Quantiles kSigma45{337,  409,  453,  487,  515,  541,  564,  586,  606,  625,  644,  662,  680,
                             697,  713,  730,  746,  763,  779,  795,  811,  826,  842,  858,  874,  891,
                             907,  923,  940,  957,  974,  991,  1009, 1027, 1045, 1064, 1083, 1103, 1123,
                             1144, 1165, 1187, 1210, 1234, 1259, 1284, 1311, 1340, 1370, 1402, 1435, 1472,
                             1511, 1553, 1599, 1650, 1708, 1773, 1849, 1941, 2055, 2209, 2446, 2968};

}  // namespace

Minutes draw_talk_minutes(Random& random, int level, const std::array<int, 4>& median_tenths) {
    const Quantiles& quantiles = level == 3 ? kSigma45 : kSigma50;
    const auto i = static_cast<std::size_t>(random.below(63));
    const int share = quantiles[i] + (quantiles[i + 1] - quantiles[i]) * random.below(100) / 100;
    const int minutes = (median_tenths[static_cast<std::size_t>(level)] * share + 5'000) / 10'000;
    return Minutes{std::clamp(minutes, 1, 60)};
}

}  // namespace bienveille
