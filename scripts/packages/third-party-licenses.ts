import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rolldown } from 'tsdown'

/** Writes `THIRD-PARTY-LICENSES.txt`: the license of every library that the bundle contains, as each of them asks for. */
export function thirdPartyLicenses(): Rolldown.Plugin {
  return {
    name: 'third-party-licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      )
      const folders = new Set(modules.flatMap((id) => packageFolder(id) ?? []))
      const source = [...folders].map(licenseText).toSorted().join('\n')
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source })
    },
  }
}

/** The package in `node_modules` that a module belongs to. */
function packageFolder(moduleId: string): string | undefined {
  const [, folder] = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(moduleId) ?? []
  return folder !== undefined && existsSync(join(folder, 'package.json')) ? folder : undefined
}

function licenseText(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string
  }
  const texts = textsIn(folder).map((text) => `\n${text.trim()}\n`)
  return `${name} ${version} (${license ?? 'license below'})\n${texts.join('')}${'-'.repeat(80)}`
}

/** The license and the notice, which Apache-2.0 asks for; of a package that has no file of them, what its readme says. */
function textsIn(folder: string): string[] {
  const files = readdirSync(folder)
  const read = (name: RegExp): string[] =>
    files.filter((file) => name.test(file)).map((file) => readFileSync(join(folder, file), 'utf8'))
  const texts = read(/^(?:licen[cs]e|copying|notice)(?![^.-])/i)
  if (texts.length > 0) return texts
  return read(/^readme/i).flatMap((readme) => /^#+ *licen[cs]e[^]*/im.exec(readme) ?? [])
}
