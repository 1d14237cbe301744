import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setQueryParameter } from './set-query-parameter.ts'

test('a parameter is added to a path, with or without a query', () => {
  assert.equal(setQueryParameter('/lists', 'count', '10'), '/lists?count=10')
  assert.equal(setQueryParameter('/lists?', 'count', '10'), '/lists?count=10')
  assert.equal(setQueryParameter('/lists?offset=5', 'count', '10'), '/lists?offset=5&count=10')
})

test('every other value of the parameter is replaced, however its name is written', () => {
  assert.equal(setQueryParameter('/lists?apikey=stolen&apikey&x=1', 'apikey', 'own'), '/lists?x=1&apikey=own')
  assert.equal(setQueryParameter('/lists?%61pi%6Bey=stolen', 'apikey', 'own'), '/lists?apikey=own')
  assert.equal(setQueryParameter('/lists?api+key=stolen', 'api key', 'own'), '/lists?api%20key=own')
})

test('the rest of the query stays as it is written, and the value is encoded', () => {
  assert.equal(setQueryParameter('/a?b=%2f+%20&c=d?e', 'f', '&=ä'), '/a?b=%2f+%20&c=d?e&f=%26%3D%C3%A4')
  assert.equal(setQueryParameter('/a?apikeys=1&Apikey=2', 'apikey', '3'), '/a?apikeys=1&Apikey=2&apikey=3')
})
