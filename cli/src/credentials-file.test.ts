import assert from 'node:assert/strict'
import {
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { deleteCredentials, readCredentials, saveCredentials } from './credentials-file.ts'

const one = { clientId: 'c', accessToken: 'a', refreshToken: 'r' }

test('credentials are replaced as a whole, readable by their owner only, and nothing is left behind', async (t) => {
  const home = mkdtempSync(join(tmpdir(), 'letterlock-credentials-'))
  const { XDG_CONFIG_HOME } = process.env
  process.env['XDG_CONFIG_HOME'] = home
  t.after(() => {
    if (XDG_CONFIG_HOME === undefined) delete process.env['XDG_CONFIG_HOME']
    else process.env['XDG_CONFIG_HOME'] = XDG_CONFIG_HOME
    rmSync(home, { recursive: true })
  })
  const file = await saveCredentials('http://one.example', one)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  // A hard link keeps the old content: the file is not written in place.
  linkSync(file, join(home, 'before'))
  const before = readFileSync(file, 'utf8')
  await saveCredentials('http://two.example', one)
  assert.equal(readFileSync(join(home, 'before'), 'utf8'), before)
  assert.equal(statSync(file).mode & 0o777, 0o600)

  await t.test('several programs at once lose nothing', async () => {
    const urls = Array.from({ length: 8 }, (_, index) => `http://server${index}.example`)
    await Promise.all(urls.map((url) => saveCredentials(url, one)))
    await deleteCredentials('http://one.example')
    assert.deepEqual(
      urls.map((url) => readCredentials(url)),
      urls.map(() => one),
    )
    assert.equal(readCredentials('http://one.example'), undefined)
    assert.deepEqual(readdirSync(join(home, 'letterlock')).toSorted(), [
      'credentials.json',
      'credentials.json.lock',
    ])
  })

  await t.test('a link stays a link', async () => {
    const linked = join(home, 'linked')
    mkdirSync(join(linked, 'letterlock'), { recursive: true })
    symlinkSync(file, join(linked, 'letterlock', 'credentials.json'))
    process.env['XDG_CONFIG_HOME'] = linked
    await saveCredentials('http://three.example', one)
    assert.ok(lstatSync(join(linked, 'letterlock', 'credentials.json')).isSymbolicLink())
    assert.ok(readFileSync(file, 'utf8').includes('http://three.example'))
  })
})
