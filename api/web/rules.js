// Versions of the rules: who made each, what one says and does otherwise than another, and a person's yes to it.
"use strict";

const words = {
  fr: {
    title: "Règles de priorité", plan: "Plan du jour", docs: "Documentation de l’API", skip: "Aller au contenu", loading: "Chargement…", other: "English",
    versions: "Versions", version: "Version", made: "Signée par", on: "Le", reason: "Pourquoi", from: "Issue de", running: "en vigueur",
    file: "Ajouter une version (fichier JSON signé)", add: "Ajouter", added: "Ajoutée : ", there: "Elle y est déjà : ", look: "Ce qui changerait",
    before: "Au lieu de", after: "Avec", day: "Le jour", show: "Comparer", says: "Ce qu’elle dit autrement", same: "Elle ne dit rien autrement.",
    does: "Ce jour-là", figure: "Chiffre", was: "Avant", is: "Après", owed: "À appeler", calls: "Appelés", minutes: "Minutes, pauses comprises", kept: "Rappels promis, tenus",
    gap: "Écart de charge", advisor: "Même conseiller que la dernière fois", of: "sur", missed: "Rappels qui ne seraient plus tenus", enters: "Entrent", leaves: "Sortent",
    earlier: "Avancent de plus d’un jour", later: "Reculent de plus d’un jour", nobody: "Personne ne change de place.", groups: "Par groupe", group: "Groupe",
    people: "Personnes", activate: "Mettre en vigueur", meant: "À mettre en vigueur : ", by: "Votre nom", taker: "Qui assume ces points", why: "Pourquoi",
    confirm: "Mettre en vigueur à partir du prochain plan", lines: "À regarder avant", done: "En vigueur à partir du prochain plan : ", refused: "Refusé : ",
    history: "Ce qui a été mis en vigueur", never: "Personne n’a encore changé de règles.", overridden: "assumé par", unsigned: "livrée avec le programme", failed: "Les règles n’ont pas pu être lues : ",
    unknown: { area: "secteur inconnu", age: "âge inconnu", household: "foyer inconnu", isolation: "LSNS-6 inconnu" },
    names: { under_65: "moins de 65 ans", "65_74": "65 à 74 ans", "75_84": "75 à 84 ans", "85_and_over": "85 ans et plus", alone: "vit seul", not_alone: "ne vit pas seul", known: "LSNS-6 connu" },
  },
  en: {
    title: "Priority rules", plan: "Today’s plan", docs: "API documentation", skip: "Skip to content", loading: "Loading…", other: "Français",
    versions: "Versions", version: "Version", made: "Signed by", on: "On", reason: "Why", from: "Made from", running: "in force",
    file: "Add a version (a signed JSON file)", add: "Add", added: "Added: ", there: "It is there already: ", look: "What would change",
    before: "Instead of", after: "With", day: "On", show: "Compare", says: "What it says otherwise", same: "It says nothing otherwise.",
    does: "On that day", figure: "Figure", was: "Before", is: "After", owed: "Owed a call", calls: "Called", minutes: "Minutes with pauses", kept: "Callbacks promised, kept",
    gap: "Gap between loads", advisor: "Same advisor as last time", of: "of", missed: "Callbacks no longer kept", enters: "Enter", leaves: "Leave",
    earlier: "Sooner by more than a day", later: "Later by more than a day", nobody: "Nobody changes place.", groups: "By group", group: "Group",
    people: "People", activate: "Put in force", meant: "To be put in force: ", by: "Your name", taker: "Who takes these on them", why: "Why",
    confirm: "Put in force from the next plan on", lines: "To look at first", done: "In force from the next plan on: ", refused: "Refused: ",
    history: "What was put in force", never: "Nobody has changed the rules yet.", overridden: "taken on by", unsigned: "comes with the program", failed: "The rules could not be read: ",
    unknown: { area: "area unknown", age: "age unknown", household: "household unknown", isolation: "LSNS-6 unknown" },
    names: { under_65: "under 65", "65_74": "65 to 74", "75_84": "75 to 84", "85_and_over": "85 and over", alone: "lives alone", not_alone: "does not live alone", known: "LSNS-6 known" },
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

const colon = () => (language === "fr" ? " : " : ": ");
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
  const word = words[language];
  byId("act").hidden = !chosen || chosen.after === seen.in_force;
  if (!chosen) {
    byId("answer").replaceChildren();
    return;
  }
  const { diff, told, after } = chosen;
  const groups = element("details");
  groups.append(element("summary", word.groups), groupsTable(told, word));
  byId("answer").replaceChildren(element("h3", word.says), diff.changes.length ? listOf(diff.changes.map((each) => each[language])) : element("p", word.same),
    element("h3", `${word.does} – ${dayText(told.day)}`), sidesTable(told, word), ...movesOf(told, word), groups);
  byId("meant").textContent = word.meant + after;
  // Lines are those against what is in force: only then does the yes need somebody who takes them on them.
  const crossed = chosen.before === seen.in_force ? told.crossed_lines : [];
  byId("lines").replaceChildren(...(crossed.length ? [element("h3", word.lines), ...crossed.map((each) => element("p", each[language], "shortfall"))] : []));
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
    byId("look-status").textContent = words[language].refused + error.message;
  }
  showAnswer();
}

async function activate() {
  const word = words[language];
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
  const word = words[language];
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
  const word = words[language];
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

for (const [id, act] of [["question", look], ["yes", activate], ["add", addFile]])
  byId(id).addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
showAlways(show);
