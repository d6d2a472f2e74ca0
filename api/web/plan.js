// The newest plan, read through the API: one list an advisor, then who is not called and why.
"use strict";

const words = {
  fr: {
    title: "Plan d’appels du jour", docs: "Documentation de l’API", rules: "Règles", skip: "Aller au contenu", loading: "Chargement…",
    none: "Aucun plan pour le moment. POST /v1/plans/AAAA-MM-JJ en prépare un.", figures: "En bref", other: "English",
    planned: "Appels prévus", unplanned: "Non appelés ce jour", excluded: "Exclus", gap: "Écart de charge",
    kept: "Rappels promis, tenus", impossible: "– impossibles, prouvé", unproven: "– à confirmer",
    promises: "Rappels promis, jour par jour", day: "Échéance", due: "Dus", called: "Prévus", used: "Minutes", calls: "appels", minutes: "min sur", of: "sur", failed: "Le plan n’a pas pu être lu : ",
    reason: { no_phone: "sans téléphone valable", already_today: "déjà joint ce jour", retry_later: "à rappeler plus tard",
      not_owed: "rien de dû ce jour", not_eligible: "aucun conseiller possible", cap_reached: "plafond d’appels difficiles atteint",
      no_room_today: "plus de place ce jour", opted_out: "ne souhaite plus d’appel", deceased: "décédé(e)", moved: "parti(e)",
      hospitalised: "hospitalisé(e)", absent: "absent(e)" },
    tier: { emergency: "urgence ouverte", slot_today: "rendez-vous aujourd’hui", care_due: "suivi rapproché dû",
      promise_today: "promis pour aujourd’hui", mandatory: "dû selon les règles", promise_ahead: "promesse toute proche",
      longest_waiting: "attend depuis longtemps", score: "selon la priorité" },
    band: { high: "priorité élevée", medium: "priorité moyenne", standard: "priorité courante" },
    state: { planned: "prévu", in_progress: "en cours", done: "fait", retry: "à retenter", escalated: "orienté",
      unreachable: "injoignable", cancelled: "annulé" },
  },
  en: {
    title: "Today’s call plan", docs: "API documentation", rules: "Rules", skip: "Skip to content", loading: "Loading…",
    none: "There is no plan yet. POST /v1/plans/YYYY-MM-DD makes one.", figures: "In short", other: "Français",
    planned: "Calls planned", unplanned: "Not called that day", excluded: "Excluded", gap: "Gap between loads",
    kept: "Callbacks promised, kept", impossible: "– impossible, proven", unproven: "– unproven",
    promises: "Promised callbacks, day by day", day: "By", due: "Due", called: "Planned", used: "Minutes", calls: "calls", minutes: "min of", of: "of", failed: "The plan could not be read: ",
    reason: { no_phone: "no valid phone", already_today: "already reached that day", retry_later: "to be tried later",
      not_owed: "nothing owed that day", not_eligible: "no advisor can", cap_reached: "cap of hard calls reached",
      no_room_today: "no room left that day", opted_out: "wants no calls", deceased: "deceased", moved: "moved away",
      hospitalised: "in hospital", absent: "away" },
    tier: { emergency: "open emergency", slot_today: "appointment today", care_due: "close follow-up due",
      promise_today: "promised for today", mandatory: "due by the rules", promise_ahead: "promise due soon",
      longest_waiting: "among the longest waiting", score: "by priority" },
    band: { high: "high priority", medium: "medium priority", standard: "standard priority" },
    state: { planned: "planned", in_progress: "in progress", done: "done", retry: "to be tried again", escalated: "escalated",
      unreachable: "unreachable", cancelled: "cancelled" },
  },
};

function shortDayText(day) {
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB",
    { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(day + "T00:00:00Z"));
}

// French numbers as people write them: 03 53 01 27 89.
function phoneText(phone) {
  const national = /^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(phone || "");
  return national ? "0" + national.slice(1).join(" ") : phone;
}

