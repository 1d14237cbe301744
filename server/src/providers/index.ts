import type { Provider } from './provider.ts'
import { constantContact } from './constant-contact.ts'
import { constantContactV2 } from './constant-contact-v2.ts'
import { mailchimp } from './mailchimp.ts'
import { mailup } from './mailup.ts'
import { ProviderDefinitionError } from './read-provider-definition.ts'
import { readProvidersDirectory } from './read-providers-directory.ts'

/** The built-in providers, in the order in which they are listed. */
const BUILT_IN: readonly Provider[] = [mailchimp, mailup, constantContact, constantContactV2]

/** By ID. */
export function builtInProviders(): ReadonlyMap<string, Provider> {
  return new Map(BUILT_IN.map((provider) => [provider.id, provider]))
}

/**
 * The built-in providers, then those defined in a directory.
 * @param directory null if there are no definition files
 * @throws ProviderDefinitionError
 */
export async function loadProviders(directory: string | null): Promise<ReadonlyMap<string, Provider>> {
  const all = new Map(builtInProviders())
  for (const provider of directory === null ? [] : await readProvidersDirectory(directory)) {
    if (all.has(provider.id))
      throw new ProviderDefinitionError(`there are two providers with the ID "${provider.id}"`)
    all.set(provider.id, provider)
  }
  return all
}
