import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { NODE_ENVIRONMENT, programOf } from 'letterlock/launch.ts'

/** Loaded into the server as a library would be: speaks when it is told to. */
const LIBRARY = `process.on('message', () => {
  console.error('\\u001b[31mfrom a library\\u001b[0m, refresh_token=abcdefghijkl')
  console.log('said %s', 'plainly')
  process.emitWarning('an old way', 'DeprecationWarning', 'DEP9999')
})`

test('C15: what libraries and Node print goes to the log, scrubbed, and nothing to stderr', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const child = fork(programOf('server'), {
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      `data:text/javascript,${encodeURIComponent(LIBRARY)}`,
    ],
    env: {
      ...NODE_ENVIRONMENT,
      PATH: process.env['PATH'],
      LETTERLOCK_DATA_DIR: folder,
      LETTERLOCK_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  t.after(() => child.kill('SIGKILL'))
  let [out, error] = ['', '']
  child.stderr?.on('data', (chunk: Buffer) => (error += chunk.toString('utf8')))
  const logged = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8')
      if (out.includes('an old way')) resolve()
    })
  })
  child.once('message', () => child.send('speak'))
  await logged
  const lines = out.split('\n').filter((line) => line.startsWith('{'))
  const said = lines.map((line) => JSON.parse(line) as { level: string; component?: string; msg: string })
  assert.deepEqual(
    said.filter(({ component }) => component).map(({ level, component, msg }) => [level, component, msg]),
    [
      ['error', 'console', 'from a library, refresh_token=[secret]'],
      ['info', 'console', 'said plainly'],
      ['warn', 'node', 'an old way'],
    ],
  )
  assert.equal(error, '')
})
