import { invalidRequest } from '../kernel/errors.ts'
import type { ProviderDefinitions } from '../providers/definition-of.ts'

/**
 * Asserts that a list is filtered by a known provider; or by one whose definition was removed, as long as rows of it are stored.
 * @param found the number of listed rows
 * @throws ProblemError invalid_request
 */
export function assertProviderFilter(
  { providers }: { readonly providers: ProviderDefinitions },
  slug: string | undefined,
  found: number,
): void {
  if (slug === undefined || found > 0 || providers.has(slug)) return
  const detail = `provider must be one of ${[...providers.keys()].join(', ')}.`
  throw invalidRequest({ parameter: 'provider', detail })
}
