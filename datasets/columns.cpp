#include "datasets/columns.h"

#include <algorithm>
#include <utility>

#include "datasets/cells.h"
#include "datasets/recorded_attempts.h"
#include "datasets/text.h"
#include "datasets/truth.h"
#include "engine/names.h"

namespace bienveille {
namespace {

using Wrong = std::optional<std::string>;

// ------------------------------------------------------------------------------------- words for choices

template <class E>
using Words = std::span<const std::pair<std::string_view, E>>;  // folded, beside the contract's own

constexpr std::pair<std::string_view, Support> kSupportWords[] = {
    {"aucun", Support::none},       {"aucune", Support::none},     {"faible", Support::weak},
    {"moyen", Support::moderate},   {"modere", Support::moderate}, {"moyenne", Support::moderate},
    {"moderee", Support::moderate}, {"fort", Support::strong},     {"forte", Support::strong}};

constexpr std::pair<std::string_view, Status> kStatusWords[] = {{"actif", Status::active},
                                                                {"active", Status::active},
                                                                {"opposition", Status::opted_out},
                                                                {"oppose", Status::opted_out},
                                                                {"opposee", Status::opted_out},
                                                                {"decede", Status::deceased},
                                                                {"decedee", Status::deceased},
                                                                {"parti", Status::moved},
                                                                {"partie", Status::moved},
                                                                {"hospitalise", Status::hospitalised},
                                                                {"hospitalisee", Status::hospitalised},
                                                                {"absente", Status::absent}};

constexpr std::pair<std::string_view, HalfDay> kHalfDayWords[] = {{"matin", HalfDay::morning},
                                                                  {"apresmidi", HalfDay::afternoon}};

constexpr std::pair<std::string_view, Outcome> kOutcomeWords[] = {
    {"joint", Outcome::reached},
    {"jointe", Outcome::reached},
    {"echangeecourte", Outcome::reached_brief},
    {"unprochearepondu", Outcome::reached_third_party},
    {"prefererappelerparlestandard", Outcome::prefers_switchboard},
    {"echangedifficile", Outcome::language_or_hearing},
    {"nerepondpas", Outcome::no_answer},
    {"occupe", Outcome::busy},
    {"repondeur", Outcome::voicemail},
    {"fauxnumero", Outcome::wrong_number},
    {"nonattribue", Outcome::unassigned_number},
    {"pasaujourdhui", Outcome::refused_today},
    {"nesouhaiteplusetreappele", Outcome::opt_out},
    {"nesouhaiteplusetreappelee", Outcome::opt_out},
    {"hospitalise", Outcome::hospitalised},
    {"hospitalisee", Outcome::hospitalised},
    {"absentjusquau", Outcome::absent_until},
    {"absentejusquau", Outcome::absent_until},
    {"parti", Outcome::moved},
    {"partie", Outcome::moved},
    {"decede", Outcome::deceased},
    {"decedee", Outcome::deceased},
    {"nontraite", Outcome::not_attempted}};

constexpr std::pair<std::string_view, Sex> kSexWords[] = {
    {"f", Sex::female}, {"femme", Sex::female}, {"feminin", Sex::female}, {"mme", Sex::female},
    {"h", Sex::male},   {"m", Sex::male},       {"homme", Sex::male},     {"masculin", Sex::male}};

// Languages that registers name in French; anything else comes as its code.
constexpr std::pair<std::string_view, std::string_view> kLanguageWords[] = {
    {"francais", "fr"},  {"anglais", "en"}, {"allemand", "de"}, {"arabe", "ar"},   {"turc", "tr"},
    {"portugais", "pt"}, {"italien", "it"}, {"espagnol", "es"}, {"polonais", "pl"}};

template <class E>
Words<E> french_words();
template <>
Words<Support> french_words() {
    return kSupportWords;
}
template <>
Words<Status> french_words() {
    return kStatusWords;
}
template <>
Words<HalfDay> french_words() {
    return kHalfDayWords;
}
template <>
Words<Outcome> french_words() {
    return kOutcomeWords;
}

template <class E>
std::optional<E> read_choice(std::string_view cell) {
    if (const auto exact = from_name<E>(cell)) return exact;
    const std::string word = folded(cell);
    for (const auto& [value, text] : names<E>())
        if (folded(text) == word) return value;
    for (const auto& [text, value] : french_words<E>())
        if (text == word) return value;
    return std::nullopt;
}

bool is_language(std::string_view code) {
    // Letters, then parts of letters and digits behind hyphens: fr, ar, zh-hant.
    std::size_t part = 0;
    bool first = true;
    for (const char c : code) {
        if (c == '-') {
            if (part < (first ? 2u : 1u)) return false;
            part = 0;
            first = false;
            continue;
        }
        if (!(c >= 'a' && c <= 'z') && (first || !(c >= '0' && c <= '9'))) return false;
        if (++part > 8) return false;
    }
    return part >= (first ? 2u : 1u) && code.size() <= 35;
}

std::optional<std::string> read_language(std::string_view cell) {
    if (cell == "fr") return std::string(cell);
    const std::string word = folded(cell);
    for (const auto& [text, code] : kLanguageWords)
        if (text == word) return std::string(code);
    std::string code(cell);
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (!is_language(code)) return std::nullopt;
    return code;
}

// ---------------------------------------------------------------------------------- cells of one kind each

// A member of the record itself, or of its facts.
template <class Record, class Owner, class T>
auto& member(Record& record, T Owner::*field) {
    if constexpr (std::is_same_v<std::remove_const_t<Record>, Owner>) {
        return record.*field;
    } else {
        return record.facts.*field;
    }
}

template <class Record, auto Field, int Least, int Most>
Column<Record> number(std::string_view name, std::string_view french) {
    return {name,
            french,
            CellKind::integer,
            false,
            [](const Record& record) -> std::string {
                const auto& value = member(record, Field);
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, int>) {
                    return std::to_string(value);
                } else {
                    return value ? std::to_string(*value) : std::string{};
                }
            },
            [](Record& record, std::string_view cell, const std::string&) -> Wrong {
                cell = trimmed(cell);
                auto& value = member(record, Field);
                if (cell.empty()) {
                    value = {};
                    return std::nullopt;
                }
                const auto read = read_integer(cell);
                if (!read || *read < Least || *read > Most)
                    return "must be a whole number from " + std::to_string(Least) + " to " + std::to_string(Most);
                value = static_cast<int>(*read);
                return std::nullopt;
            }};
}

template <class Record, auto Field>
Column<Record> flag(std::string_view name, std::string_view french) {
    return {name,
            french,
            CellKind::boolean,
            false,
            [](const Record& record) -> std::string {
                const std::optional<bool> value = member(record, Field);
                return !value ? "" : *value ? "yes" : "no";
            },
            [](Record& record, std::string_view cell, const std::string&) -> Wrong {
                cell = trimmed(cell);
                auto& value = member(record, Field);
                if (cell.empty()) {
                    value = {};
                    return std::nullopt;
                }
                const auto read = read_boolean(cell);
                if (!read) return "must be yes or no (oui or non)";
                value = *read;
                return std::nullopt;
            }};
}

template <class Record, auto Field>
Column<Record> day(std::string_view name, std::string_view french) {
    return {name,
            french,
            CellKind::day,
            false,
            [](const Record& record) -> std::string {
                const auto& value = member(record, Field);
                return value ? value->iso() : std::string{};
            },
            [](Record& record, std::string_view cell, const std::string&) -> Wrong {
                cell = trimmed(cell);
                auto& value = member(record, Field);
                value = cell.empty() ? std::nullopt : read_day(cell);
                if (!cell.empty() && !value) return "must be a day of the calendar such as 03/04/2020 or 2020-04-03";
                return std::nullopt;
            }};
}

template <class Record, auto Field, class E>
Column<Record> choice(std::string_view name, std::string_view french) {
    return {name,
            french,
            CellKind::choice,
            false,
            [](const Record& record) -> std::string {
                const std::optional<E> value = member(record, Field);
                return value ? std::string(bienveille::name(*value)) : std::string{};
            },
            [](Record& record, std::string_view cell, const std::string&) -> Wrong {
                cell = trimmed(cell);
                auto& value = member(record, Field);
                if (cell.empty()) {
                    value = {};
                    return std::nullopt;
                }
                const auto read = read_choice<E>(cell);
                if (!read) return "must be " + choices<E>();
                value = *read;
                return std::nullopt;
            }};
}

// Words on one line: runs of spaces and line breaks become one space. Control characters are refused.
Wrong read_words(std::string& value, std::string_view cell, std::size_t most_bytes) {
    value.clear();
    if (!is_utf8(cell)) return "must be text in UTF-8";
    for (const char c : trimmed(cell)) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            if (value.back() != ' ') value += ' ';
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            value.clear();
            return "must be text without control characters";
        } else {
            value += c;
        }
    }
    if (value.size() <= most_bytes) return std::nullopt;
    value.clear();
    return "must be at most " + std::to_string(most_bytes) + " bytes long";
}

