import { ProblemError } from '../../kernel/errors.ts'
import type { Automating } from './adapter.ts'

const unsupported = (): Promise<never> =>
  Promise.reject(new ProblemError('unsupported_by_provider', { facts: { capability: 'automations' } }))

/** For a provider without automations in its API. */
export const noAutomations: Automating = {
  automations: unsupported,
  automation: unsupported,
  pauseAutomation: unsupported,
}
