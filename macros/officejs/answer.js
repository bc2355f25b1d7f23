// What a press found and made: each finding leads to its cell. All text is set as text.
"use strict";

/** More findings than these are read in their own tab. */
const POC_SHOWN = 100;
const POC_LEVELS = { error: "Error", warning: "Warning", note: "Note" };

const byId = (id) => document.getElementById(id);

/** An element with text and attributes, and what stands inside. */
function made(tag, { text, ...attributes } = {}, ...inside) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}

function say(text) {
  byId("status").textContent = text;
}

/** Shows a server's answer; `title` is what was pressed. */
function showAnswer(title, answer) {
  byId("answer-title").textContent = title;
  const headline = answer.ok === false && answer.title ? `${answer.title}. ` : "";
  say(headline + (answer.summary || answer.text || "The server's answer could not be read."));
  showFindings(answer.findings || []);
  showDocuments(answer.documents || [], answer.downloads || []);
}

function showFindings(findings) {
  const hidden = findings.length - POC_SHOWN;
  byId("findings-title").textContent = `Findings (${findings.length})`;
  byId("findings").replaceChildren(...findings.slice(0, POC_SHOWN).map(findingItem));
  byId("findings-rest").textContent = `${hidden} more in the Findings tab.`;
  byId("findings-rest").hidden = hidden <= 0;
  byId("findings-part").hidden = findings.length === 0;
}

function findingItem(finding) {
  const level = finding.level in POC_LEVELS ? finding.level : "error";
  const place = [finding.tab, finding.cell || (finding.row ? `row ${finding.row}` : "")].filter(Boolean).join(" ");
  const head = made("p", { class: "head" }, made("span", { class: "level", text: POC_LEVELS[level] }), made("strong", { text: finding.title }));
  const item = made("li", { class: level }, head, made("p", { text: finding.what }), made("p", {}, made("b", { text: "Do: " }), finding.do));
  if (finding.tab) {
    const cell = finding.cell || (finding.row ? `A${finding.row}` : "");
    const go = made("button", { type: "button", class: "link", text: `Go to ${place}`, "aria-label": `Go to ${place}: ${finding.title}` });
    go.addEventListener("click", () => pocHost.select(finding.tab, cell).catch((problem) => say(problem.message)));
    item.append(go);
  }
  return item;
}

/** Documents as the server kept them; those that it hands out can be downloaded. */
function showDocuments(kept, downloads) {
  byId("documents").replaceChildren(...kept.map((path) => {
    const name = path.split(/[\\/]/).at(-1);
    const offered = downloads.find((each) => each.name === name);
    const item = made("li", {}, made("p", { class: "head" }, made("strong", { text: name })), made("p", { class: "quiet", text: `Kept as ${path}` }));
    if (offered) {
      const button = made("button", { type: "button", class: "link", text: "Download", "aria-label": `Download ${name}` });
      button.addEventListener("click", () => download(offered).catch((problem) => say(`${name} could not be downloaded: ${problem.message}.`)));
      item.append(button);
    }
    return item;
  }));
  byId("documents-part").hidden = kept.length === 0;
}

async function download({ name, address }) {
  const answer = await (await pocFetch(address)).json();
  if (!answer.ok) throw new Error(answer.title);
  const bytes = Uint8Array.from(atob(answer.content), (sign) => sign.charCodeAt(0));
  const link = made("a", { href: URL.createObjectURL(new Blob([bytes])), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
