// Walks pages that are being served: axe (WCAG 2.2 A and AA), html-validate,
// requests to other hosts, sideways scrolling, and a picture of each, narrow
// and wide.
//
//	node walk.mjs PICTURES http://127.0.0.1:8080/components ...
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { HtmlValidate } from 'html-validate'

const [pictures, ...addresses] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'no-redundant-role': 'off', // tables that become blocks lose their roles unless these are written
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    'tel-non-breaking': 'off',
    'no-implicit-button-type': 'error',
    'no-inline-style': 'error',
  },
})
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
let faults = 0
const fault = (where, what) => { faults++; console.log(`${where}: ${what}`) }
mkdirSync(pictures, { recursive: true })

for (const address of addresses) {
  const host = new URL(address).host
  for (const width of [320, 390, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true })
    const page = await context.newPage()
    page.on('request', (r) => { if (new URL(r.url()).host !== host) fault(address, `asks ${r.url()}`) })
    page.on('console', (m) => { if (m.type() === 'error' && !/404/.test(m.text())) fault(address, m.text()) })
    const answer = await page.goto(address, { waitUntil: 'load' })
    await page.evaluate(() => document.fonts.ready)
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (sideways > 0) fault(address, `${sideways} px too wide at ${width}`)
    const name = new URL(address).pathname.replaceAll('/', '_') || '_'
    if (width !== 320) await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true })
    await page.evaluate(axe)
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
    for (const v of found.violations) fault(address, `axe at ${width}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 5).join(' | ')}: ${v.nodes[0].failureSummary}`)
    if (width === 1280) {
      const report = await validator.validateString(await answer.text())
      for (const m of report.results.flatMap((r) => r.messages)) fault(address, `html ${m.line}:${m.column} ${m.ruleId}: ${m.message}`)
    }
    await context.close()
  }
}
await browser.close()
console.log(`${addresses.length} pages, ${faults} faults`)
process.exit(faults ? 1 : 0)
