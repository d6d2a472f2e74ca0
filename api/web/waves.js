// The waves, each with its report: to read, to print, to count on with.
"use strict";

const waveWords = {
  fr: { waves: "Bilans des vagues d’appels", to: "au", html: "bilan", pdf: "PDF", csv: "tableaux (CSV)" },
  en: { waves: "Reports of the waves of calls", to: "to", html: "report", pdf: "PDF", csv: "tables (CSV)" },
};

async function showWaves() {
  const word = waveWords[language];
  const { waves } = await read("/v1/waves");
  byId("waves-title").textContent = word.waves;
  byId("wave-list").replaceChildren(...waves.map((wave) => {
    const row = element("li", `${wave.name}, ${dayText(wave.first_day)} ${word.to} ${dayText(wave.last_day)} : `);
    for (const form of ["html", "pdf", "csv"]) {
      const link = element("a", word[form]);
      link.href = `/v1/waves/${wave.id}/report?format=${form}&language=${language}`;
      link.setAttribute("aria-label", `${wave.name} : ${word[form]}`);
      row.append(link, form === "csv" ? "" : " · ");
    }
    return row;
  }));
  byId("waves").hidden = waves.length === 0;
}
