// Every page in a real browser, in both languages, wide and narrow: no accessibility violation, no error, nothing wider than the screen,
// nothing asked of another host. Pictures go to build/pages/.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axe, openBrowser, violationsOf } from './browser.mjs';
import { Findings, root, withService } from './service.mjs';

const kPages = [['home', '/'], ['rules', '/rules'], ['waves', '/waves'], ['docs', '/docs']];
const kScreens = [1280, 360].flatMap((width) => ['fr', 'en'].map((language) => [width, language]));
const findings = new Findings();
const pictures = join(root, 'build/pages');
mkdirSync(pictures, { recursive: true });

await withService(async (base) => {
    const browser = await openBrowser();
    const begun = await fetch(`${base}/v1/waves`, { method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Deuxième vague', first_day: '2020-04-03', last_day: '2020-04-10' }) });
    findings.check(begun.status === 201, `waves -> ${begun.status}`);
    for (const [name, path] of kPages) {
        for (const [width, language] of kScreens) {
            const where = `${path} at ${width} in ${language}`;
            const page = await browser.newPage({ viewport: { width, height: 900 }, locale: language, bypassCSP: true });  // for axe, which is put in as a script
            const errors = [];
            const strangers = [];
            page.on('pageerror', (error) => errors.push(error.message));
            page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
            page.on('request', (request) => { if (!request.url().startsWith(base) && !request.url().startsWith('data:')) strangers.push(request.url()); });
            const answer = await page.goto(base + path, { waitUntil: 'load' });
            findings.check(answer.ok(), `${where}: ${answer.status()}`);
            findings.check(answer.headers()['content-security-policy'], `${where}: no Content-Security-Policy`);
            await page.waitForSelector('h1', { timeout: 10000 }).catch(() => {});
            await page.waitForTimeout(500);
            if (name === 'home') {
                await page.selectOption('#absent', { index: 1 });
                await page.fill('#now', '10:30');
                await page.click('#look');
                await page.waitForSelector('#offer button', { timeout: 20000 }).catch(() => findings.check(false, `${where}: no replan was offered`));
            }
            if (name === 'home') {
                await page.fill('#staffing-by', '2020-04-10');
                await page.click('#staffing-ask');
                await page.waitForSelector('#staffing-answer p', { timeout: 20000 }).catch(() => findings.check(false, `${where}: nobody said how many advisors`));
            }
            if (name === 'waves') {
                findings.check((await page.locator('#wave-list a').count()) === 4, `${where}: the wave's report has not its four links`);
                await page.fill('#around', 'Froncles, Chalindrey');
                findings.check((await page.getAttribute('#wave-list a', 'href')).endsWith('&around=Froncles&around=Chalindrey'), `${where}: communes are not asked about`);
            }
            if (name === 'rules') {
                await page.selectOption('#after', 'heatwave-1.0.0');
                await page.click('#question button');
                await page.waitForSelector('#answer table', { timeout: 20000 }).catch(() => findings.check(false, `${where}: nothing was compared`));
                await page.waitForSelector('#yes button', { state: 'visible', timeout: 5000 }).catch(() => findings.check(false, `${where}: there is no yes to give`));
            }
            findings.check((await page.title()).length > 0, `${where}: no title`);
            findings.check((await page.evaluate(() => document.documentElement.lang)) === language, `${where}: in another language`);
            findings.check((await page.evaluate(() => !document.body.innerText.includes('undefined'))), `${where}: a word is missing`);
            findings.check((await page.locator('h1').count()) === 1, `${where}: not one h1`);
            findings.check((await page.evaluate(() => document.body.innerText.trim().length)) > 100, `${where}: the page is empty`);
            const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            findings.check(tooWide <= 0, `${where}: ${tooWide} px wider than the screen`);
            await page.addScriptTag({ content: axe });
            const violations = await violationsOf(page);
            findings.check(violations.length === 0, `${where}: ${violations.join('\n    ')}`);
            findings.check(errors.length === 0, `${where}: ${errors.join('; ')}`);
            findings.check(strangers.length === 0, `${where} asks another host: ${strangers}`);
            await page.screenshot({ path: join(pictures, `${name}-${language}-${width}.png`), fullPage: true });
            await page.close();
        }
    }
    // The report as the service sends it: its style is let in, nothing else.
    const report = await browser.newPage({ locale: 'fr', viewport: { width: 1280, height: 900 } });
    const refused = [];
    report.on('console', (message) => { if (message.type() === 'error') refused.push(message.text()); });
    await report.goto(`${base}/v1/waves/2020-04-03/report?format=html&language=fr`, { waitUntil: 'load' });
    findings.check((await report.evaluate(() => getComputedStyle(document.querySelector('h2')).borderTopWidth)) === '2px', 'the report has no style');
    findings.check(refused.length === 0, `the report: ${refused}`);
    await report.close();
    // A wave is begun, words are kept with consent only, impressions without; all stand in its report.
    const teller = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en' });
    await teller.goto(base + '/waves', { waitUntil: 'load' });
    await teller.fill('#name', 'Third wave');
    await teller.fill('#first', '2020-04-20');
    await teller.fill('#last', '2020-04-24');
    await teller.click('#begin button');
    await teller.waitForFunction(() => document.getElementById('begin-status').textContent === 'Begun: Third wave', null, { timeout: 10000 })
        .catch(async () => findings.check(false, `no wave was begun: ${await teller.textContent('#begin-status')}`));
    findings.check((await teller.locator('#wave-list li').count()) === 2 && (await teller.inputValue('#wave')) === '2020-04-20', 'the new wave is not offered');
    await teller.fill('#text', 'Merci de votre appel');
    await teller.click('#words button');
    await teller.waitForTimeout(300);
    findings.check((await teller.textContent('#words-status')) === '', 'words were kept without consent');
    await teller.check('#consent');
    await teller.click('#words button');
    await teller.waitForFunction(() => document.getElementById('words-status').textContent === 'Kept.', null, { timeout: 10000 }).catch(() => findings.check(false, 'words were not kept'));
    await teller.selectOption('#from', 'team');
    findings.check(!(await teller.isVisible('#consent')), 'the team is asked for its consent');
    await teller.fill('#text', 'Beaucoup d’émotion');
    await teller.click('#words button');
    await teller.waitForFunction(() => document.getElementById('text').value === '', null, { timeout: 10000 }).catch(() => findings.check(false, 'impressions were not kept'));
    const told = await (await fetch(`${base}/v1/waves/2020-04-20/report`)).json();
    findings.check(told.words[0] === 'Merci de votre appel' && told.impressions[0] === 'Beaucoup d’émotion', 'the report does not tell what was said');
    await teller.screenshot({ path: join(pictures, 'waves-told.png'), fullPage: true });
    await teller.close();
    // A yes by name is kept, and what is in force shows; rolled back, so that the rest of the check has its plan's rules.
    const manager = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en' });
    await manager.goto(base + '/rules', { waitUntil: 'load' });
    for (const version of ['heatwave-1.0.0', 'default-1.0.0']) {
        await manager.waitForSelector('#after option', { state: 'attached' });
        await manager.selectOption('#after', version);
        await manager.click('#question button');
        await manager.waitForSelector('#yes button', { state: 'visible', timeout: 20000 });
        await manager.fill('#by', 'M. B.');
        await manager.fill('#reason', 'tried out');
        if (await manager.isVisible('#taker')) {
            await manager.fill('#taker', 'C. D.');
            await manager.fill('#why', 'seen');
        }
        await manager.click('#yes button');
        await manager.waitForFunction((id) => document.getElementById('look-status').textContent.includes(id), version, { timeout: 20000 })
            .catch(async () => findings.check(false, `${version} was not put in force: ${await manager.textContent('#act-status')}`));
        const { in_force } = await (await fetch(`${base}/v1/rules`)).json();
        findings.check(in_force === version, `${in_force} is in force, not ${version}`);
    }
    await manager.screenshot({ path: join(pictures, 'rules-activated.png'), fullPage: true });
    await manager.close();
    // What others do shows itself: no reload, no polling.
    const page = await browser.newPage({ locale: 'en' });
    let asked = 0;
    page.on('request', () => ++asked);
    await page.goto(base + '/', { waitUntil: 'load' });
    await page.waitForTimeout(1500);
    const before = asked;
    await page.waitForTimeout(1500);
    findings.check(asked === before, `the page asked ${asked - before} times while nothing changed`);
    const taken = await fetch(`${base}/v1/calls/next`, { method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ day: '2020-04-03', advisor: 'CONS-1', at: '09:00' }) });
    findings.check(taken.status === 201, `calls/next -> ${taken.status}`);
    await page.waitForFunction(() => document.body.innerText.includes('in progress'), { timeout: 10000 })
        .catch(() => findings.check(false, 'a call that was taken does not show on the page'));
    await page.screenshot({ path: join(pictures, 'home-live.png'), fullPage: true });
    await browser.close();
});
findings.end('pages');
