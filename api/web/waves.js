// The waves: begun, told about in words of tenants and of the team, each with its report to read, to print, to count on with.
"use strict";

const words = {
  title: ["Vagues d’appels et bilans", "Waves of calls and their reports"], reports: ["Bilans", "Reports"], to: ["au", "to"],
  none: ["Aucune vague n’a été commencée.", "No wave has been begun."],
  html: ["bilan", "report"], pdf: ["PDF", "PDF"], csv: ["tableaux (CSV)", "tables (CSV)"], json: ["JSON", "JSON"],
  around: ["Communes à réunir dans le bilan, séparées par des virgules", "Communes to tell of together, with commas between them"],
  begin: ["Commencer une vague", "Begin a wave"], name: ["Nom", "Name"], first: ["Premier jour", "First day"], last: ["Dernier jour", "Last day"],
  begun: ["Vague commencée : ", "Begun: "], words: ["Paroles et impressions", "Words and impressions"],
  shown: ["Elles figurent dans le bilan de la vague.", "They stand in the report of the wave."], wave: ["Vague", "Wave"], from: ["De", "From"],
  tenant: ["un locataire", "a tenant"], team: ["l’équipe", "the team"], text: ["Texte", "Text"],
  consent: ["Le locataire accepte d’être cité, sans son nom", "The tenant agrees to be quoted, without a name"], keep: ["Enregistrer", "Keep"],
  kept: ["Enregistré.", "Kept."], look: ["À relire, mots sensibles : ", "To be read again, delicate words: "], refused: ["Refusé : ", "Refused: "],
  failed: ["Les vagues n’ont pas pu être lues : ", "The waves could not be read: "],
};

let waves = [];

function reportOf(wave, form) {
  const asked = new URLSearchParams({ format: form, language });
  for (const commune of byId("around").value.split(",").map((each) => each.trim()).filter(Boolean)) asked.append("around", commune);
  return `/v1/waves/${wave.id}/report?${asked}`;
}

function showList() {
  const word = said(words);
  byId("wave-list").replaceChildren(...waves.map((wave) => {
    const row = element("li");
    row.append(element("strong", wave.name), element("span", `${dayText(wave.first_day)} ${word.to} ${dayText(wave.last_day)}`, "soft"));
    const links = element("span", undefined, "links");
    for (const form of ["html", "pdf", "csv", "json"]) {
      const link = element("a", word[form]);
      link.href = reportOf(wave, form);
      link.setAttribute("aria-label", `${wave.name} – ${word[form]}`);
      links.append(link);
    }
    row.append(links);
    return row;
  }));
  byId("none").hidden = waves.length > 0;
  byId("told").hidden = byId("telling").hidden = waves.length === 0;
}

function offerWaves() {
  const kept = byId("wave").value;
  byId("wave").replaceChildren(...waves.map((wave) => {
    const option = element("option", wave.name);
    option.value = wave.id;
    return option;
  }));
  byId("wave").value = waves.some((each) => each.id === kept) ? kept : waves.at(-1)?.id ?? "";
}

// The team's own impressions need nobody's consent.
function askConsent() {
  const needed = byId("from").value === "tenant";
  byId("consent-line").hidden = !needed;
  byId("consent").required = needed;
}

async function begin() {
  const word = said(words);
  try {
    const wave = await send("/v1/waves", byName(byId("begin")));
    byId("begin").reset();
    await show();
    byId("wave").value = wave.id;
    byId("begin-status").textContent = word.begun + wave.name;
  } catch (error) {
    byId("begin-status").textContent = word.refused + error.message;
  }
}

async function keepWords() {
  const word = said(words);
  const told = { from: byId("from").value, text: byId("text").value };
  if (told.from === "tenant") told.consent = byId("consent").checked;
  try {
    const { warnings } = await send(`/v1/waves/${byId("wave").value}/words`, told);
    byId("text").value = "";
    byId("consent").checked = false;
    byId("words-status").textContent = [word.kept, warnings.length ? word.look + warnings.join(", ") : ""].filter(Boolean).join(" ");
  } catch (error) {
    byId("words-status").textContent = word.refused + error.message;
  }
}

async function show() {
  const word = said(words);
  showWords(word);
  try {
    waves = (await read("/v1/waves")).waves;
    showList();
    offerWaves();
    askConsent();
    byId("status").textContent = "";
  } catch (error) {
    byId("status").textContent = word.failed + error.message;
  }
}

byId("around").addEventListener("input", showList);
byId("from").addEventListener("change", askConsent);
for (const [id, act] of [["told", showList], ["begin", begin], ["words", keepWords]]) onSubmit(id, act);
showAlways(show);
