// The schema of a PostgreSQL database brought up to date.
//
// Decides: whether a database is ours (it has the table `bienveille`, with one row: the schema's version), that a stranger's
// or a newer program's is left as it is, that of several processes one migrates and the others wait. Does not decide: the
// tables (schema.h), which are written in SQLite's words and said here in PostgreSQL's.
//
// In PostgreSQL's words: integers are bigint; text is compared byte by byte whatever the database's language (collate "C");
// where SQLite has a trigger against changing what stays, the owner gives up the right to do so.
#pragma once

#include <soci/soci.h>

#include <string>
#include <string_view>

namespace bienveille {

// Throws StoreError when it is not ours or too new.
void bring_up_to_date(soci::session& sql);

// A statement of schema.h.
std::string in_postgres_words(std::string_view statement);

// A transaction's turn to write: it waits until no other has it, and has it until it ends. Throws StoreError when a newer
// program has brought the schema further meanwhile.
void take_turn(soci::session& sql);

}  // namespace bienveille
