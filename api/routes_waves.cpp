// Waves: begun, told about, reported in the form that the asker reads.
#include "api/pdf.h"
#include "api/replies.h"
#include "api/routes.h"
#include "api/told_reply.h"
#include "api/wave_csv.h"
#include "api/wave_page.h"
#include "api/wire_wave.h"
#include "api/wire_waves.h"

namespace bienveille {
namespace {

std::optional<std::string> asked(const Request& request, const std::string& name) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::nullopt : std::optional(found->second);
}

// ?format= wins over Accept; without either, JSON.
std::string form_of(const Request& request) {
    if (const auto form = asked(request, "format")) return *form;
    const std::string accept = request.header("accept");
    const auto takes = [&](std::string_view type) { return accept.find(type) != std::string::npos; };
    if (takes("application/json")) return "json";
    if (takes("text/html")) return "html";
    if (takes("application/pdf")) return "pdf";
    if (takes("application/zip") || takes("text/csv")) return "csv";
    return "json";
}

Reply in_form(Reply reply, std::string type, const std::string& file) {
    reply.type = std::move(type);
    if (!file.empty()) reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file + "\"");
    return reply;
}

// The page brings its style with it.
Reply page_reply(std::string page, const Request& request) {
    Reply reply = in_form(resource(std::move(page), request), "text/html; charset=utf-8", "");
    reply.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    return reply;
}

// A link cannot say Accept-Language: ?language= wins.
Language language_asked(const Request& request) {
    const auto word = asked(request, "language");
    return word ? language_from_tag(*word) : language_of(request);
}

std::optional<Problem> wrong_question(const Request& request, WaveReportQuestion& question) {
    if (const auto day = asked(request, "as_of")) {
        question.as_of = day_from_iso(*day);
        if (!question.as_of) return Problem{"as_of", "must be a day YYYY-MM-DD between 1900 and 2199"};
    }
    const std::string language = asked(request, "language").value_or("fr");
    if (language != "fr" && language != "en") return Problem{"language", "must be fr or en"};
    const std::string missed = asked(request, "missed").value_or("false");
    if (missed != "true" && missed != "false") return Problem{"missed", "must be true or false"};
    question.name_missed = missed == "true";
    const auto [first, last] = request.query.equal_range("around");
    for (auto each = first; each != last; ++each) question.around.push_back(each->second);
    return std::nullopt;
}

Reply wave_reply(const WaveDocument& document, const std::string& form, const Request& request) {
    const Language language = language_asked(request);
    const std::string name = "wave-" + document.report.first.iso();
    Reply reply;
    if (form == "json") {
        reply = resource(wave_report_to_json(document), request);
        reply.headers.emplace_back("Vary", "Accept");
        return reply;
    }
    if (form == "csv") {
        reply = in_form(resource(wave_csv_zip(document, language), request), "application/zip", name + ".zip");
    } else if (form == "html") {
        reply = page_reply(wave_page(document, language), request);
    } else {
        auto pdf = pdf_of(wave_page(document, language));
        if (!pdf) return problem(503, "the PDF cannot be made here", request, pdf.problems());
        reply = in_form(resource(std::move(*pdf), request), "application/pdf", name + ".pdf");
    }
    reply.headers.emplace_back("Vary", "Accept");
    return in_language(std::move(reply), language);
}

}  // namespace

Reply Routes::waves(const Request& request) { return resource(waves_to_json(service_.waves()), request); }

Reply Routes::begin_wave(const Request& request) {
    const auto wish = wave_from_json(request.body);
    if (!wish) return unreadable(wish.problems(), request);
    const auto begun = service_.begin_wave(*wish, manager(request));
    if (!begun) return refused(begun.refusal(), request);
    Reply reply;
    reply.status = 201;
    reply.body = wave_to_json(*begun);
    reply.headers.emplace_back("Location", "/v1/waves/" + begun->first.iso() + "/report");
    return reply;
}

Reply Routes::add_wave_words(const std::string& id, const Request& request) {
    const auto wave = day_from_iso(id);
    if (!wave) return problem(404, "there is no wave with this id", request);
    const auto wish = words_from_json(request.body, *wave);
    if (!wish) return unreadable(wish.problems(), request);
    const auto kept = service_.add_words(*wish, manager(request));
    if (!kept) return refused(kept.refusal(), request);
    Reply reply;
    reply.status = 201;
    reply.body = words_to_json(*kept);
    return reply;
}

Reply Routes::wave_report(const std::string& id, const Request& request) {
    const auto wave = day_from_iso(id);
    if (!wave) return problem(404, "there is no wave with this id", request);
    if (auto wrong = unknown_query(request, {"format", "language", "as_of", "missed", "around"})) return *wrong;
    const std::string form = form_of(request);
    if (form != "json" && form != "html" && form != "csv" && form != "pdf")
        return wrong_query("format", "must be json, html, csv or pdf", request);
    WaveReportQuestion question;
    question.wave = *wave;
    if (const auto wrong = wrong_question(request, question)) return wrong_query(wrong->path, wrong->message, request);
    if (asks_for_steps(request) && form != "json" && form != "html")
        return wrong_query("format", "must be json or html where steps are told; csv and pdf are no lines of text",
                           request);
    const auto turn = std::make_shared<const PlanTurn>(plans_, most_plans_);
    if (!turn->mine()) return busy(request);
    const auto work = [this, turn, request, question, form](const TellStep& tell) {
        const auto document = service_.wave_report(question, tell);
        return document ? wave_reply(*document, form, request) : refused(document.refusal(), request);
    };
    return told_reply(request, "reporting", work);
}

}  // namespace bienveille
