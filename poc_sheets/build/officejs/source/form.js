// The list of buttons: what each does, and the form of those that ask something before a press.
"use strict";

/** Shows every button; `press(action, options)` is what a press does. */
function showButtons(groups, press) {
  for (const [group, actions] of Object.entries(groups)) {
    const id = `group-${group.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
    const list = made("ul", { "aria-labelledby": id }, ...actions.map((action) => buttonItem(action, press)));
    byId("actions").append(made("h2", { id, text: group }), list);
  }
}

function buttonItem(action, press) {
  const { name, label, tooltip, effects, questions } = action;
  const main = made("button", { type: "button", class: "action", "aria-describedby": `tip-${name}` }, made("span", { class: "label", text: label }));
  const about = made("button", { type: "button", class: "about", "aria-expanded": "false", "aria-controls": `panel-${name}`, "aria-label": `What ${label} does` }, made("span", { "aria-hidden": "true", text: "?" }));
  const panel = made("div", { class: "panel", id: `panel-${name}` });
  panel.hidden = true;
  const open = (isOpen) => {
    panel.hidden = !isOpen;
    about.setAttribute("aria-expanded", String(isOpen));
    if (questions.length) main.setAttribute("aria-expanded", String(isOpen));
  };
  panel.append(made("ul", { class: "effects" }, ...effects.map((text) => made("li", { text }))));
  about.addEventListener("click", () => open(panel.hidden));
  if (questions.length) {
    const form = questionForm(action, (options) => press(action, options));
    panel.append(form);
    main.setAttribute("aria-expanded", "false");
    main.setAttribute("aria-controls", panel.id);
    main.querySelector(".label").append(" ...");
    main.addEventListener("click", () => {
      open(panel.hidden);
      if (!panel.hidden) form.querySelector("input, select").focus();
    });
  } else {
    main.addEventListener("click", () => press(action, {}));
  }
  const tip = made("p", { class: "quiet tip", id: `tip-${name}`, text: tooltip });
  const item = made("li", {}, made("div", { class: "row" }, main, about), tip, panel);
  item.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    open(false);
    main.focus();
  });
  return item;
}

function questionForm(action, send) {
  const form = made("form", { novalidate: "", "aria-label": `Options of ${action.label}` });
  for (const question of action.questions) form.append(questionField(action, question));
  form.append(made("button", { type: "submit", class: "primary", text: action.label }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = action.questions.filter((question) => !checkField(action, question));
    if (wrong.length) field(action, wrong[0]).focus();
    else send(givenOptions(action));
  });
  return form;
}

const fieldId = (action, question) => `${action.name}-${question.name}`;
const field = (action, question) => byId(fieldId(action, question));

function questionField(action, question) {
  const { name, label, kind, choices, help, required, default: preset } = question;
  const id = fieldId(action, question);
  const shared = { id, name, "aria-describedby": `${id}-help ${id}-error`, "aria-required": required ? "true" : undefined };
  const mayBeEmpty = required || kind === "yesno" || (kind === "choice" && preset) ? "" : " Can be left empty.";
  const text = made("p", { class: "quiet", id: `${id}-help`, text: `${help}${mayBeEmpty}` });
  const error = made("p", { class: "wrong", id: `${id}-error` });
  if (kind === "yesno") {
    const box = made("input", { type: "checkbox", ...shared });
    box.checked = preset === "True";
    return made("div", { class: "field" }, made("label", { class: "check" }, box, made("span", { text: label })), text, error);
  }
  const input = kind === "choice"
    ? made("select", shared, ...(preset || required ? choices : ["", ...choices]).map((text) => made("option", { value: text, text })))
    : made("input", { type: kind === "date" ? "date" : "text", inputmode: kind === "number" ? "numeric" : undefined, autocomplete: "off", ...shared });
  if (preset) input.value = preset;
  return made("div", { class: "field" }, made("label", { for: id, text: label }), input, text, error);
}

/** Whether a field holds what its question takes; says so beside it where it does not. */
function checkField(action, question) {
  const input = field(action, question);
  const text = input.value.trim();
  let wrong = "";
  if (question.required && text === "") wrong = `Type ${question.label.toLowerCase()}.`;
  else if (question.kind === "number" && text !== "" && !/^-?\d+$/.test(text)) wrong = "Type a whole number.";
  byId(`${input.id}-error`).textContent = wrong;
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  return !wrong;
}

/** The answers; what was left empty is not sent, so that the button finds it out itself. */
function givenOptions(action) {
  const options = {};
  for (const question of action.questions) {
    const input = field(action, question);
    const text = input.value.trim();
    if (question.kind === "yesno") options[question.name] = input.checked;
    else if (text !== "") options[question.name] = question.kind === "number" ? Number(text) : text;
  }
  return options;
}
