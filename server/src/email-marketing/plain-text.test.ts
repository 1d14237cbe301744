import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainText } from './plain-text.ts'

test('markup, styles, scripts and comments are left out', () => {
  const html =
    '<html><head><title>T</title></head><style>p{}</style><p>Hello<br>Nora</p><!-- x --><script>1<2</script>'
  assert.equal(plainText(html), 'Hello Nora')
})

test('what is not closed goes to the end, and a head without an end hides no body', () => {
  assert.equal(plainText('<head><title>T</title><body>Hello <b title="x">Nora</b><style>p{}'), 'Hello Nora')
  assert.equal(plainText('Hello<!-- <p>x</p>'), 'Hello')
  assert.equal(plainText('Hello <b class="x'), 'Hello')
})

test('entities become their characters, and what is none stays', () => {
  assert.equal(plainText('a&nbsp;&amp;&#8364;&#x1F950;&unknown;'), 'a &€🥐&unknown;')
  assert.equal(plainText('a&#0;&#xD800;&#9999999;b'), 'ab')
})
