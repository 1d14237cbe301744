import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What a browser loads of each entry, minified and compressed, in bytes. */
const LIMITS = {
  'index.ts': 8_000,
  'webhooks.ts': 2_000,
  'browser/element.ts': 4_000,
  'browser/return-page.ts': 1_000,
}

for (const [entry, limitBytes] of Object.entries(LIMITS))
  test(`${entry} is at most ${limitBytes} bytes`, async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, '../src', entry)],
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      logLevel: 'silent',
    })
    const [file = assert.fail('no output')] = outputFiles
    const bytes = gzipSync(file.contents, { level: 9 }).length
    assert.ok(bytes <= limitBytes, `${bytes} bytes`)
    assert.ok(bytes > limitBytes / 5, `only ${bytes} bytes: the limit says nothing`)
  })
