let seed: number | undefined

/**
 * The seed of everything random in a test: `LETTERLOCK_TEST_SEED`, or a new one, which is printed so that a failure can be repeated.
 * One for each test file.
 *
 * @returns an integer in [0, 2³¹)
 */
export function testSeed(): number {
  if (seed === undefined) {
    seed = Number(process.env['LETTERLOCK_TEST_SEED'] || Math.floor(Math.random() * 2 ** 31))
    if (!Number.isSafeInteger(seed)) throw new Error('LETTERLOCK_TEST_SEED is not an integer')
    process.stderr.write(`LETTERLOCK_TEST_SEED=${seed}\n`)
  }
  return seed
}

/** Pseudorandom numbers in [0, 1) from the seed (mulberry32). */
export function seededRandom(from = testSeed()): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
