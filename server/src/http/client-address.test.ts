import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IncomingMessage } from 'node:http'
import { createClientAddress, networkOf, type TrustedProxies } from './client-address.ts'

function clientOf(
  trusted: TrustedProxies,
  peer: string,
  headers: { 'x-forwarded-for'?: string; forwarded?: string } = {},
): string {
  const socket = { remoteAddress: peer } as IncomingMessage['socket']
  return createClientAddress(trusted)({ headers, socket })
}

const via = (xForwardedFor: string): { 'x-forwarded-for': string } => ({ 'x-forwarded-for': xForwardedFor })

test('A6: the client is the nearest that no trusted proxy is', () => {
  const ranges = ['10.0.0.0/8', '2001:db8:aa::/48']
  assert.equal(clientOf(ranges, '10.0.0.1', via('198.51.100.1')), '198.51.100.1')
  assert.equal(clientOf(ranges, '::ffff:10.0.0.1', via('198.51.100.1')), '198.51.100.1')
  assert.equal(clientOf(ranges, '10.0.0.1', via('203.0.113.9, 198.51.100.1, 10.2.2.2')), '198.51.100.1')
  assert.equal(clientOf(ranges, '2001:db8:aa::1', via('2001:db8:bb::7')), '2001:db8:bb::7')
  assert.equal(clientOf(ranges, '192.0.2.1', via('198.51.100.1')), '192.0.2.1', 'the peer is not trusted')
  assert.equal(clientOf(ranges, '10.0.0.1', via('10.0.0.2, 10.0.0.3')), '10.0.0.2', 'all are ours')
  assert.equal(clientOf(ranges, '10.0.0.1'), '10.0.0.1')
})

test('A6: a number of proxies', () => {
  assert.equal(clientOf(0, '10.0.0.1', via('198.51.100.1')), '10.0.0.1')
  assert.equal(clientOf(1, '10.0.0.1', via('203.0.113.9, 198.51.100.1')), '198.51.100.1')
  assert.equal(clientOf(2, '10.0.0.1', via('203.0.113.9, 198.51.100.1, 10.0.0.2')), '198.51.100.1')
  assert.equal(clientOf(3, '10.0.0.1', via('198.51.100.1')), '198.51.100.1', 'fewer than there could be')
})

test('A6: the forms in which an address is reported', () => {
  const reported: [object, string][] = [
    [via('198.51.100.1:4711'), '198.51.100.1'],
    [via('[2001:db8::1]:4711'), '2001:db8::1'],
    [via('2001:db8::1'), '2001:db8::1'],
    [via('::ffff:198.51.100.1'), '198.51.100.1'],
    [via('198.51.100.1, unknown'), '10.0.0.1'],
    [via('198.51.100.1, evil'), '10.0.0.1'],
    [via(''), '10.0.0.1'],
    [{ forwarded: 'for=198.51.100.1' }, '198.51.100.1'],
    [{ forwarded: 'For="198.51.100.1:4711";Proto=https;by=10.0.0.1' }, '198.51.100.1'],
    [{ forwarded: 'proto=https;for="[2001:db8::1]:4711"' }, '2001:db8::1'],
    [{ forwarded: 'for=203.0.113.9, for=198.51.100.1' }, '198.51.100.1'],
    [{ forwarded: 'for="203.0.113.9, for=198.51.100.2", for=198.51.100.1' }, '198.51.100.1'],
    [{ forwarded: 'for=198.51.100.1, for=unknown' }, '10.0.0.1'],
    [{ forwarded: 'for=198.51.100.1, for=_hidden' }, '10.0.0.1'],
    [{ forwarded: 'for=198.51.100.1;for=198.51.100.2' }, '10.0.0.1'],
    [{ forwarded: 'for="198.51.100.1' }, '10.0.0.1'],
    [{ forwarded: 'proto=https' }, '10.0.0.1'],
  ]
  for (const [headers, expected] of reported)
    assert.equal(clientOf(1, '10.0.0.1', headers), expected, JSON.stringify(headers))
})

test('A6: two headers that tell different clients are both left alone', () => {
  const same = { 'x-forwarded-for': '198.51.100.1', forwarded: 'for=198.51.100.1' }
  assert.equal(clientOf(1, '10.0.0.1', same), '198.51.100.1')
  assert.equal(clientOf(1, '10.0.0.1', { ...same, forwarded: 'for=203.0.113.9' }), '10.0.0.1')
})

test('A6: IPv6 clients are one network each', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
  assert.equal(networkOf('2001:0db8:0001:0002::9'), '2001:db8:1:2::/64')
  assert.equal(networkOf('2001:db8::9'), '2001:db8:0:0::/64')
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
  assert.equal(networkOf('198.51.100.1'), '198.51.100.1')
})
