#include "api/wave_text.h"

#include "datasets/cells.h"

namespace bienveille {
namespace {

struct OnPage {
    const WaveColumn& column;
    Language language;

    std::string operator()(std::monostate) const { return "–"; }
    std::string operator()(std::int64_t number) const { return number_text(number, language); }
    std::string operator()(Value value) const {
        return column.form == WaveColumn::Form::share ? percent_text(value, language)
                                                      : decimal_text(value, 2, language);
    }
    std::string operator()(const Word& word) const { return word.in(language); }
    std::string operator()(Day day) const { return french_day(day); }
    std::string operator()(Yes yes) const { return yes.yes ? std::string(either(language, "yes", "oui")) : ""; }
};

struct InCsv {
    Language language;

    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(Value value) const { return decimal_text(value, 4, Language::french); }
    std::string operator()(const Word& word) const { return word.in(language); }
    std::string operator()(Day day) const { return french_day(day); }
    std::string operator()(Yes yes) const {
        return std::string(yes.yes ? either(language, "yes", "oui") : either(language, "no", "non"));
    }
};

bool is_hidden(const WaveCell& cell, bool hidden) { return hidden && std::holds_alternative<std::monostate>(cell); }

std::string hidden_text(Language language) { return std::string(either(language, "hidden", "masqué")); }

}  // namespace

std::string page_text(const WaveCell& cell, const WaveColumn& column, bool hidden, Language language) {
    return is_hidden(cell, hidden) ? hidden_text(language) : std::visit(OnPage{column, language}, cell);
}

std::string csv_text(const WaveCell& cell, const WaveColumn&, bool hidden, Language language) {
    return is_hidden(cell, hidden) ? hidden_text(language) : std::visit(InCsv{language}, cell);
}

std::string decimal_text(Value value, int decimals, Language language) {
    std::int64_t unit = kOne.count;
    for (int i = 0; i < decimals; ++i) unit /= 10;
    const std::int64_t count = (value.count + unit / 2) / unit;
    const std::int64_t whole = kOne.count / unit;
    std::string rest = std::to_string(count % whole);
    rest.insert(0, static_cast<std::size_t>(decimals) - rest.size(), '0');
    return std::to_string(count / whole) + std::string(either(language, ".", ",")) + rest;
}

}  // namespace bienveille
