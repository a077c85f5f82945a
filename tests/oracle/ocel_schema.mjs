// The exported object-centric log against its JSON Schema, judged by ajv; and the schema refuses logs that are damaged.
import Ajv from "ajv";
import {execFileSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

const [juece, source] = [process.env.JUECE, process.env.JUECE_SOURCE];
const folder = mkdtempSync(join(tmpdir(), "juece-oracle-"));
const store = join(folder, "juece.db");
const call = (...words) => execFileSync(juece, [...words, "--store", store], {maxBuffer: 1 << 28}).toString();
let failures = 0;
const expect = (truth, what) => {
  if (!truth) {
    console.error(`failed: ${what}`);
    ++failures;
  }
};

try {
  for (const sample of ["public-work", "market-rule"]) call("run", join(source, "samples", "dossiers", `${sample}.json`));
  const log = JSON.parse(call("log", "--all", "--format", "ocel"));
  const schema = JSON.parse(readFileSync(join(source, "workflows", "schema", "ocel.schema.json"), "utf8"));
  const validate = new Ajv({allErrors: true, allowUnionTypes: true}).compile(schema);
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 5)));
  expect(log.events.length > 100 && log.objects.length > 50, "there is something to validate");

  const damages = {
    "an event without a type": (l) => delete l.events[0].type,
    "a time that is none": (l) => (l.events[1].time = "yesterday"),
    "an attribute of an object without a time": (l) => delete l.objects[0].attributes[0].time,
    "a value that is a list": (l) => (l.events[0].attributes[0].value = []),
    "a relation without its object": (l) => delete l.events[0].relationships[0].objectId,
    "an unknown type of attributes": (l) => (l.eventTypes[0].attributes[0].type = "date"),
    "no list of objects": (l) => delete l.objects,
  };
  for (const [what, damage] of Object.entries(damages)) {
    const copy = structuredClone(log);
    damage(copy);
    expect(!validate(copy), `${what} is refused`);
  }
  console.log(`${log.events.length} events and ${log.objects.length} objects are valid`);
} finally {
  rmSync(folder, {recursive: true, force: true});
}
process.exit(failures === 0 ? 0 : 1);