template <class Record, auto Field, std::size_t MostBytes>
Column<Record> words(std::string_view name, std::string_view french) {
    return {name,
            french,
            CellKind::text,
            false,
            [](const Record& record) -> std::string { return member(record, Field); },
            [](Record& record, std::string_view cell, const std::string&) -> Wrong {
                return read_words(member(record, Field), cell, MostBytes);
            }};
}

constexpr const char* kRightId = "must be 1 to 64 characters of A-Z a-z 0-9 . _ -";

template <class Record, auto Field>
Column<Record> id(std::string_view name, std::string_view french, bool required) {
    const auto get = [](const Record& record) -> std::string { return member(record, Field).text; };
    if (!required) {
        return {name,
                french,
                CellKind::text,
                false,
                get,
                [](Record& record, std::string_view cell, const std::string&) -> Wrong {
                    cell = trimmed(cell);
                    if (!cell.empty() && !is_valid_id(cell)) return kRightId;
                    member(record, Field).text = cell;
                    return std::nullopt;
                }};
    }
    return {name,
            french,
            CellKind::text,
            true,
            get,
            [](Record& record, std::string_view cell, const std::string&) -> Wrong {
                cell = trimmed(cell);
                if (!is_valid_id(cell)) return kRightId;
                member(record, Field).text = cell;
                return std::nullopt;
            }};
}

