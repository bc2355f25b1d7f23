// Converts an add-in's manifest to the unified form and checks that against its schema, offline.
// Usage: node check_manifest.js NODE_MODULES MANIFEST FOLDER
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const [modules, manifest, folder] = process.argv.slice(2);
execFileSync(path.join(modules, ".bin", "office-addin-manifest-converter"), ["convert", manifest, "-o", folder]);
const converted = JSON.parse(fs.readFileSync(path.join(folder, "manifest.json"), "utf8"));
const schemas = path.join(modules, "@microsoft", "app-manifest", "build", "json-schemas", "teams");
const file = path.join(schemas, `v${converted.manifestVersion}`, "MicrosoftTeams.schema.json");
const Ajv = require(path.join(modules, "ajv-draft-04"));
const check = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(JSON.parse(fs.readFileSync(file, "utf8")));
check(converted);
process.stdout.write(JSON.stringify(check.errors || []));
