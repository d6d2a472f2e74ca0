// The report of the wave of 2020 in a real browser and on paper, in both languages: no accessibility violation, nothing wider than the
// screen, nothing asked of anybody, and the same headings, sentences and tables as in golden/report-*.txt (--update writes them anew).
// The PDF is tagged for screen readers and has at most six pages. Pictures and files go to build/pages/.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { axe, openBrowser, violationsOf } from './browser.mjs';
import { Findings, program, root } from './service.mjs';

const findings = new Findings();
const update = process.argv.includes('--update');
const pictures = join(root, 'build/pages');
const golden = join(root, 'tests/checks/web/golden');
for (const folder of [pictures, golden]) mkdirSync(folder, { recursive: true });

function report(format, language) {
    const file = join(pictures, `report-${language}.${format}`);
    execFileSync(program, ['report', '--campaign', join(root, 'datasets/haute-marne-2020'),
        '--around', 'Froncles,Chalindrey,Chamouilley,Chamarandes-Choignes', '--format', format, '--lang', language, '--out', file]);
    return file;
}

// What the page says, in its order: a line each for headings, paragraphs, figures, rows of tables and the words of pictures.
function textOfPage() {
    const said = (node) => node.textContent.replace(/\s+/g, ' ').trim();
    const lines = [];
    for (const node of document.body.querySelectorAll('h1, h2, p, dl > div, caption, tr, figcaption, svg')) {
        if (node.tagName === 'TR') lines.push(`| ${[...node.cells].map(said).join(' | ')} |`);
        else if (node.tagName === 'DIV') lines.push(`${said(node.querySelector('dt'))}: ${said(node.querySelector('dd'))}`);
        else if (node.tagName === 'svg') lines.push(`[${[...node.querySelectorAll('text')].map(said).join('; ')}]`);
        else lines.push(`${{ H1: '# ', H2: '## ' }[node.tagName] ?? ''}${said(node)}`);
    }
    return `${lines.join('\n')}\n`;
}

const browser = await openBrowser();
for (const language of ['fr', 'en']) {
    const html = report('html', language);
    for (const width of [1280, 360]) {
        const where = `report at ${width} in ${language}`;
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        const strangers = [];
        page.on('request', (request) => { if (!request.url().startsWith('file:')) strangers.push(request.url()); });
        await page.goto(pathToFileURL(html).href, { waitUntil: 'load' });
        findings.check((await page.evaluate(() => document.documentElement.lang)) === language, `${where}: in another language`);
        findings.check((await page.locator('h1').count()) === 1, `${where}: not one h1`);
        const pictured = await page.evaluate(() => [...document.querySelectorAll('svg')].every((svg) => svg.querySelector('title') && svg.querySelector('desc')));
        findings.check(pictured && (await page.locator('svg').count()) >= 4, `${where}: a picture is missing, or has no title`);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        findings.check(tooWide <= 0, `${where}: ${tooWide} px wider than the screen`);
        await page.screenshot({ path: join(pictures, `report-${language}-${width}.png`), fullPage: true });
        if (width === 1280) {
            const file = join(golden, `report-${language}.txt`);
            const text = await page.evaluate(textOfPage);
            if (update) writeFileSync(file, text);
            findings.check(existsSync(file) && readFileSync(file, 'utf8') === text,
                `${where} says something else than ${file}. Look at build/pages/report-${language}-1280.png; cure: npm run report -- --update`);
        }
        await page.addScriptTag({ content: axe });
        for (const violation of await violationsOf(page)) findings.check(false, `${where}: ${violation}`);
        findings.check(strangers.length === 0, `${where} asks another host: ${strangers}`);
        await page.close();
    }
    const pdf = readFileSync(report('pdf', language), 'latin1');
    findings.check(pdf.startsWith('%PDF-'), `the PDF in ${language} is none`);
    const pages = Number(pdf.match(/\/Type \/Pages[^]*?\/Count (\d+)/)?.[1]);
    findings.check(pages >= 4 && pages <= 6, `the PDF in ${language} has ${pages} pages`);
    findings.check(pdf.includes('/StructTreeRoot'), `the PDF in ${language} is not tagged`);
    findings.check(pdf.length > 20_000, `the PDF in ${language} has ${pdf.length} bytes only`);
    findings.check(readFileSync(report('csv', language)).subarray(0, 2).toString() === 'PK', `the CSV files in ${language} are no zip`);
}
await browser.close();
findings.end('report');
