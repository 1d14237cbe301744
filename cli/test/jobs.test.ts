import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Job, JobRow } from '@letterlock/sdk'
import { connect } from '@letterlock/testing/connect.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { finish, run } from './run-command.ts'

test('jobs on the command line', async (t) => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const [audience] = (await world.client.account(id).audiences.list()).items
  const audienceId = audience?.id ?? assert.fail('no audience')
  const email = 'nora@letters.example'
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-cli-jobs-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'contacts.csv')
  const importing = ['contacts', 'import', file, '--audience', audienceId, '--connection', id, '--json']

  await t.test('an import with --json prints one document', async () => {
    writeFileSync(file, `email\n${email}\n`)
    const { code, out, err } = await finish(run(world, [...importing, '--status', 'subscribed']))
    assert.equal(code, 0, err)
    const { jobs } = JSON.parse(out) as { jobs: (Job & { rows: JobRow[] })[] }
    assert.deepEqual(
      jobs.map(({ rows }) => rows.map(({ outcome }) => outcome)),
      [['created']],
    )
  })

  await t.test('an erasure with --json prints its plan on standard error', async () => {
    const { code, out, err } = await finish(run(world, ['contacts', 'erase', email, '--json', '--yes']))
    assert.equal(code, 0, err)
    const { rows } = JSON.parse(out) as { rows: JobRow[] }
    assert.deepEqual(
      rows.map(({ outcome }) => outcome),
      ['erased'],
    )
    assert.match(err, /would be erased/)
  })

  await t.test('a canceled job ends the command with an error', async () => {
    const rows = Array.from({ length: 400 }, (_, row) => `row${row}@letters.example`)
    writeFileSync(file, ['email', ...rows].join('\n'))
    const ending = finish(run(world, [...importing, '--status', 'subscribed']))
    const [begun] = await waitFor(
      async () => (await world.client.jobs.list()).items,
      ([newest]) => newest?.status === 'running' && newest.totalCount === 400,
    )
    await world.client.jobs.cancel(begun?.id ?? assert.fail('no job'))
    const { code, err } = await ending
    assert.equal(code, 1)
    assert.match(err, /was canceled/)
  })
})
