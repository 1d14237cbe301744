import { isReadable, withoutMisleading } from './visible-text.ts'

interface Named {
  readonly audienceNames: readonly string[]
  readonly campaign: { readonly id: string; readonly name: string }
}

/**
 * What a person types to confirm a sending: the names of its audiences, as a reader sees them. Where none of them shows anything,
 * the campaign's name; where that shows nothing either, the campaign's id, which the platform has given and which always does.
 */
export function nameToType({ audienceNames, campaign }: Named): string {
  const readable = audienceNames.filter(isReadable)
  const name =
    readable.length > 0 ? readable.join(', ') : isReadable(campaign.name) ? campaign.name : campaign.id
  return withoutMisleading(name).replaceAll(/\s+/g, ' ').trim()
}
