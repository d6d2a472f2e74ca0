// A day that runs, planned again: what would move and what is lost, then the manager's yes.
"use strict";

const replanWords = {
  replan: ["Replanifier la journée", "Replan the day"], absent: ["Conseiller absent", "Advisor away"], nobody: ["personne", "nobody"],
  now: ["À partir de", "From"], look: ["Voir ce qui changerait", "See what would change"],
  nothing: ["Rien ne change : le plan en cours tient.", "Nothing changes: the running plan holds."],
  slips: ["Temps restant par conseiller", "Time left by advisor"], advisor: ["Conseiller", "Advisor"], left: ["Minutes prévues", "Minutes planned"],
  time: ["Minutes restantes", "Minutes left"], behind: ["De trop", "Too many"], lost: ["Échéances perdues", "Deadlines lost"],
  by: ["pour le", "due"], room: ["place le", "room on"], moves: ["Appels qui changent", "Calls that change"],
  accept: ["Appliquer ces changements", "Put these changes in force"], accepted: ["Nouveau plan en place.", "The new plan is in force."],
  refused: ["Refusé : ", "Refused: "],
  change: {
    dropped: ["retiré", "dropped"], moved: ["déplacé", "moved"], half_day: ["autre demi-journée", "other half-day"], added: ["ajouté", "added"],
    time: ["autre heure", "other time"],
  },
};

function changeText(change, word) {
  const place = (at) => `${at.advisor} ${at.starts_at}`;
  const way = [change.from && place(change.from), change.to && place(change.to)].filter(Boolean).join(" → ");
  return `${change.tenant} · ${word.change[change.change]} · ${way} · ${change.text}`;
}

function showOffer(day, offer) {
  const word = said(replanWords);
  const shown = byId("offer");
  const parts = [element("h3", word.slips), tableOf([word.advisor, word.left, word.time, word.behind],
    offer.slips.map((each) => [each.advisor, each.planned_minutes_left, each.minutes_left, each.behind_minutes]))];
  if (offer.lost.length) {
    const lost = offer.lost.map((each) => [each.tenant, `${word.by} ${shortDayText(each.due_on)}`,
      each.look_ahead_day && `${word.room} ${shortDayText(each.look_ahead_day)}`].filter(Boolean).join(" · "));
    parts.push(element("h3", `${word.lost}${colon()}${offer.lost.length}`), listOf(lost),
      ...offer.promises.shortfall.map((each) => element("p", each.text, "shortfall")));
  }
  if (offer.changes.length) {
    const moves = folded(`${word.moves}${colon()}${offer.changes.length}`, listOf(offer.changes.map((each) => changeText(each, word))), false);
    const yes = element("button", word.accept);
    yes.type = "button";
    yes.addEventListener("click", () => accept(day, offer.accept));
    parts.push(moves, yes);
  } else {
    parts.push(element("p", word.nothing));
  }
  shown.replaceChildren(...parts);
}

async function look(day) {
  const word = said(replanWords);
  const question = {};
  if (byId("absent").value) question.absent = [{ advisor: byId("absent").value }];
  if (byId("now").value) question.now = byId("now").value;
  try {
    showOffer(day, await send(`/v1/plans/${day}/replan`, question));
    byId("replan-status").textContent = "";
  } catch (error) {
    byId("replan-status").textContent = word.refused + error.message;
  }
}

async function accept(day, yes) {
  const word = said(replanWords);
  try {
    await send(`/v1/plans/${day}/accept`, yes);
    asked = "";
    await show();
    byId("replan-status").textContent = word.accepted;
  } catch (error) {
    byId("replan-status").textContent = word.refused + error.message;
  }
}

// The question, for the advisors of this plan. What somebody is looking at stays while the page follows the day.
let asked = "";
function showReplan(day, advisors) {
  const word = said(replanWords);
  const about = [day, language, ...advisors].join(" ");
  if (asked === about) return;
  asked = about;
  for (const [id, text] of [["replan-title", word.replan], ["absent-label", word.absent], ["now-label", word.now], ["look", word.look]])
    byId(id).textContent = text;
  const nobody = element("option", word.nobody);
  nobody.value = "";
  byId("absent").replaceChildren(nobody, ...advisors.map((each) => element("option", each)));
  byId("offer").replaceChildren();
  byId("replan-status").textContent = "";
  byId("question").onsubmit = (event) => {
    event.preventDefault();
    look(day);
  };
  byId("replan").hidden = false;
}
