import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '..')

/**
 * Commands that fetch a package of that name from a registry, or run what was fetched. `npx letterlock` or `npx @letterlock/sandbox`,
 * typed by a user in the folder of the installation, runs what is installed there; elsewhere it asks first. With `-y`, or in a program's
 * settings, it would not ask. A packed tarball is a file.
 */
const FETCHES =
  /\b(?:npx|pnpx|bunx|(?:pnpm|yarn) dlx|npm (?:exec|x|i|install)|npm create)(?! --no\b)(?!(?<=\bnpx) (?:@letterlock\/sandbox|letterlock)(?![\w-]))[^\n`'"]*\bletterlock\b(?!(?:-\w+)?-\d+\.\d+\.\d+\.tgz)|'npx'|"npx"/

test('A14: no settings, page, hint or document fetch a package that is in no registry', () => {
  const shown = [
    'README.md',
    'docs/**/*.md',
    '{dashboard,cli,server,sdk}/src/**/*.{ts,tsx}',
    'examples/**/*.{md,ts,json}',
  ]
  const files = shown.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
  assert.ok(files.length > 200)
  const naming = files.filter((file) => FETCHES.test(readFileSync(join(ROOT, file), 'utf8')))
  assert.deepEqual(naming, [])
})

test('A14: the command in the settings is that of this folder, and starts from any other', async () => {
  const { keySettings } = (await import(
    join(ROOT, 'dashboard/src/features/assistants/assistant-settings.ts')
  )) as {
    keySettings: (url: string, key: string) => { client: string; text: string }[]
  }
  const [, started] = keySettings('http://127.0.0.1:9', 'llk_x')
  const { mcpServers } = JSON.parse(started?.text ?? '') as {
    mcpServers: { letterlock: { command: string; args: string[] } }
  }
  const { command, args } = mcpServers.letterlock
  const here = args.map((arg) => (arg === '/path/to/letterlock' ? ROOT : arg))
  assert.ok(here.includes(ROOT))
  const { stdout } = await promisify(execFile)(command, [...here, '--help'], { cwd: '/' })
  assert.match(stdout, /Usage: letterlock mcp/)
})
