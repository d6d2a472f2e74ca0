#include "api/outcomes.h"

#include <algorithm>
#include <array>

#include "engine/names.h"

namespace bienveille {
namespace {

constexpr std::array<std::string_view, 8> kNeeds{
    "courses",           "medicaments",          "repas", "demarches", "logement", "lien_social",
    "inquietude_proche", "soutien_psychologique"};
constexpr std::size_t kMostNoteCharacters = 300;
constexpr std::size_t kMostWords = 120;  // of a reason, of where somebody is referred to
constexpr std::array<int, 3> kRhythms{7, 14, 30};
constexpr int kMostMinutes = 24 * 60;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
}

bool is_callback(const FollowUp& each) {
    return each.kind == FollowUp::Kind::callback_by || each.kind == FollowUp::Kind::callback_every;
}

bool closes_the_contact(Outcome outcome) {
    return outcome == Outcome::opt_out || outcome == Outcome::moved || outcome == Outcome::deceased;
}

// A call that is finished for today by having spoken: what is owed next must then be said.
bool needs_a_choice(Outcome outcome) {
    return outcome == Outcome::reached || outcome == Outcome::reached_brief || outcome == Outcome::refused_today;
}

class Check {
public:
    Check(const AttemptReport& report, Day day) : report_(report), day_(day) {}

    Problems all() {
        facts();
        words();
        follow_ups();
        return std::move(problems_);
    }

private:
    void wrong(std::string path, std::string message) { problems_.push_back({std::move(path), std::move(message)}); }

    void facts() {
        if (report_.minutes.count < 0 || report_.minutes.count > kMostMinutes)
            wrong("minutes", "is " + std::to_string(report_.minutes.count) + "; must be 0 to 1440");
        if (report_.anxiety && (*report_.anxiety < 0 || *report_.anxiety > 3))
            wrong("anxiety",
                  "is " + std::to_string(*report_.anxiety) + "; must be 0 to 3, or absent when not assessed");
        if (report_.anxiety && !counts_as_reached(report_.outcome))
            wrong("anxiety", "cannot be assessed with the outcome " + std::string{name(report_.outcome)} +
                                 "; must be absent when nobody was spoken to");
        if (report_.outcome == Outcome::absent_until && !report_.until)
            wrong("until", "is missing; absent_until needs the day of return");
        const bool may_have_until =
            report_.outcome == Outcome::absent_until || report_.outcome == Outcome::hospitalised;
        if (report_.until && !may_have_until) wrong("until", "goes only with hospitalised and absent_until");
        if (report_.until && *report_.until <= day_)
            wrong("until", "is " + report_.until->iso() + "; must be after the day of the call, " + day_.iso());
        for (std::size_t i = 0; i < report_.needs.size(); ++i)
            need("needs[" + std::to_string(i) + "]", report_.needs[i]);
    }

    void need(std::string path, const std::string& code) {
        if (!is_need(code)) wrong(std::move(path), "is not a coded need; must be " + needs_in_words());
    }

    void words() {
        if (characters(report_.note) > kMostNoteCharacters)
            wrong("note", "has " + std::to_string(characters(report_.note)) + " characters; must be at most 300");
        if (has_control(report_.note)) wrong("note", "has control characters; must be plain text");
        const bool left = report_.outcome == Outcome::not_attempted;
        if (left && report_.reason.empty())
            wrong("reason", "is missing; a call that was not attempted needs its reason");
        if (!left && !report_.reason.empty()) wrong("reason", "goes only with not_attempted");
        if (characters(report_.reason) > kMostWords || has_control(report_.reason))
            wrong("reason", "must be at most 120 characters of plain text");
    }

    void follow_ups() {
        const std::vector<FollowUp>& all = report_.follow_ups;
        if (all.empty() && needs_a_choice(report_.outcome))
            wrong("follow_ups", "is empty; a finished call needs a choice, and [\"none\"] says that nothing is owed");
        const bool none = std::any_of(all.begin(), all.end(), [](auto& f) { return f.kind == FollowUp::Kind::none; });
        if (none && all.size() > 1) wrong("follow_ups", "has \"none\" beside others; \"none\" must stand alone");
        if (std::count_if(all.begin(), all.end(), is_callback) > 1)
            wrong("follow_ups", "asks for two callbacks; must be at most one");
        for (std::size_t i = 0; i < all.size(); ++i) follow_up("follow_ups[" + std::to_string(i) + "]", all[i]);
    }

