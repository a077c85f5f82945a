// Compares the committed table with npm feelin: every guard of guard_cases.json must give "feelin" there, or "expected" where
// no "feelin" is written. The engine is held to the same table by tests/unit/guard, so that the two are compared through it.
import { readFileSync } from 'node:fs';
import { evaluate } from 'feelin';

const table = JSON.parse(readFileSync(new URL('guard_cases.json', import.meta.url), 'utf8'));

function factValue({ type, value }) {
  if (value === null) return null;
  if (type === 'number') return Number(value);
  if (type === 'date' || type === 'duration') return evaluate(`${type}("${value}")`).value;
  return value;
}

function answer(guard, context) {
  try {
    return evaluate(guard, context).value ?? null;
  } catch {
    return 'error';
  }
}

const context = Object.fromEntries(Object.entries(table.facts).map(([name, fact]) => [name, factValue(fact)]));
let wrong = 0;
let deviations = 0;
for (const entry of table.cases) {
  const deviates = Object.hasOwn(entry, 'feelin');
  if (deviates && !entry.reason) {
    console.log(`no reason for the deviation: ${entry.guard}`);
    wrong += 1;
  }
  deviations += deviates ? 1 : 0;
  const wanted = deviates ? entry.feelin : entry.expected;
  const found = answer(entry.guard, context);
  if (found !== wanted) {
    console.log(`${entry.guard}: the table says ${wanted}, feelin says ${found}`);
    wrong += 1;
  }
}
console.log(`${table.cases.length} guards, ${deviations} known deviations, ${wrong} wrong`);
process.exit(wrong === 0 && table.cases.length >= 80 ? 0 : 1);
