import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Usage } from '../connections/usage.ts'
import { principalOfUser } from '../workspaces/principal.ts'
import { createUsageCounter } from './usage-counter.ts'

const principal = principalOfUser({ userId: 'usr_1', workspaceId: 'ws_1', role: 'owner' })

/** A counter whose usage is kept here. */
function open() {
  const written: Usage[] = []
  const away = { isAway: false, afterWrites: Infinity }
  let tries = 0
  const recordUsage = async (usage: Usage): Promise<void> => {
    tries++
    if (away.isAway || tries > away.afterWrites) throw new Error('the database is away')
    written.push(usage)
  }
  const logged: string[] = []
  const note = (_facts: unknown, text?: string): void => void logged.push(text ?? '')
  const counter = createUsageCounter({
    store: { connections: { recordUsage } } as unknown as Parameters<typeof createUsageCounter>[0]['store'],
    now: () => new Date(1000),
    log: { debug: note, info: note, warn: note, error: note },
  })
  return { counter, written, away, logged, tries: () => tries }
}

const facts = ({ lines, answered }: Usage) => ({
  lines: lines.map(({ type, connectionId, count }) => [type, connectionId, count]),
  answered: [...answered],
})

test('calls are counted by connection; one that succeeded makes the connection an answered one', async () => {
  const { counter, written } = open()
  counter.count('call.forwarded', principal, 'conn_a', 7)
  counter.count('call.forwarded', principal, 'conn_a', 'api_key')
  counter.count('call.forwarded', principal, 'conn_b')
  counter.count('token.retrieved', principal, 'conn_b')
  await counter.flush()
  await counter.flush()
  assert.deepEqual(written.map(facts), [
    {
      lines: [
        ['token.retrieved', 'conn_b', 1],
        ['call.forwarded', 'conn_a', 2],
        ['call.forwarded', 'conn_b', 1],
      ],
      answered: [['conn_a', { at: 1000, tokenSetVersion: 7 }]],
    },
  ])
})

test('usage that could not be written is written with the next', async () => {
  const { counter, written, away } = open()
  away.isAway = true
  counter.count('call.forwarded', principal, 'conn_a', 7)
  await counter.flush()
  away.isAway = false
  counter.count('call.forwarded', principal, 'conn_a')
  await counter.flush()
  assert.deepEqual(written.map(facts), [
    { lines: [['call.forwarded', 'conn_a', 2]], answered: [['conn_a', { at: 1000, tokenSetVersion: 7 }]] },
  ])
})

test('usage is written some lines at a time, and after a failure only what is left', async () => {
  const { counter, written, away } = open()
  for (let index = 0; index < 250; index++) counter.count('token.retrieved', principal, `conn_${index}`)
  away.afterWrites = 1
  await counter.flush()
  assert.equal(written.length, 1)
  away.afterWrites = Infinity
  await counter.flush()
  assert.ok(written.every(({ lines }) => lines.length <= 100))
  const lines = written.flatMap((usage) => usage.lines)
  assert.equal(new Set(lines.map(({ connectionId }) => connectionId)).size, 250)
  assert.ok(lines.every(({ count }) => count === 1))
})

test('while usage cannot be written, it takes no more memory than what is allowed for all, and the log says so', async () => {
  const { counter, written, away, logged } = open()
  away.isAway = true
  const principalOf = (index: number) =>
    principalOfUser({ userId: `usr_${index % 50}`, workspaceId: 'ws_1', role: 'owner' })
  for (const type of ['token.retrieved', 'call.forwarded'] as const)
    for (let index = 0; index < 100_000; index++) counter.count(type, principalOf(index), `conn_${index}`)
  await counter.flush()
  // What is known is counted still.
  counter.count('token.retrieved', principalOf(0), 'conn_0')
  away.isAway = false
  await counter.flush()
  const lines = written.flatMap((usage) => usage.lines)
  assert.equal(lines.length, 100_000)
  assert.equal(lines.find(({ connectionId }) => connectionId === 'conn_0')?.count, 2)
  assert.ok(logged.includes('calls were not counted'), logged.join())
})

test('while usage cannot be written, a call begins no flush of its own', async () => {
  const { counter, written, away, tries } = open()
  away.isAway = true
  for (let index = 0; index <= 20_000; index++) counter.count('token.retrieved', principal, `conn_${index}`)
  await counter.flush()
  const before = tries()
  for (let index = 0; index < 100; index++) counter.count('token.retrieved', principal, 'conn_0')
  assert.equal(tries(), before)
  away.isAway = false
  await counter.flush()
  assert.equal(written.flatMap(({ lines }) => lines).length, 20_001)
})
