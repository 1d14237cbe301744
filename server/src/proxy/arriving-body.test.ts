import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ArrivingBody } from './arriving-body.ts'

test('a body that gives way breaks off, also while it waits for the next chunk', async () => {
  async function* open(): AsyncIterable<Uint8Array> {
    yield Buffer.from('a')
    await new Promise(() => undefined)
  }
  const body = new ArrivingBody(open())
  const read: string[] = []
  let ends = 0
  const reading = (async () => {
    for await (const chunk of body.read(() => ends++)) {
      read.push(Buffer.from(chunk).toString())
      assert.equal(body.isWaiting, false, 'what it waits for is not the client')
      setImmediate(() => {
        assert.equal(body.isWaiting, true)
        body.giveWay()
      })
    }
  })()
  await assert.rejects(reading, { code: 'call_too_slow' })
  assert.deepEqual([read, ends, body.byteCount, body.isWaiting], [['a'], 1, 1, false])
})

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc()')
}

test('a body that may give way is not kept: no chunk is held by the next', async () => {
  const chunks: WeakRef<Uint8Array>[] = []
  async function* long(): AsyncIterable<Uint8Array> {
    for (let index = 0; index < 40; index++) {
      const chunk = new Uint8Array(100_000)
      chunks.push(new WeakRef(chunk))
      yield chunk
    }
  }
  let count = 0
  for await (const chunk of new ArrivingBody(long()).read(() => undefined)) {
    count += chunk.length
    await new Promise((resolve) => setImmediate(resolve))
    if (chunks.length === 39) collectGarbage()
  }
  assert.equal(count, 4_000_000)
  const left = chunks.filter((chunk) => chunk.deref() !== undefined).length
  assert.ok(left < 10, `${left} are left`)
})
