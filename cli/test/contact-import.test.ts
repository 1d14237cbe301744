import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { finish, run } from './run-command.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'letterlock-contacts-'))
test.after(() => rmSync(FOLDER, { recursive: true }))

const NOTHING = /\n {2}Nothing was imported\. Correct the file and import it again\./
const MANY = Array.from({ length: 10_002 }, (_, row) => `row${row}@letters.example`)

/** A file, what is wrong with it, and the exit status. */
const CASES: readonly (readonly [what: string, content: string | Buffer, fault: RegExp, code: 1 | 2])[] = [
  [
    'a bad address',
    'email\nada@bakery.example\nnora@\n',
    /✗ 1 line of \S+ cannot .*\n {2}Line 3: “nora@” is not/,
    2,
  ],
  [
    'lines inside quotation marks, and empty ones',
    'email,name\n"ada@bakery.example","one\ntwo"\n\n,Ben\r\nbad,Cara\n',
    /✗ 2 lines of .*\n {2}Line 5: It has no email\..*\n {2}Line 6: “bad” is not/,
    2,
  ],
  ['a row in the second part', `email\n${MANY.join('\n')}\nbad@\n`, /\n {2}Line 10004: “bad@” is not/, 2],
  [
    'more faults than are named',
    `email\n${'bad\n'.repeat(12)}`,
    /✗ 12 lines of [^]*Line 11: .*\n {2}… and 2 more lines\n/,
    2,
  ],
  [
    'a field that is too long',
    `email,city\na@b.example,${'x'.repeat(1001)}\n`,
    /Line 2: “city” has 1001 characters/,
    2,
  ],
  ['nothing', '', /✗ \S+ is empty\./, 1],
  ['a contact instead of a header', 'ada@bakery.example,Ada\n', /line 1 is a contact, and not a header/, 1],
  [
    'no column of addresses',
    'Email Address,Name\na@b.example,A\n',
    /no column “email”, only “Email Address”, “Name”/,
    1,
  ],
  ['a column twice', 'email,Email,email\n', /there are two columns “email”/, 1],
  [
    'a value in a column without a name',
    'email,\na@b.example,x\n',
    /line 2 has a value in column 2, which/,
    1,
  ],
  ['too many values', 'email\na@b.example,x\n', /line 2 has 2 values, and the header 1\./, 1],
  [
    'an open quotation mark',
    'email\na@b.example\n"b@b.example\n',
    /quotation mark that opens in the row of line 3 is not closed/,
    1,
  ],
  ['UTF-16', Buffer.from('\uFEFFemail\na@b.example\n', 'utf16le'), /✗ \S+ is in UTF-16\./, 2],
  [
    'another encoding',
    Buffer.from('email,name\na@b.example,Zoé\n', 'latin1'),
    /✗ Line 2 of \S+ is not in UTF-8\./,
    2,
  ],
]

test('a file of contacts that cannot be imported: what is wrong, on which line, and nothing is imported', async (t) => {
  await using world = await startWorld()
  await connect(world)
  const importing = (file: string) => finish(run(world, ['contacts', 'import', file, '--audience', 'a']))
  for (const [what, content, fault, code] of CASES)
    await t.test(what, async () => {
      const file = join(FOLDER, 'contacts.csv')
      writeFileSync(file, content)
      const failed = await importing(file)
      assert.match(failed.err, fault)
      assert.match(failed.err, NOTHING)
      assert.deepEqual([failed.code, failed.out], [code, ''])
    })
  await t.test('a header alone', async () => {
    writeFileSync(join(FOLDER, 'header.csv'), 'email\n')
    assert.match((await importing(join(FOLDER, 'header.csv'))).err, /header\.csv has no contacts\./)
  })
  await t.test('lines that are no JSON', async () => {
    writeFileSync(join(FOLDER, 'lines.jsonl'), '{"email":"a@b.example"}\n\nnope\n')
    assert.match(
      (await importing(join(FOLDER, 'lines.jsonl'))).err,
      /Line 3: The line is not a JSON object\./,
    )
  })
  await t.test('a folder', async () => {
    const folder = join(FOLDER, 'folder.csv')
    mkdirSync(folder)
    for (const args of [
      ['contacts', 'import', folder, '--audience', 'a'],
      ['connections', 'import', folder],
    ]) {
      const { err, code } = await finish(run(world, args))
      assert.match(err, /^✗ \S+folder\.csv is a folder\.\n {2}Name a \.csv or \.jsonl file\.\n$/)
      assert.equal(code, 2)
    }
  })
  assert.deepEqual((await world.client.jobs.list()).items, [])
})

