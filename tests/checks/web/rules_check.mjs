// Every rule file against the published schema, by a validator that is not ours.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { Findings, root } from './service.mjs';

const findings = new Findings();
const read = (name) => JSON.parse(readFileSync(join(root, 'rules', name), 'utf8'));
const schema = read('rules.schema.json');
const ajv = new (schema.$schema.includes('2020-12') ? Ajv2020 : Ajv)({ allErrors: true, strict: true, strictTuples: false, strictRequired: false });
addFormats(ajv);
const validate = ajv.compile(schema);

for (const name of readdirSync(join(root, 'rules')).filter((each) => each.endsWith('.json') && each !== 'rules.schema.json')) {
    const valid = validate(read(name));
    findings.check(valid, `rules/${name}: ${ajv.errorsText(validate.errors, { separator: '\n    ' })}`);
}
// The schema must be able to say no.
const misspelt = read('default.json');
misspelt.factors.izolation = misspelt.factors.isolation;
findings.check(!validate(misspelt), 'rules.schema.json accepts a factor that does not exist');
findings.end('rules');
