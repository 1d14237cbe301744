import { ProblemError } from '../kernel/errors.ts'
import type { Provider } from './provider.ts'

/** All definitions, by slug. A stored row may name one whose file was removed since. */
export type ProviderDefinitions = ReadonlyMap<string, Provider>

/**
 * The definition of a stored row's provider. `providerOf` is for what a request names.
 * @throws ProblemError provider_not_defined
 */
export function definitionOf(
  { providers }: { readonly providers: ProviderDefinitions },
  slug: string,
): Provider {
  const provider = providers.get(slug)
  if (!provider) throw new ProblemError('provider_not_defined', { provider: { id: slug, name: slug } })
  return provider
}
