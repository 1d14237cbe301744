export type { InvalidField } from '@letterlock/sdk/wire.ts'
export { ERROR_CATALOGUE, type ErrorCode } from './error-catalogue.ts'
export { messageOf } from './error-message.ts'
export {
  ProblemError,
  aboutProvider,
  invalidRequest,
  namingProvider,
  outageOf,
  withFacts,
  type FieldRule,
  type NamedProvider,
} from './problem-error.ts'
