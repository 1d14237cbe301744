import { html, type Html } from './html.ts'

/** Two letters for a provider or an application, beside its name. */
export function monogram(name: string): Html {
  return html`<span class="monogram" aria-hidden="true">${lettersOf(name)}</span>`
}

/** “AC” for “Acme Crm”, “Ar” for “AcmeRun” (its capitals), “Ac” for “Acme”. */
function lettersOf(name: string): string {
  const [first = '', second = ''] = name.split(/[\s(]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  if (second !== '') return `${first.slice(0, 1)}${second.slice(0, 1)}`.toUpperCase()
  const capital = /^.\P{Lu}*(\p{Lu})/u.exec(first)?.[1]?.toLowerCase()
  return `${first.slice(0, 1).toUpperCase()}${capital ?? first.slice(1, 2)}`
}
