import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shownByStyles } from './shown-by-styles.ts'

const shows = (css: string, attributes: Readonly<Record<string, string>> = {}): boolean =>
  shownByStyles(css)('title', new Map(Object.entries(attributes)))

test('a stylesheet that may show an element does', () => {
  for (const css of [
    'title{display:block}',
    'TITLE { DISPLAY : block }',
    'title{all:unset}',
    '*{display:block}',
    '*|title{display:block}',
    '/***/*{display:block}',
    '<!-- title{display:block} -->',
    't\\69tle{d\\69 splay:block}',
    '@media all{title{display:block}}',
    'title{&{display:block}}',
    'title{@media all{display:block}}',
    'title{b{x:y}display:block}',
    'title{display:block;b{x:y}}',
    ':not(p){display:block}',
    'head>:first-child{display:block}',
    '*{content:"}";display:block}',
    'a{b:"/*"}title{display:block}c{d:"*/"}',
    'b[y="/*"],*,c[x="*/"]{display:block}',
    '@import "data:text/css,title{}";',
  ])
    assert.ok(shows(css), css)
  assert.ok(shows('.x{display:block}', { class: 'a x' }))
  assert.ok(shows('.a\\:b{display:block}', { class: 'a:b' }))
  assert.ok(shows('#é{display:block}', { id: 'é' }))
  assert.ok(shows('#\\E9 {display:block}', { id: 'é' }))
  assert.ok(shows('[ type="text/css"]{display:block}', { type: 'text/css' }))
})

test('what emails usually say of other elements shows none', () => {
  for (const css of [
    '',
    'p{color:red}',
    'title{color:red}',
    '*{box-sizing:border-box} .x{display:block}',
    '*[class=x]{display:block}',
    ':root{color-scheme:light} a{display:block}',
    '/* * title */ a{display:block}',
    '.title{display:block;font-style:italic}',
    '@font-face{font-display:swap}',
    '@media screen{ .a{display:none} } @import url(https://fonts.example/css);',
    '@list l0:level1 {mso-level-text:\\F0B7} v\\:* {behavior:url(#default#VML)} a{display:block}',
    'u + .body a{display:block} a[x-apple-data-detectors]{display:block}',
  ])
    assert.ok(!shows(css), css)
  assert.ok(!shows('.x{display:block} a:hover{display:block}', { class: 'y', id: 'x', type: 'text/css' }))
})
