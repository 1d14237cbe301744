import { isReadable, withoutMisleading } from './visible-text.ts'

interface Named {
  readonly audienceNames: readonly string[]
  readonly campaign: { readonly id: string; readonly name: string }
}

/**
 * The text that a user types to approve a send: the names of the audiences as a reader sees them. If none is readable, the campaign's
 * name; else its ID.
 */
export function nameToType({ audienceNames, campaign }: Named): string {
  const readable = audienceNames.filter(isReadable)
  const name =
    readable.length > 0 ? readable.join(', ') : isReadable(campaign.name) ? campaign.name : campaign.id
  return withoutMisleading(name).replaceAll(/\s+/g, ' ').trim()
}
