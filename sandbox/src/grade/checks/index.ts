import type { Check } from '../check.ts'
import { CALLS } from './calls.ts'
import { CONNECTING } from './connecting.ts'
import { TOKENS } from './tokens.ts'

/** In the order of the report. */
export const CHECKS: readonly Check[] = [...CONNECTING, ...TOKENS, ...CALLS]
