interface ProviderCalls {
  /** The first page of the lists, below the API's URL. */
  readonly listsPath: string
  /** @throws Error if the body is no page */
  readonly readPage: (body: unknown, page: number) => { names: string[]; next?: string }
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

function namesOf(items: unknown, name: string): string[] {
  if (!Array.isArray(items)) throw new Error('the body is no page')
  return items.map((item) => String(member(item, name)))
}

/** How each provider lists lists. */
export const PROVIDER_CALLS: Readonly<Record<string, ProviderCalls>> = {
  mailchimp: {
    listsPath: '/lists?count=20&offset=0&fields=lists.name,total_items',
    readPage(body, page) {
      const names = namesOf(member(body, 'lists'), 'name')
      const offset = (page + 1) * 20
      const isLast = offset >= Number(member(body, 'total_items'))
      return isLast ? { names } : { names, next: `/lists?count=20&offset=${offset}` }
    },
  },
  mailup: {
    listsPath: '/ConsoleService.svc/Console/User/Lists?pageSize=20&pageNumber=0',
    readPage(body, page) {
      const names = namesOf(member(body, 'Items'), 'Name')
      const isLast = (page + 1) * 20 >= Number(member(body, 'TotalElementsCount'))
      return isLast
        ? { names }
        : { names, next: `/ConsoleService.svc/Console/User/Lists?pageSize=20&pageNumber=${page + 1}` }
    },
  },
  'constant-contact': {
    listsPath: '/contact_lists?limit=50',
    readPage(body) {
      const names = namesOf(member(body, 'lists'), 'name')
      const href = member(member(member(body, '_links'), 'next'), 'href')
      return typeof href === 'string' ? { names, next: href.replace(/^\/v3/, '') } : { names }
    },
  },
}
