import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factLines } from './facts.ts'

test('each member is a line, and null members are omitted', () => {
  assert.deepEqual(factLines({ name: 'Spring', id: 'a1', contacts: 3, sentAt: null, tags: [] }), [
    'name: Spring',
    'id: a1',
    'contacts: 3',
    'tags: none',
  ])
})

test('items are a line each, without a heading; other lists have one', () => {
  assert.deepEqual(factLines({ items: [{ id: 'a1', name: 'Bread & butter' }] }), [
    '- id: a1; name: "Bread & butter"',
  ])
  assert.deepEqual(factLines({ links: [{ url: 'https://a.example/', clicks: 2 }] }), [
    'links:',
    '- url: "https://a.example/"; clicks: 2',
  ])
})

test('a rate is shown as a share and as a percentage', () => {
  assert.deepEqual(factLines({ opens: { unique: 3, rate: 0.256 } }), [
    'opens: { unique: 3; rate: 0.256 (25.6 %) }',
  ])
})

test('text of the account is quoted on one line, so that it cannot pass for a member', () => {
  assert.deepEqual(factLines({ name: 'Spring\nstatus: sent', fields: { 'a: b; c': 'x' } }), [
    String.raw`name: "Spring\nstatus: sent"`,
    'fields: { "a: b; c": x }',
  ])
  assert.deepEqual(factLines({ name: 'Hi\u2028status: sent\u2029x' }), [
    String.raw`name: "Hi\u2028status: sent\u2029x"`,
  ])
})
