import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const texts = new Map<string, string>()

/** The style of a kind of pages that the server renders, read with the first of them. @param name of its file in this folder */
export function stylesheet(name: 'page.css' | 'reference.css'): string {
  const known = texts.get(name)
  if (known !== undefined) return known
  const text = ['tokens.css', 'typeface.css', name]
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('')
  texts.set(name, text)
  return text
}