    void follow_up(const std::string& path, const FollowUp& each) {
        if (is_callback(each) && (closes_the_contact(report_.outcome) || report_.outcome == Outcome::not_attempted))
            wrong(path, "asks for a callback; must not with the outcome " + std::string{name(report_.outcome)});
        if (each.kind == FollowUp::Kind::callback_by && each.by <= day_)
            wrong(path + ".callback_by", "is " + each.by.iso() + "; must be after the day of the call, " + day_.iso());
        if (each.kind == FollowUp::Kind::callback_every &&
            std::find(kRhythms.begin(), kRhythms.end(), each.every_days) == kRhythms.end())
            wrong(path + ".callback_every", "is " + std::to_string(each.every_days) + "; must be 7, 14 or 30");
        if (each.kind == FollowUp::Kind::need) need(path + ".need", each.text);
        if (each.kind == FollowUp::Kind::refer && (each.text.empty() || characters(each.text) > kMostWords ||
                                                   has_control(each.text) || each.text.find('\n') != std::string::npos))
            wrong(path + ".refer", "must say where, in at most 120 characters on one line");
    }

    const AttemptReport& report_;
    Day day_;
    Problems problems_;
};

}  // namespace

Problems problems_of(const AttemptReport& report, Day day) { return Check(report, day).all(); }

std::string follow_ups_to_text(const std::vector<FollowUp>& follow_ups) {
    std::string text;
    for (const FollowUp& each : follow_ups) {
        if (!text.empty()) text += '\n';
        switch (each.kind) {
            case FollowUp::Kind::none: text += "none"; break;
            case FollowUp::Kind::escalate_social: text += "escalate_social"; break;
            case FollowUp::Kind::escalate_emergency: text += "escalate_emergency"; break;
            case FollowUp::Kind::refer: text += "refer " + each.text; break;
            case FollowUp::Kind::need: text += "need " + each.text; break;
            case FollowUp::Kind::callback_every: text += "callback_every " + std::to_string(each.every_days); break;
            case FollowUp::Kind::callback_by:
                text += "callback_by " + each.by.iso() + " " +
                        (each.slot.time       ? each.slot.time->hhmm()
                         : each.slot.half_day ? std::string{name(*each.slot.half_day)}
                                              : "-") +
                        " " + each.advisor.text;
                break;
        }
    }
    return text;
}

std::vector<FollowUp> follow_ups_from_text(std::string_view text) {
    std::vector<FollowUp> follow_ups;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::string_view word = line.substr(0, line.find(' '));
        const std::string_view rest = line.substr(std::min(line.size(), word.size() + 1));
        FollowUp each;
        if (word == "escalate_social") each.kind = FollowUp::Kind::escalate_social;
        if (word == "escalate_emergency") each.kind = FollowUp::Kind::escalate_emergency;
        if (word == "refer" || word == "need") {
            each.kind = word == "refer" ? FollowUp::Kind::refer : FollowUp::Kind::need;
            each.text = rest;
        }
        if (word == "callback_every") {
            each.kind = FollowUp::Kind::callback_every;
            each.every_days = std::stoi(std::string{rest});
        }
        if (word == "callback_by") {
            each.kind = FollowUp::Kind::callback_by;
            each.by = day_from_iso(rest.substr(0, 10)).value_or(Day{});
            const std::string_view slot = rest.substr(11, rest.find(' ', 11) - 11);
            each.slot.time = time_from_hhmm(slot);
            each.slot.half_day = from_name<HalfDay>(slot);
            each.advisor.text = rest.substr(12 + slot.size());
        }
        follow_ups.push_back(std::move(each));
    }
    return follow_ups;
}

bool is_line(std::string_view text, std::size_t most) {
    return !text.empty() && characters(text) <= most && !has_control(text) && text.find('\n') == std::string_view::npos;
}

bool is_short_reason(std::string_view text) {
    return !text.empty() && characters(text) <= kMostWords && !has_control(text);
}

bool is_need(std::string_view code) { return std::find(kNeeds.begin(), kNeeds.end(), code) != kNeeds.end(); }

std::string needs_in_words() {
    std::string text;
    for (std::size_t i = 0; i < kNeeds.size(); ++i)
        text += (i == 0 ? "" : i + 1 == kNeeds.size() ? " or " : ", ") + std::string{kNeeds[i]};
    return text;
}

}  // namespace bienveille
