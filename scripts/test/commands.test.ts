import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '../..')

/** The commands of the packages, by workspace, as a clone and a tarball have them. */
const COMMANDS = { cli: 'letterlock', sandbox: 'letterlock-sandbox' } as const

const run = (file: string, args: readonly string[], ...options: readonly string[]) =>
  spawnSync(process.execPath, ['--conditions=letterlock-source', ...options, file, ...args], {
    encoding: 'utf8',
  })

/** Makes a program believe that it runs on Node 20. */
const NODE_20 = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`

for (const [workspace, command] of Object.entries(COMMANDS)) {
  const manifest = JSON.parse(readFileSync(join(ROOT, workspace, 'package.json'), 'utf8')) as {
    bin: Record<string, string>
    engines: { node: string }
  }
  const file = join(ROOT, workspace, manifest.bin[command] ?? assert.fail(`no command ${command}`))

  test(`${command} runs in a clone, where nothing is built`, () => {
    const { status, stdout, stderr } = run(file, ['--help'])
    assert.equal(status, 0, stderr)
    assert.match(stdout, new RegExp(`^Usage: ${command} `))
  })

  test(`${command} on a Node that is too old says which one it needs and where it is`, () => {
    const { status, stdout, stderr } = run(file, ['--help'], '--import', NODE_20)
    assert.deepEqual([status, stdout], [1, ''])
    const oldest = manifest.engines.node.replace('>=', '')
    assert.match(
      stderr,
      new RegExp(`needs Node ${oldest} or newer, and this is 20\\.20\\.2\\. Install it from`),
    )
  })
}

test('npm installs both commands', () => {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  for (const command of Object.values(COMMANDS))
    assert.ok(lock.includes(`"${command}": "bin/${command}.js"`), command)
})
