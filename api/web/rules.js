// Versions of the rules: who made each, what one says and does otherwise than another, and a person's yes to it.
"use strict";

const words = {
  title: ["Règles de priorité", "Priority rules"], versions: ["Versions", "Versions"], version: ["Version", "Version"],
  made: ["Signée par", "Signed by"], on: ["Le", "On"], reason: ["Pourquoi", "Why"], from: ["Issue de", "Made from"],
  running: ["en vigueur", "in force"], file: ["Ajouter une version (fichier JSON signé)", "Add a version (a signed JSON file)"],
  add: ["Ajouter", "Add"], added: ["Ajoutée : ", "Added: "], there: ["Elle y est déjà : ", "It is there already: "],
  look: ["Ce qui changerait", "What would change"], before: ["Au lieu de", "Instead of"], after: ["Avec", "With"], day: ["Le jour", "On"],
  show: ["Comparer", "Compare"], changes: ["Différences", "Differences"], says: ["Ce qu’elle dit autrement", "What it says otherwise"],
  same: ["Elle ne dit rien autrement.", "It says nothing otherwise."], does: ["Ce jour-là", "On that day"], figure: ["Chiffre", "Figure"],
  was: ["Avant", "Before"], is: ["Après", "After"], owed: ["À appeler", "Owed a call"], calls: ["Appelés", "Called"],
  minutes: ["Minutes, pauses comprises", "Minutes with pauses"], kept: ["Rappels promis, tenus", "Callbacks promised, kept"],
  gap: ["Écart de charge", "Gap between loads"], advisor: ["Même conseiller que la dernière fois", "Same advisor as last time"], of: ["sur", "of"],
  missed: ["Rappels qui ne seraient plus tenus", "Callbacks no longer kept"], enters: ["Entrent", "Enter"], leaves: ["Sortent", "Leave"],
  earlier: ["Avancent de plus d’un jour", "Sooner by more than a day"], later: ["Reculent de plus d’un jour", "Later by more than a day"],
  nobody: ["Personne ne change de place.", "Nobody changes place."], groups: ["Par groupe", "By group"], group: ["Groupe", "Group"],
  people: ["Personnes", "People"], activate: ["Mettre en vigueur", "Put in force"], meant: ["À mettre en vigueur : ", "To be put in force: "],
  by: ["Votre nom", "Your name"], taker: ["Qui assume ces points", "Who takes these on them"], why: ["Pourquoi", "Why"],
  confirm: ["Mettre en vigueur à partir du prochain plan", "Put in force from the next plan on"], lines: ["À regarder avant", "To look at first"],
  standing: ["Appelés moins des quatre cinquièmes du groupe le plus appelé, comme avant", "Called less than four fifths as often as the best group, as before"],
  done: ["En vigueur à partir du prochain plan : ", "In force from the next plan on: "], refused: ["Refusé : ", "Refused: "],
  history: ["Ce qui a été mis en vigueur", "What was put in force"],
  never: ["Personne n’a encore changé de règles.", "Nobody has changed the rules yet."], overridden: ["assumé par", "taken on by"],
  unsigned: ["livrée avec le programme", "comes with the program"],
  failed: ["Les règles n’ont pas pu être lues : ", "The rules could not be read: "],
  unknown: {
    area: ["secteur inconnu", "area unknown"], age: ["âge inconnu", "age unknown"], household: ["foyer inconnu", "household unknown"],
    isolation: ["LSNS-6 inconnu", "LSNS-6 unknown"],
  },
  names: {
    under_65: ["moins de 65 ans", "under 65"], "65_74": ["65 à 74 ans", "65 to 74"], "75_84": ["75 à 84 ans", "75 to 84"],
    "85_and_over": ["85 ans et plus", "85 and over"], alone: ["vit seul", "lives alone"], not_alone: ["ne vit pas seul", "does not live alone"],
    known: ["LSNS-6 connu", "LSNS-6 known"],
  },
};

let seen;  // the list of versions as it was read, and its tag
let tag = "";
let chosen;  // what is being looked at

function showVersions(word) {
  const idOf = new Map(seen.rules.map((each) => [each.digest, each.id]));
  const rows = seen.rules.map(({ id, revision, active }) => [
    id + (active ? ` (${word.running})` : ""), revision ? revision.author : word.unsigned, revision ? dayText(revision.on) : "",
    revision ? revision.reason : "", revision && revision.parent ? idOf.get(revision.parent) || revision.parent.slice(0, 8) : ""]);
  byId("versions").replaceChildren(scrolled(tableOf([word.version, word.made, word.on, word.reason, word.from], rows), word.title));
}

function showHistory(word) {
  const lines = seen.activations.map((each) => {
    const item = element("li", `${dayText(each.at.slice(0, 10))} · ${each.before} → ${each.rules} · ${each.by}${colon()}${each.reason}`);
    if (each.override) item.append(listOf([...each.crossed_lines.map((line) => line[language]), `${word.overridden} ${each.override.by}${colon()}${each.override.reason}`]));
    return item;
  });
  const list = element("ol");
  list.append(...lines);
  byId("history").replaceChildren(lines.length ? list : element("p", word.never));
}

function offerChoices() {
  for (const [id, preferred] of [["before", seen.in_force], ["after", seen.rules.find((each) => !each.active)?.id]]) {
    const kept = byId(id).value;
    byId(id).replaceChildren(...seen.rules.map((each) => element("option", each.id)));
    byId(id).value = seen.rules.some((each) => each.id === kept) ? kept : preferred || seen.in_force;
  }
}

