// README against the program: what it prints is what is printed, what it tells people to type works.
//
//   <!-- output: COMMAND -->  the block that follows is what COMMAND prints; --update writes it anew
//   <!-- run: files -->       the commands that follow work, in a folder with the project's datasets and rules
//   <!-- run: service -->     the same, with the demo service at the address that README names
// A block of sh without such a line may hold the verbs of ./dev only. Links must lead somewhere.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Findings, root, withService } from './service.mjs';

const kAddress = 'http://127.0.0.1:8080';
const findings = new Findings();
const update = process.argv.includes('--update');
const scratch = mkdtempSync(join(tmpdir(), 'bienveille-readme-'));
for (const folder of ['datasets', 'rules']) symlinkSync(join(root, folder), join(scratch, folder));

// README is written for somebody who stands in the project's folder; the check stands elsewhere and leaves nothing behind.
function bash(script, address = kAddress) {
    const text = script.replaceAll('./dev ', `${root}/dev `).replaceAll(kAddress, address);
    const strict = 'set -euo pipefail; curl() { command curl --fail-with-body --silent --show-error "$@"; }\n';
    return spawnSync('bash', ['-c', strict + text], { cwd: scratch, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C.UTF-8', COLUMNS: '120' } });
}

// Fenced blocks, each with the comment line before it.
function blocksOf(lines) {
    const blocks = [];
    for (let i = 0; i < lines.length; ++i) {
        const fence = lines[i].match(/^```(\w*)$/);
        if (!fence) continue;
        const end = lines.indexOf('```', i + 1);
        const marker = lines[i - 1]?.match(/^<!-- (output|run): (.*) -->$/);
        blocks.push({ from: i + 1, end, language: fence[1], kind: marker?.[1], argument: marker?.[2], text: lines.slice(i + 1, end).join('\n') });
        i = end;
    }
    return blocks;
}

function checkRun(block, address) {
    const ran = bash(block.text, address);
    findings.check(ran.status === 0, `README.md:${block.from}: these commands end with ${ran.status}: ${ran.stderr.slice(-600)}${ran.stdout.slice(-600)}`);
}

function checkOutput(block, lines) {
    const ran = bash(block.argument);
    const printed = ran.stdout.trimEnd();
    if (!findings.check(ran.status === 0, `README.md:${block.from}: ${block.argument} ends with ${ran.status}: ${ran.stderr.slice(-600)}`)) return;
    if (update) lines.splice(block.from, block.end - block.from, ...printed.split('\n'));
    else findings.check(printed === block.text.trimEnd(), `README.md:${block.from}: ${block.argument} prints something else now. Cure: npm run readme -- --update`);
}

async function checkFile(file) {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    const blocks = blocksOf(lines);
    for (const block of blocks.filter((each) => each.language === 'sh' && !each.kind))
        findings.check(block.text.split('\n').every((line) => /^\.\/dev (demo|test|check|bench|build)\b|^$/.test(line)),
            `${file}:${block.from}: nothing shows that these commands work: put <!-- run: files --> or <!-- run: service --> before the block`);
    for (const block of blocks.filter((each) => each.kind === 'run' && each.argument === 'files')) checkRun(block);
    const online = blocks.filter((each) => each.kind === 'run' && each.argument === 'service');
    if (online.length > 0) await withService(async (base) => online.forEach((block) => checkRun(block, base)));
    // From the last to the first: an update moves only the lines after it.
    for (const block of blocks.filter((each) => each.kind === 'output').reverse()) checkOutput(block, lines);
    for (const [, link] of lines.join('\n').matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g))
        findings.check(existsSync(join(root, dirname(file), link)), `${file} links to ${link}, which is not there`);
    if (update) writeFileSync(join(root, file), lines.join('\n'));
}

try {
    await checkFile('README.md');
} finally {
    rmSync(scratch, { recursive: true });
}
findings.end('readme');
