import { MAX_APPROVAL_TEXT_LENGTH } from '../../kernel/limits.ts'
import { withoutMisleading } from '../../kernel/foreign-text.ts'
import { isReadable } from '../html/visible-text.ts'

interface Named {
  readonly audienceNames: readonly string[]
  readonly campaign: { readonly id: string; readonly name: string }
}

/**
 * The approval text: the names of the audiences as a reader sees them. If none is readable, or they are too long to type, the campaign's
 * name; else its ID.
 */
export function nameToType({ audienceNames, campaign }: Named): string {
  const readable = audienceNames.filter(isReadable)
  const names = [readable.join(', '), campaign.name].map((name) =>
    withoutMisleading(name).replaceAll(/\s+/g, ' ').trim(),
  )
  return names.find((name) => isReadable(name) && name.length <= MAX_APPROVAL_TEXT_LENGTH) ?? campaign.id
}
