// What Microsoft's own generator makes of functions in JavaScript with comments.
// Usage: node functions_metadata.js NODE_MODULES FILE.js
"use strict";
const path = require("node:path");
const [modules, file] = process.argv.slice(2);
const { generateCustomFunctionsMetadata } = require(path.join(modules, "custom-functions-metadata"));

generateCustomFunctionsMetadata(file, false).then((made) => {
  process.stdout.write(JSON.stringify({ errors: made.errors, metadata: JSON.parse(made.metadataJson) }));
});
