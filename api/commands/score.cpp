#include "api/commands/score.h"

#include "api/commands/progress.h"
#include "api/score_cards.h"
#include "api/wire_scores.h"
#include "engine/validate.h"

namespace bienveille {

Exit run(const ScoreCommand& command) {
    Progress progress;
    progress.step("reading");
    const auto hand = read_day_files(command.files);
    progress.wipe();
    if (!hand) return refuse(hand.problems());
    Problems problems = validate(hand->rules);
    const Problems of_input = validate(hand->input);
    problems.insert(problems.end(), of_input.begin(), of_input.end());
    if (!problems.empty()) return refuse(problems);
    const ScoreCards cards = score_cards(hand->input, hand->rules);
    const People people(hand->tenants, hand->advisors);
    switch (command.output.format) {
        case Format::json: return deliver(score_cards_to_json(cards) + "\n", command.output);
        case Format::csv: return deliver(score_csv(cards, people, command.output.language), command.output);
        case Format::table:
        case Format::xlsx: break;
    }
    return deliver(score_table(cards, people, table_style(command.output)), command.output);
}

}  // namespace bienveille
