// Where each id stands in a list, for ids that the list holds.
//
// Model: open addressing with linear probing over a table of at least twice the ids; an entry keeps the place and half
// of the hash, so that a miss rarely touches the id's text.
// Promise: the first of two like ids is the one that is kept. The ids must outlive the index.
// Cost: 32 to 48 bytes an id, one or two cache misses a question; none that is waited for where expect() named the id a
// few questions earlier.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/digest.h"

namespace bienveille {

class IdIndex {
public:
    // Room for so many; it grows when there are more.
    explicit IdIndex(std::size_t ids) : table_(std::bit_ceil(2 * ids + 2)), mask_(table_.size() - 1) {
        ids_.reserve(ids);
    }

    // Fetches what a question about this id will read: asked a few ids ahead, it saves waiting for memory.
    void expect(std::string_view id) const { __builtin_prefetch(&table_[hash_of(id) & mask_]); }

    // Adds the next id of the list. The place of a like one that is there already, or none.
    std::optional<std::size_t> add(std::string_view id) {
        if (2 * ids_.size() >= table_.size()) grow();
        const std::size_t hash = hash_of(id);
        Entry& entry = slot(id, hash);
        ids_.push_back(id);
        if (entry.place_plus_1 != 0) return entry.place_plus_1 - 1;
        entry = {tag(hash), static_cast<std::uint32_t>(ids_.size())};
        return std::nullopt;
    }

    std::optional<std::size_t> find(std::string_view id) const {
        const Entry& entry = slot(id, hash_of(id));
        if (entry.place_plus_1 == 0) return std::nullopt;
        return entry.place_plus_1 - 1;
    }

private:
    struct Entry {
        std::uint32_t tag = 0;
        std::uint32_t place_plus_1 = 0;  // 0: free
    };

    static std::size_t hash_of(std::string_view id) { return hash_of_text(id); }

    static std::uint32_t tag(std::size_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

    const Entry& slot(std::string_view id, std::size_t hash) const {
        for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
            const Entry& entry = table_[at];
            if (entry.place_plus_1 == 0 || (entry.tag == tag(hash) && ids_[entry.place_plus_1 - 1] == id)) return entry;
        }
    }
    Entry& slot(std::string_view id, std::size_t hash) {
        return const_cast<Entry&>(std::as_const(*this).slot(id, hash));
    }

    void grow() {
        table_.assign(2 * table_.size(), {});
        mask_ = table_.size() - 1;
        for (std::size_t i = 0; i < ids_.size(); ++i) {
            const std::size_t hash = hash_of(ids_[i]);
            Entry& entry = slot(ids_[i], hash);
            if (entry.place_plus_1 == 0) entry = {tag(hash), static_cast<std::uint32_t>(i + 1)};
        }
    }

    std::vector<Entry> table_;
    std::size_t mask_;
    std::vector<std::string_view> ids_;
};

}  // namespace bienveille
