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
  assert.equal(plainText('a&#0;&#xD800;&#9999999;b'), 'a\uFFFD\uFFFD\uFFFDb')
})

test('what is hidden begins and ends where it does in a browser', () => {
  const cases: [html: string, text: string][] = [
    ['a<!-- x --!>b', 'ab'],
    ['a<!-->b', 'ab'],
    ['a<!--->b', 'ab'],
    ['<title-x>b</title-x> c', 'b c'],
    ['<title>a</title-x>b</title>c', 'c'],
    ['<p title="<!--">b', 'b'],
    ['<p title="a > b">c', 'c'],
    ['<textarea><!--</textarea>c', '<!-- c'],
    ['<style>a</style x>b', 'b'],
    ['<STYLE/>a</STYLE>b', 'b'],
    ['a</ x>b', 'ab'],
    ['a<?x?>b', 'ab'],
    // A declarative shadow root shows the content of a template.
    ['<template>a</template>b', 'a b'],
    ['<iframe><p>a</iframe>b', 'b'],
    ['1 < 2 <3', '1 < 2 <3'],
  ]
  for (const [html, text] of cases) assert.equal(plainText(html), text, html)
})
