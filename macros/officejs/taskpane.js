// The task pane: buttons, what was found, and the way to each cell. All text is set as text.
"use strict";

const byId = (id) => document.getElementById(id);

function say(text) {
  byId("status").textContent = text;
}

function showButtons() {
  for (const [group, actions] of Object.entries(POC_ACTIONS)) {
    const part = document.createElement("section");
    const title = document.createElement("h2");
    title.textContent = group;
    part.append(title);
    for (const action of actions) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = action.label;
      button.title = action.tooltip;
      button.addEventListener("click", () => press(action));
      part.append(button);
    }
    byId("actions").append(part);
  }
}

async function press(action) {
  const buttons = [...byId("actions").querySelectorAll("button")];
  buttons.forEach((button) => { button.disabled = true; });
  byId("progress").hidden = false;
  say(`${action.label} ...`);
  try {
    const workbook = { uid: await pocHost.uid(), ...(await pocHost.tabs()) };
    const answer = await pocPost("/actions", { action: action.name, request_id: crypto.randomUUID(), workbook });
    if (answer.changes && answer.changes.length) await pocHost.write(answer.changes);
    pocChanged();
    showAnswer(answer);
  } catch (problem) {
    const hint = problem instanceof TypeError ? " Start poc_sheets, and allow this page to reach this computer if the browser asks." : "";
    showAnswer({ summary: `Nothing was changed. ${problem.message}${hint}`, findings: [], documents: [] });
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
    byId("progress").hidden = true;
  }
}

function showAnswer(answer) {
  say(answer.summary || answer.text || "The server's answer could not be read.");
  byId("findings").replaceChildren(...(answer.findings || []).map(findingItem));
  byId("documents").replaceChildren(...(answer.documents || []).map((name) => {
    const item = document.createElement("li");
    item.textContent = name;
    return item;
  }));
  byId("documents-part").hidden = !(answer.documents || []).length;
}

function findingItem(finding) {
  const item = document.createElement("li");
  item.className = finding.level || "error";
  const place = [finding.tab, finding.cell].filter(Boolean).join(" ");
  const go = document.createElement("button");
  go.type = "button";
  go.textContent = finding.title;
  go.setAttribute("aria-label", place ? `${finding.title}. Go to ${place}` : finding.title);
  go.disabled = !finding.tab;
  go.addEventListener("click", () => pocHost.select(finding.tab, finding.cell).catch((problem) => say(problem.message)));
  const what = document.createElement("p");
  what.textContent = `${place ? `${place}: ` : ""}${finding.what}`;
  const todo = document.createElement("p");
  todo.textContent = `Do: ${finding.do}`;
  item.append(go, what, todo);
  return item;
}

function keepKey() {
  localStorage.setItem("poc_key", byId("key").value.trim());
  say("The key is kept on this computer.");
}

Office.onReady(() => {
  showButtons();
  byId("keep-key").addEventListener("click", keepKey);
  if (typeof Excel === "undefined") say("Open this page inside Excel.");
  else pocHost.watch().catch((problem) => say(problem.message));
});
