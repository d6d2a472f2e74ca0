#include "api/commands/register.h"

#include <iostream>
#include <iterator>

#include "api/commands/open_service.h"
#include "api/commands/progress.h"
#include "datasets/campaign.h"
#include "datasets/csv_write.h"
#include "datasets/read.h"
#include "engine/digest.h"

namespace bienveille {
namespace {

Result<std::string> bytes_of(const std::string& file) {
    if (file != "-") return load_file(file);
    return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

Problems under(const std::string& file, Problems problems) {
    const std::string name = file == "-" ? "standard input" : file;
    for (Problem& problem : problems) problem.path = name + (problem.path.empty() ? "" : ": " + problem.path);
    return problems;
}

Exit say_counts(const ImportCommand& command, const ImportCounts& counts) {
    const std::string would = command.dry_run ? " to be " : " ";
    std::cout << (command.what == Register::tenants ? "tenants: " : "advisors: ") << counts.added << would << "added, "
              << counts.changed << would << "changed, " << counts.unchanged << " unchanged\n";
    return Exit::fine;
}

template <class Record, class Read, class Carry>
Exit import_records(const ImportCommand& command, Read read, Carry carry_out) {
    Progress progress;
    progress.step("reading");
    const auto bytes = bytes_of(command.file);
    if (!bytes) return refuse(bytes.problems());
    ReadOptions options;
    options.ignore_unknown = command.ignore_unknown_columns;
    auto table = read(*bytes, options);
    progress.wipe();
    if (!table) return refuse(under(command.file, table.problems()));
    for (const Problem& warning : under(command.file, table->warnings))
        tell("warning: " + warning.path + ": " + warning.message);
    // A dry run makes no database where there is none: everything would be new.
    if (command.dry_run && !is_there(command.database))
        return say_counts(command, {static_cast<std::int64_t>(table->rows.size()), 0, 0});
    Import<Record> import;
    import.rows = std::move(table->rows);
    import.columns = std::move(table->columns);
    import.dry_run = command.dry_run;
    import.source_digest = digest_of_text(*bytes);
    progress.step("importing " + std::to_string(import.rows.size()) + " rows");
    return with_service(command.database, [&](Service& service) {
        const ImportCounts counts = carry_out(service, import);
        progress.wipe();
        return say_counts(command, counts);
    });
}

Exit import_campaign(const ImportCommand& command, const Asker& by) {
    const auto bytes = bytes_of(command.file);
    if (!bytes) return refuse(bytes.problems());
    const auto campaign = read_campaign(*bytes);
    if (!campaign) return refuse(under(command.file, campaign.problems()));
    const auto say = [&](const char* kept) {
        std::cout << "campaign: " << campaign->name << ", " << campaign->first_day.iso() << " to "
                  << campaign->last_day.iso() << kept << '\n';
        return Exit::fine;
    };
    if (command.dry_run) return say(", to be kept");
    return with_service(command.database, [&](Service& service) {
        const auto kept = service.put_campaign(*bytes, by);
        return kept ? say(", kept") : refuse(kept.refusal().problems);
    });
}

constexpr std::size_t kPage = 1000;

std::vector<TenantRecord> all_tenants(Service& service) {
    std::vector<TenantRecord> all;
    for (;;) {
        const std::string after = all.empty() ? std::string{} : all.back().facts.id.text;
        std::vector<TenantRecord> page = service.tenants(after, kPage);
        if (page.empty()) return all;
        all.insert(all.end(), std::make_move_iterator(page.begin()), std::make_move_iterator(page.end()));
    }
}

std::vector<AdvisorRecord> all_advisors(Service& service) {
    std::vector<AdvisorRecord> all;
    for (;;) {
        const std::string after = all.empty() ? std::string{} : all.back().facts.id.text;
        std::vector<AdvisorRecord> page = service.advisors(after, kPage);
        if (page.empty()) return all;
        all.insert(all.end(), std::make_move_iterator(page.begin()), std::make_move_iterator(page.end()));
    }
}

template <class Record>
Exit export_records(const std::vector<Record>& records, const Output& output) {
    CsvStyle style;
    style.french_headers = output.language == Language::french;
    return deliver(write_csv<Record>(records, style), output);
}

Exit export_plan(Service& service, const ExportCommand& command) {
    const auto stored = service.plan(*command.day);
    if (!stored) return refuse({{"--day", command.day->iso() + ": " + stored.refusal().message}});
    const auto tenants = all_tenants(service);
    const auto advisors = all_advisors(service);
    return deliver_plan(stored->plan, People(tenants, advisors), command.output);
}

}  // namespace

Exit run(const ImportCommand& command) {
    const Asker by = manager_at_the_keyboard("import");
    if (command.what == Register::campaign) return import_campaign(command, by);
    if (command.what == Register::advisors)
        return import_records<AdvisorRecord>(
            command, [](const std::string& bytes, const ReadOptions& options) { return read_advisors(bytes, options); },
            [&](Service& service, const Import<AdvisorRecord>& rows) { return service.import_advisors(rows, by); });
    return import_records<TenantRecord>(
        command, [](const std::string& bytes, const ReadOptions& options) { return read_tenants(bytes, options); },
        [&](Service& service, const Import<TenantRecord>& rows) { return service.import_tenants(rows, by); });
}

Exit run(const ExportCommand& command) {
    // Opening would make the file, and an export makes nothing but its output.
    if (!is_there(command.database))
        return refuse({{command.database, "is not there; must be a database that import or serve has made"}},
                      Exit::unavailable);
    return with_service(command.database, [&](Service& service) {
        switch (command.what) {
            case Register::tenants: return export_records(all_tenants(service), command.output);
            case Register::advisors: return export_records(all_advisors(service), command.output);
            case Register::campaign: {
                const auto campaign = service.campaign();
                return campaign ? deliver(*campaign, command.output)
                                : refuse({{command.database, campaign.refusal().message}});
            }
            case Register::plan: break;
        }
        return export_plan(service, command);
    });
}

}  // namespace bienveille
