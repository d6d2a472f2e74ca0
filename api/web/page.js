// What both pages share: the language that was chosen, and the words that follow it.
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

// Shows the page, and again whenever the language is switched.
function showAlways(show) {
  byId("language").addEventListener("click", () => {
    language = language === "fr" ? "en" : "fr";
    localStorage.setItem("language", language);
    show();
  });
  show();
}