// ------------------------------------------------------------------------------ cells that exist only once

std::string get_phone(const TenantRecord& record) { return record.phone; }

Wrong set_phone(TenantRecord& record, std::string_view cell, const std::string&) {
    cell = trimmed(cell);
    const auto read = cell.empty() ? std::string{} : read_phone(cell);
    record.phone = read.value_or("");
    record.facts.has_phone = !record.phone.empty();
    if (!read) return "must be one phone number such as 03 53 01 02 03 or +33353010203";
    return std::nullopt;
}

std::string get_insee(const TenantRecord& record) { return record.insee_code; }

Wrong set_insee(TenantRecord& record, std::string_view cell, const std::string&) {
    std::string code(trimmed(cell));
    if (code.size() == 4) code.insert(0, "0");  // spreadsheets drop the zero of departments 01 to 09
    const auto digit = [&](std::size_t i) { return code[i] >= '0' && code[i] <= '9'; };
    const bool right = code.empty() || (code.size() == 5 && digit(0) && digit(2) && digit(3) && digit(4) &&
                                        (digit(1) || (code[0] == '2' && (code[1] == 'A' || code[1] == 'B'))));
    record.insee_code = right ? code : std::string{};
    if (!right) return "must be the 5 characters of an INSEE code such as 52448";
    return std::nullopt;
}

