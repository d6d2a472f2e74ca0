#include "datasets/columns.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "tests/datasets/records.h"

namespace bienveille {
namespace {

std::optional<std::string> set_tenant(TenantRecord& record, std::string_view column, std::string_view cell) {
    return column_for<TenantRecord>(column)->set(record, cell, "Europe/Paris");
}

template <class Record>
std::string names_in_order() {
    std::string text;
    for (const Column<Record>& column : columns<Record>()) text += (text.empty() ? "" : " ") + std::string(column.name);
    return text;
}

TEST(Columns, AreThoseOfTheContractInItsOrder) {
    EXPECT_EQ(names_in_order<TenantRecord>(),
              "id label phone area commune insee_code birth_year sex lives_alone support has_contact_person lsns6 "
              "relatives_at_risk anxiety anxiety_on anxiety_cleared last_reached_on last_advisor callback_requested_on "
              "callback_due_on callback_slot preferred_half_day language status absent_until emergency_open attempts "
              "last_attempt_at last_outcome level3_recalls calm_in_a_row joined_on neighbours_help");
    EXPECT_EQ(names_in_order<AdvisorRecord>(), "id label area languages minutes max_calls works_on absent_on");
    EXPECT_EQ(names_in_order<Availability>(), "advisor day minutes from until");
}

TEST(Headers, AreFoundWhateverCaseAccentsAndSeparators) {
    const auto name = [](std::string_view header) {
        const auto* column = column_for<TenantRecord>(header);
        return column ? column->name : std::string_view{};
    };
    for (const char* header :
         {"birth_year", "Birth Year", "BIRTH-YEAR", "Année de naissance", "annee_de_naissance", "ANNÉE DE NAISSANCE"})
        EXPECT_EQ(name(header), "birth_year") << header;
    EXPECT_EQ(name("Absent jusqu\xE2\x80\x99"
                   "au"),
              "absent_until")
        << "curly apostrophe";
    EXPECT_EQ(name("\xEF\xBB\xBF"
                   "Identifiant"),
              "id")
        << "a BOM left over";
    EXPECT_EQ(name("loyer"), "");
    EXPECT_EQ(name(""), "");
}

TEST(Headers, MeanOneColumnEach) {
    std::set<const void*> met;
    for (const auto& column : tenant_columns()) {
        EXPECT_EQ(column_for<TenantRecord>(column.name), &column) << column.name;
        EXPECT_EQ(column_for<TenantRecord>(column.french), &column) << column.french;
        met.insert(&column);
    }
    EXPECT_EQ(met.size(), 33u);
}

RC_GTEST_PROP(EveryTenantColumn, GivesBackWhatItWrote, ()) {
    const TenantRecord record = any_tenant("LOC-0001");
    TenantRecord copy = any_tenant("LOC-0002");  // whatever was there before
    for (const auto& column : tenant_columns())
        RC_ASSERT(column.set(copy, column.get(record), "Europe/Paris") == std::nullopt);
    RC_ASSERT(texts_of(copy) == texts_of(record));
    RC_ASSERT(copy.facts.has_phone == record.facts.has_phone);
}

RC_GTEST_PROP(EveryAdvisorColumn, GivesBackWhatItWrote, ()) {
    const AdvisorRecord record = any_advisor("CONS-1");
    AdvisorRecord copy = any_advisor("CONS-2");
    for (const auto& column : advisor_columns())
        RC_ASSERT(column.set(copy, column.get(record), "Europe/Paris") == std::nullopt);
    RC_ASSERT(texts_of(copy) == texts_of(record));
}

RC_GTEST_PROP(AnyBytesInAnyCell, AreTakenOrRefusedWithoutACrash, (const std::string& bytes)) {
    TenantRecord tenant;
    AdvisorRecord advisor;
    Availability availability;
    for (const auto& column : tenant_columns()) {
        if (column.set(tenant, bytes, "Europe/Paris")) continue;
        const std::string canonical = column.get(tenant);
        RC_ASSERT(column.set(tenant, canonical, "Europe/Paris") == std::nullopt);
        RC_ASSERT(column.get(tenant) == canonical);
    }
    for (const auto& column : advisor_columns()) column.set(advisor, bytes, "Europe/Paris");
    for (const auto& column : availability_columns()) column.set(availability, bytes, "Europe/Paris");
}

TEST(AnEmptyCell, IsUnknownAndNeverZero) {
    TenantRecord record;
    for (const auto& column : tenant_columns()) {
        if (column.required) continue;
        EXPECT_EQ(column.set(record, " ", "Europe/Paris"), std::nullopt) << column.name;
    }
    EXPECT_EQ(record.facts.lsns6, std::nullopt);
    EXPECT_EQ(record.facts.anxiety, std::nullopt);
    EXPECT_EQ(record.facts.lives_alone, std::nullopt);
    EXPECT_EQ(record.facts.support, std::nullopt);
    EXPECT_EQ(record.facts.status, Status::active);
}

TEST(AvailabilityHours, AreTimesOrEmpty) {
    Availability row{{"CONS-1"}, *day_from_iso("2020-04-03"), Minutes{120}};
    const auto* from = column_for<Availability>("arrivée");
    const auto* until = column_for<Availability>("until");
    ASSERT_TRUE(from && until);
    EXPECT_EQ(from->set(row, "9h30", ""), std::nullopt);
    EXPECT_EQ(from->get(row), "09:30");
    EXPECT_EQ(until->set(row, "12:00", ""), std::nullopt);
    EXPECT_EQ(until->set(row, " ", ""), std::nullopt);  // leaves as everybody does
    EXPECT_FALSE(row.until);
    EXPECT_EQ(until->get(row), "");
    EXPECT_EQ(until->set(row, "midi", ""), "must be a time such as 09:30");
}

TEST(AWrongCell, SaysWhatWouldBeRight) {
    TenantRecord record;
    EXPECT_EQ(set_tenant(record, "anxiety", "4"), "must be a whole number from 0 to 3");
    EXPECT_EQ(set_tenant(record, "lsns6", "31"), "must be a whole number from 0 to 30");
    EXPECT_EQ(set_tenant(record, "support", "énorme"), "must be none, weak, moderate or strong");
    EXPECT_EQ(set_tenant(record, "lives_alone", "parfois"), "must be yes or no (oui or non)");
    EXPECT_EQ(set_tenant(record, "callback_due_on", "31/02/2020"),
              "must be a day of the calendar such as 03/04/2020 or 2020-04-03");
    EXPECT_EQ(set_tenant(record, "id", ""), "must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
    EXPECT_EQ(set_tenant(record, "id", "LOC 1"), "must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
    EXPECT_EQ(set_tenant(record, "phone", "liste rouge"),
              "must be one phone number such as 03 53 01 02 03 or +33353010203");
    EXPECT_EQ(set_tenant(record, "insee_code", "Chaumont"), "must be the 5 characters of an INSEE code such as 52448");
    EXPECT_EQ(set_tenant(record, "callback_slot", "soir"), "must be morning, afternoon or a time such as 10:30");
    EXPECT_EQ(set_tenant(record, "sex", "?"), "must be female or male (F or H)");
    EXPECT_EQ(set_tenant(record, "language", "le français"), "must be a language code such as fr, ar or tr");
    EXPECT_EQ(set_tenant(record, "label", std::string("a\x01", 2)), "must be text without control characters");
    EXPECT_EQ(set_tenant(record, "label", std::string(201, 'a')), "must be at most 200 bytes long");
    EXPECT_EQ(record.label, "");
}

TEST(FrenchWords, AreUnderstoodInChoices) {
    TenantRecord record;
    const auto becomes = [&](const char* column, const char* cell) {
        EXPECT_EQ(set_tenant(record, column, cell), std::nullopt) << column << " " << cell;
        return column_for<TenantRecord>(column)->get(record);
    };
    EXPECT_EQ(becomes("support", "Modéré"), "moderate");
    EXPECT_EQ(becomes("support", "aucun"), "none");
    EXPECT_EQ(becomes("preferred_half_day", "Après-midi"), "afternoon");
    EXPECT_EQ(becomes("callback_slot", "matin"), "morning");
    EXPECT_EQ(becomes("callback_slot", "10h30"), "10:30");
    EXPECT_EQ(becomes("status", "Hospitalisée"), "hospitalised");
    EXPECT_EQ(becomes("last_outcome", "Échange écourté"), "reached_brief");
    EXPECT_EQ(becomes("last_outcome", "Pas aujourd'hui"), "refused_today");
    EXPECT_EQ(becomes("sex", "Femme"), "female");
    EXPECT_EQ(becomes("language", "Arabe"), "ar");
    EXPECT_EQ(becomes("insee_code", "1004"), "01004") << "a spreadsheet dropped the zero";
    EXPECT_EQ(becomes("label", "Locataire\n A-017 "), "Locataire A-017") << "one line";
}

}  // namespace
}  // namespace bienveille
