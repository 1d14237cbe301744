import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '../..')

test(
  'E13: a production install of the server needs no build tool, and starts',
  { timeout: 300_000 },
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-install-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    for (const file of tracked.split('\n').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
      mkdirSync(join(folder, dirname(file)), { recursive: true })
      cpSync(join(ROOT, file), join(folder, file))
    }
    const install = [
      'ci',
      '--omit=dev',
      '-w',
      'server',
      '--prefer-offline',
      '--no-audit',
      '--foreground-scripts',
    ]
    const { stderr } = await promisify(execFile)('npm', install, { cwd: folder })
    assert.match(stderr, /The dashboard is not built: .* The API works all the same\./)
    assert.deepEqual(
      ['vite', 'typescript', 'oxlint', 'playwright-core'].filter((name) =>
        existsSync(join(folder, 'node_modules', name)),
      ),
      [],
    )
    const first = await start(folder)
    const page = await fetch(`${first.url}/`, { headers: { accept: 'text/html' } })
    assert.equal(page.status, 503)
    assert.match(await page.text(), /The dashboard is not built/)
    assert.equal((await fetch(`${first.url}/readyz`)).status, 200)
    await first.stop()

    cpSync(join(ROOT, 'dashboard/dist'), join(folder, 'dashboard/dist'), { recursive: true })
    const second = await start(folder)
    assert.match(await (await fetch(`${second.url}/setup`)).text(), /<script type="module"/)
    await second.stop()
  },
)

async function start(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      LETTERLOCK_PORT: '0',
      LETTERLOCK_LOG_LEVEL: 'warn',
      LETTERLOCK_DATA_DIR: join(folder, 'data'),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  const ready = once(child, 'message').then(([message]) => message as { url: string })
  const early = ended.then(([code]) => assert.fail(`it ended while starting, with ${String(code)}`))
  const { url } = await Promise.race([ready, early])
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  return { url, stop }
}
