const SORTS = ['newest', 'name'] as const
export const STATUSES = ['connected', 'expiring_soon', 'disconnected'] as const

/** The filters of the list, which are in the URL. */
export interface ConnectionSearch {
  readonly search?: string
  readonly status?: (typeof STATUSES)[number]
  readonly provider?: string
  readonly endUserId?: string
  /** `plan:pro` */
  readonly label?: string
  /** Without it, oldest first. */
  readonly sort?: (typeof SORTS)[number]
}

export function readConnectionSearch(given: Record<string, unknown>): ConnectionSearch {
  const search = text(given['search'])
  const provider = text(given['provider'])
  const endUserId = text(given['endUserId'])
  const label = text(given['label'])
  const status = STATUSES.find((one) => one === given['status'])
  const sort = SORTS.find((one) => one === given['sort'])
  return {
    ...(search && { search }),
    ...(status && { status }),
    ...(provider && { provider }),
    ...(endUserId && { endUserId }),
    ...(label.includes(':') && { label }),
    ...(sort && { sort }),
  }
}

/** A URL may contain a number where text was typed. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
