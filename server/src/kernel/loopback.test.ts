import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isEveryAddress, isLoopback } from './loopback.ts'

test('E1: one rule says which addresses lead to this machine alone', () => {
  const loopback = [
    '127.0.0.1 127.0.0.2 127.255.255.254 127.1 2130706433 0x7f.0.0.1',
    '::1 [::1] 0:0:0:0:0:0:0:1 ::ffff:127.0.0.1 [::ffff:127.0.0.2] ::ffff:7f00:1',
    'localhost LOCALHOST localhost. app.localhost a.b.localhost',
  ]
  for (const host of loopback.join(' ').split(' ')) assert.ok(isLoopback(host), host)
  const others = [
    '0.0.0.0 :: [::] ::ffff:0.0.0.0 128.0.0.1 10.0.0.1 192.168.1.5 126.255.255.255 169.254.0.1',
    '::2 fe80::1 ::ffff:128.0.0.1 ::ffff:10.0.0.1 1::ffff:7f00:1',
    'example.com localhost.example.com notlocalhost 127.0.0.1.example.com localhost:80 127.0.0.1:80',
    'x@localhost localhost/x localhost#x [::1 :: : . ][',
  ]
  for (const host of [...others.join(' ').split(' '), '', ' ', 'a localhost'])
    assert.ok(!isLoopback(host), host)
})

test('E1: a server that listens at 0.0.0.0 or :: is reached from elsewhere', () => {
  for (const host of ['0.0.0.0', '0', '::', '[::]', '::0', '::ffff:0.0.0.0'])
    assert.ok(isEveryAddress(host), host)
  for (const host of ['127.0.0.1', '::1', 'localhost', '1.0.0.0', '']) assert.ok(!isEveryAddress(host), host)
})
