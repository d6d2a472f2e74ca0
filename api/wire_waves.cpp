#include "api/wire_waves.h"

#include "api/wire_fields.h"
#include "rules/json_text.h"

namespace bienveille {
namespace {

void write(JsonText& out, const KeptWave& wave) {
    out.object().field("id", wave.first.iso()).field("name", wave.name).field("first_day", wave.first);
    out.field("last_day", wave.last).field("begun_at", wave.begun_at).field("by", wave.by).end_object();
}

}  // namespace

Result<WaveWish> wave_from_json(std::string_view text) {
    return read_body(text, [](Fields& fields) {
        WaveWish wish;
        wish.name = need_remark(fields, "name");
        wish.first = fields.need("first_day", fields.day("first_day"));
        wish.last = fields.need("last_day", fields.day("last_day"));
        return wish;
    });
}

Result<WordsWish> words_from_json(std::string_view text, Day wave) {
    return read_body(text, [&](Fields& fields) {
        WordsWish wish;
        wish.wave = wave;
        const auto from = fields.text("from");
        const std::string voice = fields.need("from", from);
        if (from && voice != "tenant" && voice != "team")
            fields.wrong("from", "is " + Fields::shown(voice) + "; must be tenant or team");
        wish.of_tenant = voice == "tenant";
        wish.text = fields.need("text", fields.text("text"));
        wish.consent = fields.boolean("consent").value_or(false);
        return wish;
    });
}

std::string wave_to_json(const KeptWave& wave) {
    JsonText out;
    write(out, wave);
    return out.take() + "\n";
}

std::string waves_to_json(const std::vector<KeptWave>& waves) {
    JsonText out;
    out.object().key("waves").array();
    for (const KeptWave& each : waves) {
        out.line();
        write(out, each);
    }
    out.end_array().end_object();
    return out.take() + "\n";
}

std::string words_to_json(const WaveWords& words) {
    JsonText out;
    out.object().field("id", words.id).field("wave", words.wave).field("from", words.of_tenant ? "tenant" : "team");
    out.field("text", words.text).key("warnings").array();
    std::string_view rest = words.warnings;
    while (!rest.empty()) {
        const std::string_view each = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), each.size() + 1));
        out.string(each);
    }
    out.end_array().field("at", words.at).field("by", words.by).end_object();
    return out.take() + "\n";
}

}  // namespace bienveille
