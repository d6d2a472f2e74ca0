// The campaign of 2020 played through the HTTP service by its own calendar, its six days and the six in which the callbacks are
// due, with an advisor who falls ill on the Tuesday at 10:30. Then the service is asked what became of it: everybody tried within the
// six days, nobody called twice, every promise tried in time or in a morning's proof, figures that add up. What listeners were told
// must say the same, and so must the report of the wave.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { Findings, root, withService } from './service.mjs';
import { Client, Truth, playDay, rowsOf } from './player.mjs';

const kCampaign = join(root, 'datasets/haute-marne-2020');
const kWave = ['2020-03-26', '2020-03-27', '2020-03-30', '2020-03-31', '2020-04-01', '2020-04-02'];
const kAfter = ['2020-04-03', '2020-04-06', '2020-04-07', '2020-04-08', '2020-04-09', '2020-04-10'];
const kIll = { advisor: 'CONS-2', day: '2020-03-31', at: '10:30' };
const findings = new Findings();
const file = (name) => readFileSync(join(kCampaign, name), 'utf8');

// Ten days on, or the working day before that.
function callbackBy(day) {
    const due = new Date(`${day}T00:00:00Z`);
    due.setUTCDate(due.getUTCDate() + 10);
    while ([0, 6].includes(due.getUTCDay())) due.setUTCDate(due.getUTCDate() - 1);
    return due.toISOString().slice(0, 10);
}

// Everything that listeners are told, counted by kind.
function listen(base) {
    const kinds = new Map();
    let rest = '';
    const stream = get(`${base}/v1/events`, (answer) => answer.setEncoding('utf8').on('data', (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        for (const line of lines.filter((each) => each.startsWith('event: '))) kinds.set(line.slice(7), (kinds.get(line.slice(7)) ?? 0) + 1);
    }).on('error', () => {}));
    stream.on('error', () => {});
    return { kinds, end: () => stream.destroy() };
}

async function allTenants(client) {
    const tenants = [];
    for (let cursor = ''; cursor !== null;) {
        const page = await client.must(200, 'GET', `/v1/tenants?limit=1000${cursor && `&cursor=${cursor}`}`);
        tenants.push(...page.tenants);
        cursor = page.next_cursor;
    }
    return tenants;
}

// The morning's plan, whose figures must add up, and the promises that it proves it cannot keep.
async function morning(client, day, people, proven) {
    const plan = await client.must(201, 'POST', `/v1/plans/${day}`);
    const planned = plan.lists.flatMap((list) => list.calls.map((call) => call.tenant));
    findings.check(planned.length + plan.unplanned.length + plan.excluded.length === people, `${day}: planned, not planned and excluded are not ${people}`);
    for (const list of plan.lists)
        findings.check(list.planned_minutes + list.pause_minutes <= list.capacity_minutes, `${day}: ${list.advisor} has more minutes than there are`);
    const { open, kept, impossible, unproven, shortfall } = await client.must(200, 'GET', `/v1/promises?day=${day}`);
    findings.check(open === kept + impossible + unproven, `${day}: ${open} promises are not ${kept} + ${impossible} + ${unproven}`);
    findings.check(impossible === 0 || shortfall.length > 0, `${day}: ${impossible} promises impossible without a proof`);
    for (const each of shortfall) for (const tenant of each.tenants) proven.set(tenant, [...(proven.get(tenant) ?? []), day]);
    return planned;
}