std::string get_sex(const TenantRecord& record) {
    return !record.sex ? "" : *record.sex == Sex::female ? "female" : "male";
}

Wrong set_sex(TenantRecord& record, std::string_view cell, const std::string&) {
    record.sex.reset();
    cell = trimmed(cell);
    if (cell.empty()) return std::nullopt;
    const std::string word = folded(cell);
    if (word == "female") record.sex = Sex::female;
    if (word == "male") record.sex = Sex::male;
    for (const auto& [text, sex] : kSexWords)
        if (text == word) record.sex = sex;
    if (!record.sex) return "must be female or male (F or H)";
    return std::nullopt;
}

std::string get_slot(const TenantRecord& record) {
    const CallbackSlot& slot = record.facts.callback_slot;
    if (slot.time) return slot.time->hhmm();
    return slot.half_day ? std::string(name(*slot.half_day)) : std::string{};
}

Wrong set_slot(TenantRecord& record, std::string_view cell, const std::string&) {
    cell = trimmed(cell);
    record.facts.callback_slot = {};
    if (cell.empty()) return std::nullopt;
    if (const auto half_day = read_choice<HalfDay>(cell)) {
        record.facts.callback_slot.half_day = half_day;
    } else if (const auto time = read_time(cell)) {
        record.facts.callback_slot.time = time;
    } else {
        return "must be morning, afternoon or a time such as 10:30";
    }
    return std::nullopt;
}

std::string get_language(const TenantRecord& record) { return record.facts.language; }

Wrong set_language(TenantRecord& record, std::string_view cell, const std::string&) {
    cell = trimmed(cell);
    const auto read = cell.empty() ? std::string{} : read_language(cell);
    record.facts.language = read.value_or("");
    if (!read) return "must be a language code such as fr, ar or tr";
    return std::nullopt;
}

std::string get_last_attempt(const TenantRecord& record) {
    return record.facts.last_attempt_at ? write_moment(*record.facts.last_attempt_at) : std::string{};
}

Wrong set_last_attempt(TenantRecord& record, std::string_view cell, const std::string& time_zone) {
    cell = trimmed(cell);
    record.facts.last_attempt_at = cell.empty() ? std::nullopt : read_moment(cell, time_zone);
    if (!cell.empty() && !record.facts.last_attempt_at)
        return "must be a day and time such as 03/04/2020 14:05 or 2020-04-03T14:05";
    return std::nullopt;
}

std::string get_languages(const AdvisorRecord& record) {
    std::string text;
    for (const std::string& language : record.facts.languages) text += (text.empty() ? "" : " ") + language;
    return text;
}

Wrong set_languages(AdvisorRecord& record, std::string_view cell, const std::string&) {
    auto& languages = record.facts.languages;
    languages.clear();
    while (!(cell = trimmed(cell)).empty()) {
        const std::size_t end = std::min(cell.size(), cell.find_first_of(" ,;\t\r\n"));
        if (end == 0) return "must be language codes separated by spaces, such as fr ar";
        const auto read = read_language(cell.substr(0, end));
        if (!read) {
            languages.clear();
            return "must be language codes separated by spaces, such as fr ar";
        }
        if (std::find(languages.begin(), languages.end(), *read) == languages.end()) languages.push_back(*read);
        cell.remove_prefix(end);
        if (!cell.empty() && (cell.front() == ',' || cell.front() == ';')) cell.remove_prefix(1);
    }
    return std::nullopt;
}

constexpr int kMostMinutes = 24 * 60;

Wrong read_minutes(std::optional<Minutes>& minutes, std::string_view cell) {
    minutes.reset();
    if (cell.empty()) return std::nullopt;
    const auto read = read_integer(cell);
    if (!read || *read < 0 || *read > kMostMinutes)
        return "must be whole minutes from 0 to " + std::to_string(kMostMinutes);
    minutes = Minutes{*read};
    return std::nullopt;
}

