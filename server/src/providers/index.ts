import type { Provider } from './provider.ts'
import { constantContact } from './constant-contact.ts'
import { constantContactV2 } from './constant-contact-v2.ts'
import { ProviderDefinitionError } from './definition.ts'
import { readProviderFolder } from './from-files.ts'
import { mailchimp } from './mailchimp.ts'
import { mailup } from './mailup.ts'

/** Every platform that comes with Letterlock, in the order in which they are offered. */
const BUILT_IN: readonly Provider[] = [mailchimp, mailup, constantContact, constantContactV2]

export function builtInProviders(): ReadonlyMap<string, Provider> {
  return new Map(BUILT_IN.map((provider) => [provider.id, provider]))
}

/** Those that come with Letterlock, and those of the operator's own folder. @throws DefinitionError */
export async function loadProviders(folder: string | null): Promise<ReadonlyMap<string, Provider>> {
  const all = new Map(builtInProviders())
  for (const provider of folder === null ? [] : await readProviderFolder(folder)) {
    if (all.has(provider.id))
      throw new ProviderDefinitionError(`there are two providers with the id "${provider.id}"`)
    all.set(provider.id, provider)
  }
  return all
}
