# What people read: words in both languages, tables, exports. The service needs the words too.
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
add_library(bienveille_tables STATIC
  call_hints.cpp
  call_reasons.cpp
  change_text.cpp
  comparison_table.cpp
  display.cpp
  guard_rail_text.cpp
  people.cpp
  plan_columns.cpp
  plan_csv.cpp
  plan_table.cpp
  replay_report.cpp
  rule_text.cpp
  sensitivity_report.cpp
  shortfall_text.cpp
  staffing_report.cpp
  plan_xlsx.cpp
  score_cards.cpp
  text.cpp
  unknowns_report.cpp
  recorded_wave.cpp
  wave_charts.cpp
  wave_csv.cpp
  wave_page.cpp
  wave_tables.cpp
  wave_tables_groups.cpp
  wave_sentences.cpp
  wave_text.cpp
)
add_library(bienveille::tables ALIAS bienveille_tables)
target_link_libraries(bienveille_tables
  PUBLIC bienveille::flags bienveille::engine bienveille::datasets bienveille::rules
  PRIVATE PkgConfig::XLSXWRITER)

# The program: its arguments and its commands.
add_library(bienveille_commands STATIC
  arguments.cpp
  command_rows.cpp
  command_values.cpp
  wire_replay.cpp
  wire_scores.cpp
  wire_sensitivity.cpp
  wire_unknowns.cpp
  commands/audit.cpp
  commands/dataset.cpp
  commands/day_files.cpp
  commands/demo.cpp
  commands/exit.cpp
  commands/new_file.cpp
  commands/open_service.cpp
  commands/output.cpp
  commands/plan.cpp
  commands/progress.cpp
  commands/register.cpp
  commands/replay.cpp
  commands/report.cpp
  commands/rules_check.cpp
  commands/rules_day.cpp
  commands/rules_diff.cpp
  commands/rules_file.cpp
  commands/rules_kept.cpp
  commands/score.cpp
  commands/serve.cpp
  commands/staffing.cpp
  commands/what_if.cpp
)
target_link_libraries(bienveille_commands
  PUBLIC bienveille::flags bienveille::engine bienveille::datasets bienveille::rules bienveille::tables bienveille::api)

add_executable(bienveille main.cpp)
target_link_libraries(bienveille PRIVATE bienveille_commands)
