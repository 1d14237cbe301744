import { readFileSync } from 'node:fs'
import { join } from 'node:path'

let text: string | undefined

/** The style of every page that the server renders, read with the first of them. */
export function stylesheet(): string {
  text ??= ['tokens.css', 'page.css']
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('')
  return text
}
