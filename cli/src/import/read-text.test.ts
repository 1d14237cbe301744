import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { EXIT } from '../cli-error.ts'
import { readText } from './read-text.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'letterlock-text-'))
test.after(() => rmSync(FOLDER, { recursive: true }))

/** Of a file stream's chunk. */
const CHUNK_BYTES = 64 * 1024
const LATIN = Buffer.from('Zoé\n', 'latin1')

/** The file's first chunk ends within its last character. */
const upToChunk = (start: string): string =>
  `${start}${'x'.repeat(CHUNK_BYTES - Buffer.byteLength(start) - 1)}é\n`

const FAULTS: readonly (readonly [where: string, content: Buffer, line: number])[] = [
  ['after a replacement character', Buffer.concat([Buffer.from('a\n\uFFFD\nb\n'), LATIN]), 4],
  ['after a chunk that ends within a character', Buffer.concat([Buffer.from(upToChunk('a\n')), LATIN]), 3],
  ['in the line where a chunk ends', Buffer.concat([Buffer.from(upToChunk('a\n').slice(0, -1)), LATIN]), 2],
  ['at the end', Buffer.from('a\nb\né').subarray(0, -1), 3],
]

async function textOf(content: Buffer): Promise<string> {
  const file = join(FOLDER, 'names.csv')
  writeFileSync(file, content)
  let text = ''
  for await (const part of readText(file, 'Correct it.')) text += part
  return text
}

for (const [where, content, line] of FAULTS)
  test(`a byte that is not UTF-8 is found ${where}`, async () => {
    await assert.rejects(textOf(content), {
      message: `Line ${line} of ${join(FOLDER, 'names.csv')} is not in UTF-8.`,
      exitCode: EXIT.usage,
    })
  })

test('a text is whole, whatever character a chunk ends in', async () => {
  const text = `${upToChunk('a\n')}\uFFFD 農園\nend`
  assert.equal(await textOf(Buffer.from(text)), text)
})
