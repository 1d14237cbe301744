import { fileURLToPath } from 'node:url'

/** The command's program: its source, or the one that `scripts/run-together.ts` has built. */
export const MAIN = fileURLToPath(import.meta.resolve('#main'))
