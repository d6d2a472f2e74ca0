// README against the program: what it prints is what is printed, what it tells people to type works.
//
//   <!-- output: COMMAND -->  the block that follows is what COMMAND prints; --update writes it anew
//   <!-- tables: COMMAND -->  the tables that follow have the rows and columns of those that COMMAND prints, here for one small size:
//                             their figures are those of one run, on a machine with nothing else to do
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

// What a table says, without its figures: the cells of its head, sizes beside each other as one, and the first cell of each row.
function shapesOf(lines) {
    const isSize = (cell) => /^[\d,]+ x [\d,]+$/.test(cell);
    const shapes = [];
    for (let i = 0; i < lines.length; ++i) {
        if (!lines[i].startsWith('|')) continue;
        const rows = [];
        for (; lines[i]?.startsWith('|'); ++i) rows.push(lines[i].split('|').slice(1, -1).map((cell) => cell.trim()));
        const head = rows[0].map((cell) => (isSize(cell) ? 'size' : cell)).filter((cell, at, all) => cell !== 'size' || all[at - 1] !== 'size');
        const uneven = rows.filter((row) => row.length !== rows[0].length).length;
        shapes.push(JSON.stringify({ head, rows: rows.slice(2).map((row) => row[0]), uneven }, null, 1));
    }
    return shapes;
}

// The tables after a line, with nothing but empty lines between them.
function checkTables(command, lines, from) {
    let end = from;
    while (end < lines.length && (lines[end] === '' || lines[end].startsWith('|'))) ++end;
    const ran = bash(`${command} --sizes 944x4`);
    if (!findings.check(ran.status === 0, `README.md:${from}: ${command} ends with ${ran.status}: ${ran.stderr.slice(-600)}`)) return;
    const printed = shapesOf(ran.stdout.split('\n'));
    const shown = shapesOf(lines.slice(from, end));
    findings.check(shown.length > 0 && shown.join() === printed.join(),
        `README.md:${from}: these are not the rows and columns that ${command} prints: ${printed.join()}\nCure: put there what it prints`);
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
    lines.forEach((line, at) => {
        const command = line.match(/^<!-- tables: (.*) -->$/)?.[1];
        if (command) checkTables(command, lines, at + 1);
    });
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
