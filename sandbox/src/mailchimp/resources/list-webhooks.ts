import type { Resource } from '../../resources/resource.ts'

const EVENTS = ['subscribe', 'unsubscribe', 'profile', 'cleaned', 'upemail', 'campaign'] as const
const SOURCES = ['user', 'admin', 'api'] as const

/** Webhooks of a list; `../webhook-deliveries.ts` has the deliveries. */
export function listWebhooks(): Resource {
  const chosen = (given: unknown, names: readonly string[], standard: boolean): Record<string, boolean> =>
    Object.fromEntries(
      names.map((name) => {
        const value: unknown =
          typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined
        return [name, typeof value === 'boolean' ? value : standard]
      }),
    )
  return {
    path: '/lists/{list_id}/webhooks',
    create: ({ events, sources }) => ({
      events: chosen(events, EVENTS, false),
      sources: chosen(sources, SOURCES, false),
    }),
  }
}
