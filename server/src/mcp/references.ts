import type { Found, PageWanted } from '../email-marketing/adapters/page.ts'
import { comparableText } from '../email-marketing/model/comparable-text.ts'
import type { AccountClient } from '../email-marketing/get-account-client.ts'
import { invalidRequest, ProblemError } from '../kernel/errors.ts'
import { toShortLine } from '../kernel/foreign-text.ts'

/** The parameters of tools that take an ID or a name of something in the account. */
export interface References {
  readonly audience?: string | undefined
  readonly campaign?: string | undefined
  readonly campaigns?: readonly string[] | undefined
  readonly template?: string | undefined
  readonly automation?: string | undefined
  /** A name needs the audience that contains the segment. */
  readonly segment?: string | undefined
}

type Kind = 'audience' | 'campaign' | 'template' | 'automation' | 'segment'

/**
 * Calls `act` with the IDs of what the input names. A value that can be an ID is tried as one first, so that IDs cost no extra call; a name is
 * looked up in the account's lists. A value that is neither is passed on, so that the provider's own error names it.
 * @throws ProblemError invalid_request if several audiences or campaigns have the name
 */
export async function withReferences<I extends References, T>(
  account: AccountClient,
  input: I,
  act: (input: I) => Promise<T>,
): Promise<T> {
  const resolved = await resolve(account, input, (value) => !canBeId(value))
  try {
    return await act(resolved)
  } catch (error) {
    // `resource_not_found` means that nothing was changed: an unclear outcome is `outcome_unknown`.
    if (!(error instanceof ProblemError) || error.code !== 'resource_not_found') throw error
    const renamed = await resolve(account, input, canBeId)
    if (JSON.stringify(renamed) === JSON.stringify(input)) throw error
    return act(renamed)
  }
}

/** Providers' IDs have digits and no blanks. */
const canBeId = (value: string): boolean => /^(?=.*\d)[\w-]+$/.test(value)

async function resolve<I extends References>(
  account: AccountClient,
  input: I,
  isWanted: (value: string) => boolean,
): Promise<I> {
  const idOf = async (kind: Kind, value: string, within = ''): Promise<string> =>
    isWanted(value) ? ((await findByName(account, { kind, within }, value)) ?? value) : value
  const { audience, campaign, campaigns, template, automation, segment } = input
  const audienceId = audience === undefined ? undefined : await idOf('audience', audience)
  return {
    ...input,
    ...(audienceId !== undefined && { audience: audienceId }),
    ...(segment !== undefined &&
      audienceId !== undefined && { segment: await idOf('segment', segment, audienceId) }),
    ...(campaign !== undefined && { campaign: await idOf('campaign', campaign) }),
    ...(automation !== undefined && { automation: await idOf('automation', automation) }),
    ...(template !== undefined && { template: await idOf('template', template) }),
    ...(campaigns !== undefined && {
      campaigns: await Promise.all(campaigns.map((value) => idOf('campaign', value))),
    }),
  }
}

const PAGE_SIZE = 100
/** Maximum of pages that are searched for a name; newest first at most providers. */
const MAX_PAGES = 5

interface Item {
  readonly id: string
  readonly name: string
}

const LISTS: Readonly<
  Record<
    Kind,
    (
      adapter: AccountClient['adapter'],
      api: AccountClient['api'],
      page: PageWanted,
      audience: string,
    ) => Promise<Found<Item>>
  >
> = {
  audience: (adapter, api, page) => adapter.audiences(api, page),
  campaign: (adapter, api, page) => adapter.campaigns(api, page),
  template: (adapter, api, page) => adapter.templates(api, page),
  automation: (adapter, api, page) => adapter.automations(api, page),
  segment: (adapter, api, page, audience) => adapter.segments(api, audience, page),
}

/** The ID of the only item with this name, ignoring case; undefined if there is none. */
async function findByName(
  account: AccountClient,
  { kind, within }: { readonly kind: Kind; /** The audience of a segment. */ readonly within: string },
  name: string,
): Promise<string | undefined> {
  const { adapter, api } = account
  const list = (page: PageWanted): Promise<Found<Item>> => LISTS[kind](adapter, api, page, within)
  const wanted = comparableText(name)
  const found: Item[] = []
  let at: string | null = null
  for (let page = 0; page < MAX_PAGES; page++) {
    const { items, next }: Found<Item> = await list({ limit: PAGE_SIZE, at })
    found.push(...items.filter((item) => comparableText(item.name) === wanted))
    if (next === null) break
    at = next
  }
  const exact = found.filter((item) => item.name === name)
  const matches = exact.length > 0 ? exact : found
  if (matches.length > 1) {
    const ids = matches.map(({ id }) => id).join(', ')
    const detail = `${matches.length} ${kind}s are called ${toShortLine(JSON.stringify(name))}. Pass an ID: ${ids}.`
    throw invalidRequest({ pointer: `/${kind}`, detail })
  }
  return matches[0]?.id
}
