#include "api/sql_waves_store.h"

#include "api/sql_register_store.h"
#include "api/sql_rows_store.h"
#include "api/sql_tables_store.h"

namespace bienveille {
namespace {

Day day_in(const std::string& text) {
    const auto day = day_from_iso(text);
    if (!day) throw StoreError("the database holds a wrong day");
    return *day;
}

bool is_there(soci::session& sql, const std::string& first_day) {
    int there = 0;
    sql << "select count(*) from waves where first_day = :d", soci::use(first_day), soci::into(there);
    return there > 0;
}

}  // namespace

std::vector<KeptWave> read_waves(soci::session& sql) {
    KeptWave each;
    std::string first, last;
    Rows rows(sql, "select first_day, last_day, name, begun_at, actor from waves order by first_day");
    rows.into(first).into(last).into(each.name).into(each.begun_at).into(each.by);
    std::vector<KeptWave> found;
    while (rows.next()) {
        each.first = day_in(first);
        each.last = day_in(last);
        found.push_back(each);
    }
    return found;
}

bool insert_wave(soci::session& sql, const KeptWave& wave, const ChangeBy& by) {
    const std::string first = wave.first.iso(), last = wave.last.iso();
    if (is_there(sql, first)) return false;
    sql << "insert into waves (first_day, last_day, name, begun_at, actor) values (:f, :l, :n, :t, :b)",
        soci::use(first), soci::use(last), soci::use(wave.name), soci::use(wave.begun_at), soci::use(wave.by);
    log_change(sql, by, "wave.begin", first, "to " + last);
    return true;
}

std::vector<WaveWords> read_wave_words(soci::session& sql, Day wave) {
    WaveWords each;
    each.wave = wave;
    const std::string day = wave.iso();
    std::string voice;
    Rows rows(sql, "select id, voice, said, warnings, at, actor from wave_words where wave = :w order by id");
    rows.into(each.id).into(voice).into(each.text).into(each.warnings).into(each.at).into(each.by).use(day);
    std::vector<WaveWords> found;
    while (rows.next()) {
        each.of_tenant = voice == "tenant";
        found.push_back(each);
    }
    return found;
}

bool insert_wave_words(soci::session& sql, const WaveWords& words, const ChangeBy& by) {
    const std::string wave = words.wave.iso(), voice = words.of_tenant ? "tenant" : "team";
    if (!is_there(sql, wave)) return false;
    sql << "insert into wave_words (id, wave, voice, said, warnings, at, actor) values (:i, :w, :v, :s, :l, :t, :b)",
        soci::use(words.id), soci::use(wave), soci::use(voice), soci::use(words.text), soci::use(words.warnings),
        soci::use(words.at), soci::use(words.by);
    log_change(sql, by, "wave.words", wave, voice);
    return true;
}

WaveRows read_wave_rows(soci::session& sql, const DayRange& days) {
    WaveRows all;
    for (auto& each : all_records<TenantRecord>(sql, "tenants", "", kAll))
        all.tenants.push_back(std::move(each.record));
    const std::string first = days.first.iso(), last = days.last.iso();
    all.attempts = read_attempts(sql, "day >= :a and :all = 'all'", first, "all");
    std::vector<Day> planned;
    {
        std::string day;
        Rows rows(sql, "select day from plans where newest = 1 and day >= :a and day <= :b order by day");
        rows.into(day).use(first).use(last);
        while (rows.next()) planned.push_back(day_in(day));
    }
    for (const Day day : planned)
        if (auto plan = newest_plan(sql, day)) all.plans.push_back(std::move(*plan));
    long long overrides = 0;
    sql << "select count(*) from overrides where day >= :a and day <= :b", soci::use(first), soci::use(last),
        soci::into(overrides);
    all.overrides = overrides;
    return all;
}

}  // namespace bienveille
