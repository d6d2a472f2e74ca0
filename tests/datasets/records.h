// Records for tests: drawn at random over every field, and compared as their canonical text.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "datasets/columns.h"

namespace bienveille {

template <class Record>
std::vector<std::string> texts_of(const Record& record) {
    std::vector<std::string> texts;
    for (const Column<Record>& column : columns<Record>())
        texts.push_back(std::string(column.name) + "=" + column.get(record));
    return texts;
}

template <class Record>
std::vector<std::vector<std::string>> texts_of(const std::vector<Record>& records) {
    std::vector<std::vector<std::string>> texts;
    for (const Record& record : records) texts.push_back(texts_of(record));
    return texts;
}

// Any text that a words column takes: trimmed, spaces not doubled, hostile in all other ways.
inline rc::Gen<std::string> any_words() {
    const auto piece =
        rc::gen::element<std::string>("a", "É", "œ", ";", ",", "\"", "'", "=", "+", "-", "@", "A-017", "\\", "|", "0");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (std::size_t i = 0; i < pieces.size() && i < 20; ++i)
                                text += (i > 0 && i % 3 == 0 ? " " : "") + pieces[i];
                            return text;
                        });
}

template <class T>
rc::Gen<std::optional<T>> maybe(rc::Gen<T> gen) {
    return rc::gen::oneOf(rc::gen::just(std::optional<T>{}),
                          rc::gen::map(std::move(gen), [](T value) { return std::optional<T>{std::move(value)}; }));
}

inline rc::Gen<Day> any_day() {
    return rc::gen::map(rc::gen::inRange(-25'000, 80'000), [](int n) { return Day{n}; });
}

inline rc::Gen<std::string> any_id() {
    return rc::gen::nonEmpty(
        rc::gen::resize(20, rc::gen::container<std::string>(rc::gen::element('A', 'z', '0', '.', '_', '-'))));
}

inline TenantRecord any_tenant(const std::string& id) {
    const auto number = [](int least, int most) { return *maybe(rc::gen::inRange(least, most + 1)); };
    const auto flag = [] { return *maybe(rc::gen::arbitrary<bool>()); };
    const auto day = [] { return *maybe(any_day()); };
    TenantRecord r;
    Tenant& t = r.facts;
    t.id.text = id;
    r.label = *any_words();
    r.phone = *rc::gen::element<std::string>("", "+33353010203", "+35227000000", "+3220000000");
    t.has_phone = !r.phone.empty();
    t.area = *any_words();
    r.commune = *any_words();
    r.insee_code = *rc::gen::element<std::string>("", "52448", "2A004", "01004");
    t.birth_year = number(1900, 2199);
    r.sex = *maybe(rc::gen::element(Sex::female, Sex::male));
    t.lives_alone = flag();
    t.support = *maybe(rc::gen::element(Support::none, Support::weak, Support::moderate, Support::strong));
    t.has_contact_person = flag();
    t.lsns6 = number(0, 30);
    t.relatives_at_risk = flag();
    t.anxiety = number(0, 3);
    t.anxiety_on = day();
    t.anxiety_cleared = *rc::gen::arbitrary<bool>();
    t.last_reached_on = day();
    t.last_advisor.text = *rc::gen::oneOf(rc::gen::just(std::string{}), any_id());
    t.callback_requested_on = day();
    t.callback_due_on = day();
    if (*rc::gen::arbitrary<bool>()) {
        t.callback_slot.half_day = *maybe(rc::gen::element(HalfDay::morning, HalfDay::afternoon));
    } else {
        t.callback_slot.time = TimeOfDay{*rc::gen::inRange(0, 1440)};
    }
    t.preferred_half_day = *maybe(rc::gen::element(HalfDay::morning, HalfDay::afternoon));
    t.language = *rc::gen::element<std::string>("", "fr", "zh-hant");
    t.status = *rc::gen::element(Status::active, Status::opted_out, Status::deceased, Status::moved,
                                 Status::hospitalised, Status::absent);
    t.absent_until = day();
    t.emergency_open = *rc::gen::arbitrary<bool>();
    t.attempts = *rc::gen::inRange(0, 1000);
    if (*rc::gen::arbitrary<bool>()) t.last_attempt_at = Moment{*any_day(), TimeOfDay{*rc::gen::inRange(0, 1440)}};
    t.last_outcome = *maybe(rc::gen::map(rc::gen::inRange(0, 17), [](int n) { return static_cast<Outcome>(n); }));
    t.level3_recalls = *rc::gen::inRange(0, 1000);
    t.calm_in_a_row = *rc::gen::inRange(0, 1000);
    t.joined_on = day();
    return r;
}

inline AdvisorRecord any_advisor(const std::string& id) {
    AdvisorRecord r;
    r.facts.id.text = id;
    r.label = *any_words();
    r.facts.area = *any_words();
    r.facts.languages = *rc::gen::elementOf(std::vector<std::vector<std::string>>{{}, {"fr"}, {"fr", "ar", "tr"}});
    if (*rc::gen::arbitrary<bool>()) r.facts.minutes = Minutes{*rc::gen::inRange(0, 1441)};
    r.facts.max_calls = *maybe(rc::gen::inRange(0, 1000));
    r.facts.works_on.clear();
    for (int day = 1; day <= 7; ++day)
        if (*rc::gen::arbitrary<bool>()) r.facts.works_on.push_back(day);
    const int absences = *rc::gen::inRange(0, 4);
    for (int i = 0; i < absences; ++i) {
        const Day first = *any_day();
        r.facts.absent_on.push_back({first, first + *rc::gen::inRange(0, 30)});
    }
    return r;
}

}  // namespace bienveille
