import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { MAIN } from './main.ts'

/** Starts the command, and waits until it has printed this. */
async function startUntil(expected: RegExp, args: readonly string[], folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, LETTERLOCK_DATA_DIR: folder, LETTERLOCK_PORT: '0', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (expected.test(text)) {
      child.stdout.resume()
      return child
    }
  }
  return assert.fail(`it ended without ${expected}:\n${text}`)
}

test('a command of the server that is interrupted ends with the code of its signal, not with 0', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-interrupted-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const server = await startUntil(/Set up the dashboard/, ['start'], folder)
  server.kill('SIGTERM')
  assert.deepEqual(await once(server, 'exit'), [0, null])
  const childOf = (command: ChildProcess): number | undefined => childrenOf(command)[0]
  for (const [signal, code, target] of [
    ['SIGINT', 130, (command: ChildProcess) => command.pid],
    ['SIGTERM', 143, (command: ChildProcess) => command.pid],
    ['SIGKILL', 137, childOf],
  ] as const) {
    // It waits for seconds after this, until a running server has noticed the key.
    const command = await startUntil(/Created the key/, ['encryption-keys', 'rotate'], folder)
    const ended = once(command, 'exit')
    process.kill(target(command) ?? assert.fail('it runs'), signal)
    assert.deepEqual(await ended, [code, null], signal)
    const outcome = await startUntil(/Encrypted \d+ values?/, ['encryption-keys', 'rotate'], folder)
    assert.deepEqual(await once(outcome, 'exit'), [0, null], 'it is run again')
  }
})

/** The processes that this one has started and that still run. */
function childrenOf({ pid }: ChildProcess): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

for (const args of [['start'], ['start', '--sandbox'], ['sandbox', 'start', '--port', '0']])
  test(`${args.join(' ')}: told to end while it starts, it ends what it has started, then itself`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-interrupted-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const command = spawn(process.execPath, [MAIN, ...args], {
      env: {
        ...process.env,
        LETTERLOCK_DATA_DIR: folder,
        LETTERLOCK_PORT: '0',
        LETTERLOCK_SANDBOX_PORT: '0',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const ended = once(command, 'exit')
    const [launched] = await waitFor(
      () => childrenOf(command),
      (children) => children.length > 0,
    )
    command.kill('SIGTERM')
    const [code, signal] = (await ended) as [number | null, string | null]
    assert.equal(signal, null)
    assert.ok(code === 0 || code === 1, String(code))
    assert.ok(!existsSync(`/proc/${launched}`), 'the server is left behind')
  })
