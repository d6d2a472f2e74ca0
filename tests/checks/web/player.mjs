// Plays days of a campaign through the HTTP service as its advisors would: the public API only, a real socket, the clock that
// of the requests (`at`), answers from the hidden truth.
//
// Decides: who asks when, what the tenants answer. Does not decide what is right: week_check.mjs asks the service about that.
import { Agent, request } from 'node:http';

const kWindows = [[9 * 60, 12 * 60 + 15], [13 * 60 + 30, 17 * 60 + 45]];
// Minutes, the same as in a replay (engine/consequence.h).
const kUnanswered = 1;  // a dial without an answer
const kNotes = 2;       // after a talk
const kPause = 10;      // after a call of level 3

export const hhmm = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const minutesOf = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

// The first minute at or after this one at which somebody works; none when the day is over.
function workedAt(minute) {
    for (const [from, to] of kWindows) if (minute < to) return Math.max(minute, from);
    return undefined;
}

export function rowsOf(csv) {
    const [head, ...lines] = csv.trim().split('\n').map((line) => line.trim().split(';'));
    return lines.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
}

// Over a few connections that stay open.
export class Client {
    #agent = new Agent({ keepAlive: true, maxSockets: 8 });
    requests = 0;
    constructor(base) { this.base = base; }
    async ask(method, path, body, type = 'application/json') {
        ++this.requests;
        const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
        const headers = method === 'GET' ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(text) };
        const { status, answer } = await new Promise((done, failed) => {
            const sent = request(this.base + path, { method, headers, agent: this.#agent }, (response) => {
                const parts = [];
                response.on('data', (bytes) => parts.push(bytes));
                response.on('end', () => done({ status: response.statusCode, answer: Buffer.concat(parts).toString() }));
                response.on('error', failed);
            });
            sent.on('error', failed);
            sent.end(text);
        });
        return { status, body: answer.startsWith('{') ? JSON.parse(answer) : answer };
    }
    async must(status, method, path, body, type) {
        const got = await this.ask(method, path, body, type);
        if (got.status !== status) throw new Error(`${method} ${path} -> ${got.status}, not ${status}: ${JSON.stringify(got.body).slice(0, 400)}`);
        return got.body;
    }
    close() { this.#agent.destroy(); }
}

// What the tenants answer: for each contact the try that is answered, the minutes of talk and what is heard.
export class Truth {
    #of;
    constructor(csv) { this.#of = new Map(rowsOf(csv).map((row) => [row.id, { row, contact: 1, tries: 0 }])); }
    answer(tenant, day, callbackBy) {
        const known = this.#of.get(tenant);
        const { row, contact } = known;
        ++known.tries;
        const first = contact === 1;
        const never = first && row.outcome !== 'reached' && row.outcome !== 'refused_today';
        const answered = first ? Number(row.tries) : Number(row[`answered_try_${contact}`] || 0);
        if (never) {
            const outcome = row.outcome === 'wrong_number' || known.tries % 3 === 0 ? row.outcome : 'no_answer';
            return { outcome, minutes: 0, takes: kUnanswered };
        }
        if (known.tries < answered || answered === 0 || contact > 4) return { outcome: known.tries % 3 === 2 ? 'voicemail' : 'no_answer', minutes: 0, takes: kUnanswered };
        const minutes = Math.max(1, Number(first ? row.minutes : row[`minutes_${contact}`]) || 5);
        known.contact = contact + 1;
        known.tries = 0;
        if (first && row.outcome === 'refused_today') return { outcome: 'refused_today', minutes, follow_ups: ['none'], takes: minutes + kNotes };
        const wants = first && row.asked_callback === 'yes';
        return {
            outcome: 'reached', minutes, anxiety: Number(row.anxiety), support: row.support, neighbours_help: row.neighbours_help === 'yes',
            needs: row.relatives_at_risk === 'yes' ? ['inquietude_proche'] : [],
            follow_ups: wants ? [{ callback_by: callbackBy(day) }] : ['none'],
            takes: minutes + kNotes + (row.anxiety === '3' ? kPause : 0),
        };
    }
}

// One day, from the first advisor's first call to the last one's last. `interruptions`: [{ advisor, at, act }], after which that
// advisor is gone. Gives back every outcome that was recorded, in the order of time.
export async function playDay(client, { day, advisors, truth, callbackBy, interruptions = [] }) {
    const clocks = new Map(advisors.map((id) => [id, kWindows[0][0]]));
    const outcomes = [];
    const leases = [];
    while (clocks.size) {
        const [advisor, wished] = [...clocks].reduce((a, b) => (b[1] < a[1] ? b : a));
        const gone = interruptions.find((each) => each.advisor === advisor && wished >= minutesOf(each.at));
        const minute = workedAt(wished);
        if (gone || minute === undefined) {
            clocks.delete(advisor);
            if (gone) await gone.act(outcomes);
            continue;
        }
        const offer = await client.ask('POST', '/v1/calls/next', { day, advisor, at: hhmm(minute) });
        if (offer.status === 200) {
            const again = offer.body.again_at ? minutesOf(offer.body.again_at) : undefined;
            if (again === undefined) clocks.delete(advisor);
            else clocks.set(advisor, Math.max(again, minute + 1));
            continue;
        }
        if (offer.status !== 201) throw new Error(`calls/next for ${advisor} at ${hhmm(minute)} -> ${offer.status}: ${JSON.stringify(offer.body)}`);
        leases.push({ tenant: offer.body.tenant, advisor, from: minute });
        const { takes, ...report } = truth.answer(offer.body.tenant, day, callbackBy);
        const kept = await client.must(201, 'POST', `/v1/calls/${offer.body.id}/attempts`, { ...report, at: hhmm(minute) });
        outcomes.push({ id: kept.id, tenant: offer.body.tenant, advisor, day, from: minute, until: minute + takes, report, state: kept.state });
        clocks.set(advisor, minute + takes);
    }
    return { outcomes, leases };
}
