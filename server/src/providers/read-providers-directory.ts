import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Provider } from './provider.ts'
import { ProviderDefinitionError, readProviderDefinition } from './read-provider-definition.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { memberAt } from '../kernel/member-at.ts'

/**
 * Reads the definitions of a directory: each `.json` file, and the default export of each `.ts` or `.js` file.
 * @throws ProviderDefinitionError with the file and the field
 */
export async function readProvidersDirectory(directory: string): Promise<Provider[]> {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw new ProviderDefinitionError(
      `LETTERLOCK_PROVIDERS_DIR is “${directory}”, which is not a directory. Set it to the directory with the definition files.`,
    )
  const names = readdirSync(directory)
    .filter((name) => /\.(json|ts|js)$/.test(name) && !name.endsWith('.d.ts'))
    .toSorted()
  return Promise.all(
    names.map(async (name) => readProviderDefinition(name, await readFile(join(directory, name), name))),
  )
}

async function readFile(file: string, name: string): Promise<unknown> {
  try {
    if (name.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8')) as unknown
    return memberAt(await import(pathToFileURL(file).href), 'default')
  } catch (cause) {
    throw new ProviderDefinitionError(`${name}: ${reasonOf(cause)}`, { cause })
  }
}
