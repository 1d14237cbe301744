import { PROVIDERS, type Result } from './run.ts'

/* The results as the page that is published, docs/tool-use.md. */

const NAMES: Readonly<Record<string, string>> = {
  mailchimp: 'Mailchimp',
  mailup: 'MailUp',
  'constant-contact': 'Constant Contact',
  'constant-contact-v2': 'Constant Contact v2',
}

/** Token counts differ by a few from run to run: IDs and times are new. */
const rounded = (tokens: number): string =>
  (tokens < 1000 ? Math.ceil(tokens / 50) * 50 : Math.ceil(tokens / 500) * 500).toLocaleString('en')

function cellOf({ outcome, calls, tokens }: Result): string {
  if (outcome === 'not_at_provider') return 'not there, said so'
  if (outcome === 'for_the_user') return 'a command, named'
  if (outcome !== 'served') return outcome
  return `${calls} ${calls === 1 ? 'call' : 'calls'}, ${rounded(tokens)} tokens`
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** One row for each request, one column for each provider. */
export function tableOf(results: readonly Result[]): string {
  const asks = [...new Set(results.map(({ ask }) => ask))]
  const cell = (ask: string, provider: string): string => {
    const found = results.find((one) => one.ask === ask && one.provider === provider)
    return found ? cellOf(found) : ''
  }
  return [
    row(['Request', ...PROVIDERS.map((provider) => NAMES[provider] ?? provider)]),
    row(['---', ...PROVIDERS.map(() => '---')]),
    ...asks.map((ask) => row([ask, ...PROVIDERS.map((provider) => cell(ask, provider))])),
  ].join('\n')
}

/** The same without what differs from run to run. */
export const withoutTokens = (table: string): string =>
  table
    .replaceAll(/, [\d,]+ tokens/g, '')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/-{3,}/g, '---')

export interface Figures {
  readonly requests: number
  /** Served by at least one provider. */
  readonly possible: number
  readonly misled: number
  readonly failed: number
  readonly medianCalls: number
  /** Imports aside. */
  readonly mostCalls: number
}

export function figuresOf(results: readonly Result[]): Figures {
  const served = results.filter(({ outcome }) => outcome === 'served')
  const calls = served.map((one) => one.calls).toSorted((a, b) => a - b)
  const asksOf = (some: readonly Result[]): number => new Set(some.map(({ ask }) => ask)).size
  return {
    requests: asksOf(results),
    possible: asksOf(served),
    misled: results.filter(({ outcome }) => outcome === 'misled').length,
    failed: results.filter(({ outcome }) => outcome === 'failed').length,
    medianCalls: calls[Math.floor(calls.length / 2)] ?? 0,
    mostCalls: Math.max(0, ...served.filter(({ isImport }) => !isImport).map((one) => one.calls)),
  }
}
