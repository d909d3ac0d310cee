// Builds internal/web/static/files/footbridge.css from sass/, drops the classes
// that no template uses, and refuses a stylesheet that would ask another host
// for anything or that has grown past its limit.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync, copyFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'
import postcss from 'postcss'
import cssnano from 'cssnano'
import { PurgeCSS } from 'purgecss'

const here = dirname(fileURLToPath(import.meta.url))
const web = join(here, '..', '..', 'internal', 'web')
const files = join(web, 'static', 'files')
const LIMIT = 60_000

const { css: whole } = sass.compile(join(here, 'sass', 'footbridge.scss'), {
  loadPaths: [join(here, 'node_modules')],
  quietDeps: true,
})
const [{ css: used }] = await new PurgeCSS().purge({
  content: [join(web, 'templates', '**', '*.html'), join(web, 'ui', '*.go'), join(web, 'client', '*.ts')],
  css: [{ raw: whole }],
  safelist: { greedy: [/^fb-/], standard: [/^nhsuk-input--width-/, 'html', 'body'] },
  dynamicAttributes: ['open', 'aria-current', 'disabled'],
})
// The cross of a search field is drawn with a picture that we don't have; the browser's own will do.
const noPictures = { postcssPlugin: 'no-pictures', Rule(rule) { if (/nhsuk-icon/.test(rule.toString())) rule.remove() } }
// What stands beside an input, in its wrapper, is a unit: never a button or a select.
const onlyUnits = {
  postcssPlugin: 'only-units',
  Rule(rule) {
    const kept = rule.selectors.filter((s) => !/nhsuk-input-wrapper \.nhsuk-(button|select)/.test(s))
    if (kept.length === 0) rule.remove()
    else if (kept.length < rule.selectors.length) rule.selectors = kept
  },
}
// No heading here is a caption, so that none has to say it isn't.
const noCaptions = {
  postcssPlugin: 'no-captions',
  Rule(rule) { rule.selector = rule.selector.replaceAll(/:not\(\[class\^="?nhsuk-caption"?\]\)/g, '') },
}
// What only browsers understand that nothing else here is for.
const noOldBrowsers = {
  postcssPlugin: 'no-old-browsers',
  AtRule(rule) { rule.params = rule.params.replace(/,\s*\(-ms-high-contrast:\s*active\)/, '') },
  Declaration: { '-ms-user-select': (d) => { d.remove() } },
}
const { css } = await postcss([noPictures, onlyUnits, noCaptions, noOldBrowsers, cssnano({ preset: ['default', { svgo: false }] })]).process(used, { from: undefined })

const reaches = [...css.matchAll(/url\(([^)]*)\)/g)].map((m) => m[1]).filter((u) => u !== 'atkinson-hyperlegible-next.woff2')
if (reaches.length > 0 || /@import|frutiger|nhs\.uk/i.test(css)) {
  throw new Error(`the stylesheet reaches out: ${reaches.join(', ')}`)
}
if (css.length > LIMIT) throw new Error(`the stylesheet has ${css.length} bytes, more than ${LIMIT}`)

const notice = '/*! Parts: nhsuk-frontend, Copyright (c) 2019 NHS.UK, MIT licence. */\n'
writeFileSync(join(files, 'footbridge.css'), notice + css.replace('@charset "UTF-8";', '') + '\n')
copyFileSync(
  join(here, 'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2'),
  join(files, 'atkinson-hyperlegible-next.woff2'),
)
// What it was built from, so that a test can tell when the sources have moved on.
const sum = createHash('sha256')
for (const name of readdirSync(join(here, 'sass')).sort()) sum.update(`${name}\0`).update(readFileSync(join(here, 'sass', name)))
sum.update('package-lock.json\0').update(readFileSync(join(here, 'package-lock.json')))
writeFileSync(join(web, 'static', 'look.sum'), sum.digest('hex') + '\n')
console.log(`footbridge.css: ${css.length} bytes; with ${readdirSync(files).length} files beside it`)