test('contacts are imported from what spreadsheets save, and a row that fails is told with its line', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const [audience] = (await world.client.account(id).audiences.list()).items
  const audienceId = audience?.id ?? assert.fail('no audience')
  const file = join(FOLDER, 'spreadsheet.csv')
  const importing = ['contacts', 'import', file, '--audience', audienceId, '--status', 'subscribed']

  writeFileSync(
    file,
    '\uFEFFEmail;FNAME;\r\nada@bakery.example;"Ada; or Ida";\r\nben@bakery.example;Ben;\r\n',
  )
  const saved = await finish(run(world, importing))
  assert.deepEqual([saved.code, saved.out], [0, 'completed: 2 created\n'], saved.err)
  const ada = await world.client.account(id).contacts.get('ada@bakery.example', { audienceId })
  assert.equal(ada.fields['FNAME'], 'Ada; or Ida')

  const member = (email: string): string =>
    `/3.0/lists/${audienceId}/members/${createHash('md5').update(email).digest('hex')}`
  world.sandbox.world.faults.add({ kind: 'status', status: 403, path: member('ben@bakery.example') })
  const refused = await finish(run(world, importing))
  assert.match(refused.out, /^completed: [^]*\nfailed +ben@bakery\.example \(line 3\) +Mailchimp rejected/)
  assert.match(refused.err, /\n✗ 1 of 2 rows failed\.\n {2}The report says why\./)
  assert.equal(refused.code, 1)
})

test('an import that stops says why, at whom, on which line, what is done, and what to do', async () => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const { id } = await connect(world)
  const [audience] = (await world.client.account(id).audiences.list()).items
  const audienceId = audience?.id ?? assert.fail('no audience')
  const file = join(FOLDER, 'stops.csv')
  const emails = Array.from({ length: 60 }, (_, row) => `row${row}@letters.example`)
  const importing = ['contacts', 'import', file, '--audience', audienceId]

  writeFileSync(file, ['email', ...emails].join('\n'))
  const stopAt = createHash('md5').update('row57@letters.example').digest('hex')
  world.sandbox.world.faults.add({
    kind: 'status',
    status: 401,
    path: `/3.0/lists/${audienceId}/members/${stopAt}`,
  })
  const { code, err } = await finish(run(world, importing))
  assert.match(
    err,
    /\n✗ The import stopped\. The connection has no working credential .*\n {2}It stopped at row57@letters\.example \(line 59\)\.\n {2}5\d of 60 done before that: 5\d created\.\n {2}Ask the end user to reconnect\. Run the command again/,
  )
  assert.equal(code, 1)
})

test('an import into fields that are not there names them', async () => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const { id } = await connect(world)
  const [audience] = (await world.client.account(id).audiences.list()).items
  const file = join(FOLDER, 'fields.csv')
  writeFileSync(file, 'email,NICKNAME\nada@bakery.example,A\n')
  const importing = ['contacts', 'import', file, '--audience', audience?.id ?? '']
  const { code, err } = await finish(run(world, importing))
  assert.match(
    err,
    /\n✗ The import stopped\. The audience has no field NICKNAME\.\n {2}Nothing was done before that\.\n {2}Available fields: /,
  )
  assert.equal(code, 1)
  const json = await finish(run(world, [...importing, '--json']))
  assert.match(json.err, /"error":\{"code":"unknown_contact_field"/)
})
