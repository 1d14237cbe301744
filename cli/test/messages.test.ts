import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { createProgram } from '../src/program.ts'
import { finish, run } from './run-command.ts'
import { MAIN } from './main.ts'

const ROOT = join(import.meta.dirname, '../..')

async function errorOf(world: TestWorld, ...args: string[]): Promise<string> {
  const { code, err } = await finish(run(world, args))
  assert.equal(code, 2, err)
  return err
}

test('messages name flags and arguments, not members of the API', async () => {
  await using world = await startWorld()
  await connect(world)
  assert.match(
    await errorOf(world, 'webhook-endpoints', 'create', 'https://app.example/', '--event', 'nonsense'),
    /^✗ --event must be .*\n {2}“npx letterlock webhook-endpoints create --help” shows the usage\.\n$/,
  )
  assert.match(await errorOf(world, 'webhook-endpoints', 'create', 'nonsense'), /^✗ <url> must be /)
  assert.match(await errorOf(world, 'contacts', 'upsert', 'nora', '--audience', 'x'), /^✗ <email> must be /)
  assert.match(
    await errorOf(world, 'contacts', 'list', '--status', 'unsubscribed'),
    /^✗ Mailchimp keeps contacts by audience\.\n {2}Pass --audience\.\n$/,
  )
  // The API's own words, for a program.
  const json = JSON.parse(await errorOf(world, '--json', 'contacts', 'list')) as {
    error: { code: string; nextStep: string }
  }
  assert.deepEqual([json.error.code, json.error.nextStep], ['audience_required', 'Pass audienceId.'])
})

test('commands are printed as they are called: with npx, or without where a shell finds letterlock', async (t) => {
  await using world = await startWorld()
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-cli-'))
  t.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'letterlock'), '')
  chmodSync(join(folder, 'letterlock'), 0o755)
  const nextStep = async (path: string): Promise<string> => {
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'connections', 'list'], {
      env: {
        ...process.env,
        LETTERLOCK_URL: world.server.localUrl,
        LETTERLOCK_SECRET_KEY: world.secretKey,
        PATH: path,
      },
    })
    return stdout
  }
  const { PATH = '' } = process.env
  assert.equal(
    await nextStep(`${folder}${delimiter}${PATH}`),
    'No connections. Run: letterlock connect mailchimp\n',
  )
  assert.equal(await nextStep(PATH), 'No connections. Run: npx letterlock connect mailchimp\n')
})

test('no message names a command as if a shell found it everywhere', () => {
  const bare = globSync('{cli,server}/src/**/*.ts', { cwd: ROOT }).flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .filter((line) => /(?:“|: )letterlock [a-z]/.test(line) && !/^\s*(?:\*|\/[/*])/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
  assert.deepEqual(bare, [], 'ownCommand() prints them as they are called')
})

test('no message names a command without the program: each can be pasted', async () => {
  const program = await createProgram()
  const paths = program.commands.flatMap((command) => [
    ...(command.commands.length === 0 ? [command.name()] : []),
    ...command.commands.map((sub) => `${command.name()} ${sub.name()}`),
  ])
  // A command of one word may be a word.
  const bare = new RegExp(`[“‘](?:${paths.filter((path) => /[ -]/.test(path)).join('|')})(?: [^”]*)?”`)
  const found = globSync('{cli,server}/src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] }).flatMap(
    (file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .filter((line) => bare.test(line) && !/^\s*(?:\*|\/[/*])/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
  )
  assert.deepEqual(found, [])
})

test('bash completes commands and options', async () => {
  const { stdout: script } = await promisify(execFile)(process.execPath, [MAIN, 'completion', 'bash'])
  const complete = async (...words: string[]): Promise<string[]> => {
    const line = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      `${script}\n${line}; _letterlock; echo "\${COMPREPLY[@]}"`,
    ])
    return stdout.trim().split(' ')
  }
  assert.deepEqual(await complete('letterlock', 'webhook-'), ['webhook-endpoints', 'webhook-deliveries'])
  assert.deepEqual(await complete('letterlock', '--json', 'connections', 'li'), ['list'])
  assert.deepEqual(await complete('letterlock', 'connections', 'list', '--pro'), ['--provider'])
  assert.deepEqual(await complete('letterlock', 'connections', 'import-legacy', '--end'), ['--end-user'])
})
