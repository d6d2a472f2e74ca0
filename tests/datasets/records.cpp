#include "tests/datasets/records.h"

#include "tests/support/draw.h"

namespace bienveille {
namespace {

// Any text that a words column takes: trimmed, spaces not doubled, hostile in all other ways.
std::string any_words() {
    std::string text;
    for (int i = 0, pieces = draw(0, 20); i < pieces; ++i)
        text += (i > 0 && i % 3 == 0 ? " " : "") +
                draw_of({"a", "É", "œ", ";", ",", "\"", "'", "=", "+", "-", "@", "A-017", "\\", "|", "0"});
    return text;
}

std::string any_id() {
    std::string id;
    for (int i = draw(1, 20); i > 0; --i) id += draw_of({"A", "z", "0", ".", "_", "-"});
    return id;
}

}  // namespace

TenantRecord any_tenant(const std::string& id) {
    const auto number = [](int least, int most) { return maybe([&] { return draw(least, most); }); };
    const auto flag = [] { return maybe(draw_yes); };
    const auto day = [] { return maybe(draw_day); };
    TenantRecord r;
    Tenant& t = r.facts;
    t.id.text = id;
    r.label = any_words();
    r.phone = draw_of({"", "+33353010203", "+35227000000", "+3220000000"});
    t.has_phone = !r.phone.empty();
    t.area = any_words();
    r.commune = any_words();
    r.insee_code = draw_of({"", "52448", "2A004", "01004"});
    t.birth_year = number(1900, 2199);
    r.sex = maybe([] { return draw_yes() ? Sex::female : Sex::male; });
    t.lives_alone = flag();
    t.support = maybe(draw_name<Support>);
    t.has_contact_person = flag();
    t.lsns6 = number(0, 30);
    t.relatives_at_risk = flag();
    t.neighbours_help = flag();
    t.anxiety = number(0, 3);
    t.anxiety_on = day();
    t.anxiety_cleared = draw_yes();
    t.last_reached_on = day();
    t.last_advisor.text = draw_yes() ? "" : any_id();
    t.callback_requested_on = day();
    t.callback_due_on = day();
    if (draw_yes()) {
        t.callback_slot.half_day = maybe(draw_name<HalfDay>);
    } else {
        t.callback_slot.time = TimeOfDay{draw(0, 1439)};
    }
    t.preferred_half_day = maybe(draw_name<HalfDay>);
    t.language = draw_of({"", "fr", "zh-hant"});
    t.status = draw_name<Status>();
    t.absent_until = day();
    t.emergency_open = draw_yes();
    t.attempts = draw(0, 999);
    if (draw_yes()) t.last_attempt_at = Moment{draw_day(), TimeOfDay{draw(0, 1439)}};
    t.last_outcome = maybe(draw_name<Outcome>);
    t.level3_recalls = draw(0, 999);
    t.calm_in_a_row = draw(0, 999);
    t.joined_on = day();
    return r;
}

AdvisorRecord any_advisor(const std::string& id) {
    AdvisorRecord r;
    r.facts.id.text = id;
    r.label = any_words();
    r.facts.area = any_words();
    r.facts.languages = draw_of(std::vector<std::vector<std::string>>{{}, {"fr"}, {"fr", "ar", "tr"}});
    if (draw_yes()) r.facts.minutes = Minutes{draw(0, 1440)};
    r.facts.max_calls = maybe([] { return draw(0, 999); });
    r.facts.works_on.clear();
    for (int day = 1; day <= 7; ++day)
        if (draw_yes()) r.facts.works_on.push_back(day);
    const int absences = draw(0, 3);
    for (int i = 0; i < absences; ++i) {
        const Day first = draw_day();
        r.facts.absent_on.push_back({first, first + draw(0, 29)});
    }
    return r;
}

}  // namespace bienveille
