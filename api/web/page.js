// What the pages share: their head, the language that was chosen, the words that follow it, asking the service, tables and lists.
"use strict";

let language = (localStorage.getItem("language") || navigator.language || "fr").startsWith("en") ? "en" : "fr";
const byId = (id) => document.getElementById(id);

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// Words stand once, French and English beside each other: { title: ["Règles", "Rules"] }. These are what they say in the language chosen.
function said(table) {
  return Object.fromEntries(Object.entries(table).map(([key, each]) =>
    [key, Array.isArray(each) ? each[language === "fr" ? 0 : 1] : said(each)]));
}

const pages = { "/": ["Plan du jour", "Today’s plan"], "/rules": ["Règles", "Rules"], "/waves": ["Vagues et bilans", "Waves and reports"], "/docs": ["API", "API"] };
const shared = { skip: ["Aller au contenu", "Skip to content"], loading: ["Chargement…", "Loading…"], other: ["English", "Français"] };

// The head of every page: the way to the content, the title, the other pages, the other language.
function makeHead() {
  const skip = element("a", undefined, "skip");
  skip.href = "#content";
  skip.dataset.text = "skip";
  const title = element("h1");
  title.dataset.text = "title";
  const others = element("nav");
  others.setAttribute("aria-label", "bienveille");
  for (const path of Object.keys(pages).filter((each) => each !== location.pathname)) {
    const link = element("a");
    link.href = path;
    link.dataset.page = path;
    others.append(link);
  }
  const button = element("button");
  button.type = "button";
  button.id = "language";
  others.append(button);
  const head = element("header");
  head.append(title, others);
  document.body.prepend(skip, head);
}
makeHead();

function showWords(word) {
  word = { ...said(shared), ...word };
  document.documentElement.lang = language;
  document.title = `${word.title} – bienveille`;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = word[each.dataset.text];
  for (const each of document.querySelectorAll("[data-page]")) each.textContent = said(pages)[each.dataset.page];
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

const colon = () => (language === "fr" ? " : " : ": ");
const byName = (form) => Object.fromEntries(new FormData(form));
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

// Under a line that opens it.
function folded(title, part, open) {
  const made = element("details");
  made.open = open;
  made.append(element("summary", title), part);
  return made;
}

function listOf(texts) {
  const list = element("ul");
  for (const text of texts) list.append(element("li", text));
  return list;
}

function onSubmit(id, act) {
  byId(id).addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
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
