#include "api/score_cards.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "api/call_reasons.h"
#include "api/display.h"
#include "datasets/cells.h"
#include "datasets/csv_write.h"
#include "engine/calendar.h"
#include "engine/digest.h"
#include "engine/exclusion.h"
#include "engine/names.h"
#include "engine/score.h"

namespace bienveille {
namespace {

// A card with what breaks ties, in the order in which it does.
struct Entry {
    RankedCard ranked;
    std::tuple<std::int64_t, Day, std::int64_t, Day, int, std::uint64_t> key;
};

Entry entry_of(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working, Day day) {
    constexpr Day kNever{std::numeric_limits<std::int32_t>::min()};
    constexpr Day kNoDeadline{std::numeric_limits<std::int32_t>::max()};
    constexpr int kUnknownYear = std::numeric_limits<int>::max();
    Entry entry{{tenant.id, score(tenant, rules, working, day), callback_deadline(tenant, rules, working)}, {}};
    entry.key = {-entry.ranked.card.points.count,
                 entry.ranked.due_on.value_or(kNoDeadline),
                 -isolation_value(tenant, rules.factors.isolation).count,
                 tenant.last_reached_on.value_or(kNever),
                 tenant.birth_year.value_or(kUnknownYear),
                 tie_hash(tenant.id, day)};
    return entry;
}

std::string all_reasons(const ScoreCard& card, Language language) {
    std::string text;
    for (const FactorLine& line : telling_lines(card))
        text += (text.empty() ? "" : " · ") + reason_text(line, language);
    return text;
}

}  // namespace

ScoreCards score_cards(const DayInput& input, const RuleSet& rules) {
    const WorkingDays working(input.calendar.value_or(rules.calendar), input.day);
    ScoreCards result{input.day, digest(input, rules), rules.name, rules.version, {}, {}};
    std::vector<Entry> entries;
    entries.reserve(input.tenants.size());
    for (const Tenant& tenant : input.tenants) {
        if (const auto reason = exclusion(tenant, input.day))
            result.excluded.push_back({tenant.id, *reason, tenant.absent_until});
        else
            entries.push_back(entry_of(tenant, rules, working, input.day));
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.key != b.key ? a.key < b.key : a.ranked.tenant < b.ranked.tenant;
    });
    std::sort(result.excluded.begin(), result.excluded.end(),
              [](const Excluded& a, const Excluded& b) { return a.tenant < b.tenant; });
    result.cards.reserve(entries.size());
    for (Entry& entry : entries) result.cards.push_back(std::move(entry.ranked));
    return result;
}

std::string score_table(const ScoreCards& cards, const People& people, const TableStyle& style) {
    const Language language = style.language;
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    constexpr std::size_t kPoints = 7;
    constexpr std::size_t kMostWidth = 16;
    std::size_t id_width = display_width(say("tenant", "locataire"));
    std::size_t label_width = 0;
    for (const RankedCard& ranked : cards.cards) {
        id_width = std::max(id_width, ranked.tenant.text.size());
        label_width = std::max(label_width, display_width(people.label(ranked.tenant)));
    }
    id_width = std::min(id_width, kMostWidth);
    label_width = std::min(label_width, kMostWidth);

    std::string out = say("Priorities on ", "Priorités au ") + long_day_text(cards.day, language) + " · " +
                      std::to_string(cards.cards.size()) + say(" tenants · ", " locataires · ") +
                      std::to_string(cards.excluded.size()) + say(" not to be called", " à ne pas appeler") + "\n\n";
    std::string heads = right(say("rank", "rang"), 7) + " " +
                        left(say("tenant", "locataire"), id_width + (label_width > 0 ? 1 + label_width : 0)) +
                        right("points", kPoints) + "  " + left(say("priority", "priorité"), 8) + "  ";
    for (const auto& [english, french] :
         {std::pair{"isol.", "isol."}, {"anx.", "anx."}, {"callb.", "rappel"}, {"age", "âge"}, {"wait", "att."}})
        heads += right(say(english, french), kPoints);
    out += heads + "  " + say("why", "pourquoi") + "\n";
    for (std::size_t i = 0; i < cards.cards.size(); ++i) {
        const auto& [tenant, card, due_on] = cards.cards[i];
        std::string line = right(std::to_string(i + 1), 7) + " " + left(tenant.text, id_width);
        if (label_width > 0) line += " " + left(printable(people.label(tenant)), label_width);
        line +=
            right(points_text(card.points, language), kPoints) + "  " + left(band_text(card.band, language), 8) + "  ";
        for (const FactorLine& each : card.lines) line += right(points_text(each.points, language), kPoints);
        const std::size_t used = display_width(line) + 2;
        out += line + "  " + reasons_within(card, language, style.width > used ? style.width - used : 0) + "\n";
    }
    return out + "\n" + say("Rules: ", "Règles : ") + printable(cards.rules_name) + " " +
           printable(cards.rules_version) + say(" · digest ", " · empreinte ") + cards.digest + "\n";
}

std::string score_csv(const ScoreCards& cards, const People& people, Language language) {
    constexpr char kSeparator = ';';
    std::string out = "\xEF\xBB\xBF";
    const auto row = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) out += kSeparator;
            append_cell(out, cells[i], kSeparator);
        }
        out += "\r\n";
    };
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    std::vector<std::string> heads{
        say("rank", "rang"),         say("tenant", "locataire"), say("label", "libellé"), "commune", "points",
        say("priority", "priorité"), say("due on", "échéance"),  say("why", "pourquoi")};
    for (const auto& [factor, _] : names<Factor>())
        heads.push_back(say("points ", "points ") + std::string(factor_text(factor, language)));
    row(heads);
    std::size_t rank = 0;
    for (const RankedCard& ranked : cards.cards) {
        std::vector<std::string> cells{std::to_string(++rank),
                                       ranked.tenant.text,
                                       std::string(people.label(ranked.tenant)),
                                       std::string(people.commune(ranked.tenant)),
                                       points_text(ranked.card.points, Language::french),
                                       std::string(band_text(ranked.card.band, language)),
                                       ranked.due_on ? french_day(*ranked.due_on) : std::string{},
                                       all_reasons(ranked.card, language)};
        for (const FactorLine& line : ranked.card.lines) cells.push_back(points_text(line.points, Language::french));
        row(cells);
    }
    return out;
}

}  // namespace bienveille
