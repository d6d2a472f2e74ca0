// What the pages share: the language that was chosen, the words that follow it, asking the service, tables and lists.
"use strict";

let language = (localStorage.getItem("language") || navigator.language || "fr").startsWith("en") ? "en" : "fr";
const byId = (id) => document.getElementById(id);

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function showWords(word) {
  document.documentElement.lang = language;
  document.title = `${word.title} – bienveille`;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = word[each.dataset.text];
  byId("language").textContent = word.other;
  byId("language").lang = language === "fr" ? "en" : "fr";
}

async function read(path) {
  const answer = await fetch(path, { headers: { "Accept-Language": language } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function sendText(path, text, headers = {}) {
  const answer = await fetch(path, { method: "POST", body: text,
    headers: { "Accept-Language": language, "Content-Type": "application/json", ...headers } });
  const told = await answer.json();
  if (!answer.ok) throw new Error([told.detail, ...(told.errors || []).map((each) => `${each.path} ${each.message}`)].join("; "));
  return told;
}

const send = (path, body, headers) => sendText(path, JSON.stringify(body), headers);

function dayText(day) {
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB",
    { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(day + "T00:00:00Z"));
}

function tableOf(heads, rows) {
  const table = element("table");
  const head = element("tr");
  for (const name of heads) {
    const cell = element("th", name);
    cell.scope = "col";
    head.append(cell);
  }
  table.append(head);
  for (const [first, ...others] of rows) {
    const row = element("tr");
    const name = element("th", first);
    name.scope = "row";
    row.append(name, ...others.map((each) => element("td", String(each))));
    table.append(row);
  }
  return table;
}

// What may be wider than a narrow screen moves inside its own frame, by keyboard too.
function scrolled(part, name) {
  const frame = element("div", undefined, "scrolled");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", name);
  frame.append(part);
  return frame;
}

function listOf(texts) {
  const list = element("ul");
  for (const text of texts) list.append(element("li", text));
  return list;
}

// Shows the page, and again whenever the language is switched.
function showAlways(show) {
  byId("language").addEventListener("click", () => {
    language = language === "fr" ? "en" : "fr";
    localStorage.setItem("language", language);
    show();
  });
  show();
}
