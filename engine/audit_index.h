// Where an id or a word of the input stands, asked by its text.
//
// Model: open addressing with linear probing; a slot keeps a place and half of the hash, so that a wrong text is rarely
// read. Of like texts the first is found. The texts must outlive the index.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"

namespace bienveille::audit_detail {

struct IndexSlot {
    std::uint32_t tag = 0;
    std::uint32_t place_plus_1 = 0;  // 0: free
};
inline std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

// Few texts: advisors, languages.
class TextIndex {
public:
    // Numbers in the order of adding; a text that is there already gets no new one.
    std::uint32_t add(std::string_view text);
    std::optional<std::uint32_t> find(std::string_view text) const;
    std::uint32_t at(std::string_view text) const { return find(text).value(); }
    std::size_t size() const { return texts_.size(); }

private:
    std::size_t slot_of(std::string_view text, std::uint64_t hash) const;
    void grow();

    std::vector<std::string_view> texts_;
    std::vector<IndexSlot> slots_ = std::vector<IndexSlot>(64);
};

// Tenants by id. Its hash is the last tie of definition 6, which is there anyway.
class TenantIndex {
public:
    static constexpr std::size_t kTogether = 64;

    TenantIndex(const std::vector<Tenant>& tenants, Day day);

    // Filled kTogether tenants at a time, so that nobody waits for memory: the hashes of those from `first` on, then
    // their places.
    using Hashes = std::array<std::uint64_t, kTogether>;
    Hashes hashes_from(std::size_t first) const;
    void add(std::size_t first, const Hashes& hashes);

    std::uint64_t hash(std::string_view id) const;
    std::optional<std::uint32_t> find(std::string_view id) const;
    std::uint32_t at(std::string_view id) const { return find(id).value(); }

    // For each row, in order, each with a member `tenant`: use(row, its tenant; -1 where nobody has that id). Memory is
    // asked some rows ahead; expect(tenant) may ask for more of it.
    template <class Row, class Expect, class Use>
    void each(const std::vector<Row>& rows, Expect expect, Use use) const {
        std::array<std::uint64_t, kTogether> hashes{};
        std::array<std::int32_t, kTogether> found{};
        for (std::size_t from = 0; from < rows.size(); from += kTogether) {
            const std::size_t count = std::min(kTogether, rows.size() - from);
            for (std::size_t i = 0; i < count; ++i) {
                hashes[i] = hash(rows[from + i].tenant.text);
                __builtin_prefetch(&slots_[hashes[i] & mask_]);
            }
            for (std::size_t i = 0; i < count; ++i) {
                found[i] = likely(hashes[i]);
                if (found[i] < 0) continue;
                __builtin_prefetch(&tenants_[static_cast<std::size_t>(found[i])]);
                expect(static_cast<std::size_t>(found[i]));
            }
            for (std::size_t i = 0; i < count; ++i) use(from + i, is_it(found[i], rows[from + i].tenant.text));
        }
    }

private:
    std::size_t together(std::size_t first) const { return std::min(kTogether, tenants_.size() - first); }
    // The first tenant whose hash looks the same; -1 none.
    std::int32_t likely(std::uint64_t hash) const {
        for (std::uint64_t at = hash & mask_; slots_[at].place_plus_1 != 0; at = (at + 1) & mask_)
            if (slots_[at].tag == tag_of(hash)) return static_cast<std::int32_t>(slots_[at].place_plus_1 - 1);
        return -1;
    }
    std::int32_t is_it(std::int32_t place, const std::string& id) const {
        if (place < 0 || tenants_[static_cast<std::size_t>(place)].id.text == id) return place;
        const auto other = find(id);
        return other ? static_cast<std::int32_t>(*other) : -1;
    }

    const std::vector<Tenant>& tenants_;
    Day seed_;
    std::vector<IndexSlot> slots_;
    std::uint64_t mask_;
};

}  // namespace bienveille::audit_detail
