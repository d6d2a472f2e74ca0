// A day's calls and an outcome for each, ready to be written: what the store's benchmark writes.
//
// Decides: the situation (a team of 110, every tenant reached). Does not decide: who writes it how (store.cpp).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "api/store.h"

namespace bienveille::bench {

// A directory that goes away with everything in it.
class Place {
public:
    Place();
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    std::string file(const std::string& name) const { return (directory_ / name).string(); }

private:
    std::filesystem::path directory_;
};

struct StoreDay {
    std::string database;  // with the day's plan, before the first call
    std::vector<AttemptWrite> outcomes;
};

inline const ChangeBy kByAdvisor{"2020-04-03T08:00:00Z", "advisor", "bench"};

// `count` outcomes at most, of as many tenants.
StoreDay store_day(const std::string& database, std::size_t count);
// Of a SQLite file. Answers its path.
std::string copy_of(const StoreDay& day, const std::string& path);

}  // namespace bienveille::bench
