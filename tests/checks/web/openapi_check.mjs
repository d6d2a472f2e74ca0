// The OpenAPI document against the running service: same document, same routes, same methods, answers of the shape and
// status it promises. Requests are built from the document's own examples.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Findings, root, withService } from './service.mjs';

const kMethods = ['get', 'put', 'post', 'delete', 'patch'];
const findings = new Findings();
const document = JSON.parse(readFileSync(join(root, 'api/openapi.json'), 'utf8'));

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats(ajv);
ajv.addSchema(document, 'openapi');
const validator = (pointer) => ajv.getSchema(`openapi#${pointer}`);
const escaped = (key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));

// Follows a local $ref, and says where it led.
function at(pointer) {
    const value = pointer.split('/').slice(1).reduce((node, key) => node?.[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')], document);
    return value?.$ref ? at(value.$ref.slice(1)) : { value, pointer };
}

const exampleOf = (holder) => holder?.example ?? holder?.schema?.example ?? holder?.schema?.examples?.[0] ?? at(Object.values(holder?.examples ?? {})[0]?.$ref?.slice(1) ?? '/none').value?.value ?? Object.values(holder?.examples ?? {})[0]?.value;

function parametersOf(path, method) {
    const lists = [[`/paths/${escaped(path)}/parameters`, document.paths[path].parameters], [`/paths/${escaped(path)}/${method}/parameters`, document.paths[path][method].parameters]];
    return lists.flatMap(([pointer, list]) => (list ?? []).map((_, index) => at(`${pointer}/${index}`).value));
}

// The request that the document's examples describe; nothing when an example that is needed is missing.
function request(path, method) {
    let url = path;
    const query = new URLSearchParams();
    const headers = {};
    for (const parameter of parametersOf(path, method)) {
        const example = exampleOf(parameter);
        if (parameter.required && example === undefined) return { missing: `parameter ${parameter.name} has no example` };
        if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encodeURIComponent(example));
        if (parameter.in === 'query' && parameter.required) query.set(parameter.name, example);
        if (parameter.in === 'header' && parameter.required) headers[parameter.name] = example;
    }
    const content = at(`/paths/${escaped(path)}/${method}/requestBody`).value?.content;
    let body;
    if (content) {
        const [type, media] = Object.entries(content)[0];
        const example = exampleOf(media);
        if (example === undefined) return { missing: `the body of ${type} has no example` };
        headers['content-type'] = type;
        body = typeof example === 'string' ? example : JSON.stringify(example);
    }
    return { url: query.size ? `${url}?${query}` : url, init: { method: method.toUpperCase(), headers, body } };
}

// An event stream does not end by itself: its beginning is enough.
async function textOf(answer) {
    if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
    const reader = answer.body.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return new TextDecoder().decode(value);
}

async function checkAnswer(base, path, method) {
    const name = `${method.toUpperCase()} ${path}`;
    const made = request(path, method);
    if (!findings.check(!made.missing, `${name}: ${made.missing}`)) return;
    const answer = await fetch(base + made.url, { ...made.init, signal: AbortSignal.timeout(20000) });
    const text = await textOf(answer);
    const responses = `/paths/${escaped(path)}/${method}/responses`;
    const key = document.paths[path][method].responses[answer.status] ? String(answer.status) : 'default';
    const { value: response, pointer } = at(`${responses}/${key}`);
    if (!findings.check(response, `${name} -> ${answer.status}, which the document does not name: ${text.slice(0, 300)}`)) return;
    findings.check(answer.status < 500, `${name} -> ${answer.status}: ${text.slice(0, 300)}`);
    findings.check(answer.headers.get('x-request-id'), `${name}: no X-Request-Id`);
    const type = (answer.headers.get('content-type') ?? '').split(';')[0];
    if (!response.content) return;
    if (!findings.check(response.content[type], `${name} -> ${answer.status} is ${type || 'of no type'}, not ${Object.keys(response.content)}`)) return;
    if (!type.endsWith('json') || !response.content[type].schema) return;
    const validate = validator(`${pointer}/content/${escaped(type)}/schema`);
    findings.check(validate(JSON.parse(text)), `${name} -> ${answer.status}: ${ajv.errorsText(validate.errors)}`);
}

async function checkMethods(base, path) {
    const documented = kMethods.filter((method) => document.paths[path][method]);
    const url = base + path.replaceAll(/\{[^}]+\}/g, 'x');
    for (const method of kMethods.filter((each) => !documented.includes(each))) {
        const body = ['get', 'delete'].includes(method) ? {} : { body: '{}', headers: { 'content-type': 'application/json' } };
        const answer = await fetch(url, { method: method.toUpperCase(), ...body });
        await answer.text();
        const allowed = (answer.headers.get('allow') ?? '').toLowerCase().split(/,\s*/);
        findings.check(answer.status === 405 && documented.every((each) => allowed.includes(each)),
            `${method.toUpperCase()} ${path} -> ${answer.status}, Allow: ${answer.headers.get('allow')}; must be 405, Allow: ${documented}`);
    }
}

await withService(async (base) => {
    const served = await (await fetch(`${base}/v1/openapi.json`)).json();
    findings.check(JSON.stringify(served) === JSON.stringify(document), 'GET /v1/openapi.json is not api/openapi.json');
    // Plans first, so that what reads them finds them; what takes away, last.
    const order = (method) => ['post', 'put', 'get', 'patch', 'delete'].indexOf(method);
    const operations = Object.keys(document.paths).flatMap((path) => kMethods.filter((method) => document.paths[path][method]).map((method) => [path, method]));
    operations.sort((a, b) => order(a[1]) - order(b[1]) || a[0].length - b[0].length);
    for (const [path, method] of operations) await checkAnswer(base, path, method);
    for (const path of Object.keys(document.paths)) await checkMethods(base, path);
    const nowhere = await fetch(`${base}/v1/nowhere`);
    findings.check(nowhere.status === 404 && nowhere.headers.get('content-type')?.startsWith('application/problem+json'), 'GET /v1/nowhere is no 404 problem');
});
findings.end('openapi');