const digestOf = (id) => seen.rules.find((each) => each.id === id).digest;

function sidesTable(told, word) {
  const percent = (share) => (share * 100).toLocaleString(language, { maximumFractionDigits: 1 }) + " %";
  const row = (name, value) => [name, value(told.before), value(told.after)];
  return tableOf([word.figure, word.was, word.is], [
    row(word.owed, (side) => side.owed), row(word.calls, (side) => side.calls),
    row(word.minutes, (side) => side.planned_minutes + side.pause_minutes),
    row(word.kept, (side) => `${side.promises_kept} ${word.of} ${side.promises_open}`),
    row(word.advisor, (side) => `${side.same_advisor} ${word.of} ${side.follow_ups}`), row(word.gap, (side) => percent(side.largest_gap))]);
}

// Numbers are of everybody; of long lists the first are named.
function movesOf(told, word) {
  const most = 12;
  const parts = [];
  const named = (name, ids) => {
    if (ids.length) parts.push(element("p", `${name}${colon()}${ids.length} – ${ids.slice(0, most).join(", ")}${ids.length > most ? ", …" : ""}`));
  };
  named(word.missed, told.promises_newly_missed);
  for (const kind of ["enters", "leaves", "earlier", "later"])
    named(word[kind], told.moves.filter((each) => each.move === kind).map((each) => each.tenant));
  return parts.length ? parts : [element("p", word.nobody)];
}

function groupsTable(told, word) {
  const nameOf = ({ by, group }) => (group === "unknown" ? word.unknown[by] : by === "area" ? group : word.names[group]);
  return tableOf([word.group, word.people, word.was, word.is], told.groups.map((each) => [nameOf(each), each.people, each.called_before, each.called_after]));
}

function showAnswer() {
  const word = said(words);
  byId("act").hidden = !chosen || chosen.after === seen.in_force;
  if (!chosen) {
    byId("answer").replaceChildren();
    return;
  }
  const { diff, told, after } = chosen;
  const groups = folded(word.groups, groupsTable(told, word), false);
  byId("answer").replaceChildren(element("h3", word.says), diff.changes.length ? folded(`${word.changes}${colon()}${diff.changes.length}`, listOf(diff.changes.map((each) => each[language])), diff.changes.length < 13)
    : element("p", word.same),
    element("h3", `${word.does} – ${dayText(told.day)}`), sidesTable(told, word), ...movesOf(told, word), groups);
  byId("meant").textContent = word.meant + after;
  // Lines are those against what is in force: only then does the yes need somebody who takes them on them.
  const crossed = chosen.before === seen.in_force ? told.crossed_lines : [];
  const standing = told.standing_lines;
  byId("lines").replaceChildren(...(crossed.length ? [element("h3", word.lines), ...crossed.map((each) => element("p", each[language], "shortfall"))] : []),
    ...(standing.length ? [element("h3", word.standing), listOf(standing.map((each) => each[language]))] : []));
  byId("override").hidden = chosen.before === seen.in_force && crossed.length === 0;
  byId("taker").required = byId("why").required = crossed.length > 0;
}

async function look() {
  const [before, after] = [byId("before").value, byId("after").value];
  try {
    const [diff, told] = await Promise.all([
      read(`/v1/rules/${digestOf(after)}/diff?from=${digestOf(before)}`),
      send("/v1/rules/compare", { a: digestOf(before), b: digestOf(after), day: byId("day").value })]);
    chosen = { before, after, diff, told };
    byId("look-status").textContent = byId("act-status").textContent = "";
  } catch (error) {
    chosen = undefined;
    byId("look-status").textContent = said(words).refused + error.message;
  }
  showAnswer();
}

async function activate() {
  const word = said(words);
  const wish = { by: byId("by").value, reason: byId("reason").value, day: chosen.told.day };
  if (byId("taker").value) wish.override = { by: byId("taker").value, reason: byId("why").value };
  try {
    const done = await send(`/v1/rules/${digestOf(chosen.after)}/activate`, wish, { "If-Match": tag });
    chosen = undefined;
    for (const id of ["reason", "taker", "why"]) byId(id).value = "";
    await show();
    byId("before").value = done.in_force;
    byId("look-status").textContent = word.done + done.in_force;
  } catch (error) {
    byId("act-status").textContent = word.refused + error.message;
    byId("override").hidden = false;
  }
}

async function addFile() {
  const word = said(words);
  try {
    const known = new Set(seen.rules.map((each) => each.id));
    const added = await sendText("/v1/rules", await byId("file").files[0].text());
    await show();
    byId("after").value = added.id;
    byId("add-status").textContent = (known.has(added.id) ? word.there : word.added) + added.id;
  } catch (error) {
    byId("add-status").textContent = word.refused + error.message;
  }
}

async function show() {
  const word = said(words);
  showWords(word);
  try {
    const answer = await fetch("/v1/rules");
    if (!answer.ok) throw new Error(String(answer.status));
    tag = answer.headers.get("ETag");
    seen = await answer.json();
    if (!byId("day").value) byId("day").value = (await read("/v1/plans")).newest || "";
    showVersions(word);
    showHistory(word);
    offerChoices();
    showAnswer();
    byId("status").textContent = "";
  } catch (error) {
    byId("status").textContent = word.failed + error.message;
  }
}

for (const [id, act] of [["question", look], ["yes", activate], ["add", addFile]]) onSubmit(id, act);
showAlways(show);
