import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublicAddress } from './public-address.ts'

for (const address of [
  '1.1.1.1',
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '2a00:1450:4001::8a',
])
  test(`${address} is public`, () => assert.ok(isPublicAddress(address)))

const CLOSED = [
  '0.0.0.0',
  '10.1.2.3',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
]
const ALSO = [
  '192.168.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '168.63.129.16',
  '198.19.0.1',
  '224.0.0.1',
  '255.255.255.255',
]
const IPV6 = [
  '::',
  '::1',
  'fe80::1',
  'fd00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '64:ff9b::7f00:1',
  '2001:db8::1',
  '2002:7f00:1::',
]
for (const address of [
  ...CLOSED,
  ...ALSO,
  ...IPV6,
  '2001::1',
  '3fff::1',
  '',
  'localhost',
  '127.1',
  '0x7f.0.0.1',
])
  test(`${address} is not public`, () => assert.ok(!isPublicAddress(address)))
