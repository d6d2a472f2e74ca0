#include "engine/audit_index.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>

namespace bienveille::audit_detail {

std::size_t TextIndex::slot_of(std::string_view text, std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].place_plus_1 != 0 &&
           (slots_[at].tag != tag_of(hash) || texts_[slots_[at].place_plus_1 - 1] != text))
        at = (at + 1) & (slots_.size() - 1);
    return at;
}

std::uint32_t TextIndex::add(std::string_view text) {
    if (2 * (texts_.size() + 1) > slots_.size()) grow();
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    IndexSlot& slot = slots_[slot_of(text, hash)];
    if (slot.place_plus_1 == 0) {
        texts_.push_back(text);
        slot = {tag_of(hash), static_cast<std::uint32_t>(texts_.size())};
    }
    return slot.place_plus_1 - 1;
}

std::optional<std::uint32_t> TextIndex::find(std::string_view text) const {
    const IndexSlot& slot = slots_[slot_of(text, XXH3_64bits(text.data(), text.size()))];
    if (slot.place_plus_1 == 0) return std::nullopt;
    return slot.place_plus_1 - 1;
}

void TextIndex::grow() {
    slots_.assign(2 * slots_.size(), {});
    for (std::size_t place = 0; place < texts_.size(); ++place) {
        const std::uint64_t hash = XXH3_64bits(texts_[place].data(), texts_[place].size());
        slots_[slot_of(texts_[place], hash)] = {tag_of(hash), static_cast<std::uint32_t>(place + 1)};
    }
}

std::uint64_t TenantIndex::hash(std::string_view id) const {
    return XXH3_64bits_withSeed(id.data(), id.size(), static_cast<std::uint32_t>(seed_.since_epoch));
}

TenantIndex::TenantIndex(const std::vector<Tenant>& tenants, Day day)
    : tenants_(tenants), seed_(day), slots_(std::bit_ceil(2 * tenants.size() + 2)), mask_(slots_.size() - 1) {}

TenantIndex::Hashes TenantIndex::hashes_from(std::size_t first) const {
    Hashes hashes{};
    for (std::size_t i = 0; i < together(first); ++i) {
        hashes[i] = hash(tenants_[first + i].id.text);
        __builtin_prefetch(&slots_[hashes[i] & mask_], 1);
    }
    return hashes;
}

void TenantIndex::add(std::size_t first, const Hashes& hashes) {
    for (std::size_t i = 0; i < together(first); ++i) {
        std::uint64_t at = hashes[i] & mask_;
        while (slots_[at].place_plus_1 != 0) at = (at + 1) & mask_;
        slots_[at] = {tag_of(hashes[i]), static_cast<std::uint32_t>(first + i + 1)};
    }
}

std::optional<std::uint32_t> TenantIndex::find(std::string_view id) const {
    const std::uint64_t wanted = hash(id);
    for (std::uint64_t at = wanted & mask_; slots_[at].place_plus_1 != 0; at = (at + 1) & mask_) {
        const std::uint32_t place = slots_[at].place_plus_1 - 1;
        if (slots_[at].tag == tag_of(wanted) && tenants_[place].id.text == id) return place;
    }
    return std::nullopt;
}

}  // namespace bienveille::audit_detail
