// How many advisors it takes to call everybody by a day: more than there are, or fewer, and why one fewer is not enough.
"use strict";

const staffingWords = {
  title: ["Combien de conseillers ?", "How many advisors?"], by: ["Tout le monde appelé au plus tard le", "Everybody called by"],
  ask: ["Calculer", "Work it out"], refused: ["Refusé : ", "Refused: "],
};

let staffing;  // the last answer, of which day
let staffingDay = "";

function showStaffingAnswer() {
  const lines = staffing ? staffing[language].split("\n").filter(Boolean) : [];
  byId("staffing-answer").replaceChildren(...lines.map((line) =>
    line.startsWith("! ") ? element("p", line.slice(2), "shortfall") : element("p", line)));
}

async function askStaffing() {
  byId("staffing-status").textContent = "";
  try {
    staffing = (await send("/v1/whatif", { day: staffingDay, everybody_by: byId("staffing-by").value })).staffing;
  } catch (error) {
    staffing = undefined;
    byId("staffing-status").textContent = said(staffingWords).refused + error.message;
  }
  showStaffingAnswer();
}

// Of this plan. What was asked stays while the page follows the day.
function showStaffing(day) {
  const word = said(staffingWords);
  for (const [id, text] of [["staffing-title", word.title], ["staffing-by-label", word.by], ["staffing-ask", word.ask]]) byId(id).textContent = text;
  if (staffingDay !== day) {
    staffingDay = byId("staffing-by").min = byId("staffing-by").value = day;
    staffing = undefined;
  }
  showStaffingAnswer();
  byId("staffing").hidden = false;
}

onSubmit("staffing-form", askStaffing);
