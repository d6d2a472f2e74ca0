// A service of our own for a check: the demo campaign, a free port, a database that is gone afterwards.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const program = process.env.BIENVEILLE ?? join(root, 'build/release/api/bienveille');

async function freePort() {
    const server = createServer();
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address();
    await new Promise((done) => server.close(done));
    return port;
}

async function ready(base, service) {
    for (let tries = 0; tries < 300; ++tries) {
        if (service.exitCode !== null) throw new Error(`the service ended with ${service.exitCode}`);
        const answer = await fetch(`${base}/readyz`).catch(() => null);
        if (answer?.ok) return;
        await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error('the service was not ready within 30 s');
}

// Runs `use(base)` against a fresh service, and ends it whatever happens.
export async function withService(use, options = ['--demo']) {
    const folder = mkdtempSync(join(tmpdir(), 'bienveille-check-'));
    const port = await freePort();
    const service = spawn(program, ['serve', ...options, '--db', join(folder, 'check.sqlite'), '--listen', `127.0.0.1:${port}`],
        { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
    let said = '';
    service.stderr.on('data', (bytes) => { said += bytes; });
    const ended = new Promise((done) => service.on('exit', done));
    try {
        const base = `http://127.0.0.1:${port}`;
        await ready(base, service);
        return await use(base);
    } catch (wrong) {
        process.stderr.write(said.slice(-4000));
        throw wrong;
    } finally {
        service.kill('SIGTERM');
        await ended;
        rmSync(folder, { recursive: true });
    }
}

// Collects what is wrong instead of stopping at the first; prints it, and one line that counts.
export class Findings {
    #count = 0;
    #wrong = [];
    check(holds, message) {
        ++this.#count;
        if (!holds) this.#wrong.push(message);
        return holds;
    }
    end(name) {
        for (const each of this.#wrong) console.log(`  ${each}`);
        console.log(`${name}: ${this.#count - this.#wrong.length} passed, ${this.#wrong.length} failed`);
        process.exitCode = this.#wrong.length > 0 || this.#count === 0 ? 1 : 0;
    }
}
