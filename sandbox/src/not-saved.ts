import { reasonOf } from './reason-of.ts'

/** “state is not saved: state.json cannot be written (ENOSPC: no space left on device, write)”, after whose it is. */
export const notSaved = (error: unknown): string => `state is not saved: ${reasonOf(error)}`
