import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Provider } from './provider.ts'
import { ProviderDefinitionError, readDefinition } from './definition.ts'

/**
 * The platforms that an operator describes: each `.json` file of the folder, and each `.ts` or `.js` file, whose default
 * export is a definition.
 * @throws DefinitionError that names the file and the field
 */
export async function readProviderFolder(folder: string): Promise<Provider[]> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ProviderDefinitionError(
      `LETTERLOCK_PROVIDERS_DIR is “${folder}”, which is not a folder: give the one with the definitions.`,
    )
  const names = readdirSync(folder)
    .filter((name) => /\.(json|ts|js)$/.test(name) && !name.endsWith('.d.ts'))
    .sort()
  return Promise.all(
    names.map(async (name) => readDefinition(name, await readFile(join(folder, name), name))),
  )
}

async function readFile(file: string, name: string): Promise<unknown> {
  try {
    if (name.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8')) as unknown
    return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default
  } catch (cause) {
    throw new ProviderDefinitionError(`${name}: ${(cause as Error).message}`, { cause })
  }
}
