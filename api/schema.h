// The tables of the store on SQL, version by version, in SQLite's words.
//
// Decides: what the database itself refuses (checks, keys), so that a fault of ours cannot write nonsense. Does not
// decide: what the columns mean; tenants and advisors have those of datasets/columns.h (a test compares them).
//
// A migration is never edited once released: a new version is a new entry. `tenants` and `advisors` keep canonical cell
// text, null when unknown. Times are RFC 3339 in UTC, days ISO 8601.
#pragma once

#include <iterator>

namespace bienveille {

constexpr int kApplicationId = 0x4269656e;  // "Bien", in the header of every file of ours

struct Migration {
    int version;
    const char* sql;  // statements end with ";\n\n"
};

constexpr Migration kMigrations[] = {
    {1, R"sql(
create table tenants (
  id text primary key check (length(id) between 1 and 64),
  label text, phone text, area text, commune text,
  insee_code text check (length(insee_code) = 5),
  birth_year integer check (birth_year between 1900 and 2199),
  sex text,
  lives_alone text check (lives_alone in ('yes', 'no')),
  support text check (support in ('none', 'weak', 'moderate', 'strong')),
  has_contact_person text check (has_contact_person in ('yes', 'no')),
  lsns6 integer check (lsns6 between 0 and 30),
  relatives_at_risk text check (relatives_at_risk in ('yes', 'no')),
  anxiety integer check (anxiety between 0 and 3),
  anxiety_on text check (length(anxiety_on) = 10),
  anxiety_cleared text check (anxiety_cleared in ('yes', 'no')),
  last_reached_on text check (length(last_reached_on) = 10),
  last_advisor text,
  callback_requested_on text check (length(callback_requested_on) = 10),
  callback_due_on text check (length(callback_due_on) = 10),
  callback_slot text, preferred_half_day text, language text,
  status text check (status in ('active', 'opted_out', 'deceased', 'moved', 'hospitalised', 'absent')),
  absent_until text check (length(absent_until) = 10),
  emergency_open text check (emergency_open in ('yes', 'no')),
  attempts integer check (attempts >= 0),
  last_attempt_at text, last_outcome text,
  level3_recalls integer check (level3_recalls >= 0),
  calm_in_a_row integer check (calm_in_a_row >= 0),
  joined_on text check (length(joined_on) = 10),
  revision integer not null
) strict, without rowid;

create table advisors (
  id text primary key check (length(id) between 1 and 64),
  label text, area text, languages text,
  minutes integer check (minutes between 0 and 1440),
  max_calls integer check (max_calls >= 0),
  works_on text, absent_on text,
  revision integer not null
) strict, without rowid;

create table availability (
  advisor text not null references advisors (id),
  day text not null check (length(day) = 10),
  minutes integer not null check (minutes between 0 and 1440),
  primary key (advisor, day)
) strict, without rowid;

create table rules (
  id text primary key, name text not null, version text not null, document text not null, added_at text not null,
  active integer not null default 0 check (active in (0, 1))
) strict, without rowid;

create unique index one_active_rule_set on rules (active) where active = 1;

create table campaign (one integer primary key check (one = 1), document text not null) strict;

create table plans (
  number integer primary key,
  day text not null check (length(day) = 10),
  digest text not null, created_at text not null, document text not null,
  newest integer not null check (newest in (0, 1)),
  unique (day, digest)
) strict;

create unique index newest_plan_of_a_day on plans (day) where newest = 1;

create table calls (
  id text primary key, day text not null, tenant text not null, advisor text not null,
  state text not null check (state in ('planned', 'in_progress', 'done', 'retry', 'escalated', 'unreachable', 'cancelled')),
  unique (day, tenant)
) strict, without rowid;

create index calls_of_an_advisor on calls (day, advisor);

create table attempts (
  number integer primary key,
  id text not null unique, call text not null references calls (id), day text not null, tenant text not null,
  advisor text not null, recorded_at text not null, outcome text not null,
  minutes integer not null check (minutes between 0 and 1440),
  anxiety integer check (anxiety between 0 and 3), support text,
  needs text not null, follow_ups text not null, note text not null, reason text not null, until text,
  state_after text not null, warnings text not null
) strict;

create index attempts_of_a_call on attempts (call, number);

create index attempts_of_a_tenant on attempts (tenant, number);

create table answers (
  key text primary key, fingerprint text not null, attempt text not null, status integer not null, body text not null,
  at text not null
) strict, without rowid;

create index answers_by_age on answers (at);

create table imports (
  kind text primary key check (kind in ('tenants', 'advisors')), at text not null, source_digest text not null,
  added integer not null, changed integer not null, unchanged integer not null
) strict, without rowid;

create table changes (
  number integer primary key, at text not null, actor text not null, request text not null,
  action text not null, subject text not null, detail text not null
) strict;

create trigger changes_only_grow before update on changes begin select raise(abort, 'the log of changes only grows'); end;

create trigger changes_are_kept before delete on changes begin select raise(abort, 'the log of changes only grows'); end;

)sql"},
    // Calls in advisors' hands, and what is proposed after them.
    {2, R"sql(
create table leases (
  number integer primary key,
  call text not null references calls (id), day text not null, tenant text not null, advisor text not null,
  began_at text not null, until text not null,
  ended text check (ended in ('outcome', 'released', 'expired', 'overtaken', 'cancelled')),
  reason text not null
) strict;

create unique index one_open_lease_of_a_call on leases (call) where ended is null;

create unique index one_open_lease_of_a_tenant on leases (tenant) where ended is null;

create unique index one_open_lease_of_an_advisor on leases (advisor) where ended is null;

create index leases_of_a_call on leases (call, number);

create index leases_of_a_day on leases (day, number);

create index attempts_of_a_day on attempts (day, number);

create table escalations (
  id text primary key, call text not null, day text not null, tenant text not null,
  step text not null check (step in ('contact_person', 'visit', 'letter', 'other_channel', 'fix_number', 'social', 'emergency')),
  state text not null check (state in ('proposed', 'accepted', 'settled', 'failed', 'declined', 'overtaken')),
  proposed_at text not null, decided_at text not null, decided_by text not null, note text not null
) strict, without rowid;

create unique index one_open_step_of_a_tenant on escalations (tenant, step) where state in ('proposed', 'accepted');

create table pins (
  day text not null, tenant text not null, advisor text not null, starts_at text not null,
  minutes integer not null check (minutes between 0 and 1440), pause integer not null check (pause between 0 and 1440),
  reason text not null, at text not null, actor text not null,
  primary key (day, tenant)
) strict, without rowid;

create table overrides (
  number integer primary key, day text not null, tenant text not null, advisor text not null, reason text not null,
  at text not null, actor text not null
) strict;

create index overrides_of_a_day on overrides (day);

create trigger overrides_only_grow before update on overrides begin select raise(abort, 'what people decided stays'); end;

create index changes_of_a_subject on changes (subject, number);

alter table attempts add column doubled integer not null default 0 check (doubled in (0, 1));

alter table attempts add column incoming integer not null default 0 check (incoming in (0, 1));

alter table attempts add column dialled_at text not null default '00:00';

alter table attempts add column corrected_at text not null default '';

alter table attempts add column tenant_before text not null default '';

create table earlier_attempts (
  version integer primary key,
  number integer not null, id text not null, call text not null, day text not null, tenant text not null,
  advisor text not null, recorded_at text not null, outcome text not null, minutes integer not null, anxiety integer,
  support text, needs text not null, follow_ups text not null, note text not null, reason text not null, until text,
  state_after text not null, warnings text not null, doubled integer not null, incoming integer not null, dialled_at text not null,
  corrected_at text not null, tenant_before text not null
) strict;

create index earlier_attempts_of_one on earlier_attempts (id, version);

create trigger earlier_attempts_stay before update on earlier_attempts begin select raise(abort, 'what was recorded stays'); end;

)sql"},
    // How each plan of a day came to be, and who comes late or leaves early.
    {3, R"sql(
create table plan_versions (
  day text not null check (length(day) = 10), number integer not null check (number > 0),
  digest text not null, input text not null, at text not null, actor text not null, reason text not null,
  now text check (length(now) = 5),
  changes integer not null check (changes >= 0), overrides integer not null check (overrides >= 0),
  primary key (day, number)
) strict, without rowid;

create index versions_of_a_plan on plan_versions (day, digest, number);

create trigger plan_versions_stay before update on plan_versions begin select raise(abort, 'what was planned stays'); end;

insert into plan_versions (day, number, digest, input, at, actor, reason, now, changes, overrides)
  select day, row_number() over (partition by day order by newest, number), digest, digest, created_at, 'manager', '', null, 0, 0
  from plans;

alter table availability add column comes_at text check (length(comes_at) = 5);

alter table availability add column leaves_at text check (length(leaves_at) = 5);

update rules set document = replace(document, '"wait_working_days": {', '"busy_gap_minutes": 30, "wait_working_days": {')
  where document not like '%busy_gap_minutes%';

)sql"},
    // What listeners are told.
    {4, R"sql(
create table events (
  number integer primary key,
  at text not null, kind text not null, day text check (length(day) = 10), call text not null, tenant text not null,
  advisor text not null, was_with text not null, due_on text check (length(due_on) = 10)
) strict;

create index events_by_age on events (at);

)sql"},
    // Outcomes' answers are kept like all others.
    {5, R"sql(
alter table answers drop column attempt;

alter table answers add column headers text not null default '';

)sql"},
    // Waves, and what people said of them.
    {6, R"sql(
create table waves (
  first_day text primary key check (length(first_day) = 10), last_day text not null check (length(last_day) = 10),
  name text not null, begun_at text not null, actor text not null
) strict, without rowid;

create table wave_words (
  id text primary key, wave text not null references waves (first_day),
  voice text not null check (voice in ('tenant', 'team')),
  said text not null, warnings text not null, at text not null, actor text not null
) strict, without rowid;

create index words_of_a_wave on wave_words (wave, id);

)sql"},
    // Rules are put in force by people. `active` stays what it was at the start: the first ones.
    {7, R"sql(
create table activations (
  number integer primary key check (number > 0),
  rules text not null, before text not null,
  at text not null, actor text not null, reason text not null,
  looked_at text not null check (length(looked_at) = 10), crossed text not null,
  overridden_by text not null, override_reason text not null
) strict;

create trigger activations_stay before update on activations begin select raise(abort, 'what people decided stays'); end;

create trigger activations_are_kept before delete on activations begin select raise(abort, 'what people decided stays'); end;

create trigger rules_stay before update on rules begin select raise(abort, 'a version of the rules stays as it is'); end;

create trigger rules_are_kept before delete on rules begin select raise(abort, 'a version of the rules stays as it is'); end;

alter table plan_versions add column rules text not null default '';

)sql"},
    // Whether neighbours help: what a report tells of an area beside support.
    {8, R"sql(
alter table tenants add column neighbours_help text check (neighbours_help in ('yes', 'no'));

alter table attempts add column neighbours_help integer check (neighbours_help in (0, 1));

alter table earlier_attempts add column neighbours_help integer;

)sql"},
    // Who may not be called any more: their open calls, without a look at everybody's of each earlier day.
    {9, R"sql(
create index calls_of_a_tenant on calls (tenant, day);

)sql"}};

constexpr int kSchemaVersion = kMigrations[std::size(kMigrations) - 1].version;

}  // namespace bienveille
