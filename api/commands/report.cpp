#include "api/commands/report.h"

#include <algorithm>
#include <utility>

#include "api/commands/day_files.h"
#include "api/commands/open_service.h"
#include "api/commands/progress.h"
#include "api/pdf.h"
#include "api/recorded_wave.h"
#include "api/wave_csv.h"
#include "api/wave_document.h"
#include "api/wave_page.h"
#include "api/wire_wave.h"
#include "datasets/campaign.h"
#include "datasets/recorded_attempts.h"

namespace bienveille {
namespace {

// The lists of the first morning and of the day that the report is of, with what was dialled between them.
struct Recorded {
    std::string name;
    WaveFrame frame;
    RuleSet rules;
    std::vector<TenantRecord> before;
    std::vector<TenantRecord> after;
    std::vector<RecordedAttempt> attempts;
};

void add(Problems& problems, const Problems& more) { problems.insert(problems.end(), more.begin(), more.end()); }

WaveFrame frame_of(const ReportCommand& command, const Campaign& campaign, const std::vector<RecordedAttempt>& attempts,
                   Problems& problems) {
    std::optional<Day> latest;
    for (const RecordedAttempt& each : attempts) latest = std::max(latest.value_or(each.at.day), each.at.day);
    WaveFrame frame;
    frame.first = command.first.value_or(campaign.first_day);
    frame.last = command.last.value_or(std::max(frame.first, latest.value_or(frame.first)));
    frame.as_of = command.as_of.value_or(std::max(frame.last, latest.value_or(frame.last)) + 1);
    frame.calendar = campaign.calendar;
    frame.around = command.around;
    if (frame.last < frame.first)
        problems.push_back(
            {"--to", "is " + frame.last.iso() + "; must be " + frame.first.iso() + ", the first day, or later"});
    if (frame.as_of <= frame.last)
        problems.push_back(
            {"--as-of", "is " + frame.as_of.iso() + "; must be later than " + frame.last.iso() + ", the last day"});
    return frame;
}

Result<Recorded> read_recorded(const ReportCommand& command) {
    const auto found = find_campaign(command.campaign, Day{});
    if (!found) return found.problems();
    Problems problems;
    auto attempts = read_recorded_attempts(command.campaign, found->campaign.calendar.time_zone);
    if (!attempts) add(problems, attempts.problems());
    Recorded recorded;
    recorded.name = found->campaign.name;
    if (attempts) recorded.attempts = std::move(*attempts);
    recorded.frame = frame_of(command, found->campaign, recorded.attempts, problems);
    for (auto [day, list] :
         {std::pair{recorded.frame.first, &recorded.before}, std::pair{recorded.frame.as_of, &recorded.after}}) {
        DayFiles files;
        files.day = day;
        files.campaign = command.campaign;
        files.rules = command.rules;
        files.team_needed = false;
        auto hand = read_day_files(files);
        if (!hand) {
            add(problems, hand.problems());
            break;
        }
        *list = std::move(hand->tenants);
        recorded.rules = std::move(hand->rules);
    }
    if (!problems.empty()) return problems;
    return recorded;
}

WaveDocument document_of(Recorded recorded, bool name_missed) {
    WaveRecord record = wave_record(recorded.frame, recorded.rules, recorded.before, recorded.after);
    add_findings(recorded.attempts, recorded.after);
    record.attempts = std::move(recorded.attempts);
    return {std::move(recorded.name), report_of(std::move(record)), {}, {}, name_missed};
}

Exit deliver_report(const WaveDocument& document, const ReportCommand& command, Progress& progress) {
    const Output& output = command.output;
    switch (command.form) {
        case ReportCommand::Form::json: return deliver(wave_report_to_json(document), output);
        case ReportCommand::Form::html: return deliver(wave_page(document, output.language), output);
        case ReportCommand::Form::csv:
            return deliver_binary(wave_csv_zip(document, output.language), "csv (a zip)", output);
        case ReportCommand::Form::pdf: break;
    }
    progress.step("printing");
    const auto pdf = pdf_of(wave_page(document, output.language));
    progress.wipe();
    if (!pdf) return refuse(pdf.problems(), Exit::unavailable);
    return deliver_binary(*pdf, "pdf", output);
}

Exit report_of_service(const ReportCommand& command, Service& service, Progress& progress) {
    const auto waves = service.waves();
    if (waves.empty() && !command.first)
        return refuse({{shown_database(*command.database), "has no wave; POST /v1/waves begins one"}});
    progress.step("counting");
    const auto document = service.wave_report({command.first.value_or(waves.empty() ? Day{} : waves.back().first),
                                               command.as_of, command.around, command.name_missed});
    progress.wipe();
    if (!document) return refuse({{"--from", document.refusal().message}});
    return deliver_report(*document, command, progress);
}

Exit report_of_database(const ReportCommand& command, Progress& progress) {
    // Opening would make it.
    if (!is_there(*command.database))
        return refuse({{*command.database, "is not there; must be a database of the service"}}, Exit::unavailable);
    return with_service(*command.database,
                        [&](Service& service) { return report_of_service(command, service, progress); });
}

}  // namespace

Exit run(const ReportCommand& command) {
    Progress progress(command.output.progress);
    if (command.database) return report_of_database(command, progress);
    progress.step("reading");
    auto recorded = read_recorded(command);
    if (!recorded) {
        progress.wipe();
        return refuse(recorded.problems());
    }
    progress.step("counting");
    const WaveDocument document = document_of(std::move(*recorded), command.name_missed);
    progress.wipe();
    return deliver_report(document, command, progress);
}

}  // namespace bienveille
