import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const texts = new Map<string, string>()

/** The style of rendered pages, read from its file when it is first needed. @param name of the file in this folder */
export function stylesheet(name: 'page.css' | 'reference.css'): string {
  const known = texts.get(name)
  if (known !== undefined) return known
  const text = ['tokens.css', 'typeface.css', name]
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('')
  texts.set(name, text)
  return text
}
