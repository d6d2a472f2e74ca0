// The newest plan, read through the API: one list an advisor, then who is not called and why.
"use strict";

const words = {
  title: ["Plan d’appels du jour", "Today’s call plan"],
  none: ["Aucun plan pour le moment. POST /v1/plans/AAAA-MM-JJ en prépare un.", "There is no plan yet. POST /v1/plans/YYYY-MM-DD makes one."],
  figures: ["En bref", "In short"], planned: ["Appels prévus", "Calls planned"], unplanned: ["Non appelés ce jour", "Not called that day"],
  excluded: ["Exclus", "Excluded"], gap: ["Écart de charge", "Gap between loads"], kept: ["Rappels promis, tenus", "Callbacks promised, kept"],
  impossible: ["– impossibles, prouvé", "– impossible, proven"], unproven: ["– à confirmer", "– unproven"],
  promises: ["Rappels promis, jour par jour", "Promised callbacks, day by day"], day: ["Échéance", "By"], due: ["Dus", "Due"],
  called: ["Prévus", "Planned"], used: ["Minutes", "Minutes"], calls: ["appels", "calls"], minutes: ["min sur", "min of"], of: ["sur", "of"],
  failed: ["Le plan n’a pas pu être lu : ", "The plan could not be read: "],
  reason: {
    no_phone: ["sans téléphone valable", "no valid phone"], already_today: ["déjà joint ce jour", "already reached that day"],
    retry_later: ["à rappeler plus tard", "to be tried later"], not_owed: ["rien de dû ce jour", "nothing owed that day"],
    not_eligible: ["aucun conseiller possible", "no advisor can"], cap_reached: ["plafond d’appels difficiles atteint", "cap of hard calls reached"],
    no_room_today: ["plus de place ce jour", "no room left that day"], opted_out: ["ne souhaite plus d’appel", "wants no calls"],
    deceased: ["décédé(e)", "deceased"], moved: ["parti(e)", "moved away"], hospitalised: ["hospitalisé(e)", "in hospital"],
    absent: ["absent(e)", "away"],
  },
  tier: {
    emergency: ["urgence ouverte", "open emergency"], slot_today: ["rendez-vous aujourd’hui", "appointment today"],
    care_due: ["suivi rapproché dû", "close follow-up due"], promise_today: ["promis pour aujourd’hui", "promised for today"],
    mandatory: ["dû selon les règles", "due by the rules"], promise_ahead: ["promesse toute proche", "promise due soon"],
    longest_waiting: ["attend depuis longtemps", "among the longest waiting"], score: ["selon la priorité", "by priority"],
  },
  band: {
    high: ["priorité élevée", "high priority"], medium: ["priorité moyenne", "medium priority"],
    standard: ["priorité courante", "standard priority"],
  },
  state: {
    planned: ["prévu", "planned"], in_progress: ["en cours", "in progress"], done: ["fait", "done"], retry: ["à retenter", "to be tried again"],
    escalated: ["orienté", "escalated"], unreachable: ["injoignable", "unreachable"], cancelled: ["annulé", "cancelled"],
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
  const table = tableOf([word.day, word.due, word.called, word.used], promises.calendar.map((each) =>
    [shortDayText(each.day), each.due, each.planned, `${each.planned_minutes} / ${each.capacity_minutes}`]));
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
  const word = said(words);
  showWords(word);
  const status = byId("status");
  try {
    const { newest } = await read("/v1/plans");
    byId("day").textContent = newest ? dayText(newest) : "";
    if (!newest) {
      byId("lists").replaceChildren();
      byId("figures").hidden = byId("promises").hidden = byId("replan").hidden = byId("staffing").hidden = true;
      status.textContent = word.none;
      return;
    }
    const plan = await read("/v1/plans/" + newest);
    const promises = await read("/v1/promises?day=" + newest);
    const lists = await Promise.all(plan.lists.map((list) => read(`/v1/plans/${newest}/lists/${encodeURIComponent(list.advisor)}`)));
    showFigures(plan, word);
    showPromises(promises, word);
    showReplan(newest, plan.lists.map((list) => list.advisor));
    showStaffing(newest);
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