std::string get_minutes(const AdvisorRecord& record) {
    return record.facts.minutes ? std::to_string(record.facts.minutes->count) : std::string{};
}

Wrong set_minutes(AdvisorRecord& record, std::string_view cell, const std::string&) {
    return read_minutes(record.facts.minutes, trimmed(cell));
}

std::string get_works_on(const AdvisorRecord& record) { return write_weekdays(record.facts.works_on); }

Wrong set_works_on(AdvisorRecord& record, std::string_view cell, const std::string&) {
    cell = trimmed(cell);
    record.facts.works_on = Advisor{}.works_on;
    if (cell.empty()) return std::nullopt;
    const auto read = read_weekdays(cell);
    if (!read) return "must be days of the week such as 1-5 or 1,2,4 (1 Monday to 7 Sunday), or none";
    record.facts.works_on = *read;
    return std::nullopt;
}

std::string get_absent_on(const AdvisorRecord& record) { return write_day_list(record.facts.absent_on); }

Wrong set_absent_on(AdvisorRecord& record, std::string_view cell, const std::string&) {
    const auto read = read_day_list(cell);
    record.facts.absent_on = read.value_or(std::vector<DayRange>{});
    if (!read) return "must be days or D1..D2 separated by spaces, such as 2020-04-06..2020-04-08 2020-04-14";
    return std::nullopt;
}

std::string get_available_day(const Availability& row) { return row.day.iso(); }

Wrong set_available_day(Availability& row, std::string_view cell, const std::string&) {
    const auto read = read_day(trimmed(cell));
    if (!read) return "must be a day of the calendar such as 03/04/2020 or 2020-04-03";
    row.day = *read;
    return std::nullopt;
}

std::string get_available_minutes(const Availability& row) { return std::to_string(row.minutes.count); }

Wrong set_available_minutes(Availability& row, std::string_view cell, const std::string&) {
    std::optional<Minutes> minutes;
    if (const auto wrong = read_minutes(minutes, trimmed(cell))) return wrong;
    if (!minutes) return "must be whole minutes from 0 to " + std::to_string(kMostMinutes);
    row.minutes = *minutes;
    return std::nullopt;
}

template <std::optional<TimeOfDay> Availability::*Time>
Column<Availability> time(const char* name, const char* french) {
    return {name,
            french,
            CellKind::text,
            false,
            [](const Availability& row) { return row.*Time ? (row.*Time)->hhmm() : std::string{}; },
            [](Availability& row, std::string_view cell, const std::string&) -> Wrong {
                cell = trimmed(cell);
                row.*Time = read_time(cell);
                if (cell.empty() || row.*Time) return std::nullopt;
                return "must be a time such as 09:30";
            }};
}

}  // namespace

// ------------------------------------------------------------------------------------------- the columns

