// The OpenAPI document, shown as a page: routes by tag, their parameters, bodies, answers and examples.
"use strict";

const words = {
  title: ["Documentation de l’API", "API documentation"], who: ["Qui", "Who"], parameters: ["Paramètres", "Parameters"], body: ["Corps", "Body"],
  answers: ["Réponses", "Answers"], required: ["obligatoire", "required"], schemas: ["Schémas", "Schemas"],
  failed: ["Le document n’a pas pu être lu : ", "The document could not be read: "], source: ["Les textes du document sont en anglais.", ""],
};
const methods = ["get", "put", "post", "delete"];
function resolve(document_, value) {
  if (!value || !value.$ref) return value;
  return value.$ref.replace("#/", "").split("/").reduce((at, step) => at[step], document_);
}

function code(value) {
  return element("pre", typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

function content(part, described) {
  for (const [type, each] of Object.entries(described || {})) {
    part.append(element("p", type, "soft"));
    if (each.example !== undefined) part.append(code(each.example));
    else if (each.schema) part.append(code(each.schema));
  }
}

function showRoute(document_, path, method, route, word) {
  const part = element("details");
  const title = element("summary");
  title.append(element("span", method.toUpperCase(), "method"), " ", element("code", path), " – " + route.summary);
  part.append(title);
  if (route.description) part.append(element("p", route.description));
  part.append(element("p", word.who + " : " + route["x-who"], "soft"));
  const parameters = (route.parameters || []).map((each) => resolve(document_, each));
  if (parameters.length) {
    part.append(element("h3", word.parameters));
    const list = element("ul");
    for (const each of parameters) {
      const row = element("li");
      row.append(element("code", each.name), ` (${each.in}${each.required ? ", " + word.required : ""}) ${each.description || ""}`);
      list.append(row);
    }
    part.append(list);
  }
  const body = resolve(document_, route.requestBody);
  if (body) {
    part.append(element("h3", word.body));
    content(part, body.content);
  }
  part.append(element("h3", word.answers));
  for (const [status, given] of Object.entries(route.responses)) {
    const answer = resolve(document_, given);
    part.append(element("p", `${status} – ${answer.description}`));
    if (status < "300") content(part, answer.content);
  }
  return part;
}

async function show() {
  const word = said(words);
  showWords(word);
  try {
    const answer = await fetch("/v1/openapi.json");
    if (!answer.ok) throw new Error(String(answer.status));
    const document_ = await answer.json();
    const routes = byId("routes");
    routes.lang = "en";
    routes.replaceChildren(element("p", document_.info.description));
    for (const tag of document_.tags) {
      routes.append(element("h2", tag.name), element("p", tag.description, "soft"));
      for (const [path, item] of Object.entries(document_.paths))
        for (const method of methods)
          if (item[method] && item[method].tags.includes(tag.name)) routes.append(showRoute(document_, path, method, item[method], word));
    }
    routes.append(element("h2", word.schemas));
    for (const [name, schema] of Object.entries(document_.components.schemas)) {
      const part = element("details");
      part.append(element("summary", name), code(schema));
      routes.append(part);
    }
    byId("status").textContent = word.source;
  } catch (error) {
    byId("status").textContent = word.failed + error.message;
  }
}

showAlways(show);
