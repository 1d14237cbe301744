import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'

const READS_PER_SECOND = 1000

/** Token reads at a constant rate, beside other work. */
export interface Reads {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** @returns a function that reads the token of one of these connections, chosen at random */
export function tokenReader(url: string, secretKey: string, ids: readonly string[]): () => Promise<unknown> {
  const authorization = `Bearer ${secretKey}`
  return () => {
    const id = ids[Math.floor(Math.random() * ids.length)] ?? ''
    const init = { method: 'POST', headers: { authorization } } as const
    return request(`${url}/v1/connections/${id}/token`, init).then(({ body }) => body.dump())
  }
}

/** Reads for this time, in ms. */
export function readFor(ms: number, read: () => Promise<unknown>): Promise<Reads> {
  const until = performance.now() + ms
  return readSteadily(read, () => performance.now() < until)
}

/** Reads at a constant rate, independent of the responses, so that queueing is measured. */
export async function readSteadily(read: () => Promise<unknown>, goOn: () => boolean): Promise<Reads> {
  const latencies: number[] = []
  const pending = new Set<Promise<unknown>>()
  const began = performance.now()
  for (let count = 0; goOn(); count++) {
    const at = began + (count * 1000) / READS_PER_SECOND
    while (performance.now() < at) await sleep(1)
    const one: Promise<unknown> = read()
      .then(() => latencies.push(performance.now() - at))
      .finally(() => pending.delete(one))
    pending.add(one)
  }
  await Promise.all(pending)
  const perSecond = (latencies.length * 1000) / (performance.now() - began)
  latencies.sort((a, b) => a - b)
  const at = (share: number): number => latencies[Math.floor(share * (latencies.length - 1))] ?? Number.NaN
  return { perSecond, p50Ms: at(0.5), p99Ms: at(0.99) }
}
