import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readableText } from './readable-text.ts'

test('an email reads as text: a line for each block, and the addresses of links', () => {
  const html = `<html><head><style>p { color: red }</style><title>Rye</title></head><body><!-- <p>not here</p> -->
    <table><tr><td><h1>Rye
    bread</h1></td></tr><tr><td><p>From <b>Tuesday</b> on &amp; daily.</p></td></tr></table>
    <ul><li>dark</li><li class="x">light</li></ul>
    <p><a class="button" href="https://bakery.example/rye?a=1&amp;b=2">Order now</a><br>or <a href='mailto:ada@bakery.example'>write</a></p>
    <img src="https://bakery.example/p.png" alt="A loaf"></body></html>`
  assert.equal(
    readableText(html),
    [
      'Rye bread',
      'From Tuesday on & daily.',
      '- dark',
      '- light',
      '[https://bakery.example/rye?a=1&b=2] Order now',
      'or write',
    ].join('\n'),
  )
})

test('what a link, a button or a form leads to is read as browsers read it', () => {
  for (const [html, text] of [
    ['<a href=" \n\thttps://evil.example/x">Order</a>', '[https://evil.example/x] Order'],
    ['<a href="ht\ntps://evil.example">Order</a>', '[https://evil.example/] Order'],
    ['<a href="//evil.example/x">Order</a>', '[https://evil.example/x] Order'],
    ['<a href="*|UNSUB|*">Leave</a>', '[*|UNSUB|*] Leave'],
    ['<form action="https://evil.example"><button>Order</button></form>', '[https://evil.example/] Order'],
    ['<a href="#top">Up</a>', 'Up'],
  ] as const)
    assert.equal(readableText(html), text, html)
})

test('characters that reorder text do not come through', () => {
  assert.equal(readableText('<p>a\u202Eb</p>'), 'ab')
})

for (const [what, html] of [
  ['nested', '<div>'.repeat(100_000)],
  ['of many attributes', `<p ${Array.from({ length: 50_000 }, (_, index) => `a${index}`).join(' ')}>`],
  ['not closed', '<a href="'.repeat(50_000)],
  ['many styles without an end', '<style'.repeat(50_000)],
  ['many comments without an end', '<!--'.repeat(50_000)],
  ['many ends without an end', `<style>${'</style'.repeat(50_000)}`],
  ['many ends with attributes', '<p></p a="b">'.repeat(30_000)],
  ['many scripts', '<script><!--<script>'.repeat(30_000)],
  ['many noscripts', '<noscript><p>'.repeat(30_000)],
  ['many CDATA sections', '<![CDATA[>'.repeat(50_000)],
  ['many CDATA sections in svg', `<svg>${'<![CDATA[>]]>'.repeat(50_000)}`],
  ['many stylesheets', '<style>*{display:block}</style><title>a</title>'.repeat(10_000)],
  ['one stylesheet of many comments', `<style>${'/*'.repeat(50_000)}${'{'.repeat(50_000)}</style>`],
  [
    'many elements with classes',
    `<style>.a{display:block}</style>${'<title class="b">a</title>'.repeat(20_000)}`,
  ],
  ['nested in svg', `<svg>${'<g>'.repeat(50_000)}${'</p></x></g>'.repeat(50_000)}`],
] as const)
  test(`an email that is ${what} is read in time that grows with its length`, () => {
    // The least of three: what else the process does, such as collecting garbage, comes on top.
    const time = (text: string): number =>
      Math.min(
        ...[1, 2, 3].map(() => {
          const begun = process.cpuUsage().user
          readableText(text)
          return process.cpuUsage().user - begun
        }),
      )
    time(html)
    // In time that grows with the square of the length, the whole takes 64 times as long.
    const [eighth, whole] = [time(html.slice(0, html.length / 8)), time(html)]
    assert.ok(whole < Math.max(eighth, 2000) * 24, `${eighth} µs for an eighth, ${whole} µs for the whole`)
  })

test('letters whose lower case is longer do not move what is hidden', () => {
  assert.equal(
    readableText(`${'İ'.repeat(20)}<STYLE>p { color: red }</STYLE><p>Rye</p>`),
    `${'İ'.repeat(20)}\nRye`,
  )
})

test('what stands in svg and math is text, in style and CDATA too; outside again, a style is hidden', () => {
  assert.equal(
    readableText('<svg><style><p>Rye</p></style></svg><style><p>no</p></style>').replaceAll(/\s+/g, ' '),
    'Rye',
  )
  assert.equal(
    readableText('<svg><text><![CDATA[Rye <b>]]></text></svg><![CDATA[ no > bread'),
    'Rye <b> bread',
  )
  assert.equal(readableText('<svg><title>Rye</title></svg><style>no</style>'), 'Rye')
})

test('where only a tree could say what is shown, the rest is given as it is written', () => {
  const rest = '<style><!--</style>bread</p>'
  assert.equal(readableText(`<div>Rye<svg></div>${rest}`), `Rye </div>${rest}`)
  assert.equal(readableText(`<noscript>${rest}</noscript>`), `<noscript>${rest}</noscript>`)
})

test('nothing is nothing', () => {
  assert.equal(readableText(''), '')
})