function counted(rows) {
  const counts = new Map();
  for (const row of rows) counts.set(row.reason, (counts.get(row.reason) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function showFigures(plan, word) {
  const counts = byId("counts");
  counts.replaceChildren();
  const add = (name, value) => counts.append(element("dt", name), element("dd", value));
  add(word.planned, String(plan.lists.reduce((sum, list) => sum + list.calls.length, 0)));
  add(word.unplanned, String(plan.unplanned.length));
  for (const [reason, count] of counted(plan.unplanned)) add("– " + (word.reason[reason] || reason), String(count));
  add(word.excluded, String(plan.excluded.length));
  for (const [reason, count] of counted(plan.excluded)) add("– " + (word.reason[reason] || reason), String(count));
  add(word.kept, `${plan.promises.kept} ${word.of} ${plan.promises.open}`);
  if (plan.promises.impossible) add(word.impossible, String(plan.promises.impossible));
  if (plan.promises.unproven) add(word.unproven, String(plan.promises.unproven));
  add(word.gap, (plan.balance.largest_gap * 100).toLocaleString(language, { maximumFractionDigits: 1 }) + " %");
  byId("figures").hidden = false;
}

// The days ahead, and a sentence for each proof that not all can be kept.
function showPromises(promises, word) {
  const part = byId("promises");
  part.hidden = promises.open === 0 && promises.shortfall.length === 0;
  const table = element("table");
  const head = element("tr");
  for (const name of [word.day, word.due, word.called, word.used]) {
    const cell = element("th", name);
    cell.scope = "col";
    head.append(cell);
  }
  table.append(head);
  for (const each of promises.calendar) {
    const row = element("tr");
    const day = element("th", shortDayText(each.day));
    day.scope = "row";
    row.append(day, element("td", String(each.due)), element("td", String(each.planned)),
      element("td", `${each.planned_minutes} / ${each.capacity_minutes}`));
    table.append(row);
  }
  const sentences = promises.shortfall.map((each) => element("p", each.text, "shortfall"));
  byId("calendar").replaceChildren(table, ...sentences);
}

function showCall(call, word) {
  const row = element("li");
  const who = element("span");
  who.append(element("span", call.label || call.tenant), " ",
    element("span", word.band[call.band], "band-" + call.band), call.state === "planned" ? "" : " · " + word.state[call.state]);
  const where = [phoneText(call.phone), call.commune].filter(Boolean).join(" · ");
  const why = call.reasons.filter((each) => each.points > 0).map((each) => each.text).join(" · ");
  // Why at all, then why so early: the tier comes before the points.
  const tier = element("span", undefined, "why");
  tier.append(element("strong", word.tier[call.tier]), why ? " · " + why : "");
  row.append(element("span", String(call.position), "soft"), element("span", call.starts_at, "time"), who);
  if (where) row.append(element("span", where, "where"));
  row.append(tier);
  return row;
}

function showList(list, word) {
  const used = list.planned_minutes + list.pause_minutes;
  const part = element("section");
  part.append(element("h2", list.advisor), element("p", `${list.calls.length} ${word.calls} · ${used} ${word.minutes} ${list.capacity_minutes}`));
  const bar = element("progress");
  bar.max = Math.max(list.capacity_minutes, 1);
  bar.value = used;
  bar.setAttribute("aria-label", list.advisor);
  const calls = element("ol", undefined, "calls");
  for (const call of list.calls) calls.append(showCall(call, word));
  part.append(bar, calls);
  return part;
}

async function show() {
  const word = words[language];
  showWords(word);
  const status = byId("status");
  try {
    const { newest } = await read("/v1/plans");
    byId("day").textContent = newest ? dayText(newest) : "";
    await showWaves();
    if (!newest) {
      byId("lists").replaceChildren();
      byId("figures").hidden = byId("promises").hidden = byId("replan").hidden = true;
      status.textContent = word.none;
      return;
    }
    const plan = await read("/v1/plans/" + newest);
    const promises = await read("/v1/promises?day=" + newest);
    const lists = await Promise.all(plan.lists.map((list) => read(`/v1/plans/${newest}/lists/${encodeURIComponent(list.advisor)}`)));
    showFigures(plan, word);
    showPromises(promises, word);
    showReplan(newest, plan.lists.map((list) => list.advisor));
    byId("lists").replaceChildren(...lists.map((list) => showList(list, word)));
    status.textContent = "";
  } catch (error) {
    status.textContent = word.failed + error.message;
  }
}

// What changes shows itself: half a second after an event everything is read anew. Without events the page stays as it was read;
// a stream that breaks is taken up again by the browser, with the number of the last event.
function follow() {
  if (!window.EventSource) return;
  const events = new EventSource("/v1/events");
  let waiting;
  const readAgain = () => {
    waiting ??= setTimeout(() => { waiting = undefined; show(); }, 500);
  };
  for (const kind of ["reset", "plan.made", "plan.replanned", "call.leased", "call.released", "call.expired", "call.done", "call.retry",
    "call.escalated", "call.unreachable", "call.cancelled", "call.corrected", "call.moved", "register.changed"])
    events.addEventListener(kind, readAgain);
}

showAlways(show);
follow();