// The report of the first wave tells what was recorded, counted here by other means.
async function reportOfTheWave(client, outcomes, people) {
    await client.must(201, 'POST', '/v1/waves', { name: 'Première vague', first_day: kWave[0], last_day: kWave.at(-1) });
    const path = `/v1/waves/${kWave[0]}/report?around=Froncles&around=Chalindrey&around=Chamouilley&around=Chamarandes-Choignes`;
    const report = await client.must(200, 'GET', `${path}&format=json`);
    const same = (told, counted, what) => findings.check(told === counted, `the report tells ${told} ${what}, counted ${counted}`);
    const wave = outcomes.filter((each) => each.day <= kWave.at(-1));
    const whom = (some) => new Set(some.map((each) => each.tenant));
    const talks = (each) => each.report.outcome === 'reached' || each.report.outcome === 'refused_today';
    const reached = whom(wave.filter(talks));
    same(report.summary.called, people, 'called');
    same(report.summary.days, kWave.length, 'days');
    same(report.summary.advisors, new Set(wave.map((each) => each.advisor)).size, 'advisors');
    same(report.summary.attempts, wave.length, 'attempts');
    same(report.summary.reached, reached.size, 'reached');
    const promises = wave.filter((each) => each.report.follow_ups?.[0]?.callback_by);
    const inTime = (made, some) => outcomes.some((each) => each.tenant === made.tenant && each.day > made.day && each.day <= made.report.follow_ups[0].callback_by && some(each));
    const all = report.callbacks.at(-1);
    same(report.summary.asked_again, whom(promises).size, 'who want another call');
    same(all.due, promises.length, 'promises');
    same(all.reached, promises.filter((made) => inTime(made, talks)).length, 'promises reached in time');
    same(all.reached + all.tried, promises.filter((made) => inTime(made, () => true)).length, 'promises tried in time');
    const heard = new Map(outcomes.filter((each) => each.report.outcome === 'reached').map((each) => [each.tenant, each.report]));
    const mood = report.mood.at(-1);
    same(mood.neighbours_help, [...reached].filter((each) => heard.get(each)?.neighbours_help).length, 'with helpful neighbours');
    same(mood.anxiety_3, [...reached].filter((each) => heard.get(each)?.anxiety === 3).length, 'in great anxiety');
    same(mood.worried, [...reached].filter((each) => heard.get(each)?.needs.length).length, 'worried for relatives');
    const needs = whom(wave.filter((each) => each.report.needs?.length)).size;
    same(report.needs.length === 1 && report.needs[0].people, needs, 'with a need');
    same(report.load.reduce((sum, row) => sum + row.days, 0), kWave.length * 4 , 'days of lists');
    findings.check(!JSON.stringify(report).includes('LOC-'), 'the report names a tenant');
    mkdirSync(join(root, 'build/pages'), { recursive: true });
    for (const language of ['fr', 'en'])
        writeFileSync(join(root, `build/pages/week-${language}.html`), await (await fetch(`${client.base}${path}&format=html&language=${language}`)).text());
}

