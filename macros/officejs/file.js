// A file of the person's own computer, brought into the open workbook.
"use strict";

/** Shows the button; `press(action, options, file)` is what a press does. */
function showFileButton({ name, label, most }, press) {
  const button = byId("file-button");
  const picker = byId("file");
  byId("file-help").append(` Up to ${megabytes(most)}.`);
  button.addEventListener("click", () => picker.click());
  picker.addEventListener("change", async () => {
    const [file] = picker.files;
    if (file && file.size > most) tellTooLarge(label, file, most);
    else if (file) await press({ name, label }, {}, file);
    // Only so can the same file be picked once more.
    picker.value = "";
  });
}

const megabytes = (bytes) => `${Math.ceil(bytes / 1e5) / 10} MB`;

function tellTooLarge(label, file, most) {
  const summary = `Nothing was changed. ${file.name} has ${megabytes(file.size)}, and ${megabytes(most)} fit. Ask for a shorter period, or bring in parts of it.`;
  showAnswer(label, { summary });
  byId("answer-title").focus();
}

/** A file as it travels: its name, and its bytes as base64. */
function sentFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve({ name: file.name, content: reader.result.split(",")[1] || "" }));
    reader.addEventListener("error", () => reject(new Error(`${file.name} cannot be read. Close it in other programs, and choose it again.`)));
    reader.readAsDataURL(file);
  });
}
