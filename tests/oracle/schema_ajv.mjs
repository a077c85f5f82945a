// Compares the committed table of schemas and values with npm ajv: the same values fit, and problems are found at the same places. The
// engine's validator is held to the same table by tests/unit/catalog/schema_cases_test.cpp, so that the two are compared through it.
// Then every form that the shipped plugins describe must be a schema for ajv too, and its example must fit there.
import { readFileSync, readdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const table = JSON.parse(readFileSync(new URL('schema_cases.json', import.meta.url), 'utf8'));

function newAjv() {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: true, validateFormats: true });
  addFormats(ajv);
  for (const annotation of ['title-zh', 'x-article', 'x-personal', 'x-titles', 'x-refers-to', 'x-stricter']) ajv.addKeyword(annotation);
  return ajv;
}

// Objects take no further members unless the schema says so: the subset's one default that differs.
function closed(schema) {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return schema;
  const copy = { ...schema };
  if (copy.properties && !Array.isArray(copy.properties)) {
    copy.properties = Object.fromEntries(Object.entries(copy.properties).map(([name, inner]) => [name, closed(inner)]));
  }
  for (const key of ['items', 'additionalProperties']) if (key in copy) copy[key] = closed(copy[key]);
  if (!('additionalProperties' in copy)) copy.additionalProperties = false;
  return copy;
}

const escaped = (name) => name.replaceAll('~', '~0').replaceAll('/', '~1');

// ajv reports a missing or a further member at the object, and a repeated item at the list.
function pointerOf(error) {
  if (error.keyword === 'required') return `${error.instancePath}/${escaped(error.params.missingProperty)}`;
  if (error.keyword === 'additionalProperties') return `${error.instancePath}/${escaped(error.params.additionalProperty)}`;
  if (error.keyword === 'uniqueItems') return `${error.instancePath}/${Math.max(error.params.i, error.params.j)}`;
  return error.instancePath;
}

function problems(schema, value) {
  const validate = newAjv().compile(closed(schema));
  return validate(value) ? [] : [...new Set(validate.errors.map(pointerOf))].sort();
}

function compiles(schema) {
  try {
    newAjv().compile(closed(schema));
    return true;
  } catch {
    return false;
  }
}

let cases = 0;
let wrong = 0;
function expect(what, found, wanted) {
  cases += 1;
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  wrong += 1;
  console.log(`${what}: the table says ${JSON.stringify(wanted)}, ajv says ${JSON.stringify(found)}`);
}

for (const group of table.groups) {
  const about = JSON.stringify(group.schema);
  for (const value of group.valid) expect(`${about} of ${JSON.stringify(value)}`, problems(group.schema, value), []);
  for (const [value, pointers] of group.invalid) expect(`${about} of ${JSON.stringify(value)}`, problems(group.schema, value), [...pointers].sort());
}
for (const [schema, pointer] of table.bad) expect(`${JSON.stringify(schema)} (${pointer})`, compiles(schema), false);
for (const [schema] of table.narrower) expect(JSON.stringify(schema), compiles(schema), true);
for (const deviation of table.deviations) {
  expect(deviation.value_json, problems(deviation.schema, JSON.parse(deviation.value_json)).length === 0, deviation.ajv);
  if (!deviation.reason) expect(deviation.value_json, 'no reason', 'a reason');
}

let forms = 0;
if (process.env.JUECE) {
  const types = new Set();
  for (const folder of readdirSync(`${process.env.JUECE_SOURCE}/plugins`, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const descriptor = JSON.parse(readFileSync(`${process.env.JUECE_SOURCE}/plugins/${folder.name}/descriptor.json`, 'utf8'));
    for (const step of descriptor.steps ?? []) types.add(step.type);
  }
  for (const type of types) {
    const told = JSON.parse(execFileSync(process.env.JUECE, ['form', type, '--format', 'json'], { encoding: 'utf8' }));
    for (const form of told.forms) {
      forms += 1;
      expect(`the example of ${type}/${form.action}`, problems(form.schema, form.example), []);
    }
  }
}
console.log(`${cases} cases, ${forms} forms, ${wrong} wrong`);
process.exit(wrong === 0 && cases >= 400 ? 0 : 1);
