export { LetterlockError, LetterlockUnreachableError } from './errors.ts'
export { createLetterlock, type Letterlock, type LetterlockOptions } from './letterlock.ts'
export type * from './wire.ts'
