import { comparableText } from '../model/comparable-text.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { AudienceMove } from './job-inputs.ts'

/** The names of common fields, which differ between providers. */
const SAME: readonly (readonly string[])[] = [
  ['fname', 'first_name', 'firstname', 'first name'],
  ['lname', 'last_name', 'lastname', 'last name'],
  ['company', 'company_name'],
  ['city'],
]

/** The target's name of each field of the source audience that the target has too. */
export async function carriedFields(
  { source, target }: { readonly source: AccountClient; readonly target: AccountClient },
  { from, to }: Pick<AudienceMove, 'from' | 'to'>,
): Promise<ReadonlyMap<string, string>> {
  const { fields: there } = await target.adapter.audience(target.api, to.audienceId)
  const { fields: here } = await source.adapter.audience(source.api, from.audienceId)
  return new Map(
    here.flatMap((name): [string, string][] => {
      const found = there.find((other) => isSameField(name, other))
      return found === undefined ? [] : [[name, found]]
    }),
  )
}

function isSameField(one: string, other: string): boolean {
  const [a, b] = [comparableText(one), comparableText(other)]
  return a === b || SAME.some((names) => names.includes(a) && names.includes(b))
}
