import type { Capabilities } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { MarketingAdapter } from './adapters/adapter.ts'

type Flag = {
  [Name in keyof Capabilities]: Capabilities[Name] extends boolean ? Name : never
}[keyof Capabilities]

/** Asserts that the provider has a capability. @param what its name in the error @throws ProblemError unsupported_by_provider */
export function assertSupported({ capabilities }: MarketingAdapter, flag: Flag, what: string): void {
  if (!capabilities[flag]) throw new ProblemError('unsupported_by_provider', { facts: { capability: what } })
}
