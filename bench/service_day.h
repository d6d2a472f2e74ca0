// A whole day played through the service's real socket: landlords with 944 tenants and 4 advisors each in one database, every
// advisor asking for calls and recording outcomes until the list is done, answers drawn from the hidden truth.
//
// Decides: who asks when by the clock of the requests ("at"), what the tenants answer. Does not decide: who is called.
// A landlord's people are of areas of their own: nothing but the area tells landlords apart, and it is a preference, so that an
// advisor whose own list is done may be offered another landlord's tenants. Between them one language is spoken.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "datasets/campaign_2020.h"

namespace bienveille::bench {

// The morning of the first day, 26 March: nobody was called yet; or of 3 April: 437 were promised a callback.
enum class Morning { first_wave, second_wave };

struct Landlords {
    Day day;
    std::vector<Truth> truth;  // ids as in the database
    std::vector<std::string> advisors;
};

// Makes the database.
Landlords fill(const std::string& database, int landlords, Morning morning);

struct DayPlayed {
    double plan_seconds = 0;  // POST /v1/plans/{day}
    double seconds = 0;       // all the rest, from the first request to the last answer
    std::size_t outcomes = 0;
    std::size_t reached = 0;
    std::vector<double> next;      // milliseconds of each POST /v1/calls/next
    std::vector<double> attempts;  // of each outcome
};

// `clients` connections share the advisors.
DayPlayed play(int port, const Landlords& landlords, Morning morning, int clients);

}  // namespace bienveille::bench
