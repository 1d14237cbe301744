import { hash, randomBytes } from 'node:crypto'

/** A deterministic stream of numbers in [0, 1): the same seed creates the same account. */
export function seededRandom(seed: string): () => number {
  let state = hash('sha256', seed, 'buffer').readUInt32LE(0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function pick<T>(random: () => number, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)]
  if (picked === undefined) throw new Error('there is nothing to pick from')
  return picked
}

/** Random lower-case hex; 32 digits look like the tokens in the providers' samples. */
export function randomHex(digits: number): string {
  return randomBytes(digits / 2).toString('hex')
}