std::span<const Column<TenantRecord>> tenant_columns() {
    using R = TenantRecord;
    using T = Tenant;
    static const Column<R> kColumns[] = {
        id<R, &T::id>("id", "identifiant", true),
        words<R, &R::label, 200>("label", "libellé"),
        {"phone", "téléphone", CellKind::phone, false, get_phone, set_phone},
        words<R, &T::area, 100>("area", "secteur"),
        words<R, &R::commune, 100>("commune", "commune"),
        {"insee_code", "code INSEE", CellKind::text, false, get_insee, set_insee},
        number<R, &T::birth_year, 1900, 2199>("birth_year", "année de naissance"),
        {"sex", "sexe", CellKind::choice, false, get_sex, set_sex},
        flag<R, &T::lives_alone>("lives_alone", "vit seul"),
        choice<R, &T::support, Support>("support", "entourage"),
        flag<R, &T::has_contact_person>("has_contact_person", "personne à prévenir"),
        number<R, &T::lsns6, 0, 30>("lsns6", "LSNS-6 (Lubben)"),
        flag<R, &T::relatives_at_risk>("relatives_at_risk", "proches à risque"),
        number<R, &T::anxiety, 0, 3>("anxiety", "anxiété"),
        day<R, &T::anxiety_on>("anxiety_on", "anxiété relevée le"),
        flag<R, &T::anxiety_cleared>("anxiety_cleared", "anxiété levée"),
        day<R, &T::last_reached_on>("last_reached_on", "dernier contact le"),
        id<R, &T::last_advisor>("last_advisor", "dernier conseiller", false),
        day<R, &T::callback_requested_on>("callback_requested_on", "rappel demandé le"),
        day<R, &T::callback_due_on>("callback_due_on", "échéance du rappel"),
        {"callback_slot", "créneau du rappel", CellKind::choice, false, get_slot, set_slot},
        choice<R, &T::preferred_half_day, HalfDay>("preferred_half_day", "demi-journée préférée"),
        {"language", "langue", CellKind::text, false, get_language, set_language},
        choice<R, &T::status, Status>("status", "statut"),
        day<R, &T::absent_until>("absent_until", "absent jusqu'au"),
        flag<R, &T::emergency_open>("emergency_open", "urgence ouverte"),
        number<R, &T::attempts, 0, 999>("attempts", "tentatives"),
        {"last_attempt_at", "dernière tentative le", CellKind::moment, false, get_last_attempt, set_last_attempt},
        choice<R, &T::last_outcome, Outcome>("last_outcome", "dernier résultat"),
        number<R, &T::level3_recalls, 0, 999>("level3_recalls", "rappels de niveau 3"),
        number<R, &T::calm_in_a_row, 0, 999>("calm_in_a_row", "appels calmes de suite"),
        day<R, &T::joined_on>("joined_on", "entrée dans la vague le"),
        flag<R, &T::neighbours_help>("neighbours_help", "voisins aidants"),
    };
    return kColumns;
}

std::span<const Column<AdvisorRecord>> advisor_columns() {
    using R = AdvisorRecord;
    static const Column<R> kColumns[] = {
        id<R, &Advisor::id>("id", "identifiant", true),
        words<R, &R::label, 200>("label", "libellé"),
        words<R, &Advisor::area, 100>("area", "secteur"),
        {"languages", "langues", CellKind::text, false, get_languages, set_languages},
        {"minutes", "minutes", CellKind::integer, false, get_minutes, set_minutes},
        number<R, &Advisor::max_calls, 0, 999>("max_calls", "appels au plus"),
        {"works_on", "jours travaillés", CellKind::text, false, get_works_on, set_works_on},
        {"absent_on", "absences", CellKind::day_list, false, get_absent_on, set_absent_on},
    };
    return kColumns;
}

std::span<const Column<Availability>> availability_columns() {
    using R = Availability;
    static const Column<R> kColumns[] = {
        id<R, &R::advisor>("advisor", "conseiller", true),
        {"day", "jour", CellKind::day, true, get_available_day, set_available_day},
        {"minutes", "minutes", CellKind::integer, true, get_available_minutes, set_available_minutes},
        time<&R::from>("from", "arrivée"),
        time<&R::until>("until", "départ"),
    };
    return kColumns;
}

template <class Record>
const Column<Record>* column_for(std::string_view header) {
    const std::string word = folded(header);
    for (const Column<Record>& column : columns<Record>())
        if (folded(column.name) == word || folded(column.french) == word) return &column;
    return nullptr;
}

template const Column<TenantRecord>* column_for(std::string_view);
template const Column<AdvisorRecord>* column_for(std::string_view);
template const Column<Availability>* column_for(std::string_view);
template const Column<TruthRow>* column_for(std::string_view);
template const Column<RecordedAttempt>* column_for(std::string_view);

}  // namespace bienveille