await withService(async (base) => {
    const client = new Client(base);
    const truth = new Truth(file('truth.csv'));
    const people = rowsOf(file('tenants.csv')).length;
    const advisors = rowsOf(file('advisors.csv')).map((row) => row.id);
    await client.must(200, 'PUT', '/v1/campaign', file('campaign.json'));
    await client.must(200, 'POST', '/v1/import/advisors', file('advisors.csv'), 'text/csv');
    await client.must(200, 'POST', '/v1/import/tenants', file('tenants.csv'), 'text/csv');
    const news = listen(base);
    await new Promise((done) => setTimeout(done, 300));

    const outcomes = [];
    const leases = [];
    const proven = new Map();  // tenant -> mornings whose proof names them
    const began = performance.now();
    let longest = 0;
    let triedInSixDays = 0;
    for (const day of [...kWave, ...kAfter]) {
        const start = performance.now();
        await morning(client, day, people, proven);
        // What has been worked stays; nothing more is planned for who has gone home, and the rest is shared anew.
        const ill = day === kIll.day ? [{ ...kIll, act: async (done) => {
            const worked = done.filter((each) => each.advisor === kIll.advisor).reduce((sum, each) => sum + each.until - each.from, 0);
            await client.must(200, 'PUT', `/v1/advisors/${kIll.advisor}/availability/${day}`, { minutes: Math.min(worked, 90) });
            const again = await client.must(201, 'POST', `/v1/plans/${day}`);
            const left = (again.lists.find((list) => list.advisor === kIll.advisor)?.calls ?? []).filter((call) => call.state === 'planned');
            findings.check(left.length === 0, `${day}: ${kIll.advisor} is ill and still has ${left.length} calls to make`);
        } }] : [];
        const played = await playDay(client, { day, advisors, truth, callbackBy, interruptions: ill });
        outcomes.push(...played.outcomes);
        leases.push(...played.leases.map((each) => ({ ...each, day })));
        longest = Math.max(longest, performance.now() - start);
        if (day === kWave.at(-1)) {
            triedInSixDays = (await allTenants(client)).filter((each) => each.last_attempt_at).length;
            findings.check(triedInSixDays === people, `${triedInSixDays} of ${people} were tried within the six days`);
        }
    }
    const took = performance.now() - began;

    // No double call.
    const talked = new Set();
    for (const { tenant, day } of outcomes.filter((each) => each.report.outcome === 'reached')) {
        findings.check(!talked.has(`${tenant} ${day}`), `${tenant} was talked to twice on ${day}`);
        talked.add(`${tenant} ${day}`);
    }
    const byTenant = new Map();
    for (const each of outcomes) byTenant.set(`${each.tenant} ${each.day}`, [...(byTenant.get(`${each.tenant} ${each.day}`) ?? []), each]);
    for (const [who, tries] of byTenant)
        for (let i = 1; i < tries.length; ++i)
            findings.check(tries[i].from >= tries[i - 1].until, `${who}: two advisors at once`);
    const kept = await Promise.all(outcomes.map((each) => client.must(200, 'GET', `/v1/attempts/${each.id}`)));
    kept.forEach((each, i) => findings.check(each.tenant === outcomes[i].tenant && each.advisor === outcomes[i].advisor && each.outcome === outcomes[i].report.outcome,
        `the outcome ${each.id} is not as it was recorded`));

    // Every promise: a try by its day, or a proof of a morning that there was no room for it.
    let promised = 0;
    let fellDue = 0;
    let tried = 0;
    for (const made of outcomes) {
        const by = made.report.follow_ups?.[0]?.callback_by;
        if (!by) continue;
        ++promised;
        if (by > kAfter.at(-1)) continue;
        ++fellDue;
        const inTime = outcomes.some((each) => each.tenant === made.tenant && each.day > made.day && each.day <= by);
        if (inTime) ++tried;
        const told = (proven.get(made.tenant) ?? []).some((day) => day > made.day && day <= by);
        findings.check(inTime || told, `${made.tenant} was promised a call by ${by}: no try, no proof`);
    }

    // What the service says of its own work is what was done.
    await new Promise((done) => setTimeout(done, 600));
    const told = (kind) => news.kinds.get(kind) ?? 0;
    const ended = (state) => outcomes.filter((each) => each.state === state).length;
    findings.check(told('call.leased') === leases.length, `${told('call.leased')} leases told, ${leases.length} given`);
    for (const state of ['done', 'retry', 'unreachable', 'escalated'])
        findings.check(told(`call.${state}`) === ended(state), `${told(`call.${state}`)} calls told ${state}, ${ended(state)} recorded`);
    findings.check(told('promise.made') === promised, `${told('promise.made')} promises told, ${promised} made`);
    findings.check(told('plan.made') === kWave.length + kAfter.length && told('plan.replanned') === 1, 'not a plan a day and one made anew');
    const dials = (await allTenants(client)).filter((each) => each.last_attempt_at).length;
    findings.check(dials === people, `${dials} of ${people} have a last try`);
    await reportOfTheWave(client, outcomes, people);
    news.end();
    client.close();
    console.log(`${outcomes.length} outcomes of ${people} tenants in 12 days through ${client.requests} requests in ${(took / 1000).toFixed(1)} s, the longest day ${(longest / 1000).toFixed(1)} s;` +
        ` ${triedInSixDays} tried within six days; ${promised} promised, ${fellDue} fell due, ${tried} of them tried in time`);
}, []);
findings.end('week');
