// Which number a text stands for: few texts, asked for millions of times.
//
// Model: open addressing over a table of at least twice the texts. A text of up to 16 characters is its entry's key, so that a
// question about it reads nothing but the table; a longer one is compared to the end.
// Promise: the first of two like texts is the one that is kept. The texts must outlive the table. Not for several threads at once.
// Cost: 40 bytes an entry, one cache miss a question at most for texts of up to 16 characters. id_index.h is for millions of texts.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace bienveille {

class TextNumbers {
public:
    // Room for so many; it grows when there are more.
    explicit TextNumbers(std::size_t texts) { make_room(std::bit_ceil(2 * texts + 2)); }

    std::optional<std::int32_t> find(std::string_view text) const {
        const Entry& entry = table_[place_of(key_of(text), text)];
        if (entry.size_plus_1 == 0) return std::nullopt;
        return entry.number;
    }

    // The number that the text now has: another one where it was there already.
    std::int32_t add(std::string_view text, std::int32_t number) {
        if (2 * size_ + 2 > table_.size()) grow();
        const Key key = key_of(text);
        const std::size_t place = place_of(key, text);
        if (table_[place].size_plus_1 != 0) return table_[place].number;
        table_[place] = {key, static_cast<std::uint32_t>(text.size()) + 1, number};
        texts_[place] = text;
        ++size_;
        return number;
    }

private:
    struct Key {  // the first and the last characters: of up to 16 they are all
        std::uint64_t front = 0;
        std::uint64_t back = 0;

        bool operator==(const Key&) const = default;
    };

    struct Entry {
        Key key;
        std::uint32_t size_plus_1 = 0;  // 0: free
        std::int32_t number = 0;
    };

    static constexpr std::size_t kInKey = 16;  // characters

    template <class Word>
    static std::uint64_t word(const char* at) {
        Word word;
        std::memcpy(&word, at, sizeof word);
        return word;
    }

    static Key key_of(std::string_view text) {
        const std::size_t size = text.size();
        const char* const from = text.data();
        if (size >= 8) return {word<std::uint64_t>(from), word<std::uint64_t>(from + size - 8)};
        if (size >= 4) return {word<std::uint32_t>(from), word<std::uint32_t>(from + size - 4)};
        std::uint64_t front = 0;
        for (std::size_t i = 0; i < size; ++i) front |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * i);
        return {front, 0};
    }

    // Multiplications and folds; odd constants from the golden ratio and the square root of three.
    static std::size_t hash_of(const Key& key, std::size_t size) {
        const std::uint64_t mixed =
            (key.front ^ size) * 0x9E3779B97F4A7C15U ^ std::rotl(key.back * 0xBB67AE8584CAA73BU, 32);
        return static_cast<std::size_t>((mixed ^ mixed >> 32) * 0x9E3779B97F4A7C15U >> 20);
    }

    bool is_at(std::size_t place, const Key& key, std::string_view text) const {
        const Entry& entry = table_[place];
        return entry.key == key && entry.size_plus_1 == text.size() + 1 &&
               (text.size() <= kInKey || texts_[place] == text);
    }

    // Where the text is, or the free place where it belongs. Rows often have what the row before has.
    std::size_t place_of(const Key& key, std::string_view text) const {
        if (is_at(last_, key, text)) return last_;
        last_ = hash_of(key, text.size()) & mask_;
        while (table_[last_].size_plus_1 != 0 && !is_at(last_, key, text)) last_ = (last_ + 1) & mask_;
        return last_;
    }

    void make_room(std::size_t places) {
        table_.assign(places, {});
        texts_.assign(places, {});
        mask_ = places - 1;
        last_ = 0;
    }

    void grow() {
        const std::vector<Entry> entries = std::move(table_);
        const std::vector<std::string_view> texts = std::move(texts_);
        make_room(2 * entries.size());
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (entries[i].size_plus_1 == 0) continue;
            const std::size_t place = place_of(entries[i].key, texts[i]);
            table_[place] = entries[i];
            texts_[place] = texts[i];
        }
    }

    std::vector<Entry> table_;
    std::vector<std::string_view> texts_;  // by place in the table
    std::size_t mask_ = 0;
    std::size_t size_ = 0;
    mutable std::size_t last_ = 0;  // the place asked for last
};

}  // namespace bienveille
