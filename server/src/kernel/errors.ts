export type { InvalidField } from '@letterlock/sdk/wire.ts'
export { ERROR_CATALOGUE, type ErrorCode } from './error-catalogue.ts'
export { messageOf, type ErrorMessage } from './error-message.ts'
export {
  ProblemError,
  aboutProvider,
  invalidRequest,
  namingProvider,
  outageOf,
  withFacts,
  type NamedProvider,
  type ProblemErrorOptions,
} from './problem-error.ts'
