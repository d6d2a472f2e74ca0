// Every way to spoil a plan, one field or one call at a time, each with the promise it breaks.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/model.h"

namespace bienveille::test {

struct Spoiling {
    std::string what;
    const char* promise;               // the number under which the audit must find it
    std::function<bool(Plan&)> spoil;  // false: nothing of the sort in this plan
};

const std::vector<Spoiling>& spoilings();
// Of these, each figure one more and one less (spoilings_numbers.cpp).
std::vector<Spoiling> number_spoilings();
// And what is told to prove it: balance, shortfalls, certificate (spoilings_proofs.cpp).
std::vector<Spoiling> proof_spoilings();

using IsCall = std::function<bool(const Call&)>;

// The first such call: its list, none when there is no such call, and its position there.
std::pair<AdvisorList*, std::size_t> find_call(Plan& plan, const IsCall& is);
// From wherever it is to the end of another's list; false when there is nothing to move.
bool move_to(Plan& plan, const IsCall& is, const char* advisor);

// The first of those not called, if there is one.
Unplanned* waiting(Plan& plan, const std::function<bool(const Unplanned&)>& is);

bool is_free(const Call& call);
bool is_slot(const Call& call);
bool is_impossible(const Unplanned& row);

}  // namespace bienveille::test
