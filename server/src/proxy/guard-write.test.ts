import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ProblemError } from '../kernel/errors.ts'
import { givingWay, type AdmittedWrite } from './guard-write.ts'

interface Watched extends AdmittedWrite {
  giveWay: (problem: ProblemError) => void
  isOver: boolean
}

function admittedWrite(): Watched {
  const watched: Watched = {
    giveWay: () => assert.fail('nothing is read'),
    isOver: false,
    release: () => undefined,
    expireLater: () => undefined,
    onAwaited(giveWay) {
      watched.giveWay = giveWay
      return () => (watched.isOver = true)
    },
  }
  return watched
}

test('a body that gives way breaks off, also while it waits for the next chunk', async () => {
  const watched = admittedWrite()
  async function* open(): AsyncIterable<Uint8Array> {
    yield Buffer.from('a')
    await new Promise(() => undefined)
  }
  const read: string[] = []
  const reading = (async () => {
    for await (const chunk of givingWay(open(), watched)) {
      read.push(Buffer.from(chunk).toString())
      setImmediate(() => watched.giveWay(new ProblemError('campaign_busy')))
    }
  })()
  await assert.rejects(reading, { code: 'campaign_busy' })
  assert.deepEqual(read, ['a'])
  assert.equal(watched.isOver, true)
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
  for await (const chunk of givingWay(long(), admittedWrite())) {
    count += chunk.length
    await new Promise((resolve) => setImmediate(resolve))
    if (chunks.length === 39) collectGarbage()
  }
  assert.equal(count, 4_000_000)
  const left = chunks.filter((chunk) => chunk.deref() !== undefined).length
  assert.ok(left < 10, `${left} are left`)
})
