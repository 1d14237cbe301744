import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { MAIN } from './main.ts'

/** The command while it runs: what it has printed so far. */
function start({ server, secretKey }: TestWorld, ...args: string[]) {
  const env = {
    ...process.env,
    LETTERLOCK_URL: server.localUrl,
    LETTERLOCK_SECRET_KEY: secretKey,
    NO_COLOR: '1',
  }
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const texts = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()))
  return { child, texts, ended: once(child, 'close') as Promise<[number | null]> }
}

async function run(
  world: TestWorld,
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const { texts, ended } = start(world, ...args)
  const [code] = await ended
  return { code, ...texts }
}

const get = async ({ server, secretKey }: TestWorld, path: string): Promise<void> => {
  await fetch(`${server.localUrl}/v1/proxy/${path}`, { headers: { authorization: `Bearer ${secretKey}` } })
}

test('calls are listed, shown and followed on the command line', async () => {
  await using world = await startWorld()
  assert.equal((await run(world, 'calls')).out, 'None found\n')
  const { id } = await connect(world)
  const following = start(world, 'calls', '--follow')
  await get(world, `${id}/3.0/lists`)
  await get(world, `${id}/3.0//lists`)
  const printed = await waitFor(
    () => following.texts.out.trim().split('\n'),
    (lines) => lines.length === 2,
  )
  following.child.kill('SIGINT')
  await following.ended
  assert.match(
    printed[0] ?? '',
    /^[\d-]{10} [\d:]{8} UTC {2}200 {3}GET \/3\.0\/lists {2}· .+ · \d+ ms \(provider \d+ ms\)$/,
  )
  assert.match(printed[1] ?? '', / 400 .+ · \d+ ms \(not sent\) · proxy_path_not_allowed$/)

  const listed = await run(world, 'calls', 'list', '--status', 'failed')
  assert.match(listed.out, /^ID +TIME +STATUS +CALL .*\ncall_\w+ .+ 400 .+ proxy_path_not_allowed\n$/)
  const [callId = ''] = /call_\w+/.exec(listed.out) ?? []
  const shown = await run(world, 'calls', 'get', callId)
  assert.match(shown.out, new RegExp(`\\nConnection +${id} of `))
  const json = await run(world, 'calls', '--json', '--limit', '1')
  assert.equal((JSON.parse(json.out) as { items: { id: string }[] }).items[0]?.id, callId)
  assert.deepEqual(await run(world, 'calls', 'get', 'call_x'), {
    code: 1,
    out: '',
    err: '✗ There is no such call in the log, or it is no longer kept.\n  List the calls to find the ID.\n',
  })
})
