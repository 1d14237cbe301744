import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { waitUntil } from '@letterlock/testing/wait-for.ts'

const ROOT = join(import.meta.dirname, '../..')

test('E12: servers that a test has started end with the test run, whatever ends it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-runner-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'waits.test.mjs')
  const launched = JSON.stringify(join(ROOT, 'cli/src/launch.ts'))
  writeFileSync(
    file,
    `import { test } from 'node:test'
import { launch } from ${launched}
test('waits', async () => {
  const server = await launch('server', { LETTERLOCK_PORT: '0', LETTERLOCK_DATA_DIR: ${JSON.stringify(folder)}, LETTERLOCK_LOG_LEVEL: 'silent' }, { prints: 'errors' })
  process.stdout.write('started ' + server.url + '\\n')
  await server.ended
})`,
  )
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env
  const runner = spawn(
    process.execPath,
    ['--import', join(ROOT, 'scripts/end-with-runner.ts'), '--test', '--test-reporter=tap', file],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let text = ''
  for await (const chunk of runner.stdout as AsyncIterable<Buffer>)
    if (/started /.test((text += chunk))) break
  const [, url = ''] = /started (http\S+)/.exec(text) ?? []
  assert.ok(await answers(url))
  const ended = once(runner, 'exit')
  runner.kill('SIGKILL')
  await ended
  await waitUntil(async () => !(await answers(url)), 'the server has ended', 20_000)
})

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    () => true,
    () => false,
  )
}
