import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { newMemoryFolder } from './memory-folder.ts'

const here = { place: tmpdir(), neededBytes: 0 }

test('a folder in memory can be written by every user, and is removed with what is in it', () => {
  const folder = newMemoryFolder(here)
  assert.ok(folder)
  assert.equal(statSync(folder.path).mode & 0o7777, 0o1777)
  writeFileSync(join(folder.path, 'file'), '')
  folder[Symbol.dispose]()
  assert.equal(existsSync(folder.path), false)
})

test('it is removed when a run is broken off, too', () => {
  const program = `
import { newMemoryFolder } from ${JSON.stringify(import.meta.resolve('./memory-folder.ts'))}
console.log(newMemoryFolder(${JSON.stringify(here)}).path)
process.exit(3)`
  const args = ['--input-type=module', '--eval', program]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  assert.equal(status, 3)
  assert.match(stdout, /letterlock-tests-/)
  assert.equal(existsSync(stdout.trim()), false)
})

test('where there is no memory for files, or too little, there is no folder', () => {
  assert.equal(newMemoryFolder({ ...here, place: join(tmpdir(), 'no-such-folder') }), undefined)
  assert.equal(newMemoryFolder({ ...here, neededBytes: Infinity }), undefined)
})
